"""What a question to a record gives: rows, as plain values or as a table of whichever library the asker has."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
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
        return _converted(self.table, "pandas")

    def to_polars(self) -> Any:
        """The rows as a Polars DataFrame. Raises SettingsError where Polars is not installed."""
        return _converted(self.table, "polars")


def _converted(table: Table, library: str) -> Any:
    with duckdb.connect() as connection:
        relation = connection.from_arrow(table)
        try:
            return relation.df() if library == "pandas" else relation.pl()
        except (ImportError, duckdb.InvalidInputException) as error:
            raise SettingsError(f"{library} is not installed; install it, or use to_arrow() or rows().") from error
