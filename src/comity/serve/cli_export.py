"""`comity export`: the claims of a record, or those a question asks for, in any format."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

import comity
from comity.core.trace import Coding
from comity.exports.formats import BINARY, TEXT
from comity.serve import flags
from comity.serve.cli_record import opened
from comity.serve.console import counted, say
from comity.serve.output import check_target, put

WITH_REFUSALS = frozenset({"jsonl", "bundle"})


class ExportFormat(StrEnum):
    """Every format of docs/formats.md."""

    csv = "csv"
    parquet = "parquet"
    stata = "stata"
    jsonl = "jsonl"
    geojson = "geojson"
    plover = "plover"
    polecat = "polecat"
    gdelt = "gdelt"
    icews = "icews"
    phoenix = "phoenix"
    acled = "acled"
    ucdp = "ucdp"
    graphml = "graphml"
    gexf = "gexf"
    bundle = "bundle"


@dataclass(slots=True)
class Counts:
    """What has gone by so far."""

    documents: int = 0
    claims: int = 0

    def over(self, codings: Iterable[Coding]) -> Iterator[Coding]:
        """The same codings, counted on their way."""
        for coding in codings:
            self.documents += 1
            self.claims += len(coding.claims)
            yield coding


@flags.asks(*flags.WHICH, "dataset", "as_of")
def export(
    record: flags.RecordDir,
    asked: flags.Asked,
    format: Annotated[ExportFormat, typer.Option(help="The format; docs/formats.md says what each takes.", show_default=False)],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write here instead of on stdout; parquet, stata and bundle need it.")
    ] = None,
) -> None:
    """Write the claims of a record in a format, all or those that a question asks for."""
    check_target(output, format.value, format.value in BINARY)
    found = opened(record)
    counts = Counts()
    codings = counts.over(found.stream(refusals=format.value in WITH_REFUSALS, **asked))
    if format.value in BINARY:
        put(BINARY[format.value](codings, found.settings, comity.__version__), output)
    elif format.value in TEXT:
        put(TEXT[format.value](codings), output)
    else:
        put((coding.to_json() + "\n" for coding in codings), output)
    say(
        f"{counted(counts.claims, 'claim')} in {counted(counts.documents, 'document')} went into {format.value}; docs/formats.md says which of them it takes."
    )
