"""A query's values against what the ontology and the actor tables know; names become codes."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from difflib import get_close_matches
from functools import cache

from comity import states
from comity.config import DATA
from comity.core.query import Query, parse_period
from comity.errors import SettingsError
from comity.lexicon.ontology import Ontology
from comity.lexicon.tables import read_csv

LISTS = ("actor", "recipient", "sector", "type", "mode", "context", "status", "place", "publisher", "dataset")
OPEN_KINDS = ("grp", "pty", "org", "person", "territory", "own")
CLOSED_KINDS = ("state", "igo")  # whose members are all in a table


def query_from(flags: Mapping[str, object], ontology: Ontology) -> Query:
    """The query that flags or URL parameters spell. Raises SettingsError that names the value and the allowed ones.

    Several values stand in one text joined by commas, or in a list; periods as `parse_period` reads them.
    """
    given = {name.replace("-", "_"): value for name, value in flags.items() if value is not None}
    unknown = sorted(set(given) - set(Query.__dataclass_fields__))
    if unknown:
        raise SettingsError(f"{unknown[0]!r} is nothing a query asks for; expected some of {', '.join(Query.__dataclass_fields__)}.")
    values: dict[str, object] = dict(given)
    for name in LISTS:
        if name in given:
            values[name] = tuple(_some(name, given[name]))
    for name in ("date", "reported"):
        if isinstance(given.get(name), str):
            values[name] = parse_period(str(given[name]))
    if "between" in given:
        values["between"] = tuple(listed(given["between"]))
    if "quad" in given:
        values["quad"] = tuple(_number("quad", v) for v in _some("quad", given["quad"]))
    for name in ("limit", "min_origins"):
        if name in given:
            values[name] = _number(name, given[name])
    if "min_confidence" in given:
        values["min_confidence"] = _share("min_confidence", given["min_confidence"])
    return check_query(Query(**values), ontology)  # type: ignore[arg-type]


def check_query(query: Query, ontology: Ontology) -> Query:
    """The query with names of states and organisations as codes. Raises SettingsError for a value that the ontology does not have."""
    types = tuple(_one_of("type", t.upper(), ontology.types) for t in query.type)
    modes = {mode for _, mode in ontology.modes}
    for name, values, allowed in (
        ("mode", query.mode, modes),
        ("context", query.context, ontology.contexts),
        ("status", query.status, ontology.axes_of),
    ):
        for value in values:
            _one_of(name, value, allowed)
    between = (code_of(query.between[0], ontology), code_of(query.between[1], ontology)) if query.between else None
    return replace(
        query,
        type=types,
        sector=tuple(_one_of("sector", s.upper(), ontology.sectors) for s in query.sector),
        actor=tuple(code_of(a, ontology) for a in query.actor),
        recipient=tuple(code_of(r, ontology) for r in query.recipient),
        between=between,
    )


def _one_of(name: str, value: str, allowed: Collection[str]) -> str:
    if value not in allowed:
        raise SettingsError(f"{name} is {value!r}; expected one of {', '.join(sorted(allowed))}.")
    return value


def _some(name: str, value: object) -> list[str]:
    """The values of a list that was given. An empty one would ask for everything instead of nothing: it is refused."""
    found = listed(value)
    if not found:
        raise SettingsError(f"{name} is empty; expected one value or more, or {name} left out.")
    return found


def listed(value: object) -> list[str]:
    """The values of a list, each of which may hold several joined by commas."""
    parts = [value] if isinstance(value, str) or not isinstance(value, Iterable) else list(value)
    return [v.strip() for part in parts for v in str(part).split(",") if v.strip()]


def _number(name: str, value: object) -> int:
    try:
        return int(str(value))
    except ValueError as error:
        raise SettingsError(f"{name} is {value!r}; expected a whole number.") from error


def _share(name: str, value: object) -> float:
    try:
        return float(str(value))
    except ValueError as error:
        raise SettingsError(f"{name} is {value!r}; expected a number from 0 to 1, such as 0.8.") from error


def code_of(value: str, ontology: Ontology) -> str:
    """The code or id that stands in claims for what a user wrote: "CHN", "China", "cow:710", "NATO", "person:Xi Jinping"."""
    named = _names()
    found = named.get(value) or named.get(value.casefold()) or named.get(value.upper())
    if found:
        return found
    kind, _, own = value.partition(":")
    if value in ontology.codes or kind in OPEN_KINDS or (kind == "state" and own in named):
        return value
    if ":" in value and kind not in CLOSED_KINDS:
        return states.find(value).id
    nearest = _nearest(value, named)
    told = f" The nearest are {', '.join(nearest)}." if nearest else ""
    raise SettingsError(
        f"{value!r} is no actor known here.{told} Expected a state's code or name (CHN, China, cow:710), an organisation (NATO, igo:UN), "
        f"an id such as 'person:Xi Jinping', or one of {', '.join(sorted(ontology.codes))}."
    )


def names_of(codes: Iterable[str]) -> dict[str, str]:
    """The names of states and organisations by code or id; of others the id itself."""
    known = {s.id: s.name for s in states.all_states()}
    return {code: known.get(code) or _organisations().get(code, code) for code in codes}


@cache
def _organisations() -> Mapping[str, str]:
    return {row["id"]: row["name"] for row in read_csv(DATA / "actors/organisations.csv", ("id", "name"))}


def _nearest(value: str, named: Mapping[str, str]) -> list[str]:
    """What somebody may have meant: codes that differ in a letter or so, names spelt alike."""
    codes = [k for k in named if k.isupper()]
    short = get_close_matches(value.upper(), codes, 30, 0.6) if len(value) < 7 else []
    letters = sorted(value.upper())
    short.sort(key=lambda code: (sorted(code) != letters, -sum(map(str.__eq__, code, value.upper())), abs(len(code) - len(value)), code))
    long = get_close_matches(value.casefold(), [k for k in named if k == k.casefold() and not k.startswith("igo:")], 5, 0.75)
    return list(dict.fromkeys(named[k] for k in (*long, *short)))[:4]


@cache
def _names() -> Mapping[str, str]:
    """Codes of states by code and by every name that only one of them bears, ids of organisations by id, abbreviation and name; names in lower case."""
    found: dict[str, str] = {}
    bearers: dict[str, set[str]] = {}
    for id, name in _organisations().items():
        found |= {id: id, id.removeprefix("igo:"): id, name.casefold(): id}
    for state in states.all_states():
        found[state.id] = state.id
        for name in (state.name, *states.names(state.id)):
            bearers.setdefault(name.casefold(), set()).add(state.id)
    standing = {s.name.casefold(): s.id for s in states.all_states() if not s.end}
    sole = {name: next(iter(ids)) for name, ids in bearers.items() if len(ids) == 1}
    return found | {name: id for name, id in sole.items() if standing.get(name) == id or not _part_of_another(name, id, standing)}


def _part_of_another(name: str, id: str, standing: Mapping[str, str]) -> bool:
    """Whether a name could be short for that of another state of today: "Korea", "Congo"."""
    return any(other != id and f" {name} " in f" {whole} " for whole, other in standing.items())
