"""Sides told inside the clause that a speech act holds: "demanded that Chad free them", "refused to let monitors visit", "threatened to quit
unless Sudan paid", "marched to force the king out"."""

from collections.abc import Collection, Iterable

from comity.coders.match import People, entries
from comity.coders.people import View, distinct, participants_at
from comity.coders.slots import filler, is_infinitive, objects, subjects
from comity.core.actor import UNKNOWN, Participant
from comity.core.parse import Parse
from comity.lexicon.triggers import Trigger

OWN_ARMS = frozenset({"GOV", "MIL", "COP", "SPY"})  # what a government acts with, and not against
HELD = frozenset({"xcomp", "ccomp", "acl", "advcl", "pcomp", "parataxis"})
STRUCK = ("obj", "against", "on", "to", "from", "with", "of", "for", "into", "over", "in")
UNLESS = frozenset({"unless", "if", "until"})
AGAINST = frozenset({"protest", "denounce", "condemn", "oppose", "reject"})  # a thing so protested is not its owner's doing


def told_by_clause(view: View, i: int, trigger: Trigger, actor: People, recipient: People) -> People:
    """The recipient, one left open taken from the clause that a speech act or protest holds."""
    if recipient or not actor:
        return recipient
    if trigger.event_type == "REQUEST" and trigger.content:
        return asked(view, i, actor)
    if trigger.event_type == "PROTEST":
        return _aimed_at(view, i, actor)
    if trigger.pos != "v" or trigger.content not in ("refused", "threatened"):
        return ()
    if trigger.event_type not in ("REJECT", "THREATEN"):
        return ()
    held = [c for c in _held(view.parse, i) if trigger.event_type == "THREATEN" or view.parse.deps[c] != "ccomp"]
    harmed = next((people for c in held if (people := _struck(view, c, actor))), ())
    coded = any(entries(view.language, view.parse, c) for c in held)  # then the content tells whom it is towards
    told = any(c.slot == "comp" and "menace" in c.words for c in trigger.conditions)
    return harmed if harmed or trigger.event_type == "REJECT" or (coded and not told) else _may_avert(view, i, actor)


def asked(view: View, i: int, actor: People) -> People:
    """Who is to do what is asked for: "demanded that Chad free them", "a call for Chad to free them"; nobody where it is to be done to him."""
    parse = view.parse
    clauses = [c for c in parse.children[i] if parse.deps[c] in HELD and c > i]
    clauses = [
        c for c in clauses if parse.deps[c] != "advcl" or (is_infinitive(parse, c) and any(s < c for s in parse.with_dep(c, "nsubj")))
    ]
    doers = [s for c in clauses if not parse.is_passive(c) for s in parse.with_dep(c, "nsubj") if not parse.tags[s].startswith("W")]
    doers = [s for s in doers if parse.words[s].lower() not in ("it", "they", "he", "she")] or doers
    return distinct(p for s in doers for p in _others(view, participants_at(view, s), actor, arms=True))


def _held(parse: Parse, i: int) -> list[int]:
    """The clauses of what somebody refuses or threatens to do."""
    return [c for c in parse.children[i] if parse.deps[c] in ("xcomp", "ccomp", "acl", "pcomp") or (is_infinitive(parse, c) and c > i)]


def _struck(view: View, clause: int, actor: People, depth: int = 2) -> People:
    """Whom the act of a clause is done to: "to let monitors in", "to stop paying the firm", "to quit the talks with the rebels"."""
    parse = view.parse
    if not parse.is_verb(clause):
        return ()
    below = [c for c in parse.children[clause] if parse.deps[c] in ("xcomp", "ccomp")]
    given = parse.lemmas[clause] in view.language.words["handing_over"]
    for slot in ("to", *STRUCK) if given else STRUCK:
        tokens = objects(parse, clause, view.control) if slot == "obj" else filler(parse, clause, slot, view.control)
        for t in (t for t in tokens if t not in view.control.days):
            found = _others(view, participants_at(view, t) or _belonging(view, t), actor)
            if found:
                return distinct(found)
    for c in below if depth else ():
        named = [p for s in parse.with_dep(c, "nsubj") for p in _others(view, participants_at(view, s), actor)]
        if deeper := distinct(named) or _struck(view, c, actor, depth - 1):
            return deeper
    return ()


def _belonging(view: View, noun: int, of: bool = True) -> People:
    """To whom a thing belongs: "the office of Al Jazeera", "the Tigers' bases", "a plea by the guild"; not `of`: whose it is in front of it."""
    parse = view.parse
    near = [
        c for c in parse.children[noun] if parse.deps[c] in ("nmod:poss", "amod", "compound") or (of and parse.cases[c] in ("of", "by"))
    ]
    return tuple(p for c in near if c in view.actors.heads for p in view.actors.heads[c])


def _may_avert(view: View, i: int, actor: People) -> People:
    """Who can avert what is threatened: "would close the port unless Sudan paid"."""
    parse = view.parse
    verbs = [i, *(c for c in parse.children[i] if parse.deps[c] in HELD)]
    verbs += [d for c in verbs[1:] for d in parse.children[c] if parse.deps[d] in ("xcomp", "conj")]
    clauses = [
        c
        for v in verbs
        for c in parse.with_dep(v, "advcl")
        if any(parse.lemmas[m] in UNLESS for m in parse.with_dep(c, "mark")) or parse.cases[c] in UNLESS
    ]
    return distinct(p for c in clauses for s in subjects(parse, c, view.control) for p in _others(view, participants_at(view, s), actor))


def _aimed_at(view: View, i: int, actor: People) -> People:
    """Whom protesters want to move, by what they act for: "marched to demand that the king go", "in a strike to force the ministry to pay"."""
    parse, aims = view.parse, view.language.words["protest_aim"] | view.language.words["protest_wish"]
    carriers = [i] if parse.is_verb(i) else [i, *(v for v in (parse.heads[parse.first_conjunct(i)],) if parse.is_verb(v))]
    below = [c for v in carriers for c in parse.children[v] if parse.deps[c] in ("advcl", "xcomp", "acl") and parse.lemmas[c] in aims]
    for c in (k for b in below for k in (b, *parse.conjuncts(b)) if parse.tags[b] == "VBG" or is_infinitive(parse, b)):
        found = asked(view, c, actor) or _pressed(view, c, actor)
        if found:
            return found
    return ()


def _pressed(view: View, aim: int, actor: People) -> People:
    """Of whom a demand is made: "to press the ministry", "to demand the departure of the king", not "the release of prisoners"."""
    parse, undergone = view.parse, view.language.words["undergone_noun"]
    moved = parse.lemmas[aim] not in AGAINST
    tokens = objects(parse, aim, view.control)
    tokens += [
        t
        for case in (("on", "upon", "from", "of", "for", "against") if moved else ("against",))
        for t in filler(parse, aim, case, view.control)
    ]
    for t in tokens:
        spared = parse.lemmas[t] in undergone or any(parse.lemmas[o] in undergone and t in parse.children[o] for o in tokens)
        found = _others(view, participants_at(view, t) or _belonging(view, t, moved), actor, arms=True) if not spared else []
        if found:
            return distinct(found)
    return ()


def _others(view: View, people: Iterable[Participant], actor: People, *, arms: bool = False) -> list[Participant]:
    """Those who are not of the speaker's own: neither himself nor, unless `arms`, his government's forces, nor what he calls his."""
    return [p for p in people if not _own(view, p, actor, arms)]


def _own(view: View, p: Participant, actor: People, arms: bool) -> bool:
    same = [a for a in actor if a.code == p.code and a.code != UNKNOWN]
    if any((p.start, p.end) == (a.start, a.end) or (p.id and p.id == a.id) for a in actor) or _called_own(view, p, {a.code for a in actor}):
        return True
    person = (p.id or "").startswith("person:")
    if not same or person:
        return False
    return all(p.sector == a.sector for a in same) or (not arms and p.sector in OWN_ARMS and any(a.sector in OWN_ARMS for a in same))


def _called_own(view: View, p: Participant, codes: Collection[str]) -> bool:
    """Whether a possessive pronoun makes somebody the speaker's own: "its troops"."""
    parse = view.parse
    inside = (t for t in range(len(parse)) if p.start <= parse.starts[t] < p.end and parse.tags[t] == "PRP$")
    return any(q.code in codes for t in inside for q in view.actors.heads.get(t, ()))
