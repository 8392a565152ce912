"""POLECAT events: 40 columns under a header, `None` for what is missing, several values of a cell joined by `; `."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from comity.core.actor import UNKNOWN, Participant
from comity.core.trace import Coding
from comity.core.when_where import Place
from comity.exports.polecat import COLUMNS
from comity.imports.cameo_people import Sides
from comity.imports.foreign import Act, Found, codings, interval, plover_act, point, published, unread_document
from comity.imports.rows import OnError, Row, headed_table
from comity.lexicon.crosswalk import bundled_crosswalk
from comity.lexicon.foreign_codes import organisation_named, side_of, state_named

CODER = "polecat"
PLACED = (("City", "city"), ("District", "district"), ("Province", "province"), ("Country", "country"))


def read_polecat(file: Path, on_error: OnError) -> Iterator[Coding]:
    """One coding a row. Raises InputError for a file without these columns; rows that cannot be read go to `on_error`."""
    return codings(headed_table(file, COLUMNS, {"Event Intensity": "Intensity"}, (), frozenset({"None"})), CODER, _found, on_error)


def _found(row: Row) -> Found:
    when = interval(row["Event Date"].replace("-", ""))
    if when is None:
        raise row.wrong("Event Date", "a date as YYYY-MM-DD")
    actor, told = _people(*_cells(row, "Actor"), when.start)
    recipient, also = _people(*_cells(row, "Recipient"), when.start)
    act, odd = _act(row)
    place, unplaced = _place(row, when.start)
    key = row.needed("Event ID")
    document = unread_document(
        f"polecat:{key}", published(row, "Publication Date"), row["Source"] or None, row["Language"] or None, row.file
    )
    unknown = tuple(f"{who} {code}" for who, codes in (("Actor", told), ("Recipient", also)) for code in codes)
    return Found(key, act, actor, recipient, when, place, document, 0, (*odd, *unknown, *unplaced))


def _act(row: Row) -> tuple[Act, tuple[str, ...]]:
    """Type, mode and contexts; a mode or context that PLOVER's manual 2.0 does not have is told and left out."""
    ontology = bundled_crosswalk().ontology
    event_type, mode = row["Event Type"].upper(), row["Event Mode"].lower()
    if event_type not in ontology.types:
        raise row.wrong("Event Type", "one of " + ", ".join(ontology.types))
    contexts = [c.lower() for c in _several(row["Contexts"]) if c]
    unknown = [f"Event Mode {event_type} {mode!r}"] if mode and (event_type, mode) not in ontology.modes else []
    act = plover_act(event_type, None if unknown else mode or None, tuple(dict.fromkeys(c for c in contexts if c in ontology.contexts)))
    return act, (*unknown, *(f"Contexts {c!r}" for c in contexts if c not in ontology.contexts))


def _cells(row: Row, who: str) -> Sequence[str]:
    names = ("{} Name", "{} Name Raw", "{} Country", "Primary {} Sector", "{} Sectors", "Wikipedia {} ID")
    return [row[n.format(who)] for n in names]


@lru_cache(maxsize=1 << 16)
def _people(names: str, raw: str, countries: str, primary: str, sectors: str, wikipedia: str, day: str | None) -> Sides:
    """The participants of one side. A compound is told apart where its cells have as many values; else its states are, for they count most."""
    named, codes = _several(names or raw), _several(countries)
    if not named and not codes:
        return (), ()
    if len(codes) not in (len(named), 1, 0):
        named = [names or raw or c for c in codes]
    number = max(len(named), len(codes))
    if len(named) != number:
        named = [""] * number
    unknown: list[str] = []
    texts, pages, kinds = (_aligned(_several(cell), number) for cell in (raw, wikipedia, primary))
    places = codes * number if len(codes) == 1 else codes or [""] * number
    others = _sectors(_several(sectors), unknown) if number == 1 else ()
    people = []
    for name, text, code, page, kind in zip(named, texts, places, pages, kinds, strict=True):
        code, id = _side(code, name, day, unknown)
        sector = next(iter(_sectors([kind], unknown)), others[0] if others else "UNK")
        people.append(Participant(
            text or name or code, 0, 0, id=id or (f"wikipedia:{page}" if page else None), name=name or None, code=code, sector=sector,
            other_sectors=tuple(s for s in others if s != sector), resolved_by="import",
        ))  # fmt: skip
    return tuple(people), tuple(dict.fromkeys(unknown))


def _side(code: str, name: str, day: str | None, unknown: list[str]) -> tuple[str, str | None]:
    """Our code and, for an organisation, its id."""
    if not code:
        return UNKNOWN, None
    if code in bundled_crosswalk().ontology.codes:
        return code, organisation_named(name) if code == "IGO" else None
    side = side_of("plover", code, day)
    if side is None:
        unknown.append(f"Country {code!r}")
    return side or (UNKNOWN, None)


def _sectors(codes: Sequence[str], unknown: list[str]) -> tuple[str, ...]:
    known = bundled_crosswalk().ontology.sectors
    unknown += [f"Sector {c!r}" for c in codes if c and c not in known]
    return tuple(dict.fromkeys(c for c in codes if c in known))


def _several(cell: str) -> list[str]:
    """The values of a cell, "" for one that is missing between others."""
    return ["" if v.strip() == "None" else v.strip() for v in cell.split(";")] if cell else []


def _aligned(values: Sequence[str], number: int) -> Sequence[str]:
    """The values if there are so many, else none for anybody."""
    return values if len(values) == number else [""] * number


def _place(row: Row, day: str | None) -> tuple[Place | None, tuple[str, ...]]:
    """Where the act took place; its country is an ISO code of three letters or an English name."""
    precision = next((kind for column, kind in PLACED if row[column]), None)
    name = row["Placename"] or next((row[column] for column, _ in PLACED if row[column]), "")
    if not name:
        return None, ()
    country = row["Country"]
    side = side_of("plover", country, day) if len(country) == 3 else None
    state = side[0] if side else state_named(country, day) if country else None
    geonameid = row["GeoNames ID"].removesuffix(".0")
    if geonameid and not (geonameid.isascii() and geonameid.isdigit() and len(geonameid) < 12):
        raise row.wrong("GeoNames ID", "a whole number")
    admin1 = row["Province"] if precision in ("city", "district") else ""
    lat, lon = point(row, "Latitude", "Longitude")
    place = Place(
        row["Raw Placename"] or name,
        0,
        0,
        name,
        state,
        admin1 or None,
        lat,
        lon,
        int(geonameid) if geonameid else None,
        precision or "city",
    )
    return place, (f"Country {country!r}",) if country and state is None else ()
