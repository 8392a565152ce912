"""Who can act: states, organisations, groups, people in office and generic agents, with all their names."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from comity.errors import DataError
from comity.lexicon.offices import OFFICES, Person, by_surname, check_people, load_people
from comity.lexicon.tables import Row, read_csv

DISPUTED_KINDS = frozenset({"authority", "area", "state"})
LANDSCAPE = frozenset({"sea", "waterway", "region", "area"})
NAME_KINDS = frozenset({"name", "adjective", "people", "capital", "metonym", "bloc", "pair"})


@dataclass(frozen=True, slots=True)
class Name:
    """One reading of a name: the entity it stands for and in which way.

    `kind` is name, adjective, people, capital, metonym, bloc, pair ("the Koreas"), organisation, group, territory, person, actor (of a
    user's own file), or,
    for what only looks like an actor, area ("Gulf of Mexico") and nothing ("Washington Post"). `start` and `end` bound the time in which
    the reading holds (ISO dates or their beginnings, "" for open). `own` marks a reading of a user's file.
    """

    alias: str
    kind: str
    id: str
    name: str
    code: str
    sector: str
    start: str = ""
    end: str = ""
    own: bool = False

    def holds_on(self, date: str | None) -> bool:
        """Whether the reading is in force on a date (None: no date known, everything that has not ended)."""
        if date is None:
            return not self.end
        return (not self.start or self.start <= date) and (not self.end or date[: len(self.end)] <= self.end)


@dataclass(frozen=True, slots=True)
class Agent:
    """A generic noun phrase that acts ("foreign minister"): its sector and kind (person, group, body, population, thing…).

    A weak agent ("man", "council") is political only by a modifier or by the other participant of its act.
    """

    phrase: tuple[str, ...]
    sector: str
    kind: str
    weak: bool


@dataclass(frozen=True, slots=True)
class Homonym:
    """One reading of an ambiguous name: the entity's id ("" for none that acts) and the words of a document that speak for it."""

    id: str
    default: bool
    cues: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A name found at `start..end` of a text, with every reading it has."""

    start: int
    end: int
    readings: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class Actors:
    """All names, offices and agents, ready for look-up.

    `heirs` gives for an ended state its last day and the state that continues it;
    `own` are the names that a user's files speak for.
    """

    names: Mapping[str, tuple[Name, ...]]
    people: Mapping[str, Person]
    surnames: Mapping[str, tuple[Person, ...]]
    titles: Mapping[str, tuple[str, ...]]
    homonyms: Mapping[str, tuple[Homonym, ...]]
    heirs: Mapping[str, tuple[str, str]]
    agents: Mapping[str, tuple[Agent, ...]]
    modifiers: Mapping[str, str]
    state_names: Mapping[str, str]
    own: frozenset[str]
    aliases: tuple[str, ...]
    automaton: AhoCorasick

    def find(self, text: str) -> tuple[NameMatch, ...]:
        """Every name in a text that stands as a whole word, the longest at each place, in text order."""
        found: dict[int, int] = {}
        best: dict[int, int] = {}
        for index, start, end in self.automaton.find_matches_as_indexes(text, overlapping=True):
            if _whole(text, start, end) and end > best.get(start, -1):
                best[start], found[start] = end, index
        matches, reached = [], -1
        for start in sorted(found):
            if start >= reached:
                reached = best[start]
                matches.append(NameMatch(start, reached, self.names[self.aliases[found[start]]]))
        return tuple(matches)


def _whole(text: str, start: int, end: int) -> bool:
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    return not (before.isalnum() or before in "_@#" or after.isalnum() or after == "_")


def load_actors(folder: Path) -> Actors:
    """The actor tables of a data folder. Raises DataError with file and line."""
    states = {r["id"]: r["name"] for r in read_csv(folder / "states.csv", ("id", "name"))}
    people = load_people(folder / "offices.csv")
    names: list[Name] = []
    names += _state_names(folder / "state_names.csv", states)
    names += _territories(folder / "disputed.csv")
    names += _organisations(folder / "organisations.csv")
    names += _groups(folder / "groups.csv")
    names += _enterprises(folder / "enterprises.csv")
    names += [Name(alias, "person", p.id, p.name, "", "") for p in people.values() for alias in p.aliases]
    names += [
        Name(r["name"], "area" if r["kind"] in LANDSCAPE else "nothing", "", "", "", "")
        for r in read_csv(folder / "not_actors.csv", ("name", "kind"))
    ]
    by_alias: dict[str, list[Name]] = {}
    for name in names:
        readings = by_alias.setdefault(name.alias, [])
        if name not in readings:
            readings.append(name)
    aliases = tuple(by_alias)
    return Actors(
        names=MappingProxyType({a: tuple(r) for a, r in by_alias.items()}),
        people=people,
        surnames=by_surname(people.values()),
        titles=MappingProxyType({r["title"]: _offices(r) for r in read_csv(folder / "titles.csv", ("title", "offices"))}),
        homonyms=_homonyms(folder / "homonyms.csv"),
        heirs=_heirs(folder / "state_successions.csv"),
        agents=_agents(folder / "agents.csv"),
        modifiers=MappingProxyType({r["word"]: r["effect"] for r in read_csv(folder / "modifiers.csv", ("word", "effect"))}),
        state_names=MappingProxyType(states),
        own=frozenset(),
        aliases=aliases,
        automaton=build_automaton(aliases),
    )


def build_automaton(aliases: Sequence[str]) -> AhoCorasick:
    """Finds all names in one pass over a text; its indexes are those of `aliases`."""
    return AhoCorasick(aliases, matchkind=MatchKind.Standard, implementation=Implementation.ContiguousNFA)


def _offices(row: Row) -> tuple[str, ...]:
    if not set(row.parts("offices")) <= set(OFFICES):
        raise row.wrong("offices", "some of " + ", ".join(OFFICES))
    return row.parts("offices")


def _heirs(path: Path) -> Mapping[str, tuple[str, str]]:
    """The day on which a state ended, and the state that continues it: the side of its former office holders from then on."""
    rows = read_csv(path, ("predecessor", "successor", "date", "kind"))
    return MappingProxyType(
        {r["predecessor"]: (r["date"], r["successor"]) for r in rows if r["kind"] in ("continuation", "absorption") and r["date"]}
    )


def _homonyms(path: Path) -> Mapping[str, tuple[Homonym, ...]]:
    found: dict[str, list[Homonym]] = {}
    for row in read_csv(path, ("name", "id", "default", "cues")):
        found.setdefault(row["name"], []).append(Homonym(row["id"], row.one_of("default", ("yes", "")) == "yes", row.parts("cues")))
    return MappingProxyType({name: tuple(readings) for name, readings in found.items()})


def _state_names(path: Path, states: Mapping[str, str]) -> Iterable[Name]:
    for row in read_csv(path, ("state", "alias", "kind", "sector", "start", "end")):
        kind, code = row.one_of("kind", NAME_KINDS), row["state"]
        if kind != "bloc" and not {*code.split()} <= {*states}:
            raise row.wrong("state", "the id of a line of states.csv (of several for a pair)")
        sector = row["sector"] or ("CVL" if kind == "people" else "GOV")
        yield Name(row["alias"], kind, f"state:{code}", states.get(code, row["alias"]), code, sector, row["start"], row["end"])


def _territories(path: Path) -> Iterable[Name]:
    for row in read_csv(path, ("entity", "kind", "nominal_state", "sector", "aliases", "start", "end")):
        if row.one_of("kind", DISPUTED_KINDS) != "authority":
            continue  # a mere area does not act, and Taiwan, Kosovo and Palestine have lines among the states
        for alias in (row["entity"], *row.parts("aliases")):
            yield Name(
                alias,
                "territory",
                f"territory:{row['entity']}",
                row["entity"],
                row["nominal_state"],
                row["sector"] or "PRE",
                row["start"],
                row["end"],
            )


def _organisations(path: Path) -> Iterable[Name]:
    for row in read_csv(path, ("id", "name", "abbreviation", "aliases", "code", "sector", "start", "end")):
        for alias in dict.fromkeys((row["name"], row["abbreviation"], *row.parts("aliases"))):
            if alias:
                yield Name(
                    alias,
                    "organisation",
                    row["id"],
                    row["name"],
                    row["code"],
                    row["sector"] or "UNK",
                    row["start"],
                    row["end"],
                )


def _groups(path: Path) -> Iterable[Name]:
    for row in read_csv(path, ("id", "name", "aliases", "code", "sector", "start", "end")):
        for alias in dict.fromkeys((row["name"], *row.parts("aliases"))):
            yield Name(alias, "group", row["id"], row["name"], row["code"], row["sector"], row["start"], row["end"])


def _enterprises(path: Path) -> Iterable[Name]:
    """Companies and media, on the side of the state in which they have their seat."""
    for row in read_csv(path, ("name", "aliases", "code", "sector", "source")):
        for alias in dict.fromkeys((row["name"], *row.parts("aliases"))):
            yield Name(alias, "organisation", f"org:{row['name']}", row["name"], row["code"], row["sector"])


def _agents(path: Path) -> Mapping[str, tuple[Agent, ...]]:
    """Agents by the last word of their phrase, longest phrase first."""
    found: dict[str, list[Agent]] = {}
    for row in read_csv(path, ("phrase", "sector", "kind", "note")):
        phrase = tuple(row["phrase"].split())
        found.setdefault(phrase[-1], []).append(Agent(phrase, row["sector"], row["kind"], row["note"].startswith("weak")))
    return MappingProxyType({last: tuple(sorted(a, key=lambda x: -len(x.phrase))) for last, a in found.items()})


def check_actors(actors: Actors, sectors: Collection[str], codes: Collection[str]) -> list[DataError]:
    """What the loader cannot see line by line: codes and sectors that nobody defines, reversed dates, states that share a name."""
    known = {*actors.state_names, *codes}
    organisations = {n.id for readings in actors.names.values() for n in readings if n.kind == "organisation"}
    problems = []
    for alias, readings in actors.names.items():
        for n in readings:
            if n.kind not in ("person", "nothing", "area", "pair") and n.code not in known:
                problems.append(
                    DataError(f"actors: {alias!r} has the code {n.code!r}; expected a state's id or one of {', '.join(sorted(codes))}.")
                )
            if n.sector and n.sector not in sectors:
                problems.append(DataError(f"actors: {alias!r} has the sector {n.sector!r}; expected one of sectors.csv."))
            if n.start and n.end and n.start > n.end:
                problems.append(DataError(f"actors: {alias!r} starts {n.start} after it ends {n.end}."))
        states = {n.id for n in readings if n.kind == "name" and not n.end}
        if len(states) > 1:
            problems.append(DataError(f"actors: {alias!r} names {' and '.join(sorted(states))} at the same time."))
    problems += check_people(actors.people, {*known, *organisations})
    problems += [DataError(f"agents.csv: {' '.join(a.phrase)!r} has the sector {a.sector!r}; expected one of sectors.csv.")
                 for group in actors.agents.values() for a in group if a.sector not in sectors]  # fmt: skip
    return problems
