"""Calendar arithmetic: intervals of whole days and how exact they are."""

import calendar
from dataclasses import dataclass, replace
from datetime import date, timedelta

FIRST_YEAR, LAST_YEAR = 1000, 2199  # other four-digit numbers are no years
PLANNED_YEARS = 35  # how far ahead the year of a plan may lie that is given by two digits: "net zero by '60"
SOON_YEARS = 5  # how far ahead such a year may lie where nothing is planned: "the '28 campaign has begun"
PRECISIONS = ("day", "week", "month", "year", "decade", "unknown")


@dataclass(frozen=True, slots=True)
class Span:
    """The days `first` to `last`, both inclusive; None where an end is open."""

    first: date | None
    last: date | None
    precision: str


def day_span(year: int, month: int, day: int) -> Span | None:
    """One day; None where the calendar has no such day."""
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return Span(found, found, "day")


def months(year: int, month: int, count: int = 1, precision: str = "month") -> Span:
    """`count` calendar months from a month on; months beyond December run into the next years."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    last = year * 12 + month - 1 + count - 1
    end_year, end_month = last // 12, last % 12 + 1
    return Span(date(year, month, 1), date(end_year, end_month, calendar.monthrange(end_year, end_month)[1]), precision)


def years(year: int, count: int = 1) -> Span:
    return Span(date(year, 1, 1), date(year + count - 1, 12, 31), "year" if count == 1 else "decade")


def shifted(day: date, unit: str, n: int) -> Span | None:
    """The calendar unit that lies `n` units from the one that holds a day; None outside the calendar or for endless units."""
    try:
        return _shifted(day, unit, n)
    except (ValueError, OverflowError):
        return None


def _shifted(day: date, unit: str, n: int) -> Span | None:
    if unit in ("hour", "minute"):
        hours = n if unit == "hour" else 0
        unit, n = "day", (abs(hours) // 24) * (1 if hours > 0 else -1)
    if unit == "day":
        found = day + timedelta(days=n)
        return Span(found, found, "day")
    if unit in ("week", "weekend", "fortnight"):
        monday = day - timedelta(days=day.weekday()) + timedelta(weeks=n * (2 if unit == "fortnight" else 1))
        if unit == "weekend":
            return Span(monday + timedelta(days=5), monday + timedelta(days=6), "day")
        return Span(monday, monday + timedelta(days=6), "week")
    if unit in ("month", "quarter", "half"):
        size = {"month": 1, "quarter": 3, "half": 6}[unit]
        return months(day.year, ((day.month - 1) // size + n) * size + 1, size)
    if unit == "year":
        return years(day.year + n)
    return years((day.year // 10 + n) * 10, 10) if unit == "decade" else None


def in_century(span: Span, published: date, ahead: bool) -> Span:
    """The span of two-digit years ("'35") in the century that fits: ahead the next such, if anybody plans so far, else the last."""
    options = [s for years_on in (-100, 0, 100) if (s := _years_on(span, years_on)) is not None]
    to_come = next((s for s in options if s.last and s.last >= published), None)
    past = next((s for s in reversed(options) if s.first and s.first <= published), None)
    horizon = PLANNED_YEARS if ahead else SOON_YEARS
    near = to_come is not None and to_come.first is not None and to_come.first.year - published.year <= horizon
    return (to_come if near else past) or span


def _years_on(span: Span, count: int) -> Span | None:
    try:
        first, last = (d.replace(year=d.year + count) if d else None for d in (span.first, span.last))
    except ValueError:  # 29 February
        return None
    return replace(span, first=first, last=last)


def third(span: Span, which: str) -> Span:
    """The early, middle or late part of a span, as exact as the span: days 1–10, 11–20, 21–end of a month."""
    if span.first is None or span.last is None or which not in ("early", "mid", "late"):
        return span
    at = ("early", "mid", "late").index(which)
    first, last = span.first, span.last
    if span.precision == "week":
        cuts = (0, 2, 4, 7)
        return replace(span, first=first + timedelta(cuts[at]), last=first + timedelta(cuts[at + 1] - 1))
    if span.precision == "month" and (first.year, first.month) == (last.year, last.month):
        ends = (first.replace(day=10), first.replace(day=20), last)
        return replace(span, first=first.replace(day=1 + 10 * at), last=ends[at])
    if span.precision == "month" or span.precision == "year":
        count = (last.year - first.year) * 12 + last.month - first.month + 1
        cut = months(first.year, first.month + count * at // 3, count * (at + 1) // 3 - count * at // 3)
        return replace(span, first=cut.first, last=cut.last)
    if span.precision == "decade":
        starts, sizes = (0, 3, 7), (3, 4, 3)
        return replace(span, first=date(first.year + starts[at], 1, 1), last=date(first.year + starts[at] + sizes[at] - 1, 12, 31))
    return span


def joined(first: Span, last: Span) -> Span | None:
    """From one span to another, as exact as the coarser; None where the second ends before the first begins."""
    if first.first and last.last and last.last < first.first:
        return None
    return Span(first.first, last.last, max(first.precision, last.precision, key=PRECISIONS.index))
