"""Sides told by the clause around an act: whom police drove off "using tear gas", where a party is banned, after whose deed a protest began."""

from comity.coders.people import View, participants_at, state_at
from comity.coders.slots import objects, subjects
from comity.core.actor import UNKNOWN, Participant
from comity.lexicon.triggers import Trigger

People = tuple[Participant, ...]
FORBIDS = frozenset({"ban", "outlaw", "prohibit", "forbid", "proscribe", "censor"})  # what a state does on its own ground
IN_POWER = frozenset({"GOV", "LEG", "COP", "MIL", "JUD"})
DRIVEN = frozenset({"CVL", "LAB", "EDU", "OPP", "REF", "JRN", "SOC"})
WITHIN = frozenset({"in", "throughout", "across"})


def told_around(view: View, i: int, trigger: Trigger, actor: People, recipient: People) -> tuple[People, People]:
    """Both sides of an act, one left open taken from the clause around it."""
    if trigger.event_type == "ASSAULT" and not recipient:
        recipient = _driven_off(view, i)
    if trigger.event_type == "PROTEST" and not recipient:
        recipient = _provoking(view, i)
    if trigger.event_type == "ACCUSE" and trigger.head == "allege" and actor and not recipient:
        recipient = _alleged_doer(view, i, actor)
    if trigger.event_type == "COERCE" and trigger.head in FORBIDS and not actor:
        actor = _outlawing(view, i)
    return actor, recipient


def _driven_off(view: View, i: int) -> People:
    """Whom the main verb of a participle acts on: "cleared protesters from the park using tear gas"."""
    parse = view.parse
    verb = parse.heads[i]
    if parse.tags[i] != "VBG" or parse.deps[i] != "advcl" or not parse.is_verb(verb) or parse.is_passive(verb):
        return ()
    return tuple(p for o in objects(parse, verb, view.control) for p in participants_at(view, o) if p.sector in DRIVEN)


def _provoking(view: View, i: int) -> People:
    """Those in power after whose deed a protest began: "The protests began after the government proposed a law"."""
    parse = view.parse
    top = parse.first_conjunct(i)
    verb = i if parse.is_verb(i) else parse.heads[top] if parse.deps[top].startswith("nsubj") else None
    if verb is None:
        return ()
    clauses = [
        c
        for c in parse.with_dep(verb, "advcl")
        if (parse.cases[c] == "after" or any(parse.lemmas[m] == "after" for m in parse.with_dep(c, "mark"))) and not parse.is_passive(c)
    ]
    people = [p for c in clauses for s in subjects(parse, c, view.control) for p in participants_at(view, s)]
    return tuple(p for p in people if p.sector in IN_POWER and p.code != UNKNOWN)


def _alleged_doer(view: View, i: int, actor: People) -> People:
    """Who did what is alleged: "alleged that the media were lying"; who only suffered it is not accused."""
    parse = view.parse
    own = {(p.id or p.code, p.sector) for p in actor}
    told = [
        c for c in parse.with_dep(i, "ccomp") if c > i and not parse.is_passive(c) and parse.lemmas[c] not in view.language.words["dying"]
    ]
    people = [p for c in told for s in parse.with_dep(c, "nsubj") if parse.tags[s] != "PRP" for p in participants_at(view, s)]
    return tuple(p for p in people if (p.id or p.code, p.sector) not in own)


def _outlawing(view: View, i: int) -> People:
    """The state in which something is forbidden: "The party is banned in Turkey"."""
    parse = view.parse
    if not parse.is_verb(i) or not parse.is_passive(i):
        return ()
    found = [p for c in parse.children[i] if parse.cases[c] in WITHIN for p in state_at(view, c)][:1]
    return tuple(Participant(p.text, p.start, p.end, f"state:{p.code}", None, p.code, "GOV", (), "context", 0.6) for p in found)
