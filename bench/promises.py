"""How near the ledger comes to what a reader says became of promises: tests/cases/promises.toml, or another FILE of that form.

usage: python bench/promises.py [FILE] [--errors] [--model]
"""

import json
import sys
from collections import Counter
from pathlib import Path

from comity import Coder, Settings
from comity.config import DATA
from comity.evaluate.promises import load_pairs, measure
from comity.lexicon.ontology import load_ontology
from comity.relate.promise_rules import load_promise_rules

PAIRS = Path(__file__).parents[1] / "tests/cases/promises.toml"


def main(*flags: str) -> None:
    files = [Path(f) for f in flags if not f.startswith("--")] or [PAIRS]
    rules = load_promise_rules(DATA / "rules", load_ontology(DATA / "ontology"))
    found = measure(load_pairs(files[0]), Coder(Settings(model="--model" in flags)), rules)
    shares = {
        "precision": found.right / found.found,
        "decided_precision": found.decided_right / found.decided,
        "recall": found.right / found.pairs,
    }
    counts = {
        "pairs": found.pairs,
        "found": found.found,
        "right": found.right,
        "decided": found.decided,
        "decided_right": found.decided_right,
    }
    print(json.dumps({k: round(100 * v, 1) for k, v in shares.items()} | counts))
    for (reader, ours), n in sorted(Counter((r, str(o)) for _, r, o in found.wrong).items(), key=lambda c: -c[1]):
        print(f"{n:4} {reader} read as {ours}")
    if "--errors" in flags:
        print("\n".join(f"{id}: {reader}, ours {ours}" for id, reader, ours in found.wrong))


if __name__ == "__main__":
    main(*sys.argv[1:])
