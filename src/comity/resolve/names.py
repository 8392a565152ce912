"""Names become participants by the reading that holds on a date; people take the code of the office they hold then."""

from dataclasses import replace

from comity.core.actor import Participant
from comity.lexicon.actors import Actors, Name, NameMatch
from comity.resolve.scene import Scene

NATIONAL = frozenset({"adjective", "name", "capital", "bloc", "territory", "people"})


def reading_of(scene: Scene, match: NameMatch, *, as_head: bool) -> Name | None:
    """The reading of a name that holds on the document's date; a noun phrase's head is rather a people than an adjective."""
    order: tuple[str, ...] = (
        "person",
        "organisation",
        "group",
        "name",
        "metonym",
        "capital",
        "territory",
        "bloc",
        "people",
        "adjective",
        "nothing",
    )
    holding = [r for r in match.readings if r.holds_on(scene.published)] or [
        r for r in match.readings if r.kind not in ("group", "organisation")
    ]
    if not as_head:
        holding = [r for r in holding if r.kind in NATIONAL] or holding
        order = ("adjective", "name", *order)
    best = min(holding, key=lambda r: order.index(r.kind), default=None)
    return best if best and best.kind != "nothing" else None


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
    nearest = held or max(known.offices, key=lambda o: o.start)
    code, _, organisation = nearest.code.partition(":")
    sector = nearest.sector if held else "ELI"
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
