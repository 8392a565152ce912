"""Place names of the world: countries, cities, two levels of areas, seas, bases and the like, with coordinates."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from comity.lexicon.former_names import FormerName, load_former
from comity.lexicon.gazetteer_file import COMMON, KINDS, OWN_NAME, PERSON, Tables, fold, open_tables
from comity.lexicon.tables import read_csv

PROMINENT = 30_000  # inhabitants from which a city is meant without any context
FORMER_FROM = 4  # letters by which former names are looked for at first
_OWN = 2.0
_KIND_WEIGHT = {"country": 5.0, "capital": 1.5, "admin1": 0.3, "admin2": -1.6, "city": 0.0}
_UNPEOPLED = 6.5  # seas, straits, bases: as a city of some millions


@dataclass(frozen=True, slots=True)
class Toponym:
    """One place that a name can stand for. `country` is ISO3, None for seas and regions across borders.

    `admin1` and `admin2` are the names of the areas around it; `row` is its line in the gazetteer; `weight` says how likely a
    name is to mean it where nothing else is known, `own` whether the name is its own or one of many others.
    """

    name: str
    country: str | None
    admin1: str | None
    lat: float
    lon: float
    geonameid: int | None
    kind: str
    population: int
    admin2: str | None = None
    row: int = -1
    weight: float = 0.0
    own: bool = True


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Toponyms by each of their names, read from mapped files when asked for.

    `short` gives area and country for what stands only after a place's name: "Tex.", "TX", "U.S."; `former` are names of a time.
    """

    tables: Tables
    short: Mapping[str, tuple[str, str]]
    former: Mapping[str, FormerName]
    openings: frozenset[str]  # with which former names begin

    def __len__(self) -> int:
        return len(self.tables.names)

    def names_at(self, text: str) -> list[str]:
        """Every place name, in its folded form, with which a text begins, the shortest first."""
        names = self.tables.names
        first = self.tables.columns["first"]
        folded = fold(text)
        found = [n for n in names.prefixes(folded) if first[names[n]] < first[names[n] + 1]]
        former = [n for n in self.former if folded.startswith(n) and n not in found] if folded[:FORMER_FROM] in self.openings else ()
        return sorted((*found, *former), key=len) if former else found

    def candidates(self, name: str) -> tuple[Toponym, ...]:
        """All places of that name, the most likely first."""
        found, former = self._named(name), self.former.get(fold(name))
        if former is not None:
            bearer = next(t for t in sorted(self._named(former.place), key=_rank) if t.country == former.country)
            found = [t for t in found if t.row != bearer.row and (t.country, t.kind) != (bearer.country, "country")]
            found.append(self.place(bearer.row, own=False))
        return tuple(sorted(found, key=_rank))

    def _named(self, name: str) -> list[Toponym]:
        key = self.tables.names.get(fold(name), -1)
        if key < 0:
            return []
        first, postings = self.tables.columns["first"], self.tables.columns["postings"]
        return [self.place(p & ~OWN_NAME, bool(p & OWN_NAME)) for p in postings[first[key] : first[key + 1]]]

    def best(self, name: str) -> Toponym | None:
        """What a name means without any context: a country, area, sea or large city; None where there is none."""
        return next((t for t in self.candidates(name) if prominent(t)), None)

    def is_chance(self, name: str, place: Toponym) -> bool:
        """Whether a place bears an ordinary word or a person's name only when its accents are left out: "Bush" and Būsh."""
        return place.name != name and (self.is_word(name) or self.is_personal(name))

    def place(self, row: int, own: bool = True) -> Toponym:
        """The place of a row; `own` says whether it is looked up by its own name or by another."""
        column = self.tables.columns
        kind, population = KINDS[column["kind"][row]], column["population"][row]
        country = column["country"][row]
        lat, lon = round(column["lat"][row], 4), round(column["lon"][row], 4)
        return Toponym(
            self._label(row), self.tables.countries[country - 1] if country else None, self._area(column["admin1"][row]), lat, lon,
            column["geonameid"][row] or None, kind, population, self._area(column["admin2"][row]), row, _weight(kind, population, own), own,
        )  # fmt: skip

    def is_word(self, name: str) -> bool:
        """Whether a place name is an ordinary English word too ("Reading")."""
        return bool(self._flags(name) & COMMON)

    def is_personal(self, name: str) -> bool:
        """Whether people bear a place name as well ("Lincoln")."""
        return bool(self._flags(name) & PERSON)

    def _flags(self, name: str) -> int:
        key = self.tables.names.get(fold(name), -1)
        return self.tables.columns["flags"][key] if key >= 0 else 0

    def _label(self, row: int) -> str:
        return str(self.tables.names.restore_key(self.tables.columns["label"][row]))

    def _area(self, above: int) -> str | None:
        return self._label(above - 1) if above else None


def _rank(place: Toponym) -> tuple[float, int]:
    return -place.weight, place.row


def prominent(place: Toponym) -> bool:
    return place.kind not in ("city", "admin2") or place.population >= PROMINENT


def _weight(kind: str, population: int, own: bool) -> float:
    size = math.log10(population + 1) if kind in _KIND_WEIGHT else _UNPEOPLED
    return size + _KIND_WEIGHT.get(kind, 0.0) + _OWN * own


def load_gazetteer(folder: Path) -> Gazetteer:
    """The gazetteer of a folder. Raises DataError naming the file where it is missing, cut short or damaged."""
    rows = read_csv(folder / "short_names.csv", ("short", "area", "country", "source"))
    former = load_former(folder / "former_names.csv")
    short = MappingProxyType({r["short"]: (r["area"], r["country"]) for r in rows})
    return Gazetteer(open_tables(folder), short, former, frozenset(name[:FORMER_FROM] for name in former))
