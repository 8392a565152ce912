"""One question to a record, the same for Python, the command line and HTTP."""

import calendar
import re
from dataclasses import dataclass

from comity.errors import SettingsError

LEVELS = ("claim", "report", "event")
ORDERS = ("date", "-date", "reported", "-reported", "id")
SCHEMES = ("plover", "cameo", "gdelt", "phoenix")
OWN = "comity"
DATASETS = (OWN, "gdelt", "icews", "polecat", "phoenix")
_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


@dataclass(frozen=True, slots=True)
class Period:
    """Whole days from `start` to `end`, both included, as ISO dates; an open end is None."""

    start: str | None = None
    end: str | None = None

    def __post_init__(self) -> None:
        for name, value in (("start", self.start), ("end", self.end)):
            if value is not None and not _is_day(value):
                raise SettingsError(f"The {name} of a period is {value!r}; expected a day such as 2024-03-05, or None where it is open.")
        if self.start and self.end and self.start > self.end:
            raise SettingsError(f"A period starts on {self.start} and ends on {self.end}; give the earlier day first.")


@dataclass(frozen=True, slots=True)
class Query:
    """Which claims, reports or events are wanted. An empty field asks for nothing in particular.

    actor and recipient hold codes ("CHN"), ids ("igo:NATO") or both; several mean any of them. A mutual act has each of its parties on
    both sides. between asks for acts of either toward the other. quad goes by `scheme`, whose name is always stated. date is when the act
    took place; an act dated only by its report counts at the report's date. reported is the publication date. min_confidence (0 to 1) leaves
    out claims of which the coder is less sure. as_of is a day, or the number of a version, and shows what was known then. cursor continues
    where the page before ended. dataset names whose claims are meant: by default only those that Comity coded itself; imported ones must be
    asked for.
    """

    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    between: tuple[str, str] | None = None
    sector: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    mode: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    quad: tuple[int, ...] = ()
    scheme: str = "plover"
    status: tuple[str, ...] = ()
    background: bool | None = None
    date: Period = Period()
    reported: Period = Period()
    place: tuple[str, ...] = ()
    text: str | None = None
    publisher: tuple[str, ...] = ()
    min_origins: int = 1
    min_confidence: float = 0.0
    level: str = "claim"
    dataset: tuple[str, ...] = (OWN,)
    as_of: str | int | None = None
    order: str = "date"
    cursor: str | None = None
    limit: int | None = None

    def __post_init__(self) -> None:
        _one_of("level", self.level, LEVELS)
        _one_of("order", self.order, ORDERS)
        _one_of("scheme", self.scheme, SCHEMES)
        if not self.dataset:
            raise SettingsError(f"dataset is empty; expected some of {', '.join(DATASETS)}.")
        for dataset in self.dataset:
            _one_of("dataset", dataset, DATASETS)
        for quad in self.quad:
            _one_of("quad", quad, (0, 1, 2, 3, 4) if self.scheme == "phoenix" else (1, 2, 3, 4))
        for name in ("limit", "min_origins"):
            value = getattr(self, name)
            if value is not None and value < 1:
                raise SettingsError(f"{name} is {value}; expected a number from 1.")
        if not 0 <= self.min_confidence <= 1:
            raise SettingsError(f"min_confidence is {self.min_confidence}; expected a number from 0 to 1, such as 0.8.")
        if self.between is not None and len(self.between) != 2:
            raise SettingsError(f"between is {self.between!r}; expected two codes such as CHN RUS.")
        if self.text is not None and not self.text.strip():
            raise SettingsError("text is empty; expected words to look for.")
        if isinstance(self.as_of, str):
            object.__setattr__(self, "as_of", parse_as_of(self.as_of))


def _one_of(name: str, value: object, allowed: tuple[object, ...]) -> None:
    if value not in allowed:
        raise SettingsError(f"{name} is {value!r}; expected one of {', '.join(map(str, allowed))}.")


def parse_period(text: str) -> Period:
    """The days of "2024", "2024-03", "2024-03-05" or of two of them joined by `..`, either of which may be left out.

    >>> parse_period("2023-11..2024-02")
    Period(start='2023-11-01', end='2024-02-29')
    """
    first, dots, last = text.strip().partition("..")
    if not dots:
        last = first
    if not first and not last:
        raise SettingsError(f"The period {text!r} is empty; expected a year, month or day, or two joined by '..', as in 2023-11..2024-02.")
    start, end = _edges(first, text)[0] if first else None, _edges(last, text)[1] if last else None
    if start and end and start > end:
        raise SettingsError(f"The period {text!r} ends before it starts; give the earlier date first.")
    return Period(start, end)


def _is_day(value: object) -> bool:
    """Whether this is a day of the calendar, written as in 2024-03-05."""
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return False
    try:
        return _edges(value, value)[0] == value
    except SettingsError:
        return False


def _edges(text: str, whole: str) -> tuple[str, str]:
    """The first and last day of a year, month or day."""
    found = _DAY.fullmatch(text.strip())
    year, month, day = (int(g) if g else None for g in found.groups()) if found else (None, None, None)
    if year is None or year < 1 or (month is not None and not 1 <= month <= 12):
        raise _no_period(whole)
    length = calendar.monthrange(year, month or 12)[1]
    if day is not None and not 1 <= day <= length:
        raise _no_period(whole)
    return f"{year:04}-{month or 1:02}-{day or 1:02}", f"{year:04}-{month or 12:02}-{day or length:02}"


def _no_period(text: str) -> SettingsError:
    return SettingsError(f"The period {text!r} is none; expected a year, month or day, or two joined by '..', as in 2023-11..2024-02.")


def parse_as_of(text: str, name: str = "as_of") -> str | int:
    """A day ("2024-05-01": all that was known at its end) or a version ("v17"). Raises SettingsError for anything else."""
    if re.fullmatch(r"v\d+", text):
        return int(text[1:])
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return _edges(text, text)[0]
    raise SettingsError(f"{name} is {text!r}; expected a day such as 2024-05-01 or a version of the record such as v17.")
