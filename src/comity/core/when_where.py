"""When an act took place and where, with how exactly that is known and from what."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EventDate:
    """An interval of whole days, `start` to `end` inclusive, as ISO dates; an open end is None.

    `precision` is day, week, month, year, decade or unknown; `basis` is stated, relative, dateline, inherited or publication.
    With basis `publication` the interval is only a bound. `text` is the expression it was read from.
    """

    start: str | None = None
    end: str | None = None
    precision: str = "unknown"
    basis: str = "publication"
    text: str | None = None


@dataclass(frozen=True, slots=True)
class PlaceCandidate:
    """One of the places that an unresolved name may stand for, with its share of the likelihood."""

    name: str
    country_code: str | None
    admin1: str | None
    lat: float
    lon: float
    geonameid: int | None
    likelihood: float


@dataclass(frozen=True, slots=True)
class Place:
    """A place name in a text and what it stands for.

    `precision` is exact, city, district, province, country, region or sea; `basis` says how it became an act's place (stated, offset
    where the point lies a stated way off the name, inherited, dateline); `use` is `location` or `actor` ("Beijing said"). Latitude and
    longitude are degrees WGS 84. A name that may be several places with none likely enough stays unresolved: coordinates and code are
    None, and `candidates` lists them, the likeliest first.
    """

    text: str
    start: int
    end: int
    name: str
    country_code: str | None = None
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    geonameid: int | None = None
    precision: str = "city"
    basis: str = "stated"
    use: str = "location"
    confidence: float = 1.0
    candidates: tuple[PlaceCandidate, ...] = ()
