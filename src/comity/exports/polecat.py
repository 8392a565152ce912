"""Claims as POLECAT events: 40 tab-separated columns under a header, `None` for what is missing, several values joined by `; `."""

from collections.abc import Iterable, Iterator, Sequence

from comity.core.actor import UNKNOWN, Participant
from comity.core.trace import Coding
from comity.exports.cameo_rows import state_code, tab_line
from comity.exports.entries import Entry, plover_claims

_ACTOR = (
    "{} Name", "{} Country", "{} COW", "Primary {} Sector", "{} Sectors", "{} Title", "{} Name Raw", "Wikipedia {} ID",
)  # fmt: skip
COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    *(c.format(who) for who in ("Actor", "Recipient") for c in _ACTOR),
    "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type",
    "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language", "Version",
)  # fmt: skip
QUADS = {1: "VERBAL COOPERATION", 2: "MATERIAL COOPERATION", 3: "VERBAL CONFLICT", 4: "MATERIAL CONFLICT"}
VERSION = "comity"


def write_polecat(codings: Iterable[Coding]) -> Iterator[str]:
    """The header, then one line for each claim PLOVER can carry; compounds stay one line."""
    yield tab_line(COLUMNS)
    for entry in plover_claims(codings):
        yield tab_line("None" if cell in (None, "") else cell for cell in _cells(entry))


def _cells(entry: Entry) -> list[object]:
    claim, document, place = entry.claim, entry.document, entry.claim.place
    by_precision = {place.precision: place.name} if place else {}
    actor, recipient = (_actor(people, entry.day) for people in (claim.actor, claim.recipient))
    where: list[object] = [None] * 10
    if place:
        where = [
            place.name, by_precision.get("city"), by_precision.get("district"), place.admin1 or by_precision.get("province"),
            state_code(place.country_code, "iso3"), place.lat, place.lon, place.geonameid, place.text, place.precision,
        ]  # fmt: skip
    return [
        claim.id, entry.day, claim.event_type, claim.mode, claim.event_scale, QUADS[claim.quad], "; ".join(claim.context), *actor, *recipient,
        *where, document.site or document.url or document.source, document.published, None, None, None, document.language, VERSION,
    ]  # fmt: skip


def _actor(people: Sequence[Participant], day: str | None) -> list[str]:
    known = ["" if p.code == UNKNOWN else p.code for p in people]
    return [
        _joined(p.name or p.text for p in people), _joined(known), _joined(state_code(p.code, "cow", day) for p in people),
        _joined(p.sector for p in people), _joined(s for p in people for s in (p.sector, *p.other_sectors)), "",
        _joined(p.text for p in people), "",
    ]  # fmt: skip


def _joined(values: Iterable[str]) -> str:
    """Several values in one cell; a missing one between others is written out, so that positions keep their meaning."""
    found = [" ".join(v.split()) or "None" for v in values]
    return "" if set(found) <= {"None"} else "; ".join(found)
