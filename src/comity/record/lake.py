"""A record's Delta tables: opening them, appending to them, asking them with SQL."""

import json
import secrets
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
from arro3.core import Table
from deltalake import CommitProperties, DeltaTable, Transaction, WriterProperties, write_deltalake
from deltalake.exceptions import CommitFailedError, DeltaError

from comity.core.wire import dumps
from comity.errors import RecordError
from comity.record.columns import INCOMING, incoming
from comity.record.folder import Folder
from comity.record.place import Place, place_of
from comity.record.shape import SCHEMA, SHAPES, empty_sql, literal, parameters, reshaped_sql, rows_sql

META = "record.json"
PATTERN = "*?[]%"
PROPERTIES = WriterProperties(compression="ZSTD", max_row_group_size=20_000)  # small groups: a question of some days reads few of them
CHUNK = 1000
DIGITS = 20  # of the number of an entry in a table's log
EXISTS = "already exists"


@dataclass(frozen=True, slots=True)
class Meta:
    """What a record says of itself: the version of its schema, the text mode of its documents, the columns of its tables,
    and an id that tells it from another one made later in the same place."""

    schema: int
    text_mode: str
    shapes: Mapping[str, Any] = field(default_factory=dict)
    id: str = ""


@dataclass(frozen=True, slots=True)
class Lake:
    """The tables of one record and a connection to ask them with. A table without a row yet has no folder."""

    place: Place
    connection: duckdb.DuckDBPyConnection
    listed: dict[str, tuple[str, list[str]]] = field(default_factory=dict, compare=False, kw_only=True)  # see `files`

    def append(self, table: str, rows: Iterable[object]) -> None:
        """Add rows (values or dictionaries) to a table: all of them or, on an error, none. Hold the lock."""
        listed = list(rows)
        if not listed:
            return
        sql = rows_sql(table)
        with named_errors(self.place, sql):
            self._write(
                table, self.connection.sql(sql, params=parameters(table, dumps(listed))), mode="append", writer_properties=PROPERTIES
            )

    def commit(self, table: str, rows: Sequence[object], version: int, seen: str | None) -> None:
        """Add the rows that commit a batch, and make `version` of the record. Hold the lock.

        `seen` is the table's newest entry (`newest`) when the rows were worked out. Where another process has committed since, lock or no
        lock, nothing is written and a RecordError says so: the rows may be there already.
        """
        sql = rows_sql(table)
        with named_errors(self.place, sql):
            relation = self.connection.sql(sql, params=parameters(table, dumps(rows)))
            made = CommitProperties(app_transactions=[Transaction("comity", version)])  # two such commits after one entry are a conflict
            there = DeltaTable(self.place.uri(table), version=int(seen[:DIGITS])) if seen else None
            try:
                self._write(
                    table,
                    relation,
                    there,
                    mode="append" if seen is not None else "error",
                    writer_properties=PROPERTIES,
                    commit_properties=made,
                )
            except DeltaError as error:
                if isinstance(error, CommitFailedError) or EXISTS in str(error):
                    raise RecordError(
                        f"{self.place}: another process wrote to the record at the same moment without waiting. This batch is not in the record; "
                        "call the command again."
                    ) from error
                raise

    def _write(self, table: str, relation: duckdb.DuckDBPyRelation, there: DeltaTable | None = None, **how: Any) -> None:
        self.place.assure()
        write_deltalake(there or self.place.uri(table), relation, **how)

    def newest(self, table: str) -> str | None:
        """The newest entry of a table's log; see `commit`."""
        return self.place.newest(table)

    def draft(self, table: str, rows: Sequence[object], file: Path) -> None:
        """Write rows of a table to a Parquet file that is in no table yet; see `overwrite`."""
        sql = rows_sql(table)
        with named_errors(self.place, sql):
            self.connection.sql(sql, params=parameters(table, dumps(rows))).write_parquet(str(file), compression="zstd")

    def overwrite(self, table: str, sql: str) -> None:
        """Put the rows of a query in the place of a table's own, in one commit. Hold the lock."""
        with named_errors(self.place, sql):
            self._write(table, self.connection.sql(sql), mode="overwrite", schema_mode="overwrite", writer_properties=PROPERTIES)

    def append_columns(self, table: str, columns: Mapping[str, Sequence[Any]]) -> None:
        """Like `append`, for many rows at once, given as one list for each column of the table. Hold the lock."""
        if not any(columns.values()):
            return
        rows = incoming(table, columns)
        with named_errors(self.place, rows.sql):
            self.connection.register(INCOMING, rows.arrow)
            try:
                relation = self.connection.sql(rows.sql, params=dict(rows.parameters))
                self._write(table, relation, mode="append")
            finally:
                self.connection.unregister(INCOMING)

    def replace(self, table: str, source: str) -> None:
        """Put rows, brought into a table's columns of today, in the place of the table's own. Hold the lock."""
        sql = reshaped_sql(table, source)
        with named_errors(self.place, sql):
            self._write(table, self.connection.sql(sql), mode="overwrite", schema_mode="overwrite", writer_properties=PROPERTIES)

    def files(self, table: str) -> list[str]:
        """The Parquet files that make up the newest version of a table, or their copies here."""
        newest = self.place.newest(table)
        if newest is None:
            return []
        before, files = self.listed.get(table, ("", []))
        if not newest or before != newest:
            with named_errors(self.place):
                names = [uri.rsplit("/", 1)[-1] for uri in delta(self.place, table).file_uris()]
                self.place.bring(table, names)
            files = [str(self.place.local / table / name) for name in names]
            self.listed[table] = (newest, files)  # reading the log anew costs more than many a question
        return list(files)

    def sources(self, *tables: str) -> dict[str, str]:
        """For each table the SQL that reads its newest version. Name documents first: what they commit is then in the others."""
        return {table: _source(table, self.files(table)) for table in tables}

    def fetch(self, sql: str, params: Sequence[object] | Mapping[str, object] | None = None) -> list[tuple[Any, ...]]:
        """The rows of a query."""
        with named_errors(self.place, sql):
            return self.connection.cursor().execute(sql, params).fetchall()

    def stream(
        self, sql: str, params: Sequence[object] | Mapping[str, object] | None = None, size: int = 10_000
    ) -> Iterator[tuple[Any, ...]]:
        """The rows of a query, `size` of them at a time in memory."""
        with named_errors(self.place, sql):
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
        with named_errors(self.place, sql):
            cursor = self.connection.cursor().execute(sql, params)
            names = [d[0] for d in cursor.description or ()]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def each(self, sql: str, params: Mapping[str, object]) -> Iterator[dict[str, Any]]:
        """The rows of a query as dictionaries, fetched as they are asked for."""
        with named_errors(self.place, sql):
            cursor = self.connection.cursor().execute(sql, params)
            names = [d[0] for d in cursor.description or ()]
        while True:
            with named_errors(self.place, sql):
                rows = cursor.fetchmany(CHUNK)
            if not rows:
                return
            for row in rows:
                yield dict(zip(names, row, strict=True))

    def table(self, sql: str, params: Mapping[str, object]) -> Table:
        """The rows of a query as an Arrow table."""
        with named_errors(self.place, sql), self.connection.cursor() as cursor:
            cursor.execute(f"CREATE TEMP TABLE answer AS {sql}", dict(params))  # a relation made of the question itself plans it twice
            return Table(cursor.sql("FROM answer"))

    @contextmanager
    def set_aside(self, name: str, sql: str, params: Mapping[str, object]) -> Iterator[Callable[[str], list[tuple[Any, ...]]]]:
        """Work out the rows of a query once, under a name that further queries can read for as long as this lasts."""
        with named_errors(self.place, sql), self.connection.cursor() as cursor:
            cursor.execute(f"CREATE TEMP TABLE {name} AS {sql}", params)
            yield lambda more: cursor.execute(more).fetchall()

    def current(self, *tables: str) -> dict[str, str]:
        """For each table the SQL of its rows as the record stands today; nothing where they must be worked out, as from files."""
        return {}

    def copy(self, sql: str, params: Mapping[str, object], file: Path, rows: int) -> None:
        """Write the rows of a query to a Parquet file, in groups of `rows`."""
        told = f"COPY ({sql}) TO {literal(str(file))} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {rows})"
        with named_errors(self.place, told):
            self.connection.cursor().execute(told, dict(params))


def delta(place: Place, table: str) -> DeltaTable:
    """The newest version of a table of a record."""
    return DeltaTable(place.uri(table))


def _source(table: str, files: Sequence[str]) -> str:
    if not files:
        return f"({empty_sql(table)})"
    return f"(SELECT * FROM read_parquet([{', '.join(map(literal, files))}], union_by_name = true))"


@contextmanager
def named_errors(place: Place, sql: str = "") -> Iterator[None]:
    """Whatever the disk, a store, Delta or DuckDB say becomes a RecordError that names the record, and for DuckDB the SQL."""
    try:
        yield
    except (OSError, DeltaError) as error:
        raise place.trouble(error) from (error if isinstance(place, Folder) else None)  # a store's own words may name credentials
    except duckdb.Error as error:
        told = f"{place}: {type(error).__name__}: {error}".rstrip(". ")
        raise RecordError(f"{told}. {place.mend}\nThe SQL was: {sql}") from error


def open_lake(where: str | Path, text_mode: str | None) -> tuple[Lake, Meta]:
    """Open the record in a folder or at an address, or create it where there is nothing yet.

    Raises RecordError for a place that holds something else, and for a record of a newer Comity.
    """
    place = place_of(where)
    if any(c in str(place) for c in PATTERN):
        raise RecordError(
            f"{place}: a record's path may not hold any of {' '.join(PATTERN)}, which paths of tables give another meaning. Rename the folder."
        )
    meta = read_meta(place)
    if meta is None:
        meta = _create(place, text_mode or "full")
    if meta.schema > SCHEMA:
        raise RecordError(
            f"{place}: the record has schema {meta.schema}; this Comity knows schemas up to {SCHEMA}. Use the newer Comity that wrote it."
        )
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'; SET parquet_metadata_cache = true")
    if "ipykernel" not in sys.modules:  # a bar would stand among the results; in notebooks there is none, and saying so fails
        connection.execute("SET enable_progress_bar = false")
    return Lake(place.opened(meta.id), connection), meta


def check_there(where: str | Path) -> None:
    """Raise RecordError where there is no record."""
    if read_meta(place_of(where)) is None:
        raise RecordError(f"{where}: there is no record. Make one with: comity add ARTICLES --to {where}")


def read_meta(place: Place) -> Meta | None:
    """What a record says of itself, None where there is no record and none of anything else. Raises RecordError."""
    data = place.read(META)
    if data is None:
        other = place.other()
        if other is not None:
            raise RecordError(f"{place}: this {place.kind} is no record (it holds {other!r}). Give an empty or a new {place.kind}.")
        return None
    try:
        told = json.loads(data)
        return Meta(int(told["schema"]), str(told["text_mode"]), told["shapes"], str(told.get("id", "")))
    except (ValueError, KeyError, TypeError) as error:
        raise RecordError(
            f"{place}/{META}: is broken ({type(error).__name__}: {error}). Put back the file of a copy of this record."
        ) from error


def _create(place: Place, text_mode: str) -> Meta:
    place.make()
    with place.locked():
        there = read_meta(place)
        if there is None:
            there = Meta(SCHEMA, text_mode, SHAPES, secrets.token_hex(8))
            write_meta(place, there)
        return there


def write_meta(place: Place, meta: Meta) -> None:
    """Write the record's description whole or not at all. Hold the lock."""
    told = {"schema": meta.schema, "text_mode": meta.text_mode, "shapes": meta.shapes, "id": meta.id}
    place.write(META, json.dumps(told, indent=1).encode())
