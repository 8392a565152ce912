"""Turning points: when the acts between two parties changed, how surely, by which types, and which acts decide it."""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray

from comity.errors import SettingsError
from comity.relate.months import Figure, Month

LEAST_MONTHS = 12
LEAST_ACTS = 20
SEGMENT = 3  # months that a level must last
STRICTNESS = 2.0
"""The penalty of a break in units of log(months) for each series; `bench/planted.py` measures what it finds and what it invents."""
WITHIN = 7.35  # 95 % of the likelihood ratio of the place of a break (Hansen 2000)
MOST_DECISIVE = 400  # acts that are tried as the decisive ones
Floats = NDArray[np.float64]
Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Driver:
    """A type of act of one party that became more or less frequent: how many a month before and after."""

    actor: str
    event_type: str
    before: Figure
    after: Figure


@dataclass(frozen=True, slots=True)
class Turn:
    """A turning point. From `month` on things are otherwise; 95 % of what is likely lies from `earliest` to `latest`.

    `size` is how far apart the levels before and after lie, in standard deviations of a month, over all series; `drivers` are the types that
    changed most, first. `decisive` are the ids of the smallest set found whose removal removes the break (checked by removing it), None
    where more than 400 acts carry it.
    """

    month: str
    earliest: str
    latest: str
    size: float
    drivers: tuple[Driver, ...]
    decisive: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Turns:
    """The turning points of a pair by date; where there was too little data to look, `lack` says what is needed."""

    turns: tuple[Turn, ...]
    months: int
    lack: str | None = None


def find_turns(months: Sequence[Month], rows: Rows, strictness: float = STRICTNESS) -> Turns:
    """The turning points of the months of both directions. Months of which nothing could be known are passed over."""
    if strictness <= 0:
        raise SettingsError(f"strictness is {strictness}; expected a number above 0, where 2 is usual and more finds fewer breaks.")
    known = sorted({m.month for m in months if m.known})
    inside = [r for r in rows if str(r["month"]) in set(known)]
    lack = _lack(known, inside)
    if lack:
        return Turns((), len(known), lack)
    table = _Table.of(known, inside)
    found = breaks(table.series(), strictness)
    edges = [0, *found, len(known)]
    turns = [_turn(table, edges[n : n + 3], known, inside, strictness) for n in range(len(found))]
    return Turns(tuple(turns), len(known))


def _lack(known: Collection[str], rows: Rows) -> str | None:
    acts = len({r["item"] for r in rows})
    if len(known) < LEAST_MONTHS:
        return f"too little data for a turning point: {len(known)} months with articles, {LEAST_MONTHS} are needed"
    if acts < LEAST_ACTS:
        return f"too little data for a turning point: {acts} acts, {LEAST_ACTS} are needed"
    return None


@dataclass(frozen=True, slots=True)
class _Table:
    """Counts of items: by series (a party and a quad class) and month, and the series and month of each item that is counted."""

    places: Mapping[tuple[int, int], frozenset[str]]
    length: int
    width: int

    @classmethod
    def of(cls, known: Sequence[str], rows: Rows) -> "_Table":
        place = {month: n for n, month in enumerate(known)}
        series = {key: n for n, key in enumerate(sorted({(r["actor"], r["quad"]) for r in rows if r["quad"]}))}
        cells: dict[tuple[int, int], set[str]] = {}
        for r in rows:
            if r["quad"]:
                cells.setdefault((series[r["actor"], r["quad"]], place[str(r["month"])]), set()).add(r["item"])
        return cls({key: frozenset(items) for key, items in cells.items()}, len(known), len(series))

    def series(self, without: Collection[str] = ()) -> Floats:
        """The counts, months by series, brought to a variance of about one."""
        counts = np.zeros((self.length, self.width))
        for (s, m), items in self.places.items():
            counts[m, s] = len(items.difference(without)) if without else len(items)
        return _steadied(counts)


def _steadied(counts: Floats) -> Floats:
    """Anscombe's root, which gives counts of any rate a variance of one; divided by how much more they scatter from month to month than that."""
    roots: Floats = 2 * np.sqrt(counts + 3 / 8)
    steps = np.diff(roots, axis=0)
    scatter = np.sqrt(np.mean(np.minimum(np.abs(steps), 3 * np.median(np.abs(steps), axis=0) + 1) ** 2, axis=0) / 2)
    result: Floats = roots / np.maximum(scatter, 1.0)
    return result


def breaks(series: Floats, strictness: float = STRICTNESS) -> list[int]:
    """Where a new level begins, by PELT with squared distances."""
    months, width = series.shape
    search = import_module("ruptures").Pelt(model="l2", min_size=SEGMENT, jump=1)  # loaded when needed: it takes half a second
    penalty = strictness * math.log(months) * (1 + math.sqrt(2 * width) / 2)
    return [int(b) for b in search.fit(series).predict(pen=penalty)[:-1]]


def _turn(table: _Table, edges: Sequence[int], known: Sequence[str], rows: Rows, strictness: float) -> Turn:
    start, at, end = edges
    series = table.series()
    costs = {t: _cost(series[start:t]) + _cost(series[t:end]) for t in range(start + 1, end)}
    likely = [t for t, cost in costs.items() if cost - costs[at] <= WITHIN]
    before, after = series[start:at].mean(axis=0), series[at:end].mean(axis=0)
    drivers = _drivers(rows, known[start:at], known[at:end])
    return Turn(
        known[at], known[min(likely)], known[max(likely)], round(float(np.sqrt(np.sum((after - before) ** 2))), 2), drivers,
        _decisive(table, edges, _sticking_out(rows, drivers), strictness),
    )  # fmt: skip


def _cost(part: Floats) -> float:
    return float(np.sum((part - part.mean(axis=0)) ** 2))


def _drivers(rows: Rows, before: Sequence[str], after: Sequence[str]) -> tuple[Driver, ...]:
    """The types that changed most, as many as make up four fifths of the change."""
    found: list[tuple[float, Driver]] = []
    sides = [(set(before), len(before)), (set(after), len(after))]
    for actor, type in sorted({(r["actor"], r["event_type"]) for r in rows}):
        ids = [tuple(dict.fromkeys(r["group"] for r in rows if (r["actor"], r["event_type"]) == (actor, type) and str(r["month"]) in months)) for months, _ in sides]  # fmt: skip
        rates = [len(i) / n for i, (_, n) in zip(ids, sides, strict=True)]
        one, two = (Figure(f"{type} a month", round(rate, 1), i) for rate, i in zip(rates, ids, strict=True))
        found.append(((rates[1] - rates[0]) ** 2 / (rates[0] + rates[1] + 0.1), Driver(actor, type, one, two)))
    found.sort(key=lambda f: (-f[0], f[1].actor, f[1].event_type))
    total, so_far, kept = sum(f[0] for f in found), 0.0, []
    for share, driver in found:
        if so_far >= 0.8 * total:
            break
        kept.append(driver)
        so_far += share
    return tuple(kept)


def _decisive(table: _Table, edges: Sequence[int], order: Sequence[str], strictness: float) -> tuple[str, ...] | None:
    """The fewest acts found, of those that stick out, without which there is no break between its neighbours."""
    order = order[:MOST_DECISIVE]
    if not order or not _is_gone(table, order, edges, strictness):
        return None
    low, high = 0, len(order)  # with `high` of them removed the break is gone, with `low` it is not
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if _is_gone(table, order[:middle], edges, strictness) else (middle, high)
    kept = list(order[:high])
    for id in tuple(kept):
        fewer = [k for k in kept if k != id]
        if _is_gone(table, fewer, edges, strictness):
            kept = fewer
    return tuple(kept)


def _sticking_out(rows: Rows, drivers: Sequence[Driver]) -> list[str]:
    """What a driver has more of in the months of its busier side than it usually has on the other; strongest driver and busiest months first."""
    found: dict[str, None] = {}
    for driver in drivers:
        less, more = sorted((driver.before, driver.after), key=lambda f: f.value or 0)
        ids, usual = set(more.ids), round(less.value or 0)
        months: dict[str, list[str]] = {}
        for row in rows:
            if row["group"] in ids and row["actor"] == driver.actor and row["item"] not in months.setdefault(str(row["month"]), []):
                months[str(row["month"])].append(row["item"])
        ranked = [(-rank, month, item) for month, items in months.items() for rank, item in enumerate(sorted(items)) if rank >= usual]
        found |= {item: None for _, _, item in sorted(ranked)}
    return list(found)


def _is_gone(table: _Table, items: Sequence[str], edges: Sequence[int], strictness: float) -> bool:
    return not any(edges[0] < b < edges[2] for b in breaks(table.series(set(items)), strictness))
