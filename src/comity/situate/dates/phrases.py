"""The time expressions of a sentence: atoms of the grammar, joined to ranges and bound by since, by, until, before and after."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from comity.lexicon.times import TimeWords
from comity.situate.dates.grammar import ATOM, BUILD, IMPOSSIBLE, Found, Words
from comity.situate.dates.lex import AIM, Lexeme, full_year, lex
from comity.situate.dates.meanings import Anniversary, Between, Bounded, Fixed, Meaning, Phrase, Step, Week, Weekday, Yearly
from comity.situate.dates.spans import day_span, months, years


@dataclass(frozen=True, slots=True)
class Piece:
    """A lexeme, or an atom with its meaning: Z certain, m y s a month, year or season that only some contexts make a date."""

    letter: str
    start: int
    end: int
    value: str
    meaning: Meaning | None = None


@dataclass(frozen=True, slots=True)
class Times:
    """What a sentence says of time: its expressions, and the dates in it that no calendar has, as (start, end)."""

    phrases: tuple[Phrase, ...]
    impossible: tuple[tuple[int, int], ...]


_AT = r"[ibBFRVTO]"  # before a month, year or season, these make it a date
_WEAK = {"month": "m", "year": "y", "season": "s"}
_BOUNDS = "bBF"
_WHOLE_YEAR = re.compile(r"\d{4}")
_RANGES = re.compile(
    r"V(?P<between>[Zmysno])A(?P<and>[Zmys])"
    r"|R(?P<from>[Zmysno])(?:T|b|-)D?(?P<to>[Zmysn])"
    r"|(?P<left>[Zmys])(?:-|T)(?P<right>[Zmys])"
    r"|(?P<number>[no])[-TA](?P<day>Z)"
    r"|(?P<years>y)-(?P<short>n)"
    r"|(?P<first>Z)[-TA](?P<second>[no])(?![%cuUmw])(?:,?(?P<of>y))?"
    r"|(?P<one>Z)A(?P<two>Z)|(?P<month>m)A(?P<next>[Zm])"
)


def read_times(text: str, offset: int, words: TimeWords) -> Times:
    """The expressions of a sentence that begins at `offset` of its document."""
    lexemes = lex(text, words)
    pieces, impossible = _atoms(text, lexemes)
    if not any(p.meaning for p in pieces):
        return Times((), tuple((offset + s, offset + e) for s, e in impossible))
    pieces = _ranges(text, pieces)
    letters = "".join(p.letter for p in pieces)
    phrases = []
    for at, piece in enumerate(pieces):
        if piece.meaning is None or not _stands(piece, letters, at):
            continue
        start, meaning = _bounded(pieces, at)
        if _in_week(pieces, at, meaning):
            start, meaning = pieces[at - 2].start, Week(meaning)
        if isinstance(meaning, Anniversary):
            meaning = _anniversary(pieces, at, meaning)
        phrases.append(Phrase(offset + start, offset + piece.end, text[start : piece.end], meaning))
    return Times(tuple(phrases), tuple((offset + s, offset + e) for s, e in impossible))


def _atoms(text: str, lexemes: Sequence[Lexeme]) -> tuple[list[Piece], list[tuple[int, int]]]:
    """The sentence with every match of the grammar as one piece."""
    letters = "".join(x.letter for x in lexemes)
    pieces: list[Piece] = []
    impossible: list[tuple[int, int]] = []
    at = 0
    for match in ATOM.finditer(letters):
        pieces += [Piece(x.letter, x.start, x.end, x.value) for x in lexemes[at : match.start()]]
        at = match.end()
        inside = lexemes[match.start() : at]
        name = str(match.lastgroup)
        found = _century_open(BUILD[name](Words(inside)), inside, lexemes[at : at + 1])
        start, end = inside[0].start, inside[-1].start if inside[-1].letter == "." else inside[-1].end
        if isinstance(found, str):
            impossible.append((start, end))
        if found is None or found == IMPOSSIBLE or isinstance(found, str):
            pieces += [Piece(";" if found == IMPOSSIBLE else x.letter, x.start, x.end, x.value) for x in inside]
            continue
        weak = len(inside) == 1 or (len(inside) == 2 and inside[1].letter == ".") or (name == "season" and inside[0].letter == "D")
        pieces.append(Piece(_WEAK.get(name, "Z") if weak else "Z", start, end, text[start:end], found))
    pieces += [Piece(x.letter, x.start, x.end, x.value) for x in lexemes[at:]]
    return pieces, impossible


def _century_open(found: Found, inside: Sequence[Lexeme], after: Sequence[Lexeme]) -> Found:
    """A date marked where its year has two digits: "'35", "Q2 '24", "the '30s", "25/04/24"."""
    if not isinstance(found, Fixed) or not any(_two_digits(x) for x in inside):
        return found
    return replace(found, short="aimed" if after and after[0].value == AIM else "told")


def _two_digits(x: Lexeme) -> bool:
    """Whether a year, decade or date in digits leaves its century out."""
    length = x.end - x.start
    return (x.letter, length) in (("y", len("'35")), ("G", len("'30s"))) or (x.letter == "I" and not _WHOLE_YEAR.search(x.value))


def _stands(piece: Piece, letters: str, at: int) -> bool:
    """Whether a piece is a date where it stands: no name after a date ("7 October Brigade"), no count ("2000 people")."""
    before, after = letters[:at], letters[at + 1 : at + 2]
    if before.endswith("e") or after == "X" or (after == "c" and piece.letter == "y"):
        return False
    if piece.letter == "Z":
        return True
    if re.search(rf"{_AT}D?$|[ZA]$", before) if piece.letter == "m" else re.search(rf"{_AT}(?:i|D)?$", before):
        return True
    if piece.letter == "y":
        return after in ("w", "C", "d") and not re.search(r"[n#%.]$", before) or bool(re.search(r";$", before) and after == ";")
    return piece.letter == "m" and after == "P" or (piece.letter == "m" and before.endswith("D") and after == "w")


def _bounded(pieces: Sequence[Piece], at: int) -> tuple[int, Meaning]:
    """An expression with the since, by, until, before or after in front of it."""
    piece = pieces[at]
    assert piece.meaning is not None
    back = at - 1
    while back >= 0 and pieces[back].letter in ("D", "i") and pieces[back].value in ("about", "around", "at", "the"):
        back -= 1
    before_noun = pieces[at + 1 : at + 2] and pieces[at + 1].letter == "P" or (piece.letter in "ym" and back < at - 1)
    if back < 0 or pieces[back].letter not in _BOUNDS or before_noun or isinstance(piece.meaning, Between | Anniversary):
        return piece.start, piece.meaning  # "after last week's protests", "since the 2014 annexation"
    if isinstance(piece.meaning, Step) and piece.meaning.origin == "act":
        return piece.start, piece.meaning
    return pieces[back].start, Bounded(pieces[back].value, piece.meaning)


def _in_week(pieces: Sequence[Piece], at: int, meaning: Meaning) -> bool:
    """“the week of 3 May”: the week that holds the day."""
    return at >= 2 and pieces[at - 1].letter == "O" and pieces[at - 2].letter == "u" and pieces[at - 2].value == "week" and _is_day(meaning)


def _anniversary(pieces: Sequence[Piece], at: int, meaning: Anniversary) -> Meaning:
    """“the third anniversary of the 2003 invasion”: counted from the date that follows."""
    for following in pieces[at + 1 : at + 5]:
        if following.meaning is not None:
            return replace(meaning, of=following.meaning)
        if following.letter not in ("O", "D", "w", "P", "C"):
            break
    return meaning


def _ranges(text: str, pieces: list[Piece]) -> list[Piece]:
    """The pieces with each range as one piece."""
    letters = "".join(p.letter for p in pieces)
    joined: list[Piece] = []
    at = 0
    for match in _RANGES.finditer(letters):
        meaning = _range(match, pieces)
        if meaning is None:
            continue
        start, end = pieces[match.start()].start, pieces[match.end() - 1].end
        joined += pieces[at : match.start()]
        joined.append(Piece("Z", start, end, text[start:end], meaning))
        at = match.end()
    return joined + pieces[at:]


def _range(match: re.Match[str], pieces: Sequence[Piece]) -> Meaning | None:
    def piece(*names: str) -> Piece | None:
        return next((pieces[match.start(n)] for n in names if match[n] is not None), None)

    if match["years"]:
        return _years_of(pieces[match.start("years")], pieces[match.start("short")].value)
    if match["first"]:
        return _days_of(pieces[match.start("first")], pieces[match.start("second")], piece("of"))
    left, right = piece("between", "from", "left", "number", "one", "month"), piece("and", "to", "right", "day", "two", "next")
    if left is None or right is None:
        return None
    if left.meaning is None:
        return Between(_like(right.meaning, int(left.value)), right.meaning) if _is_day(right.meaning) and right.meaning else None
    if right.meaning is None:  # "from May 3 to 5"
        return _days_of(left, right, None)
    if (match["one"] or match["month"]) and not _adjacent(left.meaning, right.meaning):
        return None
    return Between(left.meaning, right.meaning) if not isinstance(left.meaning, Between) else None


def _years_of(first: Piece, last: str) -> Meaning | None:
    """“1998-99”, "'98-02"."""
    if len(last) != 2 or not isinstance(first.meaning, Fixed) or first.meaning.span.first is None:
        return None
    begin, short = first.meaning.span.first.year, first.meaning.short
    end = full_year(last) if short else begin // 100 * 100 + int(last)
    return Between(first.meaning, Fixed(years(end), short)) if end > begin else None


def _is_day(meaning: Meaning | None) -> bool:
    return (isinstance(meaning, Yearly) and meaning.day > 0) or (isinstance(meaning, Fixed) and meaning.span.precision == "day")


def _like(meaning: Meaning | None, day: int) -> Meaning:
    """The given day of the month in which another day lies."""
    if isinstance(meaning, Yearly):
        return replace(meaning, day=day)
    if not isinstance(meaning, Fixed) or meaning.span.first is None:
        return Yearly(1, day)
    year, month = meaning.span.first.year, meaning.span.first.month
    return replace(meaning, span=day_span(year, month, day) or months(year, month))


def _days_of(first: Piece, second: Piece, year: Piece | None) -> Meaning | None:
    """“May 3-5, 2022”."""
    day = int(second.value)
    if not _is_day(first.meaning) or not 1 <= day <= 31:
        return None
    start = first.meaning
    if year is not None and isinstance(start, Yearly):
        span = day_span(int(year.value), start.month, start.day)
        start = Fixed(span) if span else start
    return Between(start, _like(start, day)) if start is not None else None


def _adjacent(a: Meaning, b: Meaning) -> bool:
    """“Monday and Tuesday”, "3 May and 4 May": one stretch of time; other pairs are two dates."""
    if isinstance(a, Weekday) and isinstance(b, Weekday):
        return (b.day - a.day) % 7 == 1 and not b.relation and b.weeks is None
    if isinstance(a, Yearly) and not a.day:
        first = b.span.first if isinstance(b, Fixed) and b.span.precision == "month" else None
        month = first.month if first else b.month if isinstance(b, Yearly) and not b.day else 0
        return month == a.month % 12 + 1
    if isinstance(a, Yearly) and isinstance(b, Yearly) and a.day and b.day:
        return (date(2001, b.month, min(b.day, 28)) - date(2001, a.month, min(a.day, 28))).days == 1
    return False
