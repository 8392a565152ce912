"""A trigger entry that fits."""

from dataclasses import dataclass

from comity.core.actor import Participant
from comity.lexicon.triggers import Trigger


@dataclass(frozen=True, slots=True)
class Match:
    """A trigger entry that fits at token `i`: the tokens its conditions used and who fills its frame."""

    trigger: Trigger
    token: int
    used: frozenset[int]
    actor: tuple[Participant, ...]
    recipient: tuple[Participant, ...]
