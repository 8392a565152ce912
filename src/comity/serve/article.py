"""An article as pages show it: paragraphs of pieces that carry the same evidence, and what was considered in each sentence."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from comity.core.actor import Participant
from comity.core.claim import Claim, Evidence
from comity.core.parse import Parse
from comity.core.text import Document
from comity.core.trace import Coding, Reading
from comity.serve.explain import silence

FENCE = "---"
LANES = 6
ICONS = {
    "happened": "✓", "ongoing": "↻", "planned": "◷", "threatened": "▲", "requested": "→", "refused": "⊘",
    "not_happened": "✗", "alleged": "“”", "denied": "¬", "hypothetical": "◇",
}  # fmt: skip
_PARAGRAPH = re.compile(r"[^\r\n]+(?:\r?\n[^\r\n]+)*")


@dataclass(frozen=True, slots=True)
class Mark:
    """One evidence span on the page: the claim's number, its lane of underlining and its role."""

    number: int
    lane: int
    role: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text whose characters carry the same marks."""

    text: str
    marks: tuple[Mark, ...]
    boilerplate: bool


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph's pieces and the numbered claims that start in it."""

    pieces: tuple[Piece, ...]
    claims: tuple[tuple[int, Claim], ...]


@dataclass(frozen=True, slots=True)
class Why:
    """One sentence explained: its claims' numbers or the reason for none, its parse with the roots, every reading with its words."""

    number: int
    text: str
    claims: tuple[int, ...]
    silence: str
    parse: Parse | None
    roots: tuple[int, ...]
    readings: tuple[tuple[str, Reading], ...]


def front_end(document: Document) -> int:
    """Where the front matter of a Markdown file ends: it stands before the text and is none of it. 0 where there is none."""
    return max((s.end for s in document.boilerplate if s.start == 0), default=0) if document.text.startswith(FENCE) else 0


def paragraphs(coding: Coding) -> list[Paragraph]:
    """The paragraphs of an article's text, without the front matter above it."""
    text = coding.document.text
    lanes = _lanes(coding.claims)
    found = []
    for match in _PARAGRAPH.finditer(text, front_end(coding.document)):
        if not match[0].strip():
            continue
        start, end = match.span()
        numbered = tuple((n, c) for n, c in enumerate(coding.claims, 1) if start <= _event(c).start < end)
        found.append(Paragraph(_pieces(coding, start, end, lanes), numbered))
    return found


def _event(claim: Claim) -> Evidence:
    return claim.quoted("event")[0]


def _lanes(claims: Sequence[Claim]) -> Mapping[int, int]:
    """A lane of underlining for each claim number: claims of one sentence get different ones."""
    lanes: dict[int, int] = {}
    sentence, lane = -1, 0
    for n, claim in enumerate(claims, 1):
        lane = lane + 1 if claim.sentence == sentence else 0
        sentence = claim.sentence
        lanes[n] = lane % LANES
    return lanes


def _pieces(coding: Coding, start: int, end: int, lanes: Mapping[int, int]) -> tuple[Piece, ...]:
    spans = [
        (e.start, e.end, Mark(n, lanes[n], e.role))
        for n, c in enumerate(coding.claims, 1)
        for e in c.evidence
        if e.start < end and start < e.end
    ]
    plain = [(b.start, b.end) for b in coding.document.boilerplate if b.start < end and start < b.end]
    cuts = sorted(
        {
            start,
            end,
            *(x for s, e, _ in spans for x in (s, e) if start < x < end),
            *(x for s, e in plain for x in (s, e) if start < x < end),
        }
    )
    pieces = []
    for a, b in zip(cuts, cuts[1:], strict=False):
        marks = tuple(sorted({m for s, e, m in spans if s <= a and b <= e}, key=lambda m: (m.lane, m.number, m.role)))
        pieces.append(Piece(coding.document.text[a:b], marks, any(s <= a and b <= e for s, e in plain)))
    return tuple(pieces)


def whys(coding: Coding) -> list[Why]:
    """The sentences of an explained coding with what was considered in each; none of a coding without traces."""
    found = []
    for trace in coding.traces:
        sentence = trace.sentence
        text = " ".join(coding.document.text[sentence.start : sentence.end].split())
        numbers = tuple(n for n, c in enumerate(coding.claims, 1) if c.sentence == sentence.index)
        readings = tuple((coding.document.text[r.start : r.end], r) for r in trace.readings)
        reasons = "" if numbers else silence(r for r in coding.rejections if r.sentence == sentence.index)
        roots = tuple(i for i, h in enumerate(trace.parse.heads) if h == i) if trace.parse and (numbers or readings) else ()
        found.append(Why(sentence.index + 1, text, numbers, reasons, trace.parse, roots, readings))
    return found


def quotes(claim: Claim, role: str) -> str:
    return ", ".join(f"“{' '.join(e.quote.split())}”" for e in claim.quoted(role))


def side(person: Participant) -> str:
    """Code and sector: "RUS GOV", or an organisation's short name."""
    code = person.id.removeprefix("igo:") if person.code == "IGO" and person.id else person.code
    return code if person.sector == "UNK" else f"{code} {person.sector}"
