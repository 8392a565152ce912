"""What a reading lacks to be a political act: a slot that the codebook demands, or politics."""

from comity.coders.domestic import STATESMEN
from comity.coders.everyday import everyday
from comity.coders.frames import undergoing
from comity.coders.implied import dated
from comity.coders.match import entries
from comity.coders.people import View
from comity.coders.slots import light_verb, subjects
from comity.core.actor import Participant
from comity.lexicon.triggers import TOLD, Trigger

NEEDS_RECIPIENT = frozenset({"COOPERATE", "AID", "SANCTION"})
DOERLESS = frozenset({"ACCUSE", "RETREAT", "PROTEST", "SANCTION", "COERCE", "ASSAULT"})  # a political victim or recipient is enough
BUSINESS = frozenset({"BUS", "JRN", "EDU", "MED"})  # among themselves they are not in politics
PRIVATE = BUSINESS | {"ELI", "CRM"}
WITH_STATES = frozenset({"AGREE", "SUPPORT", "CONCEDE", "CONSULT", "COOPERATE", "AID", "REJECT", "COERCE", "ACCUSE"})
COURTEOUS = frozenset({"AGREE", "SUPPORT", "CONCEDE", "CONSULT"})
SPOKEN = frozenset({"AGREE", "SUPPORT", "ACCUSE", "REJECT", "REQUEST", "CONCEDE"})
NAMELESS = frozenset({"ASSAULT", "COERCE"})
FORCE = frozenset({"COP", "MIL", "REB", "UAF", "PRM", "SPY"})
RULERS = frozenset({"misinformation", "censor", "restrict", "arrest", "curfew", "martial-law"})  # what only somebody in power can do
OUTVOTED = frozenset({"defeat", "beat"})
ARMED = frozenset({"UAF", "REB", "PRM"})


def lack(view: View, i: int, trigger: Trigger, actor: tuple[Participant, ...], recipient: tuple[Participant, ...]) -> str:
    """The slot without which the codebook allows no claim, "" where nothing is missing."""
    everybody = (*actor, *recipient)
    if _only_somebody(view, i, trigger, actor, recipient):
        return "actor_missing"
    if not actor and trigger.event_type not in DOERLESS:
        return "actor_missing"
    if not actor and trigger.pos == "v" and trigger.event_type in NAMELESS and _by_accident(view, i):
        return "not_political"
    if trigger.event_type in ("ASSAULT", "COERCE", "SUPPORT", "THREATEN") and _figurative(view, i):
        return "not_political"
    partnered = trigger.event_type == "ACCUSE" or (trigger.event_type in WITH_STATES and bool(actor))
    trade = trigger.event_type in ("COOPERATE", "AGREE", "CONSULT") or len({p.code for p in everybody}) == 1
    private = partnered and trade and all(p.sector in BUSINESS for p in everybody)
    if private or _contest(view, trigger, actor, recipient):
        return "not_political"
    if trigger.event_type == "PROTEST" and actor and all(p.sector == "GOV" for p in actor):
        return "not_political"  # "held a campaign rally"
    if trigger.event_type == "AGREE" and actor and all(p.sector in BUSINESS for p in actor):
        return "not_political"  # "offer flights to Cuba"
    if trigger.event_type == "AGREE" and trigger.mutual and trigger.pos == "n" and not _being_made(view, i):
        return "recipient_missing"
    if trigger.mode in RULERS and _powerless(actor, recipient):
        return "not_political"
    if why := everyday(view, i, trigger, actor, recipient):
        return why
    alone = len(actor) < 2 and not recipient
    if (
        alone
        and trigger.event_type == "CONSULT"
        and all(p.sector in PRIVATE | {"CVL", "LAB", "AGR", "UNK"} and p.code != "IGO" for p in actor)
    ):
        return "recipient_missing"
    if alone and trigger.event_type in COURTEOUS and all(p.sector in PRIVATE for p in actor):
        return "recipient_missing"
    told = any(c.slot == "comp" and not c.negated and c.words <= TOLD for c in trigger.conditions)
    if not recipient and (told or trigger.event_type in NEEDS_RECIPIENT and alone):
        return "recipient_missing"
    if alone and trigger.pos == "n" and _half_told(view, i, trigger, actor):
        return "recipient_missing"
    if (alone and (trigger.head, trigger.pos) == ("visit", "v")) or (
        trigger.mode == "visit" and {p.code for p in actor} == {p.code for p in recipient}
    ):
        return "recipient_missing"
    return ""


def _only_somebody(view: View, i: int, trigger: Trigger, actor: tuple[Participant, ...], recipient: tuple[Participant, ...]) -> bool:
    """Whether nobody takes part, or only people in general in an act that is not political by itself."""
    everybody = (*actor, *recipient)
    if not all((p.start, p.end) in view.actors.weak and p.sector not in ARMED for p in everybody):
        return False
    if not everybody or trigger.event_type not in NAMELESS:
        return not (trigger.event_type == "PROTEST" and actor)  # who protests acts in politics
    killed = (
        trigger.pos == "n" and trigger.head not in view.language.words["undergone_noun"] and bool(undergoing(view, i))
    )  # "died in a bombing"
    attacks = view.language.words["attack_noun"]
    struck = trigger.pos == "v" and any(view.parse.lemmas[s] in attacks for s in subjects(view.parse, i, view.control))  # "a strike killed"
    return not (killed or struck or _violent(view, i) or _official(view))


def _being_made(view: View, i: int) -> bool:
    """Whether an agreement named by a noun comes about in its sentence; an existing treaty is no act."""
    parse = view.parse
    verb = parse.heads[parse.first_conjunct(i)]
    made = parse.is_verb(verb) and (
        parse.lemmas[verb] in view.language.words["treaty_verb"] or light_verb(parse, i, view.control) is not None
    )
    return made or dated(view, i) or any(parse.lemmas[c] in ("a", "an", "new", "no") for c in parse.children[i])


def _powerless(actor: tuple[Participant, ...], recipient: tuple[Participant, ...]) -> bool:
    """Whether private people, or nobody, would have done to a government what only a government can do."""
    if actor:
        return all(p.sector in ("CVL", "EDU", "MED") for p in actor)
    return bool(recipient) and all(p.sector == "GOV" and not (p.id or "").startswith("person:") for p in recipient)


def _half_told(view: View, i: int, trigger: Trigger, actor: tuple[Participant, ...]) -> bool:
    """Whether a noun leaves the other side open where it matters: "the deal", "his promises", "their willingness"."""
    if trigger.mutual:
        return trigger.event_type == "AGREE" or light_verb(view.parse, i, view.control) is None
    pronoun = [c for c in view.parse.with_dep(i, "nmod:poss") if view.parse.tags[c] == "PRP$"]
    words_only = (
        trigger.event_type == "ASSAULT" and trigger.head in view.language.words["contest"] and all(p.sector in STATESMEN for p in actor)
    )
    return (
        bool(pronoun)
        and (trigger.event_type in SPOKEN or words_only)
        and all(p.start == view.parse.starts[c] for p in actor for c in pronoun)
    )


def _official(view: View) -> bool:
    """Whether the sentence names somebody who uses or answers force by office: then unnamed people are whom it is used on."""
    people = [p for found in view.actors.heads.values() for p in found if (p.start, p.end) not in view.actors.weak]
    return any(p.sector in FORCE for p in people)


def _by_accident(view: View, i: int) -> bool:
    """Whether something other than people or weapons did it, or it came about in an accident: "the storm killed", "hurt in a crash"."""
    parse, words = view.parse, view.language.words
    doers = [s for s in subjects(parse, i, view.control) if parse.is_noun(s) and parse.deps[s] != "nsubj:pass"]
    if doers and (
        not any(parse.lemmas[s] in words["violent_doer"] for s in doers)
        or (not parse.is_passive(i) and all(parse.lemmas[s] in words["accident"] for s in doers))  # "a fire destroyed homes"
    ):
        return True
    return any(
        parse.lemmas[c] in words["accident"] for c in parse.children[i] if parse.cases[c] in ("in", "by", "when", "after", "during", "from")
    )


def _contest(view: View, trigger: Trigger, actor: tuple[Participant, ...], recipient: tuple[Participant, ...]) -> bool:
    """Whether politicians only beat or attack each other with words or votes: "to defeat Donald Trump", "attacked him for his record"."""
    if trigger.pos != "v" or trigger.event_type != "ASSAULT" or trigger.head not in view.language.words["contest"]:
        return False
    if not actor:  # "defeating the president starts with uniting"
        return trigger.head in OUTVOTED and bool(recipient) and all((p.id or "").startswith("person:") for p in recipient)
    people = [p for p in (*actor, *recipient) if p.sector in STATESMEN]
    personal = any(
        (p.id or "").startswith("person:") or p.resolved_by in ("coreference", "apposition", "office") for p in (recipient or actor)
    )
    return personal and len(people) == len(actor) + len(recipient) and len({p.code for p in people}) == 1


def _figurative(view: View, i: int) -> bool:
    """Whether words of force are used of games, arts, diseases or questions: "battling cancer", "bombarded with questions"."""
    parse, words = view.parse, view.language.words
    aimed = [
        c
        for c in parse.children[i]
        if parse.deps[c] == "obj" or parse.cases[c] in ("with", "at") or (parse.cases[c] == "of" and parse.is_noun(i))
    ]
    if any(parse.lemmas[c] in words["figurative_object"] for c in aimed):
        return True
    weather = any(parse.lemmas[c] in words["weather"] for c in parse.with_dep(i, "compound", "amod"))
    return weather or any(lemma in words["play"] for lemma in parse.lemmas)


def _violent(view: View, i: int) -> bool:
    """Whether another word of the sentence names an attack or a protest: then unnamed people are its victims or doers."""
    parse = view.parse
    return any(
        t.event_type in ("ASSAULT", "PROTEST") and not t.conditions
        for k in range(len(parse))
        if k != i and (parse.is_noun(k) or parse.is_verb(k))
        for t in entries(view.language, parse, k)
    )
