"""The claims of a question counted every way a page shows them: by level, facet, time and place."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from comity.core.claim import FACTS
from comity.core.query import Query
from comity.errors import SettingsError
from comity.record.ask import Asked, known
from comity.record.lake import Lake
from comity.record.shape import literal

MONTH = 31  # days of an interval beyond which an act belongs to no single month
Fetch = Callable[[str], list[tuple[Any, ...]]]
CLOCKS = {"happened": f"CASE WHEN last_day - first_day < {MONTH} THEN first_day END", "reported": "reported"}
SHOWN = 12  # values of a facet
LANES = 6  # actors whose acts are counted by time of their own
POINTS = 400  # places on a map
DAYS = 100  # days beyond which time is counted by months
FACETS: Mapping[str, str] = {
    "type": "event_type",
    "quad": "CAST(quad AS VARCHAR)",
    "status": "status",
    "background": "CASE WHEN background THEN 'true' ELSE 'false' END",
    "actor": "unnest(actor_keys)",
    "recipient": "unnest(CASE WHEN reciprocal THEN actor_keys ELSE recipient_keys END)",
    "place": "place.country_code",
    "publisher": "site",
}
"""Each facet and what its values are; values and rows without one are left out."""


@dataclass(frozen=True, slots=True)
class Moment:
    """Claims of one day or month ("2024-03"): by quad class 1 to 4 those asserted as done, and all others."""

    time: str
    quads: tuple[int, int, int, int]
    others: int


@dataclass(frozen=True, slots=True)
class Lane:
    """What one actor does, by the days or months of the whole: those on which it acts."""

    actor: str
    moments: tuple[Moment, ...]


@dataclass(frozen=True, slots=True)
class Spot:
    """Claims at one place that is known more exactly than a country."""

    name: str
    country_code: str | None
    precision: str
    lat: float
    lon: float
    claims: int


@dataclass(frozen=True, slots=True)
class Overview:
    """Counts of a question's claims. `facets` has for each field its most frequent values; quad classes are those of the question's
    scheme; `lanes` are the most frequent actors; `undated` counts claims dated less exactly than to a month, `countries` acts that are placed in a country as a whole, `unplaced` those without a place. `of` counts
    all claims known then."""

    claims: int
    reports: int
    of: int
    facets: Mapping[str, tuple[tuple[str, int], ...]]
    moments: tuple[Moment, ...]
    lanes: tuple[Lane, ...]
    undated: int
    countries: tuple[tuple[str, int], ...]
    spots: tuple[Spot, ...]
    unplaced: int


def overview(lake: Lake, asked: Asked, query: Query, clock: str, quad: str) -> Overview:
    """Count the claims of the last step of a question. `clock` is happened or reported, `quad` the SQL for a claim's class."""
    if clock not in CLOCKS:
        raise SettingsError(f"clock is {clock!r}; expected one of {', '.join(CLOCKS)}.")
    columns = f"document_id, event_type, status, background, {quad} AS quad, reciprocal, site, place, actor_keys, recipient_keys, {CLOCKS[clock]} AS day"
    wanted = asked.sql(f"SELECT {columns} FROM {asked.steps[-1][0]}")
    with lake.set_aside("slim", wanted, asked.values) as fetch:
        claims, reports, first, last, undated, unplaced = fetch(
            "SELECT count(*), count(DISTINCT document_id), min(day), max(day), count(*) FILTER (day IS NULL), count(*) FILTER (place IS NULL) FROM slim"
        )[0]
        by_day = first is not None and (last - first).days <= DAYS
        facets, moments, (countries, spots) = _facets(fetch), _moments(fetch, by_day), _places(fetch)
        lanes = _lanes(fetch, by_day, [actor for actor, _ in facets["actor"][:LANES]])
    of = known(lake, query.as_of, "claims", datasets=query.dataset)
    everything = lake.fetch(of.sql("SELECT count(*) FROM claims"), of.values)[0][0]
    return Overview(claims, reports, everything, facets, moments, lanes, undated, countries, spots, unplaced)


def _facets(fetch: Fetch) -> Mapping[str, tuple[tuple[str, int], ...]]:
    counted = " UNION ALL ".join(
        f"SELECT '{name}' AS facet, value, count(*) AS n FROM (SELECT {sql} AS value FROM slim) WHERE value IS NOT NULL AND NOT starts_with(value, 'state:') AND value <> 'IGO' GROUP BY value"
        for name, sql in FACETS.items()
    )
    best = f"SELECT * FROM ({counted}) QUALIFY row_number() OVER (PARTITION BY facet ORDER BY n DESC, value) <= {SHOWN} ORDER BY facet, n DESC, value"
    found: dict[str, list[tuple[str, int]]] = {name: [] for name in FACETS}
    for facet, value, n in fetch(best):
        found[facet].append((value, n))
    return {name: tuple(values) for name, values in found.items()}


def _moments(fetch: Fetch, by_day: bool) -> tuple[Moment, ...]:
    return tuple(Moment(time, (one, two, three, four), others) for time, one, two, three, four, others in fetch(_timed(by_day, "slim")))


def _lanes(fetch: Fetch, by_day: bool, actors: Sequence[str]) -> tuple[Lane, ...]:
    """The time line of each actor by itself."""
    found = []
    for actor in actors:
        own = fetch(_timed(by_day, f"(FROM slim WHERE list_contains(actor_keys, {literal(actor)}))"))
        found.append(Lane(actor, tuple(Moment(time, tuple(quads), others) for time, *quads, others in own)))
    return tuple(found)


def _timed(by_day: bool, rows: str) -> str:
    """The SQL that counts dated claims by time: done ones by class, and all others."""
    done = "status IN (" + ", ".join(f"'{s}'" for s in sorted(FACTS)) + ") AND NOT background"
    quads = ", ".join(f"count(*) FILTER (quad = {q} AND {done})" for q in (1, 2, 3, 4))
    return f"SELECT strftime(day, '{'%Y-%m-%d' if by_day else '%Y-%m'}') AS time, {quads}, count(*) FILTER (NOT ({done})) FROM {rows} WHERE day IS NOT NULL GROUP BY time ORDER BY time"


def _places(fetch: Fetch) -> tuple[tuple[tuple[str, int], ...], tuple[Spot, ...]]:
    whole = "SELECT place.country_code AS code, count(*) AS n FROM slim WHERE place.precision = 'country' AND code IS NOT NULL GROUP BY code ORDER BY n DESC, code"
    exact = (
        "SELECT place.name, place.country_code, place.precision, round(place.lat, 4) AS lat, round(place.lon, 4) AS lon, count(*) AS n FROM slim "
        f"WHERE place.precision <> 'country' AND place.lat IS NOT NULL GROUP BY ALL ORDER BY n DESC, lat, lon, 1, 3 LIMIT {POINTS}"
    )
    countries: list[Any] = fetch(whole)
    return tuple((code, n) for code, n in countries), tuple(Spot(*row) for row in fetch(exact))
