"""A record's present in local tables, for whoever asks it all day: joined once, brought up to date when the record grows."""

from dataclasses import dataclass
from pathlib import Path
from threading import Lock

import duckdb

from comity.record.ask import known
from comity.record.lake import Lake, named_errors

TABLES = ("documents", "claims", "rejections")
MARKED = (*TABLES, "judgements", "failures", "runs")


@dataclass(frozen=True, slots=True)
class Snapshot(Lake):
    """A lake that answers for today from tables of its own and for any earlier time from the record's files."""

    lock: Lock

    def current(self, *tables: str) -> dict[str, str]:
        """The local tables, where all that are asked for are local."""
        return {table: f"SELECT * FROM current_{table}" for table in tables} if set(tables) <= set(TABLES) else {}

    def has_events(self) -> bool:
        """Whether `event_rows` has put events here."""
        return bool(self.fetch("SELECT 1 FROM duckdb_tables() WHERE table_name = 'current_events'"))

    def refresh(self) -> None:
        """Take in what was added to the record and drop what was replaced. Readers see the state before or after, nothing between."""
        with self.lock, named_errors(self.folder):
            cursor = self.connection.cursor()
            asked = known(Lake(self.folder, self.connection), None, "claims", "rejections")
            cursor.execute("BEGIN")
            cursor.execute(f"CREATE OR REPLACE TEMP TABLE valid AS {asked.sql('SELECT id, batch FROM documents')}")
            cursor.execute("CREATE OR REPLACE TEMP TABLE held AS SELECT id, batch FROM current_documents")
            for table in TABLES:
                key = "id" if table == "documents" else "document_id"
                cursor.execute(f"DELETE FROM current_{table} WHERE ({key}, batch) NOT IN (SELECT id, batch FROM valid)")
                rows = f"SELECT * FROM {table} WHERE ({key}, batch) NOT IN (SELECT id, batch FROM held)"
                cursor.execute(f"INSERT INTO current_{table} {asked.sql(rows)}")
            cursor.execute("COMMIT")


def take_snapshot(lake: Lake, scratch: Path) -> Snapshot:
    """The present of a record in a database file of the folder `scratch`."""
    with named_errors(lake.folder):
        connection = duckdb.connect(str(scratch / "snapshot.duckdb"))
        connection.execute("SET TimeZone = 'UTC'; SET threads = 2; SET enable_progress_bar = false")
        asked = known(Lake(lake.folder, connection), None, "claims", "rejections")
        for table in TABLES:
            connection.execute(f"CREATE TABLE current_{table} AS {asked.sql(f'SELECT * FROM {table}')}")
        connection.execute("CREATE INDEX claim_ids ON current_claims(id)")
        return Snapshot(lake.folder, connection, Lock())


def mark(folder: Path) -> tuple[str, ...]:
    """What changes whenever a table of the record does: the newest entry of each table's log. Costs no query."""
    return tuple(max((p.name for p in (folder / table / "_delta_log").glob("*.json")), default="") for table in MARKED)
