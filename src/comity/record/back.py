"""Rows of a record as Comity's values again."""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any

from comity.core.claim import Claim
from comity.core.text import Document, Sentence, Span, unread_sentences
from comity.core.trace import Coding, Rejection
from comity.core.wire import from_plain


def claim_of(row: Mapping[str, Any]) -> Claim:
    """The claim a row holds; quotes and texts that were not kept are empty."""
    claim: Claim = from_plain(Claim, {f.name: row[f.name] for f in fields(Claim)})
    return claim


def document_of(row: Mapping[str, Any], claims: Iterable[Mapping[str, Any]]) -> Document:
    """The document a row holds. Where its text was not kept, blanks stand for it and kept sentences at their places, so that every
    offset still holds; its id is the one of the whole text."""
    text = row["text"]
    if text is None:
        text = " " * row["length"]
        for claim in claims:
            if claim["sentence_text"]:
                start = row["sentences"][claim["sentence"]]["start"]
                text = text[:start] + claim["sentence_text"] + text[start + len(claim["sentence_text"]) :]
    document = Document(
        text,
        row["published"],
        row["title"],
        row["url"],
        row["site"],
        row["language"],
        from_plain(tuple[Span, ...], row["boilerplate"]),
        row["source"],
        row["published_from"],
    )
    object.__setattr__(document, "id", row["id"])  # not the id of the blanks
    return document


def codings_of(
    documents: Iterable[Mapping[str, Any]], claims: Iterable[Mapping[str, Any]], rejections: Iterable[Mapping[str, Any]]
) -> list[Coding]:
    """The codings of documents, in their order, with the claims and rejections that are given."""
    said = _by_document(claims)
    refused = _by_document(rejections)
    return [
        Coding(
            document_of(d, said.get(d["id"], ())),
            _sentences_of(d, (*said.get(d["id"], ()), *refused.get(d["id"], ()))),
            tuple(claim_of(row) for row in said.get(d["id"], ())),
            tuple(from_plain(Rejection, r) for r in refused.get(d["id"], ())),
        )
        for d in documents
    ]


def _sentences_of(document: Mapping[str, Any], rows: Iterable[Mapping[str, Any]]) -> tuple[Sentence, ...]:
    """A document's sentences; where nobody has split its text, as many as its rows speak of."""
    if not document["sentences"]:
        return unread_sentences(max((row["sentence"] for row in rows), default=-1) + 1)
    sentences: tuple[Sentence, ...] = from_plain(tuple[Sentence, ...], document["sentences"])
    return sentences


def _place(row: Mapping[str, Any]) -> tuple[int, int, str, str]:
    """Where a row stands in its document; rows of other data sets have no position there and go by sentence and name."""
    return row["position"], row["sentence"], row["rule"] or "", row.get("detail") or ""


def _by_document(rows: Iterable[Mapping[str, Any]]) -> dict[str, list[Mapping[str, Any]]]:
    found: dict[str, list[Mapping[str, Any]]] = {}
    for row in sorted(rows, key=_place):
        found.setdefault(row["document_id"], []).append(row)
    return found
