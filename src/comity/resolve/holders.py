"""A surname alone: whom it means on the day, by the office its title names, or by a head whose state the document tells of."""

from collections.abc import Sequence

from comity.core.actor import UNKNOWN, Participant
from comity.lexicon.offices import OFFICES, Person
from comity.resolve.names import cast_person
from comity.resolve.scene import Link, Scene

HEADS = frozenset(
    {"head_of_state", "leader", "head_of_government", "igo_head", "foreign_minister", "commission_president", "high_representative"}
)
WORLDWIDE = frozenset({"igo_head", "commission_president", "council_president", "high_representative"})  # known by surname everywhere
SIDES = frozenset({"with", "against"})
ROLES = frozenset({"nsubj", "nsubj:pass", "obj", "obl:agent"})
LONGEST_TITLE = 4  # words


def holder_at(link: Link, first: int, last: int, named: Sequence[Participant]) -> Participant | None:
    """The office holder whom the surname at tokens `first..last` means; `named` are the sides its title names ("French President")."""
    parse, scene = link.parse, link.scene
    start, end = parse.starts[first], parse.ends[last]
    people = scene.actors.surnames.get(scene.text[start:end], ())
    if not people:
        return None
    sides = [p.id if p.code == "IGO" else p.code for p in named if p.code != UNKNOWN]
    if sides:
        people = tuple(p for p in people if any(o.code in sides for o in p.offices))
    before = [w.lower() for w in parse.words[max(0, first - LONGEST_TITLE - 1) : first]]
    title, ahead = title_before(scene, before)
    if title:
        chosen, confidence = _by_title(scene, people, scene.actors.titles[title], ahead in scene.words["former"]), 0.9
    elif scene.text[start:end] in scene.words["surname_word"] and not _in_role(link, last):
        return None
    else:
        chosen, confidence = _serving(scene, people), 0.8
    if chosen is None:
        return None
    person = Participant(scene.text[start:end], start, end, chosen.id, chosen.name, confidence=confidence)
    return cast_person(scene.actors, person, scene.published)


def title_before(scene: Scene, words: Sequence[str]) -> tuple[str, str]:
    """The longest title that ends a list of lower-case words, and the word before it; "" where there is none."""
    for count in range(min(LONGEST_TITLE, len(words)), 0, -1):
        title = " ".join(words[-count:]).replace(" - ", "-")
        if title in scene.actors.titles:
            return title, words[-count - 1] if len(words) > count else ""
    return "", ""


def _by_title(scene: Scene, people: Sequence[Person], offices: Sequence[str], past: bool) -> Person | None:
    """The one who held such an office on the day, or, after "former" or when none does, the one who had held it last."""
    day = scene.published
    for office in () if past else offices:
        serving = [p for p in people if any(o.office == office and (o.held_on(day) if day else not o.end) for o in p.offices)]
        if serving:
            return _only(scene, serving)
    ended = [(o.end, p) for p in people for o in p.offices if o.office in offices and o.end and (day is None or o.end < day)]
    last = max((end for end, _ in ended), default="")
    return _only(scene, list({p.id: p for end, p in ended if end == last}.values()))


def _serving(scene: Scene, people: Sequence[Person]) -> Person | None:
    """The one head or foreign minister of that name on the day, whose state or organisation the document names."""
    day = scene.published
    if day is None:
        return None
    serving = [(p, o) for p in people for o in p.offices if o.office in HEADS and o.held_on(day)]
    named = [(p, o) for p, o in serving if o.code in scene.codes]
    found = named or [(p, o) for p, o in serving if o.office in WORLDWIDE]
    highest = min((OFFICES.index(o.office) for _, o in found), default=None)
    chosen = {p.id: p for p, o in found if OFFICES.index(o.office) == highest}
    return next(iter(chosen.values())) if len(chosen) == 1 else None


def _in_role(link: Link, i: int) -> bool:
    """Whether a name that is also a word or a month stands as a doer or other side: "Bush ordered", not "in May"."""
    return link.parse.tags[i] == "NNP" and (link.parse.deps[i] in ROLES or link.parse.cases[i] in SIDES)


def _only(scene: Scene, people: Sequence[Person]) -> Person | None:
    """The single person, or the single one whose state the document names."""
    if len(people) > 1:
        people = [p for p in people if any(o.code in scene.codes for o in p.offices)]
    return people[0] if len(people) == 1 else None
