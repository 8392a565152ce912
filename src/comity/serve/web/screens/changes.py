"""What came to the record since somebody looked last: new acts, new reports of known ones, and what was taken back."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import Request

from comity.core.event import Event
from comity.core.query import parse_as_of
from comity.core.wire import as_plain
from comity.record.news import News
from comity.serve.web.answers import View
from comity.serve.web.asking import Text, text
from comity.serve.web.shelf import Shelf
from comity.serve.web.words import day, headline

SHOWN = 8  # events of each list
COLUMNS = ("change", "id", "status", "headline")


def changes(
    request: Request, since: Annotated[Text, text("A day (2024-05-01) or version (v17); by default what came last.")] = None
) -> View:
    """Events that were told of for the first time since then, those with more reports, and those that somebody has denied since."""
    shelf: Shelf = request.app.state.shelf
    then = parse_as_of(since, "since") if since else max(0, shelf.record.version - 1)
    found: News = shelf.kept(("news", then), lambda: shelf.record.news(then))
    lists = [
        (name, shelf.record.events_by_id(ids[:SHOWN]), ids)
        for name, ids in (("new", found.new), ("more", found.more), ("against", found.against))
    ]
    called = f"version {then}" if isinstance(then, int) else day(then)
    return View(
        f"What came since {called}", "changes.html", {"since": f"v{then}" if isinstance(then, int) else then, **as_plain(found)},
        COLUMNS, lambda: ((name, *_cells(e)) for name, _, ids in lists for e in shelf.record.events_by_id(ids)),
        {"since": called, "news": found, "lists": {name: in_order(events, ids) for name, events, ids in lists}},
    )  # fmt: skip


def in_order(events: Sequence[Event], ids: Sequence[str]) -> list[Event]:
    """Events in the order of their ids."""
    return sorted(events, key=lambda e: ids.index(e.id))


def _cells(e: Event) -> tuple[str, str, str]:
    return e.id, e.status, headline(e)
