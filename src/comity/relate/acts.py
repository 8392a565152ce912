"""Claims, reports and events as directed acts: who did what to whom, one row for each pair of parties."""

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from comity.core.actor import Participant
from comity.core.claim import FACTS
from comity.core.event import Event
from comity.core.query import Query
from comity.errors import SettingsError
from comity.lexicon.ontology import Ontology
from comity.record.answer import Answer
from comity.record.ask import Asked, known
from comity.record.lake import Lake
from comity.record.shape import literal


@dataclass(frozen=True, slots=True)
class Asking:
    """What a record lets the modules of this package ask: its tables, the ontology, the claims (as SQL) and the events of a query."""

    lake: Lake
    ontology: Ontology
    claims: Callable[[Query], Asked]
    events: Callable[[Query], list[Event]]


LEVELS: Mapping[str, str] = {"claim": "id", "report": "document_id", "event": "id"}
_TOLD = {
    "id": "VARCHAR", "document_id": "VARCHAR", "event_type": "VARCHAR", "mode": "VARCHAR", "cameo_code": "VARCHAR", "status": "VARCHAR",
    "background": "BOOLEAN", "event_scale": "DOUBLE", "goldstein": "DOUBLE", "reciprocal": "BOOLEAN", "first_day": "DATE",
    "last_day": "DATE", "actor": [{"code": "VARCHAR", "id": "VARCHAR"}], "recipient": [{"code": "VARCHAR", "id": "VARCHAR"}],
}  # fmt: skip
COLUMNS = (
    '"group"', "item", "document_id", "event_type", "mode", "cameo_code", "quad", "status", "background", "event_scale", "goldstein",
    "reciprocal", "first_day", "last_day",
)  # fmt: skip


def done_only(query: Query) -> Query:
    """The query for what was done: happened and ongoing, no background, unless it says otherwise itself."""
    status = query.status or tuple(sorted(FACTS))
    return replace(query, status=status, background=False if query.background is None else query.background)


def acts_asked(asking: Asking, query: Query, named: Collection[str] = (), name: str = "events") -> Asked:
    """The steps `told` (one row a claim or event, with its parties) and `acts` (one row for each pair) of a query.

    `group` is the id of the claim or event that a row comes from, `item` what is counted at the level. A mutual act goes both ways; an
    act of two parties on two others is four rows of one group. States are parties, and organisations by their ids; so is whoever is `named`
    by id. Parties that nobody knows are none. `name` is the parameter that holds the events of level event.
    """
    if query.cursor is not None or query.limit is not None:
        raise SettingsError("Counts need every row; expected a query without limit and cursor.")
    asked = _events_told(asking, query, name) if query.level == "event" else asking.claims(query)
    columns = ", ".join(c for c in COLUMNS if c not in ('"group"', "item", "quad"))
    told = (
        f'SELECT id AS "group", {LEVELS[query.level]} AS item, {quad_sql(asking.ontology, query.scheme)} AS quad, {columns}, '
        f"first_day + CAST((last_day - first_day) // 2 AS INTEGER) AS middle, {_PARTIES.format('actor')} AS doers, {_PARTIES.format('recipient')} AS others FROM wanted"
    )
    codes = asking.ontology.codes
    values = {"named": sorted(named), "shared": sorted(codes), "unknown": [c for c in codes if not c.isalpha()]}
    return Asked((*asked.steps, ("told", told), ("acts", _ACTS)), {**asked.values, **values})


def named_in(query: Query) -> list[str]:
    """The persons and bodies that a query names by id: they are parties of their own."""
    return sorted({p for p in (*query.actor, *query.recipient, *(query.between or ())) if ":" in p})


def act_rows(asking: Asking, query: Query, done: bool = True) -> Answer:
    """The acts of a query, one row for each pair, by day."""
    query = done_only(query) if done else query
    asked = acts_asked(asking, query, named_in(query))
    among, values = pair_conditions(query)
    columns = ", ".join(c for c in COLUMNS if c != "item")
    sql = f'SELECT actor, recipient, {columns} FROM acts WHERE {among} ORDER BY first_day, "group", actor, recipient'
    return Answer(asking.lake.table(asked.sql(sql), {**asked.values, **values}))


_PARTIES = (
    "list_distinct([CASE WHEN list_contains($named, p.id) OR (list_contains($shared, p.code) AND p.id IS NOT NULL) THEN p.id ELSE p.code END "
    "FOR p IN {} IF NOT list_contains($unknown, p.code) OR p.id IS NOT NULL])"
)
_ACTS = (
    "SELECT *, unnest(others) AS recipient FROM (SELECT *, unnest(doers) AS actor FROM told) UNION ALL "
    "SELECT * FROM (SELECT *, unnest(doers) AS recipient FROM (SELECT *, unnest(doers) AS actor FROM told WHERE reciprocal)) "
    "WHERE actor <> recipient AND NOT list_contains(others, recipient)"
)


def quad_sql(ontology: Ontology, scheme: str) -> str:
    """The quad class of a row in a scheme; nothing where the scheme has none for it."""
    key = "event_type" if scheme == "plover" else "cameo_code[:2]"
    cases = " ".join(f"WHEN {literal(k)} THEN {quad}" for (s, k), quad in sorted(ontology.quads.items()) if s == scheme)
    return f"CASE {key} {cases} END"


def pair_conditions(query: Query) -> tuple[str, Mapping[str, Any]]:
    """Which rows of `acts` lie between parties that a query names: the other parties of a compound act are not asked for."""
    found, values = ["true"], dict[str, Any]()
    if query.actor:
        found.append("list_contains($actor, actor)")
        values["actor"] = list(query.actor)
    if query.recipient:
        found.append("list_contains($recipient, recipient)")
        values["recipient"] = list(query.recipient)
    if query.between:
        found.append("((actor = $one AND recipient = $two) OR (actor = $two AND recipient = $one))")
        values |= {"one": query.between[0], "two": query.between[1]}
    return " AND ".join(found), values


def _events_told(asking: Asking, query: Query, name: str) -> Asked:
    """The step `wanted` made of events instead of claims; of each its own status, type and parties, as its reports together tell them."""
    found = asking.events(replace(query, status=(), background=None, level="event"))
    rows = [_told(e) for e in found if (not query.status or e.status in query.status) and query.background in (None, e.background)]
    asked = known(asking.lake, query.as_of)
    publisher = {"publisher": list(query.publisher)} if query.publisher else {}
    values = {**asked.values, name: json.dumps(rows), "event_shape": json.dumps([_TOLD]), **publisher}
    return Asked((*asked.steps, ("wanted", f"SELECT row.* FROM (SELECT unnest(from_json(${name}, $event_shape)) AS row)")), values)


def _told(event: Event) -> dict[str, object]:
    return {
        "id": event.id, "document_id": None, "event_type": event.event_type, "mode": event.mode, "cameo_code": event.cameo_code,
        "status": event.status, "background": event.background, "event_scale": event.event_scale, "goldstein": event.goldstein,
        "reciprocal": event.reciprocal, "first_day": event.date.start or event.date.end, "last_day": event.date.end or event.date.start,
        "actor": _side(event.actor), "recipient": _side(event.recipient),
    }  # fmt: skip


def _side(side: Sequence[Participant]) -> list[dict[str, str | None]]:
    return [{"code": p.code, "id": p.id} for p in side]
