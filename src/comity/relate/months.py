"""What two parties did to each other, month by month: figures that know the acts they count."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any

from comity import states

CLASSES: Mapping[str, tuple[int, ...]] = {
    "cooperation": (1, 2), "conflict": (3, 4), "verbal_cooperation": (1,), "material_cooperation": (2,), "verbal_conflict": (3,), "material_conflict": (4,),
}  # fmt: skip
"""What is counted apart, by quad class of the query's scheme."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and what it stands on: the ids of the claims or events of its acts, empty for one that counts articles.

    `items` is what it counts at its level, where sums are taken: the claims or events themselves, or the articles that tell of them.
    """

    name: str
    value: float | None
    ids: tuple[str, ...] = ()
    items: tuple[str, ...] = ()

    def __str__(self) -> str:
        if self.value is None:
            return "no data"
        return f"{self.value:.1f}".removesuffix(".0") if isinstance(self.value, float) else str(self.value)


@dataclass(frozen=True, slots=True)
class Month:
    """What one party did to the other in a month. `known` is false where nothing could be known: then no figure has a value."""

    month: str
    actor: str
    recipient: str
    known: bool
    articles: int
    acts: Figure
    classes: Mapping[str, Figure]
    event_scale: float | None
    origins: Figure


def joined(name: str, figures: Sequence[Figure]) -> Figure:
    """The sum of figures that are known, on all that they stand on; what is in two of them counts once."""
    known = [f for f in figures if f.value is not None]
    ids, items = (tuple(dict.fromkeys(id for f in known for id in getattr(f, of))) for of in ("ids", "items"))
    return Figure(name, len(items) if known else None, ids, items)


def counted(name: str, rows: Sequence[Mapping[str, Any]]) -> Figure:
    """How many items some acts are."""
    ids, items = (tuple(dict.fromkeys(r[column] for r in rows)) for column in ("group", "item"))
    return Figure(name, len(items), ids, items)


def months_of(one: str, two: str, rows: Sequence[Mapping[str, Any]], covered: Sequence[tuple[date, int]]) -> Iterator[Month]:
    cells: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for row in rows:
        cells.setdefault((str(row["month"]), row["actor"]), []).append(row)
    for period, articles in covered:
        for actor, recipient in ((one, two), (two, one)):
            found = cells.get((str(period), actor), [])
            known = bool(found) or (articles > 0 and _alive(actor, period) and _alive(recipient, period))
            yield _month(str(period), actor, recipient, known, articles, found)


@cache
def _state_of(party: str) -> states.State | None:
    return next((s for s in states.all_states() if s.id == party), None)


def _alive(party: str, month: date) -> bool:
    """Whether a state existed in a month; of organisations nobody asks."""
    state = _state_of(party)
    return state is None or state.existed_on(month.isoformat()) or state.start[:7] == month.isoformat()[:7]


def _month(month: str, actor: str, recipient: str, known: bool, articles: int, rows: Sequence[Mapping[str, Any]]) -> Month:
    if not rows:
        none = (_nothing("acts", known), _no_classes(known), 0 if known else None, _nothing("origins", known))
        return Month(month, actor, recipient, known, articles, *none)
    scores: dict[str, list[float]] = {}
    for row in rows:
        scores.setdefault(row["item"], []).append(row["event_scale"])
    scale = sum(sum(s) / len(s) for s in scores.values())
    classes = {name: counted(name, [r for r in rows if r["quad"] in quads]) for name, quads in CLASSES.items()}
    return Month(month, actor, recipient, known, articles, counted("acts", rows), classes, scale, origins_of(rows))


@cache
def _nothing(name: str, known: bool) -> Figure:
    """The figure of a month without an act."""
    return Figure(name, 0 if known else None)


@cache
def _no_classes(known: bool) -> Mapping[str, Figure]:
    return MappingProxyType({name: _nothing(name, known) for name in CLASSES})


def origins_of(rows: Sequence[Mapping[str, Any]]) -> Figure:
    found = {origin for r in rows for origin in r["origins"] or ()}
    return Figure("origins", len(found), tuple(dict.fromkeys(r["group"] for r in rows)))
