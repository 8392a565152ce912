"""Web archives (WARC, WET): the pages they hold, one after the other, without unpacking the whole."""

import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from comity.errors import InputError
from comity.readers.html import read_html
from comity.readers.items import Item
from comity.readers.plain import read_plain

LIMIT = 50 * 1024 * 1024
ARCHIVES = (".warc", ".warc.gz", ".wet", ".wet.gz")
PAGES = ("text/html", "application/xhtml+xml")


def read_warc(path: Path) -> Iterator[Item]:
    """The HTML pages that were answered with 200, and plain-text conversions. Raises InputError for a file that is no web archive."""
    try:
        with path.open("rb") as stream:
            for number, record in enumerate(ArchiveIterator(stream), 1):
                item = _item(record, f"{path}:{number}")
                if item is not None:
                    yield item
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror or error}).") from error
    except (ArchiveLoadFailed, zlib.error, EOFError, ValueError, AttributeError) as error:  # the last is what missing headers end in
        raise InputError(f"{path}: this is no whole web archive ({str(error).strip()}). Fetch it again.") from error


def _item(record: Any, name: str) -> Item | None:
    """The article of one record; None for what is no page."""
    kind = (record.http_headers or record.rec_headers).get_header("Content-Type") or ""
    is_page = record.rec_type == "response" and record.http_headers is not None and kind.lower().startswith(PAGES)
    is_text = record.rec_type == "conversion" and kind.lower().startswith("text/plain")
    if not is_text and not (is_page and record.http_headers.get_statuscode() == "200"):
        return None
    url = record.rec_headers.get_header("WARC-Target-URI")
    data = record.content_stream().read(LIMIT + 1)
    if len(data) > LIMIT:
        return Item(name, None, url, f"{name}: {url} is larger than {LIMIT // 2**20} MB; it cannot be an article.")
    try:
        (document,) = (read_html if is_page else read_plain)(data, f"{name} {url}")
    except InputError as error:
        return Item(name, None, url, str(error))
    return Item(name, replace(document, url=document.url or url), url)
