"""Claims as Phoenix events: 26 tab-separated columns, no header, classes 0 to 4 of the Phoenix pipeline."""

from collections.abc import Iterable, Iterator

from comity.core.trace import Coding
from comity.exports.cameo_rows import CameoActor, CameoRow, cameo_actor, cameo_rows, state_code, tab_line
from comity.lexicon.crosswalk import bundled_crosswalk

_ACTOR = ("ActorFull", "ActorEntity", "ActorRole", "ActorAttribute")
COLUMNS = (
    "EventID", "Date", "Year", "Month", "Day", *(f"Source{c}" for c in _ACTOR), *(f"Target{c}" for c in _ACTOR),
    "EventCode", "EventRootCode", "QuadClass", "GoldsteinScale", "Issues", "Lat", "Lon", "LocationName", "StateName", "CountryCode",
    "SentenceIDs", "URLs", "NewsSources",
)  # fmt: skip


def write_phoenix(codings: Iterable[Coding]) -> Iterator[str]:
    """One line for each directed pair of what happened or is going on."""
    for row in cameo_rows(codings):
        yield tab_line(_cells(row))


def _cells(row: CameoRow) -> list[object]:
    crosswalk, entry = bundled_crosswalk(), row.entry
    ontology, document, place = crosswalk.ontology, entry.document, entry.claim.place
    day = entry.day or ""
    actors = [cell for p in (row.source, row.target) for cell in _actor(cameo_actor(p, entry.day, crosswalk))]
    return [
        f"{entry.claim.id}_{row.number}", day.replace("-", ""), day[:4], day[5:7], day[8:10], *actors,
        row.code, row.root, ontology.quad("phoenix", "", row.code), ontology.goldstein(row.code), "",
        place.lat if place else None, place.lon if place else None, place.name if place else None, place.admin1 if place else None,
        state_code(place.country_code, "iso3") if place else None, f"{document.id}_{entry.claim.sentence}", document.url or document.source, document.site,
    ]  # fmt: skip


def _actor(actor: CameoActor) -> list[str]:
    return [actor.code, actor.entity, actor.role, actor.group]
