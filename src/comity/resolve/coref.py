"""Pronouns and definite descriptions by rule, over the document's memory; each link keeps its antecedent and a confidence."""

from collections.abc import Mapping
from dataclasses import replace

from comity.core.actor import Participant
from comity.core.parse import Parse
from comity.resolve.memory import Memory, as_state
from comity.resolve.scene import Scene

Words = Mapping[str, frozenset[str]]
OUTSIDE = -1  # the place of words that the text does not hold, such as those of its title
PAIRED = ("state", "organisation", "person")
SORRY = frozenset({"apologise", "apologize"})
NUMBERS = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5}


def refer(person: Participant, text: str, start: int, end: int, confidence: float) -> Participant:
    """A participant as other words refer to it: their characters, the antecedent kept as the link."""
    antecedent = person.antecedent or (None if person.start == OUTSIDE else (person.start, person.end))
    return replace(
        person, text=text[start:end], start=start, end=end, resolved_by="coreference",
        confidence=round(person.confidence * confidence, 2), antecedent=antecedent,
    )  # fmt: skip


def resolve_pronoun(
    memory: Memory, words: Words, text: str, parse: Parse, i: int, sentence: int, barred: frozenset[str] = frozenset()
) -> tuple[Participant, ...]:
    """The antecedent of a pronoun, carrying the pronoun's own characters; empty where none is likely. It is nobody of `barred`."""
    word = parse.words[i].lower()
    clause = parse.heads[i] if parse.tags[i] != "PRP$" else -2
    freed = parse.deps[i] in ("obj", "nsubj:pass") and parse.lemmas[parse.heads[i]] in words["freeing"]
    if freed and (captive := memory.captive(("group",) if word in words["pronoun_plural"] else ("person",), sentence, barred)):
        return _here(text, parse, i, i, (captive[0],), captive[1])
    if word in words["pronoun_person"]:
        found = memory.latest(
            ("person",), sentence, clause=clause, female=word in words["pronoun_female"], names=words["female_name"], barred=barred
        )
    elif word in words["pronoun_thing"]:
        done_to = parse.deps[i] in ("obj", "iobj", "obl")  # "Burundi closed its border with Rwanda, accusing it"
        done_to = done_to or _answered(parse, i, words)
        own = memory.subjects(sentence, _subjects_above(parse, i)) if done_to else frozenset()
        found = memory.latest(("state", "organisation"), sentence, clause=clause, barred=own)
        if not found and any(parse.with_dep(a, "nmod:poss") for a in parse.ancestors(i) if parse.is_noun(a)):
            found = memory.nearest(("state", "organisation"), sentence)  # "France's announcement that it would withdraw"
    elif word in words["pronoun_plural"]:
        joined = memory.coordinated(sentence, parse, i) if parse.tags[i] == "PRP$" else ()
        if joined:
            return _here(text, parse, i, i, joined, 0.85)
        found = memory.latest(("group",), sentence, clause=clause)
        if not found and parse.tags[i] == "PRP$":  # "assurances from Iran of their readiness"
            found = memory.nearest(("state", "organisation"), sentence)
        if not found:
            pair = memory.latest_pair(sentence, PAIRED, together=True)
            if pair:
                return _here(text, parse, i, i, pair, 0.7)
            found = memory.latest(("organisation",), sentence, clause=clause)
    elif word == "both" and parse.deps[i] not in ("det", "preconj", "cc:preconj", "cc"):
        return _here(text, parse, i, i, memory.latest_pair(sentence, PAIRED), 0.8)
    elif word in words["reciprocal"] and i and parse.words[i - 1].lower() in ("each", "one"):
        return _here(text, parse, i - 1, i, memory.latest_pair(sentence, PAIRED), 0.9)
    else:
        found = None
    if found and word in words["pronoun_plural"]:
        return _here(text, parse, i, i, memory.beside(found[0]), found[1])
    return _here(text, parse, i, i, (found[0],), found[1]) if found else ()


def resolve_description(memory: Memory, words: Words, text: str, parse: Parse, i: int, sentence: int) -> tuple[Participant, ...]:
    """What "the two countries", "both sides", "the pair", "the country", "the bloc" or "the minister" refer to."""
    lemma, around = parse.lemmas[i], {parse.words[c].lower() for c in parse.children[i] if c < i}
    first = min([c for c in parse.children[i] if c < i and parse.deps[c] in ("det", "nummod", "amod")], default=i)
    paired = lemma in words["paired_state"] or lemma in words["paired_person"]
    number = next((n for n in NUMBERS if n in around), "")
    if (
        paired
        and number
        and around & {"the", "both", "these", "those"}
        or (lemma in words["pair"] or parse.words[i].lower() in words["pair"])
        and "the" in around
    ):
        clause = parse.heads[parse.first_conjunct(i)]
        while parse.deps[clause] == "xcomp":  # "are expected to meet the two ministers"
            clause = parse.heads[clause]
        pair = memory.latest_pair(sentence, ("state",), NUMBERS.get(number, 2), clause=clause) if lemma in words["state_noun"] else ()
        pair = pair or memory.latest_pair(sentence, ("state", "person", "organisation"), NUMBERS.get(number, 2), clause=clause)
        return _here(text, parse, first, i, tuple(map(as_state, pair)) if lemma in words["paired_state"] else pair, 0.8)
    if (
        around & {"the", "both", "these"}
        and lemma in memory.groups
        and parse.tags[i] in ("NNS", "NNPS")
        and not parse.with_dep(i, "nmod", "amod", "nmod:poss", "acl:relcl", "nummod", "appos")
    ):
        return _here(text, parse, first, i, memory.groups[lemma], 0.8)
    if not around & {"the", "this", "that"} or not parse.is_noun(i) or parse.tags[i] not in ("NN", "NNP"):
        return ()
    title = " ".join(parse.lemmas[c] for c in [*parse.with_dep(i, "amod", "compound"), i] if c <= i).lower()
    if title in memory.titles and not parse.with_dep(i, "nmod", "nmod:poss", "acl:relcl", "nummod", "appos"):
        start = min([c for c in parse.children[i] if c < i], default=i)
        return _here(text, parse, start, i, (memory.titles[title],), 0.85)
    if parse.with_dep(i, "nmod", "amod", "compound", "nmod:poss", "acl:relcl", "nummod", "appos"):
        return ()
    if lemma in words["state_noun"]:
        own = frozenset() if parse.deps[i].startswith("nsubj") else memory.subjects(sentence, _subjects_above(parse, i))
        found = memory.latest(("state",), sentence, barred=own)
    elif lemma in words["body_noun"]:
        found = memory.latest(("organisation",), sentence)
    elif lemma in words["rank"]:
        found = memory.latest(("person",), sentence)
        found = found if found and found[0].sector == "MIL" else None
    else:
        found = None
    return _here(text, parse, first, i, (found[0],), found[1]) if found else ()


def _answered(parse: Parse, i: int, words: Words) -> bool:
    """Whether a possessive tells for whose deed somebody else is answered: "broke off relations with Israel over its bombing"."""
    noun = parse.heads[i]
    verb = parse.heads[noun]
    if parse.tags[i] != "PRP$" or not parse.is_verb(verb) or parse.is_passive(verb) or parse.lemmas[verb] in SORRY:
        return False
    return parse.cases[noun] == "over" or (parse.cases[noun] == "for" and parse.lemmas[verb] in words["requiting_verb"])


def _subjects_above(parse: Parse, i: int) -> list[int]:
    """The subjects of the clause around a noun; whom a relative pronoun stands for included."""
    verb = next((a for a in parse.ancestors(i) if parse.is_verb(a)), i)
    while parse.deps[verb] in ("xcomp", "advcl") and not parse.with_dep(verb, "nsubj", "mark"):
        verb = parse.heads[verb]
    related = [parse.heads[verb]] if parse.deps[verb] == "acl:relcl" else []
    return [t for s in parse.with_dep(verb, "nsubj") for t in (related if parse.tags[s] in ("WDT", "WP") else [s])]


def doers_of(scene: Scene, parse: Parse, i: int, sentence: int) -> tuple[Participant, ...]:
    """Who did what a noun refers back to: "Biden criticised the move" after "Trump sent officers to Portland"."""
    if parse.lemmas[i] not in scene.words["deed"] or parse.tags[i] not in ("NN", "NNS"):
        return ()
    if not any(parse.lemmas[c] in ("the", "this", "that", "these", "those") for c in parse.with_dep(i, "det")):
        return ()
    if parse.with_dep(i, "nmod", "nmod:poss", "compound", "acl", "acl:relcl", "appos", "ccomp"):
        return ()
    verb = parse.heads[parse.first_conjunct(i)]
    people = scene.memory.doers(sentence, verb)
    return _here(scene.text, parse, min([*parse.children[i], i]), i, people, 0.75)


def _here(text: str, parse: Parse, first: int, last: int, people: tuple[Participant, ...], confidence: float) -> tuple[Participant, ...]:
    """The same participants at the characters of the referring words."""
    return tuple(refer(p, text, parse.starts[first], parse.ends[last], confidence) for p in people)
