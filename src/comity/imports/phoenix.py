"""Phoenix events: 26 columns, no header. Their codes are read as CAMEO 1.1b3; their Goldstein values, after an older list, are not."""

from collections.abc import Iterator
from pathlib import Path

from comity.core.actor import UNKNOWN
from comity.core.trace import Coding
from comity.core.when_where import Place
from comity.exports.phoenix import COLUMNS
from comity.imports.cameo_people import Sides, cameo_people
from comity.imports.foreign import Found, coded_act, codings, interval, point, unread_document
from comity.imports.rows import OnError, Row, headless_table
from comity.lexicon.crosswalk import bundled_crosswalk
from comity.lexicon.foreign_codes import side_of

CODER = "phoenix"


def read_phoenix(file: Path, on_error: OnError) -> Iterator[Coding]:
    """One coding a row. Raises InputError for a file of another format; rows that cannot be read go to `on_error`."""
    return codings(headless_table(file, {"Phoenix events": COLUMNS}), CODER, _found, on_error)


def _found(row: Row) -> Found:
    when = interval(row["Date"] or row["Year"] + (row["Month"].zfill(2) if row["Month"] else ""))
    if when is None:
        raise row.wrong("Date", "a date as YYYYMMDD")
    source, told = _people(row, "Source", when.start)
    target, also = _people(row, "Target", when.start)
    place, unplaced = _place(row)
    key = row.needed("EventID")
    address = row["URLs"].split(";")[0].strip() or f"phoenix:{row['SentenceIDs'].split(';')[0].strip() or key}"
    document = unread_document(address, None, row["NewsSources"].split(";")[0].strip() or None, None, row.file)
    return Found(key, coded_act(row), source, target, when, place, document, 0, (*told, *also, *unplaced))


def _people(row: Row, who: str, day: str | None) -> Sides:
    """An entity is a state or a kind of international actor; the attributes are known groups and further roles."""
    entity, role = row[f"{who}ActorEntity"].replace(UNKNOWN, ""), row[f"{who}ActorRole"]
    attributes = [a.strip() for a in row[f"{who}ActorAttribute"].split(";") if a.strip()]
    group = next((a for a in attributes if a in bundled_crosswalk().ids), "")
    roles = tuple(r for r in (entity, role, *attributes) if r)
    full = "" if row[f"{who}ActorFull"] == UNKNOWN else row[f"{who}ActorFull"]
    people, unknown = cameo_people(full, "", entity, group, "", roles, day)
    return people, tuple(f"{who}ActorEntity {code!r}" for code in unknown)


def _place(row: Row) -> tuple[Place | None, tuple[str, ...]]:
    """The location, whose country code is taken only if it has three letters: of two, nobody says whether they are ISO or FIPS."""
    name, country = row["LocationName"], row["CountryCode"]
    lat, lon = point(row, "Lat", "Lon")
    if not name and not country and lat is None:
        return None, ()
    side = side_of("iso3", country) if country else None
    precision = "city" if name else "province" if row["StateName"] else "country" if country else "exact"
    named = name or row["StateName"] or country
    admin1 = row["StateName"] if name else ""
    place = Place(named, 0, 0, named, side[0] if side else None, admin1 or None, lat, lon, None, precision)
    return place, (f"CountryCode {country!r}",) if country and side is None else ()
