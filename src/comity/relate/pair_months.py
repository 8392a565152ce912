"""What a panel says of one pair by month, counted from the acts of the pair alone: what its page shows first."""

from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from comity import states
from comity.core.query import Query
from comity.record.ask import known
from comity.record.lake import Lake
from comity.relate.acts import Asking, acts_asked, done_only
from comity.relate.panel import REASONS

Act = tuple[str, str, str, int | None, date | None, date | None, date | None]
COLUMNS = "actor, recipient, item, quad, first_day, last_day, middle"
UNDATED, INEXACT, OUTSIDE = 1, 3, 5  # what keeps an act between two parties out of every month


@dataclass(frozen=True, slots=True)
class PairMonth:
    """What one side did toward the other in a month. Counts are None where the record has no article of that month, or one of the two
    was no state then: that is no data, not nothing."""

    actor: str
    recipient: str
    period: str
    articles: int
    n: int | None
    cooperation: int | None
    conflict: int | None
    material_cooperation: int | None
    material_conflict: int | None


def articles_by_month(lake: Lake, as_of: str | int | None) -> Mapping[date, int]:
    """How many articles a record has of each month, by the month's first day."""
    asked = known(lake, as_of)
    sql = "SELECT CAST(date_trunc('month', reported) AS DATE), count(*) FROM documents WHERE reported IS NOT NULL GROUP BY 1"
    return dict(lake.fetch(asked.sql(sql), asked.values))


def pair_months(asking: Asking, query: Query, articles: Mapping[date, int]) -> tuple[list[PairMonth], Mapping[str, int]]:
    """The months of the pair that a query names, in both directions, as a panel of it has them: none where no act between them is dated.
    And how many items count in no month, by the reason."""
    asked = acts_asked(asking, done_only(query))
    acts: list[Act] = asking.lake.fetch(asked.sql(f"SELECT {COLUMNS} FROM acts"), asked.values)
    known_days = [(a[4], a[5]) for a in acts if a[4] and a[5]]
    start = _day(query.date.start) or min((first for first, _ in known_days), default=None)
    end = _day(query.date.end) or max((last for _, last in known_days), default=None)
    if start is None or end is None or start > end or query.between is None:
        return [], {}
    cells, left_out = _counted(acts, start, end)
    found = []
    for actor, recipient in sorted((query.between, query.between[::-1])):
        for period in months_between(start, end):
            counts = cells.get((actor, period))
            if counts is not None:
                numbers: Sequence[int | None] = [len(items) for items in counts]
            else:
                known_nothing = articles.get(period, 0) > 0 and _together(actor, recipient, period)
                numbers = [0 if known_nothing else None] * 5
            found.append(PairMonth(actor, recipient, str(period), articles.get(period, 0), *numbers))
    return found, left_out


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _counted(acts: Sequence[Act], start: date, end: date) -> tuple[Mapping[tuple[str, date], Sequence[set[str]]], Mapping[str, int]]:
    """The items of each actor and month: all, of cooperation, of conflict, of material cooperation, of material conflict. And what is in none."""
    cells: dict[tuple[str, date], tuple[set[str], ...]] = {}
    inside: set[str] = set()
    reasons: dict[str, int] = {}
    for actor, recipient, item, quad, first, last, middle in acts:
        if actor == recipient:
            continue
        if first is None or last is None or middle is None:
            reason = UNDATED
        elif not start <= middle <= end:
            reason = OUTSIDE
        elif last - first > _last_of(middle) - middle.replace(day=1):
            reason = INEXACT
        else:
            cell = cells.setdefault((actor, middle.replace(day=1)), (set(), set(), set(), set(), set()))
            cell[0].add(item)
            if quad:
                cell[1 if quad <= 2 else 2].add(item)
            if quad in (2, 4):
                cell[3 if quad == 2 else 4].add(item)
            inside.add(item)
            continue
        reasons[item] = min(reason, reasons.get(item, reason))
    told: dict[str, int] = {}
    for item, reason in reasons.items():
        if item not in inside:
            told[REASONS[reason]] = told.get(REASONS[reason], 0) + 1
    return cells, dict(sorted(told.items()))


def months_between(start: date, end: date) -> Iterator[date]:
    """The first days of the months from one day to another."""
    at = start.replace(day=1)
    while at <= end:
        yield at
        at = _last_of(at) + timedelta(1)


@cache
def _last_of(day: date) -> date:
    """The last day of the month of a day."""
    return day.replace(day=monthrange(day.year, day.month)[1])


@cache
def _tenures() -> Mapping[str, Sequence[tuple[str, str]]]:
    """When each state was a member of the usual system."""
    found: dict[str, list[tuple[str, str]]] = {}
    for t in states.tenures("gw", False):
        found.setdefault(t.state, []).append((t.start, t.end))
    return found


@cache
def _together(one: str, two: str, month: date) -> bool:
    """Whether two states were both members, together, on some day of a month."""
    first, last = month.isoformat(), _last_of(month).isoformat()
    tenures = _tenures()
    return any(
        max(first, start, begin) <= min(last, end, until) for start, end in tenures.get(one, ()) for begin, until in tenures.get(two, ())
    )
