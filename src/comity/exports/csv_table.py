"""Claims as CSV: one line a claim, several values joined by `; `."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from comity.core.trace import Coding
from comity.exports.flat import COLUMNS, Cell, flat_rows


def write_csv(codings: Iterable[Coding]) -> Iterator[str]:
    """The lines of a CSV table of all claims (RFC 4180), the header first."""
    yield csv_line(list(COLUMNS))
    for row in flat_rows(codings):
        yield csv_line([_plain(cell) for cell in row])


def csv_line(cells: Sequence[object]) -> str:
    """One line of CSV, quoted where it must be."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue()


def _plain(cell: Cell) -> object:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return "; ".join(cell) if isinstance(cell, tuple) else cell
