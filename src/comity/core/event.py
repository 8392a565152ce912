"""Events: one act, concluded from every claim that tells of it."""

from dataclasses import dataclass

from comity.core.actor import Participant
from comity.core.text import digest
from comity.core.when_where import EventDate, Place


@dataclass(frozen=True, slots=True)
class Source:
    """What the merging of claims must know of a claim's document: when and by whom it was published, whose text it is, what the sentence says.

    `origins` are the keys of the texts it may be copied from: documents that share one are one origin. `words` are those of the sentence.
    """

    published: str | None = None
    publisher: str | None = None
    origins: tuple[str, ...] = ()
    words: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Variant:
    """One of several values that claims give for a field of an event, and the claims that do."""

    value: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A field on which the claims of an event disagree: status, type, actor, recipient, date or place."""

    field: str
    variants: tuple[Variant, ...]


@dataclass(frozen=True, slots=True)
class StatusStep:
    """From when on (date of publication, None unknown) an event had a status."""

    since: str | None
    status: str


@dataclass(frozen=True, slots=True)
class Event:
    """One act. `id` is that of the first of its claims by publication; `aliases` are the ids it may have had before a late report came.

    `n_reports` counts documents, `n_outlets` known publishers, `n_origins` texts that are not copies of one another. `history` is how the status
    changed as reports came. `first_reported` is the date of the first of them.
    """

    id: str
    aliases: tuple[str, ...]
    claims: tuple[str, ...]
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
    history: tuple[StatusStep, ...]
    background: bool
    date: EventDate
    place: Place | None
    first_reported: str | None
    n_reports: int
    n_outlets: int
    n_origins: int
    contradictions: tuple[Contradiction, ...]


def event_id(published: str | None, claim: str) -> str:
    """The id of an event whose first claim, by publication and id, is this one."""
    return digest("event", published or "", claim)
