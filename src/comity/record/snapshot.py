"""A record's present in local tables, for whoever asks it all day: joined once, brought up to date when the record grows."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from threading import Lock
from typing import Any

import duckdb

from comity.core.claim import Claim
from comity.record.ask import known
from comity.record.event_table import current, last_mark
from comity.record.lake import Lake, named_errors
from comity.record.place import Place
from comity.record.shape import EVENT_FIELDS, literal

TABLES = ("documents", "claims", "rejections")
ACTS = ("articles", "acts", "accounts")
EVENT_COLUMNS = f"{EVENT_FIELDS}, made, first_day, earliest_day, latest_day"
INDEXES = {
    "claim_ids": "current_claims(id)", "claims_of": "current_claims(document_id)", "document_ids": "current_documents(id)",
    "rejections_of": "current_rejections(document_id)", "told_ids": "told_claims(id)",
}  # fmt: skip
_TOLD = ", ".join(
    f'"{name}"' for name in (*(f.name for f in fields(Claim)), "position", "sentence_text", "reported", "url", "site", "source", "title")
)
MARKED = (*TABLES, "events", "judgements", "failures", "runs")


@dataclass(frozen=True, slots=True)
class Snapshot(Lake):
    """A lake that answers for today from tables of its own and for any earlier time from the record's files.

    Events are taken from the record's own table where that was worked out on the `basis` of today (see `event_table`).
    """

    lock: Lock
    basis: str

    def current(self, *tables: str) -> dict[str, str]:
        """The local tables, where all that are asked for are local."""
        local = set(TABLES)
        if "events" in tables and self.has_events():
            local.add("events")
        if set(ACTS) & set(tables) and self.has_acts():
            local.update(ACTS)
        return {table: f"SELECT * FROM current_{table}" for table in tables} if set(tables) <= local else {}

    def has_events(self) -> bool:
        """Whether events were worked out and are here."""
        return bool(self.fetch("SELECT 1 FROM duckdb_tables() WHERE table_name = 'current_events'"))

    def has_acts(self) -> bool:
        """Whether the acts laid flat are here, of all documents that are."""
        return bool(self.fetch("SELECT 1 FROM acts_for LIMIT 1"))

    def keep_acts(self, files: Sequence[str], flat: Sequence[str]) -> None:
        """Hold the articles and acts that `relate.flat` has laid flat (as SQL), of the documents in these files."""
        with self.lock, named_errors(self.place):
            cursor = self.connection.cursor()
            cursor.execute("BEGIN")
            for table, sql in zip(ACTS, flat, strict=True):
                cursor.execute(f"CREATE OR REPLACE TABLE current_{table} AS SELECT * FROM {sql}")
            cursor.execute("DELETE FROM acts_for")
            cursor.execute("INSERT INTO acts_for SELECT unnest($files::VARCHAR[])", {"files": list(files)})
            cursor.execute("COMMIT")

    def has_told(self) -> bool:
        """Whether claims are here as texts. Those that came since they were laid are read from their columns."""
        return bool(self.fetch("SELECT 1 FROM told_claims LIMIT 1"))

    def keep_told(self) -> None:
        """Hold every claim that is here also as one text, so that a page of them is read from a single column."""
        with self.lock, named_errors(self.place):
            there = "(document_id, batch) IN (SELECT document_id, batch FROM told_claims)"
            self.connection.cursor().execute(f"INSERT INTO told_claims {_told_sql(f'NOT ({there})')}")

    def told(self, ids: Sequence[str]) -> list[dict[str, Any]]:
        """Some claims with what pages tell of their articles, in the order given; those that are gone are left out."""
        found = self._told_by_id("SELECT id, told FROM told_claims", ids)
        late = [id for id in ids if id not in found]
        if late:
            found |= self._told_by_id(_told_sql("true", "id, told"), late)
        return [found[id] for id in ids if id in found]

    def _told_by_id(self, sql: str, ids: Sequence[str]) -> dict[str, dict[str, Any]]:
        wanted = ", ".join(map(literal, ids))  # written out, so that the index is used
        return {id: json.loads(told) for id, told in self.fetch(f"SELECT * FROM ({sql}) WHERE id IN ({wanted})")}

    def refresh(self) -> None:
        """Take in what was added to the record and drop what was replaced. Readers see the state before or after, nothing between."""
        with self.lock, named_errors(self.place):
            cursor = self.connection.cursor()
            asked = known(Lake(self.place, self.connection), None, "claims", "rejections")
            cursor.execute("BEGIN")
            cursor.execute(f"CREATE OR REPLACE TEMP TABLE valid AS {asked.sql('SELECT id, batch FROM documents')}")
            cursor.execute("CREATE OR REPLACE TEMP TABLE held AS SELECT id, batch FROM current_documents")
            for table in TABLES:
                key = "id" if table == "documents" else "document_id"
                cursor.execute(f"DELETE FROM current_{table} WHERE ({key}, batch) NOT IN (SELECT id, batch FROM valid)")
                rows = f"SELECT * FROM {table} WHERE ({key}, batch) NOT IN (SELECT id, batch FROM held)"
                cursor.execute(f"INSERT INTO current_{table} {asked.sql(rows)}")
            cursor.execute("DELETE FROM told_claims WHERE (document_id, batch) NOT IN (SELECT id, batch FROM valid)")
            self._take_events(cursor)
            if {file for (file,) in cursor.execute("SELECT file FROM acts_for").fetchall()} != set(self.files("documents")):
                cursor.execute("DELETE FROM acts_for")
            cursor.execute("COMMIT")

    def _take_events(self, cursor: duckdb.DuckDBPyConnection) -> None:
        """Take in the events that were worked out since, and drop those that are gone."""
        files = Lake(self.place, self.connection)
        mark = last_mark(files)
        if mark is None or mark.basis != self.basis:
            return
        now = files.files("events")  # before the rows, so that what is overwritten in between is read anew the next time
        asked = current(files)
        cursor.execute(f"CREATE TABLE IF NOT EXISTS current_events AS {asked.sql(f'SELECT {EVENT_COLUMNS} FROM events LIMIT 0')}")
        cursor.execute("CREATE INDEX IF NOT EXISTS event_ids ON current_events(id)")
        cursor.execute("CREATE TABLE IF NOT EXISTS event_files (file VARCHAR)")
        rewritten = cursor.execute("SELECT 1 FROM event_files WHERE NOT list_contains($now, file)", {"now": now}).fetchone()
        standing = "false" if rewritten else "(id, made) IN (SELECT id, made FROM standing)"
        cursor.execute(f"CREATE OR REPLACE TEMP TABLE standing AS {asked.sql('SELECT id, made FROM events')}")
        cursor.execute(f"DELETE FROM current_events WHERE NOT ({standing})")
        fresh = f"SELECT {EVENT_COLUMNS} FROM events WHERE (id, made) NOT IN (SELECT id, made FROM current_events)"
        cursor.execute(f"INSERT INTO current_events {asked.sql(fresh)}")
        cursor.execute("CREATE OR REPLACE TABLE event_files AS SELECT unnest($now::VARCHAR[]) AS file", {"now": now})
        cursor.execute("CREATE OR REPLACE TABLE event_of AS SELECT unnest(claims) AS claim, id AS event FROM current_events")


def _told_sql(condition: str, columns: str = "id, document_id, batch, told") -> str:
    """The query for claims as texts."""
    text = f"CAST(to_json((SELECT c FROM (SELECT {_TOLD}) c)) AS VARCHAR) AS told"
    return f"SELECT {columns} FROM (SELECT id, document_id, batch, {text} FROM current_claims WHERE {condition})"


def take_snapshot(lake: Lake, scratch: Path, basis: str) -> Snapshot:
    """The present of a record in a database file of the folder `scratch`; `basis` is what events rest on today."""
    with named_errors(lake.place):
        connection = duckdb.connect(str(scratch / "snapshot.duckdb"))
        connection.execute("SET TimeZone = 'UTC'; SET threads = 2; SET enable_progress_bar = false")
        asked = known(Lake(lake.place, connection), None, "claims", "rejections")
        for table in TABLES:
            connection.execute(f"CREATE TABLE current_{table} AS {asked.sql(f'SELECT * FROM {table}')}")
        connection.execute(f"CREATE TABLE told_claims AS {_told_sql('false')}")
        for name, at in INDEXES.items():
            connection.execute(f"CREATE INDEX {name} ON {at}")
        connection.execute("CREATE TABLE acts_for (file VARCHAR)")
        taken = Snapshot(lake.place, connection, Lock(), basis)
        taken._take_events(connection)
        return taken


def mark(place: Place) -> tuple[str, ...]:
    """What changes whenever a table of the record does: the newest entry of each table's log. Costs no query."""
    return tuple(place.newest(table) or "" for table in MARKED)
