"""ICEWS event data: 20 columns under a header, or 19 in the file of 2017, which has no CAMEO code but its text."""

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType

from comity.core.actor import UNKNOWN, Participant
from comity.core.trace import Coding
from comity.core.when_where import EventDate, Place
from comity.exports.icews import COLUMNS, IGO_SECTOR
from comity.imports.cameo_people import Sides
from comity.imports.foreign import Act, Found, cameo_act, codings, interval, point, unread_document
from comity.imports.rows import OnError, Row, headed_table
from comity.lexicon.crosswalk import bundled_crosswalk
from comity.lexicon.foreign_codes import organisation_named, state_named

CODER = "icews"
MISSING = frozenset({"NA", "NULL", "None"})
LAST_SENTENCE = 10_000
_AMERICAN = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")  # as in the file of 2017


def read_icews(file: Path, on_error: OnError) -> Iterator[Coding]:
    """One coding a row. Raises InputError for a file without these columns; rows that cannot be read go to `on_error`."""
    return codings(headed_table(file, COLUMNS, {}, {"CAMEO Code"}, MISSING), CODER, _found, on_error)


def _found(row: Row) -> Found:
    when = _date(row)
    source, told = _people(*(row[f"Source {c}"].strip('"') for c in ("Name", "Sectors", "Country")), when.start)
    target, also = _people(*(row[f"Target {c}"].strip('"') for c in ("Name", "Sectors", "Country")), when.start)
    place, unplaced = _place(row, when.start)
    sentence = row["Sentence Number"]
    if sentence and not (sentence.isascii() and sentence.isdigit() and 0 < int(sentence[:9]) <= LAST_SENTENCE):
        raise row.wrong("Sentence Number", f"a whole number from 1 to {LAST_SENTENCE}")
    story = row["Story ID"] or f"event-{row.needed('Event ID')}"
    document = unread_document(f"icews:{story}", None, row["Publisher"].strip('"') or None, None, row.file)
    unknown = tuple(f"{who} Country {name!r}" for who, names in (("Source", told), ("Target", also)) for name in names)
    key = f"{row.needed('Event ID')}:{when.start or ''}"  # the set's own key is both
    return Found(key, _act(row), source, target, when, place, document, int(sentence or 1) - 1, (*unknown, *unplaced))


def _date(row: Row) -> EventDate:
    text = row["Event Date"]
    american = _AMERICAN.fullmatch(text)
    month, day, year = american.groups() if american else ("", "", "")
    when = interval(f"{year}{month:0>2}{day:0>2}" if american else text.replace("-", ""))
    if when is None:
        raise row.wrong("Event Date", "a date as YYYY-MM-DD, or MM/DD/YYYY")
    return when


def _act(row: Row) -> Act:
    """By the code; by the text where there is none, or where a code of two digits may have lost its zero."""
    code = row["CAMEO Code"].strip('"')
    act = cameo_act(code) if len(code) > 2 else cameo_act(_codes().get(row["Event Text"].strip('"').casefold(), ""))
    if act is None:
        column = "CAMEO Code" if len(code) > 2 else "Event Text"
        raise row.wrong(column, "a code of CAMEO 1.1b3 with its leading zero, such as 043, or its text, such as 'Host a visit'")
    return act


@cache
def _codes() -> Mapping[str, str]:
    """CAMEO codes by ICEWS's text, which is that of the codebook without "(n.s.)"."""
    known = bundled_crosswalk().ontology.cameo.values()
    return MappingProxyType({c.text.removesuffix(" (n.s.)").casefold(): c.code for c in sorted(known, key=lambda c: c.code, reverse=True)})


@lru_cache(maxsize=1 << 16)
def _people(name: str, sectors: str, country: str, day: str | None) -> Sides:
    """The actor of three cells, and its country where no list has it. Of several sectors the one first in icews_sectors.csv is meant."""
    if not name and not country:
        return (), ()
    labels = {label.strip(' "') for label in sectors.split(",")}
    known = list(dict.fromkeys(ours for label, ours in bundled_crosswalk().sector_of_icews.items() if label in labels))
    state = state_named(country, day) if country else None
    international = state is None and IGO_SECTOR in labels
    person = Participant(
        name or country, 0, 0, id=organisation_named(name) if international else None, code=state or ("IGO" if international else UNKNOWN),
        sector=known[0] if known else "UNK", other_sectors=tuple(known[1:]), resolved_by="import",
    )  # fmt: skip
    return (person,), (country,) if country and state is None else ()


def _place(row: Row, day: str | None) -> tuple[Place | None, tuple[str, ...]]:
    named = {kind: row[kind.capitalize()].strip('"') for kind in ("city", "district", "province", "country")}
    precision = next((kind for kind, name in named.items() if name), None)
    if precision is None:
        return None, ()
    country = named["country"]
    state = state_named(country, day) if country else None
    province = named["province"] if precision in ("city", "district") else ""
    lat, lon = point(row, "Latitude", "Longitude")
    place = Place(named[precision], 0, 0, named[precision], state, province or None, lat, lon, None, precision)
    return place, (f"Country {country!r}",) if country and state is None else ()
