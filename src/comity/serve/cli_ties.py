"""The commands about how parties stand with each other beyond single acts: ledger, ties, press."""

import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from comity.core.wire import dumps
from comity.relate.accounts import Statement
from comity.relate.ledger import Entry
from comity.relate.press import Press
from comity.relate.ties import Interval
from comity.serve import flags
from comity.serve.cli_record import opened
from comity.serve.console import WIDTH, counted, pipe, say

ties_app = typer.Typer()
One = Annotated[str | None, typer.Argument(help="A state or organisation: FRA, France, NATO.", show_default=False)]
Two = Annotated[str | None, typer.Argument(help="The other one.", show_default=False)]
OnDay = Annotated[
    str | None, typer.Option("--date", help="The day on which to look: nothing published later is known. Default: the last report's.")
]


class TieFormat(StrEnum):
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
    format: Annotated[TieFormat, typer.Option(help="How to print the entries.")] = TieFormat.table,
) -> None:
    """Promises, threats and refusals, and what became of them, with the reports of both sides."""
    found = opened(record).ledger(one, two, date, as_of)
    with pipe():
        for entry in found.entries:
            sys.stdout.writelines([dumps(entry) + "\n"] if format is TieFormat.jsonl else entry_lines(entry))
    say(f"{len(found.entries)} entries on {found.on or 'no day'}: " + ", ".join(f"{n} {v}" for v, n in found.counts().items()))


@ties_app.command()
def ties(
    record: flags.RecordDir,
    one: Annotated[str, typer.Argument(help="A state or organisation: FRA, France, NATO.", show_default=False)],
    two: Two = None,
    date: OnDay = None,
    as_of: flags.AsOf = None,
    now: Annotated[bool, typer.Option("--in-force", help="Only what holds on that day.")] = False,
    format: Annotated[TieFormat, typer.Option(help="How to print them.")] = TieFormat.table,
) -> None:
    """Lasting relations: alliances, sanctions, broken relations, ceasefires, wars, occupations, disputes, mediation, arms supply."""
    found = opened(record).ties(one, two, date, as_of)
    shown = found.in_force() if now else found.intervals
    with pipe():
        for interval in shown:
            sys.stdout.writelines([dumps(interval) + "\n"] if format is TieFormat.jsonl else interval_lines(interval))
    say(f"{counted(len(shown), 'tie')} on {found.on}; {len(found.in_force())} in force")


@ties_app.command()
@flags.asks("date", "reported", "type", "as_of")
def press(
    record: flags.RecordDir,
    asked: flags.Asked,
    one: Annotated[str, typer.Argument(help="A state: FRA, France.", show_default=False)],
    two: Annotated[str, typer.Argument(help="The other one.", show_default=False)],
    outlets: Annotated[Path | None, typer.Option(help="Your own publishers: a CSV file with domain, name, country.")] = None,
    format: Annotated[TieFormat, typer.Option(help="How to print the answer.")] = TieFormat.table,
) -> None:
    """The same pair as told by the press of the one, of the other, and of third countries."""
    kept = opened(record)
    found = kept.press(one, two, kept.query(**asked), outlets)
    with pipe():
        sys.stdout.writelines([dumps(found) + "\n"] if format is TieFormat.jsonl else press_lines(found))
    unknown = found.lenses[-1]
    if unknown.articles:
        say(f"{counted(unknown.articles, 'article')} of publishers whose country is not known; name them with --outlets")


def press_lines(found: Press) -> Iterator[str]:
    """The lenses and how far they differ, in words."""
    names = {"one": f"press of {found.one}", "two": f"press of {found.two}", "third": "third countries", "unknown": "country unknown"}
    yield f"{'':16}{'articles':>9}{'outlets':>9}{'acts':>7}{'conflict':>10}{'(95 %)':>12}{'by ' + found.one:>9}{'scale':>8}{'doubted':>9}\n"
    for lens in found.lenses:
        share = "–" if lens.share is None else f"{100 * lens.share:.0f} %"
        interval = "–" if lens.low is None or lens.high is None else f"{100 * lens.low:.0f}–{100 * lens.high:.0f}"
        by_one = "–" if lens.by_one is None else f"{100 * lens.by_one:.0f} %"
        scale = "–" if lens.scale is None else f"{lens.scale:.1f}"
        yield (
            f"{names[lens.lens]:16}{lens.articles:9}{lens.outlets:9}{lens.acts:7}{share:>10}{interval:>12}{by_one:>9}{scale:>8}{lens.doubted:9}\n"
        )
    for d in found.divergences:
        pair = f"{names[d.one]} and {names[d.two]}"
        if d.value is None or d.chance is None or d.tone is None:
            yield f"{pair}: too little to compare, each needs {d.needed} articles\n"
        else:
            word = "differ more than chance" if d.verdict == "differ" else "differ no more than chance"
            yield f"{pair}: {word}, {d.value:.3f} (chance {d.chance:.3f}, p {d.p:.3f}); tone {d.tone:+.1f}\n"


def interval_lines(interval: Interval) -> Iterator[str]:
    """A lasting relation in words, with what began and ended it."""
    other = (" between " if interval.kind == "mediation" else " → ") + ", ".join(interval.other) if interval.other else ""
    state = f"lapsed: nothing since {interval.seen}" if interval.state == "lapsed" else interval.state
    source = f"  [{interval.table}]" if interval.table else ""
    yield f"{interval.start or 'before':10}..{interval.end or '':10}  {interval.kind}: {', '.join(interval.holder)}{other}  ({state}){source}\n"
    for label, told in (("begun", interval.begun_by), ("seen", interval.seen_in[-1:]), ("ended", interval.ended_by)):
        yield from (evidence_line(label, s) for s in told)


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
