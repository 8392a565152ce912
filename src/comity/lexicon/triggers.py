"""The trigger lexicon: which words express which act, with the argument frame each takes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from comity.errors import DataError
from comity.lexicon.ontology import Ontology
from comity.lexicon.tables import Row, read_csv

COLUMNS = ("head", "pos", "with", "frame", "type", "mode", "context", "cameo", "content", "example")
STATUSES = (
    "planned",
    "requested",
    "threatened",
    "refused",
    "alleged",
    "denied",
    "not_happened",
    "hypothetical",
    "happened",
)
TOLD = frozenset({"duty", "menace"})  # that-clauses of what another must do, of what harm the speaker will do
COMPLEMENTS = frozenset({"inf", "that", "ger", "base", "aim"}) | TOLD  # base: what should be; aim: what a protest is for
SPECIAL = frozenset(
    {"@actor", "@armed", "@civil", "@press", "@place", "@any"}
)  # a participant, one under arms, one of the people, one of the press, a place's name, anything
_FRAME = re.compile(r"^([a-z|]*)([>+])([a-z|]*)$")
_SLOT = re.compile(r"^[a-z]+$")


@dataclass(frozen=True, slots=True)
class Condition:
    """`slot` must (or, negated, must not) hold one of `words`; `@name` words are expanded or kept as they are (SPECIAL)."""

    slot: str
    words: frozenset[str]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Trigger:
    """One entry: a head word in a construction, and the act it expresses.

    `actor` and `recipient` are the slots to fill, in order of preference; `mutual` makes both sides actors.
    `content` is the status of an embedded act and whose act it is ("obj", "subj" or "" for the default).
    """

    head: str
    pos: str
    conditions: tuple[Condition, ...]
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    mutual: bool
    event_type: str
    mode: str | None
    context: tuple[str, ...]
    cameo: str | None
    content: str
    controller: str
    rule: str
    example: str
    where: str


def load_triggers(folder: Path, ontology: Ontology) -> Mapping[str, tuple[Trigger, ...]]:
    """All entries of `folder/triggers` by head lemma, the most specific first. Raises DataError with file and line."""
    classes = _classes(folder / "classes")
    entries: dict[str, list[Trigger]] = {}
    seen: dict[tuple[str, str, str], str] = {}
    for path in sorted((folder / "triggers").glob("*.csv")):
        for row in read_csv(path, COLUMNS):
            key = (row["head"], row["pos"], row["with"])
            place = f"{path.name}:{row.line}"
            if key in seen:
                raise DataError(f"{path}:{row.line}: {' '.join(key).strip()!r} stands already at {seen[key]}. Keep one of the two.")
            seen[key] = place
            entries.setdefault(row["head"], []).append(_trigger(row, classes, ontology, place))
    return MappingProxyType({h: tuple(sorted(e, key=lambda t: -_weight(t))) for h, e in entries.items()})


def _weight(trigger: Trigger) -> float:
    """How specific an entry is: conditions count, those on words more than those on kinds, these more than presence."""
    return sum(
        0.5 if c.negated or c.words <= {"@any"} else 1.0 if c.words <= SPECIAL else 1.5 if c.words.isdisjoint(SPECIAL) else 1.4
        for c in trigger.conditions
    )


def _trigger(row: Row, classes: Mapping[str, frozenset[str]], ontology: Ontology, place: str) -> Trigger:
    frame = _FRAME.match(row["frame"])
    if not frame:
        raise row.wrong("frame", "ACTOR>RECIPIENT or ACTOR+OTHER with slots joined by |, such as subj>obj|against")
    event_type = row.one_of("type", ontology.types)
    if row["mode"] and (event_type, row["mode"]) not in ontology.modes:
        raise row.wrong("mode", f"a mode of {event_type} or nothing")
    for context in row.parts("context"):
        if context not in ontology.contexts:
            raise row.wrong("context", "contexts of contexts.csv")
    if row["cameo"] and row["cameo"] not in ontology.cameo:
        raise row.wrong("cameo", "a code of cameo.csv or nothing")
    status, _, controller = row["content"].partition("@")
    if status and status not in STATUSES or controller not in ("", "subj", "obj"):
        raise row.wrong("content", "a status, with @subj or @obj or without: " + ", ".join(STATUSES))
    return Trigger(
        head=row["head"],
        pos=row.one_of("pos", ("v", "n", "a")),
        conditions=_conditions(row, classes),
        actor=tuple(filter(None, frame[1].split("|"))),
        recipient=tuple(filter(None, frame[3].split("|"))),
        mutual=frame[2] == "+",
        event_type=event_type,
        mode=row["mode"] or None,
        context=row.parts("context"),
        cameo=row["cameo"] or None,
        content=status,
        controller=controller,
        rule=" ".join(filter(None, (f"{event_type}:{row['head']}.{row['pos']}", row["with"], row["frame"]))),
        example=row["example"],
        where=place,
    )


def _conditions(row: Row, classes: Mapping[str, frozenset[str]]) -> tuple[Condition, ...]:
    found = []
    for part in row["with"].split():
        slot, _, values = part.lstrip("!").partition(":")
        if not _SLOT.match(slot) or not values:
            raise row.wrong("with", "conditions like obj:deal|pact, prt:down, prep:on, comp:inf, !obj:@any, joined by spaces")
        words: set[str] = set()
        for value in values.split("|"):
            if value in SPECIAL or not value.startswith("@"):
                words.add(value)
            elif value[1:] in classes:
                words |= classes[value[1:]]
            else:
                raise row.wrong("with", "classes of data/lang/en/classes, @actor, @armed, @press, @place or @any; unknown: " + value)
        if slot == "comp" and not words <= COMPLEMENTS:
            raise row.wrong("with", "comp:inf, comp:that, comp:base, comp:ger, comp:aim, comp:duty or comp:menace")
        found.append(Condition(slot, frozenset(words), part.startswith("!")))
    return tuple(found)


def _classes(folder: Path) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for path in sorted(folder.glob("*.csv")):
        for row in read_csv(path, ("class", "lemma")):
            found.setdefault(row["class"], set()).add(row["lemma"])
    return {name: frozenset(words) for name, words in found.items()}
