"""Sentences split by rule, before and without any parsing."""

import re
from collections.abc import Collection, Iterable, Sequence

from comity.core.text import Sentence, Span

_LINE = re.compile(r"[^\r\n\u2028\u2029\x0b\x0c\x85]+")
_END = re.compile(r"""([.!?…]+)(["'”’»)\]]*)(\s+)(?=["'“‘«(\[]*[A-Z0-9À-ÞЀ-Я“"])|([.!?]["”’])(\s+)(?=[A-Z“"])""")
_INITIALS = re.compile(r"(?:^|[\s(“\"'.-])(?:[A-Z]\.)+$")
_LAST_WORD = re.compile(r"([^\s(“\"']+)\.$")


def split(text: str, boilerplate: Collection[Span] = (), abbreviations: Collection[str] = ()) -> tuple[Sentence, ...]:
    """The sentences of a text, in order; a line break ends a sentence unless the line goes on in lower case.

    `abbreviations` are words, without their last full stop, after which a full stop ends nothing ("Gen", "U.S").
    """
    found = []
    marked = sorted((b.start, b.end) for b in boilerplate)
    at = 0
    for start, end in _paragraphs(text):
        for s, e in _split_paragraph(text, start, end, abbreviations):
            while at < len(marked) and marked[at][1] <= s:
                at += 1
            if at == len(marked) or marked[at][0] >= e:
                found.append((s, e))
    return tuple(Sentence(n, s, e) for n, (s, e) in enumerate(found))


def _paragraphs(text: str) -> Iterable[tuple[int, int]]:
    """Runs of lines that belong together: hard-wrapped prose is joined, other lines stand alone."""
    open_start = open_end = -1
    for line in _LINE.finditer(text):
        start, end = line.start(), line.end()
        body = text[start:end]
        if not body.strip():
            continue
        gap = text[open_end:start] if open_end >= 0 else ""
        wrapped = open_end >= 0 and gap.replace("\r\n", "\n").count("\n") <= 1 and _goes_on(text[open_start:open_end], body)
        if wrapped:
            open_end = end
            continue
        if open_end >= 0:
            yield open_start, open_end
        open_start, open_end = start, end
    if open_end >= 0:
        yield open_start, open_end


def _goes_on(before: str, line: str) -> bool:
    """Whether a line continues the one before: that one is long and unfinished."""
    last = before.rsplit("\n", 1)[-1].rstrip()
    return len(last) >= 50 and last[-1] not in '.!?:…"”’' and line[:1].isalpha() or line.lstrip()[:1].islower()


def _split_paragraph(text: str, start: int, end: int, abbreviations: Collection[str]) -> Iterable[tuple[int, int]]:
    at = start
    for match in _END.finditer(text, start, end):
        stop = match.end(2) if match[1] else match.end(4)
        head = text[at : match.end(1) if match[1] else match.end(4) - 1]
        if match[1] == "." and not match[2] and _unfinished(head, abbreviations):
            continue
        yield from _trimmed(text, at, stop)
        at = match.end()
    yield from _trimmed(text, at, end)


def _unfinished(head: str, abbreviations: Collection[str]) -> bool:
    """Whether the full stop at the end of `head` belongs to an initial or an abbreviation."""
    if _INITIALS.search(head[-12:]):
        return True
    word = _LAST_WORD.search(head[-24:])
    return bool(word) and word[1] in abbreviations  # type: ignore[index]


def _trimmed(text: str, start: int, end: int) -> Iterable[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end


def headline(text: str, sentences: Sequence[Sentence]) -> Sentence | None:
    """The first sentence if it is a headline: a short line of its own, without a full stop, with more text after a blank line."""
    if len(sentences) < 2:
        return None
    first = sentences[0]
    line, gap = text[first.start : first.end], text[first.end : sentences[1].start]
    short = len(line.split()) <= 22 and not line.endswith((".", "!", "?", "”", '"', ":"))
    return first if short and gap.replace("\r", "").count("\n") >= 2 else None
