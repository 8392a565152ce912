"""Check the training sentences: form, labels against the ontology, balance, doubles, and distance from the sets that measure.

usage: python training/lint.py [FILE …]
"""

import collections
import csv
import json
import re
import sys
from pathlib import Path

from labels import STATUSES
from sentences import FOLDER, PAIRS, Sentence, parse_pair, read_sentences

ROOT = Path(__file__).parent.parent
ONTOLOGY = ROOT / "src/comity/data/ontology"
MEASURED = ROOT.parent / "shared/eval"
NEAR, CLOSE = 0.5, 0.3
SHORTEST = 5  # 4-grams: what has fewer is a phrase that anybody writes
# codes whose TYPE depends on the words: an act of the table may be told as its promise, threat or refusal
SPEECH = {"AGREE", "CONCEDE", "REQUEST", "REJECT", "THREATEN"}


def table(name: str) -> list[dict[str, str]]:
    with (ONTOLOGY / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def label_faults(sentences: list[Sentence]) -> list[str]:
    codes = {row["code"] for row in table("cameo.csv")}
    modes = {(row["type"], row["mode"]) for row in table("modes.csv")}
    types = {row["type"] for row in table("types.csv")}
    faults = []
    for s in sentences:
        if s.event_type == "none":
            if (s.cameo, s.status, s.mode) != ("-", "-", ""):
                faults.append(f"{s.where}: none takes no code, mode or status: - | none | - | …")
            continue
        if s.event_type not in types:
            faults.append(f"{s.where}: unknown type {s.event_type!r}, expected one of {', '.join(sorted(types))} or none")
        elif s.mode and (s.event_type, s.mode) not in modes:
            have = ", ".join(m for t, m in sorted(modes) if t == s.event_type) or "none"
            faults.append(f"{s.where}: {s.event_type} has no mode {s.mode!r}; it has: {have}")
        if s.cameo not in codes:
            faults.append(f"{s.where}: unknown CAMEO code {s.cameo!r}")
        if s.status not in STATUSES:
            faults.append(f"{s.where}: unknown status {s.status!r}, expected one of {' '.join(STATUSES)}")
        if not 6 <= len(s.text.split()) <= 75:
            faults.append(f"{s.where}: {len(s.text.split())} words; expected 6 to 75")
    return faults


def pair_faults(sentences: list[Sentence]) -> list[str]:
    types = {row["type"] for row in table("types.csv")} | {"none"}
    return [
        f"{s.where}: unknown type {s.event_type!r}, expected one of {', '.join(sorted(types))}"
        for s in sentences
        if s.event_type not in types
    ]


def grams(text: str, n: int = 4) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[i : i + n]) for i in range(len(words) - n + 1)}


def overlaps(sentences: list[Sentence], others: list[tuple[str, str]], limit: float) -> list[str]:
    """Lines that share with another text more than `limit` of the 4-grams of the shorter of the two (SHORTEST at least); each pair once."""
    index: dict[tuple[str, ...], list[int]] = collections.defaultdict(list)
    sizes = []
    for i, (_, text) in enumerate(others):
        found = grams(text)
        sizes.append(len(found))
        for gram in found:
            index[gram].append(i)
    faults, seen = [], set()
    for s in sentences:
        own = grams(s.text)
        for i, n in collections.Counter(i for gram in own for i in index.get(gram, ())).most_common():
            where, text = others[i]
            pair = frozenset((s.where, where))
            shorter = min(len(own), sizes[i])
            if shorter >= SHORTEST and n > limit * shorter and where != s.where and pair not in seen:
                seen.add(pair)
                faults.append(f"{s.where}: {n} of {shorter} 4-grams stand in {where}: {text[:80]!r}")
    return faults


def measured_texts() -> list[tuple[str, str]]:
    """Every sentence of the sets that measure Comity, where that folder exists."""
    texts = []
    for file in sorted(MEASURED.glob("*.jsonl")):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            row = json.loads(line)
            for sentence in re.split(r"(?<=[^.][^.A-Z][.!?])\s+(?=[A-Z])", row.get("sentence") or row.get("text") or ""):
                texts.append((f"{file.name}:{number}", sentence))
    for file in sorted(MEASURED.glob("*.json")):
        for article in json.loads(file.read_text(encoding="utf-8")):
            texts += [(f"{file.name}:{article['id']}", s["text"]) for s in article["sentences"]]
    return texts


def main() -> int:
    files = [Path(a) for a in sys.argv[1:]] or sorted(FOLDER.glob("*.txt"))
    sentences, faults = read_sentences(files)
    faults += label_faults(sentences)
    faults += overlaps(sentences, [(s.where, s.text) for s in sentences], NEAR)
    if MEASURED.is_dir():
        faults += overlaps(sentences, measured_texts(), CLOSE)
    else:
        print(f"{MEASURED} is not here: the distance to the sets that measure was not checked")
    pairs, wrong = read_sentences([] if sys.argv[1:] else sorted(PAIRS.glob("*.txt")), parse_pair)
    texts = {s.text for s in sentences}
    faults += wrong + pair_faults(pairs)
    faults += [f"{s.where}: the sentence stands in no file of {FOLDER.name}" for s in pairs if s.text not in texts]
    for fault in faults:
        print(fault)
    by_type = collections.Counter(s.event_type for s in sentences)
    acts = [s for s in sentences if s.event_type != "none"]
    undone = sum(s.status not in ("happened", "ongoing") for s in acts)
    print(f"{len(sentences)} lines, {len(acts)} acts, {undone} not asserted as done; {len(faults)} faults")
    print(f"{len(pairs)} more pairs in these sentences, {sum(s.event_type == 'none' for s in pairs)} of them without an act")
    print("  ".join(f"{t} {n}" for t, n in by_type.most_common()))
    print("  ".join(f"{t} {n}" for t, n in collections.Counter(s.status for s in acts).most_common()))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
