"""A coding as the rows a record keeps of it, in full, as snippets, or as offsets and hashes alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from comity.core.text import Document, digest
from comity.core.trace import Coding
from comity.core.wire import as_plain
from comity.record.shape import DocumentRow, Mention
from comity.record.shingles import sketch

TEXT_MODES = ("full", "snippet", "hash-only")


@dataclass(frozen=True, slots=True)
class Kept:
    """Everything of one coding that will be written."""

    document: DocumentRow
    claims: tuple[Mapping[str, Any], ...]
    rejections: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Named:
    """The states and organisations that a document names, and the news agencies it credits."""

    mentions: tuple[Mention, ...]
    wires: tuple[Mention, ...]


def identity(document: Document, key: str | None) -> str:
    """What stays the same when an article changes: its address, its id at its source, else only its own content."""
    if document.url:
        return "url:" + document.url.partition("#")[0]
    return f"source:{key}" if key else f"content:{document.id}"


def keep(coding: Coding, key: str | None, named: Named, mode: str, batch: str, run: str) -> Kept:
    """The rows of a coding. Revision, version and time of intake are set when they are written."""
    document = coding.document
    row = DocumentRow(
        id=document.id, key=identity(document, key), revision=1, previous=None, source=document.source, url=document.url,
        site=document.site, title=None if mode == "hash-only" else document.title, published=document.published, published_from=document.published_from,
        language=document.language, text=document.text if mode == "full" else None, text_mode=mode, text_hash=digest(document.text),
        length=len(document.text), sentences=coding.sentences, boilerplate=document.boilerplate, mentions=named.mentions,
        shingles=sketch(document.text, document.boilerplate), wires=named.wires, claims=len(coding.claims), rejections=len(coding.rejections), batch=batch,
        run=run, version=0, added="",
    )  # fmt: skip
    claims = tuple(_claim(as_plain(claim), coding, mode) | {"position": n, "batch": batch} for n, claim in enumerate(coding.claims))
    rejections = tuple(
        as_plain(r) | {"position": n, "document_id": document.id, "batch": batch} | ({"detail": None} if mode == "hash-only" else {})
        for n, r in enumerate(coding.rejections)
    )
    return Kept(row, claims, rejections)


def _claim(claim: dict[str, Any], coding: Coding, mode: str) -> dict[str, Any]:
    sentence = coding.sentences[claim["sentence"]]
    claim["hashes"] = [digest(e["quote"]) for e in claim["evidence"]]
    claim["sentence_text"] = None if mode == "hash-only" else coding.document.text[sentence.start : sentence.end]
    if mode == "hash-only":
        for part in (*claim["actor"], *claim["recipient"], claim["attributed_to"], claim["date"], claim["place"]):
            if part:
                part["text"] = None
        claim["date"]["anchor"] = None
        for evidence in claim["evidence"]:
            evidence["quote"] = None
    return claim
