"""Documents and their sentences. All offsets are half-open code points into `Document.text`."""

import hashlib
from dataclasses import dataclass, field
from datetime import date
from functools import cache


def digest(*parts: str) -> str:
    """A short, stable id of some strings: 16 hexadecimal digits of SHA-256."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` to `end` (half-open) of a document's text."""

    start: int
    end: int

    def holds(self, start: int, end: int) -> bool:
        """Whether the span contains all of `start..end`."""
        return self.start <= start and end <= self.end


@dataclass(frozen=True, slots=True)
class Document:
    """One article: its text as it was given, unchanged, and what is known about it.

    `id` is the hash of URL, publication date and text: the same report always has the same id.
    `published` is an ISO date or None; `published_from` says where it comes from if nobody gave it: metadata, dateline, url or
    visible. `boilerplate` marks text that is not the article's prose
    (navigation, captions, cookie notices): it stays in `text` and is never coded.
    """

    id: str = field(init=False)
    text: str
    published: str | None = None
    title: str | None = None
    url: str | None = None
    site: str | None = None
    language: str | None = None
    boilerplate: tuple[Span, ...] = ()
    source: str | None = None
    published_from: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "id", digest(self.url or "", self.published or "", self.text))

    @property
    def day(self) -> date | None:
        """The day of publication, where it is known."""
        return date.fromisoformat(self.published[:10]) if self.published else None


@dataclass(frozen=True, slots=True)
class Sentence:
    """Sentence number `index` of a document, at `start..end` of its text."""

    index: int
    start: int
    end: int


@cache
def unread_sentences(count: int) -> tuple[Sentence, ...]:
    """So many sentences of a text that is not at hand."""
    return tuple(Sentence(n, 0, 0) for n in range(count))
