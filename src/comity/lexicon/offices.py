"""Who held which office from when to when, and whom a surname can mean on a date."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from comity.errors import DataError
from comity.lexicon.tables import read_csv

OFFICES = (
    "head_of_state", "leader", "head_of_government", "igo_head", "foreign_minister", "defence_minister", "vice_president",
    "commission_president", "council_president", "high_representative", "parliament_president", "prosecutor", "other_minister",
    "spokesperson", "party_leader", "opposition_leader", "legislator", "commander", "public_figure",
)  # fmt: skip
SINGLE = frozenset(OFFICES[:7])  # at most one holder at a time, but for the co-rulers of a few states
FAMILY_NAME_FIRST = frozenset({"CHN", "TWN", "HKG", "KOR", "PRK", "KHM", "VNM", "SGP"})
PARTICLES = frozenset(
    {"al", "el", "de", "da", "di", "del", "van", "von", "der", "den", "la", "le", "du", "dos", "bin", "ibn", "ben", "zu", "af"}
)


@dataclass(frozen=True, slots=True)
class Office:
    """One person's time in one office; `end` is "" while it lasts, `known_to` the last month for which that is known."""

    code: str
    office: str
    sector: str
    start: str
    end: str
    known_to: str = ""

    def held_on(self, date: str) -> bool:
        return self.start <= date[: len(self.start)] and (not self.end or date[: len(self.end)] <= self.end)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an id ("person:Angela Merkel"), every name, and the offices, the state's highest first."""

    id: str
    name: str
    aliases: tuple[str, ...]
    offices: tuple[Office, ...]

    def office_on(self, date: str) -> Office | None:
        """The highest office held on a date; where one was left and another taken on that day, the one taken."""
        held = [o for o in self.offices if o.held_on(date)]
        return next((o for o in held if not o.end.startswith(date)), held[0] if held else None)

    def nearest_to(self, date: str) -> Office:
        """The office by which somebody out of office is known: the last one held before, else the first one after; a state's first."""
        before = [o for o in self.offices if o.start <= date]
        national = [o for o in before if not o.code.startswith("igo:")] or [o for o in self.offices if not o.code.startswith("igo:")]
        known = national or before or self.offices
        return max(known, key=lambda o: o.start) if known[0] in before else min(known, key=lambda o: o.start)


def load_people(path: Path) -> Mapping[str, Person]:
    """Everybody in offices.csv by id. Raises DataError with file and line."""
    aliases: dict[str, dict[str, None]] = {}
    held: dict[str, list[Office]] = {}
    for row in read_csv(path, ("person", "aliases", "code", "office", "sector", "start", "end", "known_to", "source")):
        office = row.one_of("office", OFFICES)
        if not row["end"] and not row["known_to"]:
            raise row.wrong("known_to", "the last month for which the office is known to be held, since it has no end")
        aliases.setdefault(row["person"], {}).update(dict.fromkeys((row["person"], *row.parts("aliases"))))
        held.setdefault(row["person"], []).append(
            Office(row["code"], office, row["sector"] or "GOV", row["start"], row["end"], row["known_to"])
        )
    return MappingProxyType(
        {f"person:{p}": Person(f"person:{p}", p, tuple(a), tuple(sorted(held[p], key=rank))) for p, a in aliases.items()}
    )


def rank(office: Office) -> tuple[int, str]:
    """Sorts a person's offices, the state's highest first."""
    return OFFICES.index(office.office), office.start


def by_surname(people: Iterable[Person]) -> Mapping[str, tuple[Person, ...]]:
    """People by each form in which news shortens their names: "Merkel", "Peña Nieto", "al-Assad" and "Assad", "Xi"."""
    found: dict[str, dict[str, Person]] = {}
    for person in people:
        first = any(o.code in FAMILY_NAME_FIRST for o in person.offices)
        for alias in person.aliases:
            for short in surnames(alias, family_first=first):
                found.setdefault(short, {})[person.id] = person
    return MappingProxyType({s: tuple(p.values()) for s, p in found.items()})


def surnames(name: str, *, family_first: bool = False) -> set[str]:
    """The short forms of a full name.

    >>> sorted(surnames("Ursula von der Leyen")), sorted(surnames("Xi Jinping", family_first=True))
    (['Leyen', 'Von der Leyen', 'von der Leyen'], ['Jinping', 'Xi'])
    """
    parts = [p for p in name.split() if p not in ("Jr.", "Jr", "II", "III", "IV", "V", "VI")]
    if len(parts) < 2:
        return set()
    short = {parts[-1]}
    at = len(parts) - 1
    while at > 1 and parts[at - 1].lower() in PARTICLES:
        at -= 1
    short |= {" ".join(parts[at:]), " ".join([parts[at][:1].upper() + parts[at][1:], *parts[at + 1 :]])}  # "von der Leyen", "Von der Leyen"
    if len(parts) > 2:
        short.add(" ".join(parts[-2:]))  # "Peña Nieto", "López Obrador"
    if parts[-1][:3].lower() in ("al-", "el-"):
        short.add(parts[-1][3:])
    if family_first:
        short.add(parts[0])
    return short


def check_people(people: Mapping[str, Person], known: Iterable[str]) -> list[DataError]:
    """Codes nobody defines, reversed dates, one person twice in an office at once, two people in an office of one."""
    codes, problems = set(known), []
    by_office: dict[tuple[str, str], list[tuple[Office, str]]] = {}
    for person in people.values():
        for o in person.offices:
            by_office.setdefault((o.code, o.office), []).append((o, person.name))
            if o.code not in codes:
                problems.append(DataError(f"offices.csv: {person.name} serves {o.code!r}; expected a state's id or an organisation's."))
            if o.end and o.start > o.end:
                problems.append(DataError(f"offices.csv: {person.name} starts {o.start} after the end {o.end}."))
    for (code, office), terms in by_office.items():
        terms.sort(key=lambda t: t[0].start)
        for (a, one), (b, other) in zip(terms, terms[1:], strict=False):
            if (office in SINGLE or one == other) and (not a.end or b.start < a.end[: len(b.start)]):
                problems.append(
                    DataError(
                        f"offices.csv: {one} ({a.start} to {a.end or 'open'}) and {other} ({b.start}) are {office} of {code} at once."
                    )
                )
    return problems
