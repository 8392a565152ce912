"""Which time expression and which place of a sentence belong to which act."""

import bisect
from collections.abc import Sequence

from comity.core.parse import SUBJECTS, Parse

SAME_TIME = frozenset({"", "in", "during", "at", "for", "with", "as", "of", "into", "on", "including"})


def token_at(parse: Parse, start: int, end: int) -> int | None:
    """The token that heads the characters `start..end`."""
    first = bisect.bisect_right(parse.starts, start) - 1
    last = bisect.bisect_left(parse.ends, end)
    if first < 0 or first >= len(parse):
        return None
    tokens = range(first, min(last, len(parse) - 1) + 1)
    return next((t for t in tokens if parse.heads[t] not in tokens or parse.heads[t] == t), first)


def attachment(parse: Parse, event: int, modifier: int, acts: Sequence[int]) -> int | None:
    """How directly a modifier (a date's or place's token) belongs to an act; None where it belongs to something else.

    0: it hangs on the act or its noun phrase; 1: on the verb that carries the act; 2: on the verb of the clause around it.
    Other acts in between take it for themselves.
    """
    carriers = _carriers(parse, event)
    noun, clause = parse.heads[modifier], parse.heads[parse.heads[modifier]]
    if noun in acts and clause not in acts and parse.deps[noun] == "obj" and parse.heads[clause] == event and same_time(parse, clause):
        return 2  # "detained while filming a protest in Cairo"
    t = modifier
    for _ in range(len(parse)):
        if t == event:
            return 0
        if t != modifier and t in acts and t not in _shared(parse, event) and not (parse.heads[t] == event and same_time(parse, t)):
            return None
        if t in carriers:
            return 1 + carriers.index(t)
        if parse.heads[t] == t or (t != modifier and _own_clause(parse, t)):
            return None
        if t != modifier and parse.heads[t] == event and same_time(parse, t):
            return 2
        if t != modifier and parse.is_verb(t) and parse.deps[t] in ("acl:relcl", "advcl", "ccomp", "acl"):
            told_of = parse.heads[t] == event or parse.heads[t] in _shared(parse, event)
            return 1 if told_of and parse.deps[t] in ("acl:relcl", "acl") else None
        t = _teller_before(parse, t, acts) if t == modifier else parse.heads[t]
    return None


def _teller_before(parse: Parse, modifier: int, acts: Sequence[int]) -> int:
    """What a modifier hangs on. One that closes the subject belongs to the clause or act in it, though parsers hang it on the main verb:
    "the quake that struck Luzon on Friday has killed ten", "the seizure of the port by rebels in 2014 was condemned"."""
    verb = parse.heads[modifier]
    if parse.deps[verb] in ("acl", "acl:relcl") and modifier < parse.heads[verb] < verb and parse.deps[parse.heads[verb]] in SUBJECTS:
        return parse.heads[parse.heads[verb]]  # "On Tuesday the envoy speaking for Greece called"
    if not (parse.is_verb(verb) and modifier < verb and parse.deps[modifier] in ("obl", "npadvmod")):
        return verb
    if parse.deps[verb] == "ccomp" and parse.heads[verb] == min(parse.subtree(modifier)) - 1:
        return parse.heads[verb]  # "said on Monday it would send troops"
    subjects = [s for s in parse.with_dep(verb, *SUBJECTS) if s < modifier]
    inside = [t for s in subjects for t in parse.subtree(s) if t < modifier and (parse.deps[t] == "acl:relcl" or (t == s and t in acts))]
    first = min(parse.subtree(modifier))
    return inside[-1] if inside and "," not in parse.words[inside[-1] : first] else verb


def _own_clause(parse: Parse, verb: int) -> bool:
    """Whether a verb joined to another tells of somebody else, with time and place of its own: "… and its craft is to fly in May"."""
    return parse.is_verb(verb) and parse.deps[verb] in ("conj", "parataxis") and bool(parse.with_dep(verb, *SUBJECTS))


def _carriers(parse: Parse, event: int) -> list[int]:
    """The verbs, nearest first, whose time and place are the act's own: up to the head of its clause, not through speech verbs."""
    found: list[int] = []
    t = event
    for _ in range(len(parse)):
        dep, head = parse.deps[t], parse.heads[t]
        if head == t or (parse.is_verb(t) and dep in ("ccomp", "acl:relcl", "parataxis", "acl")):
            return found
        marked = parse.cases[t] or any(parse.deps[c] == "mark" for c in parse.children[t])
        if parse.is_verb(t) and dep == "advcl" and marked and not same_time(parse, t) and not _by_doing(parse, t):
            return found
        home = parse.cases[t] == "to" and parse.lemmas[head] == "home"  # "has been home to protests since June"
        if not parse.is_verb(t) and not home and (parse.cases[t] not in SAME_TIME or (dep == "nmod" and parse.cases[t] == "on")):
            return found
        if dep in ("nsubj", "nmod:poss") and not parse.is_verb(t):
            return [*found, head] if dep == "nsubj" else found
        found.append(head)
        t = head
    return found


def same_time(parse: Parse, clause: int) -> bool:
    """Whether a clause tells the time of the one around it: "killed on Friday when police opened fire", "when opening the talks"."""
    if parse.deps[clause] != "advcl" or not parse.is_verb(clause):
        return False
    opener = min(parse.subtree(clause))
    word = parse.words[opener].lower()
    aside = opener > 0 and parse.words[opener - 1] == ","
    if not (word == "when" or (word in ("as", "while") and parse.heads[opener] == clause and not aside)):
        return False
    return not any(
        parse.lemmas[c] == "have" or parse.tags[c] == "MD" for v in (clause, parse.heads[clause]) for c in parse.with_dep(v, "aux")
    )


def told_past(parse: Parse, verb: int) -> bool:
    """Whether a verb stands in the past, "had met" included."""
    return parse.tags[verb] == "VBD" or any(parse.words[c].lower() == "had" for c in parse.with_dep(verb, "aux"))


def _purpose(parse: Parse, verb: int) -> bool:
    """Whether an infinitive tells what a past act was for: "gathered in Cairo on Wednesday to discuss the war"."""
    purpose = parse.deps[verb] == "advcl" and parse.tags[verb] == "VB" and told_past(parse, parse.heads[verb])
    return purpose and any(parse.tags[c] == "TO" for c in parse.children[verb])


def _by_doing(parse: Parse, verb: int) -> bool:
    """Whether a gerund tells in or by what another act was done: "in May 1978 ended the war in mediating the accord"."""
    gerund = parse.deps[verb] == "advcl" and parse.tags[verb] == "VBG" and parse.cases[verb] in ("in", "by")
    return gerund and not parse.with_dep(verb, "aux", "neg", *SUBJECTS)


def _shared(parse: Parse, event: int) -> list[int]:
    """The verbs whose time and place an act shares even where they are acts themselves: "visited in 2022, signing a pact"."""
    found = [
        c for c in parse.children[event] if parse.cases[c] in ("in", "during", "by") and parse.is_noun(c)
    ]  # "killed in a bombing on Friday"
    t = event
    while parse.heads[t] != t:
        participle = parse.deps[t] == "advcl" and parse.tags[t] == "VBG" and not parse.cases[t] and not parse.with_dep(t, "mark", "nsubj")
        if (
            not participle
            and not _by_doing(parse, t)
            and not _purpose(parse, t)
            and not same_time(parse, t)
            and not (parse.deps[t] == "conj" and parse.is_verb(t) and not parse.with_dep(t, "nsubj"))
        ):
            return found
        t = parse.heads[t]
        found.append(t)
    return found


def said_aside(parse: Parse, event: int) -> bool:
    """Whether a participle after a reported clause is what its speaker did with it: "acknowledged on Saturday that …, blaming the crew"."""
    verb = parse.heads[event]
    loose = parse.deps[event] == "advcl" and parse.tags[event] == "VBG" and event > 0 and parse.words[event - 1] == ","
    return loose and parse.deps[verb] == "ccomp" and parse.tags[parse.heads[verb]] == "VBD"


def after_which(parse: Parse, event: int) -> bool:
    """“died on Tuesday after being shot”: a passive gerund, which tells of the blow itself."""
    return parse.deps[event] == "advcl" and parse.cases[event] == "after" and parse.tags[event] == "VBN"
