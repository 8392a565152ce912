"""Time expressions of a sentence as intervals of days, resolved from the publication date where they are relative."""

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from comity.core.when_where import EventDate

MONTHS = (
    {m.lower(): n for n, m in enumerate(calendar.month_name) if m}
    | {m.lower(): n for n, m in enumerate(calendar.month_abbr) if m}
    | {"sept": 9}
)
DAYS = {d.lower(): n for n, d in enumerate(calendar.day_name)}
NUMBERS = {
    w: n for n, w in enumerate(["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"])
} | {
    "a": 1,
    "an": 1,
    "several": 0,
    "few": 0,
}
_MONTH = r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_NUM = r"(?:\d{1,3}|a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_YEAR = r"(?:1[5-9]\d\d|20\d\d)"
_PATTERN = re.compile(
    rf"""(?P<iso>\b{_YEAR}-[01]\d-[0-3]\d\b)
    |(?P<dmy>\b(?P<d1>[0-3]?\d)(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m1>{_MONTH})\b(?:,?\s+(?P<y1>{_YEAR}))?)
    |(?P<mdy>\b(?P<m2>{_MONTH})\s+(?P<d2>[0-3]?\d)(?:st|nd|rd|th)?\b(?!\s*%)(?:,?\s+(?P<y2>{_YEAR}))?)
    |(?P<my>\b(?:(?P<p3>early|mid|late)[\s-]+)?(?P<m3>{_MONTH})(?:,|\s+of)?\s+(?P<y3>{_YEAR})\b)
    |(?P<decade>\b(?:the\s+)?(?P<y4>{_YEAR})s\b)
    |(?P<year>\b(?:in|since|from|until|by|of|during|before|after|throughout|early|late|mid)[\s-]+(?:early\s+|late\s+)?(?P<y5>{_YEAR})\b(?!-))
    |(?P<adjyear>(?:\bthe|['’]s|\bits|\bhis|\btheir)\s+(?P<y6>{_YEAR})\s+(?=[A-Za-z]))
    |(?P<lastday>\b(?P<r1>last|next|this|previous|following|past|coming)\s+(?P<w1>{_DAY})\b)
    |(?P<weekday>\b(?:early\s+|late\s+)?(?P<w2>{_DAY})(?:\s+(?:morning|afternoon|evening|night))?\b)
    |(?P<unit>\b(?P<r2>last|next|this|previous|past|coming)\s+(?P<u2>week|month|year|night|weekend|decade|spring|summer|autumn|fall|winter)\b)
    |(?P<monthrel>\b(?P<r3>last|next|this)\s+(?P<m4>{_MONTH})\b)
    |(?P<ago>\b(?P<n1>{_NUM})\s+(?P<u1>day|week|month|year|decade)s?\s+(?P<dir>ago|earlier|later|before|after(?=\s+[A-Z][a-z]+\s+[a-z]+ed\b)))
    |(?P<named>\b(?:yesterday|today|tonight|tomorrow|the\s+day\s+before\s+yesterday)\b(?:\s+(?:morning|afternoon|evening|night))?)
    |(?P<sameday>\b(?:that|the\s+same)\s+day\b)
    |(?P<month>\b(?:in|since|during|until|by|early|late|mid)[\s-]+(?:early\s+|late\s+|mid-)?(?P<m5>{_MONTH})\b(?!\s+\d))""",
    re.VERBOSE | re.IGNORECASE,
)
Interval = tuple[date, date, str, str]  # first day, last day, precision, basis
_BOUND = re.compile(r"\b(since|by|until|before)\s+(?:the\s+)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """One expression at `start..end` of the document and the interval it means."""

    start: int
    end: int
    date: EventDate


def find_times(text: str, offset: int, published: str | None, *, future: bool = False) -> tuple[TimeExpression, ...]:
    """The time expressions of a sentence. Relative ones stay out where no publication date is known.

    `future` says that a bare weekday or month lies ahead rather than behind.
    """
    anchor = date.fromisoformat(published[:10]) if published and len(published) >= 10 else None
    found: list[TimeExpression] = []
    for match in _PATTERN.finditer(text):
        interval = _same_day(found) if match["sameday"] else _interval(match, anchor, future)
        if interval is None:
            continue
        start, end, precision, basis = interval
        bound = _BOUND.search(text[: match.start()]) or re.match(r"(since|by|until|before)\b", match[0], re.IGNORECASE)
        first, last, precision = _bounded(bound[1].lower() if bound else "", start, end, precision, anchor)
        found.append(
            TimeExpression(
                offset + match.start(),
                offset + match.end(),
                EventDate(_iso(first), _iso(last), precision, basis, match[0]),
            )
        )
    return tuple(found)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _bounded(word: str, start: date, end: date, precision: str, anchor: date | None) -> tuple[date | None, date | None, str]:
    """A deadline is the interval up to it; "since" runs from it until the publication date."""
    if word == "since":
        return start, max(anchor, start) if anchor else None, precision
    if word in ("by", "until") and anchor and start > anchor:
        return anchor, end, precision
    return start, end, precision


def _same_day(found: list[TimeExpression]) -> Interval | None:
    """The day that the sentence named last: "on Friday … an attack that day"."""
    day = found[-1].date if found else None
    if day is None or day.precision != "day" or day.start is None or day.start != day.end:
        return None
    return date.fromisoformat(day.start), date.fromisoformat(day.start), "day", "relative"


def _interval(match: re.Match[str], anchor: date | None, future: bool) -> Interval | None:
    kind = next(k for k in _HANDLERS if match[k])
    return _HANDLERS[kind](match, anchor, future)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _one(day: date | None, basis: str) -> Interval | None:
    return (day, day, "day", basis) if day else None


def _month(year: int, month: int, basis: str) -> Interval:
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), "month", basis


def _number(text: str) -> int:
    return MONTHS[text.lower().rstrip(".")[:3]]


def _full(match: re.Match[str], anchor: date | None, future: bool, n: str) -> Interval | None:
    month, day = _number(match["m" + n]), int(match["d" + n])
    if match["y" + n]:
        return _one(_day(int(match["y" + n]), month, day), "stated")
    if anchor is None:
        return None
    years = (anchor.year, anchor.year - 1, anchor.year + 1)
    options = [d for y in years if (d := _day(y, month, day))]
    return _one(min(options, key=lambda d: _distance(d, anchor, future), default=None), "stated")


def _distance(day: date, anchor: date, future: bool) -> float:
    """How unlikely a day is: near is likely, the wrong side of the publication date is not."""
    gap = (day - anchor).days
    return abs(gap) * (1.0 if (gap >= 0) == future or abs(gap) < 3 else 1.6)


def _weekday(match: re.Match[str], anchor: date | None, future: bool, word: str, relation: str) -> Interval | None:
    if anchor is None:
        return None
    back = (anchor.weekday() - DAYS[word.lower()]) % 7
    if relation in ("last", "previous", "past"):
        return _one(anchor - timedelta(days=back or 7), "relative")
    if relation in ("next", "coming", "following") or (future and back):
        return _one(anchor + timedelta(days=(7 - back) % 7 or 7), "relative")
    return _one(anchor - timedelta(days=back), "relative")


def _unit(match: re.Match[str], anchor: date | None, future: bool) -> Interval | None:
    if anchor is None:
        return None
    relation, unit = match["r2"].lower(), match["u2"].lower()
    step = -1 if relation in ("last", "previous", "past") else 1 if relation in ("next", "coming") else 0
    monday = anchor - timedelta(days=anchor.weekday()) + timedelta(weeks=step)
    if unit == "week":
        return monday, monday + timedelta(days=6), "week", "relative"
    if unit == "weekend":
        return monday + timedelta(days=5), monday + timedelta(days=6), "day", "relative"
    if unit == "night":
        return _one(anchor + timedelta(days=step), "relative")
    if unit == "month":
        year, month = divmod(anchor.year * 12 + anchor.month - 1 + step, 12)
        return _month(year, month + 1, "relative")
    if unit == "year":
        return date(anchor.year + step, 1, 1), date(anchor.year + step, 12, 31), "year", "relative"
    if unit == "decade":
        first = anchor.year // 10 * 10 + 10 * step
        return date(first, 1, 1), date(first + 9, 12, 31), "decade", "relative"
    return _season(anchor, unit, step)


def _season(anchor: date, unit: str, step: int) -> Interval:
    month = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}[unit]
    year = anchor.year + (step if step > 0 or (step < 0 and month <= anchor.month + 1) else min(step, 0) * (month > anchor.month))
    end_year, end_month = (year, month + 2) if month < 12 else (year + 1, 2)
    return (
        date(year, month, 1),
        date(end_year, end_month, calendar.monthrange(end_year, end_month)[1]),
        "month",
        "relative",
    )


def _named_month(match: re.Match[str], anchor: date | None, future: bool, group: str, relation: str) -> Interval | None:
    if anchor is None:
        return None
    month = _number(match[group])
    year = anchor.year
    if relation == "last" or (not relation and not future):
        year -= month > anchor.month or (relation == "last" and month == anchor.month)
    elif relation == "next" or (not relation and future):
        year += month < anchor.month
    return _month(year, month, "relative")


def _ago(match: re.Match[str], anchor: date | None, future: bool) -> Interval | None:
    since_then = match["dir"].lower() == "after" and match["u1"].lower() in ("year", "decade")  # "ten years after Russia seized Crimea"
    if anchor is None or not (since_then or match["dir"].lower() == "ago"):
        return None
    word, unit = match["n1"].lower(), match["u1"].lower()
    n = NUMBERS.get(word) or int(word if word.isdigit() else 0)
    if not n:
        return None
    if unit == "day":
        return _one(anchor - timedelta(days=n), "relative")
    if unit == "week":
        monday = anchor - timedelta(days=anchor.weekday() + 7 * n)
        return monday, monday + timedelta(days=6), "week", "relative"
    if unit == "month":
        year, month = divmod(anchor.year * 12 + anchor.month - 1 - n, 12)
        return _month(year, month + 1, "relative")
    years = n * (10 if unit == "decade" else 1)
    if anchor.year - years < 1:
        return None
    return date(anchor.year - years, 1, 1), date(anchor.year - years, 12, 31), "year", "relative"


def _named(match: re.Match[str], anchor: date | None, future: bool) -> Interval | None:
    if anchor is None:
        return None
    word = match[0].lower()
    step = -2 if word.startswith("the day") else -1 if word.startswith("yesterday") else 1 if word.startswith("tomorrow") else 0
    return _one(anchor + timedelta(days=step), "relative")


def _year(match: re.Match[str], group: str) -> Interval:
    year = int(match[group])
    return date(year, 1, 1), date(year, 12, 31), "year", "stated"


def _decade(match: re.Match[str]) -> Interval:
    first = int(match["y4"]) // 10 * 10
    return date(first, 1, 1), date(first + 9, 12, 31), "decade", "stated"


_HANDLERS: dict[str, Callable[[re.Match[str], date | None, bool], Interval | None]] = {
    "iso": lambda m, a, f: _one(_day(*map(int, m["iso"].split("-"))), "stated"),
    "dmy": lambda m, a, f: _full(m, a, f, "1"),
    "mdy": lambda m, a, f: _full(m, a, f, "2"),
    "my": lambda m, a, f: _month(int(m["y3"]), _number(m["m3"]), "stated"),
    "decade": lambda m, a, f: _decade(m),
    "year": lambda m, a, f: _year(m, "y5"),
    "adjyear": lambda m, a, f: _year(m, "y6"),
    "lastday": lambda m, a, f: _weekday(m, a, f, m["w1"], m["r1"].lower()),
    "weekday": lambda m, a, f: _weekday(m, a, f, re.search(_DAY, m["w2"], re.IGNORECASE)[0], ""),  # type: ignore[index]
    "unit": _unit,
    "monthrel": lambda m, a, f: _named_month(m, a, f, "m4", m["r3"].lower()),
    "ago": _ago,
    "named": _named,
    "month": lambda m, a, f: _named_month(m, a, f, "m5", ""),
}
