"""Names become participants by the reading that holds on a date; people take the code of the office they hold then."""

from dataclasses import replace

from comity.core.actor import UNKNOWN, Participant
from comity.lexicon.actors import Actors, Name, NameMatch
from comity.resolve.scene import Scene

NATIONAL = frozenset({"adjective", "name", "capital", "bloc", "territory", "people"})


def reading_of(scene: Scene, match: NameMatch, *, as_head: bool) -> Name | None:
    """The reading of a name that holds on the document's date; a noun phrase's head is rather a people than an adjective."""
    if match.readings[0].own:
        return _own_reading(scene, match)
    meant = _homonym(scene, match, as_head=as_head)
    order: tuple[str, ...] = (
        "person",
        "organisation",
        "group",
        "name",
        "metonym",
        "capital",
        "territory",
        "bloc",
        "pair",
        "people",
        "adjective",
    )
    readings = [r for r in meant if r.kind not in ("nothing", "area")]
    holding = [r for r in readings if r.holds_on(scene.published)] or [
        r for r in readings if r.kind not in ("group", "organisation", "capital")
    ]
    if not as_head:
        holding = [r for r in holding if r.kind in NATIONAL] or holding
        order = ("adjective", "name", *order)
    return min(holding, key=lambda r: order.index(r.kind), default=None)


def _own_reading(scene: Scene, match: NameMatch) -> Name | None:
    """The line of a user's file that holds on the day: the dated one that began last, else the default; None where it means nobody."""
    holding = [r for r in match.readings if r.holds_on(scene.published)]
    best = max(holding, key=lambda r: (bool(r.start or r.end), r.start), default=None)
    return None if best is None or best.kind == "nothing" or best.code == UNKNOWN else best


def _homonym(scene: Scene, match: NameMatch, *, as_head: bool) -> tuple[Name, ...]:
    """The readings left once the document has spoken for one of several namesakes; none where it speaks for two alike.

    A part of a state ("Georgia" in the US) acts on the side of that state.
    """
    name = match.readings[0].alias
    homonyms = scene.actors.homonyms.get(name)
    if homonyms is None:
        return match.readings
    if name not in scene.memory.homonyms:
        votes = [(sum(_weight(scene.text, name, cue) for cue in h.cues), h.default, h) for h in homonyms]
        most = max(v for v, _, _ in votes)
        best = [h for v, default, h in votes if v == most and (most or default)]
        best = [h for h in best if h.default] or best
        scene.memory.homonyms[name] = best[0].id if len(best) == 1 else ""
    chosen = scene.memory.homonyms[name]
    if not chosen:
        return ()
    _, _, state = chosen.partition(":")
    return tuple(r for r in match.readings if r.id == chosen) or tuple(
        replace(r, id=f"state:{state}", code=state, name=scene.actors.state_names.get(state, r.name)) for r in match.readings
    )


def _weight(text: str, name: str, cue: str) -> int:
    """How much a cue speaks: a cue that holds the name itself ("Georgia's governor") more than one elsewhere in the document."""
    at = text.find(cue)
    while at >= 0:
        end = at + len(cue)
        if not (at and text[at - 1].isalnum()) and not (end < len(text) and text[end].isalnum()):
            return 3 if name in cue else 1
        at = text.find(cue, at + 1)
    return 0


def as_participant(scene: Scene, reading: Name, start: int, end: int) -> Participant:
    text = scene.text[start:end]
    if reading.kind == "person":
        return cast_person(scene.actors, Participant(text, start, end, reading.id, reading.name), scene.published)
    by = {"people": "demonym", "adjective": "demonym", "capital": "metonym", "metonym": "metonym"}.get(reading.kind, "name")
    return Participant(text, start, end, reading.id, reading.name, reading.code, reading.sector, (), by)


def cast_person(actors: Actors, person: Participant, date: str | None) -> Participant:
    """A known person in the role held on a date (None: the latest known): an office's code and sector, or ELI outside it."""
    known = actors.people.get(person.id or "")
    if known is None:
        return person
    held = known.office_on(date) if date else max(known.offices, key=lambda o: (not o.end, o.start))
    nearest = held or known.nearest_to(date or "")
    code, _, organisation = nearest.code.partition(":")
    while date and not held and code in actors.heirs and actors.heirs[code][0] <= date:
        code = actors.heirs[code][1]
    sector = nearest.sector if held or nearest.office == "public_figure" else "ELI"  # a journalist was never in office
    if organisation:
        return replace(
            person,
            code=code.upper(),
            id=nearest.code if held else person.id,
            sector=sector if held else "ELI",
            resolved_by="office",
        )
    return replace(person, code=code, sector=sector, resolved_by="office")


def kind_of(reading: str) -> str:
    return {"person": "person", "organisation": "organisation", "group": "organisation", "people": "group"}.get(reading, "state")
