"""Who does what a noun names where its own phrase names nobody: whoever defends it, is thanked for it, speaks of it or gathers for it."""

from dataclasses import replace

from comity.coders.contents import none_to_come, to_be_done
from comity.coders.match import People
from comity.coders.nominal import relative_verbs
from comity.coders.people import View, distinct, participants_at, state_at
from comity.coders.slots import filler, objects, subjects
from comity.core.actor import UNKNOWN, Participant
from comity.lexicon.triggers import Trigger

MUTUAL = frozenset({"AGREE", "CONSULT", "COOPERATE"})
OWNED = frozenset(
    {"ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "RETREAT", "CONCEDE", "REJECT"}
)  # what somebody defends or denies as his own
GIVEN = frozenset({"AID", "SUPPORT", "RETREAT", "CONCEDE", "AGREE"})  # what somebody is thanked for
ANNOUNCED = frozenset({"SANCTION", "COERCE", "AID", "RETREAT", "CONCEDE", "COOPERATE"})
RULING = frozenset({"GOV", "MIL", "REB", "PRE", "LEG"})
GATHERED = frozenset({"in", "at", "through", "across", "outside", "on"})
BODIES = frozenset({"IGO", "NGO", "MNC", "IMG", UNKNOWN})  # they speak of what others do


def fill_implied(view: View, i: int, trigger: Trigger, actor: People, recipient: People) -> tuple[People, People]:
    """The sides of an act named by a noun, what is missing taken from the clause around it."""
    if trigger.mutual:
        return (actor if recipient or trigger.event_type not in MUTUAL else _with_speaker(view, i, trigger, actor)), recipient
    if actor:
        return actor, recipient
    giver, taker = _thanked(view, i) if trigger.event_type in GIVEN else ((), ())
    if giver:
        return giver, recipient or tuple(p for p in taker if p.code not in {g.code for g in giver})
    if trigger.pos != "n":
        return _announced(view, i, trigger, recipient), recipient
    spans = {(p.start, p.end) for p in recipient}
    carried = _at(view, [s for v in relative_verbs(view.parse, i, view.control.carrying) for s in subjects(view.parse, v, view.control)])
    doer = carried or (_owning_up(view, i, trigger) if trigger.event_type in OWNED else ())
    doer = doer or _announced(view, i, trigger, recipient)
    doer = tuple(p for p in doer if (p.start, p.end) not in spans)
    if not doer and not recipient and trigger.event_type == "PROTEST" and dated(view, i):
        doer = _crowd(view, i)
    return doer, recipient


def _announced(view: View, i: int, trigger: Trigger, recipient: People) -> People:
    """Who will do what he says will be done: "Bern announced that the envoy would be expelled"; nobody says so of his own loss."""
    parse = view.parse
    if trigger.event_type not in ANNOUNCED or not (to_be_done(parse, i) or none_to_come(parse, i)):
        return ()
    if parse.is_noun(i):
        i = parse.heads[i] if parse.deps[parse.heads[i]] != "xcomp" else parse.heads[parse.heads[i]]  # "there will be", "there is to be"
    if parse.deps[i] not in ("ccomp", "conj", "root", "parataxis"):
        return ()
    told = [*parse.ancestors(i), *parse.with_dep(i, "parataxis")]
    for verb in (v for v in told if parse.is_verb(v)):
        operator = view.language.operators.get((parse.lemmas[verb], "v"))
        if operator and operator.effect == "report":
            found = _at(view, subjects(parse, verb, view.control))
            return found if all(p.sector in RULING and p.code not in {r.code for r in recipient} for p in found) else ()
    return ()


def jointly(view: View, trigger: Trigger, actor: People) -> Trigger:
    """An exercise or patrol of forces of two states is cooperation: "the drill by the Chinese and Russian fleets"."""
    if (
        trigger.event_type != "MOBILIZE"
        or trigger.head not in view.language.words["joint_act"]
        or len({p.code for p in actor} - {UNKNOWN}) < 2
    ):
        return trigger
    return replace(trigger, event_type="COOPERATE", mode=None, cameo="062", mutual=True)


def dated(view: View, i: int) -> bool:
    """Whether a noun's own phrase says when its act was: "Thursday's agreement", "the pact of 12 July", "the deal struck on Monday"."""
    parse, days = view.parse, view.control.days
    clauses = parse.with_dep(i, "acl", "acl:relcl")
    near = [c for b in (i, *clauses) for c in parse.children[b] if c in days]
    return any(parse.deps[c] in ("nmod:poss", "npadvmod", "compound") or parse.cases[c] in ("of", "on") for c in near)


def _at(view: View, tokens: list[int]) -> People:
    return distinct(p for t in tokens for p in participants_at(view, t))


def _with_speaker(view: View, i: int, trigger: Trigger, actor: People) -> People:
    """The two parties of a dated act that names one: the other speaks of it ("An envoy said that Sunday's talks with Iran had failed")."""
    parse = view.parse
    if (
        not (trigger.pos == "n" or parse.deps[i] == "acl")
        or len(actor) != 1
        or actor != _at(view, filler(parse, i, "with", view.control))
        or not dated(view, i)
    ):
        return actor
    for verb in parse.ancestors(i):
        operator = view.language.operators.get((parse.lemmas[verb], "v"))
        if parse.is_verb(verb) and operator and operator.effect in ("report", "believe", "denied", "alleged"):
            found = tuple(p for p in _at(view, subjects(parse, verb, view.control)) if p.code not in {actor[0].code, *BODIES})
            return (*found[:1], *actor)
    return actor


def _owning_up(view: View, i: int, trigger: Trigger) -> People:
    """Who defends, claims or denies an act as his own: "Iran defended the capture", "denied any hand in the poisoning"."""
    parse, words = view.parse, view.language.words
    first = parse.first_conjunct(i)
    verb = parse.heads[first]
    hand = next((c for c in parse.with_dep(verb, "obj") if parse.lemmas[c] in words["share_in_act"]), None)
    shared = hand is not None and parse.cases[first] in ("in", "for") and verb != first
    if parse.lemmas[verb] in words["share_in_act"] and parse.cases[first] in ("in", "for"):
        verb, shared = parse.heads[verb], True
    if not parse.is_verb(verb) or not (shared or parse.deps[first] == "obj"):
        return ()
    claimed = parse.lemmas[verb] in words["claiming_verb"] and trigger.event_type == "ASSAULT"
    if not claimed and parse.lemmas[verb] not in words["owning_verb"]:
        return ()
    return _at(view, subjects(parse, verb, view.control))


def _thanked(view: View, i: int) -> tuple[People, People]:
    """Who is thanked for an act, and by whom: "thanked Norway for its aid", "for the wheat that was donated"."""
    parse = view.parse
    noun = parse.first_conjunct(i)
    if parse.is_verb(i):
        if parse.deps[i] not in ("acl", "acl:relcl") or not parse.is_passive(i):
            return (), ()
        noun = parse.heads[i]
    verb = parse.heads[noun]
    if not parse.is_verb(verb) or parse.cases[noun] != "for" or parse.lemmas[verb] not in view.language.words["thanking_verb"]:
        return (), ()
    return _at(view, objects(parse, verb, view.control)), _at(view, subjects(parse, verb, view.control))


def _crowd(view: View, i: int) -> People:
    """The people of the place where a protest is held: "Friday's march in Casablanca"."""
    parse = view.parse
    verb = parse.heads[parse.first_conjunct(i)]
    shut = parse.subtree(verb) if parse.is_verb(verb) and parse.deps[i].startswith("nsubj") and parse.with_dep(verb, "obj") else []
    places = [c for c in (*parse.subtree(i), *shut) if c > i and parse.cases[c] in GATHERED]
    places += [n for p in places for n in parse.with_dep(p, "nmod", "nmod:poss")]
    found = [p for c in places for p in state_at(view, c)]
    return tuple(Participant(p.text, p.start, p.end, None, None, p.code, "CVL", (), "context", 0.6) for p in found[:1])
