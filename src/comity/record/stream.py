"""The codings that a question asks for, one after the other, however many there are: a part of the documents is held at a time."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from comity.core.trace import Coding
from comity.record.ask import Asked
from comity.record.back import codings_of
from comity.record.lake import Lake

PART = 20_000  # documents: each part reads the tables once, and is sorted in memory
DOCUMENT = itemgetter("document_id")
ORDER = "ORDER BY d.published, d.id"


def stream(lake: Lake, asked: Asked, refusals: bool) -> Iterator[Coding]:
    """The documents with claims that are `wanted`, by date of publication and id, with these claims, and their refusals if asked for."""
    sql = f"SELECT d.id FROM documents d WHERE d.id IN (SELECT document_id FROM wanted) {ORDER}"
    ids = [id for (id,) in lake.fetch(asked.sql(sql), asked.values)]
    for start in range(0, len(ids), PART):
        yield from _part(lake, asked, ids[start : start + PART], refusals)


def _part(lake: Lake, asked: Asked, ids: Sequence[str], refusals: bool) -> Iterator[Coding]:
    """The codings of some documents. All tables are read in one order, so that the rows of a document stand at the head of each in its turn."""
    values = {**asked.values, "part": ids}
    part = "JOIN (SELECT unnest($part) AS id) p ON d.id = p.id"
    claims = lake.each(asked.sql(f"SELECT w.* FROM wanted w JOIN documents d ON w.document_id = d.id {part} {ORDER}"), values)
    said = groupby(claims, DOCUMENT)
    rows: Iterator[dict[str, Any]] = iter(())
    if refusals:
        rows = lake.each(asked.sql(f"SELECT r.* FROM rejections r JOIN documents d ON r.document_id = d.id {part} {ORDER}"), values)
    refused = groupby(rows, DOCUMENT)
    ahead = next(refused, None)
    for document in lake.each(asked.sql(f"SELECT d.* FROM documents d {part} {ORDER}"), values):
        mine = list(ahead[1]) if ahead and ahead[0] == document["id"] else []
        if mine:
            ahead = next(refused, None)
        yield from codings_of([document], list(next(said)[1]), mine)
