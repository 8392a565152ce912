"""When a document was published: what its metadata, dateline, address and visible date say, and where they disagree."""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from comity.core.text import Document
from comity.core.trace import Rejection
from comity.core.when_where import publication_day

TOLERANCE = timedelta(days=3)  # between a dispatch's dateline and its publication, and between time zones
HEAD = 800  # characters in which a dateline and a visible date stand
MONTHS = {name.lower()[:3]: n for n, name in enumerate(calendar.month_name) if name}
_MONTH = (
    r"(?P<month>"
    + "|".join(rf"{m}(?:{m2[3:]})?" for m, m2 in zip(calendar.month_abbr[1:], calendar.month_name[1:], strict=True))
    + r"|Sept)\.?"
)
_URL = re.compile(r"[/_-](?P<year>(?:19|20)\d\d)(?P<mark>[/-]?)(?P<month>[01]?\d)(?P=mark)(?P<day>[0-3]\d?)(?=[/_.-]|$)")
_DATELINE = re.compile(
    rf"^[ \t]*[A-Z][A-Z'’./ -]{{2,30}}(?:,[ ]*[A-Z][\w. ]{{1,24}}?)?,?[ ]+\(?(?:{_MONTH}[ ]+(?P<day>\d{{1,2}})|(?P<day2>\d{{1,2}})[ ]+{_MONTH.replace('month', 'month2')})"
    r"(?:,?[ ]+(?P<year>\d{4}))?\)?[ ]*(?:\([^)\n]{2,40}\)|/[A-Z][^/\n]{1,30}/)?[ ]*(?:[-–—]{1,2}|:)",
    re.MULTILINE,
)
_VISIBLE = re.compile(
    rf"^[ \t]*(?:(?:first |last )?(?:published|posted|updated|modified)[: ]*(?:on |at )?)?(?:[a-z]{{3,9}}day,?[ ]+)?"
    rf"(?:(?P<iso>\d{{4}}-\d\d-\d\d)|{_MONTH}[ ]+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?[ ]+(?P<year>\d{{4}})|(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?[ ]+"
    rf"{_MONTH.replace('month', 'month2')},?[ ]+(?P<year2>\d{{4}}))[ ,|·T-]*(?:(?:at )?\d{{1,2}}[:.]\d\d[^\n]{{0,20}})?[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Sign:
    """What one part of a document says of its date; `year` 0 where it names only month and day. The address has no place in the text."""

    kind: str
    year: int
    month: int
    day: int
    start: int = 0
    end: int = 0

    def near(self, other: date | None) -> date | None:
        """The day; with only month and day the one nearest to another date. None for a day that no calendar has."""
        years = [self.year] if self.year else [other.year + n for n in (-1, 0, 1)] if other else []
        days = [d for y in years if (d := _day(y, self.month, self.day)) is not None]
        return min(days, key=lambda d: abs(d - other) if other else timedelta(0), default=None)


def find_signs(text: str, url: str | None) -> Iterator[Sign]:
    """What dateline, address and visible date say, the best basis first."""
    found = _DATELINE.search(text[:HEAD])
    if found:
        month, day = found["month"] or found["month2"], found["day"] or found["day2"]
        yield Sign("dateline", int(found["year"] or 0), MONTHS[month.lower()[:3]], int(day), *found.span())
    in_url = _URL.search(url or "")
    if in_url and (in_url["mark"] or len(in_url["month"] + in_url["day"]) == 4):
        yield Sign("url", int(in_url["year"]), int(in_url["month"]), int(in_url["day"]))
    seen = _VISIBLE.search(text[:HEAD])
    if seen and seen["iso"]:
        year, month, day = seen["iso"].split("-")
        yield Sign("visible", int(year), int(month), int(day), *seen.span())
    elif seen:
        month, day = seen["month"] or seen["month2"], seen["day"] or seen["day2"]
        yield Sign("visible", int(seen["year"] or seen["year2"]), MONTHS[month.lower()[:3]], int(day), *seen.span())


def with_own_date(document: Document) -> Document:
    """The document with the date that it shows itself, where none is known: by dateline, address or visible date."""
    if document.published:
        return document
    signs = list(find_signs(document.text, document.url))
    full = next((d for s in signs if s.year and (d := s.near(None)) is not None), None)
    for sign in signs:
        day = sign.near(full)
        if day is not None and _believable(day):
            return replace(document, published=day.isoformat(), published_from=sign.kind)
    return document


def date_conflicts(document: Document) -> list[Rejection]:
    """Where a document shows another date than the one it is coded with."""
    published = document.day
    if published is None:
        return []
    source = document.published_from or "given"
    found = []
    for sign in find_signs(document.text, document.url):
        day = sign.near(published)
        if sign.kind != source and day is not None and abs(day - published) > TOLERANCE:
            told = f"coded as published on {published} ({source}), but its {sign.kind} says {day}"
            found.append(Rejection(0, sign.start, sign.end, "date_conflict", None, told))
    return found


def _believable(day: date) -> bool:
    try:
        publication_day(day.isoformat())
    except ValueError:
        return False
    return True


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
