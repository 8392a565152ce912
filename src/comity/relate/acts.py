"""Claims, reports and events as directed acts: who did what to whom, one row for each pair of parties."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from comity.core.actor import Participant
from comity.core.claim import FACTS
from comity.core.event import Event
from comity.core.query import Query
from comity.errors import SettingsError
from comity.lexicon.ontology import Ontology
from comity.record.answer import Answer
from comity.record.ask import Asked, conditions_of, known
from comity.record.lake import Lake
from comity.record.shape import literal
from comity.relate.flat import flat_steps, pairs_sql, party_values, told_sql


@dataclass(frozen=True, slots=True)
class Asking:
    """What a record lets the modules of this package ask: its tables, the ontology, the claims (as SQL) and the events of a query."""

    lake: Lake
    ontology: Ontology
    claims: Callable[[Query], Asked]
    events: Callable[[Query], list[Event]]


LEVELS: Mapping[str, str] = {"claim": '"group"', "report": "document_id", "event": '"group"'}
_TOLD = {
    "id": "VARCHAR", "document_id": "VARCHAR", "event_type": "VARCHAR", "mode": "VARCHAR", "cameo_code": "VARCHAR", "status": "VARCHAR",
    "background": "BOOLEAN", "event_scale": "DOUBLE", "goldstein": "DOUBLE", "reciprocal": "BOOLEAN", "first_day": "DATE",
    "last_day": "DATE", "actor": [{"code": "VARCHAR", "id": "VARCHAR"}], "recipient": [{"code": "VARCHAR", "id": "VARCHAR"}],
    "claims": ["VARCHAR"],
}  # fmt: skip
COLUMNS = (
    "document_id", "event_type", "mode", "cameo_code", "quad", "status", "background", "event_scale", "goldstein", "reciprocal", "first_day",
    "last_day", "middle",
)  # fmt: skip
FLAT = frozenset({
    "actor", "recipient", "between", "type", "mode", "quad", "scheme", "status", "background", "date", "reported", "publisher", "level", "as_of", "order"
})  # fmt: skip
"""What the flat acts can answer; a query for more reads the claims themselves."""


def done_only(query: Query) -> Query:
    """The query for what was done: happened and ongoing, no background, unless it says otherwise itself."""
    status = query.status or tuple(sorted(FACTS))
    return replace(query, status=status, background=False if query.background is None else query.background)


def acts_asked(asking: Asking, query: Query) -> Asked:
    """The steps `documents` and `acts` of a query: what was known, and a row for each directed pair of each claim or event asked for.

    `group` is the id of the claim or event that a row comes from, `item` what is counted at the level. A mutual act goes both ways; an
    act of two parties on two others is four rows of one group. A side that is unknown is nothing, and such a row is of no pair.
    """
    if query.cursor is not None or query.limit is not None:
        raise SettingsError("Counts need every row; expected a query without limit and cursor.")
    if query.level == "event":
        asked, pairs = _events_told(asking, query), ""
    elif _is_flat(query, asking.ontology):
        asked = flat_steps(asking.lake, asking.ontology.codes, query.as_of)
        conditions, values = conditions_of(replace(query, actor=(), recipient=(), between=None), asking.ontology.quads)
        pairs = f"(SELECT * FROM claims WHERE {' AND '.join([*conditions, _same_pair(query)])})"
        asked = Asked(asked.steps, {**asked.values, **values})
    else:
        asked, pairs = asking.claims(query), ""
    if not pairs:
        asked, pairs = _paired(asking, asked, query), "pairs"
    among, parties = pair_conditions(query)
    columns = [quad_sql(asking.ontology, query.scheme) + " AS quad" if c == "quad" else c for c in COLUMNS]
    sources = "documents, origins" if pairs == "pairs" else "[document_id] AS documents, [origin] AS origins"
    acts = f'SELECT "group", {LEVELS[query.level]} AS item, {", ".join(columns)}, {sources}, actor, recipient FROM {pairs} WHERE {among}'
    return Asked((*asked.steps, ("acts", acts)), {**asked.values, **parties})


def _paired(asking: Asking, asked: Asked, query: Query) -> Asked:
    """The step `pairs` of claims or events that are read themselves, with the articles that tell of them and their origins."""
    columns = [c for c in COLUMNS if c not in ("quad", "middle")]
    flat = {step: f"({sql})" for step, sql in flat_steps(asking.lake, asking.ontology.codes, query.as_of).steps}
    if query.level == "event":
        told = f'SELECT w.id, c.document_id, c.origin FROM (SELECT id, unnest(claims) AS claim FROM wanted) w JOIN {flat["claims"]} c ON c."group" = w.claim'
    else:
        told = f"SELECT w.id, w.document_id, COALESCE(d.origin, w.document_id) AS origin FROM wanted w LEFT JOIN {flat['documents']} d ON d.id = w.document_id"
    steps = (
        ("sources", f"SELECT id, list(DISTINCT document_id ORDER BY document_id) AS documents, list(DISTINCT origin ORDER BY origin) AS origins FROM ({told}) GROUP BY id"),
        ("told", told_sql("wanted", columns)),
        ("pairs", f'SELECT p.*, s.documents, s.origins FROM ({pairs_sql("told")}) p LEFT JOIN sources s ON s.id = p."group"'),
    )  # fmt: skip
    return Asked((*asked.steps, *steps), {**asked.values, **party_values(asking.ontology.codes, named_in(query))})


def _is_flat(query: Query, ontology: Ontology) -> bool:
    """Whether the flat acts can answer: only fields they hold, only parties they know."""
    asks = {f.name for f in fields(Query) if getattr(query, f.name) != f.default}
    return asks <= FLAT and all(p.partition(":")[0].upper() in ontology.codes for p in named_in(query))


def _same_pair(query: Query) -> str:
    """The condition by which a pair is found without reading the others."""
    pair = query.between or (query.actor + query.recipient if len(query.actor) == len(query.recipient) == 1 else ())
    return f"pair = {literal(' '.join(sorted(pair)))}" if len(set(pair)) == 2 else "true"


def named_in(query: Query) -> list[str]:
    """The persons and bodies that a query names by id: they are parties of their own."""
    return sorted({p for p in (*query.actor, *query.recipient, *(query.between or ())) if ":" in p})


def act_rows(asking: Asking, query: Query, done: bool = True) -> Answer:
    """The acts of a query, one row for each pair, by day."""
    asked = acts_asked(asking, done_only(query) if done else query)
    sql = f'SELECT actor, recipient, "group", {", ".join(COLUMNS)}, documents, origins FROM acts WHERE {IS_PAIR} ORDER BY first_day, "group", actor, recipient'
    return Answer(asking.lake.table(asked.sql(sql), asked.values))


IS_PAIR = "actor IS NOT NULL AND recipient IS NOT NULL"


def quad_sql(ontology: Ontology, scheme: str) -> str:
    """The quad class of a row in a scheme; nothing where the scheme has none for it."""
    key = "event_type" if scheme == "plover" else "cameo_code[:2]"
    cases = " ".join(f"WHEN {literal(k)} THEN {quad}" for (s, k), quad in sorted(ontology.quads.items()) if s == scheme)
    return f"CASE {key} {cases} END"


def pair_conditions(query: Query) -> tuple[str, Mapping[str, Any]]:
    """Which rows of `acts` are of the parties that a query names: the other parties of a compound act are not asked for."""
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


def _events_told(asking: Asking, query: Query) -> Asked:
    """The step `wanted` made of events instead of claims; of each its own status, type and parties, as its reports together tell them."""
    found = asking.events(replace(query, status=(), background=None, type=(), mode=(), context=(), quad=(), level="event"))
    rows = [_told(e) for e in found if _wanted(e, query, asking.ontology)]
    asked = known(asking.lake, query.as_of, datasets=query.dataset)
    publisher = {"publisher": list(query.publisher)} if query.publisher else {}
    values = {**asked.values, "events": json.dumps(rows), "event_shape": json.dumps([_TOLD]), **publisher}
    return Asked((*asked.steps, ("wanted", "SELECT row.* FROM (SELECT unnest(from_json($events, $event_shape)) AS row)")), values)


def _wanted(event: Event, query: Query, ontology: Ontology) -> bool:
    """Whether the event itself is what a query asks for, whatever single reports of it say."""
    key = event.event_type if query.scheme == "plover" else (event.cameo_code or "")[:2]
    return (
        query.background in (None, event.background)
        and (not query.status or event.status in query.status)
        and (not query.type or event.event_type in query.type)
        and (not query.mode or event.mode in query.mode)
        and (not query.context or bool(set(query.context) & set(event.context)))
        and (not query.quad or ontology.quads.get((query.scheme, key)) in query.quad)
    )


def _told(event: Event) -> dict[str, object]:
    return {
        "id": event.id, "document_id": None, "claims": list(event.claims), "event_type": event.event_type, "mode": event.mode, "cameo_code": event.cameo_code,
        "status": event.status, "background": event.background, "event_scale": event.event_scale, "goldstein": event.goldstein,
        "reciprocal": event.reciprocal, "first_day": event.date.start or event.date.end, "last_day": event.date.end or event.date.start,
        "actor": _side(event.actor), "recipient": _side(event.recipient),
    }  # fmt: skip


def _side(side: Sequence[Participant]) -> list[dict[str, str | None]]:
    return [{"code": p.code, "id": p.id} for p in side]
