"""GDELT's event tables: 2.0 with 61 columns, 1.0 with 58, and with 57 before its addresses began."""

from collections.abc import Iterator
from functools import lru_cache
from operator import itemgetter
from pathlib import Path

from comity.core.trace import Coding
from comity.core.when_where import Place
from comity.exports.gdelt import COLUMNS, COUNTRY, US_STATE, WORLD_STATE
from comity.imports.cameo_people import Sides, cameo_people
from comity.imports.foreign import Found, coded_act, codings, interval, point, published, unread_document
from comity.imports.rows import OnError, Row, headless_table
from comity.lexicon.foreign_codes import side_of

CODER = "gdelt"
FIRST = tuple(c for c in COLUMNS if not c.endswith("ADM2Code"))
LAYOUTS = {
    "GDELT 2.0 events": COLUMNS, "with gdeltPyR's description": (*COLUMNS, "CAMEOCodeDescription"), "1.0 events": FIRST, "1.0 before April 2013": FIRST[:-1],
}  # fmt: skip
SIDE_CELLS = {
    who: itemgetter(*(who + cell for cell in ("Code", "Name", "CountryCode", "KnownGroupCode", "Religion1Code", "Type1Code", "Type2Code", "Type3Code")))
    for who in ("Actor1", "Actor2")
}  # fmt: skip
PLACE_CELLS = itemgetter("ActionGeo_Type", "ActionGeo_FullName", "ActionGeo_CountryCode")
PRECISION = {COUNTRY: "country", US_STATE: "province", WORLD_STATE: "province"}


def read_gdelt(file: Path, on_error: OnError) -> Iterator[Coding]:
    """One coding a row. Raises InputError for a file that is none of these; rows that cannot be read go to `on_error`."""
    return codings(headless_table(file, LAYOUTS), CODER, _found, on_error)


def _found(row: Row) -> Found:
    when = interval(row["SQLDATE"] or row["MonthYear"] or row["Year"])
    if when is None:
        raise row.wrong("SQLDATE", "a date as YYYYMMDD")
    first, told = _people(row, "Actor1", when.start)
    second, also = _people(row, "Actor2", when.start)
    place, unplaced = _place(row)
    day = published(row, "DATEADDED")
    key = row.needed("GLOBALEVENTID")
    document = unread_document(row["SOURCEURL"] or f"gdelt:{key}", day, None, None, row.file)
    return Found(key, coded_act(row), first, second, when, place, document, 0, (*told, *also, *unplaced))


def _people(row: Row, who: str, day: str | None) -> Sides:
    code, name, country, group, religion, *types = SIDE_CELLS[who](row.cells)
    people, unknown = cameo_people(code, name, country, group, religion, tuple(filter(None, types)), day)
    return people, tuple(f"{who}CountryCode {code!r}" for code in unknown) if unknown else ()


def _place(row: Row) -> tuple[Place | None, tuple[str, ...]]:
    kind, full, fips = PLACE_CELLS(row.cells)
    if kind in ("", "0") or not full:
        return None, ()
    return _known_place(kind, full, fips, *point(row, "ActionGeo_Lat", "ActionGeo_Long"))


@lru_cache(maxsize=1 << 16)
def _known_place(kind: str, full: str, fips: str, lat: float | None, lon: float | None) -> tuple[Place, tuple[str, ...]]:
    """Where the act took place. Its country code is FIPS 10-4; its feature ids are not those of GeoNames."""
    side = side_of("fips", fips) if fips else None
    parts = [p.strip() for p in full.split(",")]
    precision = PRECISION.get(kind, "city")
    province = ", ".join(parts[1:-1]) if precision == "city" else ""  # of "Kyiv, Kyyiv, Misto, Ukraine" all between town and country
    place = Place(full, 0, 0, parts[0], side[0] if side else None, province or None, lat, lon, None, precision)
    return place, (f"ActionGeo_CountryCode {fips!r}",) if fips and side is None else ()
