"""Claims of force shaped like the UCDP Georeferenced Event Dataset: CSV with its 49 columns.

UCDP's own numbers of conflicts, dyads and sides, and the counts of dead, are not known to Comity and stay empty.
"""

from collections.abc import Iterable, Iterator, Sequence

from comity.core.actor import Participant
from comity.core.trace import Coding
from comity.core.when_where import Place
from comity.exports.cameo_rows import country_name, state_code
from comity.exports.csv_table import csv_line
from comity.exports.entries import Entry, done_claims
from comity.exports.priogrid import cell_of
from comity.lexicon.crosswalk import bundled_crosswalk

COLUMNS = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id", "conflict_name",
    "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a", "side_b_dset_id", "side_b_new_id", "side_b",
    "number_of_sources", "source_article", "source_office", "source_date", "source_headline", "source_original",
    "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2", "latitude", "longitude", "geom_wkt", "priogrid_gid",
    "country", "country_id", "region", "event_clarity", "date_prec", "date_start", "date_end",
    "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low", "gwnoa", "gwnob",
)  # fmt: skip
FORCE = "ASSAULT"
STATE_BASED, NON_STATE, ONE_SIDED = 1, 2, 3
DATE_PRECISION = {"day": 1, "week": 3, "month": 4, "year": 5, "decade": 5}
WHERE_PRECISION = {"exact": 1, "city": 1, "district": 3, "province": 4, "region": 5, "country": 6, "sea": 7}


def write_ucdp(codings: Iterable[Coding]) -> Iterator[str]:
    """The header, then one line for each use of force that happened or is going on."""
    yield csv_line(COLUMNS)
    for entry in done_claims(codings):
        if entry.claim.event_type == FORCE:
            cells = _cells(entry)
            yield csv_line([cells.get(c) for c in COLUMNS])


def _cells(entry: Entry) -> dict[str, object]:
    claim, document, date = entry.claim, entry.document, entry.claim.date
    first, second = (claim.actor[:1], claim.actor[1:]) if claim.reciprocal else (claim.actor, claim.recipient)
    side_a, side_b = _side(first), _side(second)
    when = date.start or date.end
    return {
        "id": claim.id, "relid": claim.document_id, "year": when[:4] if when else None, "type_of_violence": _violence(first, second),
        "dyad_name": f"{side_a} - {side_b}" if side_a and side_b else None, "side_a": side_a, "side_b": side_b, "number_of_sources": 1,
        "source_article": document.url or document.source, "source_office": document.site, "source_date": document.published,
        "source_headline": document.title, "source_original": claim.attributed_to.text if claim.attributed_to else None,
        **(_where(claim.place) if claim.place else {}),
        "event_clarity": 1 if claim.certainty == "certain" else 2, "date_prec": _date_precision(entry), "date_start": date.start, "date_end": date.end,
        "gwnoa": _gw(first, entry.day), "gwnob": _gw(second, entry.day),
    }  # fmt: skip


def _date_precision(entry: Entry) -> int | None:
    """UCDP's grade; 2 is some days of one week, and a bare bound has none."""
    date = entry.claim.date
    if not entry.dated or not date.start or not date.end:
        return None
    return 2 if date.precision == "day" and date.start != date.end else DATE_PRECISION.get(date.precision)


def _where(place: Place) -> dict[str, object]:
    known = place.lat is not None and place.lon is not None
    return {
        "where_prec": WHERE_PRECISION.get(place.precision), "where_coordinates": place.name, "where_description": place.text,
        "adm_1": place.admin1 or (place.name if place.precision == "province" else None), "adm_2": place.name if place.precision == "district" else None,
        "latitude": place.lat, "longitude": place.lon, "geom_wkt": f"POINT ({place.lon} {place.lat})" if known else None,
        "priogrid_gid": cell_of(place),
        "country": country_name(place.country_code), "country_id": state_code(place.country_code, "gw"),
    }  # fmt: skip


def _violence(first: Sequence[Participant], second: Sequence[Participant]) -> int | None:
    """State-based, non-state or one-sided, where both sides are of a kind that tells."""
    sides = bundled_crosswalk().sides
    a, b = (sides[people[0].sector] if people else "" for people in (first, second))
    if not a or not b or a == "civilian":
        return None
    if b == "civilian":
        return ONE_SIDED
    return STATE_BASED if "state" in (a, b) else NON_STATE


def _side(people: Sequence[Participant]) -> str | None:
    return ", ".join(" ".join((p.name or p.text).split()) for p in people) or None


def _gw(people: Sequence[Participant], day: str | None) -> str | None:
    """The Gleditsch-Ward number of the first side's state, when it is the state that acts."""
    if not people or bundled_crosswalk().sides[people[0].sector] != "state":
        return None
    return state_code(people[0].code, "gw", day) or None
