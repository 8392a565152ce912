"""What a coding run leaves behind: claims, refusals with their reasons, and on demand every step between."""

from dataclasses import dataclass

from comity.core.claim import Claim
from comity.core.parse import Parse
from comity.core.text import Document, Sentence
from comity.core.wire import as_plain, dumps


@dataclass(frozen=True, slots=True)
class Rejection:
    """Why a sentence or a reading gave no claim. `reason` is from the closed list of `data/ontology/reasons.csv`."""

    sentence: int
    start: int
    end: int
    reason: str
    rule: str | None = None
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """One way a coder could read a trigger: kept or lost, and why. `where` is the dictionary's file and line."""

    rule: str
    start: int
    end: int
    kept: bool
    why: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class SentenceTrace:
    """Everything that was considered for one sentence. `parse` is None where the gate left the sentence unparsed."""

    sentence: Sentence
    parse: Parse | None
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class Coding:
    """One document's claims and refusals. `traces` is filled only when asked for (`Coder.explain`)."""

    document: Document
    sentences: tuple[Sentence, ...]
    claims: tuple[Claim, ...]
    rejections: tuple[Rejection, ...]
    traces: tuple[SentenceTrace, ...] = ()

    def to_json(self, *, indent: int | None = None) -> str:
        """The coding as one JSON object: document (with its id), sentences, claims, rejections."""
        shape = {name: as_plain(getattr(self, name)) for name in ("document", "sentences", "claims", "rejections")}
        return dumps(shape, indent=indent)
