"""Tab-separated files without quoting, row by row: every error names file, line, column and what was expected."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from math import isfinite
from pathlib import Path

from comity.errors import InputError

LONGEST = 1 << 20  # bytes of a line; no row of these formats comes near
PACKED = (b"PK\x03\x04", b"\x1f\x8b")
OnError = Callable[[InputError], None]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a foreign file: its cells by column name, "" for what is missing."""

    file: Path
    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def wrong(self, column: str, expected: str) -> InputError:
        """The error to raise when a cell is not what it should be."""
        return InputError(f"{self.file}:{self.line}: {column} is {self[column][:80]!r}; expected {expected}.")

    def number(self, column: str, limit: float) -> float | None:
        """A cell as a number from -limit to limit, None where it is empty."""
        text = self[column]
        if not text:
            return None
        try:
            value = float(text)
        except ValueError as error:
            raise self.wrong(column, f"a number from -{limit:g} to {limit:g}") from error
        if not isfinite(value) or abs(value) > limit:
            raise self.wrong(column, f"a number from -{limit:g} to {limit:g}")
        return value

    def needed(self, column: str) -> str:
        """A cell that may not be empty."""
        if not self[column]:
            raise self.wrong(column, "a value; a row without one cannot be told from another")
        return self[column]


@dataclass(frozen=True, slots=True)
class Table:
    """A foreign file, opened: `columns` of its lines, which come with their numbers. `published` are the columns its format has."""

    file: Path
    columns: Sequence[str]
    published: Collection[str]
    missing: frozenset[str]
    lines: Iterator[tuple[int, str]]

    def rows(self, on_error: OnError) -> Iterator[Row]:
        """The rows that have the right number of cells; the others go to `on_error`."""
        known = [c for c in self.columns if c in self.published]
        layouts = {len(known): known, len(self.columns): self.columns}
        for number, line in self.lines:
            cells = line.split("\t")
            while len(cells) not in layouts and len(cells) > len(known) and not cells[-1]:
                cells.pop()  # some files have empty columns at the end
            columns = layouts.get(len(cells))
            if columns is None:
                on_error(
                    InputError(
                        f"{self.file}:{number}: {len(cells)} cells; expected {len(self.columns)}, separated by tabs, without quoting."
                    )
                )
                continue
            if self.missing:
                cells = ["" if c in self.missing else c for c in cells]
            yield Row(self.file, number, dict(zip(columns, cells, strict=True)))


def headless_table(file: Path, layouts: Mapping[str, Sequence[str]], missing: frozenset[str] = frozenset()) -> Table:
    """A file without a header, whose number of cells tells which of some named layouts it has. A header is skipped if there is one.

    Raises InputError when the file cannot be read or its first line has none of these numbers of cells.
    """
    lines = _lines(file)
    first = next(lines, None)
    if first is None:
        return Table(file, (), (), missing, lines)
    cells = first[1].split("\t")
    columns = next((c for c in layouts.values() if len(c) == len(cells)), None)
    if columns is None:
        expected = ", ".join(f"{len(c)} ({name})" for name, c in layouts.items())
        raise InputError(f"{file}:1: {len(cells)} cells; expected {expected}, separated by tabs. Is it a file of this format?")
    return Table(file, columns, columns, missing, lines if cells[0] == columns[0] else chain([first], lines))


def headed_table(
    file: Path, columns: Sequence[str], also_called: Mapping[str, str], optional: Collection[str], missing: frozenset[str]
) -> Table:
    """A file under a header, which must name every column of the format but the optional ones; it may name others, which are left.

    Raises InputError when the file cannot be read or a column is missing.
    """
    lines = _lines(file)
    first = next(lines, None)
    header = [also_called.get(c.strip(' "'), c.strip(' "')) for c in first[1].split("\t")] if first else []
    while header and not header[-1]:
        header.pop()
    lacking = [c for c in columns if c not in header and c not in optional]
    if lacking:
        raise InputError(
            f"{file}:1: column {lacking[0]!r} is missing from the header; expected {len(columns)} columns, separated by tabs: {', '.join(columns)}."
        )
    return Table(file, header, columns, missing, lines)


def _lines(file: Path) -> Iterator[tuple[int, str]]:
    """Numbered lines without their ends, blank ones left out; UTF-8, or Latin-1 in the lines that are not, as published files mix them."""
    try:
        with file.open("rb") as opened:
            for number, line in enumerate(iter(partial(opened.readline, LONGEST), b""), 1):
                if number == 1 and line.startswith(PACKED):
                    raise InputError(f"{file}: is compressed; expected text. Unpack it first.")
                if len(line) == LONGEST:
                    raise InputError(f"{file}:{number}: a line of more than {LONGEST >> 20} MB; expected tab-separated rows.")
                text = _decoded(line.rstrip(b"\r\n")).removeprefix("\ufeff" if number == 1 else "")
                if text:
                    yield number, text
    except OSError as error:
        raise InputError(f"{file}: cannot be read ({error.strerror}). Expected a tab-separated file.") from error


def _decoded(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("latin-1")
