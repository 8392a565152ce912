"""Add articles to a record by several processes: throughput beside bare coding, memory over time.

usage: python bench/intake.py FOLDER [--articles N] [--workers N] [--seed S] [--corpus CORPUS.jsonl]
The articles are those of CORPUS (as for bench/ratio.py) repeated with other names of states and other dates by a seeded generator, so that
none is another's copy. Coding alone and coding into the record take the same articles in turns of 100, in one run. Prints one line of JSON.
"""

import argparse
import json
import random
import re
import resource
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

from comity import Coder, Document, Record, Settings, states
from ratio import ROOT, corpus

TURN = 100


def changed(documents: list[Document], count: int, seed: int) -> Iterator[Document]:
    """So many articles, each with names of states exchanged and a date and address of its own."""
    chance = random.Random(seed)
    names = sorted(s.name for s in states.all_states() if s.kind == "state" and s.name.isalpha())
    found = re.compile(r"\b(?:" + "|".join(names) + r")\b")
    for n in range(count):
        others = dict(zip(names, chance.sample(names, len(names)), strict=True))
        given = documents[n % len(documents)]
        day = date(2004, 1, 1) + timedelta(days=chance.randrange(7000))
        text = found.sub(lambda m, others=others: others[m[0]], given.text)
        yield replace(given, text=f"{text}\n\nReport {n} of {seed}.", published=day.isoformat(), url=f"https://example.org/{seed}/{n}")


def resident() -> float:
    """Megabytes that this process holds now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 2**20


def cpu() -> float:
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def main() -> int:
    ask = argparse.ArgumentParser()
    ask.add_argument("folder", type=Path)
    ask.add_argument("--articles", type=int, default=10_000)
    ask.add_argument("--workers", type=int, default=2)
    ask.add_argument("--seed", type=int, default=0)
    ask.add_argument("--corpus", type=Path, default=ROOT.parent / "shared/news/wikinews.jsonl")
    ask.add_argument("--patterns", action="store_true", help="without the trained model")
    args = ask.parse_args()
    settings = Settings(model=not args.patterns)
    coder, record = Coder(settings), Record(args.folder, settings)
    source = changed(corpus(args.corpus), args.articles, args.seed)
    spent = {"bare": [0.0, 0.0], "record": [0.0, 0.0]}
    memory, claims = [], 0
    while block := list(islice(source, TURN)):
        for name, work in (
            ("bare", lambda b=block: sum(len(c.claims) for c in coder.code_many(b, args.workers))),
            ("record", lambda b=block: record.add(b, workers=args.workers).claims),
        ):
            wall, used = time.perf_counter(), cpu()
            found = work()
            spent[name][0] += time.perf_counter() - wall
            spent[name][1] += cpu() - used
        claims += found
        memory.append(round(resident()))
    print(json.dumps({
        "articles": args.articles, "workers": args.workers, "claims": claims, "version": record.version,
        "record_to_bare_wall": round(spent["record"][0] / spent["bare"][0], 3), "record_to_bare_cpu": round(spent["record"][1] / spent["bare"][1], 3),
        "articles_per_second": round(args.articles / spent["record"][0], 1), "megabytes": memory[:: max(1, len(memory) // 10)]}))  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main())
