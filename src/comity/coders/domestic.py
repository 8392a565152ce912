"""Readings that are a country's or a firm's own business, and so no act between sides: each function names its sentence."""

from comity.coders.match import People
from comity.coders.people import View
from comity.lexicon.triggers import Trigger

PRIVATE = frozenset({"CVL", "BUS", "JRN", "EDU", "MED", "LAB", "SOC", "CRM", "UNK", "AGR"})
STATESMEN = frozenset({"GOV", "ELI", "PTY", "OPP", "LEG"})
LAWMAKERS = frozenset({"LEG", "PTY", "OPP"})
OWN_CASE = frozenset({"defend", "justify"})
BREAKS = frozenset({"breach", "violate"})
FORCES = frozenset({"GOV", "MIL", "COP", "REB", "PRM", "SPY"})


def at_home(view: View, i: int, trigger: Trigger, actor: People, recipient: People) -> bool:
    """Whether a filled reading is bills, courts, campaigns, firms or words at home."""
    return (
        _law_making(view, i, trigger, actor, recipient)
        or _defends_own(view, i, trigger, recipient)
        or _struck_by_things(view, i, trigger, actor)
        or _firms_own(trigger, actor, recipient)
        or _colleagues(trigger, actor)
        or _bids_pray(view, i, trigger)
        or (trigger.head == "blame" and _is_to(view, i))
        or _keeps_mum(view, i, trigger, actor)
        or _no_crowd(view, i, trigger)
        or _any_law(view, i, trigger)
        or _unmoved(view, i, trigger)
        or _told_his_chief(trigger, actor, recipient)
        or _leaves_the_race(view, i, trigger, actor, recipient)
        or _breaks_terms(trigger, actor, recipient)
        or _overpowers(trigger, actor, recipient)
    )


def _law_making(view: View, i: int, trigger: Trigger, actor: People, recipient: People) -> bool:
    """Parties and houses about their own bills: "194 Republicans opposed the resolution", "ratified the amendment"."""
    if (
        trigger.head == "propose"
        and not recipient
        and any(view.parse.lemmas[o] in view.language.words["bill"] for o in view.parse.with_dep(i, "obj"))
    ):
        return True
    if trigger.event_type not in ("SUPPORT", "REJECT", "ACCUSE", "AGREE") or not actor or trigger.head in ("veto", "filibuster"):
        return False
    if any(p.sector not in LAWMAKERS for p in (*actor, *recipient)) or len({p.code for p in (*actor, *recipient)}) > 1:
        return False
    parse, bills = view.parse, view.language.words["bill"]
    about = [
        c for c in parse.children[i] if parse.deps[c] in ("obj", "nsubj:pass") or parse.cases[c] in ("on", "for", "against", "of", "in")
    ]
    own = any(parse.lemmas[c] in bills for c in about)
    meant = any(parse.words[c].lower() == "it" for c in (*about, *parse.children[parse.heads[i]])) and any(
        lemma in bills for lemma in parse.lemmas
    )
    return own or (meant and not recipient)


def _defends_own(view: View, i: int, trigger: Trigger, recipient: People) -> bool:
    """ "He defended his policies" supports nobody."""
    owned = [c for o in view.parse.with_dep(i, "obj") for c in view.parse.with_dep(o, "nmod:poss")]
    return (
        trigger.event_type == "SUPPORT" and trigger.head in OWN_CASE and not recipient and any(view.parse.tags[c] == "PRP$" for c in owned)
    )


def _struck_by_things(view: View, i: int, trigger: Trigger, actor: People) -> bool:
    """ "He was struck by a Toyota": a firm's name says what hit somebody, not who."""
    passive = trigger.event_type == "ASSAULT" and trigger.pos == "v" and view.parse.is_passive(i)
    return passive and bool(actor) and all(p.sector == "BUS" for p in actor)


def _firms_own(trigger: Trigger, actor: People, recipient: People) -> bool:
    """What firms do that only states do in politics: "tested its rocket", "the network breached no law"."""
    if not actor or any(p.sector not in ("BUS", "EDU", "JRN") for p in actor):
        return False
    others = any(p.code not in {a.code for a in actor} for p in recipient)
    if trigger.event_type == "REQUEST" and all(p.sector == "BUS" for p in (*actor, *recipient)):
        return True  # one firm asks another
    return (trigger.event_type == "MOBILIZE" and trigger.mode in ("weapons", "exercise")) or (trigger.head in BREAKS and not others)


def _colleagues(trigger: Trigger, actor: People) -> bool:
    """ "He worked with the chief minister": politicians of one government go about its business."""
    if trigger.event_type != "COOPERATE" or trigger.head != "work" or len(actor) < 2:
        return False
    plain = any(p.sector == "CVL" and p.code != "NGO" for p in actor)  # "the plaintiffs worked with a charity"
    return plain or (len({p.code for p in actor}) == 1 and all(p.sector in STATESMEN | PRIVATE for p in actor))


def _bids_pray(view: View, i: int, trigger: Trigger) -> bool:
    """ "Asked people to pray for him" asks for nothing in politics."""
    parse = view.parse
    asked = [c for c in (*parse.children[i], *(d for o in parse.children[i] for d in parse.children[o])) if parse.is_verb(c)]
    return trigger.event_type == "REQUEST" and any(parse.lemmas[c] == "pray" for c in asked)


def _is_to(view: View, i: int) -> bool:
    """ "The driver is to blame" blames in the reporter's words."""
    parse = view.parse
    bare = parse.tags[i] == "VB" and not parse.with_dep(i, "obj") and any(parse.tags[c] == "TO" for c in parse.children[i])
    return bare and parse.lemmas[parse.heads[i]] == "be"


def _keeps_mum(view: View, i: int, trigger: Trigger, actor: People) -> bool:
    """ "He declined to comment", "the court refused to hear the case"."""
    if trigger.event_type != "REJECT" or trigger.head not in ("decline", "refuse"):
        return False
    words, parse = view.language.words, view.parse
    unsaid = {parse.lemmas[c] for c in parse.with_dep(i, "xcomp")}
    return bool(unsaid & words["keeping_mum"]) or (bool(unsaid & words["hearing"]) and all(p.sector == "JUD" for p in actor))


def _no_crowd(view: View, i: int, trigger: Trigger) -> bool:
    """ "Resigned in protest": nobody demonstrated."""
    bare = view.parse.cases[i] == "in" and not view.parse.with_dep(i, "det", "amod", "nmod:poss", "compound")
    return trigger.event_type == "PROTEST" and trigger.pos == "n" and trigger.head == "protest" and bare


def _any_law(view: View, i: int, trigger: Trigger) -> bool:
    """ "Imposed a law on church schools" is no martial law."""
    laws = [o for o in view.parse.with_dep(i, "obj") if view.parse.lemmas[o] == "law"]
    return (
        trigger.mode == "martial-law"
        and bool(laws)
        and not any(view.parse.lemmas[c].lower() == "martial" for c in view.parse.children[laws[0]])
    )


def _unmoved(view: View, i: int, trigger: Trigger) -> bool:
    """ "They are not concerned about the levees" blames nobody."""
    parse = view.parse
    return (
        trigger.pos == "a" and trigger.event_type == "ACCUSE" and parse.deps[i] == "acomp" and bool(parse.with_dep(parse.heads[i], "neg"))
    )


def _told_his_chief(trigger: Trigger, actor: People, recipient: People) -> bool:
    """ "The staff did not brief the president": one government talks to itself."""
    people = (*actor, *recipient)
    own = len({p.code for p in people}) == 1 and all(p.sector in STATESMEN for p in people)
    return trigger.event_type == "CONSULT" and trigger.head in ("brief", "inform") and own


def _leaves_the_race(view: View, i: int, trigger: Trigger, actor: People, recipient: People) -> bool:
    """Campaigns: "her withdrawal from the race", "delegates pledged to the senator", "released his delegates"."""
    parse = view.parse
    person = trigger.pos == "n" and bool(actor) and all(p.text.lower() in ("his", "her") for p in actor)
    if trigger.event_type == "RETREAT" and trigger.mode == "withdraw" and person and not recipient:
        return not any(parse.cases[c] == "of" for c in parse.children[i])
    if trigger.mode != "release" and trigger.event_type != "AGREE":
        return False
    near = {parse.lemmas[c] for c in (parse.heads[i], *parse.children[i])}
    return "delegate" in near and not view.language.words["electing"].isdisjoint(parse.lemmas)


def _breaks_terms(trigger: Trigger, actor: People, recipient: People) -> bool:
    """ "The lobbyist violated his plea deal": a person or firm that breaks a law or a deal refuses no other state anything."""
    private = bool(actor) and all(p.sector in PRIVATE | STATESMEN - {"GOV"} for p in actor)
    return trigger.event_type == "REJECT" and trigger.head in BREAKS and private and not recipient


def _overpowers(trigger: Trigger, actor: People, recipient: People) -> bool:
    """ "A guest disarmed the shooter" ends a crime; forces disarm others, or themselves."""
    nameless = all(p.sector == "UAF" and not p.id for p in recipient)
    return trigger.mode == "disarm" and trigger.pos == "v" and bool(recipient) and nameless and not any(p.sector in FORCES for p in actor)
