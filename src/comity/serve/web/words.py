"""How things are called on the pages: actors by name, acts as a sentence, dates and places as exactly as they are known."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from comity import states
from comity.config import DATA
from comity.core.actor import UNKNOWN, Participant
from comity.core.claim import Claim
from comity.core.event import Event
from comity.core.when_where import EventDate, Place
from comity.lexicon.ontology import Ontology, load_ontology
from comity.lexicon.tables import read_csv

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
COOPERATION, CONFLICT = (1, 2), (3, 4)
QUADS = {1: "verbal cooperation", 2: "material cooperation", 3: "verbal conflict", 4: "material conflict"}


@cache
def ontology() -> Ontology:
    """The bundled ontology."""
    return load_ontology(DATA / "ontology")


@cache
def _names() -> Mapping[str, str]:
    """States and organisations by code and id; an organisation by its usual abbreviation."""
    found = {code: name for code, name in ontology().codes.items() if code != UNKNOWN} | {UNKNOWN: "unknown"}
    found |= {s.id: s.name for s in states.all_states()} | {f"state:{s.id}": s.name for s in states.all_states()}
    for row in read_csv(DATA / "actors/organisations.csv", ("id", "name", "abbreviation")):
        found[row["id"]] = row["abbreviation"] or row["name"]
    return found


def name_of(code: str) -> str:
    """What a code or id is called: "China", "NATO", "Xi Jinping"; an unknown one is its own name."""
    return _names().get(code) or code.partition(":")[2] or code


@cache
def _phrases() -> Mapping[str, tuple[str, str, str]]:
    rows = read_csv(DATA / "web/phrases.csv", ("type", "directed", "mutual", "alone"))
    return {r.one_of("type", ontology().types): (r["directed"], r["mutual"], r["alone"]) for r in rows}


def key_of(person: Participant) -> str:
    """The code or id by which a participant's page is found."""
    return person.id if person.code == "IGO" and person.id else person.code


def actor_name(person: Participant) -> str:
    """The state or organisation that a participant stands for; the participant itself where it stands for none."""
    if person.code in (UNKNOWN, "IGO", "NGO", "MNC", "IMG"):
        return name_of(person.id) if person.id else person.name or " ".join(person.text.split()) or "unknown"
    return name_of(person.code)


def side_names(people: Sequence[Participant]) -> str:
    """Who stands on one side, each once: "France, Germany and Italy"."""
    names = list(dict.fromkeys(actor_name(p) for p in people))
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + f" and {names[-1]}" if names else ""


def headline(act: Claim | Event) -> str:
    """One act as a sentence: "Germany reduced relations with Iran"."""
    told = _told(act)
    return told[0].upper() + told[1:]


def _told(act: Claim | Event) -> str:
    directed, mutual, alone = _phrases()[act.event_type]
    if act.reciprocal and len({actor_name(p) for p in act.actor}) > 1:
        return f"{side_names(act.actor)} {mutual}"
    who = side_names(act.actor) or "Somebody"
    return f"{who} {directed} {side_names(act.recipient)}" if act.recipient else f"{who} {alone}"


def gloss(event_type: str, mode: str | None = None) -> str:
    """What an event type, or its mode, is, in one sentence."""
    return ontology().types[event_type].summary + (f" Mode: {mode}." if mode else "")


def day(text: str | None) -> str:
    """A date that nobody can misread: "14 Mar 2026", "Mar 2026", "2026"."""
    if not text:
        return ""
    parts = str(text)[:10].split("-")
    if len(parts) == 3:
        return f"{int(parts[2])} {MONTHS[int(parts[1]) - 1]} {parts[0]}"
    return f"{MONTHS[int(parts[1]) - 1]} {parts[0]}" if len(parts) == 2 else parts[0]


def when(known: EventDate) -> str:
    """When an act took place, no more exactly than the text says."""
    start, end = known.start, known.end
    if known.basis == "publication":
        return f"by {day(end)}" if end else f"from {day(start)}" if start else "date unknown"
    if not start or not end:
        return f"by {day(end)}" if end else f"from {day(start)}" if start else "date unknown"
    if start == end:
        return day(start)
    if start[5:] == "01-01" and end[5:] == "12-31":
        return start[:4] if start[:4] == end[:4] else f"{start[:4]}–{end[:4]}"
    if start[:7] == end[:7] and start[8:] == "01" and _last_of_month(end):
        return day(start[:7])
    return f"{day(start)} – {day(end)}"


def _last_of_month(text: str) -> bool:
    at = date.fromisoformat(text)
    return at.month == 12 and at.day == 31 or at.month < 12 and (date(at.year, at.month + 1, 1) - at).days == 1


BASES = {
    "stated": "as stated", "relative": "counted from the date of publication", "dateline": "from the dateline",
    "inherited": "from another sentence about the act", "publication": "the text does not say: only a bound", "offset": "a stated way off",
}  # fmt: skip


def basis(text: str) -> str:
    """How a date or place is known, in words."""
    return BASES.get(text, text)


def where(place: Place | None) -> str:
    """Where an act took place: "Beijing, China"; "" where nothing is said."""
    if place is None:
        return ""
    if not place.country_code or place.precision == "country":
        return place.name
    country = name_of(place.country_code)
    return place.name if place.name == country else f"{place.name}, {country}"


def apart(people: Sequence[Participant]) -> list[tuple[Participant, str]]:
    """The participants of a side, each state or organisation once, with whom of it the text names where that says more."""
    found: dict[str, tuple[Participant, list[str]]] = {}
    for p in people:
        found.setdefault(actor_name(p), (p, []))[1].append(" ".join((p.name if p.name and p.sector != "GOV" else "").split()))
    return [(p, ", ".join(n for n in dict.fromkeys(names) if n and n != name)) for name, (p, names) in found.items()]


def publisher_of(row: Mapping[str, Any]) -> str:
    """Who published an article; the name of its file where that is all that is known."""
    return row["site"] or str(row["source"] or "").replace("\\", "/").rpartition("/")[2] or "publisher not said"


def quad_side(quad: int) -> str:
    """cooperation or conflict."""
    return "cooperation" if quad in COOPERATION else "conflict"


def plural(n: int, one: str, many: str | None = None) -> str:
    """ "1 claim", "2 claims"."""
    return f"{n:,} {one if n == 1 else many or one + 's'}"


PHRASES: Mapping[str, Callable[..., Any] | Mapping[int, str]] = {
    "name_of": name_of, "key_of": key_of, "actor_name": actor_name, "side_names": side_names, "headline": headline, "gloss": gloss, "day": day,
    "when": when, "basis": basis, "where": where, "quad_side": quad_side, "plural": plural, "quad_names": QUADS, "apart": apart,
    "publisher_of": publisher_of,
}  # fmt: skip
"""What templates may call."""
