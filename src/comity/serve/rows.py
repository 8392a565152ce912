"""Rows of an answer as a table for a terminal, CSV, JSON Lines or Parquet."""

import io
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path

from rich.table import Table

from comity.exports.csv_table import csv_line
from comity.record.answer import Answer
from comity.serve.console import console_for
from comity.serve.output import check_target, put


class RowFormat(StrEnum):
    """What commands with rows can print."""

    table = "table"
    csv = "csv"
    jsonl = "jsonl"
    parquet = "parquet"


def check_rows_target(file: Path | None, format: RowFormat) -> None:
    """Refuse before any work what cannot be written afterwards. Raises SettingsError."""
    check_target(file, format.value, format is RowFormat.parquet)


def put_rows(answer: Answer, format: RowFormat, file: Path | None, shown: Sequence[str]) -> None:
    """Write the rows; a table has only the columns `shown`, and a dash where nothing is known."""
    if format is RowFormat.parquet:
        put(answer.to_parquet(), file)
    elif format is RowFormat.csv:
        put(_csv(answer), file)
    elif format is RowFormat.jsonl:
        put((json.dumps({k: plain(v) for k, v in row.items()}, ensure_ascii=False) + "\n" for row in answer), file)
    else:
        put([_table(answer, shown, sys.stdout.isatty() and file is None)], file)


def plain(value: object) -> object:
    """A value as JSON has it."""
    return value.isoformat() if isinstance(value, date) else value


def _csv(answer: Answer) -> Iterator[str]:
    yield csv_line(list(answer.table.column_names))
    for row in answer:
        yield csv_line([_cell(v) for v in row.values()])


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "; ".join(map(str, value)) if isinstance(value, list) else value


def _table(answer: Answer, shown: Sequence[str], terminal: bool) -> str:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in shown:
        table.add_column(name.removeprefix("n_").replace("_", " "), justify="right" if _is_number(answer, name) else "left", no_wrap=True)
    for row in answer:
        table.add_row(*(_shown(row[name]) for name in shown))
    return as_text([table], terminal)


def as_text(parts: Iterable[object], terminal: bool) -> str:
    """Parts of a page as text, in colour when a terminal shows it."""
    console = console_for(terminal, io.StringIO())
    with console.capture() as text:
        for part in parts:
            console.print(part)
    return "\n".join(line.rstrip() for line in text.get().split("\n"))


def _is_number(answer: Answer, name: str) -> bool:
    kind = str(answer.table.schema.field(name).type).lower()
    return "int" in kind or "float" in kind or "double" in kind


def _shown(value: object) -> str:
    if value is None:
        return "–"
    return f"{value:.3f}" if isinstance(value, float) else str(value)
