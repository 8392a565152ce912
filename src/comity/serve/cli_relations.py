"""The command `panel`."""

from pathlib import Path
from typing import Annotated

import typer

from comity.record.check import listed
from comity.relate.panel import UNITS, Grid, Panel
from comity.serve import flags
from comity.serve.cli_record import opened
from comity.serve.console import say
from comity.serve.rows import RowFormat, check_rows_target, put_rows

relations_app = typer.Typer()
Format = Annotated[RowFormat, typer.Option(help="How to print the rows; a table leaves out most columns.")]
Output = Annotated[Path | None, typer.Option("--output", "-o", help="Write here instead of on stdout; parquet needs it.")]


@relations_app.command()
@flags.asks("level", *flags.WHICH, "as_of")
def panel(
    record: flags.RecordDir,
    asked: flags.Asked,
    unit: flags.Unit = "directed",
    period: flags.Every = "month",
    split: flags.Split = "none",
    system: flags.System = "gw",
    rows: flags.RowsOf = "observed",
    normalise: flags.Normalise = "none",
    sources: flags.Sources = None,
    done: flags.Done = True,
    format: Format = RowFormat.table,
    output: Output = None,
) -> None:
    """Count acts for every pair or party and every period; zero only where the record could have known."""
    check_rows_target(output, format)
    grid = Grid(unit, period, split, None if system == "none" else system, False, rows, normalise, tuple(listed(sources or [])))
    found = opened(record).panel(grid=grid, done=done, **asked)
    put_rows(found, format, output, shown_columns(found))
    say(panel_summary(found, str(asked["level"] or "claim")))


def shown_columns(found: Panel) -> list[str]:
    """The columns that fit a terminal: the unit, the period, the counts."""
    shares = ["share", "share_low", "share_high"] if found.grid.normalise != "none" else []
    split = [c for c in found.table.column_names if c.startswith("n_")]
    counts = [c for c in split if any(found.table.column(c).to_pylist())] or split
    room = 5 if shares else 8
    return [*UNITS[found.grid.unit], "period", "n", *(counts[:room] if split else ("cooperation", "conflict")), *shares]


def panel_summary(found: Panel, level: str) -> str:
    """One line on what the rows are and what is in none of them."""
    told = f"{len(found)} rows; the unit of counting is the {level}"
    if found.left_out:
        told += "; in no row: " + ", ".join(f"{n} ({reason})" for reason, n in found.left_out.items())
    return told + (f"; sources: {', '.join(found.sources)}" if found.sources else "")
