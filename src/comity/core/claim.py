"""Claims: one act as one sentence reports it, with the words that prove it."""

from dataclasses import dataclass

from comity.core.actor import Participant
from comity.core.text import digest
from comity.core.when_where import EventDate, Place

FACTS = frozenset({"happened", "ongoing"})


@dataclass(frozen=True, slots=True)
class Evidence:
    """The characters that prove one slot: `quote` is literally `text[start:end]` of the document."""

    role: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Claim:
    """One act, reported in one sentence. The field's "event mention"; the codebook defines every slot.

    `event_scale`, `quad` and `goldstein` are derived from the ontology. `content_of` is the id of the speech act whose
    content this is; `attributed_to` the speaker whose word it is, None when the article asserts it itself. A claim imported from
    another data set has no evidence: `coder` names the set, `rule` the row.
    """

    id: str
    document_id: str
    sentence: int
    event_type: str
    mode: str | None
    context: tuple[str, ...]
    quad: int
    event_scale: float
    cameo_code: str | None
    goldstein: float | None
    actor: tuple[Participant, ...]
    recipient: tuple[Participant, ...]
    reciprocal: bool
    status: str
    polarity: str
    certainty: str
    time: str
    attributed_to: Participant | None
    content_of: str | None
    background: bool
    date: EventDate
    place: Place | None
    evidence: tuple[Evidence, ...]
    coder: str
    rule: str
    confidence: float

    def quoted(self, role: str) -> tuple[Evidence, ...]:
        """The evidence of one role, in text order."""
        return tuple(e for e in self.evidence if e.role == role)


@dataclass(frozen=True, slots=True)
class Draft:
    """What a coder proposes before status, date and place are known. `token` is the event's token in its sentence.

    `content` is the status of acts embedded under this one ("" for none), `controller` whose acts they are ("subj", "obj", "").
    """

    sentence: int
    token: int
    start: int
    end: int
    event_type: str
    mode: str | None
    context: tuple[str, ...]
    cameo_code: str | None
    actor: tuple[Participant, ...]
    recipient: tuple[Participant, ...]
    reciprocal: bool
    content: str
    controller: str
    coder: str
    rule: str
    confidence: float


def claim_id(document_id: str, start: int, end: int, event_type: str, status: str) -> str:
    """The id of the claim whose event is at `start..end`: the same input always gives the same id."""
    return digest(document_id, str(start), str(end), event_type, status)


@dataclass(frozen=True, slots=True)
class TypeScore:
    """How well an event type ("none" included) fits, 0 to 1."""

    event_type: str
    score: float
