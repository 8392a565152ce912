"""What a time expression means before anybody knows from which day it counts."""

from dataclasses import dataclass
from typing import Literal

from comity.situate.dates.spans import Span

Origin = Literal["publication", "text", "act"]


@dataclass(frozen=True, slots=True)
class Fixed:
    """A date of its own: "4 February 2022", "the 1990s".

    `short` where the text gives its year by two digits and leaves the century open ("by '35"): "aimed" where a word of planning follows
    ("the '35 plan"), else "told"; `span` is then what they mean where nothing else is known.
    """

    span: Span
    short: Literal["", "told", "aimed"] = ""


@dataclass(frozen=True, slots=True)
class Named:
    """An event known by its name: "the Gulf War", "the Minsk agreements"."""

    span: Span
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Yearly:
    """Part of a year that the text leaves out: "4 February", "in late March", "the second quarter", "last summer".

    `months` counts the months from `month` on where no day is given; `relation` is last, next, this, same (the year named before) or ""; `years` the years from the
    publication's ("March 20 last year" is -1).
    """

    month: int
    day: int = 0
    months: int = 1
    third: str = ""
    relation: str = ""
    years: int | None = None


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week: the nearest on the side of the tense, or as `relation` (last, next, this, previous, following) says.

    `weeks` is the week it lies in, counted from the publication's ("Tuesday last week" is -1).
    """

    day: int
    relation: str = ""
    weeks: int | None = None


@dataclass(frozen=True, slots=True)
class DayOfMonth:
    """A day of a month that the text leaves out: "on the 12th", "Monday the 11th" (`weekday` 0)."""

    day: int
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """The calendar unit `n` units from an origin: the publication date, a date stated before, or the date of another act.

    `third` is early, mid, late, or earlier and later: up to and from the publication date.
    """

    unit: str
    n: int
    origin: Origin = "publication"
    third: str = ""


@dataclass(frozen=True, slots=True)
class Stretch:
    """All the time between the publication date and `n` units from it: "the past two weeks", "within ten days"."""

    unit: str
    n: int


@dataclass(frozen=True, slots=True)
class Overnight:
    """The night that ended on the morning of the publication date."""


@dataclass(frozen=True, slots=True)
class Between:
    """From one expression to another."""

    first: "Meaning"
    last: "Meaning"


@dataclass(frozen=True, slots=True)
class Bounded:
    """Since, by, until, before or after an expression."""

    word: str
    inner: "Meaning"


@dataclass(frozen=True, slots=True)
class Anniversary:
    """`years` after `of` ("the third anniversary of the 2003 invasion"); 0 years: not said which."""

    years: int
    of: "Meaning | None"


@dataclass(frozen=True, slots=True)
class Week:
    """The week that holds a day: "the week of 3 May"."""

    of: "Meaning"


Meaning = Week | Named | Fixed | Yearly | Weekday | DayOfMonth | Step | Stretch | Overnight | Between | Bounded | Anniversary


@dataclass(frozen=True, slots=True)
class Phrase:
    """A time expression at `start..end` of the document."""

    start: int
    end: int
    text: str
    meaning: Meaning
