"""Draw claims at random from a corpus for a reader's verdicts; the seed is the commit, so that nobody chooses.

usage: python tools/sample.py CORPUS.jsonl COUNT [SEED]
Prints a CSV: number, sentence before, sentence, claim, event words, and empty verdict columns type, actor, recipient, status (yes or no), note.
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


def main() -> None:
    corpus, count = Path(sys.argv[1]), int(sys.argv[2])
    seed = sys.argv[3] if len(sys.argv) > 3 else subprocess.check_output(["git", "rev-parse", "--short", "HEAD"], text=True).strip()
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
