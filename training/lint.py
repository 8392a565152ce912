"""Check the training sentences: form, labels against the ontology, balance, doubles, and distance from the sets that measure.

usage: python training/lint.py [FILE …]
"""

import collections
import csv
import json
import re
import sys
from pathlib import Path

from sentences import FOLDER, Sentence, read_sentences

ROOT = Path(__file__).parent.parent
ONTOLOGY = ROOT / "src/comity/data/ontology"
MEASURED = ROOT.parent / "shared/eval"
STATUSES = ["happened", "ongoing", "planned", "threatened", "requested", "refused", "not_happened", "alleged", "denied", "hypothetical"]
NEAR, CLOSE = 0.5, 0.3
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
            faults.append(f"{s.where}: {len(s.text.split())} words; expected 8 to 60")
    return faults


def grams(text: str, n: int = 4) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[i : i + n]) for i in range(len(words) - n + 1)}


def overlaps(sentences: list[Sentence], others: list[tuple[str, str]], limit: float) -> list[str]:
    """Lines whose 4-grams stand to more than `limit` in another text that came before them."""
    index: dict[tuple[str, ...], list[int]] = collections.defaultdict(list)
    for i, (_, text) in enumerate(others):
        for gram in grams(text):
            index[gram].append(i)
    found = []
    for s in sentences:
        own = grams(s.text)
        hits = collections.Counter(i for gram in own for i in index.get(gram, ()) if others[i][0] != s.where)
        for i, n in hits.most_common(1):
            if n > limit * len(own) and (others[i][0] > s.where or limit == CLOSE):
                found.append(f"{s.where}: {n} of {len(own)} 4-grams stand in {others[i][0]}: {others[i][1][:80]!r}")
    return found


def measured_texts() -> list[tuple[str, str]]:
    """Every sentence of the sets that measure Comity, where that folder exists."""
    texts = []
    for file in sorted(MEASURED.glob("*.jsonl")):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            row = json.loads(line)
            for sentence in re.split(r"(?<=[.!?])\s+", row.get("sentence") or row.get("text") or ""):
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
    faults += overlaps(sentences, measured_texts(), CLOSE)
    for fault in faults:
        print(fault)
    by_type = collections.Counter(s.event_type for s in sentences)
    acts = [s for s in sentences if s.event_type != "none"]
    undone = sum(s.status not in ("happened", "ongoing") for s in acts)
    print(f"{len(sentences)} lines, {len(acts)} acts, {undone} not asserted as done; {len(faults)} faults")
    print("  ".join(f"{t} {n}" for t, n in by_type.most_common()))
    print("  ".join(f"{t} {n}" for t, n in collections.Counter(s.status for s in acts).most_common()))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
