"""Web pages: the article's text, title, date, site and address, by trafilatura; nothing is fetched."""

from lxml import etree
from trafilatura import bare_extraction

from comity.core.text import Document
from comity.errors import InputError
from comity.readers.boilerplate import find_boilerplate
from comity.readers.plain import decode

DEEPEST = 3_000  # nested elements; more is no article, and exhausts recursive readers


def read_html(data: bytes, name: str) -> list[Document]:
    """One document: the main text of a page. Raises InputError for a page without text or nested beyond reason."""
    text = decode(data, name)
    if not text.strip():
        raise InputError(f"{name}: the file is empty. Give a file with an article's text.")
    if _depth(text) > DEEPEST:
        raise InputError(f"{name}: the page nests more than {DEEPEST} elements; it cannot be an article. Save the article's text instead.")
    try:
        found = bare_extraction(text, fast=True, with_metadata=True, include_comments=False, include_tables=False)
    except (etree.LxmlError, RecursionError, ValueError) as error:
        raise InputError(f"{name}: the page is broken ({type(error).__name__}). Save the article's text instead.") from error
    body = (getattr(found, "text", None) or "").strip()
    if not body:
        raise InputError(f"{name}: no article text was found in this page. Save the article's text in a .txt file instead.")
    known = {key: getattr(found, key, None) or None for key in ("date", "title", "url", "sitename")}
    return [
        Document(
            body,
            known["date"],
            known["title"],
            known["url"],
            known["sitename"],
            None,
            find_boilerplate(body),
            name,
            "metadata" if known["date"] else None,
        )
    ]


def _depth(text: str) -> int:
    """An upper bound of how deep elements nest, without building a tree."""
    deepest = depth = 0
    at = text.find("<")
    while at >= 0:
        following = text[at + 1 : at + 2]
        if following == "/":
            depth = max(0, depth - 1)
        elif following.isalpha() and not text[at + 1 : at + 8].lower().startswith(
            ("br", "img", "meta", "link", "input", "hr", "p>", "p ", "li")
        ):
            depth += 1
            deepest = max(deepest, depth)
        at = text.find("<", at + 1)
    return deepest
