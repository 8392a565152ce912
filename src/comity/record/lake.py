"""A folder of Delta tables: opening it, appending to it, asking it with SQL."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
from arro3.core import Table
from deltalake import DeltaTable, WriterProperties, write_deltalake
from deltalake.exceptions import DeltaError

from comity.core.wire import dumps
from comity.errors import RecordError
from comity.record.columns import INCOMING, incoming
from comity.record.lock import locked
from comity.record.shape import SCHEMA, SHAPES, empty_sql, literal, parameters, reshaped_sql, rows_sql

META = "record.json"
LOCK = ".lock"
DRAFT = f"{META}.new"  # a writer killed while it makes a record leaves this
EVENTS_LOCK = ".events.lock"
PATTERN = "*?[]%"
PROPERTIES = WriterProperties(compression="ZSTD", max_row_group_size=20_000)  # small groups: a question of some days reads few of them
CHUNK = 1000


@dataclass(frozen=True, slots=True)
class Meta:
    """What a record says of itself: the version of its schema, the text mode of its documents, the columns of its tables."""

    schema: int
    text_mode: str
    shapes: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Lake:
    """The tables of one record and a connection to ask them with. A table without a row yet has no folder."""

    folder: Path
    connection: duckdb.DuckDBPyConnection
    listed: dict[str, tuple[str, list[str]]] = field(default_factory=dict, compare=False, kw_only=True)  # see `files`

    def append(self, table: str, rows: Iterable[object]) -> None:
        """Add rows (values or dictionaries) to a table: all of them or, on an error, none. Hold the lock."""
        listed = list(rows)
        if not listed:
            return
        sql = rows_sql(table)
        with named_errors(self.folder, sql):
            relation = self.connection.sql(sql, params=parameters(table, dumps(listed)))
            write_deltalake(_uri(self.folder, table), relation, mode="append", writer_properties=PROPERTIES)

    def draft(self, table: str, rows: Sequence[object], file: Path) -> None:
        """Write rows of a table to a Parquet file that is in no table yet; see `overwrite`."""
        sql = rows_sql(table)
        with named_errors(self.folder, sql):
            self.connection.sql(sql, params=parameters(table, dumps(rows))).write_parquet(str(file), compression="zstd")

    def overwrite(self, table: str, sql: str) -> None:
        """Put the rows of a query in the place of a table's own, in one commit. Hold the lock."""
        with named_errors(self.folder, sql):
            write_deltalake(
                _uri(self.folder, table), self.connection.sql(sql), mode="overwrite", schema_mode="overwrite", writer_properties=PROPERTIES
            )

    def append_columns(self, table: str, columns: Mapping[str, Sequence[Any]]) -> None:
        """Like `append`, for many rows at once, given as one list for each column of the table. Hold the lock."""
        if not any(columns.values()):
            return
        rows = incoming(table, columns)
        with named_errors(self.folder, rows.sql):
            self.connection.register(INCOMING, rows.arrow)
            try:
                relation = self.connection.sql(rows.sql, params=dict(rows.parameters))
                write_deltalake(_uri(self.folder, table), relation, mode="append")
            finally:
                self.connection.unregister(INCOMING)

    def replace(self, table: str, source: str) -> None:
        """Put rows, brought into a table's columns of today, in the place of the table's own. Hold the lock."""
        sql = reshaped_sql(table, source)
        with named_errors(self.folder, sql):
            write_deltalake(
                _uri(self.folder, table), self.connection.sql(sql), mode="overwrite", schema_mode="overwrite", writer_properties=PROPERTIES
            )

    def files(self, table: str) -> list[str]:
        """The Parquet files that make up the newest version of a table."""
        newest = newest_entry(self.folder, table)
        if newest is None:
            return []
        before, files = self.listed.get(table, ("", []))
        if not newest or before != newest:
            with named_errors(self.folder):
                names = [uri.rsplit("/", 1)[-1] for uri in delta(self.folder, table).file_uris()]
            files = [str(self.folder / table / name) for name in names]
            self.listed[table] = (newest, files)  # reading the log anew costs more than many a question
        return list(files)

    def sources(self, *tables: str) -> dict[str, str]:
        """For each table the SQL that reads its newest version. Name documents first: what they commit is then in the others."""
        return {table: _source(table, self.files(table)) for table in tables}

    def fetch(self, sql: str, params: Sequence[object] | Mapping[str, object] | None = None) -> list[tuple[Any, ...]]:
        """The rows of a query."""
        with named_errors(self.folder, sql):
            return self.connection.cursor().execute(sql, params).fetchall()

    def stream(
        self, sql: str, params: Sequence[object] | Mapping[str, object] | None = None, size: int = 10_000
    ) -> Iterator[tuple[Any, ...]]:
        """The rows of a query, `size` of them at a time in memory."""
        with named_errors(self.folder, sql):
            cursor = self.connection.cursor().execute(sql, params)
            while rows := cursor.fetchmany(size):
                yield from rows

    def version(self) -> int:
        """The number of the newest batch, of articles or of imported rows; 0 for an empty record."""
        tables = self.sources("documents", "imports")
        both = " UNION ALL ".join(f"SELECT version FROM {source}" for source in tables.values())
        newest: int = self.fetch(f"SELECT COALESCE(max(version), 0) FROM ({both})")[0][0]
        return newest

    def records(self, sql: str, params: Sequence[object] | Mapping[str, object] | None = None) -> list[dict[str, Any]]:
        """The rows of a query as dictionaries."""
        with named_errors(self.folder, sql):
            cursor = self.connection.cursor().execute(sql, params)
            names = [d[0] for d in cursor.description or ()]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def each(self, sql: str, params: Mapping[str, object]) -> Iterator[dict[str, Any]]:
        """The rows of a query as dictionaries, fetched as they are asked for."""
        with named_errors(self.folder, sql):
            cursor = self.connection.cursor().execute(sql, params)
            names = [d[0] for d in cursor.description or ()]
        while True:
            with named_errors(self.folder, sql):
                rows = cursor.fetchmany(CHUNK)
            if not rows:
                return
            for row in rows:
                yield dict(zip(names, row, strict=True))

    def table(self, sql: str, params: Mapping[str, object]) -> Table:
        """The rows of a query as an Arrow table."""
        with named_errors(self.folder, sql), self.connection.cursor() as cursor:
            cursor.execute(f"CREATE TEMP TABLE answer AS {sql}", dict(params))  # a relation made of the question itself plans it twice
            return Table(cursor.sql("FROM answer"))

    @contextmanager
    def set_aside(self, name: str, sql: str, params: Mapping[str, object]) -> Iterator[Callable[[str], list[tuple[Any, ...]]]]:
        """Work out the rows of a query once, under a name that further queries can read for as long as this lasts."""
        with named_errors(self.folder, sql), self.connection.cursor() as cursor:
            cursor.execute(f"CREATE TEMP TABLE {name} AS {sql}", params)
            yield lambda more: cursor.execute(more).fetchall()

    def current(self, *tables: str) -> dict[str, str]:
        """For each table the SQL of its rows as the record stands today; nothing where they must be worked out, as from files."""
        return {}

    def copy(self, sql: str, params: Mapping[str, object], file: Path, rows: int) -> None:
        """Write the rows of a query to a Parquet file, in groups of `rows`."""
        told = f"COPY ({sql}) TO {literal(str(file))} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {rows})"
        with named_errors(self.folder, told):
            self.connection.cursor().execute(told, dict(params))


def newest_entry(folder: Path, table: str) -> str | None:
    """The newest entry of a table's log and when it was written, which change whenever the table does, also when it is deleted and made
    anew. "" where only a checkpoint is left of the log, None for a table without a row yet."""
    log = folder / table / "_delta_log"
    newest = max(log.glob("*.json"), default=None) if log.is_dir() else None
    if newest is None:
        return "" if log.is_dir() else None
    with named_errors(folder):
        return f"{newest.name} {newest.stat().st_mtime_ns}"


def delta(folder: Path, table: str) -> DeltaTable:
    """The newest version of a table of the record in a folder."""
    return DeltaTable(_uri(folder, table))


def _uri(folder: Path, table: str) -> str:
    return (folder / table).absolute().as_uri()


def _source(table: str, files: Sequence[str]) -> str:
    if not files:
        return f"({empty_sql(table)})"
    return f"(SELECT * FROM read_parquet([{', '.join(map(literal, files))}], union_by_name = true))"


@contextmanager
def named_errors(folder: Path, sql: str = "") -> Iterator[None]:
    """Whatever the disk, Delta or DuckDB say becomes a RecordError that names the record, and for DuckDB the SQL."""
    try:
        yield
    except (OSError, DeltaError) as error:
        told = f"{folder}: {type(error).__name__}: {error}".rstrip(". ")
        raise RecordError(f"{told}. What the record held before is unharmed; look at free space and permissions and try again.") from error
    except duckdb.Error as error:
        told = f"{folder}: {type(error).__name__}: {error}".rstrip(". ")
        raise RecordError(
            f"{told}. If a file is damaged or missing, put it back from a copy; `comity verify` checks all.\nThe SQL was: {sql}"
        ) from error


def open_lake(folder: Path, text_mode: str | None) -> tuple[Lake, Meta]:
    """Open the record in a folder, or create it where there is nothing yet.

    Raises RecordError for a folder that holds something else, and for a record of a newer Comity.
    """
    if any(c in str(folder) for c in PATTERN):
        raise RecordError(
            f"{folder}: a record's path may not hold any of {' '.join(PATTERN)}, which paths of tables give another meaning. Rename the folder."
        )
    meta = read_meta(folder)
    if meta is None:
        meta = _create(folder, text_mode or "full")
    if meta.schema > SCHEMA:
        raise RecordError(
            f"{folder}: the record has schema {meta.schema}; this Comity knows schemas up to {SCHEMA}. Use the newer Comity that wrote it."
        )
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'; SET parquet_metadata_cache = true")
    if "ipykernel" not in sys.modules:  # a bar would stand among the results; in notebooks there is none, and saying so fails
        connection.execute("SET enable_progress_bar = false")
    return Lake(folder, connection), meta


def read_meta(folder: Path) -> Meta | None:
    """What a record says of itself, None where there is no record and none of anything else. Raises RecordError."""
    path = folder / META
    try:
        if folder.exists() and not folder.is_dir():
            raise RecordError(f"{folder}: this is a file; expected a folder for the record.")
        if not path.exists():
            others = sorted(p.name for p in folder.iterdir() if p.name not in (LOCK, DRAFT)) if folder.exists() else []
            if others:
                raise RecordError(f"{folder}: this folder is no record (it holds {others[0]!r}). Give an empty or a new folder.")
            return None
        told = json.loads(path.read_text(encoding="utf-8"))
        return Meta(int(told["schema"]), str(told["text_mode"]), told["shapes"])
    except OSError as error:
        raise RecordError(f"{folder}: cannot be read ({error.strerror}). Give a folder that may be read.") from error
    except (ValueError, KeyError, TypeError) as error:
        raise RecordError(f"{path}: is broken ({type(error).__name__}: {error}). Put back the file of a copy of this record.") from error


def _create(folder: Path, text_mode: str) -> Meta:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RecordError(f"{folder}: cannot be created ({error.strerror}). Give a folder that may be changed.") from error
    with locked(folder / LOCK):
        there = read_meta(folder)
        if there is None:
            there = Meta(SCHEMA, text_mode, SHAPES)
            write_meta(folder, there)
        return there


def write_meta(folder: Path, meta: Meta) -> None:
    """Write the record's description whole or not at all. Hold the lock."""
    draft = folder / DRAFT
    told = {"schema": meta.schema, "text_mode": meta.text_mode, "shapes": meta.shapes}
    with named_errors(folder):
        draft.write_text(json.dumps(told, indent=1), encoding="utf-8")
        draft.replace(folder / META)
