"""Places told by way of another: "20 km north of Kirkuk", "near Homs", "off the coast of Somalia", "the border between A and B"."""

import math
import re
from collections.abc import Mapping
from dataclasses import replace

from comity.core.when_where import Place
from comity.lexicon.gazetteer import Gazetteer, Toponym
from comity.situate.spans import Span

KM_PER_DEGREE = 111.2
KM = {
    "km": 1.0,
    "kms": 1.0,
    "kilometer": 1.0,
    "kilometre": 1.0,
    "mile": 1.609,
    "mi": 1.609,
    "meter": 0.001,
    "metre": 0.001,
    "nautical mile": 1.852,
}
BEARINGS = {"north": 0, "northeast": 45, "east": 90, "southeast": 135, "south": 180, "southwest": 225, "west": 270, "northwest": 315}
_OFFSET = re.compile(
    r"(?:(?P<n>\d[\d.,]*|\w+)[\s-](?:\([^)]*\)\s)?(?P<unit>km|kms|kilomet(?:er|re)s?|miles?|mi|nautical miles?|met(?:er|re)s?)\s(?:\([^)]*\)\s)?)?"
    r"(?:to\sthe\s)?(?P<way>(?:north|south)(?:-?(?:east|west))?|east|west)(?:ern\sedge)?\sof\s"
    r"(?:(?:the|city|town|village|capital|of|port|central|northern|southern|eastern|western)[\s,]+)*$",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"\b(near|outside|outskirts of|close to|vicinity of|surroundings of|not far from)\s(?:(?:the|city|town|village|capital|of)\s)*$",
    re.IGNORECASE,
)
_PART = re.compile(r"\b(?:(?:north|south)(?:-?(?:east|west))?|east|west)(?:ern)?\s$|\bcentral\s$")
_OFFSHORE = re.compile(
    r"\b(?:off|from)\s(?:(?:the\s)?(?:\w+\s)?(?:coasts?|shores?|coastline)\s(?:of\s)?|\s?)(?:the\s)?(?:\w+ern\s)?$", re.IGNORECASE
)
_AFTER_COAST = re.compile(r"^(?:['’]s)?\s(?:\w+ern\s)?(?:coast|shore|coastline)\b")
_BETWEEN = re.compile(
    r"\b(?:the\s)?(?:\w+\s)?(?:border|frontier|boundary)(?:\sregions?|\sareas?)?\s(?:between|of)\s(?:the\s)?$", re.IGNORECASE
)
_STRETCH = re.compile(r"\bbetween\s(?:[A-Z][\w'’-]*(?:\s[A-Z][\w'’-]*)*\sand\s)?$")
_NUMBERS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12,
            "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "hundred": 100}  # fmt: skip


def related(text: str, place: Place, numbers: Mapping[str, int] = _NUMBERS) -> Place:
    """The place that the words before a name make of it: a point some way off, its surroundings, a part of a country, or the sea before it."""
    left = text[max(0, place.start - 90) : place.start]
    moved = _OFFSET.search(left)
    if moved and place.lat is not None and place.lon is not None:
        return _moved(place, moved)
    if place.precision in ("country", "province", "city", "region") and (
        (m := _OFFSHORE.search(left)) is not None and (m[0].strip().lower() != "from" and (m[0].strip().lower().startswith("off") or "coast" in m[0].lower()))
        or (re.search(r"\boff\s(?:the\s)?$", left) and _AFTER_COAST.match(text[place.end : place.end + 30]))
    ):  # fmt: skip
        return replace(place, precision="region", basis="offset")
    if place.precision == "city" and (_ABOUT.search(left) or (place.use == "location" and _STRETCH.search(left))):
        return replace(place, precision="region", basis="offset")
    about = _ABOUT.search(left)
    if place.precision == "exact" and about and about[1].lower() != "outside":
        return replace(place, precision="district", basis="offset")  # "near the White House" is not in it
    if place.precision == "country" and place.use == "location" and _PART.search(left):
        return replace(place, precision="region", basis="offset")  # "north-eastern Syria"
    return place


def _moved(place: Place, moved: re.Match[str]) -> Place:
    """Half a degree's worth of care: without a distance the point stays and only the precision falls."""
    assert place.lat is not None and place.lon is not None
    amount = _number(moved["n"]) if moved["unit"] else None
    if amount is None:
        return replace(place, precision="region" if place.precision in ("city", "exact", "district") else place.precision, basis="offset")
    unit = moved["unit"].lower()
    km = amount * KM.get(unit, KM.get(unit.removesuffix("s"), 1.0))
    bearing = math.radians(BEARINGS[moved["way"].lower().replace("-", "")])
    lat = max(-90.0, min(90.0, place.lat + km * math.cos(bearing) / KM_PER_DEGREE))
    lon = place.lon + km * math.sin(bearing) / (KM_PER_DEGREE * max(0.05, math.cos(math.radians(place.lat))))
    precision = "region" if place.precision in ("city", "exact", "district") else place.precision
    return replace(place, lat=round(lat, 4), lon=round((lon + 180) % 360 - 180, 4), precision=precision, basis="offset")


def _number(said: str | None) -> float | None:
    if said is None:
        return None
    if said[0].isdigit():
        return float(said.replace(",", "").rstrip("."))
    return _NUMBERS.get(said.lower())


def border_between(text: str, first: Span, second: Span, gazetteer: Gazetteer) -> tuple[int, int, Toponym] | None:
    """The border that "the border between A and B" and "A's border with B" name, with where the phrase stands."""
    between = text[first.end : second.start]
    before = _BETWEEN.search(text[max(0, first.start - 50) : first.start])
    if before and re.fullmatch(r"\s(?:and|with)\s(?:the\s)?", between):
        start = first.start - len(before[0])
    elif re.fullmatch(r"(?:['’]s?)?\s(?:\w+\s)?(?:border|frontier|boundary)\swith\s(?:the\s)?", between):
        start = first.start
    else:
        return None
    names = [next((t.name for t in s.candidates if t.kind == "country"), s.name) for s in (first, second)]
    border = next(iter(gazetteer.candidates(f"{names[0]}-{names[1]} border")), None)
    return (start, second.end, border) if border else None
