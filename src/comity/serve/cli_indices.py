"""The commands about figures over time and how far they depend on choices: index, sensitivity."""

from pathlib import Path
from typing import Annotated

import typer

from comity.core.query import LEVELS, SCHEMES
from comity.merge.summary import RULES
from comity.record.check import listed
from comity.serve import flags
from comity.serve.cli_record import opened
from comity.serve.console import say
from comity.serve.rows import RowFormat, check_rows_target, put_rows

indices_app = typer.Typer()
Format = Annotated[RowFormat, typer.Option(help="How to print the rows.")]
Output = Annotated[Path | None, typer.Option("--output", "-o", help="Write here instead of on stdout; parquet needs it.")]
One = Annotated[str | None, typer.Argument(help="Only acts of or towards this party.", show_default=False)]
Two = Annotated[str | None, typer.Argument(help="And this one: only acts between the two.", show_default=False)]
Some = Annotated[list[str] | None, typer.Option(help="Some of them, by commas; default all.")]


@indices_app.command()
@flags.asks("reported", "publisher", "sector", "as_of")
def index(
    record: flags.RecordDir,
    asked: flags.Asked,
    one: One = None,
    two: Two = None,
    kind: Annotated[str, typer.Option(help="threats or acts.")] = "threats",
    period: flags.Every = "month",
    normalise: Annotated[
        str,
        typer.Option(
            help="none (counts), volume (share of all), or panel (sources with an article in every period, each by its own mean)."
        ),
    ] = "volume",
    level: Annotated[str, typer.Option(help="What is counted: report or claim.")] = "report",
    format: Format = RowFormat.table,
    output: Output = None,
) -> None:
    """How much of the news tells of threats, or of acts of force: by period, 100 in the mean."""
    check_rows_target(output, format)
    shape = {"kind": kind, "period": period, "normalise": normalise, "level": level}
    found = opened(record).index(one, two, **shape, **asked)  # type: ignore[arg-type]
    put_rows(found.answer(), format, output, ("period", "volume", "matched", "share", "low", "high", "index"))
    told = f"{kind} in {len(found.points)} periods; counted are {level}s; normalised by {normalise}"
    say(told + (f"; sources: {', '.join(found.sources)}" if found.sources else ""))


@indices_app.command()
@flags.asks("actor", "recipient", "between", "date", "reported", "as_of")
def sensitivity(
    figure: Annotated[str, typer.Argument(help="conflict_share, material_conflict_share, event_scale or goldstein.")],
    record: flags.RecordDir,
    asked: flags.Asked,
    levels: Some = None,
    schemes: Some = None,
    rules: Some = None,
    format: Format = RowFormat.table,
    output: Output = None,
) -> None:
    """How far a figure depends on the level of counting, the quad scheme and the rule of merging."""
    check_rows_target(output, format)
    kept = opened(record)
    choices = [tuple(listed(given or [])) or every for given, every in ((levels, LEVELS), (schemes, SCHEMES), (rules, RULES))]
    found = kept.sensitivity(figure, kept.query(**asked), *choices)
    put_rows(found.answer(), format, output, ("level", "scheme", "rule", "value"))
    if found.low is None or found.middle is None or found.high is None:
        say(f"{figure}: nothing is known")
    else:
        say(f"{figure}: {found.low:.3f} to {found.high:.3f}, middle {found.middle:.3f}, over {len(found.variants)} variants")
