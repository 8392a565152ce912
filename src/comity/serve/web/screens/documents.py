"""The list of articles, the reader of one, and why each of its sentences was coded as it was."""

from typing import Annotated

from fastapi import Path, Request

from comity.core.trace import Coding, SentenceTrace
from comity.core.wire import as_plain
from comity.errors import SettingsError
from comity.serve.article import whys
from comity.serve.web.answers import NotFoundError, View
from comity.serve.web.asking import PAGE, AsOf, Cursor, Limit, Text, next_address, text
from comity.serve.web.reading import annotation, beside, reading
from comity.serve.web.screens.rows import CLAIM_COLUMNS, claim_row
from comity.serve.web.shelf import Shelf

Id = Annotated[str, Path(description="The id of an article.", max_length=64)]


def documents(
    request: Request,
    reported: Annotated[Text, text("When they were published: 2024, 2024-03, 2023-11..2024-02.")] = None,
    publisher: Annotated[Text, text("The site that published them.")] = None,
    as_of: AsOf = None,
    cursor: Cursor = None,
    limit: Limit = PAGE,
) -> View:
    """All articles of the record, the newest first."""
    shelf: Shelf = request.app.state.shelf
    query = shelf.record.query(
        reported=reported, publisher=publisher, as_of=as_of, order="-reported", level="report", cursor=cursor, limit=limit
    )
    items, more, total = shelf.record.articles(query)
    columns = ("id", "reported", "title", "site", "url", "claims", "rejections")
    rows = [[item[c] for c in columns] for item in items]
    next_url = next_address(request, more)
    return View(
        "Articles", "documents.html", {"items": items}, columns, rows, {"items": items, "total": total, "whole": shelf.state(query.as_of).articles}, next_url,
        {"total": total, "truncated": next_url is not None},
    )  # fmt: skip


def document(request: Request, id: Id, as_of: AsOf = None) -> View:
    """One article with its claims in text order, and every sentence that gave none."""
    shelf: Shelf = request.app.state.shelf
    coding = found(shelf, id, as_of)
    rows = shelf.record.claims_by_id([c.id for c in coding.claims], as_of)
    address = str(request.url_for("document", id=id))
    shape = {n: as_plain(getattr(coding, n)) for n in ("document", "sentences", "claims", "rejections")}
    shown = reading(coding)
    events = shelf.record.events_of_claims([c.id for c in coding.claims])
    return View(
        coding.document.title or "Article", "reader.html",
        {**shape, "skipped": as_plain(shown["skipped"]), "annotations": [annotation(c, coding, address) for c in coding.claims]},
        CLAIM_COLUMNS, map(claim_row, rows), {**shown, "events": events, "beside": beside(coding.claims, events)},
    )  # fmt: skip


def found(shelf: Shelf, id: str, as_of: str | None) -> Coding:
    """The article of an id. Raises NotFoundError."""
    query = shelf.record.query(as_of=as_of)
    coding = shelf.record.document(id, query.as_of)
    if coding is None:
        raise NotFoundError(f"There is no article {id!r}" + (f" as of {as_of}" if as_of else "") + "; /documents lists all.")
    return coding


def why(
    request: Request, id: Id, sentence: Annotated[int, Path(ge=1, le=100_000, description="Its number, from 1.")], as_of: AsOf = None
) -> View:
    """One sentence of an article: its parse, every reading that was considered, the one that won, and why the others lost."""
    shelf: Shelf = request.app.state.shelf
    kept = found(shelf, id, as_of)
    if not kept.document.text.strip():
        raise NotFoundError("This record does not keep the texts of its articles, so how they were read cannot be shown again.")
    coding = shelf.kept(("why", id, as_of), lambda: shelf.code(kept.document))
    if sentence > len(coding.sentences):
        raise NotFoundError(f"Sentence {sentence} does not exist: this article has {len(coding.sentences)}.")
    trace = next((t for t in coding.traces if t.sentence.index == sentence - 1), None)
    if trace is None:
        raise SettingsError("This article was not coded: " + "; ".join(r.detail or r.reason for r in coding.rejections))
    told = next(w for w in whys(coding) if w.number == sentence)
    columns = ("words", "rule", "where", "kept", "why")
    rows = [(words, r.rule, r.where, r.kept, r.why) for words, r in told.readings]
    return View(
        f"Why sentence {sentence}", "why.html", {"sentence": sentence, "text": told.text, "readings": [dict(zip(columns, r, strict=True)) for r in rows],
        "parse": _parse(trace), "silence": told.silence}, columns, rows,
        {"why": told, "document": kept.document, "coding": coding, "claims": [(n, c) for n, c in enumerate(coding.claims, 1) if c.sentence == sentence - 1]},
    )  # fmt: skip


def _parse(trace: SentenceTrace) -> list[dict[str, object]]:
    """The parse as rows of Universal Dependencies."""
    parse = trace.parse
    if parse is None:
        return []
    return [
        {
            "word": parse.words[i],
            "lemma": parse.lemmas[i],
            "tag": parse.tags[i],
            "head": parse.heads[i],
            "dep": parse.deps[i],
            "case": parse.cases[i],
        }
        for i in range(len(parse.words))
    ]
