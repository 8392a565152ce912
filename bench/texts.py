"""How much of what the project's own sentences tell the coder finds: each line of training/text, by its marked pair.

usage: python bench/texts.py [--only ENDING …] [--but ENDING …] [--patterns] [--errors FILE]

ENDINGs choose or leave out files (those in -05 the model has never seen). A line with an act is `right` when a claim has its type
and, for each marked side, a participant that overlaps the mark; otherwise it is the first of: `silent` (no claim), `type` (none of its type),
`actor open`, `actor wrong`, `recipient open`, `recipient wrong`. `extra` is a line of type none whose marked pair is joined by a claim. The errors go to FILE as lines of
JSON. The sentences are the authors' idea of news and lexicon and model were made with them, so the figure compares versions, no more.
"""

import argparse
import json
import sys
from collections import Counter
from pathlib import Path

from comity import Claim, Coder, Settings
from comity.core.actor import Participant

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "training"))
from sentences import FOLDER, Sentence, Span, read_sentences  # noqa: E402  (training is no package)


def at(people: tuple[Participant, ...], mark: Span) -> bool:
    """Whether one of the people is named, or was named, inside the mark."""
    return any(
        start < mark[1] and end > mark[0] for p in people for start, end in [(p.start, p.end), *([p.antecedent] if p.antecedent else [])]
    )


def joined(claim: Claim, sentence: Sentence) -> bool:
    """Whether the claim has the marked pair on its sides, in either order where the act is mutual."""
    one, other = sentence.actor, sentence.recipient
    everybody = claim.actor + claim.recipient
    straight = (one is None or at(claim.actor, one)) and (other is None or at(claim.recipient, other))
    return straight or claim.reciprocal and all(mark is None or at(everybody, mark) for mark in (one, other))


def verdict(claims: tuple[Claim, ...], sentence: Sentence) -> str:
    if sentence.event_type == "none":
        return "extra" if sentence.actor and sentence.recipient and any(joined(c, sentence) for c in claims) else "rightly none"
    if not claims:
        return "silent"
    fitting = [c for c in claims if c.event_type == sentence.event_type]
    if not fitting:
        return "type"
    if any(joined(c, sentence) for c in fitting):
        return "right"
    actor_found = [c for c in fitting if sentence.actor is None or at(c.actor, sentence.actor)]
    side = "recipient" if actor_found else "actor"
    return f"{side} {'open' if any(not getattr(c, side) for c in actor_found or fitting) else 'wrong'}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", nargs="*", default=[""])
    parser.add_argument("--but", nargs="*", default=[])
    parser.add_argument("--patterns", action="store_true")
    parser.add_argument("--errors", type=Path)
    given = parser.parse_args()
    coder = Coder(Settings(model=not given.patterns))
    files = [f for f in sorted(FOLDER.glob("*.txt")) if f.stem.endswith(tuple(given.only)) and not f.stem.endswith(tuple(given.but))]
    sentences, faults = read_sentences(files)
    if faults or not sentences:
        sys.exit("\n".join(faults) or f"no file of {FOLDER} ends so")
    counts: Counter[str] = Counter()
    errors = []
    for sentence in sentences:
        claims = coder.code(sentence.text).claims
        found = verdict(claims, sentence)
        counts[found] += 1
        if not found.startswith("right"):
            said = [f"{c.event_type}: {' + '.join(p.text for p in c.actor)} -> {' + '.join(p.text for p in c.recipient)}" for c in claims]
            marks = [sentence.text[slice(*m)] if m else None for m in (sentence.actor, sentence.recipient)]
            errors.append({"found": found, "where": sentence.where, "type": sentence.event_type, "status": sentence.status, "marked": marks, "said": said, "text": sentence.text})  # fmt: skip
    acts = sum(n for found, n in counts.items() if found not in ("extra", "rightly none"))
    sys.stdout.write(
        json.dumps({"acts": acts, "right": round(100 * counts["right"] / max(1, acts), 1)} | dict(counts.most_common())) + "\n"
    )
    if given.errors:
        given.errors.write_text("".join(json.dumps(e, ensure_ascii=False) + "\n" for e in errors), encoding="utf-8")


if __name__ == "__main__":
    main()
