"""The words of time of a language: months, units, holidays, prepositions, each with what it stands for."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from comity.lexicon.tables import Row, read_csv

KINDS = frozenset({
    "ago", "aim", "and", "anniversary", "between", "bound", "counted", "day", "decade", "each", "eve", "from", "holiday", "month", "named_after", "number", "of",
    "open", "ordinal", "overnight", "part", "preposition", "relation", "season", "soon", "the", "third", "to", "unit", "units", "weekday", "weekday_short",
})  # fmt: skip
NUMERIC = {
    "month": (1, 12),
    "weekday": (0, 6),
    "weekday_short": (0, 6),
    "number": (0, 1000),
    "ordinal": (1, 1000),
    "day": (-9, 9),
    "season": (1, 12),
}
VALUES = {
    "unit": ("minute", "hour", "day", "weekend", "week", "fortnight", "month", "quarter", "half", "year", "decade", "century"),
    "relation": ("last", "previous", "past", "next", "coming", "following", "this", "same"),
    "third": ("early", "mid", "late", "earlier", "later"),
    "soon": ("act", "text"),
    "bound": ("as of", "since", "by", "until", "before", "after"),
}
_FIRST = re.compile(r"([^\W\d_]+).*")
CAPITALISED = frozenset({"month", "weekday", "weekday_short", "holiday", "named_after"})


@dataclass(frozen=True, slots=True)
class TimeWord:
    """What one word or group of words stands for; `capital` where it must begin with a capital letter ("May", not "may")."""

    kind: str
    value: str
    capital: bool


@dataclass(frozen=True, slots=True)
class TimeWords:
    """Entries by their words in lower case, joined by spaces; `groups` are the first words of entries that have several."""

    entries: Mapping[str, TimeWord]
    groups: frozenset[str]


def load_times(path: Path) -> TimeWords:
    """The table of time words. Raises DataError with file and line."""
    entries: dict[str, TimeWord] = {}
    for row in read_csv(path, ("word", "kind", "value", "source")):
        kind = row.one_of("kind", KINDS)
        _check(row, kind)
        key = row["word"].lower().replace("’", "'")
        if key in entries:
            raise row.wrong("word", "a word that no line above has")
        entries[key] = TimeWord(kind, row["value"], kind in CAPITALISED)
    firsts = frozenset(found[1] for word in entries if (found := _FIRST.match(word)) and found[0] != found[1])
    return TimeWords(MappingProxyType(entries), firsts)


def _check(row: Row, kind: str) -> None:
    """The value must be one that the grammar knows."""
    if kind in NUMERIC:
        low, high = NUMERIC[kind]
        if not row["value"].lstrip("-").isdigit() or not low <= int(row["value"]) <= high:
            raise row.wrong("value", f"a whole number from {low} to {high}")
    elif kind in VALUES or kind == "units":
        row.one_of("value", VALUES["unit" if kind == "units" else kind])
    elif kind == "decade" and not (row["value"].isdigit() and row["value"].endswith("0") and len(row["value"]) == 4):
        raise row.wrong("value", "the first year of a decade such as 1980")
    elif kind == "holiday":
        month, _, day = row["value"].partition("-")
        if not (month.isdigit() and day.isdigit() and 1 <= int(month) <= 12 and 1 <= int(day) <= 31):
            raise row.wrong("value", "a month and a day such as 12-25")
