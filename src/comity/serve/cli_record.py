"""The record's commands: add, watch, search, why, verify, compact, vacuum."""

import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress, TextColumn

from comity.coder import check_date
from comity.config import Settings
from comity.core.query import Period, Query, parse_period
from comity.core.text import Document
from comity.readers.columns import parse_columns
from comity.readers.fetch import Fetcher
from comity.readers.items import Item
from comity.record.intake import Intake, items_of
from comity.record.lake import check_there
from comity.record.record import Record
from comity.record.watch import Round, feed_addresses, load_states, new_items, save_states
from comity.record.why import Silence
from comity.serve import flags
from comity.serve.console import named, pipe, say

record_app = typer.Typer()
TextMode = Annotated[str | None, typer.Option(help="What a new record keeps of texts: full, snippet or hash-only.")]
Workers = Annotated[int, typer.Option(min=1, help="Processes to use.")]
Own = Annotated[list[Path] | None, typer.Option("--actors", help="A CSV file of your own actors.")]


def opened(where: str) -> Record:
    """The record in a folder or at an address, which must be there: asking makes none. Raises RecordError."""
    check_there(where)
    return Record(where)


@record_app.command()
def add(
    paths: Annotated[list[str], typer.Argument(help="Files, folders, or - for standard input.", show_default=False)],
    to: flags.To,
    published: Annotated[str | None, typer.Option(help="Publication date (year-month-day) of articles that do not carry one.")] = None,
    text_mode: TextMode = None,
    workers: Workers = 1,
    column: flags.Columns = None,
    actors: Own = None,
    no_model: flags.NoModel = False,
    cluster: Annotated[
        str | None, typer.Option(help="Code on a dask cluster: its scheduler's address, tcp://host:8786, or local.", show_default=False)
    ] = None,
) -> None:
    """Code articles into a record; what it holds already is left alone."""
    check_date(published)
    columns = parse_columns(column or [])
    record = Record(to, Settings(actors=tuple(actors or ()), model=not no_model), text_mode)
    take(record, items_of(named(paths), published, columns, say), workers, cluster)


def take(record: Record, items: Iterator[Item], workers: int = 1, cluster: str | None = None) -> None:
    """Add items with a running count on stderr; then the summary, and every failure; exit code 1 when something failed."""
    done = Intake("")
    bar = TextColumn("{task.description}")
    with Progress(bar, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("reading")
        for done in record.add_steps(items, workers, cluster):
            progress.update(task, description=f"{done.added} articles added, {done.known} known, {len(done.failures)} failed")
    sys.stdout.write(
        f"{done.added} articles added ({done.revised} of them new revisions), {done.known} known already, {len(done.failures)} failed; "
        f"{done.claims} new claims; the record is at version {record.version}\n"
    )
    for failure in done.failures:
        say(f"comity: {failure.message}")
    if done.failures:
        raise typer.Exit(1)


@record_app.command()
def watch(
    feeds: Annotated[
        list[str], typer.Argument(help="Addresses of feeds, OPML files, or files with an address a line.", show_default=False)
    ],
    to: flags.To,
    once: Annotated[bool, typer.Option("--once", help="Look once and stop.")] = False,
    every: Annotated[int, typer.Option(min=60, help="Seconds between two looks.")] = 900,
    pages: Annotated[bool, typer.Option("--pages/--no-pages", help="Fetch each article, or take the text in the feed.")] = True,
    allow_private: Annotated[list[str] | None, typer.Option(help="A host on a private network that may be fetched from.")] = None,
    text_mode: TextMode = None,
    no_model: flags.NoModel = False,
) -> None:
    """Follow feeds into a record: only what is new is fetched, politely."""
    addresses = feed_addresses(feeds)
    record = Record(to, Settings(model=not no_model), text_mode)
    while True:
        seen = Round(load_states(record.place))
        failed = False
        try:
            take(record, new_items(addresses, seen, Fetcher(frozenset(allow_private or ())), pages))
        except typer.Exit:
            failed = True
        save_states(record.place, seen.states)
        if once:
            raise typer.Exit(int(failed))
        time.sleep(every)


@record_app.command()
def search(
    words: Annotated[str, typer.Argument(help='Words, "phrases", -words to leave out, beginnings*.')],
    record: flags.RecordDir,
    limit: Annotated[int, typer.Option(min=1, help="At most so many.")] = 20,
) -> None:
    """Find articles by their words; the place is marked ⟦so⟧."""
    hits = opened(record).search(words, Query(limit=limit))
    if not hits:
        say(f"No article holds {words!r}; try fewer words, or a beginning such as embass*.")
    with pipe():
        for hit in hits:
            title = f"{hit.title}: " if hit.title else ""
            sys.stdout.write(f"{hit.document_id}  {title}{' '.join(hit.snippet.split())}\n")


@record_app.command()
def why(
    one: Annotated[str, typer.Argument(help="A state or organisation: FRA, France, NATO.")],
    two: Annotated[str, typer.Argument(help="The other one.")],
    record: flags.RecordDir,
    period: Annotated[str | None, typer.Argument(help="When the articles were published: 2023-08, 2023-11..2024-02.")] = None,
    as_of: flags.AsOf = None,
) -> None:
    """Say why there is nothing, or only this, about two actors in a time."""
    found = opened(record).why_nothing(one, two, parse_period(period) if period else Period(), as_of=as_of)
    sys.stdout.write("\n".join(told(found, one, two)) + "\n")


VERDICTS = {
    "unknown_actor": "unknown actor",
    "no_coverage": "no coverage: the record has no article of that time",
    "not_named": "not named together: articles there are, but none names both",
    "co_mention": "co-mention only: both are named in one article, never in one sentence",
    "uncoded": "uncoded: sentences name both, but none gave an act between them",
    "filtered": "filtered: acts there are, but none is asserted as done",
    "coded": "coded: there are acts between them",
}


def told(found: Silence, one: str, two: str) -> list[str]:
    """An answer of `why` in words."""
    lines = [f"{one} and {two}: {VERDICTS[found.verdict]}"]
    if found.verdict == "unknown_actor":
        return lines + [f"  {note}" for note in found.notes]
    naming = ", ".join(f"{n} name {code}" for code, n in found.naming.items())
    lines.append(
        f"  {found.articles} articles of that time; {naming}, {found.naming_both} both; {found.sentences_with_both} sentences name both"
    )
    lines.append(f"  {found.done} acts asserted as done" + "".join(f", {n} {status}" for status, n in found.set_aside.items()))
    if found.reasons:
        lines.append("  sentences that name both gave nothing between them: " + ", ".join(f"{n} {r}" for r, n in found.reasons.items()))
    for p in found.passages:
        lines.append(
            f"    [{p.reason}] {p.published or 'no date'} {p.source or p.document_id}: {' '.join((p.text or '(text not kept)').split())}"
        )
    return lines


@record_app.command()
def verify(
    folder: flags.Dir,
    articles: Annotated[list[str] | None, typer.Option(help="Articles whose text the record does not keep (files or folders).")] = None,
    published: Annotated[str | None, typer.Option(help="Their publication date, where they carry none.")] = None,
) -> None:
    """Check every quote of a record against its text; exit code 1 if any is not there, or an article cannot be read."""
    given = items_of(list(articles or ()), check_date(published), {}, say)
    unread: list[str] = []
    found = opened(folder).verify(_read(given, unread))
    sys.stdout.write(
        f"{found.claims} claims in {found.documents} documents: {found.quotes - found.unchecked} of {found.quotes} quotes checked, "
    )
    sys.stdout.write(
        f"{len(found.faults)} faults" + (f"; {found.unchecked} need the article (--articles)" if found.unchecked else "") + "\n"
    )
    for fault in found.faults:
        say(f"comity: {fault}")
    for error in unread:
        say(f"comity: {error}")
    if found.faults or unread:
        raise typer.Exit(1)


def _read(items: Iterable[Item], unread: list[str]) -> Iterator[Document]:
    """The documents of inputs; why others could not be read goes into `unread`."""
    for item in items:
        if item.document is None:
            unread.append(item.error or f"{item.name}: cannot be read. Give a file or folder of articles.")
        else:
            yield item.document


@record_app.command()
def compact(folder: flags.Dir) -> None:
    """Join the small files of a record; no answer changes, at any --as-of."""
    done = opened(folder).compact()
    sys.stdout.write(f"{done.before} files became {done.after}; {done.dropped} rows of runs that were killed are gone\n")


@record_app.command()
def vacuum(
    folder: flags.Dir,
    hours: Annotated[
        int, typer.Option(min=0, help="Keep files that were needed in the last so many hours; 0 only when nobody reads.")
    ] = 168,
) -> None:
    """Delete files that a record no longer needs; no answer changes, at any --as-of."""
    sys.stdout.write(f"{opened(folder).vacuum(hours)} files deleted\n")
