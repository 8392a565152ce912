"""Place names: countries, capitals, large cities, first-level areas and seas, with coordinates."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from comity.lexicon.tables import read_csv

KINDS = ("country", "capital", "city", "admin1", "region", "sea")


@dataclass(frozen=True, slots=True)
class Toponym:
    """One place that a name can stand for. `country` is ISO3, None for seas and regions across borders."""

    name: str
    country: str | None
    admin1: str | None
    lat: float
    lon: float
    geonameid: int | None
    kind: str
    population: int


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Toponyms by each of their names, the largest first."""

    places: Mapping[str, tuple[Toponym, ...]]
    longest: int

    def candidates(self, name: str) -> tuple[Toponym, ...]:
        return self.places.get(name, ())

    def best(self, name: str) -> Toponym | None:
        """The most populous place of that name, None where there is none."""
        return next(iter(self.candidates(name)), None)


def load_gazetteer(folder: Path) -> Gazetteer:
    """The gazetteer of `folder/places.csv`. Raises DataError with file and line."""
    found: dict[str, list[Toponym]] = {}
    for row in read_csv(folder / "places.csv", ("name", "aliases", "country", "admin1", "lat", "lon", "geonameid", "kind", "population")):
        lat, lon = float(row["lat"]), float(row["lon"])
        if not (-90 <= lat <= 90 and -180 <= lon <= 180):
            raise row.wrong("lat", "a latitude within ±90 and a longitude within ±180")
        place = Toponym(
            row["name"], row["country"] or None, row["admin1"] or None, lat, lon,
            int(row["geonameid"]) if row["geonameid"] else None, row.one_of("kind", KINDS), int(row["population"] or 0),
        )  # fmt: skip
        for name in dict.fromkeys((row["name"], *row.parts("aliases"))):
            found.setdefault(name, []).append(place)
    rank = {"country": 0, "sea": 0, "region": 1, "capital": 1}
    ordered = {n: tuple(sorted(p, key=lambda t: (rank.get(t.kind, 2), -t.population))) for n, p in found.items()}
    return Gazetteer(MappingProxyType(ordered), max((n.count(" ") + 1 for n in ordered), default=1))
