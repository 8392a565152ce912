"""A trigger entry that fits, and the entries that could."""

from dataclasses import dataclass

from comity.core.actor import Participant
from comity.core.parse import Parse
from comity.lexicon.language import Language
from comity.lexicon.triggers import Trigger

People = tuple[Participant, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """A trigger entry that fits at token `i`: the tokens its conditions used and who fills its frame."""

    trigger: Trigger
    token: int
    used: frozenset[int]
    actor: People
    recipient: People


def entries(language: Language, parse: Parse, i: int) -> tuple[Trigger, ...]:
    """The entries that a token could be the head of."""
    return language.triggers.get(parse.lemmas[i]) or language.triggers.get(language.lemmas.get(parse.words[i].lower(), ""), ())
