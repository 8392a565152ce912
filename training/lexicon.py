"""The lexicon's own example sentences as training sentences, labelled by the patterns that they test."""

import csv

from comity import Coder
from comity.config import Settings
from comity.core.actor import Participant
from labels import DATA
from sentences import Sentence

TRIGGERS = DATA.parent / "lang/en/triggers"


def lexicon_sentences() -> list[Sentence]:
    """One sentence for each claim with a side that an entry's example gives under the entry's own type."""
    coder = Coder(Settings(model=False))
    found: list[Sentence] = []
    for file in sorted(TRIGGERS.glob("*.csv")):
        with file.open(encoding="utf-8", newline="") as table:
            for number, row in enumerate(csv.DictReader(table), 2):
                found += _labelled(coder, row, f"{file.name}:{number}")
    return found


def _labelled(coder: Coder, row: dict[str, str], where: str) -> list[Sentence]:
    text = row["example"]
    sentences = []
    for claim in coder.code(text).claims:
        if claim.event_type != row["type"] or not claim.rule.startswith(f"{row['type']}:{row['head']}."):
            continue
        actor, recipient = _span(claim.actor[:1], text), _span(claim.recipient[:1] or claim.actor[1:2], text)
        if actor or recipient:
            sentences.append(Sentence(where, row["cameo"], claim.event_type, claim.mode or "", claim.status, text, actor, recipient, ()))
    return sentences


def _span(people: tuple[Participant, ...], text: str) -> tuple[int, int] | None:
    return next(((p.start, p.end) for p in people if text[p.start : p.end] == p.text), None)
