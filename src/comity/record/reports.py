"""Articles that tell of what a question asks for."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from comity.core.query import Query
from comity.errors import SettingsError
from comity.record import ask
from comity.record.ask import Asked, conditions_of, decode_cursor, encode_cursor, known
from comity.record.lake import Lake
from comity.record.shape import literal

COLUMNS = "id, title, COALESCE(CAST(reported AS VARCHAR), '') AS reported, url, site, source, claims"
ORDER_BY = {"date": "reported", "-date": "reported", "reported": "reported", "-reported": "reported", "id": "id"}


def report_page(lake: Lake, query: Query, asked: Asked) -> tuple[list[dict[str, Any]], str | None, int]:
    """One page of the articles with claims that are asked for and how many each has, the next page's cursor, and the number of all."""
    if query.level != "report":
        raise SettingsError(f"level is {query.level!r}; expected report.")
    tells = ("tells", f"SELECT document_id, count(*) AS wanted FROM {asked.steps[-1][0]} GROUP BY document_id")
    told = ("told", f"SELECT {COLUMNS}, wanted FROM documents JOIN tells ON documents.id = tells.document_id")
    return paged(lake, query, Asked((*asked.steps, tells, told), asked.values))


def articles_by_id(lake: Lake, wanted: Mapping[str, int]) -> list[dict[str, Any]]:
    """Some articles of today with how many claims of each are wanted, as `report_page` gives them."""
    among = ", ".join(map(literal, wanted)) or "NULL"  # written out, so that the index is used
    found = {row["id"]: row for row in lake.records(f"SELECT {COLUMNS} FROM current_documents WHERE id IN ({among})")}
    return [found[id] | {"wanted": n} for id, n in wanted.items() if id in found]


def articles(lake: Lake, query: Query) -> tuple[list[dict[str, Any]], str | None, int]:
    """One page of all articles by their publication, publisher and the time of the question."""
    asked = known(lake, query.as_of)
    conditions, values = conditions_of(replace(Query(), reported=query.reported, publisher=query.publisher), {})
    told = ("told", f"SELECT {COLUMNS}, rejections FROM documents WHERE {' AND '.join(conditions) or 'true'}")
    return paged(lake, query, Asked((*asked.steps, told), {**asked.values, **values}))


def paged(lake: Lake, query: Query, steps: Asked, columns: Mapping[str, str] = ORDER_BY) -> tuple[list[dict[str, Any]], str | None, int]:
    """One page of the last step, the next page's cursor, and the number of all. Its rows have an id and, as text, the columns of each order."""
    last = steps.steps[-1][0]
    total = lake.fetch(steps.sql(f"SELECT count(*) FROM {last}"), steps.values)[0][0]
    column, down = columns[query.order], query.order.startswith("-")
    after, values = "", dict(steps.values)
    if query.cursor:
        at, id = decode_cursor(query.cursor)
        after = f" WHERE ({column} {'<' if down else '>'} $at OR ({column} = $at AND id > $after))"
        values |= {"at": at, "after": id}
    limit = f" LIMIT {query.limit + 1}" if query.limit else ""
    rows = lake.records(steps.sql(f"SELECT * FROM {last}{after} ORDER BY {column} {'DESC' if down else 'ASC'}, id{limit}"), values)
    shown = rows[: query.limit]
    more = len(rows) > len(shown)
    return shown, encode_cursor(shown[-1] | {ask.ORDER_BY[query.order]: shown[-1][column]}, query.order) if more else None, total
