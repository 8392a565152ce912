"""Code a corpus with 1 and 2 processes and in shuffled order; say whether the bytes agree, and write the codings.

usage: python bench/corpus.py [CORPUS.jsonl] [-o CODINGS.jsonl]
Check the written file with: python tools/verify.py CODINGS.jsonl
"""

import argparse
import random
import sys
from pathlib import Path

import comity
from ratio import ROOT, corpus


def main() -> int:
    ask = argparse.ArgumentParser()
    ask.add_argument("corpus", nargs="?", type=Path, default=ROOT.parent / "shared/news/wikinews.jsonl")
    ask.add_argument("-o", "--output", type=Path)
    args = ask.parse_args()
    documents = corpus(args.corpus)
    coder = comity.Coder()
    alone = [c.to_json() for c in coder.code_many(documents)]
    together = [c.to_json() for c in coder.code_many(documents, workers=2)]
    order = list(range(len(documents)))
    random.Random(2).shuffle(order)
    shuffled = dict(zip(order, (c.to_json() for c in coder.code_many(documents[i] for i in order)), strict=True))
    same = alone == together, alone == [shuffled[i] for i in range(len(documents))]
    print(f"{len(documents)} documents; 1 and 2 processes agree: {same[0]}; shuffled order agrees: {same[1]}")
    if args.output:
        args.output.write_text("".join(line + "\n" for line in alone), encoding="utf-8")
    return 0 if all(same) else 1


if __name__ == "__main__":
    sys.exit(main())
