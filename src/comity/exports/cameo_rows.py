"""What the CAMEO family (GDELT, ICEWS, Phoenix) shares: one row for each directed pair of what is done, with CAMEO's codes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from comity import states
from comity.core.actor import UNKNOWN, Participant
from comity.core.text import digest
from comity.core.trace import Coding
from comity.errors import SettingsError
from comity.exports.entries import Entry, directed_pairs, done_claims
from comity.lexicon.crosswalk import Crosswalk, bundled_crosswalk
from comity.lexicon.petrarch import INTERNATIONAL


@dataclass(frozen=True, slots=True)
class CameoRow:
    """One directed pair of a claim: `number` counts the claim's pairs from 0, `code` is the CAMEO code."""

    entry: Entry
    number: int
    source: Participant | None
    target: Participant | None
    code: str

    @property
    def event_id(self) -> int:
        """A whole number of at most 60 bits, as these formats have, the same for the same claim and pair."""
        return int(digest(self.entry.claim.id, str(self.number))[:15], 16)

    @property
    def base(self) -> str:
        """The three-digit code above a four-digit one."""
        return self.code[:3]

    @property
    def root(self) -> str:
        return self.code[:2]


@dataclass(frozen=True, slots=True)
class CameoActor:
    """A participant in CAMEO's terms; "" for what is not known. `international` is IGO, NGO, MNC or IMG."""

    name: str
    country: str
    group: str
    role: str
    international: str

    @property
    def code(self) -> str:
        """The whole code: country or kind of international actor, known group, role."""
        return self.country + self.international + self.group + self.role

    @property
    def entity(self) -> str:
        """The first block of the code."""
        return self.country or self.international


def cameo_rows(codings: Iterable[Coding]) -> Iterator[CameoRow]:
    """A row for each pair of what happened or is going on."""
    crosswalk = bundled_crosswalk()
    for entry in done_claims(codings):
        code = crosswalk.cameo(entry.claim.event_type, entry.claim.cameo_code)
        for number, (actor, recipient) in enumerate(directed_pairs(entry.claim)):
            source, target = (recipient, actor) if code in crosswalk.swapped else (actor, recipient)
            yield CameoRow(entry, number, source, target, code)


def cameo_actor(person: Participant | None, day: str | None, crosswalk: Crosswalk) -> CameoActor:
    """How CAMEO writes a participant on a day."""
    if person is None:
        return CameoActor("", "", "", "", "")
    name = " ".join((person.name or person.text).split())
    international = person.code if person.code in INTERNATIONAL else ""
    country = state_code(person.code, "cameo", day)
    if person.code not in (*STATES, UNKNOWN, international):
        country = person.code  # the West, which CAMEO has among its countries
    return CameoActor(name, country, crosswalk.groups.get(person.id or "", ""), crosswalk.roles.get(person.sector, ""), international)


def state_code(code: str | None, system: str, day: str | None = None) -> str:
    """A state's code in another system (see `comity.states.convert`), "" for what is no state or has no such code."""
    if not code or code not in STATES:
        return ""
    try:
        return states.convert(code, system, day) or ""
    except SettingsError:  # the day lies before the state lists begin
        return ""


def country_name(code: str | None) -> str:
    """A state's English name, "" for what is no state."""
    return STATES[code].name if code in STATES else ""


def tab_line(cells: Iterable[object]) -> str:
    """One line of a tab-separated file without quoting: tabs and line breaks in a cell become spaces, None is empty."""
    return "\t".join("" if c is None else " ".join(str(c).split()) for c in cells) + "\n"


STATES = {s.id: s for s in states.all_states()}
