"""The state of a relation: slow levels from the flow of acts, by a Kalman filter or one of the simpler measures. Equations: docs/relations.md."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from comity.errors import SettingsError
from comity.relate.measures import Z, wilson
from comity.relate.months import Month

MEASURES = ("kalman", "goldstein", "net", "material_conflict")
LEAST = 24  # months with acts from which parameters are estimated
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Parameters:
    """Of the filter: `decay`, the share of a level that is left a month later; `drift`, the variance that a month adds; `noise`, the variance of
    one act's score about the level; `asymmetry`, how many good acts a bad one weighs. `estimated` says whether from data or as given.

    Raises SettingsError for values that make no filter.
    """

    decay: float = 0.95
    drift: float = 0.5
    noise: float = 20.0
    asymmetry: float = 1.5
    estimated: bool = False

    def __post_init__(self) -> None:
        limits = {"decay": (0.0, 1.0), "drift": (0.0, math.inf), "noise": (0.0, math.inf), "asymmetry": (0.0, math.inf)}
        for name, (low, high) in limits.items():
            if not low < getattr(self, name) < high:
                raise SettingsError(
                    f"{name} is {getattr(self, name)}; expected a number above {low:g}{f' and below {high:g}' if high < math.inf else ''}."
                )


@dataclass(frozen=True, slots=True)
class Level:
    """Where one party's conduct towards the other stands in a month: 95 % of what is likely lies from `low` to `high`.

    `value` is missing where the measure says nothing. `acts` is how many acts the month had.
    """

    month: str
    actor: str
    recipient: str
    value: float | None
    low: float | None
    high: float | None
    acts: int


@dataclass(frozen=True, slots=True)
class Flow:
    """Scores of the acts of several directions (rows) in several months (columns): numbers and sums of good and of bad ones."""

    good: Floats
    bad: Floats
    good_sum: Floats
    bad_sum: Floats

    def balance(self, asymmetry: float) -> tuple[Floats, Floats]:
        """The mean score in which a bad act counts `asymmetry` times, and how many acts that is worth; nothing without acts."""
        weight = self.good + asymmetry * self.bad
        with np.errstate(invalid="ignore", divide="ignore"):
            mean = (self.good_sum + asymmetry * self.bad_sum) / weight
            worth = weight**2 / (self.good + asymmetry**2 * self.bad)
        return mean, np.where(weight > 0, worth, 0.0)


def flow_of(months: Sequence[Month], rows: Sequence[Mapping[str, Any]]) -> Flow:
    """The flow of one direction: each act of a month with the mean of its event scales."""
    place = {m.month: n for n, m in enumerate(months)}
    scores: dict[tuple[str, str], list[float]] = {}
    for row in rows:
        if row["actor"] == months[0].actor:
            scores.setdefault((str(row["month"]), row["item"]), []).append(row["event_scale"])
    flow = [np.zeros((1, len(months))) for _ in range(4)]
    for (month, _), found in scores.items():
        score = sum(found) / len(found)
        flow[0 if score >= 0 else 1][0, place[month]] += 1
        flow[2 if score >= 0 else 3][0, place[month]] += score
    return Flow(*flow)


def flows(directions: Sequence[tuple[Sequence[Month], Sequence[Mapping[str, Any]]]]) -> Flow:
    """The flows of several directions over the same months."""
    found = [flow_of(months, rows) for months, rows in directions]
    names = ("good", "bad", "good_sum", "bad_sum")
    return Flow(*(np.concatenate([getattr(f, name) for f in found]) for name in names))


def filtered(flow: Flow, by: Parameters) -> tuple[Floats, Floats, float]:
    """The level and its variance in every month, and how well each month's plain mean was foretold (mean log likelihood).

    Without acts a level decays towards 0 and its variance grows towards that of a relation nobody has seen.
    """
    mean, worth = flow.balance(by.asymmetry)
    plain, number = flow.balance(1.0)
    rows, months = mean.shape
    level, variance = np.zeros((rows, months)), np.zeros((rows, months))
    x, p = np.zeros(rows), np.full(rows, by.drift / (1 - by.decay**2))
    told, seen = 0.0, 0
    for t in range(months):
        x, p = by.decay * x, by.decay**2 * p + by.drift
        here = worth[:, t] > 0
        if here.any():
            spread = p[here] + by.noise / number[here, t]
            told -= 0.5 * float(np.sum(np.log(2 * math.pi * spread) + (plain[here, t] - x[here]) ** 2 / spread))
            seen += int(here.sum())
            gain = p[here] / (p[here] + by.noise / worth[here, t])
            x[here] += gain * (mean[here, t] - x[here])
            p[here] *= 1 - gain
        level[:, t], variance[:, t] = x, p
    return level, variance, told / seen if seen else -math.inf


FEW = 8  # directions up to which months are gone through one by one, which is faster than all directions at once


def foretold(flow: Flow) -> Callable[[Parameters], float]:
    """How well parameters foretell each month's plain mean: the last of what `filtered` gives, for trying many of them on one flow."""
    if len(flow.good) > FEW:
        return lambda by: filtered(flow, by)[2]
    directions: list[list[tuple[int, float, float, float, float]]] = []
    for row in zip(flow.good.tolist(), flow.bad.tolist(), flow.good_sum.tolist(), flow.bad_sum.tolist(), strict=True):
        seen = [(t, *four) for t, four in enumerate(zip(*row, strict=True)) if four[0] + four[1] > 0]
        directions.append([(1 + t - before, *four) for (t, *four), before in zip(seen, (0, *(s[0] + 1 for s in seen)), strict=False)])
    return lambda by: _foretold(directions, by)


def _foretold(directions: Sequence[Sequence[tuple[int, float, float, float, float]]], by: Parameters) -> float:
    """The same from the months with acts alone: months since the one before, numbers of good and bad acts, their sums."""
    told, seen = 0.0, 0
    decay, weight, noise, still = by.decay**2, by.asymmetry, by.noise, by.drift / (1 - by.decay**2)
    for months in directions:
        x, p = 0.0, still
        for steps, good, bad, good_sum, bad_sum in months:
            x, p = by.decay**steps * x, still + decay**steps * (p - still)
            number, weighed = good + bad, good + weight * bad
            spread = p + noise / number
            told -= 0.5 * (math.log(2 * math.pi * spread) + ((good_sum + bad_sum) / number - x) ** 2 / spread)
            gain = p / (p + noise * (good + weight**2 * bad) / weighed**2)
            x += gain * ((good_sum + weight * bad_sum) / weighed - x)
            p *= 1 - gain
        seen += len(months)
    return told / seen if seen else -math.inf


def estimate(flow: Flow, start: Parameters | None = None) -> Parameters:
    """The parameters by which each month is foretold best from those before it; those given where too few months have acts.

    A search along one parameter after the other in shrinking steps: the same data give the same parameters.
    """
    best = start or Parameters()
    if int(((flow.good + flow.bad) > 0).sum()) < LEAST:
        return best
    spots = [math.log(best.decay / (1 - best.decay)), math.log(best.drift), math.log(best.noise), math.log(best.asymmetry)]
    quality = foretold(flow)
    score, step = quality(best), 1.0
    while step > 0.05:
        improved = False
        for n in range(4):
            for move in (step, -step):
                tried = [*spots]
                tried[n] += move
                found = quality(_spotted(tried))
                if found > score + 1e-9:
                    spots, score, improved = tried, found, True
                    break
        step = step if improved else step / 2
    return _spotted(spots)


def _spotted(spots: Sequence[float]) -> Parameters:
    """Parameters within what a month of news can tell: at most 0.995 of a level is left, one act's score scatters by 1 or more, a bad act weighs from a third to five good ones."""
    decay = min(0.995, 1 / (1 + math.exp(-spots[0])))
    drift, noise = min(25.0, max(0.001, math.exp(spots[1]))), min(200.0, max(1.0, math.exp(spots[2])))
    return Parameters(max(0.2, decay), drift, noise, min(5.0, max(1 / 3, math.exp(spots[3]))), True)


def levels(months: Sequence[Month], rows: Sequence[Mapping[str, Any]], measure: str, by: Parameters) -> list[Level]:
    """The levels of one direction by a measure."""
    if measure not in MEASURES:
        raise SettingsError(f"measure is {measure!r}; expected one of {', '.join(MEASURES)}.")
    if measure == "kalman":
        found, variance, _ = filtered(flow_of(months, rows), by)
        half = Z * np.sqrt(variance[0])
        triples: list[Triple] = [(float(v), max(-10.0, float(v - h)), min(10.0, float(v + h))) for v, h in zip(found[0], half, strict=True)]
    else:
        triples = [_simple(m, rows, measure) for m in months]
    return [Level(m.month, m.actor, m.recipient, *three, int(m.acts.value or 0)) for m, three in zip(months, triples, strict=True)]


Triple = tuple[float | None, float | None, float | None]
UNKNOWN: Triple = (None, None, None)


def _simple(month: Month, rows: Sequence[Mapping[str, Any]], measure: str) -> Triple:
    """A month alone: the mean Goldstein value, (cooperation − conflict) ÷ both, or the share of material conflict."""
    if measure == "goldstein":
        ids = set(month.acts.ids)
        return _mean([r["goldstein"] for r in rows if r["group"] in ids and r["actor"] == month.actor and r["goldstein"] is not None])
    cooperation, conflict = (int(month.classes[name].value or 0) for name in ("cooperation", "conflict"))
    if measure == "net":
        share, low, high = _share(cooperation, cooperation + conflict)
        return UNKNOWN if share is None or low is None or high is None else (2 * share - 1, 2 * low - 1, 2 * high - 1)
    return _share(int(month.classes["material_conflict"].value or 0), cooperation + conflict)


def _mean(values: Sequence[float]) -> Triple:
    """A mean with the interval of a normal mean; none for the interval of one value."""
    if not values:
        return UNKNOWN
    mean = sum(values) / len(values)
    if len(values) == 1:
        return mean, None, None
    half = Z * math.sqrt(sum((v - mean) ** 2 for v in values) / (len(values) - 1) / len(values))
    return mean, mean - half, mean + half


def _share(part: int, whole: int) -> Triple:
    """A share with Wilson's 95 % interval."""
    return (part / whole, *wilson(part, whole)) if whole else UNKNOWN
