"""Claims as a Parquet file: the columns of the CSV table with their types; several values are lists."""

import json
import tempfile
from collections.abc import Iterable
from pathlib import Path
from types import MappingProxyType

import duckdb

from comity.core.trace import Coding
from comity.exports.flat import COLUMNS, flat_rows

SQL_TYPES = MappingProxyType({
    "text": "VARCHAR", "code": "VARCHAR", "list": "VARCHAR[]", "quad": "INTEGER", "int": "INTEGER", "float": "DOUBLE", "bool": "BOOLEAN", "date": "DATE",
})  # fmt: skip


def write_parquet(codings: Iterable[Coding]) -> bytes:
    """One Parquet file of all claims, whatever their status; the same claims give the same bytes."""
    with tempfile.TemporaryDirectory() as folder:
        rows, result = Path(folder) / "rows.jsonl", Path(folder) / "rows.parquet"
        with rows.open("w", encoding="utf-8") as file:
            for row in flat_rows(codings):
                file.write(json.dumps(dict(zip(COLUMNS, row, strict=True)), ensure_ascii=False) + "\n")
        columns = ", ".join(f"{name!r}: {SQL_TYPES[kind]!r}" for name, kind in COLUMNS.items())
        with duckdb.connect() as connection:
            connection.execute("SET threads = 1")  # several would share the rows out differently each time
            connection.execute(
                f"COPY (SELECT * FROM read_json('{_quoted(rows)}', format = 'newline_delimited', columns = {{{columns}}})) "
                f"TO '{_quoted(result)}' (FORMAT parquet, COMPRESSION zstd)"
            )
        return result.read_bytes()


def _quoted(path: Path) -> str:
    """A path inside an SQL string."""
    return str(path).replace("'", "''")
