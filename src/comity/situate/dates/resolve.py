"""From what an expression means to an interval, given the publication date, the tense and what the text dated before."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from comity.situate.dates.meanings import (
    Anniversary,
    Between,
    Bounded,
    DayOfMonth,
    Fixed,
    Meaning,
    Named,
    Overnight,
    Step,
    Stretch,
    Week,
    Weekday,
    Yearly,
)
from comity.situate.dates.spans import PRECISIONS, Span, day_span, in_century, joined, months, shifted, third

JUST_OVER = 40  # days since a bare date in which nobody means the next one, a year later
NEAR = 2  # days on the wrong side of the publication date that a bare date may still lie: time zones, slips


@dataclass(frozen=True, slots=True)
class Clock:
    """From where to count: the publication date, whether the act lies ahead, and the date that `text` or `act` steps count from."""

    published: date | None
    ahead: bool = False
    origin: Span | None = None


def resolve(meaning: Meaning, clock: Clock) -> Span | None:
    """The interval of an expression; None where what it counts from is not known or the calendar ends."""
    try:
        return _resolve(meaning, clock)
    except (ValueError, OverflowError):  # beyond the years that dates can hold
        return None


def _resolve(meaning: Meaning, clock: Clock) -> Span | None:
    match meaning:
        case Fixed(span=span, short=short):
            return in_century(span, clock.published, clock.ahead or short == "aimed") if short and clock.published else span
        case Named(span=span):
            return _named(span, clock.published)
        case Between():
            return _between(meaning, clock)
        case Bounded(word=word, inner=inner):
            whole = resolve(inner, clock)
            return _bounded(word, whole, clock) if whole else None
        case Week(of=of):
            held = resolve(of, clock)
            return shifted(held.first, "week", 0) if held and held.first else None
        case Anniversary():
            return _anniversary(meaning, clock)
        case Yearly(relation="same"):
            return in_year(meaning, clock.origin.first.year) if clock.origin and clock.origin.first else None
        case Step(origin="text" | "act"):
            return _step(meaning, clock)
    if clock.published is None:
        return None
    match meaning:
        case Yearly():
            return _yearly(meaning, clock.published, clock.ahead)
        case DayOfMonth():
            return _day_of_month(meaning, clock.published, clock.ahead)
        case Weekday():
            return _weekday(meaning, clock, clock.published)
        case Stretch(unit=unit, n=n):
            return _stretch(unit, n, clock.published)
        case Overnight():
            return Span(clock.published - timedelta(days=1), clock.published, "day")
        case Step():
            return _step(meaning, clock)
    return None


def _named(span: Span, published: date | None) -> Span | None:
    """A named event as far as it had come on the publication date; None for one that was still to come."""
    if published and span.first and span.first > published:
        return None
    return replace(span, last=published) if published and span.last and span.last > published else span


def _step(step: Step, clock: Clock) -> Span | None:
    if step.origin == "publication":
        published = clock.published
        span = shifted(published, step.unit, step.n) if published else None
        if span and published and step.unit == "weekend" and not step.n and not clock.ahead and span.first and span.first > published:
            span = shifted(published, step.unit, -1)
        return _part(span, step, published, clock.ahead) if span and published else None
    origin = clock.origin
    if origin is None or origin.first is None or origin.last is None:
        return None
    fine = step.unit in ("day", "hour", "minute")
    if fine and origin.precision != "day":
        return origin if not step.n else None  # "hours after" a battle of May 1940: in May 1940
    if step.unit in ("week", "weekend", "fortnight") and origin.precision not in ("day", "week"):
        return None
    if step.unit in ("month", "quarter") and origin.precision not in ("day", "week", "month"):
        return None
    return shifted(origin.last if step.n > 0 else origin.first, step.unit, step.n)


def _part(span: Span, step: Step, published: date, ahead: bool) -> Span:
    """“earlier this year” ends with the publication date, "later this week" starts there; a year so far, too."""
    if span.first is None or span.last is None:
        return span
    so_far = not step.third and step.unit == "year" and not step.n and not ahead
    if (step.third == "earlier" or so_far) and span.first <= published <= span.last:
        return replace(span, last=published)
    if step.third == "later" and span.first <= published <= span.last:
        return replace(span, first=published)
    return third(span, step.third)


def _yearly(meaning: Yearly, published: date, ahead: bool) -> Span | None:
    if meaning.years is not None:
        return in_year(meaning, published.year + meaning.years)
    options = [s for year in range(published.year - 9, published.year + 10) if (s := in_year(meaning, year)) is not None]
    slip = timedelta(days=NEAR if meaning.day else 0)
    past = [s for s in options if s.first and s.first <= published + slip]
    to_come = [s for s in options if s.last and s.last >= published - slip]
    if meaning.relation == "last":
        return next((s for s in reversed(options) if s.last and s.last < published), None)
    if meaning.relation == "next":
        return next((s for s in options if s.first and s.first > published), None)
    if meaning.relation == "this" and meaning.months == 1:
        return in_year(meaning, published.year)
    if ahead and meaning.relation != "this":
        return _to_come(meaning, past, to_come, published)
    if meaning.relation == "this":  # a season: the running or coming one, or the one just over
        running = [s for s in options if s.first and s.last and s.first <= published <= s.last]
        return running[0] if running else (to_come[0] if ahead else past[-1])
    if meaning.day and past and to_come and past[-1].first and to_come[0].first:
        over, left = (published - past[-1].first).days, (to_come[0].first - published).days
        if NEAR < left <= JUST_OVER and over > 365 - JUST_OVER - NEAR:
            return to_come[0]  # "a resignation effective July 31", told on July 28: not that of last year
    return past[-1] if past else None


def _to_come(meaning: Yearly, past: list[Span], to_come: list[Span], published: date) -> Span | None:
    """The next such day; the one just over where the next is most of a year away, for then it was not meant to come."""
    if meaning.day and past and to_come and past[-1].first and to_come[0].first:
        over = (published - past[-1].first).days
        if 0 <= over <= JUST_OVER and (to_come[0].first - published).days > 365 - JUST_OVER - NEAR:
            return past[-1]
    return to_come[0] if to_come else None


def in_year(meaning: Yearly, year: int) -> Span | None:
    if meaning.day:
        return day_span(year, meaning.month, meaning.day)
    whole = months(year, meaning.month, meaning.months)
    if meaning.third in ("first half", "second half") and whole.first and whole.last:
        middle = whole.first.replace(day=15)
        return replace(whole, last=middle) if meaning.third == "first half" else replace(whole, first=middle + timedelta(days=1))
    return third(whole, meaning.third)


def _weekday(meaning: Weekday, clock: Clock, published: date) -> Span:
    origin = clock.origin
    if meaning.weeks is not None:
        monday = published - timedelta(days=published.weekday()) + timedelta(weeks=meaning.weeks)
        found = monday + timedelta(days=meaning.day)
        return Span(found, found, "day")
    told = meaning.relation in ("previous", "following") and origin is not None and origin.precision == "day"
    start = origin.first if told and origin is not None and origin.first is not None else published
    back = (start.weekday() - meaning.day) % 7
    if meaning.relation in ("last", "previous", "past"):
        days = -(back or 7) if told or back != 1 else -8  # nobody calls yesterday "last Thursday"
    elif meaning.relation in ("next", "following", "coming"):
        days = (7 - back) % 7 or 7
    else:
        days = (7 - back) % 7 if clock.ahead else -back
    found = start + timedelta(days=days)
    return Span(found, found, "day")


def _day_of_month(meaning: DayOfMonth, published: date, ahead: bool) -> Span | None:
    """The nearest such day on the side of the tense, of the running month or the one beside it; with a weekday within a year."""
    way = 1 if ahead else -1
    for n in range(12 if meaning.weekday is not None else 2):
        month = months(published.year, published.month + way * n).first
        found = day_span(month.year, month.month, meaning.day) if month else None
        day = found.first if found else None
        if day is None or (day < published if ahead else day > published):
            continue
        if meaning.weekday in (None, day.weekday()):
            return found
    return None


def _stretch(unit: str, n: int, published: date) -> Span | None:
    """The time between the publication date and `n` units from it."""
    unit, n = ("week", 2 * n) if unit == "fortnight" else (unit, n)
    if unit in ("day", "week"):
        other = published + timedelta(days=n * (7 if unit == "week" else 1))
    elif unit in ("month", "quarter", "half", "year", "decade"):
        size = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120}[unit]
        month = months(published.year, published.month + n * size)
        assert month.first is not None and month.last is not None
        other = month.first.replace(day=min(published.day, month.last.day))
    else:
        return None
    precision = {"quarter": "month", "half": "month"}.get(unit, unit)
    return Span(min(published, other), max(published, other), precision)


def _between(meaning: Between, clock: Clock) -> Span | None:
    """The end that carries a year, or the nearer end, is resolved first, the other one counted from it."""
    dated = isinstance(meaning.last, Fixed) and not meaning.last.short
    if clock.ahead and not dated and not isinstance(meaning.first, Fixed):
        first = resolve(meaning.first, clock)
        last = resolve(meaning.last, replace(clock, published=first.first)) if first and first.first else None
    else:
        last = resolve(meaning.last, clock)
        start = last.first if last else None
        first = resolve(meaning.first, Clock(start, origin=clock.origin)) if start else None
        if isinstance(meaning.first, Step) or (isinstance(meaning.first, Fixed) and not meaning.first.short):
            first = resolve(meaning.first, clock)
    return joined(first, last) if first and last else None


def _bounded(word: str, span: Span, clock: Clock) -> Span | None:
    """A deadline is the interval up to it; "since" runs from it until the publication date."""
    published, first, last = clock.published, span.first, span.last
    if word in ("since", "as of"):
        return Span(first, max(published, last or published) if published and first and first > published else published, span.precision)
    if first is None or last is None:
        return span
    if word == "after":
        late = last + timedelta(days=1)
        return Span(late, published if published and not clock.ahead and published >= late else None, span.precision)
    if word == "before":
        early = first - timedelta(days=1)
        return Span(published if clock.ahead and published and published <= early else None, early, span.precision)
    if published and last > published:
        return Span(published, last, span.precision)
    return Span(None, last, span.precision)


def _anniversary(meaning: Anniversary, clock: Clock) -> Span | None:
    """The day or year of an anniversary, as exact as what it remembers; the nearest to the publication date where it is not counted."""
    span = resolve(meaning.of, clock) if meaning.of else clock.origin
    if span is None or span.first is None or span.precision not in ("day", "month", "year"):
        return None
    if meaning.years:
        year = span.first.year + meaning.years
    elif clock.published and span.precision == "day":
        return _yearly(Yearly(span.first.month, span.first.day), clock.published, clock.ahead)
    else:
        return None
    if span.precision == "day":
        return day_span(year, span.first.month, span.first.day)
    return months(year, span.first.month) if span.precision == "month" else None  # a year alone says too little


def as_fine(span: Span, meaning: Meaning) -> bool:
    """Whether a date is exact enough to count the units of an expression from it."""
    unit = meaning.unit if isinstance(meaning, Step) else "year"
    fine = {"year": "year", "decade": "decade", "month": "month", "week": "week"}.get(unit, "day")
    return PRECISIONS.index(span.precision) <= PRECISIONS.index(fine)
