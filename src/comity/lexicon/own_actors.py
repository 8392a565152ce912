"""A user's own actors: a CSV file that overrides and extends the bundled ones, linted line by line."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType

from comity.errors import DataError
from comity.lexicon.actors import Actors, Agent, Name, build_automaton
from comity.lexicon.offices import OFFICES, Office, Person, by_surname, rank
from comity.lexicon.tables import Row, scan_csv

COLUMNS = ("name", "kind", "code", "sector", "start", "end", "aliases")
KINDS = ("person", "actor", "organisation", "group", "agent", "nothing")
BUNDLED_IDS = ("state:", "igo:", "grp:", "pty:", "org:", "person:", "territory:")
_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


@dataclass(frozen=True, slots=True)
class Allowed:
    """What the cells of an own file may hold: states' ids with their names, the other codes, organisations' ids and sectors."""

    states: Mapping[str, str]
    codes: frozenset[str]
    organisations: frozenset[str]
    sectors: frozenset[str]


def allowed_in(actors: Actors, sectors: Collection[str], codes: Collection[str]) -> Allowed:
    """The values known to the bundled tables."""
    organisations = frozenset(n.id for readings in actors.names.values() for n in readings if n.id.startswith("igo:"))
    return Allowed(actors.state_names, frozenset(codes), organisations, frozenset(sectors))


def with_own(actors: Actors, files: Sequence[Path], allowed: Allowed) -> Actors:
    """The actors with own files laid over them, a later file over an earlier one.

    Every name and alias that a file mentions loses its bundled readings; everything else stays. Raises DataError with all problems
    of a file, one a line; nothing of it is then used.
    """
    for path in files:
        rows, problems = scan_own(path, allowed)
        if problems:
            raise DataError("\n".join(map(str, problems)))
        actors = _overlaid(actors, rows)
    return actors


def scan_own(path: Path, allowed: Allowed) -> tuple[list[Row], list[DataError]]:
    """The lines of an own file and everything that is wrong in it, in the order of its lines."""
    rows, problems = scan_csv(path, COLUMNS)
    for row in rows:
        problems += _line_problems(row, allowed)
    sound = [r for r in rows if _is_day(r["start"]) and _is_day(r["end"])]
    problems += [*_repeated(sound), *_mixed(sound), *(p for _, p in overlapping(sound)), *(p for _, _, p in claimed_twice(sound))]
    return rows, sorted(problems, key=_line_of)


def _line_of(problem: DataError) -> int:
    found = re.search(r":(\d+):", str(problem))
    return int(found[1]) if found else 0


def _line_problems(row: Row, allowed: Allowed) -> Iterable[DataError]:
    if not row["name"].strip():
        yield row.wrong("name", "a name")
    if row["kind"] not in KINDS:
        yield row.wrong("kind", "one of " + ", ".join(KINDS))
        return
    if row["kind"] not in ("agent", "nothing") and not _known(row["code"], allowed):
        yield row.wrong("code", _code_hint(row["code"], allowed))
    if row["sector"] not in allowed.sectors and (row["sector"] or row["kind"] == "agent"):
        yield row.wrong("sector", "one of " + ", ".join(sorted(allowed.sectors)))
    if row.cells.get("office") and row["office"] not in OFFICES:
        yield row.wrong("office", "one of " + ", ".join(OFFICES))
    for column in ("start", "end"):
        if not _is_day(row[column]):
            yield row.wrong(column, "a date such as 2024-04-09, 2024-04 or 2024, or nothing")
    if _is_day(row["start"]) and _is_day(row["end"]) and row["end"] and row["end"] < row["start"][: len(row["end"])]:
        yield row.wrong("end", f"a date not before the start {row['start']}")
    if row["kind"] == "agent" and (row["code"] or row["start"] or row["end"]):
        yield row.wrong("kind", "no code and no dates for an agent (its side comes from the text)")
    if any(len(a) < 2 or (a.islower() and len(a) < 4 and row["kind"] != "agent") for a in aliases_of(row)):
        yield row.wrong("name", "names of two letters or more that are not short common words")
    if row.cells.get("id", "").startswith(BUNDLED_IDS):
        yield row.wrong("id", "an id of your own, such as own:" + row["name"])
    if row["kind"] == "person" and not row["start"]:
        yield row.wrong("start", "the day the person took the office (for a role without dates use the kind actor)")


def _known(code: str, allowed: Allowed) -> bool:
    return code in allowed.states or code in allowed.codes or code in allowed.organisations


def _code_hint(code: str, allowed: Allowed) -> str:
    named = [i for i, name in allowed.states.items() if len(code) > 2 and name.upper().startswith(code.upper())]
    near = named or get_close_matches(code.upper(), allowed.states, 3, 0.6)
    meant = f" (perhaps {' or '.join(sorted(near))})" if near else ""
    return (
        f"the three letters of a state{meant}, an organisation's id such as igo:NATO, or one of {', '.join(sorted(allowed.codes))};"
        " comity.states.all_states() lists the states"
    )


def _is_day(cell: str) -> bool:
    if not cell:
        return True
    if not _DAY.fullmatch(cell):
        return False
    try:
        date.fromisoformat(cell + "0000-01-01"[len(cell) :])
    except ValueError:
        return False
    return True


def _repeated(rows: Iterable[Row]) -> Iterable[DataError]:
    first: dict[tuple[str, ...], int] = {}
    for row in rows:
        key = tuple(row[c] for c in COLUMNS if c != "aliases")
        if key in first:
            yield row.wrong("name", f"each line once; it stands already in line {first[key]}")
        first.setdefault(key, row.line)


def _mixed(rows: Iterable[Row]) -> Iterable[DataError]:
    """Lines of one name that are of different kinds: which of them held could not be told."""
    kinds: dict[str, Row] = {}
    for row in rows:
        first = kinds.setdefault(row["name"], row)
        if first["kind"] != row["kind"]:
            yield row.wrong("kind", f"{first['kind']!r} as in line {first.line}: one kind for all lines of a name")


def overlapping(rows: Iterable[Row]) -> Iterator[tuple[Row, DataError]]:
    """Lines with a role of a name that has another at the same time; one line without dates is the default and may."""
    by_name: dict[tuple[str, bool], list[Row]] = {}
    for row in rows:
        by_name.setdefault((row["name"], bool(row["start"] or row["end"])), []).append(row)
    for roles in by_name.values():
        kept: list[Row] = []
        for row in sorted(roles, key=lambda r: r["start"]):
            rival = next((r for r in kept if _role(r) != _role(row) and _meet(r, row)), None)
            if rival:
                told = f"roles that do not overlap; line {rival.line} has {' '.join(_role(rival)).strip()} until {rival['end'] or 'now'}"
                yield row, row.wrong("start", told)
            else:
                kept.append(row)


def _role(row: Row) -> tuple[str, str]:
    return row["code"], row["sector"]


def claimed_twice(rows: Iterable[Row]) -> Iterator[tuple[Row, str, DataError]]:
    """Lines with an alias that another name has at the same time, and the alias."""
    owners: dict[str, list[Row]] = {}
    for row in rows:
        for alias in aliases_of(row):
            rival = next((r for r in owners.get(alias, ()) if r["name"] != row["name"] and _meet(r, row)), None)
            if rival:
                told = f"aliases that only one name claims; {alias!r} belongs to {rival['name']!r} in line {rival.line}"
                yield row, alias, row.wrong("name", told)
            else:
                owners.setdefault(alias, []).append(row)


def _meet(one: Row, other: Row) -> bool:
    """Whether two times overlap by more than the day on which one hands over to the other."""
    return _first_day(one["start"]) < _last_day(other["end"]) and _first_day(other["start"]) < _last_day(one["end"])


def _first_day(cell: str) -> str:
    return cell + "0000-01-01"[len(cell) :]


def _last_day(cell: str) -> str:
    """The last day of a cell; of a month the 31st will do for comparing."""
    return cell + "9999-12-31"[len(cell) :]


def aliases_of(row: Row) -> tuple[str, ...]:
    """The name of a line and its other forms."""
    return tuple(dict.fromkeys((row["name"].strip(), *row.parts("aliases"))))


def _overlaid(actors: Actors, rows: Sequence[Row]) -> Actors:
    named = [r for r in rows if r["kind"] != "agent"]
    people = {**actors.people, **_people(r for r in named if r["kind"] == "person")}
    own: dict[str, list[Name]] = {}
    for row in named:
        for alias in aliases_of(row):
            name = _name(row, alias)
            if name not in own.setdefault(alias, []):
                own[alias].append(name)
    generic = {alias for row in rows if row["kind"] == "agent" for alias in aliases_of(row)}
    kept = {alias: readings for alias, readings in actors.names.items() if alias not in generic}
    names = {**kept, **{alias: tuple(readings) for alias, readings in own.items()}}
    return replace(
        actors,
        names=MappingProxyType(names),
        people=MappingProxyType(people),
        surnames=_surnames(people, own),
        own=actors.own | own.keys(),
        homonyms=MappingProxyType({n: h for n, h in actors.homonyms.items() if n not in own}),
        agents=_agents(actors.agents, [r for r in rows if r["kind"] == "agent"]),
        aliases=tuple(names),
        automaton=build_automaton(tuple(names)),
    )


def _name(row: Row, alias: str) -> Name:
    if row["kind"] == "person":
        return Name(alias, "person", _id(row), row["name"], "", "", own=True)
    code, sector = ("", "") if row["kind"] == "nothing" else (row["code"], row["sector"] or "UNK")
    if code.startswith("igo:"):
        return Name(alias, row["kind"], code, row["name"], "IGO", sector, row["start"], row["end"], True)
    return Name(alias, row["kind"], _id(row), row["name"], code, sector, row["start"], row["end"], True)


def _surnames(people: Mapping[str, Person], own: Collection[str]) -> Mapping[str, tuple[Person, ...]]:
    """Surnames as before, but for the names that own lines speak for."""
    return MappingProxyType({s: holders for s, holders in by_surname(people.values()).items() if s not in own})


def _id(row: Row) -> str:
    given = row.cells.get("id", "")
    if given:
        return given
    return f"person:{row['name']}" if row["kind"] == "person" else f"own:{row['name']}"


def _people(rows: Iterable[Row]) -> Mapping[str, Person]:
    aliases: dict[str, dict[str, None]] = {}
    terms: dict[str, list[Office]] = {}
    names: dict[str, str] = {}
    for row in rows:
        key = _id(row)
        names[key] = row["name"]
        aliases.setdefault(key, {}).update(dict.fromkeys(aliases_of(row)))
        office = row.cells.get("office", "") or "other_minister"
        terms.setdefault(key, []).append(Office(row["code"], office, row["sector"] or "GOV", row["start"], row["end"]))
    return {key: Person(key, names[key], tuple(aliases[key]), tuple(sorted(terms[key], key=rank))) for key in names}


def _agents(bundled: Mapping[str, tuple[Agent, ...]], rows: Iterable[Row]) -> Mapping[str, tuple[Agent, ...]]:
    found = {last: list(agents) for last, agents in bundled.items()}
    for row in rows:
        for alias in aliases_of(row):
            phrase = tuple(alias.lower().split())
            listed = found.setdefault(phrase[-1], [])
            like = next((a for a in listed if a.phrase == phrase), None) or next((a for a in listed if len(a.phrase) == 1), None)
            agent = Agent(phrase, row["sector"], like.kind if like else "group", False)
            listed[:] = sorted([a for a in listed if a.phrase != phrase] + [agent], key=lambda a: -len(a.phrase))
    return MappingProxyType({last: tuple(agents) for last, agents in found.items()})
