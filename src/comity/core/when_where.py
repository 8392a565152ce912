"""When an act took place and where, with how exactly that is known and from what."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EventDate:
    """An interval of whole days, `start` to `end` inclusive, as ISO dates; an open end is None.

    `precision` is day, week, month, year, decade or unknown; `basis` is stated, relative, dateline, inherited or publication.
    With basis `publication` the interval is only a bound. `text` is the expression it was read from, `anchor` what that was
    counted from: "publication 2024-04-09", or the words of another date or act and their day; None for a date of its own.
    """

    start: str | None = None
    end: str | None = None
    precision: str = "unknown"
    basis: str = "publication"
    text: str | None = None
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A place name in a text and what it stands for.

    `precision` is exact, city, district, province, country, region or sea; `basis` says how it became an act's place;
    `use` is `location` or `actor` ("Beijing said"). Latitude and longitude are degrees WGS 84, None where unresolved.
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
