"""How two parties stand with each other: what each did to the other by month, with the acts behind every number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from importlib import import_module
from typing import Any

from comity import states
from comity.core.query import Period, Query
from comity.errors import SettingsError
from comity.record.answer import Answer
from comity.relate.acts import Asking, acts_asked, done_only
from comity.relate.months import Figure, Month, joined, months_of, origins_of
from comity.relate.panel import periods_sql, placed
from comity.relate.state import Level, Parameters, estimate, flows, levels
from comity.relate.turns import STRICTNESS, Turns, find_turns


@dataclass(frozen=True, slots=True)
class Relation:
    """Two parties in a time. `query` is what was counted; `acts` are its rows, one for each directed pair of each claim or event,
    as a table, and `found` the same as values. `articles` were published in that time; `reports` tell of the acts, whenever they were published."""

    one: str
    two: str
    names: Mapping[str, str]
    query: Query
    acts: Answer
    found: tuple[Mapping[str, Any], ...]
    months: tuple[Month, ...]
    articles: int
    reports: int

    def other(self, party: str) -> str:
        """The one of the two that a party is not."""
        return self.two if party == self.one else self.one

    def direction(self, actor: str) -> tuple[Month, ...]:
        """The months of what one of the two did to the other."""
        return tuple(m for m in self.months if m.actor == actor)

    def total(self, actor: str, name: str) -> Figure:
        """All of one party's acts, of one class or of all ("acts"), over the whole time; without a value where nothing could be known."""
        found = [m.acts if name == "acts" else m.classes[name] for m in self.direction(actor)]
        return joined(name, found)

    def origins(self, ids: Sequence[str] | None = None) -> Figure:
        """The independent origins of some acts, by id, or of all."""
        wanted = None if ids is None else set(ids)
        rows = [r for r in self.found if wanted is None or r["group"] in wanted]
        return origins_of(rows)

    def state(self, measure: str = "kalman", parameters: Parameters | None = None) -> tuple[Level, ...]:
        """Where each party's conduct towards the other stands by month: kalman, goldstein, net or material_conflict.

        The filter's parameters are those given, or estimated from both directions.
        """
        by = parameters or self.parameters() if measure == "kalman" else Parameters()
        return tuple(level for party in (self.one, self.two) for level in levels(self.direction(party), self.found, measure, by))

    def parameters(self) -> Parameters:
        """The parameters of the filter by which this pair's months are foretold best."""
        return estimate(flows([(self.direction(party), self.found) for party in (self.one, self.two)]))

    def turns(self, strictness: float = STRICTNESS) -> Turns:
        """The turning points of the pair; a higher strictness finds fewer."""
        return find_turns(self.months, self.found, strictness)

    def plot(self, kind: str = "flow", measure: str = "kalman", parameters: Parameters | None = None) -> Any:
        """A matplotlib figure for papers: the acts of both by month (flow), or where both stand (state)."""
        return import_module("comity.relate.plots").plot(self, kind, measure, parameters)  # loaded when asked: it brings matplotlib

    def rows(self, figure: Figure) -> list[Mapping[str, Any]]:
        """The acts that a figure counts."""
        wanted = set(figure.ids)
        return [r for r in self.found if r["group"] in wanted]


def relation_of(asking: Asking, one: str, two: str, query: Query, names: Mapping[str, str], done: bool = True) -> Relation:
    """The relation of two codes or ids in the time of a query.

    Raises SettingsError for a pair of one, for states that never existed together then, and for a time of which the record has no article.
    """
    if one == two:
        raise SettingsError(f"{one} is given twice; expected two different states or organisations.")
    _existed(one, two, query.date)
    query = replace(done_only(query) if done else query, between=(one, two))
    asked = acts_asked(asking, query)
    first, last = asking.lake.fetch(asked.sql("SELECT min(reported), max(reported) FROM documents"), asked.values)[0]
    begin = asking.lake.fetch(asked.sql("SELECT min(middle) FROM acts"), asked.values)[0][0]
    window = _window(query, first, last, begin)
    values = {**asked.values, "start": window[0], "end": window[1]}
    steps = type(asked)((*asked.steps, ("periods", periods_sql("month"))), values)
    acts = asking.lake.table(steps.sql(f"SELECT a.*, p.period AS month FROM acts a JOIN periods p ON {placed('a', 'month')} ORDER BY middle, \"group\", actor"), values)  # fmt: skip
    covered = asking.lake.fetch(steps.sql(_COVERED), values)
    answer = Answer(acts)
    found = tuple(answer.rows())
    months = tuple(months_of(one, two, found, covered))
    total = sum(n for _, n in covered)
    reports = len({d for r in found for d in r["documents"] or ()})
    return Relation(one, two, names, replace(query, date=Period(*window)), answer, found, months, total, reports)


_COVERED = (
    "SELECT p.period, COALESCE(d.n, 0) FROM periods p LEFT JOIN (SELECT CAST(date_trunc('month', reported) AS DATE) AS period, count(*) AS n "
    "FROM documents GROUP BY 1) d USING (period) ORDER BY p.period"
)


def _window(query: Query, first: date | None, last: date | None, begin: date | None) -> tuple[str, str]:
    """The first and last day: what the query says, else from the pair's first act to the last article."""
    if first is None or last is None:
        raise SettingsError("The record has no dated article; add some with a publication date first.")
    start, end = query.date.start or str(begin or first), query.date.end or str(last)
    if start > str(last) or (query.date.end and end < str(min(first, begin or first))):
        raise SettingsError(f"The record has no article of that time: it spans {first} to {last}; expected a period within it.")
    return start, end


def _existed(one: str, two: str, period: Period) -> None:
    """Refuse a pair of states that did not exist together on any day of a period."""
    known = {s.id: s for s in states.all_states()}
    start, end = period.start or states.FIRST_DAY, period.end or states.OPEN
    pair = [known[code] for code in (one, two) if code in known]
    for state in pair:
        begin, until = state.start or states.FIRST_DAY, state.end or states.OPEN
        if begin[: len(end)] > end or until < start[: len(until)]:
            heirs = ", ".join(s.successor for s in states.successors(state.id)) if state.end else ""
            told = f"{state.name} ({state.id}) existed from {state.start or 'before ' + states.FIRST_DAY} to {state.end or 'today'}"
            raise SettingsError(
                f"{told}, not within {start} to {end}; give a period in which it did{', or ask for ' + heirs if heirs else ''}."
            )
    begin, until = max((s.start for s in pair), default=""), min((s.end or states.OPEN for s in pair), default=states.OPEN)
    if begin > until:
        raise SettingsError(f"{one} and {two} never existed at the same time; expected two that did.")
