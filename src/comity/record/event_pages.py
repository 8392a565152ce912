"""Events of today by pages, and the events of some claims, from the local tables of a snapshot."""

from collections.abc import Mapping, Sequence
from typing import Any

from comity.core.event import Event
from comity.core.query import Query
from comity.core.wire import from_plain
from comity.errors import SettingsError
from comity.record.ask import ORDER_BY, Asked, decode_cursor, encode_cursor
from comity.record.lake import Lake
from comity.record.reports import paged
from comity.record.shape import EVENT_FIELDS, literal

DAY = 'COALESCE("date"."start", "date"."end", \'\')'
REPORTED = "COALESCE(first_reported, '')"


def events_of_claims(lake: Lake, claims: Sequence[str]) -> Mapping[str, str]:
    """The id of each claim's event; none for claims that were written since events were last worked out."""
    return dict(lake.fetch("SELECT claim, event FROM event_of WHERE list_contains($claims, claim)", {"claims": list(claims)}))


def event_page(lake: Lake, query: Query, asked: Asked) -> tuple[list[Event], str | None, int]:
    """The events of which some claim is asked for: one page, the cursor of the next, and how many there are."""
    hit = ("hit", f"SELECT DISTINCT event FROM {asked.steps[-1][0]} w JOIN event_of ON w.id = event_of.claim")
    columns = f"{EVENT_FIELDS}, {DAY} AS first_day, {REPORTED} AS reported"
    told = ("told", f"SELECT {columns} FROM current_events WHERE id IN (SELECT event FROM hit) AND n_origins >= $min_origins")
    steps = Asked((*asked.steps, hit, told), {**asked.values, "min_origins": query.min_origins})
    rows, more, total = paged(lake, query, steps, ORDER_BY)
    return [_event(row) for row in rows], more, total


def page_of(found: Sequence[Event], query: Query) -> tuple[list[Event], str | None, int]:
    """As `event_page`, of events that are all at hand in the query's order. Raises SettingsError for a cursor of other events."""
    first = 0
    if query.cursor:
        after = decode_cursor(query.cursor)[1]
        first = next((n for n, e in enumerate(found, 1) if e.id == after), 0)
        if not first:
            raise SettingsError(f"The cursor {query.cursor!r} is none of these events; expected the next_cursor of an earlier answer.")
    page = list(found[first : first + query.limit if query.limit else None])
    if first + len(page) >= len(found):
        return page, None, len(found)
    last = page[-1]
    told = {"first_day": last.date.start or last.date.end, "reported": last.first_reported, "id": last.id}
    return page, encode_cursor(told, query.order), len(found)


def events_by_id(lake: Lake, ids: Sequence[str]) -> list[Event]:
    """Some events of today, in the order of their ids as given."""
    wanted = ", ".join(map(literal, ids)) or "NULL"  # written out, so that the index is used
    found = {row["id"]: _event(row) for row in lake.records(f"SELECT {EVENT_FIELDS} FROM current_events WHERE id IN ({wanted})")}
    return [found[id] for id in ids if id in found]


def _event(row: Mapping[str, Any]) -> Event:
    event: Event = from_plain(Event, {name: row[name] for name in Event.__dataclass_fields__})
    return event
