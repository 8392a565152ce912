"""What a page lists (claims, articles or events) by id, with the days it can be ordered by: one page of it without a query."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from comity.core.query import Query
from comity.errors import SettingsError
from comity.record.ask import decode_cursor

Ints = NDArray[np.int32]
Places = NDArray[np.int64]
NEVER = -(2**31)  # stands for a day that is not known; smaller than all others
EPOCH = date(1970, 1, 1).toordinal()


def day_number(day: str) -> int:
    """A day as arrays write it: a number from 1970 on. Raises SettingsError for what is none."""
    try:
        return date.fromisoformat(day).toordinal() - EPOCH
    except ValueError as error:
        raise SettingsError(f"{day!r} is no day; expected one such as 2024-05-01.") from error


def day_text(number: int) -> str:
    """A number as the day it stands for; "" for a day that is not known."""
    return "" if number == NEVER else date.fromordinal(number + EPOCH).isoformat()


@dataclass(frozen=True)
class Listed:
    """Everything of one kind, by id, with the days of the orders `date` and `reported`."""

    ids: NDArray[np.bytes_]
    date: Ints
    reported: Ints

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def ranks(self) -> Mapping[str, Ints]:
        """For each order of a query the place of everything in it. Where days are the same the id decides."""
        found = {"id": np.arange(len(self.ids), dtype=np.int32)}
        for order in ("date", "-date", "reported", "-reported"):
            days = self._days(order).astype(np.int64)
            rank = np.empty(len(days), np.int32)
            rank[np.argsort(-days if order.startswith("-") else days, kind="stable")] = found["id"]
            found[order] = rank
        return found

    def page(self, places: Places, query: Query) -> tuple[Places, bool]:
        """Which of some are on one page, in the question's order and from its cursor, and whether there are more."""
        rank = self.ranks[query.order][places]
        if query.cursor:
            beyond = rank > self._last_before(query.cursor, query.order)
            places, rank = places[beyond], rank[beyond]
        limit = query.limit or len(places)
        if len(places) <= limit:
            return places[np.argsort(rank)], False
        best = np.argpartition(rank, limit - 1)[:limit]
        return places[best[np.argsort(rank[best])]], True

    def named(self, places: Places) -> list[str]:
        """The ids of some."""
        return [id.decode() for id in self.ids[places].tolist()]

    def at(self, place: int, order: str) -> str:
        """The day by which one stands in an order, as text; its id where ids are the order."""
        return self.named(np.array([place]))[0] if order == "id" else day_text(int(self._days(order)[place]))

    def _days(self, order: str) -> Ints:
        return self.date if order.endswith("date") else self.reported

    def _last_before(self, cursor: str, order: str) -> int:
        """The last rank that lies before a cursor, which names a day and an id."""
        at, id = decode_cursor(cursor)
        if order == "id":
            return int(np.searchsorted(self.ids, id.encode(), side="right")) - 1
        days, day = self._days(order), day_number(at) if at else NEVER
        ahead = days > day if order.startswith("-") else days < day
        same = self.ids[np.flatnonzero(days == day)]
        return int(ahead.sum() + np.searchsorted(same, id.encode(), side="right")) - 1
