"""Read a CSV data file strictly: every error names file, line and value."""

import csv
import io
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from comity.errors import DataError


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a data file: its cells by column name and where it stands."""

    file: Path
    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def parts(self, column: str) -> tuple[str, ...]:
        """The values of a cell that holds several, joined by `;`."""
        return tuple(p.strip() for p in self.cells[column].split(";") if p.strip())

    def wrong(self, column: str, expected: str) -> DataError:
        """The error to raise when this cell is not what it should be."""
        return DataError(f"{self.file}:{self.line}: {column} is {self.cells[column]!r}; expected {expected}. Mend the line and try again.")

    def one_of(self, column: str, allowed: Collection[str]) -> str:
        """The cell, which must be one of the allowed values."""
        if self.cells[column] not in allowed:
            raise self.wrong(column, "one of " + ", ".join(sorted(allowed)))
        return self.cells[column]


def read_csv(path: Path, columns: Collection[str]) -> list[Row]:
    """All lines of a CSV file, which must have at least these columns.

    Raises DataError for a missing file, wrong encoding, missing column, wrong number of cells or a tab in a cell.
    """
    rows, problems = scan_csv(path, columns)
    if problems:
        raise problems[0]
    return rows


def scan_csv(path: Path, columns: Collection[str]) -> tuple[list[Row], list[DataError]]:
    """Like `read_csv`, for a file to be linted: the lines that can be read, and everything wrong with the others."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        return [], [DataError(f"{path}: cannot be read ({error.strerror}). Expected a CSV file with the columns {', '.join(columns)}.")]
    except UnicodeDecodeError as error:
        return [], [DataError(f"{path}: byte {error.start} is not UTF-8. Save the file as UTF-8 and try again.")]
    reader = csv.reader(io.StringIO(text, newline=""))
    try:
        lines = [(reader.line_num, cells) for cells in reader]
    except csv.Error as error:
        return [], [DataError(f"{path}:{reader.line_num}: {error}. Look for a quotation mark that is not closed.")]
    header = lines[0][1] if lines else []
    missing = [c for c in columns if c not in header]
    if missing:
        told = f"column {missing[0]!r} is missing. Expected the columns {', '.join(columns)}, separated by commas"
        return [], [DataError(f"{path}:1: {told}.")]
    twice = [c for c in header if header.count(c) > 1]
    if twice:
        return [], [DataError(f"{path}:1: column {twice[0]!r} stands twice. Keep one of the two.")]
    rows, problems = [], []
    for line, cells in lines[1:]:
        where = f"{path}:{line}"
        if not cells:
            continue
        if len(cells) != len(header):
            problems.append(DataError(f"{where}: {len(cells)} cells where the header has {len(header)}. Quote cells that hold a comma."))
        elif any("\t" in c for c in cells):
            problems.append(DataError(f"{where}: a cell holds a tab. Replace it by a space."))
        else:
            rows.append(Row(path, line, dict(zip(header, cells, strict=True))))
    return rows, problems
