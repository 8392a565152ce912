"""Names that places bore for a time: Leningrad, Salisbury in Rhodesia, Zaire, each with its span and the place of today."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType

from comity.lexicon.gazetteer_file import fold
from comity.lexicon.tables import Row, read_csv

COLUMNS = ("name", "aliases", "place", "country", "start", "end", "cues", "reused", "source")


@dataclass(frozen=True, slots=True)
class FormerName:
    """A name that a place, given by its name of today and ISO3 code, bore from `start` to `end`, None where that is not known.

    `cues` are words of texts that speak of that time; `reused` says that outside it the name is another place's (Salisbury in
    England), or a person's.
    """

    place: str
    country: str
    start: date | None
    end: date
    cues: tuple[str, ...]
    reused: bool

    def held(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and day <= self.end

    def held_in(self, year: int) -> bool:
        """Whether some day of a year lies in the span."""
        return (self.start is None or self.start.year <= year) and year <= self.end.year


def load_former(path: Path) -> Mapping[str, FormerName]:
    """The table of former names by their folded spelling. Raises DataError with file and line."""
    found: dict[str, FormerName] = {}
    for row in read_csv(path, COLUMNS):
        start, end = _day(row, "start") if row["start"] else None, _day(row, "end")
        if start and end < start:
            raise row.wrong("end", "a day after the start")
        former = FormerName(row["place"], row["country"], start, end, row.parts("cues"), row.one_of("reused", ("", "yes")) == "yes")
        for name in (row["name"], *row.parts("aliases")):
            if found.setdefault(fold(name), former) is not former:
                raise row.wrong("name", f"a name that no line above has; {name!r} stands twice")
    return MappingProxyType(found)


def _day(row: Row, column: str) -> date:
    try:
        return date.fromisoformat(row[column])
    except ValueError:
        raise row.wrong(column, "a day such as 1991-09-06") from None
