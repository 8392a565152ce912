"""A Query as SQL: each step a named common table expression, so that an error shows where it arose."""

import base64
import binascii
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from comity.core.query import Period, Query
from comity.errors import SettingsError
from comity.record.lake import Lake

Quads = Mapping[tuple[str, str], int]
ORDER_BY = {"date": "first_day", "-date": "first_day", "reported": "reported", "-reported": "reported", "id": "id"}


@dataclass(frozen=True, slots=True)
class Asked:
    """The steps of a question, the newest last, and their parameters."""

    steps: tuple[tuple[str, str], ...]
    values: Mapping[str, Any]

    def sql(self, last: str) -> str:
        """The whole question; `last` is the query over its steps."""
        return "WITH " + ",\n".join(f"{name} AS ({sql})" for name, sql in self.steps) + "\n" + last


def known(lake: Lake, as_of: str | int | None, *more: str) -> Asked:
    """The documents that were committed at a time and not replaced by then; `more` names other tables to read."""
    if as_of is None and (ready := lake.current("documents", *more)):
        return Asked(tuple(ready.items()), {})
    tables = lake.sources("documents", *more)
    committed = f"SELECT * FROM {tables['documents']}"
    values: dict[str, Any] = {}
    if isinstance(as_of, int):
        committed += " WHERE version <= $as_of"
        values["as_of"] = as_of
    elif as_of is not None:
        committed += " WHERE added_at < CAST($as_of AS DATE) + INTERVAL 1 DAY"
        values["as_of"] = as_of
    steps = [
        ("committed", committed),
        ("replaced", "SELECT previous FROM committed WHERE previous IS NOT NULL"),
        ("documents", "SELECT * FROM committed WHERE id NOT IN (SELECT previous FROM replaced)"),
    ]
    for table in more:
        columns = "t.*, d.reported, d.url, d.site, d.source, d.title"
        steps.append((table, f"SELECT {columns} FROM {tables[table]} t JOIN documents d ON t.batch = d.batch AND t.document_id = d.id"))
    return Asked(tuple(steps), values)


def claims_asked(lake: Lake, query: Query, quads: Quads, found: Callable[[str], list[str]]) -> Asked:
    """The steps up to `wanted`: the claims of a query, with the publication date, address and publisher of their documents.

    `quads` are the classes of each scheme by key, `found` gives the ids of the documents that hold some words.
    """
    asked = known(lake, query.as_of, "claims")
    conditions, values = conditions_of(query, quads)
    if query.text:
        conditions.append("document_id IN (SELECT unnest($found))")
        values["found"] = found(query.text)
    where = " AND ".join(conditions) or "true"
    return Asked((*asked.steps, ("wanted", f"SELECT * FROM claims WHERE {where}")), {**asked.values, **values})


def only_supported(asked: Asked, claims: list[str]) -> Asked:
    """The question with `wanted` kept to some claims, by id."""
    *steps, (name, sql) = asked.steps
    kept = (name, f"SELECT * FROM {name}_by_any WHERE list_contains($supported, id)")
    return Asked((*steps, (f"{name}_by_any", sql), kept), {**asked.values, "supported": claims})


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
