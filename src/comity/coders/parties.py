"""Sides told by the act itself: whom the police of a state charge, who seizes power in one, between whom a deal is brokered."""

from dataclasses import replace

from comity.coders.match import People
from comity.coders.people import View, participants_at
from comity.coders.slots import TAKES_UP, filler, objects, subjects
from comity.core.actor import UNKNOWN, Participant
from comity.lexicon.triggers import Trigger

NOT_AT_CROWDS = frozenset({"PROTEST", "THREATEN", "AGREE", "REQUEST", "MOBILIZE"})
LAW = frozenset({"COP", "JUD"})
UNDER_LAW = frozenset({"ACCUSE", "COERCE", "SANCTION"})
RISING = frozenset({"REB", "OPP", "MIL", "UAF", "CVL"})
MADE_UP = frozenset({"agent", "context"})  # how a side was found that no word of the text tells


def told_by_act(view: View, i: int, trigger: Trigger, actor: People, recipient: People) -> tuple[People, People]:
    """Both sides of an act, with what the act itself tells of them."""
    if trigger.event_type in NOT_AT_CROWDS:
        recipient = tuple(p for p in recipient if not _crowd(view, p))  # who takes part in a protest does not protest against it
    if trigger.event_type == "PROTEST":
        recipient = recipient or _rulers(view, i, actor)
    if trigger.event_type == "AGREE" and trigger.pos == "v":
        actor, recipient = _agreeing(view, i, actor, recipient)
    if trigger.event_type == "REQUEST" and trigger.pos == "n":
        actor = tuple(p for p in actor if p not in _answerers(view, i))
    if trigger.event_type == "ASSAULT" and trigger.pos == "n" and recipient and not actor:
        actor = tuple(p for p in _convicts(view, i) if p not in recipient)
    if trigger.event_type == "ASSAULT" and trigger.pos == "n" and not recipient:
        recipient = _answering(view, i, actor)
    if trigger.event_type == "REQUEST" and trigger.pos == "v":
        recipient = tuple(p for p in recipient if p not in _asked_for(view, i))
    if trigger.event_type in UNDER_LAW:
        law = next((p for p in actor if p.sector in LAW and p.code != UNKNOWN), None)
        if law is not None:
            before = law.sector == "JUD"  # a suspect whom the police seek may be a stranger, one before the courts seldom is
            recipient = tuple(
                replace(p, code=law.code, confidence=0.6) if p.code == UNKNOWN and not p.id and (before or p.name) else p for p in recipient
            )
    if trigger.mode == "seize" and len(recipient) == 1 and (recipient[0].id or "").startswith("state:"):
        state = recipient[0]
        actor = tuple(
            replace(p, code=state.code, resolved_by="context", confidence=0.6) if p.sector in RISING and p.resolved_by in MADE_UP else p
            for p in actor
        )
    if (trigger.event_type, trigger.mode) == ("RETREAT", "withdraw"):  # "withdrew from a nearby outpost" leaves one of its own
        own = {p.code for p in actor}
        recipient = tuple(p for p in recipient if p.resolved_by not in MADE_UP or p.code not in own)
    if trigger.mode == "third-party" and len(recipient) < 2:
        recipient = _parties(view, i, actor) or recipient
    if trigger.pos == "n" and {(p.start, p.end) for p in actor} & {(p.start, p.end) for p in recipient}:
        actor = ()  # "the release of prisoners" is not the prisoners' doing
    return actor, recipient


def _agreeing(view: View, i: int, actor: People, recipient: People) -> tuple[People, People]:
    """The parties of a deal that somebody else announces: "announced deals between Chad and Sudan"."""
    parse = view.parse
    inside = [c for o in parse.with_dep(i, "obj") for c in parse.with_dep(o, "nmod") if parse.cases[c] == "between"]
    parties = tuple({p.id or p.start: p for c in inside for p in participants_at(view, c)}.values())
    return (parties, ()) if len(parties) > 1 else (actor, recipient)


def _answering(view: View, i: int, actor: People) -> People:
    """Who was attacked, as those who answer an attack: "said they retaliated against the shelling by Sudan"."""
    parse = view.parse
    noun = parse.first_conjunct(i)
    verb = parse.heads[noun]
    if not parse.is_verb(verb) or parse.lemmas[verb] not in view.language.words["answering_verb"] or not parse.cases[noun]:
        return ()
    own = {p.code for p in actor}
    return tuple(p for s in subjects(parse, verb, view.control) for p in participants_at(view, s) if p.code not in own)


def _convicts(view: View, i: int) -> People:
    """Who did what somebody is jailed, charged or sought for: "was jailed for the killing of", "serves a sentence for the murder of"."""
    parse, words = view.parse, view.language.words
    noun = parse.first_conjunct(i)
    verb = next((a for a in parse.ancestors(noun) if parse.is_verb(a)), None)
    if verb is None or parse.cases[noun] not in ("for", "of", "with") or parse.lemmas[verb] not in words["law_verb"]:
        return ()
    serving = parse.lemmas[verb] == "serve"
    convicts = subjects(parse, verb, view.control) if serving else objects(parse, verb, view.control)
    return tuple(p for t in convicts for p in participants_at(view, t))


def _answerers(view: View, i: int) -> People:
    """Who answers a request is not who made it: "agreed to the request", "rejected the demand"."""
    parse = view.parse
    noun = parse.first_conjunct(i)
    verb = parse.heads[noun]
    if not parse.is_verb(verb) or parse.lemmas[verb] not in TAKES_UP | {"agree", "approve", "grant", "dismiss", "comply"}:
        return ()
    return tuple(p for s in subjects(parse, verb, view.control) for p in participants_at(view, s))


def _asked_for(view: View, i: int) -> People:
    """Those for whom something is demanded, not of whom: "demanded the release of prisoners"."""
    parse = view.parse
    things = [c for c in parse.with_dep(i, "obj") if parse.lemmas[c] in view.language.words["undergone_noun"]]
    return tuple(p for c in things for n in parse.with_dep(c, "nmod") if parse.cases[n] == "of" for p in participants_at(view, n))


def _rulers(view: View, i: int, actor: People) -> People:
    """The government whose law, plan or deed a protest is against: "protested against the law"."""
    parse, words = view.parse, view.language.words
    if not actor or actor[0].code == UNKNOWN or not actor[0].code.isalpha():
        return ()
    near = [
        *filler(parse, i, "against", view.control),
        *filler(parse, i, "over", view.control),
        *(parse.with_dep(i, "obj") if parse.is_verb(i) else []),
    ]
    for c in near:
        if c not in view.actors.heads and parse.lemmas[c] in words["rulers_deed"]:
            start, end = parse.starts[c], parse.ends[c]
            return (Participant(parse.words[c], start, end, None, None, actor[0].code, "GOV", (), "context", 0.6),)
    return ()


def _crowd(view: View, person: Participant) -> bool:
    """Whether a participant is only a gathering."""
    words = view.language.words["crowd_noun"]
    return any(person in people and view.parse.lemmas[t] in words for t, people in view.actors.heads.items())


def _parties(view: View, i: int, actor: People) -> People:
    """Between whom somebody mediates: "brokered a deal establishing relations between Sudan and Chad", "a deal it brokered between …"."""
    parse = view.parse
    noun = parse.heads[i] if parse.deps[i] == "acl:relcl" else i
    inside = [c for c in parse.subtree(noun) if parse.cases[c] == "between"]
    own = {p.code for p in actor}
    return tuple({p.id or p.start: p for c in inside for p in participants_at(view, c) if p.code not in own}.values())
