"""Codes and names of other data sets in ours: each by its own system, so that a FIPS code is never taken for an ISO one."""

from collections.abc import Collection, Mapping
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType

from comity import states
from comity.config import DATA
from comity.errors import SettingsError
from comity.lexicon.crosswalk import bundled_crosswalk
from comity.lexicon.tables import read_csv

FALLBACK = MappingProxyType({"cameo": "iso3", "plover": "iso3"})  # both are ISO 3166 but for a few codes, the withdrawn ones included
SYSTEMS = ("cameo", "fips", "iso3", "plover")
Side = tuple[str, str | None]


@lru_cache(maxsize=1 << 16)  # days times codes: a file of years has many
def side_of(system: str, code: str, day: str | None = None) -> Side | None:
    """Our code of a foreign country code and, where it means an organisation, that one's id; None for a code in no list.

    `system` is cameo, fips, iso3 or plover (POLECAT's); with a day, a code that passed from state to state means that day's.

    >>> side_of("fips", "CH"), side_of("cameo", "ROM"), side_of("plover", "UNO"), side_of("cameo", "US")
    (('CHN', None), ('ROU', None), ('IGO', 'igo:UN'), None)
    """
    own = bundled_codes().get((system, code.upper()))
    if own is not None:
        return own
    for kind in (system, FALLBACK.get(system)):
        if kind in states.TYPES:
            try:
                return states.find(f"{kind}:{code}", day).id, None
            except SettingsError:  # no such code in that list
                continue
    return None


@lru_cache(maxsize=1 << 16)
def state_named(name: str, day: str | None = None) -> str | None:
    """The id of the state with an English name, the one that stood on the day where several had it."""
    found = [s for s in _names().get(name.casefold(), ()) if day is None or s.existed_on(day)] or _names().get(name.casefold())
    return found[0].id if found else None


def organisation_named(name: str) -> str | None:
    """The id of the international organisation with a name, abbreviation or alias."""
    return _organisations().get(name.casefold())


@cache
def bundled_codes() -> Mapping[tuple[str, str], Side]:
    """The bundled codes, read once."""
    return load_codes(DATA / "exports/foreign_codes.csv", bundled_crosswalk().ontology.codes)


def load_codes(path: Path, codes: Collection[str]) -> Mapping[tuple[str, str], Side]:
    """What stands in no list of states, by system and code; `codes` are ours that are no state's. Raises DataError with file and line."""
    rows = read_csv(path, ("system", "code", "ours", "id", "source"))
    known = {*(s.id for s in states.all_states()), *codes}
    for row in rows:
        row.one_of("system", SYSTEMS)
        if row["ours"] not in known:
            raise row.wrong("ours", "the id of a state or a code of ontology/codes.csv")
    return MappingProxyType({(r["system"], r["code"]): (r["ours"], r["id"] or None) for r in rows})


@cache
def _names() -> Mapping[str, list[states.State]]:
    by_id = {s.id: s for s in states.all_states()}
    rows = read_csv(DATA / "actors/state_names.csv", ("state", "alias", "kind"))
    pairs = [(s.name, s.id) for s in by_id.values()]
    pairs += [(r["alias"], r["state"]) for r in rows if r["kind"] == "name"]
    pairs += [(r["name"], r["state"]) for r in read_csv(DATA / "exports/icews_countries.csv", ("name", "state"))]
    found: dict[str, list[states.State]] = {}
    for name, state in pairs:
        found.setdefault(name.casefold(), []).append(by_id[state])
    return MappingProxyType(found)


@cache
def _organisations() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for row in read_csv(DATA / "actors/organisations.csv", ("id", "name", "abbreviation", "aliases", "code")):
        if row["code"] == "IGO":
            for name in (row["name"], row["abbreviation"], *row.parts("aliases")):
                found.setdefault(name.casefold(), row["id"])
    found.pop("", None)
    return MappingProxyType(found)
