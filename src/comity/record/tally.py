"""Claims found in arrays, counted every way a page shows them: the same numbers as `overview` has from SQL."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from comity.core.actor import COLLECTIVE
from comity.core.claim import FACTS
from comity.errors import SettingsError
from comity.record.arrays import NONE, Arrays, Flags, Words
from comity.record.listed import NEVER, Ints, Places
from comity.record.overview import CLOCKS, DAYS, FACETS, LANES, MONTH, POINTS, SHOWN, Lane, Moment, Overview, Spot

UNSHOWN = "state:"  # inner ids, which are no values of a facet; nor is the code that all organisations share
SHARED = "IGO"
Classes = NDArray[np.int8]
Partner = tuple[str, int, int]  # a party, items of cooperation and of conflict


def overview_of(arrays: Arrays, rows: Places, clock: str, quads: Classes) -> Overview:
    """Count some claims. `clock` is happened or reported, `quads` are the classes of all claims."""
    if clock not in CLOCKS:
        raise SettingsError(f"clock is {clock!r}; expected one of {', '.join(CLOCKS)}.")
    days = _days(arrays, rows, clock)
    dated = days != NEVER
    countries, spots, unplaced = _places(arrays, rows)
    reports = _different(arrays.words["document_id"].codes[rows], len(arrays.words["document_id"].names))
    facets, timed = _facets(arrays, rows, quads), _timed(arrays, rows[dated], days[dated], quads)
    lanes = _lanes(arrays, timed, [actor for actor, _ in facets["actor"][:LANES]])
    return Overview(
        len(rows), reports, len(arrays), facets, _moments(timed), lanes, int(len(rows) - dated.sum()), countries, spots, unplaced
    )


def _different(codes: Ints, kinds: int) -> int:
    """How many different values there are."""
    return len(np.unique(codes)) if len(codes) * 8 < kinds else int(np.count_nonzero(np.bincount(codes, minlength=kinds)))


def _days(arrays: Arrays, rows: Places, clock: str) -> Ints:
    """The day by which each claim stands on the time line; NEVER for one that is dated less exactly than to a month."""
    if clock == "reported":
        return arrays.claims.reported[rows]
    first, last = arrays.claims.date[rows], arrays.last_day[rows]
    return np.where(last.astype(np.int64) - first < MONTH, first, NEVER).astype(np.int32)


def _facets(arrays: Arrays, rows: Places, quads: Classes) -> Mapping[str, tuple[tuple[str, int], ...]]:
    words = arrays.words
    background = int(arrays.background[rows].sum())
    classed = {str(q): int(n) for q, n in enumerate(np.bincount(quads[rows], minlength=5)) if q and n}
    truth = [("false", len(rows) - background), ("true", background)]
    mutual = arrays.reciprocal[rows]
    acting, receiving = arrays.lists["actor_keys"], arrays.lists["recipient_keys"]
    actors, met = _counts(acting.of(rows)[1], acting.names), _counts(receiving.of(rows[~mutual])[1], receiving.names)
    for name, n in _counts(acting.of(rows[mutual])[1], acting.names).items():
        met[name] = met.get(name, 0) + n
    lands = [place[1] for place in arrays.places]
    countries: dict[str, int] = {}
    for land, n in zip(lands, _bins(arrays.place[rows], len(lands)), strict=True):
        if land is not None and n:
            countries[land] = countries.get(land, 0) + int(n)
    found = {
        "type": _of_words(words["event_type"], rows), "quad": classed, "status": _of_words(words["status"], rows), "background": {value: n for value, n in truth if n},
        "actor": actors, "recipient": met, "place": countries, "publisher": _of_words(words["site"], rows),
    }  # fmt: skip
    return {name: _best(found[name]) for name in FACETS}


def _best(counts: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    """The most frequent values."""
    shown = [(value, n) for value, n in counts.items() if not value.startswith(UNSHOWN) and value != SHARED]
    return tuple(sorted(shown, key=lambda v: (-v[1], v[0]))[:SHOWN])


def _bins(codes: Ints, kinds: int) -> NDArray[np.int64]:
    """How often each of the values 0, 1, … is there."""
    return np.bincount(codes[codes != NONE], minlength=kinds)


def _counts(codes: Ints, names: Sequence[str]) -> dict[str, int]:
    """How often each value is there, of those that are."""
    counts = _bins(codes, len(names))
    return {names[n]: int(counts[n]) for n in np.flatnonzero(counts).tolist()}


def _of_words(words: Words, rows: Places) -> dict[str, int]:
    return _counts(words.codes[rows], words.names)


def done(arrays: Arrays, rows: Places) -> Flags:
    """Which of some claims are asserted as done, and news."""
    return arrays.words["status"].among(tuple(FACTS))[rows] & ~arrays.background[rows]


@dataclass(frozen=True, slots=True)
class _Timed:
    """Dated claims: the times there are, and for each claim the place of its own among them and its kind: 1 to 4 done and of that class,
    5 done but of none, 0 all others."""

    rows: Places
    times: NDArray[Any]
    place: NDArray[np.int64]
    kind: NDArray[np.int64]


def _timed(arrays: Arrays, rows: Places, days: Ints, quads: Classes) -> _Timed:
    """Claims by day, or by month where their days lie far apart."""
    by_day = not len(rows) or int(days.max()) - int(days.min()) <= DAYS
    times = days.astype("datetime64[D]") if by_day else days.astype("datetime64[D]").astype("datetime64[M]")
    values, place = np.unique(times, return_inverse=True)
    classes = quads[rows].astype(np.int64)
    return _Timed(rows, values, place, np.where(done(arrays, rows), np.where(classes > 0, classes, 5), 0))


def _moments(timed: _Timed, kept: Flags | None = None) -> tuple[Moment, ...]:
    """The times on which there are claims, of all or only of some."""
    places = timed.place * 6 + timed.kind
    counts = np.bincount(places if kept is None else places[kept], minlength=6 * len(timed.times)).reshape(-1, 6)
    there = counts.any(axis=1)
    return tuple(
        Moment(str(time), (int(a), int(b), int(c), int(d)), int(others))
        for time, (others, a, b, c, d, _) in zip(timed.times[there], counts[there], strict=True)
    )


def _lanes(arrays: Arrays, timed: _Timed, actors: Sequence[str]) -> tuple[Lane, ...]:
    """The time line of each actor by itself."""
    acting = arrays.lists["actor_keys"]
    return tuple(Lane(actor, _moments(timed, acting.holding((actor,), len(arrays))[timed.rows])) for actor in actors)


def _places(arrays: Arrays, rows: Places) -> tuple[tuple[tuple[str, int], ...], tuple[Spot, ...], int]:
    """Claims in countries as a whole, at places known more exactly, and how many have none."""
    codes = arrays.place[rows]
    counts = _bins(codes, len(arrays.places))
    lands: dict[str, int] = {}
    spots: list[Spot] = []
    for at in np.flatnonzero(counts).tolist():
        (name, land, precision, lat, lon), n = arrays.places[at], int(counts[at])
        if precision == "country":
            if land is not None:
                lands[land] = lands.get(land, 0) + n
        elif precision is not None and lat is not None:
            spots.append(Spot(name, land, precision, lat, lon, n))
    spots.sort(key=lambda s: (-s.claims, s.lat, s.lon, s.name, s.precision))
    return tuple(sorted(lands.items(), key=lambda v: (-v[1], v[0]))), tuple(spots[:POINTS]), int((codes == NONE).sum())


def partners_of(arrays: Arrays, rows: Places, other: str, quads: NDArray[np.int8], items: Ints) -> list[Partner]:
    """With whom the claims of some rows are that are done and news: each other party, how much of cooperation and of conflict with it.

    `other` is the side on which the others stand, actor or recipient; in a mutual act all are actors. `quads` are the classes of all
    claims, `items` what of each is counted, once however often it is there: the claim itself, or its article.
    """
    rows = rows[done(arrays, rows)]
    mutual = arrays.reciprocal[rows]
    acting, met = arrays.lists["actor_keys"], arrays.lists[f"{other}_keys"]
    names = sorted({*acting.names, *met.names})
    at = {name: n for n, name in enumerate(names)}
    codes, whole = [], []
    for lists, some in ((acting, rows[mutual]), (met, rows[~mutual])):
        whose, values = lists.of(some)
        codes.append(np.array([at[name] for name in lists.names], np.int64)[values])
        whole.append(some[whose])
    of = np.concatenate(whole)
    classes = quads[of]
    kinds = (np.concatenate(codes) * 2 + (classes > 2))[classes > 0]
    counted = items[of][classes > 0].astype(np.int64)
    span = int(counted.max(initial=0)) + 1
    sums = np.bincount(np.unique(kinds * span + counted) // span, minlength=2 * len(names)).reshape(-1, 2)
    there = np.flatnonzero(sums.sum(axis=1)).tolist()
    return most_first([(names[n], int(sums[n, 0]), int(sums[n, 1])) for n in there if is_party(names[n])])


def most_first(partners: Sequence[Partner]) -> list[Partner]:
    """Partners by how much passed."""
    return sorted(partners, key=lambda p: (-p[1] - p[2], p[0]))


def is_party(code: str) -> bool:
    """Whether a code is that of a state or an organisation, not one that many bodies share."""
    return (len(code) == 3 and code not in COLLECTIVE) or code.startswith("igo:")


def parties_of(arrays: Arrays) -> list[str]:
    """The states and organisations that some claim names, those of most claims first."""
    counts: dict[str, int] = {}
    for side in ("actor_keys", "recipient_keys"):
        lists = arrays.lists[side]
        for code, n in _counts(lists.values, lists.names).items():
            counts[code] = counts.get(code, 0) + n
    return sorted(filter(is_party, counts), key=lambda code: (-counts[code], code))
