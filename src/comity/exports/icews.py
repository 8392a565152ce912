"""Claims as ICEWS event data: 20 tab-separated columns under a header; mutual acts are two rows."""

from collections.abc import Iterable, Iterator

from comity.core.actor import Participant
from comity.core.trace import Coding
from comity.exports.cameo_rows import CameoRow, cameo_rows, country_name, tab_line
from comity.lexicon.crosswalk import Crosswalk, bundled_crosswalk

COLUMNS = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code", "Intensity",
    "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher",
    "City", "District", "Province", "Country", "Latitude", "Longitude",
)  # fmt: skip
IGO_SECTOR = "International Government Organization"


def write_icews(codings: Iterable[Coding]) -> Iterator[str]:
    """The header, then one line for each directed pair of what happened or is going on."""
    yield tab_line(COLUMNS)
    for row in cameo_rows(codings):
        yield tab_line(_cells(row))


def _cells(row: CameoRow) -> list[object]:
    crosswalk, entry = bundled_crosswalk(), row.entry
    place = entry.claim.place
    by_precision = {place.precision: place.name} if place else {}
    return [
        row.event_id, entry.day, *_actor(row.source, crosswalk), crosswalk.ontology.cameo[row.code].text, row.code,
        crosswalk.ontology.goldstein(row.code), *_actor(row.target, crosswalk), entry.document.id, entry.claim.sentence + 1, entry.document.site,
        by_precision.get("city"), by_precision.get("district"), (place.admin1 or by_precision.get("province")) if place else None,
        country_name(place.country_code) if place else None, place.lat if place else None, place.lon if place else None,
    ]  # fmt: skip


def _actor(person: Participant | None, crosswalk: Crosswalk) -> list[str]:
    if person is None:
        return ["", "", ""]
    sectors = IGO_SECTOR if person.code == "IGO" else crosswalk.icews[person.sector]
    return [person.name or person.text, sectors, country_name(person.code)]
