"""The network of a date: who acts how towards whom, as signed and weighted ties, counted in one SQL question."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from comity.core.query import Period, Query
from comity.errors import DataError, SettingsError
from comity.record.ask import Asked
from comity.relate.acts import IS_PAIR, Asking, acts_asked, done_only
from comity.relate.linking import shifted
from comity.relate.tabular import Tabular

RULES: Mapping[str, tuple[str, ...]] = {
    "ties": ("window", "half_life", "least", "margin"), "blocs": ("least", "starts", "resamples", "resolutions", "stable", "firm"),
    "alignment": ("least", "draws"), "lists": ("shown",),
}  # fmt: skip
MEDIATION = "third-party"
Rules = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Arc:
    """What one party did towards another in the window. Sums are of event-scale values, each act weighing less the older it is."""

    actor: str
    recipient: str
    n: int
    n_cooperation: int
    n_conflict: int
    cooperation: float
    conflict: float
    last_day: str


@dataclass(frozen=True, slots=True)
class Tie:
    """Both directions of two parties together. `balance` is (cooperation − conflict) ÷ their sum; `sign` 1, −1, or 0 where neither prevails."""

    one: str
    two: str
    n: int
    n_cooperation: int
    n_conflict: int
    cooperation: float
    conflict: float
    balance: float
    sign: int
    last_day: str

    @property
    def weight(self) -> float:
        """How much passed between them, of either kind."""
        return self.cooperation + self.conflict


@dataclass(frozen=True, slots=True)
class Mediation:
    """How many acts of mediation a party did in the window, and between whom."""

    party: str
    n: int
    between: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Network(Tabular):
    """The ties on `date`, from acts since `start`, counted at `level` (claims or reports). Rows are the ties, strongest first."""

    date: str
    start: str
    level: str
    arcs: tuple[Arc, ...]
    ties: tuple[Tie, ...]
    mediations: tuple[Mediation, ...]
    rules: Rules

    @property
    def parties(self) -> tuple[str, ...]:
        """Everybody with a tie."""
        return tuple(sorted({p for t in self.ties for p in (t.one, t.two)}))

    def _rows(self) -> Sequence[object]:
        return self.ties

    def _kind(self) -> type:
        return Tie


def load_network_rules(path: Path) -> Rules:
    """The numbers of `network.toml`. Raises DataError that names what is missing."""
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DataError(f"{path}: cannot be read ({error}). Mend the file and try again.") from error
    for table, names in RULES.items():
        for name in names:
            value = told.get(table, {}).get(name)
            numbers = value if isinstance(value, list) and value else [value]
            if any(isinstance(v, bool) or not isinstance(v, (int, float)) or v < 0 for v in numbers):
                raise DataError(f"{path}: {table}.{name} is {value!r}; expected a number from 0. Mend the file and try again.")
    return {table: told[table] for table in RULES}


class NothingDoneError(SettingsError):
    """Nothing was done between two parties in the time that is asked for."""


def network(asking: Asking, day: str, rules: Rules, query: Query, window: int | None = None) -> Network:
    """The network of a day. `query` narrows what counts (sector, type, publisher, level, as_of …); its date is set by the window.

    Raises SettingsError for events, which a network does not count, and NothingDoneError where nothing was done in the window.
    """
    if query.level == "event":
        raise SettingsError("level is 'event'; a network counts claims or reports; expected one of claim, report.")
    start = shifted(day, 1 - (window or int(rules["ties"]["window"])))
    asked = acts_asked(asking, done_only(_within(query, start, day)))
    values = {**asked.values, "day": day, "half_life": float(rules["ties"]["half_life"])}
    arcs, pairs = (tuple(Arc(*row) for row in asking.lake.fetch(asked.sql(_arcs_sql(query.level, both)), values)) for both in (False, True))
    if not arcs:
        raise NothingDoneError(
            f"Nothing was done between two parties from {start} to {day}; expected a date on which the record has acts, or a longer window."
        )
    mediations = tuple(Mediation(p, n, tuple(sorted(b))) for p, n, b in _mediations(asking, asked))
    return Network(day, start, query.level, arcs, ties_of(pairs, rules), mediations, rules)


def _within(query: Query, start: str, day: str) -> Query:
    if query.date != Period():
        raise SettingsError("A network has its own date and window; expected no other date.")
    kept = {f: getattr(query, f) for f in Query.__dataclass_fields__ if f != "date"}
    return Query(**kept, date=Period(start, day))


def _arcs_sql(level: str, both: bool) -> str:
    """Each act once; on the level of reports all acts of one type in one article towards one party once, by their mean.

    With `both` the two directions are one, and a mutual act, which goes both ways, is one act between the two.
    """
    one, two = ("least(actor, recipient)", "greatest(actor, recipient)") if both else ("actor", "recipient")
    of = '"group"' if level == "claim" else f"item, event_type, CASE WHEN {both} AND reciprocal THEN NULL ELSE actor END"
    within = "FROM acts WHERE actor <> recipient AND middle <= CAST($day AS DATE)"
    acts = f"SELECT {one} AS actor, {two} AS recipient, avg(event_scale) AS event_scale, max(middle) AS middle {within} GROUP BY {one}, {two}, {of}"
    weight = "pow(0.5, (CAST($day AS DATE) - middle) / $half_life)"
    return (
        "SELECT actor, recipient, count(*), count(*) FILTER (event_scale > 0), count(*) FILTER (event_scale < 0), "
        f"COALESCE(sum(greatest(event_scale, 0) * {weight}), 0), COALESCE(sum(greatest(-event_scale, 0) * {weight}), 0), "
        f"CAST(max(middle) AS VARCHAR) FROM ({acts}) GROUP BY actor, recipient ORDER BY actor, recipient"
    )


def _mediations(asking: Asking, asked: Asked) -> list[tuple[Any, ...]]:
    """Who mediated, how often, between whom."""
    sql = (
        f"SELECT actor, count(DISTINCT item), list(DISTINCT recipient) FROM acts WHERE mode = '{MEDIATION}' AND {IS_PAIR} "
        "GROUP BY actor ORDER BY 2 DESC, 1"
    )
    return asking.lake.fetch(asked.sql(sql), asked.values)


def ties_of(arcs: Sequence[Arc], rules: Rules) -> tuple[Tie, ...]:
    """The arcs of each pair together, strongest first; pairs with fewer acts than make a tie are left out."""
    pairs: dict[tuple[str, str], list[Arc]] = {}
    for arc in arcs:
        pairs.setdefault((min(arc.actor, arc.recipient), max(arc.actor, arc.recipient)), []).append(arc)
    found = []
    for (one, two), both in pairs.items():
        n, good, bad = (sum(getattr(a, name) for a in both) for name in ("n", "n_cooperation", "n_conflict"))
        cooperation, conflict = sum(a.cooperation for a in both), sum(a.conflict for a in both)
        if n < rules["ties"]["least"] or not cooperation + conflict:
            continue
        balance = (cooperation - conflict) / (cooperation + conflict)
        sign = 0 if abs(balance) < rules["ties"]["margin"] else 1 if balance > 0 else -1
        found.append(Tie(one, two, n, good, bad, cooperation, conflict, balance, sign, max(a.last_day for a in both)))
    return tuple(sorted(found, key=lambda t: (-t.weight, t.one, t.two)))


def checked_window(window: int | None) -> int | None:
    """A number of days. Raises SettingsError."""
    if window is not None and not 1 <= window <= date.max.toordinal():
        raise SettingsError(f"window is {window}; expected a number of days from 1.")
    return window
