"""The gate: only sentences that can hold a claim are parsed; the others are refused with a reason."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from comity.core.text import Sentence
from comity.core.trace import Rejection
from comity.lexicon.actors import Actors, NameMatch
from comity.lexicon.language import Language, inflect

_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Gate:
    """The word forms of triggers and of generic agents and pronouns, lower case."""

    triggers: frozenset[str]
    agents: frozenset[str]

    def sift(
        self, text: str, sentences: Sequence[Sentence], matches: Sequence[NameMatch], longest: int
    ) -> tuple[list[Sentence], list[Rejection]]:
        """The sentences worth parsing, and a refusal for each other one."""
        passed, refused = [], []
        named = _with_names(sentences, matches)
        for s in sentences:
            words = {w.lower() for w in _WORD.findall(text, s.start, s.end)}
            if self.triggers.isdisjoint(words):
                reason = "no_trigger"
            elif s.index not in named and self.agents.isdisjoint(words):
                reason = "no_actor"
            elif text.count(" ", s.start, s.end) >= longest:
                reason = "too_long"
            else:
                passed.append(s)
                continue
            refused.append(Rejection(s.index, s.start, s.end, reason))
        return passed, refused


def _with_names(sentences: Sequence[Sentence], matches: Sequence[NameMatch]) -> set[int]:
    """The numbers of the sentences that hold a name."""
    found: set[int] = set()
    at = 0
    for match in matches:
        while at < len(sentences) and sentences[at].end <= match.start:
            at += 1
        if at < len(sentences) and sentences[at].start <= match.start:
            found.add(sentences[at].index)
    return found


def build_gate(language: Language, actors: Actors) -> Gate:
    """The gate of a lexicon."""
    agents = {f for last in actors.agents for f in inflect(last)}
    pronouns = language.words["pronoun_person"] | language.words["pronoun_thing"] | language.words["pronoun_plural"]
    return Gate(language.forms, frozenset(agents | pronouns | {"both", "i", "we", "our"}))
