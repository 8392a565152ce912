"""An article and its claims as the reader shows them: underlined text, cards in text order, and what was left out with its reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from comity.core.claim import FACTS, Claim
from comity.core.trace import Coding
from comity.serve.article import paragraphs
from comity.serve.explain import silence
from comity.serve.web.words import ontology

QUIET = ("no_trigger", "no_actor", "date_conflict")  # sentences that nobody would expect to be coded


@dataclass(frozen=True, slots=True)
class Skipped:
    """A sentence that gave no claim: its number from 1, its words, the reasons in the codebook's words and in ours, and whether it has a
    word that could tell of a political act."""

    number: int
    start: int
    text: str
    reasons: tuple[str, ...]
    why: str
    political: bool


def reading(coding: Coding) -> dict[str, Any]:
    """What the templates of the reader need of a coding."""
    shown = paragraphs(coding)
    return {
        "coding": coding,
        "document": coding.document,
        "paragraphs": shown,
        "numbers": {c.id: n for n, c in enumerate(coding.claims, 1)},
        "facts": sum(is_fact(c) for c in coding.claims),
        "skipped": skipped(coding),
        "rtl": [right_to_left("".join(piece.text for piece in p.pieces)) for p in shown],
    }


def is_fact(claim: Claim) -> bool:
    """Whether the text itself asserts a claim as done, as news."""
    return claim.status in FACTS and not claim.background


def skipped(coding: Coding) -> list[Skipped]:
    """The sentences without a claim, in text order; none of an article that was refused as a whole, which was not divided into sentences."""
    coded = {c.sentence for c in coding.claims}
    reasons: dict[int, list[Any]] = {}
    for rejection in coding.rejections:
        reasons.setdefault(rejection.sentence, []).append(rejection)
    found = []
    for sentence in coding.sentences:
        if sentence.index in coded or sentence.start == sentence.end:
            continue
        given = reasons.get(sentence.index, [])
        names = tuple(dict.fromkeys(r.reason for r in given))
        text = " ".join(coding.document.text[sentence.start : sentence.end].split())
        political = any(name not in QUIET for name in names) or not names
        found.append(Skipped(sentence.index + 1, sentence.start, text, names, silence(given), political))
    return found


def right_to_left(text: str) -> bool:
    """Whether a text is written from right to left, by most of its first letters: one may quote a name in another script."""
    letters = [c for c in text[:200] if c.isalpha()]
    return sum("\u0590" <= c <= "\u08ff" for c in letters) * 2 > len(letters)


def beside(claims: Sequence[Claim], events: Mapping[str, str]) -> Mapping[str, list[tuple[str, str, str]]]:
    """For each claim the one before and the one after it in the text that tell of the same event: an arrow, a word for it, the claim's id."""
    told: dict[str, list[str]] = {}
    for claim in claims:
        if claim.id in events:
            told.setdefault(events[claim.id], []).append(claim.id)
    found: dict[str, list[tuple[str, str, str]]] = {}
    for ids in told.values():
        for one, two in pairwise(ids):
            found.setdefault(one, []).append(("↓", "next", two))
            found.setdefault(two, []).insert(0, ("↑", "previous", one))
    return found


def reason_text(reason: str) -> str:
    """What a reason of the codebook means."""
    return ontology().reasons.get(reason, reason.replace("_", " "))


def annotation(claim: Claim, coding: Coding, address: str) -> Mapping[str, Any]:
    """A claim as a W3C Web Annotation: each quote with the words around it and its place in the text."""
    text = coding.document.text
    targets = [
        {
            "source": coding.document.url or address,
            "selector": [
                {"type": "TextQuoteSelector", "exact": e.quote, "prefix": text[max(0, e.start - 32) : e.start], "suffix": text[e.end : e.end + 32]},
                {"type": "TextPositionSelector", "start": e.start, "end": e.end},
            ],
            "purpose": e.role,
        }
        for e in claim.evidence
    ]  # fmt: skip
    sides = {side: [p.id or p.code for p in getattr(claim, side)] for side in ("actor", "recipient")}
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld", "id": f"{address}#{claim.id}", "type": "Annotation", "motivation": "classifying",
        "body": {"type": "Dataset", "format": "application/json", "value": {"event_type": claim.event_type, "status": claim.status, **sides}},
        "target": targets,
    }  # fmt: skip
