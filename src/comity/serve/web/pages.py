"""Templates and what they may call: names of actors, words for types and statuses, addresses."""

import hashlib
import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.requests import Request

from comity.config import VERSION
from comity.core.query import SCHEMES
from comity.serve.article import ICONS, quotes
from comity.serve.table import STATUS_WORD, interval
from comity.serve.web import words
from comity.serve.web.asking import address
from comity.serve.web.shelf import Shelf

STATIC = Path(__file__).parent / "static"
NAV = (
    ("/", "Read", "g s"), ("/explore", "Explore", "g e"), ("/network", "Network", "g n"),
    ("/quality", "Quality", "g q"), ("/codebook", "Codebook", "g c"),
)  # fmt: skip

GO = (
    *NAV, ("/documents", "Articles", "g d"), ("/changes", "What came last", "g w"), ("/sources", "Sources", "g o"), ("/runs", "Runs", "g r"),
    ("/failures", "Failures", "g f"),
)  # fmt: skip
TODAY = frozenset({"/quality", "/codebook", "/changes", "/runs", "/failures"})  # screens that no earlier time is asked of


@cache
def static_address(name: str) -> str:
    """The address of a file of the pages; it changes with the content, so that browsers may keep it for ever."""
    return f"/static/{name}?v={hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]}"


@cache
def environment() -> Environment:
    """The templates: everything that is put into them is escaped."""
    made = Environment(
        loader=PackageLoader("comity.serve.web"), autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined
    )
    made.globals |= {
        "static": static_address, "address": address, "icons": ICONS, "status_word": lambda s: STATUS_WORD.get(s, s.replace("_", " ")),
        "interval": interval, "quotes": quotes, "nav": NAV, "schemes": SCHEMES, "go": GO, "today": TODAY, "comity_version": VERSION, **words.PHRASES,
    }  # fmt: skip
    made.filters |= {"json": json.dumps, "prose": prose}
    return made


def prose(text: str) -> Markup:
    """A line of Markdown: `code`, **bold** and links to their words; everything else is escaped."""
    told = str(escape(text))
    told = re.sub(r"`([^`]+)`", r"<code>\1</code>", told)
    told = re.sub(r"\*\*([^*]+)\*\*", r"<b>\1</b>", told)
    return Markup(re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", told))


def render(request: Request, shelf: Shelf, template: str, past: bool = False, **values: Any) -> str:
    """A page. Every one knows the record's version, trouble with it, where it itself is, and whether it can tell what was known on an earlier day."""
    path = request.url.path
    flags: Mapping[str, str] = dict(request.query_params)
    twins = {
        form: address(("/index" if path == "/" else path) + f".{form}", {k: v for k, v in flags.items() if k != "cursor"})
        for form in ("json", "csv")
    }
    return environment().get_template(template).render(
        path=path, flags=flags, twins=twins, trouble=shelf.trouble, as_of=flags.get("as_of"), past=past, events_ready=shelf.record.has_events(), **values
    )  # fmt: skip
