"""The grammar of English time expressions: letters of lexemes matched by regular expressions, each with what it means.

Letters (see `lex`): m month, d r weekday, y year, n number, N number word, o ordinal, u U unit and units, s season, h holiday,
l last, x next, t this, S same, q early/mid/late, Q Q2 and H1, E earlier, L later, a ago, k yesterday …, g overnight, p part of day, i preposition,
O of, D the, P possessive, J hours after, W on the eve of, B before, F after, Y anniversary, z fiscal, I and G dates and decades in digits.
"""

import re
from collections.abc import Callable, Sequence

from comity.situate.dates.lex import Lexeme, full_year
from comity.situate.dates.meanings import Anniversary, DayOfMonth, Fixed, Meaning, Origin, Overnight, Step, Stretch, Weekday, Yearly
from comity.situate.dates.spans import FIRST_YEAR, LAST_YEAR, Span, day_span, months, third, years

Found = Meaning | str | None  # a meaning, IMPOSSIBLE, or None where the words mean no date after all
IMPOSSIBLE = "impossible"
MULTIPLIERS = (100, 1000)


class Words:
    """The lexemes of one match, by letter."""

    def __init__(self, lexemes: Sequence[Lexeme]) -> None:
        self.lexemes = lexemes

    def get(self, letters: str) -> str:
        """The value of the first lexeme with one of these letters, "" without any."""
        return next((x.value for x in self.lexemes if x.letter in letters), "")

    def number(self, letters: str) -> int:
        """The number that these letters make: "twenty-five" is a sum, "two hundred" a product; 0 for "several"."""
        values = [int(x.value) for x in self.lexemes if x.letter in letters]
        if 0 in values:  # "several hundred years ago"
            return 0
        total = 0
        for value in values:
            total = total * value if value in MULTIPLIERS and 0 < total < value else total + value
        return total

    @property
    def third(self) -> str:
        return self.get("q") or {"E": "earlier", "L": "later"}.get(next((x.letter for x in self.lexemes if x.letter in "EL"), ""), "")

    @property
    def shift(self) -> int:
        """-1 for last, 1 for next, 0 for this."""
        return next(({"l": -1, "x": 1}.get(x.letter, 0) for x in self.lexemes if x.letter in "lxtS"), 0)


def _possible(span: Span | None, part: str = "") -> Found:
    return Fixed(third(span, part)) if span else IMPOSSIBLE


def _digits(w: Words) -> Found:
    """2016-04-25 and 25/04/2016; a day that could as well be a month is left open."""
    a, b, c = (int(x) for x in re.split(r"[-/.]", w.get("I")))
    if a >= FIRST_YEAR:
        return _possible(day_span(a, b, c))
    year = c if c > 99 else full_year(f"{c:02}")
    if not FIRST_YEAR <= year <= LAST_YEAR or "." in w.get("I") and c < 100:
        return None
    if a <= 12 and b <= 12 and a != b and "." not in w.get("I"):
        return None
    return _possible(day_span(year, b, a) if a > 12 or "." in w.get("I") else day_span(year, a, b))


def _day(w: Words) -> Found:
    month, day = int(w.get("m")), int(w.get("no"))
    if day > 39:
        return None
    if w.get("y"):
        return _possible(day_span(int(w.get("y")), month, day))
    return Yearly(month, day) if day_span(2000, month, day) else IMPOSSIBLE  # 29 February is possible in some year


def _month_year(w: Words) -> Found:
    return _possible(months(int(w.get("y")), int(w.get("m"))), w.third)


def _of_relative_year(w: Words) -> Found:
    """“March 20 last year”, "early March of this year"."""
    day = int(w.get("no") or 0)
    if w.get("u") != "year":
        return _day(w) if day else Yearly(int(w.get("m")), third=w.third)
    if day > 39:
        return None
    if day and not day_span(2000, int(w.get("m")), day):
        return IMPOSSIBLE
    return Yearly(int(w.get("m")), day, third=w.third, years=w.shift)


def _month(w: Words) -> Found:
    relation = next((x.value for x in w.lexemes if x.letter in "lxtS"), "")
    return Yearly(int(w.get("m")), third=w.third, relation={"past": "last", "previous": "last", "coming": "next"}.get(relation, relation))


def _year(w: Words) -> Found:
    if w.get("u") not in ("", "year"):
        return None
    return _possible(years(int(w.get("y"))), w.third)


def _decade(w: Words) -> Found:
    first = full_year(w.get("G").strip("'’").rstrip("s"))
    return _possible(years(first, 10), w.third) if FIRST_YEAR <= first < LAST_YEAR else None


def _weekday(w: Words) -> Found:
    relation = next((x.value for x in w.lexemes if x.letter in "lxtS"), "")
    if w.get("u") == "week":
        return Weekday(int(w.get("dr")), weeks=w.shift)
    return Weekday(int(w.get("dr")), relation)


def _day_of_month(w: Words) -> Found:
    """“Monday the 11th”; an ordinal in words ("on the third") counts something else."""
    nth = next(x for x in w.lexemes if x.letter == "o")
    if nth.end - nth.start > len("12th") or not 1 <= int(nth.value) <= 31:
        return None
    return DayOfMonth(int(nth.value), int(w.get("dr")) if w.get("dr") else None)


def _named_day(w: Words) -> Found:
    return Step("day", int(w.get("k")))


def _relative_unit(w: Words) -> Found:
    """“last week”, "earlier this year", "the previous day": with the article, previous and following count from the text."""
    word = next(x.value for x in w.lexemes if x.letter in "lxtS")
    unit = w.get("u")
    definite = w.lexemes[0].letter == "D"
    if unit in ("minute", "hour", "century") or (word == "past" and unit == "half") or (word == "last" and unit == "day"):
        return None  # "the last day" is that of a summit
    if word == "past" and not w.third:
        return Stretch(unit, -1)
    told = word in ("previous", "following", "same") or (word == "next" and definite)
    return Step(unit, w.shift, "text" if told else "publication", w.third)


def _stretch(w: Words) -> Found:
    n = w.number("nN")
    return Stretch(w.get("uU"), -n if w.shift < 0 else n) if n and w.get("uU") != "century" else None


def _counted(origin: Origin, sign: int) -> Callable[[Words], Found]:
    def build(w: Words) -> Found:
        n = w.number("nN")
        return Step(w.get("uU"), sign * n, origin) if n and w.get("uU") != "century" else None

    return build


def _bare_step(sign: int, origin: Origin) -> Callable[[Words], Found]:
    """“the day before”, "the week after": without a number."""
    return lambda w: Step(w.get("u"), sign, origin)


def _season(w: Words) -> Found:
    month = int(w.get("s"))
    if w.get("y"):
        return _possible(months(int(w.get("y")), month, 3), w.third)
    relation = {-1: "last", 1: "next"}.get(w.shift, "this" if w.get("t") else "")
    return Yearly(month, months=3, third=w.third, relation=relation)


def _holiday(w: Words) -> Found:
    month, day = (int(x) for x in w.get("h").split("-"))
    if w.get("y"):
        return _possible(day_span(int(w.get("y")), month, day))
    return Yearly(month, day, relation={-1: "last", 1: "next"}.get(w.shift, ""))


def _ahead(w: Words) -> Found:
    """“in two weeks”, "within ten days": ahead, while "for two weeks" is no date."""
    n, word = w.number("nN"), w.get("i")
    if not n or word not in ("in", "within"):
        return None
    return Step(w.get("uU"), n) if word == "in" else Stretch(w.get("uU"), n)


def _short_piece(w: Words) -> Found:
    """“Q2 2022”, "H1"."""
    at, size = int(w.get("Q")[1]), 3 if w.get("Q")[0] == "Q" else 6
    if at > 12 // size:
        return None
    return Fixed(months(int(w.get("y")), (at - 1) * size + 1, size)) if w.get("y") else Yearly((at - 1) * size + 1, months=size)


def _piece(w: Words) -> Found:
    """“the third quarter of 2022”, "the first half of March", "the second half of last year"."""
    at, unit = w.number("o"), w.get("u")
    size = {"quarter": 3, "half": 6}.get(unit, 0)
    if not size or not 1 <= at <= 12 // size:
        return None
    if w.get("y"):
        return Fixed(months(int(w.get("y")), (at - 1) * size + 1, size))
    return Yearly((at - 1) * size + 1, months=size, relation={-1: "last", 1: "next"}.get(w.shift, "this" if w.get("t") else ""))


def _part_of_month(w: Words) -> Found:
    """“the first week of May”, "the second half of March": the days that the number gives, no calendar week."""
    at, month, size = w.number("o"), int(w.get("m")), {"week": 7, "half": 15}.get(w.get("u"), 0)
    if not size or not 1 <= at <= 30 // size:
        return None
    if not w.get("y"):
        return Yearly(month, third={(15, 1): "first half", (15, 2): "second half"}.get((size, at), ""))
    whole = months(int(w.get("y")), month)
    first = day_span(int(w.get("y")), month, size * (at - 1) + 1)
    last = day_span(int(w.get("y")), month, size * at) if (size, at) != (15, 2) else whole
    return Fixed(Span(first.first, last.last, "week" if size == 7 else "month")) if first and last else None


def _soon(w: Words) -> Found:
    return Step("day", 0, "act" if w.get("J") == "act" else "text")


def _part_of_unit(w: Words) -> Found:
    """“the end of the year”, "earlier in the week"; "later in the day" is a day that the text has named."""
    unit = w.get("u")
    return Step(unit, 0, "text" if unit == "day" else "publication", w.third) if unit not in ("minute", "hour", "century") else None


def _anniversary(w: Words) -> Found:
    return Anniversary(w.number("onN"), None)


_MONTH = r"m\.?"
_WEEKDAY = r"(?:d|r\.?)p?,?"
_DAY = rf"(?:{_WEEKDAY}D?|D)?(?:[no]O?{_MONTH}(?:,?y)?|{_MONTH}D?[no](?![%cuU])(?:,?y)?)"
_NUMBER = r"(?:N-?N(?:A?N(?:-?N)?)?|[nN]N?)"
_END = r"(?=[,.;A]|$)"
RULES: tuple[tuple[str, str, Callable[[Words], Found]], ...] = (
    ("fiscal", r"D?(?:z[yn]?(?:[-;][yn])?|[yn](?:[-;][yn])?z|[onQ]u?[OD]*z[yn]?|u[OD]*z[yn]?)", lambda w: None),
    ("digits", r"I", _digits),
    ("day_of_year", rf"{_DAY},?O?[lxt]u", _of_relative_year),
    ("day", _DAY, _day),
    ("month_of_year", rf"(?:q-?[OD]*)?{_MONTH},?O?[lxt]u", _of_relative_year),
    ("month_year", rf"D?(?:q-?[OD]*)?{_MONTH},?O?y", _month_year),
    ("part_of_month", rf"D?ouO{_MONTH}(?:,?y)?", _part_of_month),
    ("season_year", r"D?(?:q-?[OD]*)?s,?[OD]*y", _season),
    ("short_piece", r"Q(?:O?y)?", _short_piece),
    ("piece", r"D?o-?u(?:O?(?:[lxt]u|Du|y))?", _piece),
    ("month", rf"(?:q-?[OD]*)?(?:[lxt]|(?<![wC])S)?{_MONTH}", _month),
    ("decade", r"(?:D?q-?[OD]*)?D?G", _decade),
    ("year", r"(?:q-?O*)?(?:Du(?=y))?y", _year),
    ("weekday_week", r"(?:q-?)?dp?,?[OiD]*[lxt]u", _weekday),
    ("day_of_month", r"(?:d|r\.),?Do(?![uUwC])|(?<=i)Do(?=[,.;]|$)", _day_of_month),
    ("weekday", r"(?:[qEL]-?i?)?D?t?[lxtS]?(?:d|r\.)p?g?", _weekday),
    ("last_of", r"D(?:lu(?=O)|k)", lambda w: None),  # "the last day of the talks", "on the last night, he spoke"
    ("day_word", r"(?:[qEL]-?i?)?kp?", _named_day),
    ("overnight", r"g", lambda w: Overnight()),
    ("season", r"(?:q-?[OD]*)?D?[lxt]?s", _season),
    ("stretch", rf"D?[lx]{_NUMBER}[uU]", _stretch),
    ("before_last", r"DuBl(?![uUdms])", lambda w: Step(w.get("u"), -2)),
    ("after_next", r"DuFx(?![uUdms])", lambda w: Step(w.get("u"), 2)),
    ("ago", rf"{_NUMBER}[uU]ak?", _counted("publication", -1)),
    ("earlier", rf"{_NUMBER}[uU](?:E|B{_END})", _counted("text", -1)),
    ("later", rf"{_NUMBER}[uU](?:L|F{_END})", _counted("text", 1)),
    ("after", rf"{_NUMBER}[uU]F", _counted("act", 1)),
    ("before", rf"{_NUMBER}[uU]B", _counted("act", -1)),
    ("unit_earlier", rf"DuB{_END}", _bare_step(-1, "text")),
    ("unit_later", rf"DuF{_END}", _bare_step(1, "text")),
    ("unit_before", r"DuB", _bare_step(-1, "act")),
    ("unit_after", r"DuF", _bare_step(1, "act")),
    ("unit", r"(?:[qEL]-?[OiD]*)?D?t?[lxtS]u", _relative_unit),
    ("part_of_unit", r"[qEL]-?[OiD]*u", _part_of_unit),
    ("ahead", rf"i{_NUMBER}[uU](?=P?[,.;wCi]|$)", _ahead),
    ("holiday", r"[lxt]?h(?:,?[OD]*y)?", _holiday),
    ("hours_after", r"J", _soon),
    ("eve", r"W", lambda w: Step("day", -1, "act")),
    ("anniversary", r"D?(?:o|n-?(?:u-)?|Nu?)?Y", _anniversary),
    ("weekend", r"Du", lambda w: Step("weekend", 0) if w.get("u") == "weekend" else None),
)  # fmt: skip
ATOM = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern, _ in RULES))
BUILD = {name: build for name, _, build in RULES}
