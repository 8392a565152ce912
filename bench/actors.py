"""How fast names are found and how much the tables weigh: one process, one core.

usage: python bench/actors.py [CORPUS.jsonl]
CORPUS as for bench/ratio.py. Prints one JSON line: seconds and megabytes to load actors, gazetteer and language, names, words a second
over the whole actor table (median of seven passes).
"""

import json
import resource
import statistics
import sys
import time
from pathlib import Path

from comity.config import DATA
from comity.lexicon.actors import load_actors
from comity.lexicon.gazetteer import load_gazetteer
from comity.lexicon.language import load_language
from comity.lexicon.ontology import load_ontology
from ratio import ROOT, corpus


def memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared/news/wikinews.jsonl"
    texts = [d.text for d in corpus(path)]
    words = sum(len(t.split()) for t in texts)
    before, start = memory(), time.perf_counter()
    actors = load_actors(DATA / "actors")
    load_gazetteer(DATA / "places")
    load_language(DATA / "lang/en", load_ontology(DATA / "ontology"))
    loaded, weight = time.perf_counter() - start, memory() - before
    passes = []
    for _ in range(7):
        start = time.perf_counter()
        for text in texts:
            actors.find(text)
        passes.append(words / (time.perf_counter() - start))
    print(json.dumps({"load_seconds": round(loaded, 2), "load_megabytes": round(weight, 1), "names": len(actors.names),
                      "words": words, "words_per_second": round(statistics.median(passes))}))  # fmt: skip


if __name__ == "__main__":
    main()
