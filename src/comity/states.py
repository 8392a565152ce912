"""The state system, usable alone: which states there were on a date, their codes, pairs, forerunners and disputes.

>>> from comity import states
>>> [m.name for m in states.members("1985-01-01", system="cow") if m.state in ("DEU", "DDR")]
['German Federal Republic', 'German Democratic Republic']
>>> states.convert("fips:CH", "iso3"), states.convert("iso2:CH", "iso3")
('CHN', 'CHE')

Dates are ISO text or `datetime.date`; both ends of every interval belong to it. Sources: SOURCES.toml of the bundled data.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import combinations, permutations

from comity.config import DATA
from comity.errors import SettingsError
from comity.lexicon.tables import Row, read_csv

SYSTEMS = ("gw", "cow", "iso")
TYPES = ("iso3", "iso2", "cow", "cowc", "gw", "gwc", "fips", "cameo", "id")
FIRST_DAY = "1816-01-01"
OPEN = "9999-12-31"


@dataclass(frozen=True, slots=True)
class State:
    """A state, past or present, or a territory with codes of its own.

    `id` is what Comity's claims carry: ISO 3166-1 alpha-3, or a code of our own where that standard has none. `kind` is state,
    territory or disputed. `start` and `end` (ISO dates or their beginnings) bound its independence; "" is open or unknown.
    """

    id: str
    name: str
    kind: str
    iso3: str
    iso2: str
    former_iso3: str
    fips: str
    cameo: str
    start: str
    end: str

    def existed_on(self, day: str) -> bool:
        return (not self.start or self.start <= day) and (not self.end or day[: len(self.end)] <= self.end)


@dataclass(frozen=True, slots=True)
class Member:
    """One state's unbroken time in a system. `code` is the system's number (gw, cow) or letters (iso), `end` None while it lasts."""

    system: str
    code: str
    abbreviation: str
    state: str
    name: str
    start: str
    end: str | None


@dataclass(frozen=True, slots=True)
class Tenure:
    """The days, both included, on which a state's id stood for a member of a system."""

    state: str
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class Dyad:
    """Two members of a system and the time, within the window asked for, in which both belonged to it."""

    first: Member
    second: Member
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class Succession:
    """One state following another: `kind` is continuation, dissolution, secession, union, absorption or partition."""

    predecessor: str
    successor: str
    date: str
    kind: str


@dataclass(frozen=True, slots=True)
class Dispute:
    """A contested area or authority: who holds it, who claims it, on which state's side Comity counts it."""

    name: str
    kind: str
    held_by: tuple[str, ...]
    claimed_by: tuple[str, ...]
    nominal_state: str
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class _Spell:
    system: str
    code: str
    abbreviation: str
    states: tuple[str, ...]
    name: str
    start: str
    end: str
    microstate: bool


def members(day: str | date, system: str = "gw", microstates: bool = False) -> tuple[Member, ...]:
    """The members of the state system on a day, by code.

    system: "gw" (Gleditsch and Ward), "cow" (Correlates of War) or "iso" (independent states with an ISO 3166 code, also those
    withdrawn since). microstates: with "gw", also its tentative list of states under 250,000 people; the other systems hold them
    anyway. Raises SettingsError for an unknown system, a date that is none, or one before 1816.

    >>> len(members("1816-01-01", "cow")), members("1990-10-03", "gw")[0].name
    (23, 'United States of America')
    """
    on = _day(day)
    return tuple(_member(s, on) for s in _spells(_system(system), microstates) if s.start <= on <= s.end)


def dyads(start: str | date, end: str | date, system: str = "gw", directed: bool = False, microstates: bool = False) -> tuple[Dyad, ...]:
    """Every pair of states that were members together at some time from `start` to `end`, with that time.

    Directed gives both orders. A pair that was broken by an occupation comes once for each unbroken time. Raises SettingsError as
    `members` does, and for a window that ends before it starts.

    >>> [(d.first.code, d.second.code, d.start) for d in dyads("1990-01-01", "1990-12-31", "cow") if d.first.code == "255"][0]
    ('255', '290', '1990-10-03')
    """
    low, high = _day(start), _day(end)
    if low > high:
        raise SettingsError(f"The window ends ({high}) before it starts ({low}); give the earlier date first.")
    inside = [s for s in _spells(_system(system), microstates) if s.start <= high and low <= s.end]
    pairs = permutations(inside, 2) if directed else combinations(inside, 2)
    return tuple(_pairs_within(pairs, low, high))


def tenures(system: str = "gw", microstates: bool = False) -> tuple[Tenure, ...]:
    """For every state the unbroken times of its membership, by its id of the day; an end that is open is 9999-12-31.

    >>> [(t.start, t.end) for t in tenures("cow") if t.state == "SSD"]
    [('2011-07-09', '9999-12-31')]
    """
    found: list[Tenure] = []
    for spell in _spells(_system(system), microstates):
        held = [_states()[s] for s in spell.states]
        starts = {spell.start} | {_first(s.start) for s in held if s.start} | {_shifted(_last(s.end), 1) for s in held if s.end}
        edges = [e for e in sorted(starts) if spell.start <= e <= spell.end]
        for start, after in zip(edges, (*edges[1:], None), strict=True):
            state, end = _member(spell, start).state, _shifted(after, -1) if after else spell.end
            if found and found[-1].state == state and _shifted(found[-1].end, 1) == start:
                found[-1] = Tenure(state, found[-1].start, end)
            else:
                found.append(Tenure(state, start, end))
    return tuple(sorted(found, key=lambda t: (t.state, t.start)))


def _shifted(day: str, days: int) -> str:
    return day if day == OPEN else (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def _pairs_within(pairs: Iterator[tuple[_Spell, _Spell]], low: str, high: str) -> Iterator[Dyad]:
    for a, b in pairs:
        start, end = max(low, a.start, b.start), min(high, a.end, b.end)
        if start <= end and a.code != b.code:
            yield Dyad(_member(a, start), _member(b, start), start, end)


def find(code: str, day: str | date | None = None) -> State:
    """The state of a typed code ("iso2:UA", "fips:UP", "cow:365", "gw:365", "cameo:ROM") or of an id ("UKR").

    With a day, a number that passed from state to state ("cow:365": Russia, the Soviet Union) means the one of that day, without
    one the latest. Raises SettingsError for a bare two-letter code (FIPS and ISO disagree: CH, UA, SD), an unknown type or code.
    """
    kind, _, value = code.rpartition(":")
    kind, value = kind.lower(), value.strip().upper()
    if not kind:
        if len(value) == 2:
            raise SettingsError(
                f"{code!r} may be ISO or FIPS, which mean different states; write iso2:{value} or fips:{value}, or use three letters."
            )
        if value.isdigit():
            raise SettingsError(f"{code!r} may be COW or Gleditsch-Ward, which differ; write cow:{value} or gw:{value}.")
        kind = "id"
    if kind not in TYPES:
        raise SettingsError(f"{kind!r} is no type of code; expected one of {', '.join(TYPES)}, as in iso2:UA.")
    found = _by_code(kind, value, None if day is None else _day(day)) if value else None
    if found is None:
        raise SettingsError(f"No state has the code {code!r}{f' on {day}' if day else ''}; see comity.states.all_states().")
    return found


def convert(code: str, to: str, day: str | date | None = None) -> str | None:
    """A state's code in another system ("iso3", "iso2", "cow", "cowc", "gw", "gwc", "fips", "cameo", "id"); None where it has none.

    >>> convert("cow:345", "id", "1995-01-01"), convert("YUG", "gw", "1995-01-01")
    ('YUG', '345')
    """
    if to not in TYPES:
        raise SettingsError(f"{to!r} is no type of code; expected one of {', '.join(TYPES)}.")
    state = find(code, day)
    if to in ("cow", "cowc", "gw", "gwc"):
        on = None if day is None else _day(day)
        spell = _spell_of(state.id, to.removesuffix("c"), on)
        return None if spell is None else spell.abbreviation if to.endswith("c") else spell.code
    value: str = getattr(state, to)
    return value or None


def all_states() -> tuple[State, ...]:
    """Every state and territory Comity has a line for, by id."""
    return tuple(_states().values())


def predecessors(state: str) -> tuple[Succession, ...]:
    """How a state came about: the states it followed."""
    return tuple(s for s in _successions() if s.successor == find(state).id)


def successors(state: str) -> tuple[Succession, ...]:
    """What followed a state, or broke away from it.

    >>> [(s.successor, s.kind) for s in successors("CSK")]
    [('CZE', 'dissolution'), ('SVK', 'dissolution')]
    """
    return tuple(s for s in _successions() if s.predecessor == find(state).id)


def disputes(day: str | date | None = None) -> tuple[Dispute, ...]:
    """Contested areas and authorities, on a day or ever, with those who hold and those who claim them."""
    on = None if day is None else _day(day)
    return tuple(d for d in _disputes() if on is None or ((not d.start or d.start <= on) and (not d.end or on[: len(d.end)] <= d.end)))


def organisation_members(organisation: str, day: str | date) -> tuple[State, ...]:
    """The states that belong to an organisation ("igo:NATO" or "NATO") on a day, by id.

    Where only the year of accession is known, the whole year counts. Raises SettingsError for an organisation without a known list.

    >>> len(organisation_members("NATO", "1955-06-01")), len(organisation_members("EU", "2021-01-01"))
    (15, 27)
    """
    on, wanted = _day(day), organisation if organisation.startswith("igo:") else f"igo:{organisation.upper()}"
    spells = [s for s in _memberships() if s[0] == wanted]
    if not spells:
        known = ", ".join(sorted({s[0] for s in _memberships()}))
        raise SettingsError(f"No list of members is known for {organisation!r}; expected one of {known}.")
    return tuple(_states()[state] for _, state, start, end in spells if start <= on and (not end or on[: len(end)] <= end))


def names(state: str, day: str | date | None = None, kind: str = "name") -> tuple[str, ...]:
    """A state's names of one kind (name, adjective, people, capital, metonym), on a day or ever.

    >>> names("DEU", "1980-01-01", "capital"), names("DEU", "2020-01-01", "capital")
    (('Bonn',), ('Berlin',))
    """
    on, id = None if day is None else _day(day), find(state).id
    held = [r for r in _name_rows() if r["state"] == id and r["kind"] == kind]
    return tuple(
        r["alias"]
        for r in held
        if on is None or ((not r["start"] or r["start"] <= on) and (not r["end"] or on[: len(r["end"])] <= r["end"]))
    )


def _day(day: str | date) -> str:
    try:
        text = day.isoformat()[:10] if isinstance(day, date) else date.fromisoformat(day).isoformat()
    except (ValueError, TypeError) as error:
        raise SettingsError(f"{day!r} is no day; expected year-month-day such as 1991-12-26.") from error
    if text < FIRST_DAY:
        raise SettingsError(f"{text} lies before {FIRST_DAY}, when the state lists begin.")
    return text


def _system(system: str) -> str:
    if system not in SYSTEMS:
        raise SettingsError(f"{system!r} is no state system; expected one of {', '.join(SYSTEMS)}.")
    return system


def _member(spell: _Spell, on: str) -> Member:
    known = _states()
    state = next((s for s in spell.states if known[s].existed_on(on)), None)
    if state is None:  # the list counts it before or after its formal independence
        state = next((s for s in spell.states if known[s].start > on), spell.states[-1])
    return Member(spell.system, spell.code, spell.abbreviation, state, spell.name, spell.start, None if spell.end == OPEN else spell.end)


def _by_code(kind: str, value: str, on: str | None) -> State | None:
    known = _states()
    if kind in ("cow", "gw", "cowc", "gwc"):
        spells = [
            s for s in _all_spells(kind.removesuffix("c"))
            if value == (s.abbreviation if kind.endswith("c") else s.code) and (on is None or s.start <= on <= s.end)
        ]  # fmt: skip
        return known[_member(spells[-1], on or min(spells[-1].end, date.today().isoformat())).state] if spells else None
    matching = _coded(kind).get(value, ())
    standing = [s for s in matching if s.existed_on(on)] if on else [s for s in matching if not s.end]
    return next(iter(standing or matching), None)


@cache
def _coded(kind: str) -> dict[str, list[State]]:
    """The states that have or had each code of a kind."""
    found: dict[str, list[State]] = {}
    for state in _states().values():
        for code in dict.fromkeys((state.iso3, state.former_iso3) if kind == "iso3" else (getattr(state, kind),)):
            found.setdefault(code, []).append(state)
    return found


def _spell_of(id: str, system: str, on: str | None) -> _Spell | None:
    spells = [s for s in _all_spells(system) if id in s.states and (on is None or (s.start <= on <= s.end and _member(s, on).state == id))]
    return spells[-1] if spells else None


@cache
def _states() -> dict[str, State]:
    fields = ("id", "name", "kind", "iso3", "iso2", "former_iso3", "fips", "cameo", "start", "end")
    rows = read_csv(DATA / "actors/states.csv", fields)
    return {r["id"]: State(**{f: r[f] for f in fields}) for r in rows}


@cache
def _all_spells(system: str) -> tuple[_Spell, ...]:
    if system == "iso":
        held = [s for s in _states().values() if s.iso3 and s.kind == "state"]
        return tuple(
            _Spell("iso", s.iso3, s.iso2, (s.id,), s.name, _first(s.start), _last(s.end), False) for s in sorted(held, key=lambda s: s.iso3)
        )
    columns = ("system", "number", "abbreviation", "states", "name", "start", "end", "list")
    rows = [r for r in read_csv(DATA / "actors/state_systems.csv", columns) if r["system"] == system]
    return tuple(
        _Spell(system, r["number"], r["abbreviation"], _ids(r), r["name"], r["start"], r["end"] or OPEN,
               r["list"] == "microstate" and system == "gw")
        for r in sorted(rows, key=lambda r: (int(r["number"]), r["start"]))
    )  # fmt: skip


def _spells(system: str, microstates: bool) -> tuple[_Spell, ...]:
    return tuple(s for s in _all_spells(system) if microstates or not s.microstate)


def _ids(row: Row) -> tuple[str, ...]:
    ids = row.parts("states")
    if any(i not in _states() for i in ids):
        raise row.wrong("states", "ids of states.csv")
    return ids


def _first(start: str) -> str:
    return max(FIRST_DAY, start + "-01-01"[len(start) - 4 :] if len(start) in (4, 7) else start)


def _last(end: str) -> str:
    """The last day of an end that may be a year or a month only."""
    if not end or len(end) == 10:
        return end or OPEN
    year, month = int(end[:4]), int(end[5:7] or 12)
    return (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).isoformat()


@cache
def _successions() -> tuple[Succession, ...]:
    rows = read_csv(DATA / "actors/state_successions.csv", ("predecessor", "successor", "date", "kind"))
    return tuple(Succession(r["predecessor"], r["successor"], r["date"], r["kind"]) for r in rows)


@cache
def _memberships() -> tuple[tuple[str, str, str, str], ...]:
    """(organisation, state, start, end) of every membership."""
    rows = read_csv(DATA / "actors/org_members.csv", ("org", "state", "start", "end", "source"))
    for row in rows:
        if row["state"] not in _states():
            raise row.wrong("state", "the id of a line of states.csv")
    return tuple((r["org"], r["state"], r["start"], r["end"]) for r in rows)


@cache
def _disputes() -> tuple[Dispute, ...]:
    rows = read_csv(DATA / "actors/disputed.csv", ("entity", "kind", "state_holding", "claimed_by", "nominal_state", "start", "end"))
    columns = ("nominal_state", "start", "end")
    return tuple(Dispute(r["entity"], r["kind"], r.parts("state_holding"), r.parts("claimed_by"), *(r[c] for c in columns)) for r in rows)


@cache
def _name_rows() -> list[Row]:
    return read_csv(DATA / "actors/state_names.csv", ("state", "alias", "kind", "start", "end"))
