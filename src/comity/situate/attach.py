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
    t = modifier
    for _ in range(len(parse)):
        if t == event:
            return 0
        if t != modifier and t in acts and t not in _shared(parse, event):
            return None
        if t in carriers:
            return 1 + carriers.index(t)
        if parse.heads[t] == t or (t != modifier and _own_clause(parse, t)):
            return None
        if t != modifier and parse.is_verb(t) and parse.deps[t] in ("acl:relcl", "advcl", "ccomp", "acl"):
            told_of = parse.heads[t] == event or parse.heads[t] in _shared(parse, event)
            return 1 if told_of and parse.deps[t] in ("acl:relcl", "acl") else None
        t = parse.heads[t]
    return None


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
        if parse.is_verb(t) and dep == "advcl" and (parse.cases[t] or any(parse.deps[c] == "mark" for c in parse.children[t])):
            return found
        if not parse.is_verb(t) and (parse.cases[t] not in SAME_TIME or (dep == "nmod" and parse.cases[t] == "on")):
            return found
        if dep in ("nsubj", "nmod:poss") and not parse.is_verb(t):
            return [*found, head] if dep == "nsubj" else found
        found.append(head)
        t = head
    return found


def _shared(parse: Parse, event: int) -> list[int]:
    """The verbs whose time and place an act shares even where they are acts themselves: "visited in 2022, signing a pact"."""
    found = [
        c for c in parse.children[event] if parse.cases[c] in ("in", "during", "by") and parse.is_noun(c)
    ]  # "killed in a bombing on Friday"
    t = event
    while parse.heads[t] != t:
        participle = parse.deps[t] == "advcl" and parse.tags[t] == "VBG" and not parse.cases[t] and not parse.with_dep(t, "mark", "nsubj")
        if not participle and not (parse.deps[t] == "conj" and parse.is_verb(t) and not parse.with_dep(t, "nsubj")):
            return found
        t = parse.heads[t]
        found.append(t)
    return found
