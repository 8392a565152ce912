"""What lasts between a pair, how each press tells of it, and how both act toward third parties: parts of its page that come when ready."""

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import Request

from comity.core.query import Query
from comity.core.wire import as_plain
from comity.errors import SettingsError
from comity.relate.press import Press
from comity.relate.standing import Alignment, alignment
from comity.relate.ties import Interval
from comity.serve.web.answers import View
from comity.serve.web.asking import AsOf, Scheme, Text, described
from comity.serve.web.screens.dyads import Party, pair_of
from comity.serve.web.shelf import Shelf
from comity.serve.web.words import name_of

TIES = ("kind", "holder", "other", "start", "end", "state", "seen", "table")
LENSES = ("lens", "countries", "outlets", "articles", "acts", "conflict", "share", "low", "high", "by_one", "scale", "doubted")
LEAST = 0.8  # the narrowest bar, in hundredths of the time line


@dataclass(frozen=True, slots=True)
class Bar:
    """Where an interval lies on a time line from 0 to 100, and whether its beginning or end is not known."""

    x: float
    width: float
    open_start: bool
    open_end: bool


def ties(request: Request, a: Party, b: Party, as_of: AsOf = None) -> View:
    """The lasting relations between two parties, with the reports or table lines that began and ended them."""
    shelf: Shelf = request.app.state.shelf
    pair = pair_of(shelf, a, b)
    found = shelf.record.ties(*pair, as_of=as_of)
    rows = [[";".join(v) if isinstance(v, tuple) else v for v in (getattr(i, c) for c in TIES)] for i in found.intervals]
    first, bars = bars_of(found.intervals, found.on or "")
    return View(
        f"What lasts between {name_of(pair[0])} and {name_of(pair[1])}", "ties.html", {"on": found.on, "intervals": as_plain(found.intervals)}, TIES, rows,
        {"pair": pair, "on": found.on, "ties": list(zip(found.intervals, bars, strict=True)), "first": first,
         "drawn": [[i.kind, told_sides(i), i.start, i.end or (i.seen if i.state == "lapsed" else found.on), i.state] for i in found.intervals]},
    )  # fmt: skip


def told_sides(tie: Interval) -> str:
    """Between whom a tie is, in words."""
    sides = [", ".join(map(name_of, side)) for side in (tie.holder, tie.other) if side]
    return (" between " if tie.kind == "mediation" else " → ").join(sides)


def bars_of(intervals: Sequence[Interval], on: str) -> tuple[str | None, list[Bar]]:
    """The first year that is known, and each interval as a bar on the time line from it to a day."""
    known = [day for i in intervals for day in (i.start, i.end, i.seen) if day]
    if not known:
        return None, [Bar(0, 100, True, i.state == "lapsed") for i in intervals]
    first = min(known)[:4]
    begin, end = float(first), max(_year(on), float(first) + 1)

    def at(day: str) -> float:
        return round(100 * (min(_year(day), end) - begin) / (end - begin), 2)

    bars = []
    for i in intervals:
        last = i.end or (i.seen if i.state == "lapsed" else None)
        x, until = at(i.start) if i.start else 0.0, at(last) if last else 100.0
        width = max(LEAST, until - x)
        bars.append(Bar(min(x, 100 - width), width, i.start is None, i.state == "lapsed"))
    return first, bars


def _year(day: str) -> float:
    """A date as a number of years, in the middle of what it leaves open."""
    year, month, of_month = (*day[:10].split("-"), "", "")[:3]
    return int(year) + (int(month) - 1 if month else 6) / 12 + (int(of_month) - 1 if of_month else 0) / 366


def press(request: Request, a: Party, b: Party, scheme: Scheme = None, as_of: AsOf = None) -> View:
    """The same pair as told by the press of the one, of the other and of third countries."""
    shelf: Shelf = request.app.state.shelf
    pair = pair_of(shelf, a, b)
    query = shelf.record.query(scheme=scheme, as_of=as_of)
    found: Press | None
    try:
        found = shelf.record.press(*pair, query)
    except SettingsError:  # no article tells of an act between the two
        found = None
    lenses = found.lenses if found else ()
    rows = [[";".join(v) if isinstance(v, tuple) else v for v in (getattr(lens, c) for c in LENSES)] for lens in lenses]
    names = {
        "one": f"press of {name_of(pair[0])}",
        "two": f"press of {name_of(pair[1])}",
        "third": "press of third countries",
        "unknown": "country not known",
    }
    return View(
        f"How the press tells of {name_of(pair[0])} and {name_of(pair[1])}", "press.html",
        {"lenses": as_plain(lenses), "divergences": as_plain(found.divergences) if found else []}, LENSES, rows,
        {"pair": pair, "press": found, "names": names}, None, {"query": described(query)},
    )  # fmt: skip


def thirds(request: Request, a: Party, b: Party, date: Text = None, as_of: AsOf = None) -> View:
    """How alike two parties act toward third ones, in the year before the end of a time."""
    shelf: Shelf = request.app.state.shelf
    pair = pair_of(shelf, a, b)
    query = shelf.record.query(date=date, as_of=as_of)
    alike: Alignment | None
    try:
        alike = alignment(shelf.network(query.date.end, None, Query(as_of=query.as_of)), *pair)
    except SettingsError:  # one of the two did nothing in that year
        alike = None
    return View(
        f"{name_of(pair[0])} and {name_of(pair[1])} toward third parties", "thirds.html", {"alignment": as_plain(alike)}, ("target",),
        [[target] for target in alike.targets] if alike else [], {"pair": pair, "alike": alike},
    )  # fmt: skip
