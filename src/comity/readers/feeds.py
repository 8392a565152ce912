"""Feeds (RSS, Atom) and lists of feeds (OPML), from bytes: nothing is fetched here."""

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urljoin

import feedparser
from lxml import etree, html

from comity.core.text import Document, digest
from comity.errors import InputError
from comity.readers.boilerplate import find_boilerplate
from comity.readers.items import Item
from comity.readers.plain import decode

FEEDS = frozenset({".rss", ".atom", ".xml"})
BLOCKS = frozenset({"p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "tr", "table", "figure"})
SILENT = frozenset({"script", "style", "figcaption"})
_MARKUP = re.compile(r"<[A-Za-z/!]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One article that a feed names: where it is, and what of it stands in the feed itself."""

    id: str
    url: str | None
    title: str | None
    published: str | None
    text: str

    @property
    def wording(self) -> str:
        """A hash of all that the feed says of the article: another one means that it changed."""
        return digest(self.url or "", self.title or "", self.published or "", self.text)


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed's own name, the language it states, and its entries."""

    title: str | None
    language: str | None
    entries: tuple[Entry, ...]


def parse_feed(data: bytes, name: str, base: str = "") -> Feed:
    """The entries of a feed; addresses are completed from `base`. Raises InputError for a web page or anything else that is no feed."""
    refuse_entities(data, name)
    found = feedparser.parse(io.BytesIO(data), sanitize_html=False)
    if not found.get("version"):
        if b"<html" in data[:4096].lower():
            raise InputError(f"{name}: this is a web page, not a feed. Look in it for the address of its feed (link rel=alternate).")
        raise InputError(f"{name}: this is no RSS or Atom feed ({found.get('bozo_exception', 'no entries')}). Check the address.")
    entries = tuple(_entry(e, base) for e in found.get("entries", ()))
    about = found.get("feed", {})
    language = (about.get("language") or "")[:2].lower()
    return Feed(about.get("title") or None, language or None, entries)


def _entry(entry: Mapping[str, Any], base: str) -> Entry:
    link = entry.get("link") or None
    parts = [c.get("value", "") for c in entry.get("content", ())] or [entry.get("summary", "")]
    text = max((plain_text(p) for p in parts), key=len)
    when = entry.get("published_parsed") or entry.get("updated_parsed")
    published = date(*when[:3]).isoformat() if when else None
    title = plain_text(entry.get("title", "")) or None
    return Entry(entry.get("id") or link or title or "", urljoin(base, link) if link else None, title, published, text)


def read_feed(data: bytes, name: str) -> list[Item]:
    """The articles whose text stands in a feed file. Raises InputError."""
    feed = parse_feed(data, name)
    return [entry_item(entry, feed, f"{name}:{n}") for n, entry in enumerate(feed.entries, 1)]


def entry_item(entry: Entry, feed: Feed, name: str) -> Item:
    """What an entry says itself, as an article."""
    if not entry.text:
        return Item(name, None, entry.id, f"{name}: the entry has no text. Fetch the article itself with `comity watch`.")
    marks = find_boilerplate(entry.text)
    return Item(name, Document(entry.text, entry.published, entry.title, entry.url, feed.title, feed.language, marks, name), entry.id)


def plain_text(markup: str) -> str:
    """The words of a piece of HTML, blocks on lines of their own."""
    if not _MARKUP.search(markup):
        return html.fromstring(f"<p>{markup}</p>").text_content().strip() if "&" in markup else markup.strip()
    try:
        tree = html.fragment_fromstring(markup, create_parent="div")
    except (etree.LxmlError, ValueError):
        return ""
    parts: list[str] = []
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if not isinstance(element.tag, str):
            continue
        if element.tag in BLOCKS:
            parts.append("\n")
        if event == "start" and element.tag not in SILENT:
            parts.append(element.text or "")
        if event == "end" and element is not tree:
            parts.append(element.tail or "")
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)


def read_opml(data: bytes, name: str) -> list[str]:
    """The addresses of the feeds that an OPML list names, in order. Raises InputError."""
    refuse_entities(data, name)
    try:
        tree = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputError(f"{name}: this is no OPML ({error}). Export the list of feeds again.") from error
    found = [o.get("xmlUrl") for o in tree.iter("outline") if o.get("xmlUrl")]
    if not found:
        raise InputError(f"{name}: no outline has an xmlUrl. Export the list of feeds as OPML.")
    return list(dict.fromkeys(found))


def refuse_entities(data: bytes, name: str) -> None:
    """Own entities are no part of any feed and can unfold into gigabytes. Raises InputError."""
    if b"<!ENTITY" in data or "<!ENTITY" in decode(data, name):
        raise InputError(f"{name}: the file defines entities of its own (<!ENTITY), which may unfold without end. It was not read.")
