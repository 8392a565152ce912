"""Values of one kind as a table of whichever library the asker has."""

import json
from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any

import duckdb
from arro3.core import Table

from comity.core.wire import as_plain, dumps
from comity.record.answer import Answer
from comity.record.shape import structure


class Tabular(ABC):
    """What answers about relations share: their rows as dictionaries, Arrow, pandas or Polars."""

    __slots__ = ()

    @abstractmethod
    def _rows(self) -> Sequence[object]:
        """The values, all of one dataclass."""

    @abstractmethod
    def _kind(self) -> type:
        """Their dataclass."""

    def rows(self) -> list[dict[str, Any]]:
        """The rows as dictionaries."""
        return [as_plain(row) for row in self._rows()]

    def to_arrow(self) -> Table:
        """An Arrow table (`arro3`; pyarrow, Polars and DuckDB read it through Arrow's C interface)."""
        return self.answer().to_arrow()

    def to_pandas(self) -> Any:
        """The rows as a pandas DataFrame. Raises SettingsError where pandas is not installed."""
        return self.answer().to_pandas()

    def to_polars(self) -> Any:
        """The rows as a Polars DataFrame. Raises SettingsError where Polars is not installed."""
        return self.answer().to_polars()

    def answer(self) -> Answer:
        """The rows as the record answers them."""
        told = {"data": dumps(list(self._rows())), "shape": json.dumps([structure(self._kind())])}
        with duckdb.connect() as connection:
            return Answer(Table(connection.sql("SELECT row.* FROM (SELECT unnest(from_json($data, $shape)) AS row)", params=told)))
