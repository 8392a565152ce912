"""Events as rows of a local table, so that one of them is found without merging all claims again."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from comity.core.event import Event
from comity.core.query import Query
from comity.core.wire import dumps, from_plain
from comity.record.ask import Asked, decode_cursor, encode_cursor
from comity.record.lake import named_errors
from comity.record.snapshot import Snapshot

ORDER_BY = {"date": "day", "-date": "day", "reported": "first_reported", "-reported": "first_reported", "id": "id"}
COLUMNS = (
    "{id: 'VARCHAR', aliases: 'VARCHAR[]', claims: 'VARCHAR[]', n_reports: 'BIGINT', n_outlets: 'BIGINT', n_origins: 'BIGINT', "
    "first_reported: 'VARCHAR', day: 'VARCHAR', body: 'VARCHAR'}"
)


def write_events(events: Iterable[Event], file: Path) -> None:
    """Write events to a file, a line each, for `load_events`."""
    with file.open("w", encoding="utf-8", errors="surrogatepass") as out:
        for e in events:
            row = {
                "id": e.id, "aliases": e.aliases, "claims": e.claims, "n_reports": e.n_reports, "n_outlets": e.n_outlets,
                "n_origins": e.n_origins, "first_reported": e.first_reported or "", "day": e.date.start or e.date.end or "", "body": dumps(e),
            }  # fmt: skip
            out.write(dumps(row) + "\n")


def find_event(snapshot: Snapshot, id: str) -> Event | None:
    """The event that has an id or had it before late reports came."""
    sql = "SELECT body FROM current_events WHERE id IN (SELECT id FROM event_ids WHERE known_as = $id) ORDER BY id LIMIT 1"
    return next((_event(body) for (body,) in snapshot.fetch(sql, {"id": id})), None)


def events_of_claims(snapshot: Snapshot, claims: Sequence[str]) -> Mapping[str, str]:
    """The id of each claim's event; none for claims that were written since events were last worked out."""
    sql = "SELECT claim, event FROM event_of WHERE list_contains($claims, claim)"
    return dict(snapshot.fetch(sql, {"claims": list(claims)}))


def event_page(snapshot: Snapshot, query: Query, asked: Asked) -> tuple[list[Event], str | None, int]:
    """The events of which some claim is asked for: one page, the cursor of the next, and how many there are."""
    hit = ("hit", f"SELECT DISTINCT event FROM {asked.steps[-1][0]} w JOIN event_of ON w.id = event_of.claim")
    told = ("told", "SELECT * FROM current_events WHERE id IN (SELECT event FROM hit) AND n_origins >= $min_origins")
    steps = Asked((*asked.steps, hit, told), {**asked.values, "min_origins": query.min_origins})
    total = snapshot.fetch(steps.sql("SELECT count(*) FROM told"), steps.values)[0][0]
    column, down = ORDER_BY[query.order], query.order.startswith("-")
    after, values = "", dict(steps.values)
    if query.cursor:
        at, id = decode_cursor(query.cursor)
        after = f" WHERE ({column} {'<' if down else '>'} $at OR ({column} = $at AND id > $after))"
        values |= {"at": at, "after": id}
    limit = f" LIMIT {query.limit + 1}" if query.limit else ""
    rows = snapshot.records(steps.sql(f"SELECT *, day AS first_day, first_reported AS reported FROM told{after} ORDER BY {column} {'DESC' if down else 'ASC'}, id{limit}"), values)  # fmt: skip
    shown = rows[: query.limit]
    more = encode_cursor(shown[-1], query.order) if len(rows) > len(shown) else None
    return [_event(row["body"]) for row in shown], more, total


def _event(body: str) -> Event:
    event: Event = from_plain(Event, json.loads(body))
    return event


def load_events(snapshot: Snapshot, file: Path) -> None:
    """Put the events of a file in the place of those that a snapshot holds. Readers see the old ones or the new ones."""
    with snapshot.lock, named_errors(snapshot.folder):
        cursor = snapshot.connection.cursor()
        cursor.execute("BEGIN")
        rows = f"SELECT * FROM read_json($file, format = 'newline_delimited', columns = {COLUMNS}, maximum_object_size = 268435456)"
        cursor.execute(f"CREATE OR REPLACE TABLE current_events AS {rows}", {"file": str(file)})
        cursor.execute("CREATE OR REPLACE TABLE event_of AS SELECT unnest(claims) AS claim, id AS event FROM current_events")
        cursor.execute(
            "CREATE OR REPLACE TABLE event_ids AS SELECT id AS known_as, id FROM current_events UNION SELECT unnest(aliases), id FROM current_events"
        )
        cursor.execute("COMMIT")
