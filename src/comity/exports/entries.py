"""Which claims a format takes, each with its document and sentence.

What did not happen is never counted as done: formats without a status take `done_claims`, PLOVER's family `plover_claims`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import permutations, product

from comity.core.actor import Participant
from comity.core.claim import FACTS, Claim, Evidence
from comity.core.text import Document, Sentence
from comity.core.trace import Coding
from comity.lexicon.crosswalk import bundled_crosswalk

PROMISED = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One claim with the document and sentence it was read from."""

    document: Document
    sentence: Sentence
    claim: Claim

    @property
    def text(self) -> str:
        """The sentence on one line."""
        return " ".join(self.document.text[self.sentence.start : self.sentence.end].split())

    @property
    def dated(self) -> bool:
        """Whether the text says when the act took place; otherwise its date is only a bound."""
        return self.claim.date.basis != "publication"

    @property
    def day(self) -> str | None:
        """The one day that formats without a precision ask for: the first on which the act can have been, else the publication's."""
        return (self.claim.date.start or self.claim.date.end) if self.dated else self.document.published

    @property
    def event(self) -> Evidence | None:
        """The words that express the act; None for a claim of a foreign data set, whose text nobody has."""
        return next(iter(self.claim.quoted("event")), None)


def all_claims(codings: Iterable[Coding]) -> Iterator[Entry]:
    """Every claim, in text order."""
    for coding in codings:
        for claim in coding.claims:
            yield Entry(coding.document, coding.sentences[claim.sentence], claim)


def done_claims(codings: Iterable[Coding]) -> Iterator[Entry]:
    """What happened or is going on and is not background."""
    return (e for e in all_claims(codings) if e.claim.status in FACTS and not e.claim.background)


def plover_claims(codings: Iterable[Coding]) -> Iterator[Entry]:
    """What is done, and promised cooperation that no speech act stands for, as the AGREE that PLOVER makes of it.

    The content of a speech act is left out: the speech act goes out in its place.
    """
    agree = bundled_crosswalk().ontology.types["AGREE"]
    for entry in all_claims(codings):
        claim = entry.claim
        if claim.background:
            continue
        if claim.status in FACTS:
            yield entry
        elif claim.status == "planned" and claim.event_type in PROMISED and claim.content_of is None:
            promise = replace(
                claim, event_type=agree.name, mode=None, quad=agree.quad, event_scale=agree.scale, cameo_code=None, goldstein=None
            )
            yield replace(entry, claim=promise)


def directed_pairs(claim: Claim) -> list[tuple[Participant | None, Participant | None]]:
    """Who acts towards whom, one pair each, for formats whose rows hold two actors: compounds multiply, mutual acts go both ways."""
    if claim.reciprocal and len(claim.actor) > 1:
        return list(permutations(claim.actor, 2))
    return list(product(claim.actor or (None,), claim.recipient or (None,)))
