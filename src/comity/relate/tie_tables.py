"""Ties that the bundled tables tell: alliances, wars of two parties, holdings and disputes of territory."""

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import combinations
from pathlib import Path

from comity import states
from comity.lexicon.named_events import load_events
from comity.lexicon.tables import read_csv
from comity.relate.tie_rules import TieRule
from comity.relate.ties import Interval, Sides, asked


def table_ties(data: Path, rules: Sequence[TieRule], on: str, one: str | None, two: str | None) -> list[Interval]:
    """The intervals of the tables that had begun by a day, of one party or of two. A beginning may be a year or month, or unknown."""
    found = []
    for rule in rules:
        for sides, start, end, source in _told(data, rule):
            if asked(sides, one, two) and (not start or start <= on):
                over = bool(end) and end < on[: len(end)]
                found.append(Interval(rule.kind, *sides, start or None, end or None, "ended" if over else "in force", None, table=source))
    return found


Told = tuple[Sides, str, str, str]


def _told(data: Path, rule: TieRule) -> Iterable[Told]:
    if rule.table == "members":
        return _members(data, rule.organisations)
    if rule.table == "wars":
        return _wars(data)
    return _disputes(rule.table == "holdings") if rule.table else ()


@cache
def _members(data: Path, kinds: tuple[str, ...]) -> tuple[Told, ...]:
    """Every two states while both belonged to an organisation of some kinds."""
    wanted = {r["id"] for r in read_csv(data / "actors/organisations.csv", ("id", "kind")) if r["kind"] in kinds}
    spells: dict[str, list[tuple[str, str, str]]] = {}
    for row in read_csv(data / "actors/org_members.csv", ("org", "state", "start", "end")):
        if row["org"] in wanted:
            spells.setdefault(row["org"], []).append((row["state"], row["start"], row["end"]))
    found = []
    for org, members in spells.items():
        for (a, begun_a, over_a), (b, begun_b, over_b) in combinations(sorted(members), 2):
            start = max(begun_a, begun_b) if begun_a and begun_b else ""
            end = min(over_a or "9999", over_b or "9999")
            if a != b and start <= end:
                found.append((((a, b), ()), start, "" if end == "9999" else end, f"{org} (org_members.csv)"))
    return tuple(found)


@cache
def _wars(data: Path) -> tuple[Told, ...]:
    """Wars of two parties; where there are more, the table does not say who stood on which side."""
    events = {id(e): e for e in load_events(data / "events/named_events.csv").events if e.kind == "war" and len(set(e.parties)) == 2}
    return tuple(
        ((((min(e.parties), max(e.parties))), ()), e.start.isoformat(), e.end.isoformat() if e.end else "", f"{e.name} (named_events.csv)")
        for e in events.values()
    )


def _disputes(holdings: bool) -> Iterable[Told]:
    """Who holds what another claims: as an occupation where it counts as the other's, as a dispute between them."""
    for d in states.disputes():
        source = f"{d.name} (disputed.csv)"
        for holder in d.held_by:
            if holdings:
                if d.nominal_state and holder != d.nominal_state and d.nominal_state in d.claimed_by and d.nominal_state not in d.held_by:
                    yield ((holder,), (d.nominal_state,)), d.start, d.end, source
            else:
                for claimant in d.claimed_by:
                    if claimant != holder:
                        yield ((min(holder, claimant), max(holder, claimant)), ()), d.start, d.end, source
