"""Claims as GDELT 2.0 events: 61 tab-separated columns, no header.

What GDELT counts over its stream (mentions, sources, articles) is 1 here, and the tone, which Comity does not measure, is empty.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from comity.core.trace import Coding
from comity.core.when_where import Place
from comity.exports.cameo_rows import CameoActor, CameoRow, cameo_actor, cameo_rows, state_code, tab_line
from comity.exports.entries import Entry
from comity.lexicon.crosswalk import bundled_crosswalk

_ACTOR = (
    "Code",
    "Name",
    "CountryCode",
    "KnownGroupCode",
    "EthnicCode",
    "Religion1Code",
    "Religion2Code",
    "Type1Code",
    "Type2Code",
    "Type3Code",
)
_GEO = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
COLUMNS = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate",
    *(f"Actor{n}{c}" for n in (1, 2) for c in _ACTOR),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions", "NumSources", "NumArticles", "AvgTone",
    *(f"{who}Geo_{c}" for who in ("Actor1", "Actor2", "Action") for c in _GEO),
    "DATEADDED", "SOURCEURL",
)  # fmt: skip
US = "USA"
COUNTRY, US_STATE, US_CITY, WORLD_CITY, WORLD_STATE = "1", "2", "3", "4", "5"


def write_gdelt(codings: Iterable[Coding]) -> Iterator[str]:
    """One line for each directed pair of what happened or is going on; mutual acts go both ways, as in GDELT."""
    for row in cameo_rows(codings):
        yield tab_line(_cells(row))


def _cells(row: CameoRow) -> list[object]:
    crosswalk, entry = bundled_crosswalk(), row.entry
    day = entry.day or ""
    actors = [cell for p in (row.source, row.target) for cell in _actor(cameo_actor(p, entry.day, crosswalk))]
    published = (entry.document.published or "").replace("-", "")
    return [
        row.event_id, day.replace("-", ""), day[:7].replace("-", ""), day[:4], _fraction(day), *actors,
        _leads(entry), row.code, row.base, row.root, crosswalk.ontology.quad("gdelt", "", row.code), crosswalk.ontology.goldstein(row.code, "gdelt"),
        1, 1, 1, None, *_nowhere(), *_nowhere(), *_geo(entry.claim.place),
        f"{published}000000" if published else "", entry.document.url or entry.document.source,
    ]  # fmt: skip


def _fraction(day: str) -> str:
    """Year and part of the year as GDELT counts it, with months of 30 days."""
    if not day:
        return ""
    on = date.fromisoformat(day)
    return f"{on.year + min(((on.month - 1) * 30 + on.day) / 365, 0.9999):.4f}"


def _leads(entry: Entry) -> int | None:
    """1 where the sentence stands in the first paragraph, 0 where it does not, None where the text is not at hand."""
    text = entry.document.text
    if not text:
        return None
    start = len(text) - len(text.lstrip())
    end = text.find("\n\n", start)
    return int(end < 0 or entry.sentence.start < end)


def _actor(actor: CameoActor) -> list[str]:
    types = [t for t in (actor.international, actor.role) if t] + ["", "", ""]
    return [actor.code, actor.name.upper(), actor.country, actor.group, "", "", "", *types[:3]]


def _nowhere() -> list[object]:
    return [0, *[""] * (len(_GEO) - 1)]


def _geo(place: Place | None) -> list[object]:
    if place is None or (place.country_code is None and place.lat is None):
        return _nowhere()
    fips = state_code(place.country_code, "fips")
    at_home = place.country_code == US
    if place.precision == "country":
        kind = COUNTRY
    elif place.precision == "province":
        kind = US_STATE if at_home else WORLD_STATE
    else:
        kind = US_CITY if at_home else WORLD_CITY
    name = ", ".join(dict.fromkeys(filter(None, (place.name, place.admin1))))
    return [kind, name, fips, fips if kind == COUNTRY else "", "", place.lat, place.lon, fips if kind == COUNTRY else ""]
