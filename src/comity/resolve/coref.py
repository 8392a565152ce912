"""Pronouns and definite descriptions by rule, over the document's memory."""

from collections.abc import Mapping
from dataclasses import replace

from comity.core.actor import Participant
from comity.core.parse import Parse
from comity.resolve.memory import Memory, as_state

Words = Mapping[str, frozenset[str]]


def resolve_pronoun(memory: Memory, words: Words, text: str, parse: Parse, i: int, sentence: int) -> tuple[Participant, ...]:
    """The antecedent of a pronoun, carrying the pronoun's own characters; empty where none is likely."""
    word = parse.words[i].lower()
    clause = parse.heads[i] if parse.tags[i] != "PRP$" else -2
    found: tuple[Participant | None, ...] = ()
    if word in words["pronoun_person"]:
        found = (memory.latest(("person",), sentence, clause=clause),)
    elif word in words["pronoun_thing"]:
        found = (memory.latest(("state", "organisation"), sentence, clause=clause),)
    elif word in words["pronoun_plural"]:
        group = memory.latest(("group",), sentence, clause=clause)
        found = (
            (group,)
            if group
            else memory.latest_pair(sentence, ("state", "organisation", "person"))
            or (memory.latest(("organisation",), sentence, clause=clause),)
        )
    elif word == "both" and parse.deps[i] not in ("det", "preconj", "cc:preconj", "cc"):
        found = memory.latest_pair(sentence, ("state", "organisation", "person"))
    elif word in words["reciprocal"] and i and parse.words[i - 1].lower() in ("each", "one"):
        return _here(text, parse, i - 1, i, memory.latest_pair(sentence, ("state", "organisation", "person")))
    return _here(text, parse, i, i, tuple(p for p in found if p))


def resolve_description(memory: Memory, words: Words, text: str, parse: Parse, i: int, sentence: int) -> tuple[Participant, ...]:
    """What "the two countries", "both sides", "the pair", "the country" or "the bloc" refer to."""
    lemma, around = parse.lemmas[i], {parse.words[c].lower() for c in parse.children[i] if c < i}
    first = min([c for c in parse.children[i] if c < i and parse.deps[c] in ("det", "nummod", "amod")], default=i)
    paired = lemma in words["paired_state"] or lemma in words["paired_person"]
    if paired and around & {"two", "both"} or lemma in words["pair"] and "the" in around:
        pair = memory.latest_pair(sentence, ("state", "person", "organisation"))
        return _here(text, parse, first, i, tuple(map(as_state, pair)) if lemma in words["paired_state"] else pair)
    if around & {"the", "this", "that"} and not parse.with_dep(i, "nmod", "amod", "compound", "nmod:poss", "acl:relcl", "nummod"):
        if lemma in words["state_noun"] and parse.tags[i] == "NN":
            return _here(text, parse, first, i, tuple(p for p in (memory.latest(("state",), sentence),) if p))
        if lemma in words["body_noun"] and parse.tags[i] == "NN":
            return _here(text, parse, first, i, tuple(p for p in (memory.latest(("organisation",), sentence),) if p))
    return ()


def _here(text: str, parse: Parse, first: int, last: int, people: tuple[Participant, ...]) -> tuple[Participant, ...]:
    """The same participants at the characters of the referring words."""
    start, end = parse.starts[first], parse.ends[last]
    return tuple(replace(p, text=text[start:end], start=start, end=end, resolved_by="coreference") for p in people)
