"""Sides told inside what an act is about: in the content of a promise, threat or refusal, below its object, in what forces are called for."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from comity.coders.contents import CLAUSES
from comity.coders.match import Match, People, entries
from comity.coders.people import View, distinct, of_owners, participants_at
from comity.coders.slots import filler, is_infinitive, objects, subjects
from comity.core.actor import Participant
from comity.lexicon.triggers import Trigger

FORCES = frozenset({"MIL", "COP", "PRM", "REB", "UAF", "SPY"})
IN_OFFICE = frozenset({"GOV", "MIL", "COP", "LEG", "JUD", "SPY"})  # of one state they are one side to the world
FRIENDLY = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"})  # what is promised or refused to somebody
SPOKEN = frozenset({"AGREE", "REJECT", "THREATEN"})
GIVEN_OR_CUT = frozenset({"SANCTION", "AID"})
NEARER = frozenset({"to", "for", "with", "from", "against", "on"})
AHEAD = frozenset({"ahead of", "before", "for", "against", "during"})


def told_within(view: View, i: int, trigger: Trigger, actor: People, recipient: People) -> tuple[People, People]:
    """Both sides of an act, one left open taken from inside its own phrase or clause."""
    if trigger.event_type == "MOBILIZE" and trigger.pos == "v":
        if not actor and view.parse.is_passive(i):
            actor = _sent(view, i)
            spans = {(p.start, p.end) for p in actor}
            recipient = tuple(p for p in recipient if (p.start, p.end) not in spans)
        recipient = recipient or _others(_called_for(view, i), actor)
    if not recipient and trigger.event_type == "REQUEST" and trigger.pos == "v":
        recipient = _others(_who_should(view, i), actor)
    if actor and not recipient and trigger.event_type in GIVEN_OR_CUT and trigger.pos == "v":
        recipient = _others(_below_object(view, i, trigger, actor), actor)
    return actor, recipient


def _others(people: Iterable[Participant], actor: People) -> People:
    """Those of whom an act is not the doer's own: neither himself nor, for one in office, his own state's offices."""
    own = {(p.id or p.code, p.sector) for p in actor} | {(p.code, p.sector) for p in actor}
    states = {p.code for p in actor if p.sector in IN_OFFICE}
    spans = {(p.start, p.end) for p in actor}
    return distinct(
        p
        for p in people
        if (p.start, p.end) not in spans
        and not {(p.id or p.code, p.sector), (p.code, p.sector)} & own
        and not (p.code in states and p.sector in IN_OFFICE)
    )


def _sent(view: View, i: int) -> People:
    """The forces that a passive verb sends: "Kenyan police were deployed", "the army was put on alert"."""
    return tuple(p for o in objects(view.parse, i, view.control) for p in participants_at(view, o) if p.sector in FORCES)


def _called_for(view: View, i: int) -> People:
    """Whom forces are called to meet: "deployed ahead of a march by teachers", "sent troops to face the militia"."""
    parse = view.parse
    near = [i, *objects(parse, i, view.control)]
    crowds = [
        c
        for b in near
        for c in parse.children[b]
        if parse.cases[c] in AHEAD and any(t.event_type == "PROTEST" and t.pos == "n" for t in entries(view.language, parse, c))
    ]
    found = [
        p for c in crowds for slot in ("by", "of", "poss") for n in filler(parse, c, slot, view.control) for p in participants_at(view, n)
    ]
    aims = [c for b in near for c in parse.children[b] if is_infinitive(parse, c) and parse.lemmas[c] in view.language.words["facing_verb"]]
    return distinct((*found, *(p for c in aims for o in parse.with_dep(c, "obj") for p in participants_at(view, o))))


def _who_should(view: View, i: int) -> People:
    """Of whom something is demanded in a clause of its own: "demanded that Uganda release them", "insisted Chad must pay"."""
    parse = view.parse
    clauses = [c for c in parse.with_dep(i, "ccomp") if c > i and (parse.is_verb(c) or parse.with_dep(c, "nsubj"))]
    found = [p for c in clauses for s in subjects(parse, c, view.control) if parse.tags[s] != "PRP" for p in participants_at(view, s)]
    return tuple(p for p in found if (p.start, p.end) not in view.actors.weak)


def _below_object(view: View, i: int, trigger: Trigger, actor: People) -> People:
    """To whom something goes or no longer goes, told deep in what is given or cut: "froze 5 million euros of credit lines to Chad"."""
    parse = view.parse
    slots = NEARER & set(trigger.recipient)
    for clause in (
        c for c in parse.with_dep(i, "xcomp", "ccomp") if parse.tags[c] == "VBG"
    ):  # "stopped buying gas from Chad", "stopped funding Chad"
        slotted = [c for slot in ("from", "to", "for", "with", "obj") for c in filler(parse, clause, slot, view.control)]
        found = next((people for c in slotted if (people := participants_at(view, c))), ())
        if found:
            return found
    for thing in objects(parse, i, view.control):
        deep = [c for c in parse.subtree(thing) if c > thing and parse.cases[c] in slots]
        named = [p for c in deep for p in participants_at(view, c)] or [p for c in deep for p in of_owners(view, c, actor)]
        found = distinct(p for p in named if (p.start, p.end) not in view.actors.weak)
        if found:
            return found
    return ()


def told_by_contents(view: View, matches: Sequence[Match]) -> list[Match]:
    """The matches, each promise, refusal or threat that names nobody with whom its content concerns: "refused to meet the envoy"."""
    return [_with_content(view, m, matches) if m.trigger.event_type in SPOKEN and m.actor and not m.recipient else m for m in matches]


def _with_content(view: View, m: Match, matches: Sequence[Match]) -> Match:
    parse = view.parse
    if m.trigger.mutual and len(m.actor) > 1:
        return m
    clauses = [c for c in parse.children[m.token] if parse.deps[c] in CLAUSES and (c > m.token) and parse.is_verb(c)]
    found: People = ()
    for clause in clauses:
        told = next((k for k in matches if k.token == clause), None)
        if told is not None:
            found = _others(_concerned(m, told), m.actor)
        elif is_infinitive(parse, clause) and not _hostile(view, m, clause):
            found = _others(_acted_on(view, m, clause), m.actor)
        if found:
            return replace(m, recipient=found)
    together = m.trigger.head == "agree" and m.trigger.pos == "v" and len({(p.code, p.sector) for p in m.actor}) > 1
    return replace(m, trigger=replace(m.trigger, mutual=True)) if together else m


def _concerned(m: Match, content: Match) -> People:
    """The other side of a content that the speaker would do; an enemy of a refused act is not whom it is refused to."""
    own = {p.code for p in m.actor}
    if content.trigger.content not in ("", "happened") or not (own & {p.code for p in content.actor}):
        return ()
    if m.trigger.event_type != "THREATEN" and content.trigger.event_type not in FRIENDLY:
        return ()
    return content.recipient or (content.actor if content.trigger.mutual else ())


def _hostile(view: View, m: Match, clause: int) -> bool:
    """Whether what is promised or refused would be done against its object: "refused to condemn Chad"."""
    types = {t.event_type for t in entries(view.language, view.parse, clause) if t.pos == "v"}
    return m.trigger.event_type != "THREATEN" and bool(types) and not types & FRIENDLY


def _acted_on(view: View, m: Match, clause: int) -> People:
    """Whom an infinitive acts on, by its object, its owner or a preposition: "promised to keep ties with Chad"."""
    parse = view.parse
    slots = ("obj", "with", "to", "against", "from") if m.trigger.event_type == "THREATEN" else ("obj", "with", "to")
    for slot in slots:
        fillers = filler(parse, clause, slot, view.control)
        people = [p for f in fillers for p in participants_at(view, f) or (of_owners(view, f, m.actor) if slot == "obj" else ())]
        found = distinct(p for p in people if (p.start, p.end) not in view.actors.weak)
        if found:
            return found
    return ()
