"""`comity brief`: two pages on how two parties stand with each other."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from comity.relate.brief_pages import WRITERS
from comity.serve import flags
from comity.serve.cli_dyad import One, Two
from comity.serve.cli_record import opened
from comity.serve.console import say
from comity.serve.output import check_target, put

brief_app = typer.Typer()


class BriefFormat(StrEnum):
    """What a brief can be written as."""

    html = "html"
    md = "md"
    pdf = "pdf"


@brief_app.command()
def brief(
    one: One,
    two: Two,
    record: flags.RecordDir,
    since: Annotated[str | None, typer.Option(help="From this year, month or day on.")] = None,
    date: flags.Date = None,
    format: Annotated[BriefFormat, typer.Option(help="html prints on two pages; md has no charts; pdf needs -o.")] = BriefFormat.html,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write here instead of on stdout; pdf needs it.")] = None,
    publisher: flags.Publisher = None,
    as_of: flags.AsOf = None,
) -> None:
    """Write two pages on a pair: what changed and when, charts, and footnotes that are sentences with their sources."""
    check_target(output, format.value, format is BriefFormat.pdf)
    if since is not None and date is not None:
        raise typer.BadParameter("since and date are both given; expected one of them.")
    asked = {"date": f"{since}.." if since else date, "publisher": publisher, "as_of": as_of}
    found = opened(record)
    made = found.brief(one, two, found.query(**asked))
    written = WRITERS[format.value](made)
    put(written if output is not None else [written.decode()], output)
    say(f"{made.title}: {len(made.footnotes)} footnotes")
