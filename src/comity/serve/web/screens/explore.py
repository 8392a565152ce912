"""Explore: one question, held in the address, as list, facets, time line and map."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi import Query as Param

from comity.core.query import Query
from comity.core.wire import as_plain
from comity.record.overview import Moment, Overview
from comity.record.served import ServedRecord
from comity.serve.web.answers import View
from comity.serve.web.asking import PAGE, Cursor, Limit, address, asked_flags, described, next_address, query_flags
from comity.serve.web.screens.rows import CLAIM_COLUMNS, EVENT_COLUMNS, act_of, claim_row, event_row
from comity.serve.web.shelf import Shelf
from comity.serve.web.words import name_of

EXPORT_PAGE = 2000  # rows read at a time while a table is sent
FEW = 0.02  # share of the claims that may lie before the time line
Clock = Annotated[str, Param(description="Which clock the time line goes by: happened or reported.", max_length=20)]


def explore(
    request: Request,
    flags: Annotated[dict[str, str], Depends(asked_flags)],
    clock: Clock = "happened",
    cursor: Cursor = None,
    limit: Limit = PAGE,
) -> View:
    """Claims, reports or events that a question asks for, with counts by facet, time and place."""
    shelf: Shelf = request.app.state.shelf
    record = shelf.record
    query = record.query(**query_flags({"order": "-reported", **flags}), cursor=cursor, limit=limit)
    counted = shelf.counted(query, clock)
    items, more, total = listed(record, query, counted)
    next_url = next_address(request, more)
    columns, rows = table(record, replace(query, cursor=None, limit=None))
    return View(
        "Explore", "explore.html", lambda: {"items": [plain(i) for i in items], "overview": as_plain(counted)}, columns, rows,
        {"items": items, "overview": counted, "query": query, "clock": clock, "total": total, "whole": whole(shelf, query, counted), "chosen": chosen(flags), "toggled": toggled,
         "moments": [[m.time, *m.quads, m.others] for m in counted.moments], "busiest": busiest(counted), "early": early(counted.moments), "lanes": lanes(counted, flags),
         "spots": [[s.lon, s.lat, s.claims, s.name, s.precision] for s in counted.spots]},
        next_url, {"query": described(query), "level": query.level, "total": total, "truncated": next_url is not None},
    )  # fmt: skip


def listed(record: ServedRecord, query: Query, counted: Overview) -> tuple[Sequence[Any], str | None, int]:
    """One page of what is listed at the level that a query asks for, the next page's cursor, and the number of all."""
    if query.level == "event":
        return record.event_page(query)
    if query.level == "report":
        return reports(record, query)
    rows, more = record.claim_page(query)
    return [act_of(row) for row in rows], more, counted.claims


def reports(record: ServedRecord, query: Query) -> tuple[Sequence[Any], str | None, int]:
    """One page of the articles that tell of what a query asks for."""
    return record.report_page(query)


def whole(shelf: Shelf, query: Query, counted: Overview) -> int:
    """How much there is at the level of a query without its conditions."""
    if query.level == "claim":
        return counted.of
    everything = Query(level=query.level, as_of=query.as_of, dataset=query.dataset, limit=1)
    return shelf.kept(("whole", everything), lambda: listed(shelf.record, everything, counted)[2])


def busiest(counted: Overview) -> str | None:
    """The day or month with the most claims, the first of several."""
    most = max(counted.moments, key=lambda m: sum(m.quads) + m.others, default=None)
    return most.time if most else None


def early(moments: Sequence[Moment]) -> tuple[str, int]:
    """From which time on the time line is drawn, and how many claims lie before: few that lie far back do not press all others together."""
    if not moments:
        return "", 0
    sizes = [sum(m.quads) + m.others for m in moments]
    before = [0, *accumulate(sizes)]
    first = max(i for i in range(len(moments)) if before[i] <= FEW * before[-1])
    begin, start, end = (moments[i].time for i in (0, first, -1))
    return (start, before[first]) if _years(start, end) < _years(begin, end) / 2 else (begin, 0)


def _years(one: str, two: str) -> float:
    """The time between two days or months, about."""
    return sum((int(b) - int(a)) * part for a, b, part in zip(one.split("-"), two.split("-"), (1, 1 / 12, 1 / 365), strict=False))


def lanes(counted: Overview, flags: Mapping[str, str]) -> list[tuple[str, str, list[list[object]]]]:
    """What each of the first actors does over time: its name, the address of its acts within the question, and its moments."""
    return [
        (
            name_of(lane.actor),
            address("/explore", {**flags, "actor": lane.actor, "cursor": ""}),
            [[m.time, *m.quads, m.others] for m in lane.moments],
        )
        for lane in counted.lanes
        if lane.moments
    ]


def plain(item: Any) -> Any:
    """An item of a list as JSON: a claim with what is known of its document."""
    if isinstance(item, tuple):
        claim, row = item
        return as_plain(claim) | {
            k: str(row[k]) if row[k] is not None else None for k in ("reported", "title", "url", "site", "sentence_text")
        }
    return as_plain(item)


def table(record: ServedRecord, query: Query) -> tuple[Sequence[str], Any]:
    """The columns and rows of everything that a query asks for; the rows are read while they are sent."""
    if query.level == "event":
        return EVENT_COLUMNS, lambda: _event_rows(record, query)
    return CLAIM_COLUMNS, lambda: claim_rows(record, query)


def claim_rows(record: ServedRecord, query: Query) -> Iterator[Sequence[object]]:
    """The rows of all claims of a query, read in pages."""
    cursor: str | None = None
    while True:
        rows, cursor = record.claim_page(replace(query, limit=EXPORT_PAGE, cursor=cursor))
        yield from map(claim_row, rows)
        if cursor is None:
            return


def _event_rows(record: ServedRecord, query: Query) -> Iterator[Sequence[object]]:
    cursor: str | None = None
    while True:
        events, cursor, _ = record.event_page(replace(query, limit=EXPORT_PAGE, cursor=cursor))
        yield from map(event_row, events)
        if cursor is None:
            return


def chosen(flags: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """What a question asks for: field, value, and the address of the question without it."""
    found = []
    for name, value in flags.items():
        if name in ("level", "order", "scheme", "as_of"):
            continue
        for part in value.split(","):
            rest = ",".join(v for v in value.split(",") if v != part)
            found.append((name, part, address("/explore", {**flags, name: rest})))
    return found


def toggled(flags: Mapping[str, str], name: str, value: str) -> str:
    """The address of a question with a value of a facet added, or taken away where it is there."""
    there = [v for v in flags.get(name, "").split(",") if v]
    if value in there:
        there.remove(value)
    else:
        there.append(value)
    if name == "background":
        there = there[-1:]
    return address("/explore", {**flags, name: ",".join(there), "cursor": ""})
