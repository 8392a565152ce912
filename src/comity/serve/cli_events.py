"""The commands about events: events, merge, unmerge, unjudge."""

import csv
import io
import sys
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Annotated

import typer

from comity.core.actor import Participant
from comity.core.event import Event
from comity.core.wire import dumps
from comity.serve import flags
from comity.serve.cli_record import opened
from comity.serve.console import counted, pipe, say

events_app = typer.Typer()
Rule = Annotated[str, typer.Option(help="Among values that differ: most_frequent, most_precise or latest.")]
Claim = Annotated[str, typer.Argument(help="The id of a claim.")]
Claims = Annotated[list[str], typer.Argument(help="The ids of one or several others.")]
By = Annotated[str | None, typer.Option(help="Who says so.")]
Note = Annotated[str | None, typer.Option(help="Why.")]
COLUMNS = (
    "id", "date_start", "date_end", "event_type", "mode", "actor", "recipient", "reciprocal", "status", "background", "place", "country",
    "first_reported", "n_reports", "n_outlets", "n_origins", "contradictions",
)  # fmt: skip


class EventFormat(StrEnum):
    """What `comity events` can print."""

    table = "table"
    jsonl = "jsonl"
    csv = "csv"


@events_app.command()
@flags.asks(*flags.WHICH, "as_of", "order", "limit")
def events(
    record: flags.RecordDir,
    asked: flags.Asked,
    format: Annotated[EventFormat, typer.Option(help="How to print the events.")] = EventFormat.table,
    rule: Rule = "most_frequent",
) -> None:
    """Print the events of a record: one act each, from every report of it."""
    found = opened(record).events(rule=rule, **asked)
    with pipe():
        if format is EventFormat.csv:
            sys.stdout.write(_csv(found))
        elif format is EventFormat.jsonl:
            sys.stdout.writelines(dumps(e) + "\n" for e in found)
        else:
            sys.stdout.writelines(line for e in found for line in _lines(e))
    say(f"{counted(len(found), 'event')} of {counted(sum(len(e.claims) for e in found), 'claim')}")


def _lines(event: Event) -> Iterator[str]:
    """An event in words, with what its reports disagree on below it."""
    days = event.date.start or "no date" if event.date.start == event.date.end else f"{event.date.start or ''}..{event.date.end or ''}"
    sides = _names(event.actor) + (f" → {_names(event.recipient)}" if event.recipient else "")
    counts = ", ".join((counted(event.n_reports, "report"), counted(event.n_outlets, "outlet"), counted(event.n_origins, "origin")))
    yield f"{days}  {sides}  {event.event_type}{'/' + event.mode if event.mode else ''}  {event.status}  ({counts})  {event.id}\n"
    for contradiction in event.contradictions:
        told = "; ".join(f"{v.value} ({len(v.claims)})" for v in contradiction.variants)
        yield f"    {contradiction.field} differs: {told}\n"


def _csv(found: Sequence[Event]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for e in found:
        place = (e.place.name, e.place.country_code) if e.place else (None, None)
        writer.writerow(
            (e.id, e.date.start, e.date.end, e.event_type, e.mode, _names(e.actor), _names(e.recipient), e.reciprocal, e.status, e.background,
             *place, e.first_reported, e.n_reports, e.n_outlets, e.n_origins, ";".join(c.field for c in e.contradictions))
        )  # fmt: skip
    return out.getvalue()


def _names(side: Sequence[Participant]) -> str:
    return ", ".join(p.code if p.id is None or p.id == f"state:{p.code}" else f"{p.code} ({p.name or p.id})" for p in side) or "(unknown)"


@events_app.command()
def merge(record: flags.RecordDir, one: Claim, others: Claims, by: By = None, note: Note = None) -> None:
    """Say that claims tell of one act, whatever the rules say."""
    _judge(record, one, others, True, by, note)


@events_app.command()
def unmerge(record: flags.RecordDir, one: Claim, others: Claims, by: By = None, note: Note = None) -> None:
    """Say that a claim tells of another act than each of the others, whatever the rules say."""
    _judge(record, one, others, False, by, note)


@events_app.command()
def unjudge(record: flags.RecordDir, one: Claim, others: Claims, by: By = None, note: Note = None) -> None:
    """Take back what was said of a claim and each of the others: the rules decide again."""
    _judge(record, one, others, None, by, note)


def _judge(record: str, one: str, others: Sequence[str], same: bool | None, by: str | None, note: str | None) -> None:
    kept = opened(record)
    for other in others:
        kept.judge(one, other, same, by, note)
