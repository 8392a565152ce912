"""A sentence's words as letters: each letter is a kind of time word, so that the grammar can be a few regular expressions."""

import re
from dataclasses import dataclass

from comity.lexicon.times import TimeWords
from comity.situate.dates.spans import FIRST_YEAR, LAST_YEAR

LETTERS = {
    "month": "m", "weekday": "d", "weekday_short": "r", "number": "N", "ordinal": "o", "unit": "u", "units": "U", "season": "s", "part": "p", "ago": "a",
    "day": "k", "overnight": "g", "preposition": "i", "of": "O", "to": "T", "and": "A", "from": "R", "between": "V", "soon": "J", "eve": "W",
    "anniversary": "Y", "decade": "G", "each": "e", "the": "D", "open": "z", "named_after": "X", "counted": "c", "holiday": "h", "aim": "w",
}  # fmt: skip
VALUED = {
    "last": "l", "previous": "l", "past": "l", "next": "x", "coming": "x", "following": "x", "this": "t", "same": "S",
    "early": "q", "mid": "q", "late": "q", "earlier": "E", "later": "L", "since": "b", "as of": "b", "by": "b", "until": "b", "before": "B", "after": "F",
}  # fmt: skip
AIM = "aim"  # the value of words of planning, which are plain words to the grammar
PIVOT = 30  # two digits from here on are years of the twentieth century
MOST_TOKENS = 7  # of one entry: "the day before yesterday", "U.S. Independence Day"
_TOKEN = re.compile(
    r"(?P<iso>\d{4}-\d\d-\d\d|\d{1,4}[/.]\d{1,2}[/.]\d{2,4})(?![\d/.]\d)"
    r"|(?P<decade>\d{3}0s|['’]\d0s)\b|(?P<short>['’]\d\d)\b|(?P<part>[QH][1-4])\b|(?P<nth>\d{1,2})(?:st|nd|rd|th)\b|(?P<number>\d+(?:[.,:]\d+)*)|(?P<poss>['’]s\b|['’](?=\s))"
    r"|(?P<word>[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)*)|(?P<dash>[-–—])|(?P<other>[^\s\w]|_)"
)
_CLOCK = re.compile(r"\s(?:UTC|GMT|hours|local time)\b")
_ANY = re.compile(r"\d|[A-Z]|day|week|month|year|night|spring|summer|autumn|fall|winter|after|hour|decade|today|tomorrow|weekend|eve ")


@dataclass(frozen=True, slots=True)
class Lexeme:
    """One time word, number or other token at `start..end` of the text, with its letter and value."""

    letter: str
    value: str
    start: int
    end: int


def full_year(digits: str) -> int:
    """The year of four digits or two: '24 is 2024, '91 is 1991, the '30s are those of the last century."""
    if len(digits) > 2:
        return int(digits)
    return int(digits) + (2000 if int(digits) < PIVOT else 1900)


def lex(text: str, words: TimeWords) -> tuple[Lexeme, ...]:
    """The lexemes of a sentence, longest entries first."""
    if not _ANY.search(text):
        return ()
    found: list[Lexeme] = []
    tokens = list(_TOKEN.finditer(text))
    plain = [m[0].lower().replace("’", "'") for m in tokens]
    at = 0
    while at < len(tokens):
        kind = tokens[at].lastgroup
        if kind != "word":
            found.append(_other(tokens[at], str(kind)))
            at += 1
            continue
        lexeme, taken = _word(text, tokens, plain, at, words)
        found.append(lexeme)
        at += taken
    return tuple(found)


def _word(text: str, tokens: list[re.Match[str]], plain: list[str], at: int, words: TimeWords) -> tuple[Lexeme, int]:
    """The longest entry that begins at a token, else the bare word."""
    start = tokens[at].start()
    most = min(MOST_TOKENS, len(tokens) - at) if plain[at] in words.groups else 1
    for size in range(most, 0, -1):
        end = tokens[at + size - 1].end()
        entry = words.entries.get(plain[at] if size == 1 else " ".join(text[start:end].lower().replace("’", "'").split()))
        if entry is not None and (not entry.capital or text[start].isupper()):
            letter = VALUED.get(entry.value, "") if entry.kind in ("relation", "third", "bound") else LETTERS[entry.kind]
            value = {"i": plain[at], "w": AIM}.get(letter, entry.value)
            if entry.kind == "season" and _in_name(text, start, end):
                break
            return Lexeme(letter, value, start, end), size
    return Lexeme("C" if text[start].isupper() else "w", tokens[at][0], start, tokens[at].end()), 1


def _in_name(text: str, start: int, end: int) -> bool:
    """Whether a season's word belongs to a name: "Winter Olympics", "the Arab Spring"; "Spring 2022" is a season."""
    if not text[start].isupper():
        return False
    before, after = text[:start].split()[-1:], text[end:].split()[:1]
    return bool(after and after[0][0].isupper()) or bool(before and before[0][0].isupper() and len(before[0]) > 1)


def _other(token: re.Match[str], kind: str) -> Lexeme:
    """The lexeme of a number, a mark or a written date."""
    value = token[0]
    if kind == "number":
        letter = "#"
        if value.isdigit() and len(value) == 4 and FIRST_YEAR <= int(value) <= LAST_YEAR and not _CLOCK.match(token.string, token.end()):
            letter = "y"
        elif value.isdigit() and len(value) <= 3:
            letter = "n"
        return Lexeme(letter, value, token.start(), token.end())
    if kind == "nth":
        return Lexeme("o", token["nth"], token.start(), token.end())
    if kind == "short":
        return Lexeme("y", str(full_year(value[1:])), token.start(), token.end())
    letters = {"iso": "I", "decade": "G", "part": "Q", "poss": "P", "dash": "-"}
    return Lexeme(letters.get(kind, value if value in ",.%" else ";"), value, token.start(), token.end())
