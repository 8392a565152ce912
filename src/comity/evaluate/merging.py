"""Sets of reports of which somebody said which tell of one act, and how near merging comes to them (B³)."""

import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from comity.coder import Coder
from comity.core.claim import Claim
from comity.core.event import Source
from comity.core.text import Document
from comity.core.trace import Coding
from comity.errors import DataError
from comity.merge.merge import merge, words_of
from comity.merge.rules import MergeRules


@dataclass(frozen=True, slots=True)
class Report:
    """One report: the words of its act, and the name of the event it tells of within its set."""

    published: str
    publisher: str
    text: str
    act: str
    event: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """B³ over all reports; `uncoded` of them gave no claim at their act and stand alone. `wrong` names the sets that differ."""

    precision: float
    recall: float
    reports: int
    uncoded: int
    wrong: tuple[str, ...]

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.precision * self.recall / (self.precision + self.recall) if self.precision + self.recall else 0.0


def load_reports(path: Path) -> list[tuple[str, list[Report]]]:
    """The sets of a TOML file, each with why it is there. Raises DataError."""
    try:
        sets = tomllib.loads(path.read_text(encoding="utf-8"))["set"]
        return [(s["why"], [Report(**r) for r in s["report"]]) for s in sets]
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise DataError(
            f"{path}: cannot be read ({error}). Expected [[set]] with why and [[set.report]] of published, publisher, text, act, event."
        ) from error


def measure(sets: Sequence[tuple[str, Sequence[Report]]], coder: Coder, rules: MergeRules) -> Agreement:
    """Merge each set and compare. A report without a claim at its act is a group of its own."""
    precision = recall = 0.0
    total = uncoded = 0
    wrong = []
    for number, (why, reports) in enumerate(sets, 1):
        found = merged(reports, coder, rules)
        uncoded += sum(f is None for f in found)
        ours = [f if f is not None else f"report {n}" for n, f in enumerate(found)]
        theirs = [r.event for r in reports]
        p, r = _b_cubed(ours, theirs), _b_cubed(theirs, ours)
        precision, recall, total = precision + p, recall + r, total + len(reports)
        if p < len(reports) or r < len(reports):
            wrong.append(f"{number}: {why}")
    return Agreement(precision / total, recall / total, total, uncoded, tuple(wrong))


def merged(reports: Sequence[Report], coder: Coder, rules: MergeRules) -> list[str | None]:
    """For each report the id of the event its act is in, None where nothing was coded."""
    claims: list[tuple[Claim, Source]] = []
    acts: list[str | None] = []
    for n, report in enumerate(reports):
        document = Document(report.text, report.published, url=f"report:{n}", site=report.publisher)
        coding = coder.code_document(document)
        claims += [(c, Source(report.published, report.publisher, (), words_of(_sentence(coding, c)))) for c in coding.claims]
        acts.append(_claim_at(coding, report.act))
    event_of = {claim: event.id for event in merge(claims, rules) for claim in event.claims}
    return [event_of[a] if a else None for a in acts]


def _sentence(coding: Coding, claim: Claim) -> str:
    sentence = coding.sentences[claim.sentence]
    return coding.document.text[sentence.start : sentence.end]


def _claim_at(coding: Coding, act: str) -> str | None:
    """The claim whose event overlaps the words of the act most."""
    start = coding.document.text.find(act)
    shared = {c.id: max(min(e.end, start + len(act)) - max(e.start, start) for e in c.quoted("event")) for c in coding.claims}
    best = max(shared, key=lambda c: (shared[c], c), default=None)
    return best if best is not None and shared[best] > 0 else None


def _b_cubed(one: Sequence[str], two: Sequence[str]) -> float:
    """The sum over items of the share of their group in `one` that is also in their group in `two`."""
    groups: Mapping[str, list[int]] = defaultdict(list)
    for n, name in enumerate(one):
        groups[name].append(n)
    return sum(sum(two[m] == two[n] for m in groups[name]) / len(groups[name]) for n, name in enumerate(one))
