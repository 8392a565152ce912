"""What stands in a parsed sentence that could name a participant: names, generic agents and their extent."""

import bisect
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from comity.core.parse import Parse
from comity.lexicon.actors import Actors, Agent, NameMatch

MODIFIERS = ("amod", "compound", "nmod:poss", "nmod", "nummod", "quantmod", "advmod", "punct", "npadvmod", "case")


@dataclass(frozen=True, slots=True)
class Found:
    """A name in a sentence: its match and the tokens it covers, `first..last`, headed by `head`."""

    match: NameMatch
    first: int
    last: int
    head: int


def place_names(parse: Parse, text: str, matches: Sequence[NameMatch], affiliations: frozenset[str]) -> dict[int, Found]:
    """The names of a sentence by each token they cover; affiliations ("pro-Russian", "US-backed") are left out."""
    found: dict[int, Found] = {}
    for match in matches:
        first = bisect.bisect_right(parse.starts, match.start) - 1
        last = bisect.bisect_left(parse.ends, match.end)
        if first < 0 or last >= len(parse) or parse.starts[last] >= match.end or _is_affiliation(text, match, affiliations):
            continue
        tokens = range(first, last + 1)
        head = next((t for t in reversed(tokens) if parse.heads[t] not in tokens or parse.heads[t] == t), last)
        name = Found(match, first, last, head)
        for t in tokens:
            found[t] = name
    return found


def _is_affiliation(text: str, match: NameMatch, affiliations: frozenset[str]) -> bool:
    before = text[max(0, match.start - 5) : match.start].lower()
    after = text[match.end : match.end + 14].lower().replace("‑", "-")
    return before.endswith(("pro-", "anti-", "pro‑", "anti‑")) or (
        after[:1] == "-" and after[1:].split()[:1] != [] and after[1:].split()[0].strip(".,") in affiliations
    )


def find_agents(
    parse: Parse, actors: Actors, names: Mapping[int, Found], words: Mapping[str, frozenset[str]]
) -> dict[int, tuple[Agent, int]]:
    """Generic agents by their last token, each with its first token ("foreign minister": 2 tokens); bare numbers that protest."""
    found = {}
    for i, lemma in enumerate(parse.lemmas):
        if _protests(parse, i, words):
            found[i] = (actors.agents["demonstrator"][0], i)
        if not parse.tags[i].startswith(("N", "J")) or (i in names and names[i].last != names[i].first):
            continue
        for agent in _candidates(actors, lemma, parse.words[i].lower(), parse.tags[i]):
            first = i - len(agent.phrase) + 1
            if first >= 0 and all(w in (parse.lemmas[first + k], parse.words[first + k].lower()) for k, w in enumerate(agent.phrase[:-1])):
                if parse.tags[i].startswith("N"):
                    found[i] = (agent, first)
                break
    for agent, first in tuple(found.values()):
        head = _head(agent, first)
        if head is not None and head in found and len(found[head][0].phrase) < len(agent.phrase):
            found[head] = (agent, first)
    return found


def _protests(parse: Parse, i: int, words: Mapping[str, frozenset[str]]) -> bool:
    """Whether a bare number is a crowd: "Thousands marched", "More than 10,000 took to the streets"."""
    verb = parse.heads[i]
    number = parse.tags[i] == "CD" or parse.lemmas[i] in words["great_number"]
    if not number or parse.deps[i] != "nsubj" or any(parse.cases[c] == "of" for c in parse.with_dep(i, "nmod")):
        return False
    streets = parse.lemmas[verb] == "take" and any(parse.lemmas[c] == "street" for c in parse.with_dep(verb, "obl"))
    return streets or parse.lemmas[verb] in words["crowd_verb"]


def _head(agent: Agent, first: int) -> int | None:
    """The token that heads an agent's phrase with "of" in it: "chief" of "chief of staff", but not "head" of "head of state"."""
    if "of" not in agent.phrase or agent.phrase[-1] == "state":
        return None
    return first + agent.phrase.index("of") - 1


def _candidates(actors: Actors, lemma: str, word: str, tag: str) -> Sequence[Agent]:
    found = actors.agents.get(lemma) or actors.agents.get(word, ())
    if not found and tag.startswith("NNP") and lemma.endswith("s"):
        found = actors.agents.get(lemma[:-1], ())
    return found


def is_given_name(
    parse: Parse, i: int, names: Mapping[int, Found], agents: Mapping[int, tuple[Agent, int]], words: Mapping[str, frozenset[str]]
) -> bool:
    """Whether a place's name is part of a person's ("Michael Jordan", "Chad Smith")."""
    before, after = names[i].first - 1, names[i].last + 1
    if parse.words[i] not in words["given_name_place"] or names[i].first != names[i].last:
        return False
    if before >= 0 and parse.tags[before] == "NNP" and parse.deps[before] == "compound" and parse.heads[before] == i:
        return before not in names and before not in agents and parse.words[before] not in words["qualifier"]
    named = after < len(parse) and parse.tags[after] == "NNP" and after not in names and after not in agents
    return named and parse.deps[i] == "compound" and parse.heads[i] == after


def is_surname(parse: Parse, i: int, names: Mapping[int, Found], words: Mapping[str, frozenset[str]]) -> bool:
    """Whether a name that takes an article stands without one, and so is a person's: "West accused his wife", not "the West"."""
    return names[i].first == names[i].last and lacks_article(parse, i, words)


def lacks_article(parse: Parse, i: int, words: Mapping[str, frozenset[str]]) -> bool:
    """Whether a word that names a side only with an article stands without one: "rapper Kanye West"."""
    return parse.words[i] in words["name_with_article"] and (not i or parse.words[i - 1].lower() not in ("the", "whole", "entire"))


def is_abstract(parse: Parse, i: int, words: Mapping[str, frozenset[str]]) -> bool:
    """Whether a noun that can name people means a thing: "social justice", "abused their power", "use their heads"."""
    if parse.lemmas[i] == "head":
        return not any(parse.cases[c] == "of" or parse.deps[c] == "compound" for c in parse.children[i])
    mass = parse.tags[i] == "NN" and not parse.with_dep(i, "det", "nummod")
    return parse.lemmas[i] in words["abstract"] and mass and parse.deps[i] != "compound"


def is_common_word(parse: Parse, i: int, agents: Mapping[int, tuple[Agent, int]], words: Mapping[str, frozenset[str]]) -> bool:
    """Whether a capitalised word that opens a sentence is no name: "Labour shortages"."""
    head = parse.heads[i]
    plain = head not in agents and parse.words[head].islower()
    return i == 0 and parse.words[i] in words["common_name"] and parse.deps[i] in ("compound", "amod") and plain


def extent(parse: Parse, head: int, names: Mapping[int, Found]) -> tuple[int, int]:
    """Start and end characters of a noun phrase without its determiner, relative clauses and later additions."""
    inside = {head}
    stack = [head]
    while stack:
        for c in parse.children[stack.pop()]:
            if c < head and parse.deps[c] in MODIFIERS and not (parse.deps[c] == "case" and parse.tags[c] != "POS"):
                inside.add(c)
                stack.append(c)
    first = head
    while first - 1 in inside or (first - 2 in inside and _joins(parse, first - 1, inside)):
        first -= 1
    while first < head and (parse.deps[first] == "punct" or parse.lemmas[first] in ("the", "a", "an", '"')):
        first += 1
    end = parse.ends[head]
    if head in names:
        end = max(end, names[head].match.end)
        first = min(first, names[head].first)
    return parse.starts[first], end


def _joins(parse: Parse, i: int, inside: Collection[int]) -> bool:
    """Whether a small word stands within a noun phrase: "army-backed", "Iran's navy", "Secretary of State Mike Pompeo"."""
    return parse.words[i] in ("-", "'s", "’s") or (parse.deps[i] == "case" and parse.heads[i] in inside)
