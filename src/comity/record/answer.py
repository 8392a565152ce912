"""What a question to a record gives: rows, as plain values or as a table of whichever library the asker has."""

import importlib
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
from arro3.core import Table

from comity.errors import SettingsError


@dataclass(frozen=True, slots=True)
class Answer:
    """Rows in the order asked for; `next_cursor` continues where a limit cut them off, None at the end.

    `table` is an Arrow table that every Arrow library takes as it is.
    """

    table: Table
    next_cursor: str | None = None

    def rows(self) -> list[dict[str, Any]]:
        """The rows as dictionaries."""
        columns = [self.table.column(i).to_pylist() for i in range(self.table.num_columns)]
        return [dict(zip(self.table.column_names, values, strict=True)) for values in zip(*columns, strict=True)]

    def __iter__(self) -> Iterator[Mapping[str, Any]]:
        return iter(self.rows())

    def __len__(self) -> int:
        return int(self.table.num_rows)

    def to_arrow(self) -> Table:
        """The table itself (`arro3`; pyarrow, Polars and DuckDB read it through Arrow's C interface)."""
        return self.table

    def to_pandas(self) -> Any:
        """The rows as a pandas DataFrame. Raises SettingsError where pandas is not installed."""
        _library("pandas")
        with duckdb.connect() as connection:
            return connection.from_arrow(self.table).df()

    def to_polars(self) -> Any:
        """The rows as a Polars DataFrame. Raises SettingsError where Polars is not installed."""
        return _library("polars").DataFrame(self.table)

    def to_parquet(self) -> bytes:
        """The rows as a Parquet file."""
        with tempfile.TemporaryDirectory() as folder, duckdb.connect() as connection:
            path = Path(folder) / "rows.parquet"
            connection.from_arrow(self.table).write_parquet(str(path), compression="zstd")
            return path.read_bytes()


def _library(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise SettingsError(f"{name} is not installed; install it, or use to_arrow() or rows().") from error
