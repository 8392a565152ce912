"""When an act took place and where, with how exactly that is known and from what."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

FIRST_NEWS = 1600  # no newspaper is older
_DAY = re.compile(r"\d{4}-\d\d-\d\d(?:[T ].*)?")


def publication_day(text: str) -> str:
    """A publication date as an ISO date; a time of day is cut off. Raises ValueError that says what is wrong with it.

    A date after tomorrow is refused (it is already tomorrow somewhere), and so is one before the first newspapers.
    """
    expected = "expected year-month-day such as 2024-04-09"
    try:
        day = date.fromisoformat(text[:10]) if _DAY.fullmatch(text) else None
    except ValueError as error:
        raise ValueError(f"{text!r} is a day that no calendar has; {expected}") from error
    if day is None:
        raise ValueError(f"{text!r} is no date; {expected}")
    if day > date.today() + timedelta(days=1):
        raise ValueError(f"{text!r} is after today; {expected}")
    if day.year < FIRST_NEWS:
        raise ValueError(f"{text!r} is before {FIRST_NEWS}, when there were no newspapers; {expected}")
    return day.isoformat()


@dataclass(frozen=True, slots=True)
class EventDate:
    """An interval of whole days, `start` to `end` inclusive, as ISO dates; an open end is None.

    `precision` is day, week, month, year, decade or unknown; `basis` is stated, relative, dateline, inherited or publication.
    With basis `publication` the interval is only a bound: that of the publication date, or of the day on which somebody told of the act.
    `text` is the expression it was read from, `anchor` what that was counted from: "publication 2024-04-09", or the words of another date
    or act and their day; None for a date of its own.
    """

    start: str | None = None
    end: str | None = None
    precision: str = "unknown"
    basis: str = "publication"
    text: str | None = None
    anchor: str | None = None


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
