"""Draw claims at random from a corpus for a reader's verdicts; the seed is the commit, so that nobody chooses.

usage: python tools/sample.py CORPUS.jsonl COUNT [SEED] [when-where]
With when-where, COUNT single claims with their date and place and empty columns date_right, place_right, note. Else prints a CSV: number, sentence before, sentence, claim, event words, and empty verdict columns type, actor, recipient, status (yes or no), note.
"""

import csv
import json
import random
import subprocess
import sys
from pathlib import Path

import comity
from comity.evaluate.cases import code

HEADER = ("number", "before", "sentence", "claim", "words", "type", "actor", "recipient", "status", "note")


WHEN_WHERE = (
    "number",
    "published",
    "title",
    "article_begins",
    "before",
    "sentence",
    "claim",
    "words",
    "date",
    "place",
    "date_right",
    "place_right",
    "note",
)


def when_where(corpus: Path, count: int, seed: str) -> None:
    """Print single claims with date and place."""
    coder = comity.Coder()
    rows = []
    for line in corpus.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        coding = coder.code(row["text"], row["date"], row.get("title"))
        for c in coding.claims:
            at = [coding.sentences[k] for k in range(max(0, c.sentence - 2), c.sentence + 1)]
            *before, sentence = (" ".join(row["text"][s.start : s.end].split()) for s in at)
            sides = ["+".join(p.code for p in people) or "-" for people in (c.actor, c.recipient)]
            marks = c.status + (", background" if c.background else "")
            date = f"{c.date.start or ''}..{c.date.end or ''} {c.date.precision} {c.date.basis}" + (
                f" {c.date.text!r}" if c.date.text else ""
            )
            place = f"{c.place.name} ({c.place.country_code}) {c.place.precision} {c.place.basis}" if c.place else "-"
            opens = " ".join(row["text"].split())[:160]
            rows.append((row["date"], row.get("title"), opens, " ".join(before), sentence, f"{c.event_type} {sides[0]} -> {sides[1]} [{marks}]",
                         c.quoted("event")[0].quote, date, place, "", "", ""))  # fmt: skip
    chosen = sorted(random.Random(seed).sample(range(len(rows)), count))
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(WHEN_WHERE)
    out.writerows((number, *rows[at]) for number, at in enumerate(chosen, 1))


def main() -> None:
    corpus, count = Path(sys.argv[1]), int(sys.argv[2])
    given = [a for a in sys.argv[3:] if a != "when-where"]
    seed = given[0] if given else subprocess.check_output(["git", "rev-parse", "--short", "HEAD"], text=True).strip()
    if "when-where" in sys.argv:
        when_where(corpus, count, seed)
    else:
        by_sentence(corpus, count, seed)


def by_sentence(corpus: Path, count: int, seed: str) -> None:
    """Print sentences with all their claims."""
    coder = comity.Coder()
    sentences: dict[tuple[int, int], list[tuple[str, ...]]] = {}
    for n, line in enumerate(corpus.read_text(encoding="utf-8").splitlines()):
        row = json.loads(line)
        coding = coder.code(row["text"], row["date"], row.get("title"))
        for claim in coding.claims:
            at = [coding.sentences[k] for k in (max(0, claim.sentence - 1), claim.sentence)]
            before, sentence = (" ".join(row["text"][s.start : s.end].split()) for s in at)
            sides = [" + ".join(f"{code(p)} {p.sector} '{p.text}'" for p in people) or "-" for people in (claim.actor, claim.recipient)]
            shown = f"{claim.event_type}/{claim.mode or '-'}  {sides[0]}  ->  {sides[1]}  [{claim.status}]"
            sentences.setdefault((n, claim.sentence), []).append((before, sentence, shown, claim.quoted("event")[0].quote))
    chosen = random.Random(seed).sample(sorted(sentences), count)
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(HEADER)
    for number, key in enumerate(chosen, 1):
        for claim_row in sentences[key]:
            out.writerow((number, *claim_row, "", "", "", "", ""))


if __name__ == "__main__":
    main()
