"""What linking works on: the document around a sentence, and the sentence's names and agents."""

from collections.abc import Mapping
from dataclasses import dataclass

from comity.core.parse import Parse
from comity.core.text import Sentence
from comity.lexicon.actors import Actors, Agent
from comity.lexicon.gazetteer import Gazetteer
from comity.resolve.memory import Memory
from comity.resolve.mentions import Found


@dataclass(frozen=True, slots=True)
class Scene:
    """What linking one sentence needs: the document's text and date, the tables, the memory so far.

    `codes` are the states and organisations that the document names anywhere; the report begins at `begin`, after the dateline.
    """

    text: str
    published: str | None
    actors: Actors
    words: Mapping[str, frozenset[str]]
    gazetteer: Gazetteer
    memory: Memory
    codes: frozenset[str] = frozenset()
    begin: int = 0


@dataclass(frozen=True, slots=True)
class Link:
    """The working state of one sentence while its phrases are linked."""

    scene: Scene
    sentence: Sentence
    parse: Parse
    names: Mapping[int, Found]
    agents: Mapping[int, tuple[Agent, int]]
