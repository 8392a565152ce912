"""The project's own training sentences: one line of `training/text/*.txt` is one labelled pair in one sentence."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "text"
PAIRS = Path(__file__).parent / "pairs"
MARKS = {"{": "actor", "[": "recipient", "<": "bystander"}
CLOSING = {"{": "}", "[": "]", "<": ">"}
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A plain sentence with the half-open spans of its participants, and what its line says of the marked pair."""

    where: str
    cameo: str
    event_type: str
    mode: str
    status: str
    text: str
    actor: Span | None
    recipient: Span | None
    bystanders: tuple[Span, ...]


def parse_line(line: str, where: str) -> Sentence:
    """One line as a Sentence; a ValueError says what is wrong with it and where."""
    fields = [f.strip() for f in line.split(" | ", 3)]
    if len(fields) != 4:
        raise ValueError(f"{where}: expected CAMEO | TYPE/mode | status | sentence, found {line[:60]!r}")
    cameo, label, status, marked = fields
    event_type, _, mode = label.partition("/")
    return Sentence(where, cameo, event_type, mode, status, *parse_marks(marked, where))


def parse_pair(line: str, where: str) -> Sentence:
    """One line of `training/pairs` as a Sentence without code, mode and status; of several types the first."""
    types, bar, marked = line.partition(" | ")
    if not bar or not types.strip():
        raise ValueError(f"{where}: expected TYPE | sentence, found {line[:60]!r}")
    return Sentence(where, "-", types.split()[0], "", "-", *parse_marks(marked.strip(), where))


def parse_marks(marked: str, where: str) -> tuple[str, Span | None, Span | None, tuple[Span, ...]]:
    """The plain text of a marked sentence, its actor, its recipient and its bystanders."""
    text, spans, open_mark = "", [], None
    for piece in re.split(r"([{}\[\]<>])", marked):
        if piece in MARKS and open_mark is None:
            open_mark, start = piece, len(text)
        elif open_mark and piece == CLOSING[open_mark]:
            spans.append((MARKS[open_mark], (start, len(text))))
            open_mark = None
        elif piece in "{}[]<>" and piece:
            raise ValueError(f"{where}: {piece!r} does not fit: marks may not nest and must close")
        else:
            text += piece
    if open_mark:
        raise ValueError(f"{where}: {open_mark!r} is not closed")
    roles = {role: [s for r, s in spans if r == role] for role in MARKS.values()}
    if len(roles["actor"]) > 1 or len(roles["recipient"]) > 1 or not (roles["actor"] or roles["recipient"]):
        raise ValueError(f"{where}: one {{actor}}, one [recipient], and at least one of them")
    if any(not text[a:b].strip() or text[a:b] != text[a:b].strip() for _, (a, b) in spans):
        raise ValueError(f"{where}: a mark is empty or begins or ends with a space")
    first = {role: found[0] if found else None for role, found in roles.items()}
    return text, first["actor"], first["recipient"], tuple(roles["bystander"])


def read_sentences(files: list[Path], parse: Callable[[str, str], Sentence] = parse_line) -> tuple[list[Sentence], list[str]]:
    """All lines of the files in order, and a message for each that cannot be read."""
    sentences, faults = [], []
    for file in files:
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            if line.strip() and not line.startswith("#"):
                try:
                    sentences.append(parse(line, f"{file.name}:{number}"))
                except ValueError as fault:
                    faults.append(str(fault))
    return sentences, faults
