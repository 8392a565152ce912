"""Does Comity find again what was planted? Turning points of pairs whose breaks are known, at moderate noise.

usage: python bench/planted.py [--pairs N] [--factor F] [--seed N] [--strictness S …]
One record is made of all pairs (a third each with no, one and two breaks); each relation is then asked for its turning points.
"""

import argparse
import json
import sys
import tempfile
from itertools import combinations, islice

from comity import Record, Settings, states
from comity.evaluate.planted import Planted, articles, plant
from comity.record.intake import begin, take_codings
from comity.relate.turns import STRICTNESS


def main() -> int:
    ask = argparse.ArgumentParser()
    ask.add_argument("--pairs", type=int, default=120)
    ask.add_argument("--factor", type=float, default=3.0)
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--strictness", type=float, nargs="*", default=[STRICTNESS])
    args = ask.parse_args()
    members = [m.state for m in states.members("2015-01-01")]
    pairs = islice(combinations(members, 2), 0, None, 7)
    planted = [plant(pair, args.seed, n % 3, args.factor) for n, pair in enumerate(islice(pairs, args.pairs))]
    with tempfile.TemporaryDirectory() as folder:
        record = Record(f"{folder}/record", Settings(model=False))
        take_codings(record._lake, articles((a for p in planted for a in p.acts), record._ontology), "snippet", begin(record.settings))
        relations = [record.relation(*p.pair, date="2015..2019") for p in planted]
        for strictness in args.strictness:
            found = [[t.month for t in relation.turns(strictness).turns] for relation in relations]
            print(
                json.dumps(
                    {"pairs": len(planted), "factor": args.factor, "seed": args.seed, "strictness": strictness} | score(planted, found)
                )
            )
    return 0


def score(planted: list[Planted], found: list[list[str]]) -> dict[str, float]:
    """Shares: of planted breaks found within a month; of found ones with no planted one within one, and within three, months."""
    near = {n: [[any(apart(t, b) <= n for b in p.breaks) for t in f] for p, f in zip(planted, found, strict=True)] for n in (1, 3)}
    recovered = [any(apart(t, b) <= 1 for t in f) for p, f in zip(planted, found, strict=True) for b in p.breaks]
    number = max(1, sum(map(len, found)))
    return {
        "planted": len(recovered), "found": number, "recovered": round(sum(recovered) / len(recovered), 3),
        "further_than_one_month": round(1 - sum(map(sum, near[1])) / number, 3), "false": round(1 - sum(map(sum, near[3])) / number, 3),
        "pairs_without_break_and_turn": sum(1 for p, f in zip(planted, found, strict=True) if not p.breaks and f),
    }  # fmt: skip


def apart(one: str, two: str) -> int:
    """Months between two first days of months."""
    return abs((int(one[:4]) - int(two[:4])) * 12 + int(one[5:7]) - int(two[5:7]))


if __name__ == "__main__":
    sys.exit(main())
