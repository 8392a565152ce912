"""Files become documents: plain text, Markdown and HTML; what to read in a folder; what is no prose."""

import re
from pathlib import Path

from comity.core.text import Document
from comity.errors import InputError
from comity.readers.html import read_html
from comity.readers.plain import read_plain
from comity.readers.published import with_own_date

LIMIT = 50 * 1024 * 1024
HTML = frozenset({".html", ".htm", ".xhtml"})
TEXT = frozenset({".txt", ".md", ".markdown", ".text"})
_LOOKS_LIKE_HTML = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)


def read_path(path: Path) -> list[Document]:
    """The documents of one file. Raises InputError that names the file and what to do."""
    try:
        if path.stat().st_size > LIMIT:
            raise InputError(f"{path}: {path.stat().st_size // 2**20} MB; the limit is {LIMIT // 2**20} MB. Split the file.")
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}).") from error
    return read_bytes(data, str(path))


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
            raise InputError(f"{path}: no article in this folder; expected files ending in {', '.join(sorted(TEXT | HTML))}.")
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
        elif entry.suffix.lower() in TEXT | HTML:
            found.append(entry)
    return found
