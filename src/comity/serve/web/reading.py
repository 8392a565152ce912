"""An article and its claims as the reader shows them: underlined text, cards in text order, and what was left out with its reason."""

from collections.abc import Mapping
from dataclasses import dataclass
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
    return {
        "coding": coding,
        "document": coding.document,
        "paragraphs": paragraphs(coding),
        "numbers": {c.id: n for n, c in enumerate(coding.claims, 1)},
        "facts": sum(is_fact(c) for c in coding.claims),
        "skipped": skipped(coding),
        "rtl": right_to_left(coding.document.text),
    }


def is_fact(claim: Claim) -> bool:
    """Whether the text itself asserts a claim as done, as news."""
    return claim.status in FACTS and not claim.background


def skipped(coding: Coding) -> list[Skipped]:
    """The sentences without a claim, in text order."""
    coded = {c.sentence for c in coding.claims}
    reasons: dict[int, list[Any]] = {}
    for rejection in coding.rejections:
        reasons.setdefault(rejection.sentence, []).append(rejection)
    found = []
    for sentence in coding.sentences:
        if sentence.index in coded:
            continue
        given = reasons.get(sentence.index, [])
        names = tuple(dict.fromkeys(r.reason for r in given))
        text = " ".join(coding.document.text[sentence.start : sentence.end].split())
        political = any(name not in QUIET for name in names) or not names
        found.append(Skipped(sentence.index + 1, sentence.start, text, names, silence(given), political))
    return found


def right_to_left(text: str) -> bool:
    """Whether a text is written from right to left, by its first letters."""
    return any("\u0590" <= c <= "\u08ff" for c in text[:200])


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
