"""Files become documents: text, Markdown, HTML, tables, web archives and feeds; what to read in a folder."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from comity.core.text import Document
from comity.errors import InputError
from comity.readers.archives import ARCHIVES, read_warc
from comity.readers.feeds import FEEDS, read_feed
from comity.readers.html import read_html
from comity.readers.items import Item
from comity.readers.plain import read_plain
from comity.readers.published import with_own_date
from comity.readers.tables import TABLES, Tell, read_table

LIMIT = 50 * 1024 * 1024
HTML = frozenset({".html", ".htm", ".xhtml"})
TEXT = frozenset({".txt", ".md", ".markdown", ".text"})
READABLE = TEXT | HTML | TABLES | FEEDS | set(ARCHIVES)
_LOOKS_LIKE_HTML = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)


NO_COLUMNS: Mapping[str, str] = MappingProxyType({})


def read_items(path: Path, tell: Tell, columns: Mapping[str, str] = NO_COLUMNS) -> Iterator[Item]:
    """The articles of one file of any kind, one after the other; what cannot be read comes as an item that says why.

    `columns` names columns of tables, `tell` gets those that were guessed.
    """
    try:
        kind = _kind(path)
        if kind == "table":
            yield from map(_dated, read_table(path, columns, tell))
        elif kind == "archive":
            yield from map(_dated, read_warc(path))
        elif kind == "feed":
            yield from map(_dated, read_feed(_whole(path), str(path)))
        else:
            yield from (Item(str(path), d, str(path.resolve())) for d in read_path(path))
    except InputError as error:
        yield Item(str(path), error=str(error))


def _dated(item: Item) -> Item:
    return replace(item, document=with_own_date(item.document)) if item.document else item


def _kind(path: Path) -> str:
    """table, archive, feed or "" by the file's name."""
    name = path.name.lower()
    if name.endswith(ARCHIVES):
        return "archive"
    suffix = Path(name.removesuffix(".gz")).suffix
    return "table" if suffix in TABLES else "feed" if suffix in FEEDS else ""


def read_path(path: Path) -> list[Document]:
    """The documents of one file. Raises InputError that names the file and what to do."""
    return read_bytes(_whole(path), str(path))


def _whole(path: Path) -> bytes:
    try:
        if path.stat().st_size > LIMIT:
            raise InputError(f"{path}: {path.stat().st_size // 2**20} MB; the limit is {LIMIT // 2**20} MB. Split the file.")
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}).") from error


def read_bytes(data: bytes, name: str) -> list[Document]:
    """The documents in some bytes: HTML by suffix or look, else text. Raises InputError."""
    if len(data) > LIMIT:
        raise InputError(f"{name}: {len(data) // 2**20} MB; the limit is {LIMIT // 2**20} MB. Split the text.")
    suffix = Path(name).suffix.lower()
    html = suffix in HTML or (suffix not in TEXT and _LOOKS_LIKE_HTML.match(data[:4096]))
    return [with_own_date(d) for d in (read_html if html else read_plain)(data, name)]


def expand(paths: list[Path]) -> list[Path]:
    """Files as they are, folders as the readable files below them, sorted; hidden ones left out. Raises InputError."""
    found: list[Path] = []
    for path in paths:
        if not path.exists():
            raise InputError(f"{path}: no such file or folder.")
        if not path.is_dir():
            found.append(path)
            continue
        inside = _below(path)
        if not inside:
            raise InputError(f"{path}: no article in this folder; expected files ending in {', '.join(sorted(READABLE))}.")
        found += inside
    return found


def _below(folder: Path) -> list[Path]:
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        raise InputError(f"{folder}: the folder cannot be read ({error.strerror}).") from error
    found: list[Path] = []
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            found += _below(entry)
        elif _kind(entry) or entry.suffix.lower() in READABLE:
            found.append(entry)
    return found
