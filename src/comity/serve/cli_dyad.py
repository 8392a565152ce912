"""`comity dyad`: how two parties stand with each other."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from comity.exports.csv_table import csv_line
from comity.record.record import Record
from comity.relate.brief import turned
from comity.relate.months import CLASSES, Figure, Month
from comity.relate.relation import Relation
from comity.relate.telling import load_words, summary, told
from comity.serve import flags
from comity.serve.cli_record import opened
from comity.serve.cli_record import told as silence_told
from comity.serve.console import counted
from comity.serve.output import put
from comity.serve.rows import RowFormat, as_text, put_rows

dyad_app = typer.Typer()
SHOWN = 24  # months in a table
One = Annotated[str, typer.Argument(help="A state or organisation: CHN, China, NATO.", show_default=False)]
Two = Annotated[str, typer.Argument(help="Another one.", show_default=False)]


class DyadFormat(StrEnum):
    """What `comity dyad` can print: a page, its months as CSV, the acts behind them as JSON Lines."""

    table = "table"
    csv = "csv"
    jsonl = "jsonl"


@dyad_app.command()
@flags.asks("level", "date", "type", "scheme", "status", "background", "publisher", "min_origins", "min_confidence", "as_of")
def dyad(
    one: One,
    two: Two,
    record: flags.RecordDir,
    asked: flags.Asked,
    format: Annotated[DyadFormat, typer.Option(help="A page; its months as csv; the acts behind them as jsonl.")] = DyadFormat.table,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write here instead of on stdout.")] = None,
    done: flags.Done = True,
) -> None:
    """Show what two parties did to each other by month: cooperation and conflict apart, in words and in numbers."""
    kept = opened(record)
    found = kept.relation(one, two, done=done, **asked)
    if format is DyadFormat.jsonl:
        put_rows(found.acts, RowFormat.jsonl, output, ())
    elif format is DyadFormat.csv:
        put(month_lines(found), output)
    else:
        put([as_text(page(kept, found), sys.stdout.isatty() and output is None)], output)


def page(record: Record, found: Relation) -> Iterator[object]:
    """The parts of a relation's page."""
    words = load_words(record.settings.data)
    first = told(found, words).text
    yield first
    if not len(found.acts):
        period = found.query.date
        yield "\n".join(silence_told(record.why_nothing(found.one, found.two, period, as_of=found.query.as_of), found.one, found.two))
        return
    for party in (found.one, found.two):
        if (line := summary(found, party, words).text) != first:
            yield line
    yield from _turns(found, words)
    yield f"Counted: {found.query.level}s, told in {counted(found.reports, 'article')}; {found.articles} published in that time; quad classes of {found.query.scheme}.\n"
    yield _months_table(found)
    known = len(found.direction(found.one))
    if known > SHOWN:
        yield f"The last {SHOWN} of {known} months; all of them with --format csv."


def _turns(found: Relation, words: Mapping[str, str]) -> Iterator[str]:
    turns = found.turns()
    if turns.lack:
        yield f"{turns.lack[0].upper()}{turns.lack[1:]}."
    for turn in turns.turns:
        yield f"Turning point: {turned(found, turn, words).text}"


def _months_table(found: Relation) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("month")
    names = ("cooperation", "conflict", "material_conflict")
    for party in (found.one, found.two):
        side = f"{party} → {found.other(party)}"
        for n, name in enumerate(("coop.", "conflict", "material")):
            table.add_column(f"{side if n == 0 else ''}\n{name}", justify="right", no_wrap=True)
    table.add_column("\norigins", justify="right")
    table.add_column("\narticles", justify="right")
    pairs = list(zip(found.direction(found.one), found.direction(found.two), strict=True))[-SHOWN:]
    for one, two in pairs:
        cells = [_cell(m.classes[name]) for m in (one, two) for name in names]
        ids = (*one.acts.ids, *two.acts.ids)
        origins = found.origins(ids) if one.known or two.known else Figure("origins", None)
        table.add_row(one.month[:7], *cells, _cell(origins), str(one.articles))
    return table


def _cell(figure: Figure) -> str:
    return "–" if figure.value is None else str(figure)


def month_lines(found: Relation) -> Iterator[str]:
    """The months as lines of CSV, a line a direction; nothing where nothing could be known."""
    yield csv_line(["month", "actor", "recipient", "known", "articles", "acts", *CLASSES, "event_scale", "origins", "ids"])
    for m in found.months:
        yield csv_line(_values(m))


def _values(m: Month) -> Sequence[object]:
    counts = [m.acts.value, *(m.classes[name].value for name in CLASSES), m.event_scale, m.origins.value]
    return [m.month, m.actor, m.recipient, "true" if m.known else "false", m.articles, *counts, "; ".join(m.acts.ids)]
