"""The search box: words, "phrases", -words, and fields such as actor:IRN act:THREATEN date:2024-01..2024-06 origin>=2."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from comity.core.query import Query
from comity.errors import SettingsError

_TOKEN = re.compile(r'(?P<field>[a-z_]+)(?P<sign>:|>=)(?P<value>"[^"]*"|\S*)|(?P<word>-?(?:"[^"]*"|\S+))')
ALIASES = {
    "act": "type",
    "target": "recipient",
    "origin": "min_origins",
    "origins": "min_origins",
    "confidence": "min_confidence",
    "in": "place",
    "site": "publisher",
}
QUADS = {"verbal": "1,3", "material": "2,4", "cooperation": "1,2", "conflict": "3,4"}
YES_NO = {"yes": True, "true": True, "no": False, "false": False}
FIELDS = tuple(n for n in Query.__dataclass_fields__ if n not in ("text", "cursor", "limit", "order", "level"))


@dataclass(frozen=True, slots=True)
class Sought:
    """What a line of the search box asks for: the words, and the fields of a Query with their values as text."""

    words: str
    flags: Mapping[str, str]


def parse_search(line: str) -> Sought:
    """Tell words from fields. Raises SettingsError for a field that is none, or one without a value.

    >>> parse_search('dam "peace talks" actor:EGY act:REQUEST')
    Sought(words='dam "peace talks"', flags={'actor': 'EGY', 'type': 'REQUEST'})
    """
    words: list[str] = []
    flags: dict[str, str] = {}
    for found in _TOKEN.finditer(line):
        if found["word"]:
            words.append(found["word"])
            continue
        name = ALIASES.get(found["field"], found["field"])
        value = found["value"].strip('"').strip()
        if found["field"] in ("http", "https"):
            words.append(f'"{found[0]}"')
            continue
        if name not in FIELDS:
            raise SettingsError(
                f"{found['field']!r} is no field of a search; expected one of {', '.join(sorted({*FIELDS, *ALIASES}))}, or put the words in quotes."
            )
        if not value:
            raise SettingsError(f"{found['field']}: has no value; expected one, as in actor:IRN.")
        if name == "quad":
            value = QUADS.get(value, value)
        flags[name] = f"{flags[name]},{value}" if name in flags and name not in ("date", "reported", "as_of") else value
    return Sought(" ".join(words), flags)
