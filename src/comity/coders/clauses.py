"""The clauses that a verb or noun holds, and what a told clause says should or would be done."""

from comity.coders.people import View, participants_at
from comity.coders.slots import is_infinitive, subjects
from comity.core.parse import Parse

SHALL = frozenset({"must", "should", "ought"})
FORETELLING = frozenset({"will", "would", "wo", "shall", "could", "may", "might", "'d", "'ll", "’d", "’ll"})
IN_POWER = frozenset({"GOV", "MIL", "REB", "UAF", "PRM", "PRE", "COP", "JUD", "LEG", "SPY"})
PEOPLE = frozenset({"CVL", "UNK", "ELI"})  # advice to them is not asking a side for anything
VICTIM_VERBS = frozenset({"lose", "face", "pay", "regret"})  # what happens to him who is threatened


def is_wish(parse: Parse, c: int) -> bool:
    """Whether a that-clause says what should be: "insisted that Iran stop", "insisted that Iran should stop"."""
    helpers = parse.with_dep(c, "aux")
    should = any(parse.lemmas[h] in ("should", "must") for h in helpers)
    singular = any(parse.tags[s] in ("NN", "NNP") for s in parse.with_dep(c, "nsubj"))
    told = parse.tags[parse.heads[c]] == "VBD"  # after a past, a present that is none: "insisted that troops leave"
    bare = parse.tags[c] == "VB" or (parse.tags[c] == "VBP" and (singular or (told and parse.lemmas[c] not in ("be", "have"))))
    return complement_kind(parse, c) == "that" and bare and (should or not helpers)


def is_duty(view: View, told: int, c: int) -> bool:
    """Whether a told clause says what another must do: "said that Iran must stop", not "said he must go" or "said it must be wrong"."""
    parse = view.parse
    if complement_kind(parse, c) != "that" or not parse.is_verb(c) or parse.is_passive(c) or parse.lemmas[c] == "be":
        return False
    helpers = parse.with_dep(c, "aux")
    duty = any(parse.lemmas[h] in SHALL for h in helpers) and not any(parse.lemmas[h] == "have" for h in helpers)
    if not duty or any(parse.lemmas[m] in ("if", "whether") for m in parse.with_dep(c, "mark")):
        return False
    if any(participants_at(view, o) for o in parse.with_dep(told, "obj", "iobj")):  # "told the president that he must resign"
        return True
    doers = [s for s in parse.with_dep(c, "nsubj") if parse.tags[s] != "PRP"]
    speakers = {p.id or p.code for s in subjects(parse, told, view.control) for p in participants_at(view, s)}
    people = [p for s in doers for p in participants_at(view, s) if (p.start, p.end) not in view.actors.weak]
    return any((p.id or p.code) not in speakers and p.sector not in PEOPLE for p in people)


def is_menace(view: View, told: int, c: int) -> bool:
    """Whether a told clause says what harm its speaker will do: "said it would close the port unless", "told them they would lose their visas"."""
    parse = view.parse
    helpers = [parse.words[h].lower() for h in parse.with_dep(c, "aux")]
    kind = complement_kind(parse, c)
    ahead = kind == "inf" or (kind == "that" and not FORETELLING.isdisjoint(helpers))
    if not ahead or not parse.is_verb(c) or parse.with_dep(c, "neg") or "have" in helpers:
        return False
    harmful = parse.lemmas[c] in view.language.words["harm"] and (
        parse.lemmas[c] not in VICTIM_VERBS
        or any(parse.lemmas[o] in view.language.words["lost_to_threat"] for o in parse.with_dep(c, "obj"))
    )
    marks = {parse.lemmas[m].lower() for v in (told, c) for d in parse.with_dep(v, "advcl") for m in parse.with_dep(d, "mark")}
    conditional = "unless" in marks or ("if" in marks and harmful)
    addressed = (
        kind == "that"
        and harmful
        and parse.lemmas[told] in ("tell", "warn")
        and any(participants_at(view, o) for o in parse.with_dep(told, "obj", "iobj"))
    )
    return (conditional or addressed) and (kind == "inf" or _in_his_hand(view, told, c))


def _in_his_hand(view: View, told: int, c: int) -> bool:
    """Whether what is foretold is the speaker's to do: by him or his, by nobody named, or what befalls the one he threatens."""
    parse = view.parse
    speakers = [p for s in subjects(parse, told, view.control) for p in participants_at(view, s)]
    doers = [p for s in parse.with_dep(c, "nsubj") for p in participants_at(view, s)]
    if parse.is_passive(c) or parse.lemmas[c] in VICTIM_VERBS:
        agents = [a for a in parse.children[c] if parse.deps[a] == "obl:agent" or parse.cases[a] == "by"]
        return not agents and any(p.sector in IN_POWER or p.code in ("IGO", "IMG") for p in speakers)
    if parse.lemmas[c] in ("leave", "quit") and any(parse.words[s].lower() in ("he", "she", "i") for s in parse.with_dep(c, "nsubj")):
        return False  # his own office
    own = any(p.code == q.code and (p.id == q.id or p.code not in ("IGO", "NGO", "MNC", "IMG")) for p in speakers for q in doers)
    return own or (not doers and any(parse.tags[s] == "PRP" for s in parse.with_dep(c, "nsubj")))


def complements(parse: Parse, i: int) -> list[int]:
    """The clauses that a trigger governs."""
    return [
        c
        for c in parse.children[i]
        if parse.deps[c] in ("xcomp", "ccomp", "acl", "advcl", "pcomp", "parataxis") and complement_kind(parse, c)
    ]


def complement_kind(parse: Parse, c: int) -> str:
    """inf, ger or that for a complement clause; "" for other clauses."""
    if is_infinitive(parse, c):
        return "inf" if parse.deps[c] != "advcl" or not parse.cases[c] else "ger"
    if parse.tags[c] == "VBG" and (parse.cases[c] or parse.deps[c] in ("xcomp", "pcomp")):
        return "ger"
    return "that" if parse.deps[c] in ("ccomp", "parataxis") or (parse.deps[c] == "acl" and parse.tags[c] in ("VBD", "VBZ", "VBP")) else ""
