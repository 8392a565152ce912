"""A Query as SQL: each step a named common table expression, so that an error shows where it arose."""

import base64
import binascii
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from comity.core.query import OWN, Period, Query
from comity.errors import SettingsError
from comity.record.lake import Lake
from comity.record.shape import literal

Quads = Mapping[tuple[str, str], int]
ORDER_BY = {"date": "first_day", "-date": "first_day", "reported": "reported", "-reported": "reported", "id": "id"}


@dataclass(frozen=True, slots=True)
class Asked:
    """The steps of a question, the newest last, and their parameters."""

    steps: tuple[tuple[str, str], ...]
    values: Mapping[str, Any]

    def sql(self, last: str) -> str:
        """The whole question; `last` is the query over its steps."""
        steps = (f"{name} AS {'' if name == NEAR else 'NOT '}MATERIALIZED ({sql})" for name, sql in self.steps)
        return "WITH " + ",\n".join(steps) + "\n" + last


COLUMNS = "t.*, d.reported, d.url, d.site, d.source, d.title, d.dataset"
NEAR = "near_claims"  # the step that is worked out before anything is joined to it


def known(lake: Lake, as_of: str | int | None, *more: str, datasets: Sequence[str] = (OWN,), near: str = "") -> Asked:
    """The documents that were committed at a time and not replaced by then; `more` names other tables to read.

    What was imported from other data sets is there only if `datasets` names them. `near` is a condition on claims that few of them meet:
    only these, and the documents of these, are then read.
    """
    if as_of is None and tuple(datasets) == (OWN,) and (ready := lake.current("documents", *more)):
        return Asked(tuple(ready.items()), {})
    tables = lake.sources("documents", *more)
    then = "true" if as_of is None else written_by(as_of)
    steps = [
        ("committed", f"SELECT *, {literal(OWN)} AS dataset FROM {tables['documents']} WHERE {then}"),
        ("replaced", "SELECT previous FROM committed WHERE previous IS NOT NULL"),
        ("own_documents", f"SELECT * FROM committed WHERE id NOT IN (SELECT previous FROM replaced) AND {'true' if OWN in datasets else 'false'}"),
    ]  # fmt: skip
    if near:
        steps.append((NEAR, f"SELECT * FROM {tables['claims']} WHERE {near}"))
        tables |= {"claims": NEAR}
    for table in more:
        joined = f"{tables[table]} t JOIN own_documents d ON t.batch = d.batch AND t.document_id = d.id"
        steps.append((f"own_{table}", f"SELECT {COLUMNS} FROM {joined}"))
    foreign = [name for name in datasets if name != OWN]
    if foreign:
        steps += _imported(lake, then, foreign, more)
    for table in ("documents", *more):
        also = f" UNION ALL BY NAME SELECT * FROM foreign_{table}" if foreign else ""
        steps.append((table, f"SELECT * FROM own_{table}{also}"))
    return Asked(tuple(steps), {} if as_of is None else {"as_of": as_of})


def written_by(as_of: str | int) -> str:
    """The condition on a row that it was written by the parameter `as_of`, a day or a version."""
    return "version <= $as_of" if isinstance(as_of, int) else "added_at < CAST($as_of AS DATE) + INTERVAL 1 DAY"


def _imported(lake: Lake, then: str, datasets: Sequence[str], more: Sequence[str]) -> list[tuple[str, str]]:
    """The steps to the documents and rows of other data sets whose batches were committed."""
    tables = lake.sources("imports", "foreign_documents", *(f"foreign_{table}" for table in more))
    named = f"dataset IN ({', '.join(map(literal, datasets))})"
    steps = [
        ("imported", f"SELECT batch FROM {tables['imports']} WHERE {named} AND {then}"),
        ("foreign_documents", f"SELECT * FROM {tables['foreign_documents']} WHERE batch IN (SELECT batch FROM imported)"),
    ]
    for table in more:
        joined = f"{tables[f'foreign_{table}']} t JOIN foreign_documents d ON t.document_id = d.id"
        steps.append((f"foreign_{table}", f"SELECT {COLUMNS} FROM {joined} WHERE t.batch IN (SELECT batch FROM imported)"))
    return steps


def claims_asked(lake: Lake, query: Query, quads: Quads, found: Callable[[str], list[str]], *more: str) -> Asked:
    """The steps up to `wanted`: the claims of a query, with the publication date, address and publisher of their documents.

    `quads` are the classes of each scheme by key, `found` gives the ids of the documents that hold some words, `more` names other tables.
    """
    few = query.actor or query.recipient or query.between or query.place
    of_claims, _ = conditions_of(replace(query, publisher=(), reported=Period()), quads)
    asked = known(lake, query.as_of, "claims", *more, datasets=query.dataset, near=" AND ".join(of_claims) if few else "")
    conditions, values = conditions_of(query, quads)
    if query.text:
        conditions.append("document_id IN (SELECT unnest($found::VARCHAR[]))")
        values["found"] = found(query.text)
    where = " AND ".join(conditions) or "true"
    return Asked((*asked.steps, ("wanted", f"SELECT * FROM claims WHERE {where}")), {**asked.values, **values})


def conditions_of(query: Query, quads: Quads) -> tuple[list[str], dict[str, Any]]:
    """What a query demands of a claim, and the values of its parameters."""
    conditions: list[str] = []
    values: dict[str, Any] = {}

    def demand(condition: str, **given: object) -> None:
        conditions.append(condition)
        values.update(given)

    other = "(list_has_any(recipient_keys, $recipient) OR (reciprocal AND list_has_any(actor_keys, $recipient)))"
    if query.actor:
        demand("list_has_any(actor_keys, $actor)", actor=list(query.actor))
    if query.recipient:
        demand(other, recipient=list(query.recipient))
    if query.between:
        demand(_BETWEEN, one=query.between[0], two=query.between[1])
    for field, column in (("type", "event_type"), ("mode", "mode"), ("status", "status")):
        if getattr(query, field):
            demand(f"list_contains(${field}, {column})", **{field: list(getattr(query, field))})
    for field, column in (("sector", "sectors"), ("context", "context"), ("place", "place_keys")):
        if getattr(query, field):
            demand(f"list_has_any({column}, ${field})", **{field: list(getattr(query, field))})
    if query.publisher:
        demand("list_contains($publisher, site)", publisher=list(query.publisher))
    if query.quad:
        keys = [key for (scheme, key), quad in quads.items() if scheme == query.scheme and quad in query.quad]
        demand(f"list_contains($quad, {'event_type' if query.scheme == 'plover' else 'cameo_code[:2]'})", quad=keys)
    if query.min_confidence:
        demand("confidence >= $min_confidence", min_confidence=query.min_confidence)
    if query.background is not None:
        demand("background = $background", background=query.background)
    _within(demand, "date", query.date, "first_day", "last_day")
    _within(demand, "reported", query.reported, "reported", "reported")
    return conditions, values


_BETWEEN = """((list_contains(actor_keys, $one) AND list_contains(recipient_keys, $two))
 OR (list_contains(actor_keys, $two) AND list_contains(recipient_keys, $one))
 OR (reciprocal AND list_contains(actor_keys, $one) AND list_contains(actor_keys, $two)))"""


def _within(demand: Callable[..., None], name: str, period: Period, first: str, last: str) -> None:
    """The interval between two columns overlaps a period."""
    if period.start:
        demand(f"{last} >= CAST(${name}_start AS DATE)", **{f"{name}_start": period.start})
    if period.end:
        demand(f"{first} <= CAST(${name}_end AS DATE)", **{f"{name}_end": period.end})


def page(query: Query, asked: Asked) -> tuple[str, Mapping[str, Any]]:
    """The SQL of one page of the last step, in the query's order, from its cursor; one row more than the limit tells that there is more."""
    column, down = ORDER_BY[query.order], query.order.startswith("-")
    values = dict(asked.values)
    after = ""
    if query.cursor:
        at, id = decode_cursor(query.cursor)
        comparison = "<" if down else ">"
        key = f"COALESCE(CAST({column} AS VARCHAR), '')"
        after = f" WHERE ({key} {comparison} $at OR ({key} = $at AND id > $after))"
        values |= {"at": at, "after": id}
    order = f" ORDER BY COALESCE(CAST({column} AS VARCHAR), '') {'DESC' if down else 'ASC'}, id"
    limit = f" LIMIT {query.limit + 1}" if query.limit else ""
    return asked.sql(f"SELECT * FROM {asked.steps[-1][0]}{after}{order}{limit}"), values


def encode_cursor(row: Mapping[str, Any], order: str) -> str:
    """Where the page after this row begins."""
    value = row[ORDER_BY[order]]
    return base64.urlsafe_b64encode(json.dumps(["" if value is None else str(value), row["id"]]).encode()).decode().rstrip("=")


def decode_cursor(cursor: str) -> tuple[str, str]:
    """The order value and id a cursor stands for. Raises SettingsError for one that was not given out."""
    try:
        at, id = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        return str(at), str(id)
    except (ValueError, binascii.Error, TypeError) as error:
        raise SettingsError(f"The cursor {cursor!r} is none; expected the next_cursor of an earlier answer.") from error
