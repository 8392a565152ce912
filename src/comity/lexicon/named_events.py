"""Wars, treaties, summits, crises, coups and attacks known by name, with their dates, parties and places."""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from comity.lexicon.tables import Row, read_csv

KINDS = ("war", "treaty", "summit", "crisis", "coup", "attack", "uprising")
COLUMNS = ("name", "aliases", "kind", "start", "end", "parties", "place", "source")


@dataclass(frozen=True, slots=True)
class NamedEvent:
    """One event; `end` is None while it goes on. `precision` tells how exactly its ends are known and how long it lasted."""

    name: str
    kind: str
    start: date
    end: date | None
    precision: str
    parties: tuple[str, ...]
    place: str


@dataclass(frozen=True, slots=True)
class NamedEvents:
    """All events by the names that texts use, without the article, and the automaton that finds these."""

    names: tuple[str, ...]
    events: tuple[NamedEvent, ...]
    automaton: AhoCorasick

    def find(self, text: str) -> Iterator[tuple[int, int, NamedEvent]]:
        """The events named in a text as (start, end, event): whole words, the longest name at each place."""
        for index, start, end in self.automaton.find_matches_as_indexes(text):
            if not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum()):
                yield start, end, self.events[index]


def load_events(path: Path) -> NamedEvents:
    """The table of named events. Raises DataError with file and line."""
    named: dict[str, NamedEvent] = {}
    for row in read_csv(path, COLUMNS):
        event = _event(row)
        for name in (row["name"], *row.parts("aliases")):
            for spelling in {name, name[0].upper() + name[1:], name.replace("-", "–")}:
                if named.setdefault(spelling, event) is not event:
                    raise row.wrong("aliases", f"names that no other event has; {spelling!r} stands twice")
    automaton = AhoCorasick(list(named), matchkind=MatchKind.LeftmostLongest, implementation=Implementation.ContiguousNFA)
    return NamedEvents(tuple(named), tuple(named.values()), automaton)


def _event(row: Row) -> NamedEvent:
    start, end = _day(row, "start", False), _day(row, "end", True) if row["end"] else None
    if end and end < start:
        raise row.wrong("end", f"a date not before the start {row['start']}")
    days = (end - start).days if end else 366
    exact = len(row["start"]) == 10 and len(row["end"]) == 10 and days <= 31
    precision = "day" if exact else "month" if days <= 92 and min(len(row["start"]), len(row["end"] or "0000")) >= 7 else "year"
    return NamedEvent(row["name"], row.one_of("kind", KINDS), start, end, precision, row.parts("parties"), row["place"])


def _day(row: Row, column: str, last: bool) -> date:
    """A date that may leave out day or month: the first or last day that it can mean."""
    parts = row[column].split("-")
    try:
        year, month = int(parts[0]), int(parts[1]) if len(parts) > 1 else 12 if last else 1
        day = int(parts[2]) if len(parts) > 2 else calendar.monthrange(year, month)[1] if last else 1
        return date(year, month, day)
    except ValueError as error:
        raise row.wrong(column, "a date such as 1991-01-17, 1991-01 or 1991") from error
