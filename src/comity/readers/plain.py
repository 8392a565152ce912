"""Plain text and Markdown, in whatever encoding; the decoded text is kept as it is."""

import codecs
import re

from charset_normalizer import from_bytes

from comity.core.text import Document, Span
from comity.core.when_where import publication_day
from comity.errors import InputError
from comity.readers.boilerplate import find_boilerplate

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_FRONT = re.compile(r"\A---[ \t]*\r?\n(.*?)\r?\n---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"^([A-Za-z_]+):[ \t]*(.*?)[ \t]*$", re.MULTILINE)
_MARKUP = re.compile(r"^#{1,6}[ \t].*$|^(?:[-*_][ \t]*){3,}$|^!\[[^\]]*\]\([^)]*\)[ \t]*$", re.MULTILINE)


def read_plain(data: bytes, name: str) -> list[Document]:
    """One document. In Markdown, front matter gives title, date and url; it and headings are marked as no prose.

    Raises InputError for empty and binary files.
    """
    text = decode(data, name)
    if not text.strip():
        raise InputError(f"{name}: the file is empty. Give a file with an article's text.")
    markdown = name.lower().endswith((".md", ".markdown"))
    front = _FRONT.match(text) if markdown else None
    fields = {k.lower(): _unquoted(v) for k, v in _FIELD.findall(front[1])} if front else {}
    spans = list(find_boilerplate(text))
    if front:
        spans.append(Span(0, front.end()))
    if markdown:
        spans += [Span(*m.span()) for m in _MARKUP.finditer(text, front.end() if front else 0)]
    boilerplate = tuple(sorted(set(spans), key=lambda s: (s.start, s.end)))
    return [
        Document(
            text,
            _date(fields.get("date"), name),
            fields.get("title"),
            fields.get("url"),
            fields.get("source"),
            None,
            boilerplate,
            name,
            "metadata" if fields.get("date") else None,
        )
    ]


def decode(data: bytes, name: str) -> str:
    """The text of some bytes: by byte order mark, else UTF-8, else what the bytes look like. Raises InputError for binary data."""
    for mark, encoding in BOMS:
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as error:
                raise InputError(f"{name}: starts like {encoding} but byte {error.start} is not. Save the file as UTF-8.") from error
    if b"\x00" in data[:8192] or _mostly_control(data[:8192]):
        raise InputError(f"{name}: this is a binary file, not text. Give a text, Markdown or HTML file.")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        best = from_bytes(data[:65536]).best()
        encoding = best.encoding if best is not None else "cp1252"
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return data.decode("latin-1")


def _unquoted(value: str) -> str:
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value


def _mostly_control(head: bytes) -> bool:
    control = sum(b < 32 and b not in (9, 10, 12, 13, 27) for b in head)
    return control * 20 > len(head)


def _date(value: str | None, name: str) -> str | None:
    if not value:
        return None
    try:
        return publication_day(value)
    except ValueError as error:
        raise InputError(f"{name}: the date in the head of the file, {error}. Mend it or take it out.") from error
