"""The search box: articles by words, claims by fields, or both."""

from dataclasses import replace
from typing import Annotated

from fastapi import Query as Param
from fastapi import Request

from comity.core.query import Query
from comity.core.wire import as_plain
from comity.record.search import Hit
from comity.serve.web.answers import View
from comity.serve.web.asking import PAGE, AsOf, Cursor, Text, described, next_address, query_flags, text
from comity.serve.web.grammar import parse_search
from comity.serve.web.screens.explore import claim_rows, plain
from comity.serve.web.screens.rows import CLAIM_COLUMNS, act_of
from comity.serve.web.shelf import Shelf

HITS = 20
Line = Annotated[
    Text, text('Words, "phrases", -words, and fields such as actor:IRN act:THREATEN status:happened date:2024-01..2024-06 origin>=2.')
]


def search(
    request: Request, q: Line = None, as_of: AsOf = None, cursor: Cursor = None, limit: Annotated[int, Param(ge=1, le=500)] = PAGE
) -> View:
    """Articles that hold the words, and claims that fit the fields."""
    shelf: Shelf = request.app.state.shelf
    line = (q or "").strip()
    if not line:
        return View(
            "Search",
            "search.html",
            {"hits": [], "claims": []},
            CLAIM_COLUMNS,
            (),
            {"line": "", "hits": [], "items": [], "flags_of": {}, "total": 0, "words": "", "most": HITS},
        )
    sought = parse_search(line)
    flags = {**sought.flags, **({"text": sought.words} if sought.words else {}), **({"as_of": as_of} if as_of else {})}
    query = shelf.record.query(**query_flags(flags), order="-reported", cursor=cursor, limit=limit)
    rows, more = shelf.record.claim_page(query)
    items = [act_of(row) for row in rows]
    hits = _hits(shelf, sought.words, query) if sought.words and cursor is None else []
    next_url = next_address(request, more)
    total = shelf.counted(query).claims
    return View(
        f"Search: {line}", "search.html", lambda: {"hits": as_plain(hits), "claims": [plain(i) for i in items]}, CLAIM_COLUMNS,
        lambda: claim_rows(shelf.record, replace(query, cursor=None, limit=None)),
        {"line": line, "hits": hits, "items": items, "flags_of": flags, "total": total, "words": sought.words, "most": HITS}, next_url,
        {"query": described(query), "total": total, "truncated": next_url is not None},
    )  # fmt: skip


def _hits(shelf: Shelf, words: str, query: Query) -> list[Hit]:
    """The best articles for the words; where fields are asked for too, only articles with such claims."""
    only_words = query == replace(Query(), text=query.text, order=query.order, limit=query.limit)
    return shelf.record.best(words, HITS, None if only_words else replace(query, cursor=None, limit=None))
