"""The claims of today as arrays of numbers, so that a page that nobody asked before is found and counted without a query to the tables."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from comity.record.ask import known
from comity.record.lake import Lake, named_errors
from comity.record.listed import NEVER, Ints, Listed

Flags = NDArray[np.bool_]
NONE = -1  # stands for a value that is not there
WORDS = ("document_id", "event_type", "mode", "cameo_code", "status", "site")
DAYS = ("first_day", "last_day", "reported")
LISTS = ("actor_keys", "recipient_keys", "sectors", "context", "place_keys")
DAY = 'COALESCE("date"."start", "date"."end")'
_PLACE = "place.name, place.country_code, place.precision, round(place.lat, 4), round(place.lon, 4)"


@dataclass(frozen=True, slots=True)
class Words:
    """A column of texts: for each row the place of its value among `names`, which are sorted, or NONE."""

    codes: Ints
    names: tuple[str, ...]

    def code(self, name: str) -> int:
        """The place of a value among the names; NONE where no row has it."""
        at = bisect_left(self.names, name)
        return at if at < len(self.names) and self.names[at] == name else NONE

    def among(self, wanted: Sequence[str]) -> Flags:
        """Which rows have one of some values."""
        found = np.zeros(len(self.names) + 1, np.bool_)  # the last stands for NONE
        found[[at for name in wanted if (at := self.code(name)) != NONE]] = True
        kept: Flags = found[self.codes]
        return kept


@dataclass(frozen=True, slots=True)
class Lists:
    """A column of lists of texts: an entry for each value of each row, `starts` where each row's begin; and the rows of each value, together."""

    values: Ints
    starts: NDArray[np.int64]
    by_value: Ints
    bounds: NDArray[np.int64]
    names: tuple[str, ...]

    def holding(self, wanted: Sequence[str], length: int) -> Flags:
        """Which of the rows hold one of some values."""
        found = np.zeros(length, np.bool_)
        for name in wanted:
            at = bisect_left(self.names, name)
            if at < len(self.names) and self.names[at] == name:
                found[self.by_value[self.bounds[at] : self.bounds[at + 1]]] = True
        return found

    def of(self, rows: NDArray[np.int64]) -> tuple[Ints, Ints]:
        """The entries of some rows: the place of each one's row among them, and its value."""
        first, last = self.starts[rows], self.starts[rows + 1]
        lengths = last - first
        whose = np.repeat(np.arange(len(rows), dtype=np.int32), lengths)
        entries = np.arange(len(whose)) - np.repeat(np.cumsum(lengths) - lengths, lengths) + np.repeat(first, lengths)
        return whose, self.values[entries]


@dataclass(frozen=True)
class Arrays:
    """The claims by id. `quad` is the class in PLOVER's scheme; days are numbers from 1970 on, NEVER where unknown.

    `place` is for each claim the number of its place among `places`, which are (name, country, precision, latitude, longitude).
    """

    claims: Listed
    last_day: Ints
    words: Mapping[str, Words]
    lists: Mapping[str, Lists]
    background: Flags
    reciprocal: Flags
    quad: NDArray[np.int8]
    confidence: NDArray[np.float64]
    place: Ints
    places: tuple[tuple[Any, ...], ...]

    def __len__(self) -> int:
        return len(self.claims)

    @cached_property
    def articles(self) -> Listed:
        """The articles that have claims, by id, as `words["document_id"]` counts them."""
        words = self.words["document_id"]
        reported = np.full(len(words.names), NEVER, np.int32)
        reported[words.codes] = self.claims.reported
        return Listed(np.array(words.names, "S") if words.names else np.zeros(0, "S1"), reported, reported)


@dataclass(frozen=True)
class EventArrays:
    """The events of today: how many origins each has, and for each claim of `Arrays` the place of its event, NONE where it has none."""

    events: Listed
    origins: Ints
    of_claim: Ints


def take_arrays(lake: Lake) -> Arrays:
    """The arrays of all claims that a record holds today."""
    asked = known(lake, None, "claims")
    columns = ", ".join((*WORDS, *DAYS, *LISTS, "background", "reciprocal", "quad", "confidence", "place"))
    ranked = asked.sql(f"SELECT CAST(row_number() OVER (ORDER BY id) - 1 AS INTEGER) AS row, id, {columns} FROM claims")
    days = ", ".join(f"COALESCE(CAST({d} - DATE '1970-01-01' AS INTEGER), {NEVER}) AS {d}" for d in DAYS)
    flat = f"SELECT id, {', '.join(WORDS)}, {days}, background, reciprocal, COALESCE(quad, 0) AS quad, confidence FROM ranked ORDER BY row"
    with named_errors(lake.place, ranked), lake.connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE ranked AS {ranked}", dict(asked.values))
        found = cursor.execute(flat).fetchnumpy()
        lists = {
            name: _lists(cursor.execute(f"SELECT row, unnest({name}) AS value FROM ranked ORDER BY row").fetchnumpy(), len(found["id"]))
            for name in LISTS
        }
        placed = cursor.execute(f"SELECT row, {_PLACE} FROM ranked WHERE place IS NOT NULL").fetchall()
    places: dict[tuple[Any, ...], int] = {}
    place = np.full(len(found["id"]), NONE, np.int32)
    for row, *told in placed:
        place[row] = places.setdefault(tuple(told), len(places))
    first, last, reported = (found[name].astype(np.int32) for name in DAYS)
    return Arrays(
        Listed(_ids(found["id"]), first, reported), last, {name: _words(found[name]) for name in WORDS}, lists,
        found["background"].astype(np.bool_), found["reciprocal"].astype(np.bool_), found["quad"].astype(np.int8), found["confidence"].astype(np.float64), place, tuple(places),
    )  # fmt: skip


def take_event_arrays(lake: Lake, arrays: Arrays) -> EventArrays:
    """The arrays of the events that a snapshot holds."""
    days = [f"COALESCE(CAST(TRY_CAST({day} AS DATE) - DATE '1970-01-01' AS INTEGER), {NEVER})" for day in (DAY, "first_reported")]
    with named_errors(lake.place), lake.connection.cursor() as cursor:
        found = cursor.execute(
            f"SELECT id, {days[0]} AS day, {days[1]} AS reported, n_origins FROM current_events ORDER BY id"
        ).fetchnumpy()
        of = cursor.execute("SELECT claim, event FROM event_of").fetchnumpy()
    ids, claims, events = _ids(found["id"]), _ids(of["claim"]), _ids(of["event"])
    of_claim = np.full(len(arrays), NONE, np.int32)
    if len(arrays) and len(claims):
        at = np.minimum(np.searchsorted(arrays.claims.ids, claims), len(arrays) - 1)
        there = arrays.claims.ids[at] == claims
        of_claim[at[there]] = np.searchsorted(ids, events[there])
    return EventArrays(
        Listed(ids, found["day"].astype(np.int32), found["reported"].astype(np.int32)), found["n_origins"].astype(np.int32), of_claim
    )


def _ids(values: NDArray[Any]) -> NDArray[np.bytes_]:
    """Ids, which are of ASCII, as bytes."""
    return values.astype("S") if len(values) else np.zeros(0, "S1")


def _words(values: NDArray[Any]) -> Words:
    """Texts by their places among all that there are; a hidden one of a masked array is none."""
    told: list[str | None] = values.tolist()
    names = sorted({v for v in told if v is not None})
    places: dict[str | None, int] = {name: n for n, name in enumerate(names)}
    places[None] = NONE
    return Words(np.array([places[v] for v in told], np.int32), tuple(names))


def _lists(entries: Mapping[str, NDArray[Any]], length: int) -> Lists:
    rows, words = entries["row"].astype(np.int32), _words(entries["value"])
    order = np.argsort(words.codes, kind="stable")
    bounds = np.searchsorted(words.codes[order], np.arange(len(words.names) + 1))
    starts = np.searchsorted(rows, np.arange(length + 1))
    return Lists(words.codes, starts, rows[order], bounds, words.names)
