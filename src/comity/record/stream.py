"""The codings that a question asks for, one after the other, however many there are: one document is held at a time."""

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

from comity.core.trace import Coding
from comity.record.ask import Asked
from comity.record.back import codings_of
from comity.record.lake import Lake

DOCUMENT = itemgetter("document_id")
ORDER = "ORDER BY d.published, d.id"


def stream(lake: Lake, asked: Asked, refusals: bool) -> Iterator[Coding]:
    """The documents with claims that are `wanted`, by date of publication and id, with these claims, and their refusals if asked for.

    All are read in one order, so that the rows of a document stand at the head of each table when its turn comes.
    """
    chosen = "d.id IN (SELECT document_id FROM wanted)"
    claims = lake.each(asked.sql(f"SELECT w.* FROM wanted w JOIN documents d ON w.document_id = d.id {ORDER}"), asked.values)
    said = groupby(claims, DOCUMENT)
    rows: Iterator[dict[str, Any]] = iter(())
    if refusals:
        rows = lake.each(
            asked.sql(f"SELECT r.* FROM rejections r JOIN documents d ON r.document_id = d.id WHERE {chosen} {ORDER}"), asked.values
        )
    refused = groupby(rows, DOCUMENT)
    ahead = next(refused, None)
    for document in lake.each(asked.sql(f"SELECT d.* FROM documents d WHERE {chosen} {ORDER}"), asked.values):
        mine = list(ahead[1]) if ahead and ahead[0] == document["id"] else []
        if mine:
            ahead = next(refused, None)
        yield from codings_of([document], list(next(said)[1]), mine)
