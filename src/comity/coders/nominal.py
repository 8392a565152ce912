"""Acts named by nouns: the clauses and phrases that tell who does them, wherever the parser has hung these."""

from collections.abc import Collection

from comity.core.parse import Parse

MATTERS = frozenset({"of", "in", "to", "on", "for"})  # what stops, resumes or is given: "a halt to aid"
RELATIVE = frozenset({"WDT", "WP", "WP$"})
STRAYING = frozenset({"by", "of", "on", "against", "with", "to", "between", "from", "in", "at", "near"})

PLACED = frozenset({"at", "in", "on", "near", "outside"})
ADJACENT = frozenset({"by", "of", "on", "against", "with", "at", "to"})  # hung on the verb although they stand next to the noun


def relative_verbs(parse: Parse, noun: int, carrying: Collection[int]) -> list[int]:
    """Verbs of clauses about a noun that carry it: "the drill that Russia began", "the embargo decided on Monday by the Union"."""
    first = parse.first_conjunct(noun)
    clauses = [v for n in dict.fromkeys((noun, first)) for v in parse.with_dep(n, "acl:relcl", "acl") if v > noun and v in carrying]
    return [v for v in clauses if parse.tags[v] != "VBG" and parse.lemmas[v] != "be" and (parse.is_passive(v) or _done_to(parse, v))]


def _done_to(parse: Parse, verb: int) -> bool:
    """Whether the noun that a relative clause is about is what its verb does: the clause has a subject and no object of its own."""
    own = [s for s in parse.with_dep(verb, "nsubj") if parse.tags[s] not in RELATIVE]
    done = parse.with_dep(verb, "obj")
    return bool(own) and all((parse.tags[o] in RELATIVE and not parse.cases[o]) or parse.words[o].lower() == "that" for o in done)


def harmed(parse: Parse, noun: int) -> list[int]:
    """What an act strikes in a clause about it: "the attack which paralysed ministries", "a blast that killed ten soldiers"."""
    verbs = [v for v in parse.with_dep(noun, "acl:relcl") if any(parse.tags[s] in RELATIVE for s in parse.with_dep(v, "nsubj"))]
    return [o for v in verbs for c in (v, *parse.conjuncts(v)) for o in parse.with_dep(c, "obj")]


def of_matter(parse: Parse, noun: int, case: str) -> list[int]:
    """A noun's phrase that hangs on what the noun is about: "the suspension of aid to Uganda", "a break in relations with Iran"."""
    matters = [m for m in parse.with_dep(noun, "nmod") if parse.cases[m] in MATTERS and m > noun]
    return [c for m in matters for c in parse.children[m] if parse.cases[c] == case and c > m]


def strayed(parse: Parse, noun: int, case: str, days: Collection[int]) -> list[int]:
    """A noun's phrase that hangs on a date or place inside it, or on the verb above: "the rescue on 21 January by marines"."""
    if case not in STRAYING:
        return []
    found = [c for c in parse.subtree(noun) if c > noun and parse.cases[c] == case and _through_time(parse, noun, c, case, days)]
    if found or case not in ADJACENT:
        return found
    verb = parse.heads[parse.first_conjunct(noun)]
    if not parse.is_verb(verb) or parse.is_passive(verb) or verb > noun:
        return []
    edge, dated = max(parse.subtree(noun)), False
    for c in parse.children[verb]:
        phrase = parse.subtree(c)
        if phrase[0] != edge + 1:
            continue
        if parse.cases[c] == case and (case != "of" or dated):
            return [c]
        if c in days:
            inside = [n for n in parse.children[c] if parse.cases[n] == case]
            if inside:
                return inside
            edge, dated = phrase[-1], True
        elif case == "by" and parse.cases[c] in PLACED:
            edge = phrase[-1]
    return []


def _through_time(parse: Parse, noun: int, c: int, case: str, days: Collection[int]) -> bool:
    """Whether only days, numbers or names stand between a noun and a phrase below it; before "by" any noun may."""
    between = []
    while (c := parse.heads[c]) != noun:
        between.append(c)
    if not between:
        return False
    if case == "by":
        return all(parse.is_noun(b) for b in between)
    return all(
        b in days
        or parse.tags[b] == "CD"
        or parse.deps[b] == "npadvmod"
        or (parse.tags[b] == "NNP" and parse.cases[b] == "in")
        or (parse.cases[b] == "by" and case == "on")  # "an attack by militants on the embassy"
        for b in between
    )
