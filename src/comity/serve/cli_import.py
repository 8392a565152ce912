"""`comity import`: another data set's events as claims, row by row, printed or taken into a record beside our own."""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress, TextColumn

from comity.core.trace import Coding
from comity.errors import InputError, SettingsError
from comity.exports.csv_table import write_csv
from comity.exports.parquet import write_parquet
from comity.imports.formats import READERS
from comity.record.foreign import NO_TYPE, Imported
from comity.record.record import Record
from comity.serve.console import counted, say
from comity.serve.output import check_target, put

SHOWN = 20  # errors and unknown codes that are listed one by one


class Source(StrEnum):
    """The data sets whose files can be imported."""

    gdelt = "gdelt"
    icews = "icews"
    polecat = "polecat"
    phoenix = "phoenix"


class Shape(StrEnum):
    """What the claims can be printed as."""

    csv = "csv"
    jsonl = "jsonl"
    parquet = "parquet"


@dataclass(slots=True)
class Tally:
    """What an import has seen so far. Of a million wrong rows only the first are kept; `fresh` are those that no record has noted yet."""

    rows: int = 0
    claims: int = 0
    typeless: int = 0
    wrong: int = 0
    errors: list[InputError] = field(default_factory=list)
    fresh: list[InputError] | None = None
    unknown: Counter[str] = field(default_factory=Counter)

    def refuse(self, error: InputError) -> None:
        self.wrong += 1
        if len(self.errors) < SHOWN:
            self.errors.append(error)
        if self.fresh is not None:
            self.fresh.append(error)

    def over(self, codings: Iterable[Coding]) -> Iterator[Coding]:
        """The same codings, counted on their way."""
        for coding in codings:
            self.rows += 1
            self.claims += len(coding.claims)
            for note in coding.rejections:
                if note.reason == NO_TYPE:
                    self.typeless += 1
                else:
                    self.unknown[note.detail or ""] += 1
            yield coding


def import_(
    file: Annotated[Path, typer.Argument(help="A file of that data set, unpacked.", show_default=False)],
    source: Annotated[Source, typer.Option("--from", help="The data set it comes from.", show_default=False)],
    to: Annotated[Path | None, typer.Option(help="A record to take the claims into; it is made where there is none.")] = None,
    format: Annotated[Shape | None, typer.Option(help="How to print the claims: csv if nothing is said.")] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write here instead of on stdout; parquet needs it.")] = None,
) -> None:
    """Read the events of GDELT, ICEWS, POLECAT or Phoenix as claims without evidence, to set them beside your own.

    In a record they are found only by questions that name the data set (--dataset).
    """
    if to is not None and (format is not None or output is not None):
        raise SettingsError("--to takes the claims into a record; expected no --format or --output beside it.")
    shape = format or Shape.csv
    if to is None:
        check_target(output, shape.value, shape is Shape.parquet)
    tally = Tally(fresh=None if to is None else [])
    codings = tally.over(READERS[source.value](file, tally.refuse))
    if to is None:
        put(_written(codings, shape), output)
    else:
        _take(codings, source, to, tally)
    _report(tally, file)


def _written(codings: Iterable[Coding], format: Shape) -> bytes | Iterable[str]:
    if format is Shape.jsonl:
        return (coding.to_json() + "\n" for coding in codings)
    if format is Shape.csv:
        return write_csv(codings)
    return write_parquet(codings)


def _take(codings: Iterable[Coding], source: Source, to: Path, tally: Tally) -> None:
    """Into a record, with a running count on stderr."""
    record = Record(to)
    done = Imported("")
    with Progress(TextColumn("{task.description}"), console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("reading")
        for done in record.import_steps(source.value, codings, tally.fresh if tally.fresh is not None else []):
            progress.update(task, description=f"{done.added:,} rows added, {done.known:,} known, {done.wrong:,} wrong")
    sys.stdout.write(
        f"{counted(done.added, 'row')} added with {counted(done.claims, 'claim')} of {source.value}, {done.known} known already, "
        f"{done.wrong} wrong; the record is at version {record.version}\n"
    )


def _report(tally: Tally, file: Path) -> None:
    """What became of the rows, on stderr; exit code 1 when some could not be read."""
    rows, claims, statements = (
        counted(n, what) for n, what in ((tally.rows + tally.wrong, "row"), (tally.claims, "claim"), (tally.typeless, "statement"))
    )
    say(f"{file}: {rows}, {claims}; {statements} without a type in PLOVER.")
    for told, number in tally.unknown.most_common(SHOWN):
        say(f"{told} is in no list and stays unknown ({counted(number, 'row')}).")
    if len(tally.unknown) > SHOWN:
        say(f"… and {len(tally.unknown) - SHOWN} other codes.")
    for error in tally.errors:
        say(f"comity: {error}")
    if tally.wrong:
        say(f"comity: {counted(tally.wrong, 'row')} could not be read and left out; mend the file and import it again.")
        raise typer.Exit(1)
