"""The network on several dates, small beside one another, and which triads changed their sign since an earlier one."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date as day
from typing import Annotated

from fastapi import Request

from comity.core.query import Query
from comity.core.wire import as_plain
from comity.relate.linking import shifted
from comity.relate.network import Network, NothingDoneError, Tie
from comity.relate.standing import Turned, turned
from comity.serve.web.answers import View
from comity.serve.web.asking import AsOf, Scheme, Text, described, text
from comity.serve.web.screens.network import Counted, Day, Quads, Window
from comity.serve.web.shelf import Shelf
from comity.serve.web.words import day as words_of
from comity.serve.web.words import name_of, plural

COLUMNS = ("date", "one", "two", "n", "n_cooperation", "n_conflict", "balance", "sign")
PANELS = 6
STEPS = (1, 3, 6, 12, 24, 60, 120)  # months between two dates
DRAWN = 12  # parties in each small matrix
SHOWN = 10  # changed triads on the page


@dataclass(frozen=True, slots=True)
class Panel:
    """The network of one date; None where nothing was done in its window."""

    date: str
    network: Network | None

    def count(self, sign: int) -> int:
        """How many ties have a sign."""
        return sum(t.sign == sign for t in self.network.ties) if self.network else 0


def dates(
    request: Request, date: Day = None, window: Window = None, level: Counted = None, quad: Quads = None, scheme: Scheme = None, as_of: AsOf = None,
    since: Annotated[Text, text("The earlier date to compare with; by default the last before the window, or the first that is shown.", r"^\d{4}-\d\d-\d\d$")] = None,
) -> View:  # fmt: skip
    """The signed network on up to six dates, and the triads and pairs whose sign is another than on an earlier date."""
    shelf: Shelf = request.app.state.shelf
    query = shelf.record.query(as_of=as_of, level=level, quad=quad, scheme=scheme)
    about = {"query": described(query), "level": query.level}
    nothing: dict[str, object] = {"panels": [], "turned": None}
    title = "The network over time"
    if not shelf.counted(query).claims:
        return View(title, "dates.html", nothing, COLUMNS, (), {**nothing, "on": None, "since": since}, None, about)
    first, last = shelf.record.reported_days(query.as_of)
    now = panel(shelf, date, window, query)
    if now.network is None:
        return View(title, "dates.html", nothing, COLUMNS, (), {**nothing, "on": now.date or last, "since": since}, None, about)
    panels = [*(panel(shelf, d, window, query) for d in earlier(first or now.date, now.date)), now]
    apart = shifted(now.network.start, -1)  # no act counts on both dates
    before = panel(shelf, since or (apart if apart >= (first or apart) else panels[0].date), window, query)
    compared = turned(before.network, now.network) if before.network and before.date < now.date else None
    parties, pairs = drawn(panels)
    data = {
        "panels": [{"date": p.date, "ties": as_plain(p.network.ties) if p.network else None} for p in panels],
        "since": before.date, "turned": as_plain(compared),
    }  # fmt: skip
    rows = [(p.date, *(getattr(t, c) for c in COLUMNS[1:])) for p in panels if p.network for t in p.network.ties]
    shown = {
        "panels": panels, "turned": compared, "on": now.date, "since": before.date, "parties": parties, "pairs": pairs, "told": told,
        "shown": compared.changed[:SHOWN] if compared else (), "picture": picture(panels, parties), "sentence": sentence(panels, compared),
    }  # fmt: skip
    return View(title, "dates.html", data, COLUMNS, rows, shown, None, about)


def panel(shelf: Shelf, date: str | None, window: int | None, query: Query) -> Panel:
    """The network of a date, where something was done."""
    try:
        found = shelf.network(date, window, query)
    except NothingDoneError:
        return Panel(date or "", None)
    return Panel(found.date, found)


def earlier(first: str, last: str) -> list[str]:
    """Dates before the last, evenly apart, so that few of them reach back to about the first."""
    begin, end = day.fromisoformat(first), day.fromisoformat(last)
    months = 12 * (end.year - begin.year) + end.month - begin.month
    step = next((s for s in STEPS if s * PANELS > months), STEPS[-1])
    found = [back(end, step * n) for n in range(1, PANELS)]
    return [str(d) for d in reversed(found) if d and d >= begin]


def back(end: day, months: int) -> day | None:
    """The same day some months before, or the last of a shorter month; None before the calendar."""
    year, month = divmod(12 * end.year + end.month - 1 - months, 12)
    if year < 1:
        return None
    longest = next(n for n in (31, 30, 29, 28) if _is_day(year, month + 1, n))
    return day(year, month + 1, min(end.day, longest))


def _is_day(year: int, month: int, number: int) -> bool:
    try:
        day(year, month, number)
    except ValueError:
        return False
    return True


def drawn(panels: Sequence[Panel]) -> tuple[list[str], list[tuple[str, str, list[Tie | None]]]]:
    """The parties of most weight over all dates, and each pair of them that is tied on one, with its tie on every date."""
    weights: Counter[str] = Counter()
    ties: dict[tuple[str, str], dict[str, Tie]] = {}
    for p in panels:
        for t in p.network.ties if p.network else ():
            weights.update({t.one: t.weight, t.two: t.weight})
            ties.setdefault((t.one, t.two), {})[p.date] = t
    parties = sorted(weights, key=lambda code: (-weights[code], code))[:DRAWN]
    pairs = [(one, two, [found.get(p.date) for p in panels]) for (one, two), found in ties.items() if one in parties and two in parties]
    return parties, sorted(pairs, key=lambda row: (parties.index(row[0]), parties.index(row[1])))


def picture(panels: Sequence[Panel], parties: Sequence[str]) -> dict[str, object]:
    """What the small matrices are drawn from: parties, and for each date the ties between them by place; None without data."""
    at = {code: n for n, code in enumerate(parties)}
    return {
        "parties": [[code.partition(":")[2] or code, name_of(code)] for code in parties],
        "panels": [
            [p.date, [[at[t.one], at[t.two], t.sign, t.n_cooperation, t.n_conflict] for t in p.network.ties if t.one in at and t.two in at] if p.network else None]
            for p in panels
        ],
    }  # fmt: skip


def sentence(panels: Sequence[Panel], compared: Turned | None) -> str:
    """What the pictures and the comparison show, in one sentence."""
    known = [p for p in panels if p.network]
    first, last = known[0], known[-1]
    grown = f"Only on {words_of(last.date)} is there a network"
    if first is not last:
        counts = [
            f"{word} from {first.count(sign)} to {last.count(sign)}"
            for word, sign in (("friendly ties went", 1), ("hostile ones", -1), ("mixed ones", 0))
        ]
        grown = f"From {words_of(first.date)} to {words_of(last.date)} {', '.join(counts)}"
    if compared is None:
        return grown + "."
    pairs, triads = plural(compared.pairs, "pair"), plural(compared.triads, "triad")
    return f"{grown}; since {words_of(compared.start)} {len(compared.flipped)} of {pairs} tied on both dates and {len(compared.changed)} of {triads} changed sign."


def told(parties: Sequence[str], signs: Sequence[int]) -> str:
    """How three stand to one another, in words."""
    one, two, three = map(name_of, parties)
    match tuple(signs):
        case (1, 1, 1):
            return "all three friends"
        case (-1, -1, -1):
            return "all three at odds"
        case (1, -1, -1):
            return f"{one} and {two} friends, both at odds with {three}"
        case (-1, 1, -1):
            return f"{one} and {three} friends, both at odds with {two}"
        case (-1, -1, 1):
            return f"{two} and {three} friends, both at odds with {one}"
        case (1, 1, -1):
            return f"{one} a friend of {two} and of {three}, who are at odds"
        case (1, -1, 1):
            return f"{two} a friend of {one} and of {three}, who are at odds"
        case _:
            return f"{three} a friend of {one} and of {two}, who are at odds"
