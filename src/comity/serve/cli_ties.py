"""The commands about how parties stand with each other beyond one pair's acts: ledger."""

import sys
from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated

import typer

from comity.core.wire import dumps
from comity.relate.accounts import Statement
from comity.relate.ledger import Entry
from comity.serve import flags
from comity.serve.cli_record import opened
from comity.serve.console import pipe, say

ties_app = typer.Typer()
WIDTH = 100
One = Annotated[str | None, typer.Argument(help="A state or organisation: FRA, France, NATO.", show_default=False)]
Two = Annotated[str | None, typer.Argument(help="The other one.", show_default=False)]
OnDay = Annotated[
    str | None, typer.Option("--date", help="The day on which to look: nothing published later is known. Default: the last report's.")
]


class RowFormat(StrEnum):
    """What these commands can print."""

    table = "table"
    jsonl = "jsonl"


@ties_app.command()
def ledger(
    record: flags.RecordDir,
    one: One = None,
    two: Two = None,
    date: OnDay = None,
    as_of: flags.AsOf = None,
    format: Annotated[RowFormat, typer.Option(help="How to print the entries.")] = RowFormat.table,
) -> None:
    """Promises, threats and refusals, and what became of them, with the reports of both sides."""
    found = opened(record).ledger(one, two, date, as_of)
    with pipe():
        for entry in found.entries:
            sys.stdout.writelines([dumps(entry) + "\n"] if format is RowFormat.jsonl else entry_lines(entry))
    say(f"{len(found.entries)} entries on {found.on or 'no day'}: " + ", ".join(f"{n} {v}" for v, n in found.counts().items()))


def entry_lines(entry: Entry) -> Iterator[str]:
    """An entry in words: what was said, what became of it, and the reports of both."""
    sides = ", ".join(entry.actor) + (f" → {', '.join(entry.recipient)}" if entry.recipient else "")
    kind = entry.event_type + (f"/{entry.mode}" if entry.mode else "")
    due = f", due {entry.due}{'' if entry.due_basis == 'stated' else ' by rule'}" if entry.due else ""
    verdict = entry.verdict.upper() + (f" on {entry.decided}{', late' if entry.late else ''}" if entry.decided else "")
    yield f"{entry.said}  {sides}  {entry.kind}: {kind}{due}  {verdict}\n"
    for told in entry.said_in:
        yield evidence_line("said", told)
    for deed in entry.deeds:
        yield evidence_line(deed.effect, deed.evidence)


def evidence_line(label: str, told: Statement) -> str:
    """A report on one line."""
    line = f"    {label:9} {told.reported or 'no date'}  {told.publisher or told.document}: {' '.join((told.sentence or '(text not kept)').split())}"
    return (line if len(line) <= WIDTH else line[: WIDTH - 1] + "…") + "\n"
