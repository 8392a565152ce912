"""From labelled sentences to what the network sees: marks as tokens, names of states shuffled, pairs without an act."""

import csv
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tokenizers import Tokenizer

from labels import NONE, Labels, labels_of
from sentences import Sentence, Span

NAMES = Path(__file__).parent.parent / "src/comity/data/actors/state_names.csv"
MARKS = {"actor": (1, 2), "recipient": (3, 4)}  # the encoder's unused tokens
CLS, SEP, LONGEST = 101, 102, 160
MUTUAL = {"CONSULT", "AGREE", "COOPERATE", "ASSAULT", "PROTEST"}


@dataclass(frozen=True, slots=True)
class Example:
    """A text with at most two marked spans, its labels and how much it counts."""

    text: str
    actor: Span | None
    recipient: Span | None
    labels: Labels
    weight: float


def encode(tokenizer: Tokenizer, text: str, actor: Span | None, recipient: Span | None) -> tuple[list[int], int, int]:
    """Token ids with marks around both participants, and the positions of the opening marks (-1 for none)."""
    cuts = sorted((at, k, token) for role, span in (("actor", actor), ("recipient", recipient)) if span for at, k, token in
                  ((span[0], 1, MARKS[role][0]), (span[1], 0, MARKS[role][1])))  # fmt: skip
    ids, last = [CLS], 0
    for at, _, token in cuts:
        ids += tokenizer.encode(text[last:at], add_special_tokens=False).ids
        ids.append(token)
        last = at
    ids += tokenizer.encode(text[last:], add_special_tokens=False).ids
    ids.append(SEP)
    if len(ids) > LONGEST:
        raise ValueError(f"{len(ids)} tokens; expected {LONGEST} at most: {text}")
    find = lambda token: ids.index(token) if token in ids else -1  # noqa: E731
    return ids, find(MARKS["actor"][0]), find(MARKS["recipient"][0])


class Names:
    """Names and adjectives of states, so that the network cannot learn who does what."""

    def __init__(self) -> None:
        rows = [
            r
            for r in csv.DictReader(NAMES.read_text(encoding="utf-8").splitlines())
            if not r["end"] and r["kind"] in ("name", "adjective", "people")
        ]
        first: dict[tuple[str, str], str] = {}
        for r in rows:
            if not r["alias"].isupper() and len(r["alias"]) > 3 and "(" not in r["alias"]:
                first.setdefault((r["state"], r["kind"]), r["alias"])
        self.states = sorted({s for s, k in first} & {s for s, k in first if k == "adjective"})
        self.by_kind = first
        self.kind_of = {alias: (s, k) for (s, k), alias in first.items()}
        self.pattern = re.compile(r"\b(" + "|".join(sorted(map(re.escape, self.kind_of), key=len, reverse=True)) + r")\b")

    def shuffle(self, text: str, spans: Sequence[Span | None], chance: random.Random) -> tuple[str, list[Span | None]]:
        """The text with every state replaced by another, and the spans moved along."""
        swap: dict[str, str] = {}
        out, last = "", 0
        moves: list[tuple[int, int]] = []
        for found in self.pattern.finditer(text):
            state, kind = self.kind_of[found[0]]
            other = swap.setdefault(state, chance.choice(self.states))
            name = self.by_kind.get((other, kind))
            if name is None or any(
                s and (s[0] < found.end() and found.start() < s[1]) and not (s[0] <= found.start() and found.end() <= s[1]) for s in spans
            ):
                continue
            out += text[last : found.start()] + name
            last = found.end()
            moves.append((found.end(), len(name) - len(found[0])))
        shift = lambda at: at + sum(d for end, d in moves if end <= at)  # noqa: E731
        return out + text[last:], [(shift(s[0]), shift(s[1])) if s else None for s in spans]


def epoch(sentences: Sequence[Sentence], names: Names, chance: random.Random, bystanders: float = 0.5) -> list[Example]:
    """One pass over the sentences: as written or with other states, now and then with one side unmarked, reversed, or a bystander."""
    examples = []
    for s in sentences:
        text, (actor, recipient, *others) = s.text, (s.actor, s.recipient, *s.bystanders)
        if chance.random() < 0.5:
            text, (actor, recipient, *others) = names.shuffle(text, (actor, recipient, *others), chance)
        labels = labels_of(s)
        draw = chance.random()
        if actor and recipient and draw < 0.08:
            examples.append(Example(text, actor, None, labels, 1.0) if draw < 0.05 else Example(text, None, recipient, labels, 1.0))
        else:
            examples.append(Example(text, actor, recipient, labels, 1.0))
        # of a pair as the coder finds it the way back is labelled on a line of its own, where it is asked
        one_way = s.cameo != "-" and s.event_type not in MUTUAL and s.event_type != "none"
        if actor and recipient and one_way and chance.random() < 0.2:
            examples.append(Example(text, recipient, actor, NONE, 1.0))
        if others and chance.random() < bystanders:
            other = chance.choice(others)
            pair = chance.choice(
                [(actor, other), (other, recipient), (recipient, other)] if s.event_type != "none" else [(actor, other), (other, recipient)]
            )
            if pair[0] and pair[1]:
                examples.append(Example(text, *pair, NONE, 0.5))
    return examples


def plain(sentences: Sequence[Sentence]) -> list[Example]:
    """The sentences as written."""
    return [Example(s.text, s.actor, s.recipient, labels_of(s), 1.0) for s in sentences]
