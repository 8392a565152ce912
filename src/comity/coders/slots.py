"""Where a verb's or noun's arguments stand in a parse: the slots that argument frames name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from comity.coders.nominal import of_matter, relative_verbs, strayed
from comity.core.parse import Parse

TAKES_UP = frozenset(
    {
        "accept",
        "approve",
        "adopt",
        "unveil",
        "present",
        "draft",
        "reject",
        "refuse",
        "decline",
        "scrap",
        "abandon",
        "drop",
        "shelve",
        "cancel",
        "rescind",
        "reverse",
        "revoke",
    }
)  # whose matter a call or invitation to do something then is
ASIDE = frozenset({"during", "after", "before", "since", "following", "amid", "until"})  # "during a visit to Poland"
BESIDE = frozenset({"with", "to", "between", "from", "for", "on"})  # other sides of a matter
USING = frozenset({"use", "employ", "utilise", "utilize"})
FINITE = frozenset({"VBZ", "VBD", "VBP"})
GERUND_CASES = frozenset({"for", "of", "from", "into", "over", "with", "to", "about", "against"})


@dataclass(frozen=True, slots=True)
class Control:
    """What the lexicon says of a sentence's words: whose act an embedded act is ("obj", "subj"), which verbs only carry a noun, which
    more do so in a clause about it, and which nouns are instruments by which somebody acts ("a decree banning"), other means ("in a
    statement by Egypt") or times."""

    whose: Mapping[int, str]
    light: frozenset[int]
    carrying: frozenset[int] = frozenset()
    instruments: frozenset[int] = frozenset()
    means: frozenset[int] = frozenset()
    days: frozenset[int] = frozenset()


OTHER_TIME = frozenset({"ahead of", "before", "after", "since", "until", "despite"})  # "deployed ahead of a march by teachers": not by them
SCENES = frozenset({"on", "in", "at", "via"})  # what they lead in is where something is said or done, seldom who does it


def is_infinitive(parse: Parse, i: int) -> bool:
    """Whether verb `i` is a to-infinitive."""
    return any(parse.tags[c] == "TO" for c in parse.children[i] if c < i)


def surface_subjects(parse: Parse, i: int, control: Control) -> list[int]:
    """The subject as it stands, of active and passive verbs, inherited where the verb has none of its own."""
    own = parse.with_dep(i, "nsubj", "nsubj:pass", "csubj") or parse.with_dep(i, "nmod:poss")
    if own:
        return own
    head, dep = parse.heads[i], parse.deps[i]
    if head == i:
        return []
    if dep == "conj" and parse.is_verb(head):
        return surface_subjects(parse, _finite_above(parse, i, head), control)
    if dep == "acl:relcl":
        return _of_instrument(parse, head, control) if head in control.instruments else [head]
    if dep == "acl":
        return _of_noun_clause(parse, i, head, control)
    if dep in ("xcomp", "ccomp", "advcl", "pcomp", "acomp") and not parse.is_noun(head):
        return _controlled(parse, i, head, control)
    if dep in ("xcomp", "ccomp", "advcl", "nmod", "obl") and parse.is_noun(head):
        return _of_noun_clause(parse, i, head, control)
    return []


def _finite_above(parse: Parse, i: int, head: int) -> int:
    """The verb whose subject a coordinated verb shares: "has arranged for troops to be there and has asked" is not the troops' asking."""
    if is_infinitive(parse, head) and any(parse.tags[c] in FINITE for c in (i, *parse.with_dep(i, "aux", "aux:pass"))):
        return next((a for a in parse.ancestors(head) if parse.is_verb(a) and not is_infinitive(parse, a)), head)
    return head


def _of_noun_clause(parse: Parse, i: int, noun: int, control: Control) -> list[int]:
    """The doer in a clause below a noun: "troops attacking", "Iran's threat to attack", "a call for China to leave"."""
    above = parse.heads[noun]
    if parse.tags[i] == "VBG" and parse.cases[noun] in SCENES and above != noun:  # "wrote on Twitter blaming", "spoke in Berlin accusing"
        found = subjects(parse, above, control) if parse.is_verb(above) else _of_noun_clause(parse, i, above, control)
        return found or [noun]
    if not is_infinitive(parse, i) and not parse.cases[i]:
        return _of_instrument(parse, noun, control) if noun in control.instruments else [noun]
    owners = parse.with_dep(noun, "nmod:poss")
    taken = subjects(parse, above, control) if parse.deps[noun] == "obj" and parse.lemmas[above] in TAKES_UP else []
    voted = subjects(parse, above, control) if noun in control.instruments and parse.cases[noun] in ("on", "for") else []
    return owners or light_subjects(parse, noun, control) or taken or (voted if parse.is_verb(above) else [])


def _of_instrument(parse: Parse, noun: int, control: Control) -> list[int]:
    """Who acts by an instrument: "signed a decree banning", "the army's order restricting"."""
    owners = parse.with_dep(noun, "nmod:poss")
    verb = parse.heads[noun]
    if owners or parse.deps[noun] != "obj" or not parse.is_verb(verb):
        return owners or [noun]
    return subjects(parse, verb, control)


def _controlled(parse: Parse, i: int, head: int, control: Control) -> list[int]:
    """The understood doer of an infinitive, gerund or participle below a verb: its object, or its subject."""
    free = parse.deps[i] == "advcl" and not parse.cases[i] and not is_infinitive(parse, i)
    if parse.deps[i] == "advcl" and parse.tags[i] == "VBN" and _introduced(parse, i, "as") and parse.with_dep(head, "obj"):
        return parse.with_dep(head, "obj")  # "described the attack as designed to frighten"
    by_means = parse.deps[i] == "advcl" and (parse.cases[i] not in GERUND_CASES or is_infinitive(parse, i))
    wanted = control.whose.get(head, "")
    using = parse.lemmas[head] in USING and is_infinitive(parse, i)  # "used the army to crush": the user crushes
    if parse.is_verb(head) and not free and not by_means and not using and wanted != "subj":
        found = objects(parse, head, control)
        if found:
            return found
        asked = [c for c in parse.children[head] if parse.cases[c] in ("on", "upon", "for", "to") and parse.deps[c] == "obl"]
        if wanted == "obj" and asked:
            return asked[:1]
    return surface_subjects(parse, head, control)


def subjects(parse: Parse, i: int, control: Control) -> list[int]:
    """The doer of verb `i`: its subject, or in the passive its agent."""
    if parse.is_passive(i):
        agents = [c for c in parse.children[i] if parse.deps[c] == "obl:agent" or (parse.deps[c] == "obl" and parse.cases[c] == "by")]
        agents = agents or [
            n
            for c in parse.with_dep(i, "obl")
            if c in control.means and parse.cases[c] not in OTHER_TIME
            for n in parse.with_dep(c, "nmod")
            if parse.cases[n] == "by"
        ]
        return [a for a in agents if not parse.tags[a].startswith("V")]
    return surface_subjects(parse, i, control)


def objects(parse: Parse, i: int, control: Control) -> list[int]:
    """What is acted upon by verb `i`: its object, or in the passive its subject."""
    if parse.is_passive(i):
        return surface_subjects(parse, i, control) + parse.with_dep(i, "obj")
    found = parse.with_dep(i, "obj")
    if found:
        return found
    let = parse.lemmas[i] == "let"  # "let the captives go", "let monitors into the camps"
    raised = [
        s for c in parse.with_dep(i, "ccomp") if let or is_infinitive(parse, c) for s in parse.with_dep(c, "nsubj") if parse.is_verb(c)
    ]
    raised += [c for c in parse.with_dep(i, "ccomp") if let and parse.is_noun(c)]
    if raised:
        return raised
    for c in parse.conjuncts(i):
        if parse.is_verb(c) and not parse.is_passive(c) and parse.with_dep(c, "obj") and not parse.with_dep(c, "nsubj"):
            return parse.with_dep(c, "obj") if not parse.with_dep(i, "ccomp", "xcomp", "obl") else []
    if parse.deps[i] == "acl:relcl" and parse.with_dep(i, "nsubj") and not _own_relative(parse, i):
        return [parse.heads[i]]
    return []


def _own_relative(parse: Parse, i: int) -> bool:
    return any(parse.tags[c] in ("WDT", "WP") for c in parse.children[i])


def light_verb(parse: Parse, i: int, control: Control) -> int | None:
    """The verb of which noun `i` (or the noun it is coordinated with) is object, subject of a passive, or "in"/"into" complement."""
    first = parse.first_conjunct(i)
    head = parse.heads[first]
    if head not in control.light or head == first:
        return None
    if parse.deps[first] in ("obj", "nsubj:pass") or parse.cases[first] in ("in", "into", "for"):
        return head
    return None


def light_subjects(parse: Parse, i: int, control: Control) -> list[int]:
    """The subject of the verb that carries noun `i`: "China" in "China held talks" and in "the talks that China held"."""
    verb = light_verb(parse, i, control)
    carriers = relative_verbs(parse, i, control.carrying) + ([] if verb is None else [verb])
    return next((found for v in carriers if (found := subjects(parse, v, control))), [])


def clause_subjects(parse: Parse, i: int, control: Control) -> list[int]:
    """The subject of the clause that noun `i` stands in, through any nouns between: "They have a history of joint exercises".

    None for what somebody merely acts upon: "France condemned the talks".
    """
    first = parse.first_conjunct(i)
    if parse.deps[first] in ("obj", "nsubj:pass") and parse.heads[first] not in control.light:
        return []
    for _ in range(len(parse)):
        head = parse.heads[i]
        if head == i or parse.deps[i] in ("nsubj", "nsubj:pass", "nmod:poss"):
            return []
        if parse.is_verb(head):
            return subjects(parse, head, control)
        i = head
    return []


def phrases(parse: Parse, i: int, case: str, control: Control) -> list[int]:
    """The nouns after one preposition that hang on `i`, on its object or, for a noun, on the verb that carries it."""
    bases = [i]
    if parse.is_verb(i):
        bases += objects(parse, i, control)
    elif (verb := light_verb(parse, i, control)) is not None:
        bases.append(verb)
    elif parse.deps[i] == "nsubj" and case in ("between", "with", "against") and _only_takes_place(parse, parse.heads[i]):
        bases.append(parse.heads[i])  # "fighting broke out between"
    if not parse.is_verb(i):
        bases += relative_verbs(parse, i, control.carrying)
    found = [c for b in bases for c in parse.children[b] if _has_case(parse, c, case) and c != i and not parse.is_verb(c)]
    if case == "for" and parse.is_verb(i):  # "called for Serbia to free them"
        clauses = [c for c in parse.with_dep(i, "advcl", "xcomp", "ccomp") if is_infinitive(parse, c)]
        found += [s for c in clauses if _introduced(parse, c, "for") for s in parse.with_dep(c, "nsubj")]
    if case == "to" and parse.is_verb(i):
        found += parse.with_dep(i, "iobj")
    if not found:
        found = [
            c
            for b in bases
            for o in parse.children[b]
            for c in parse.children[o]
            if (
                (parse.deps[o] == "obl" and parse.cases[o] not in ASIDE and (o > i or not parse.is_verb(i)))
                or (case == "by" and parse.cases[o] == "of")
            )
            and _has_case(parse, c, case)
        ]
    if not found and parse.is_verb(i):  # "suspended five million euros of support for Rwanda", "pledged a million in aid to Chad"
        found = [
            c
            for b in bases
            for m in parse.with_dep(b, "nmod", "amod")
            if parse.cases[m] in ("of", "in") or parse.words[m].lower() == "worth"
            for c in (*parse.children[m], *(t for n in parse.with_dep(m, "npadvmod") for t in parse.children[n]))
            if parse.cases[c] == case
        ]
    if not found and parse.is_noun(i):
        found = strayed(parse, i, case, control.days) or (of_matter(parse, i, case) if case in BESIDE else [])
    return list(dict.fromkeys(found))


def _only_takes_place(parse: Parse, verb: int) -> bool:
    """Whether a verb says no more of its subject than that it happens: it has no object, or takes place."""
    return all(parse.lemmas[o] == "place" and parse.lemmas[verb] == "take" for o in parse.with_dep(verb, "obj"))


def _introduced(parse: Parse, clause: int, word: str) -> bool:
    return parse.cases[clause] == word or any(parse.words[m].lower() == word for m in parse.with_dep(clause, "mark"))


def _has_case(parse: Parse, c: int, case: str) -> bool:
    own = parse.cases[c]
    return own == case or (own != "" and own.split()[-1] == case and own.split()[0] not in ("according", "because", "instead"))


def possessors(parse: Parse, i: int) -> list[int]:
    """The modifiers that can say whose a noun is: possessives, adjectives, names in front."""
    return [
        c
        for c in parse.children[i]
        if parse.deps[c] in ("nmod:poss", "amod", "compound") or (parse.deps[c] == "nmod" and not parse.cases[c])
    ]


def _predicates(parse: Parse, i: int) -> list[int]:
    """What somebody is called, told or let to be or do, or held as: "are holding four sailors hostage"."""
    held = [c for c in parse.with_dep(i, "ccomp") if parse.tags[c] == "NN" and not parse.with_dep(c, "nsubj")]
    return held + parse.with_dep(i, "xcomp", "attr", "acomp", *(("ccomp",) if parse.lemmas[i] == "let" else ()))


def _modifiers(parse: Parse, i: int) -> list[int]:
    """What modifies a word, also where the parser hangs it on another modifier: "joint army exercise"."""
    own = [c for c in parse.children[i] if parse.deps[c] in ("amod", "compound", "nmod", "advmod")]
    return own + [k for c in own if parse.deps[c] == "compound" and parse.is_noun(i) for k in parse.with_dep(c, "amod")]


def filler(parse: Parse, i: int, slot: str, control: Control) -> list[int]:
    """The tokens that fill a slot of trigger `i`, coordinated ones not yet added."""
    simple: dict[str, Callable[[], list[int]]] = {
        "subj": lambda: subjects(parse, i, control) if parse.is_verb(i) else _noun_subjects(parse, i, control),
        "obj": lambda: objects(parse, i, control),
        "iobj": lambda: parse.with_dep(i, "iobj") or phrases(parse, i, "to", control),
        "poss": lambda: possessors(parse, i),
        "self": lambda: [i],
        "source": lambda: [
            c for s in surface_subjects(parse, i, control) for c in parse.with_dep(s, "nmod") if parse.cases[c] == "from"
        ],  # "tents from Taiwan arrived"
        "pred": lambda: _predicates(parse, i) + phrases(parse, i, "as", control),
        "prt": lambda: [
            c
            for c in parse.with_dep(i, "prt", "advmod", "prep")
            if parse.tags[c] in ("RP", "RB", "IN") and not parse.with_dep(c, "npadvmod")
        ],  # not "ten days ago"
        "mod": lambda: _modifiers(parse, i),
    }
    return simple[slot]() if slot in simple else phrases(parse, i, slot, control)


def _noun_subjects(parse: Parse, i: int, control: Control) -> list[int]:
    """The subject of a noun's light verb, or of the copula that a predicate adjective or noun hangs on."""
    if parse.deps[i] in ("acomp", "attr", "xcomp", "conj") and parse.is_verb(parse.heads[parse.first_conjunct(i)]):
        return surface_subjects(parse, parse.heads[parse.first_conjunct(i)], control)
    if parse.tags[i].startswith("J") and parse.deps[i] == "amod":
        return [parse.heads[i]]
    return light_subjects(parse, i, control)
