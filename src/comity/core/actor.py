"""Participants: who acts and who is acted upon."""

from collections.abc import Mapping
from dataclasses import dataclass, field

UNKNOWN = "---"
COLLECTIVE = frozenset({"IGO", "NGO", "MNC", "IMG", "WST", UNKNOWN})  # codes that many bodies share


@dataclass(frozen=True, slots=True)
class Participant:
    """One political actor as a text names it.

    `code` is an ISO 3166-1 alpha-3 code, `IGO`, `NGO`, `MNC`, `IMG`, `WST` or `---` (unknown); `id` names the entity
    where it is known ("igo:NATO", "person:Xi Jinping"). `resolved_by` says how: name, office, demonym, metonym, agent,
    apposition, coreference or context; import for those of another data set. `confidence` is 1 for what a table says and less for what a rule inferred;
    `antecedent` are the offsets of the words that a pronoun or description refers to, the link that proves it.
    """

    text: str
    start: int
    end: int
    id: str | None = None
    name: str | None = None
    code: str = UNKNOWN
    sector: str = "UNK"
    other_sectors: tuple[str, ...] = ()
    resolved_by: str = "name"
    confidence: float = 1.0
    antecedent: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class SentenceActors:
    """The participants of one parsed sentence by the token that names them.

    That token is the head of a noun phrase, or a name, adjective or possessive that modifies one ("Chinese" in "Chinese
    policy"); coordinated phrases stand at their own tokens. `weak` are the spans of people in general ("a man", "residents"):
    they can take part in an act but do not make it political. `places` are the countries of place names that stand for nobody.
    `deeds` are those who did what a noun refers back to ("criticised the move"), by that noun. `strangers` are people named
    whose side nobody knows.
    """

    heads: Mapping[int, tuple[Participant, ...]]
    weak: frozenset[tuple[int, int]] = frozenset()
    places: Mapping[int, str] = field(default_factory=dict)
    deeds: Mapping[int, tuple[Participant, ...]] = field(default_factory=dict)
    strangers: Mapping[int, Participant] = field(default_factory=dict)
