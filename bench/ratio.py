"""CPU of coding a corpus divided by CPU of bare nlp.pipe of the same English pipeline, NER on, over it: one process, one run.

usage: python bench/ratio.py [CORPUS.jsonl] [--rounds N]
CORPUS has one JSON object a line with `text` and `date`; without one, the Wikinews articles beside the project, else the
bundled sample repeated. Prints one JSON line: the ratio (median over rounds), CPU seconds, words, claims, peak memory in MB.
"""

import argparse
import json
import resource
import statistics
import sys
import time
from pathlib import Path

import spacy

import comity
from comity.parsers.spacy_en import load
from comity.readers import expand, read_path

ROOT = Path(__file__).resolve().parents[1]


def corpus(path: Path) -> list[comity.Document]:
    if path.exists():
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        return [comity.Document(r["text"], r["date"], r.get("title")) for r in rows]
    return [d for p in expand([ROOT / "src/comity/data/sample"]) for d in read_path(p)] * 20


def cpu(work) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> int:
    ask = argparse.ArgumentParser()
    ask.add_argument("corpus", nargs="?", type=Path, default=ROOT.parent / "shared/news/wikinews.jsonl")
    ask.add_argument("--rounds", type=int, default=3)
    args = ask.parse_args()
    documents = corpus(args.corpus)
    coder = comity.Coder()
    claims = sum(len(c.claims) for c in coder.code_many(documents[:8]))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    coding, parsing = [], []
    for _ in range(args.rounds):
        claims = 0

        def code() -> None:
            nonlocal claims
            claims = sum(len(c.claims) for c in coder.code_many(documents))

        coding.append(cpu(code))
        memory = max(memory, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024) if not parsing else memory
        bare = load(ner=True)
        parsing.append(cpu(lambda nlp=bare: [None for _ in nlp.pipe(d.text for d in documents)]))
    ratios = [a / b for a, b in zip(coding, parsing, strict=True)]
    print(json.dumps({
        "ratio": round(statistics.median(ratios), 3), "ratios": [round(r, 3) for r in ratios], "coding_cpu_s": round(statistics.median(coding), 2),
        "parsing_cpu_s": round(statistics.median(parsing), 2), "documents": len(documents), "words": sum(len(d.text.split()) for d in documents),
        "claims": claims, "peak_memory_mb": memory, "spacy": spacy.__version__}))  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main())
