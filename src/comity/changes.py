"""What differs between two codings of the same documents: claims gained, lost and altered."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from comity.core.actor import Participant
from comity.core.claim import Claim
from comity.core.trace import Coding

PARTS = ("event_type", "mode", "actor", "recipient", "status", "date", "place")


@dataclass(frozen=True, slots=True)
class Change:
    """One claim that a change adds (`before` is None), removes (`after` is None) or alters, with its sentence and document."""

    source: str
    sentence: str
    before: Claim | None
    after: Claim | None

    @property
    def kind(self) -> str:
        """added, removed or altered."""
        return "added" if self.before is None else "removed" if self.after is None else "altered"


def differing(change: Change) -> tuple[str, ...]:
    """The parts of an altered claim that differ: type, mode, actor, recipient, status, date, place."""
    a, b = change.before, change.after
    return tuple(part for part in PARTS if a and b and _part(a, part) != _part(b, part))


def find_changes(before: Iterable[Coding], after: Iterable[Coding]) -> Iterator[Change]:
    """The changes between codings of the same documents in the same order, in text order.

    Claims are the same act where the same words express it; they are altered where type, mode, the codes, sectors, names or ids of either
    side, status, date or place differ.
    """
    for old, new in zip(before, after, strict=True):
        was, now = _by_act(old), _by_act(new)
        for key in sorted({*was, *now}):
            a, b = was.get(key), now.get(key)
            if a is None or b is None or _meaning(a) != _meaning(b):
                claim = b or a
                assert claim is not None
                sentence = new.sentences[claim.sentence]
                words = " ".join(new.document.text[sentence.start : sentence.end].split())
                yield Change(new.document.source or new.document.title or "", words, a, b)


def _by_act(coding: Coding) -> dict[tuple[int, int], Claim]:
    """Claims by where their act stands; a speech act and its content on the same word are told apart by their order."""
    found: dict[tuple[int, int], Claim] = {}
    for claim in coding.claims:
        n = 0
        while (key := (claim.quoted("event")[0].start, n)) in found:
            n += 1
        found[key] = claim
    return found


def _meaning(claim: Claim) -> tuple[object, ...]:
    return tuple(_part(claim, part) for part in PARTS)


def _part(claim: Claim, part: str) -> object:
    value = getattr(claim, part)
    return _sides(value) if isinstance(value, tuple) else value


def _sides(people: tuple[Participant, ...]) -> tuple[object, ...]:
    return tuple((p.code, p.sector, p.name, p.id) for p in people)
