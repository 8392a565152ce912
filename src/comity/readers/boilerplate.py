"""Text that is no prose of the article: navigation, captions, cookie notices. It is marked, never cut."""

import re
from functools import cache

from comity.config import DATA
from comity.core.text import Span
from comity.lexicon.tables import read_csv

_LINE = re.compile(r"[^\r\n]+")


@cache
def _pattern() -> re.Pattern[str]:
    rows = read_csv(DATA / "lang/en/boilerplate.csv", ("pattern", "kind"))
    return re.compile("|".join(f"(?:{r['pattern']})" for r in rows), re.IGNORECASE)


def find_boilerplate(text: str) -> tuple[Span, ...]:
    """The lines of a text that are no prose, without their surrounding white space, in text order."""
    pattern = _pattern()
    found = []
    for line in _LINE.finditer(text):
        body = line[0].strip()
        if body and len(body) <= 400 and pattern.fullmatch(body):
            start = line.start() + line[0].index(body)
            found.append(Span(start, start + len(body)))
    return tuple(found)
