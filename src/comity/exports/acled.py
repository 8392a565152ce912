"""Claims shaped like ACLED's event table: CSV with its 31 columns.

Only the acts that ACLED collects (political violence, demonstrations, some strategic developments); which is which stands in
`data/exports/acled_events.csv`. Comity counts no dead: `fatalities` is empty, which is not 0. `iso` and `region` are empty, too.
"""

from collections.abc import Iterable, Iterator, Sequence

from comity.core.actor import Participant
from comity.core.trace import Coding
from comity.exports.cameo_rows import country_name
from comity.exports.csv_table import csv_line
from comity.exports.entries import Entry, done_claims
from comity.lexicon.crosswalk import AcledType, Crosswalk, bundled_crosswalk

COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type",
    "actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting",
    "iso", "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision",
    "source", "source_scale", "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip
TIME_PRECISION = {"day": 1, "week": 2, "month": 3}
GEO_PRECISION = {"exact": 1, "city": 1, "district": 2, "province": 3, "region": 3, "country": 3, "sea": 3}
ABROAD = frozenset({"IGO", "IMG"})
OTHER_FORCES = "External/Other forces"


def write_acled(codings: Iterable[Coding]) -> Iterator[str]:
    """The header, then one line for each act that ACLED would collect and that happened or is going on."""
    yield csv_line(COLUMNS)
    crosswalk = bundled_crosswalk()
    for entry in done_claims(codings):
        claim = entry.claim
        side = crosswalk.sides[claim.recipient[0].sector] if claim.recipient else ""
        kind = crosswalk.acled(claim.event_type, claim.mode, side)
        if kind:
            yield csv_line(_cells(entry, kind, side, crosswalk))


def _cells(entry: Entry, kind: AcledType, side: str, crosswalk: Crosswalk) -> list[object]:
    claim, document, place = entry.claim, entry.document, entry.claim.place
    day = entry.day
    violent = not kind.actor1 and kind.event != kind.disorder  # neither a demonstration nor a strategic development
    first, second = claim.actor, claim.recipient
    if claim.reciprocal:
        first, second = claim.actor[:1], claim.actor[1:]
    inter1 = kind.actor1 or _kind(first, crosswalk)
    inter2 = _kind(second, crosswalk)
    by_precision = {place.precision: place.name} if place else {}
    return [
        claim.id, day, day[:4] if day else None, TIME_PRECISION.get(claim.date.precision) if entry.dated else None,
        kind.disorder, kind.event, kind.sub_event, _name(first[:1]), _name(first[1:]), inter1, _name(second[:1]), _name(second[1:]), inter2,
        "-".join(filter(None, (inter1, inter2))), "Civilian targeting" if violent and side == "civilian" else "",
        None, None, country_name(place.country_code) if place else None,
        (place.admin1 or by_precision.get("province")) if place else None, by_precision.get("district"), None, place.name if place else None,
        place.lat if place else None, place.lon if place else None, GEO_PRECISION.get(place.precision) if place else None,
        document.site or document.url or document.source, None, entry.text, None, None, None,
    ]  # fmt: skip


def _name(people: Sequence[Participant]) -> str:
    return "; ".join(" ".join((p.name or p.text).split()) for p in people)


def _kind(people: Sequence[Participant], crosswalk: Crosswalk) -> str:
    """ACLED's kind of the first of some actors."""
    if not people:
        return ""
    return OTHER_FORCES if people[0].code in ABROAD else crosswalk.acled_kinds[people[0].sector]
