"""Turning points: when the acts between two parties changed, how surely, by which types, and which acts decide it."""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from comity.errors import SettingsError
from comity.relate.months import Figure, Month

LEAST_MONTHS = 12
LEAST_ACTS = 20
SEGMENT = 4  # months that a level must last, and more than which breaks of two flows lie apart if they are two
LEAST_SCATTER = 0.1  # variance of a month's rate that is taken for granted, as a share of its square
STRICTNESS = 2.4
"""The penalty of a break in units of log(places where one may lie), over all flows; `bench/planted.py` measures what it finds and what it invents."""
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
        raise SettingsError(
            f"strictness is {strictness}; expected a number above 0, where {STRICTNESS} is usual and more finds fewer breaks."
        )
    known = sorted({m.month for m in months if m.known})
    inside = [r for r in rows if str(r["month"]) in set(known)]
    lack = _lack(known, inside)
    if lack:
        return Turns((), len(known), lack)
    table = _Table.of(known, inside)
    found = breaks(table.counts(), strictness)
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
    """Counts of items by flow (a party's cooperation or conflict) and month: the items of each flow and month."""

    places: Mapping[tuple[int, int], frozenset[str]]
    length: int
    width: int

    @classmethod
    def of(cls, known: Sequence[str], rows: Rows) -> "_Table":
        place = {month: n for n, month in enumerate(known)}
        series = {key: n for n, key in enumerate(sorted({_flow(r) for r in rows if r["quad"]}))}
        cells: dict[tuple[int, int], set[str]] = {}
        for r in rows:
            if r["quad"]:
                cells.setdefault((series[_flow(r)], place[str(r["month"])]), set()).add(r["item"])
        return cls({key: frozenset(items) for key, items in cells.items()}, len(known), len(series))

    def counts(self, without: Collection[str] = ()) -> Floats:
        """Months by flows."""
        counts = np.zeros((self.length, self.width))
        for (s, m), items in self.places.items():
            counts[m, s] = len(items.difference(without)) if without else len(items)
        return counts


def _flow(row: Mapping[str, Any]) -> tuple[str, bool]:
    """Whose act it is, and whether it is of conflict."""
    return str(row["actor"]), row["quad"] > 2


def _steadied(counts: Floats) -> Floats:
    """Anscombe's root, which gives counts of any rate a variance of one; divided by how much more they scatter from month to month than that."""
    roots: Floats = 2 * np.sqrt(counts + 3 / 8)
    steps = np.diff(roots, axis=0)
    scatter = np.sqrt(np.mean(np.minimum(np.abs(steps), 3 * np.median(np.abs(steps), axis=0) + 1) ** 2, axis=0) / 2)
    result: Floats = roots / np.maximum(scatter, 1.0)
    return result


def breaks(counts: Floats, strictness: float = STRICTNESS) -> list[int]:
    """Where a new level begins: each flow (a column) by itself, then breaks of several flows that lie close together as their surest."""
    months, width = counts.shape
    penalty = strictness * math.log(months * width)
    found = [part for flow in range(width) for part in _breaks_of(tuple(counts[:, flow].tolist()), penalty)]
    kept: list[int] = []
    for _, place in sorted(found):
        if all(abs(place - k) >= SEGMENT for k in kept):
            kept.append(place)
    return sorted(kept)


@lru_cache(maxsize=512)
def _breaks_of(flow: tuple[float, ...], penalty: float) -> tuple[tuple[float, int], ...]:
    """The breaks of one flow, and by how much each lowers the costs. Kept, because removing acts to find the decisive ones changes few flows."""
    cost = _costs(np.array(flow)[:, None])[:, :, 0]
    edges = [0, *_cheapest(cost, penalty), len(flow)]
    return tuple((float(cost[a, b] + cost[b, c] - cost[a, c]), b) for a, b, c in zip(edges, edges[1:], edges[2:], strict=False))


def _costs(counts: Floats) -> Floats:
    """Minus twice the log-likelihood of each flow from one month up to another at its mean there, negative binomial; first, last, flow."""
    months, width = counts.shape
    sums = np.vstack([np.zeros(width), np.cumsum(counts, axis=0)])
    first, last = _spans(months)
    total, size = sums[last] - sums[first], (last - first)[:, None] / _scatter(counts)
    costs = np.full((months + 1, months + 1, width), np.inf)
    costs[first, last] = 2 * (_times_log(size + total) - _times_log(size) - _times_log(total))
    return costs


def _times_log(values: Floats) -> Floats:
    """Each value times its logarithm, 0 for 0."""
    result: Floats = values * np.log(np.maximum(values, 1e-300))
    return result


@lru_cache(maxsize=64)
def _spans(months: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The first month and the one after the last of every span of so many months."""
    return np.triu_indices(months + 1, 1)


def _scatter(counts: Floats) -> Floats:
    """How much each flow's rate scatters beyond chance, as a share of its square: from steps between months, which a change of level hardly touches."""
    steps = np.diff(counts, axis=0) ** 2 / 2
    usual = np.mean(np.minimum(steps, 9 * np.median(steps, axis=0) + 1), axis=0)
    mean = counts.mean(axis=0)
    result: Floats = np.maximum((usual - mean) / np.maximum(mean, 1e-9) ** 2, LEAST_SCATTER)
    return result


def _cheapest(cost: Floats, penalty: float) -> list[int]:
    """The breaks with the least sum of costs and penalties, exactly (optimal partitioning)."""
    months = len(cost) - 1
    best, before = np.full(months + 1, np.inf), [0] * (months + 1)
    best[0] = -penalty
    by_end = np.ascontiguousarray(cost.T) + penalty
    for end in range(SEGMENT, months + 1):
        sums = best[: end - SEGMENT + 1] + by_end[end, : end - SEGMENT + 1]
        before[end] = int(sums.argmin())
        best[end] = sums[before[end]]
    found, end = [], before[months]
    while end:
        found.append(end)
        end = before[end]
    return found[::-1]


def _turn(table: _Table, edges: Sequence[int], known: Sequence[str], rows: Rows, strictness: float) -> Turn:
    start, at, end = edges
    counts = table.counts()
    series, cost = _steadied(counts), _costs(counts).sum(axis=2)
    costs = {t: float(cost[start, t] + cost[t, end]) for t in range(start + 1, end)}
    likely = [t for t, cost in costs.items() if cost - costs[at] <= WITHIN]
    before, after = series[start:at].mean(axis=0), series[at:end].mean(axis=0)
    drivers = _drivers(rows, known[start:at], known[at:end])
    return Turn(
        known[at], known[min(likely)], known[max(likely)], round(float(np.sqrt(np.sum((after - before) ** 2))), 2), drivers,
        _decisive(table, edges, _sticking_out(rows, drivers), strictness),
    )  # fmt: skip


def _drivers(rows: Rows, before: Sequence[str], after: Sequence[str]) -> tuple[Driver, ...]:
    """The types that changed most, as many as make up four fifths of the change."""
    found: list[tuple[float, Driver]] = []
    sides = [(set(before), len(before)), (set(after), len(after))]
    groups: dict[tuple[str, str], tuple[dict[str, None], dict[str, None]]] = {}
    for r in rows:
        told, month = groups.setdefault((r["actor"], r["event_type"]), ({}, {})), str(r["month"])
        for kept_ids, (months, _) in zip(told, sides, strict=True):
            if month in months:
                kept_ids[r["group"]] = None
    for (actor, type), told in sorted(groups.items(), key=lambda g: g[0]):
        ids = [tuple(kept_ids) for kept_ids in told]
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
    return not any(edges[0] < b < edges[2] for b in breaks(table.counts(set(items)), strictness))
