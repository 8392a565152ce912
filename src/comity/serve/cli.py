"""The command line: results on stdout, messages and progress on stderr; exit code 0 ok, 1 some input failed, 2 usage."""

import io
import sys
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

import comity
from comity.coder import Coder, check_date
from comity.config import DATA, Settings
from comity.core.text import Document
from comity.core.trace import Coding
from comity.errors import ComityError, InputError, SettingsError
from comity.exports.formats import BINARY, TEXT
from comity.serve import flags
from comity.serve.checks import check_report
from comity.serve.cli_actors import actors_app
from comity.serve.cli_brief import brief_app
from comity.serve.cli_dyad import dyad_app
from comity.serve.cli_eval import eval_app
from comity.serve.cli_events import events_app
from comity.serve.cli_export import export
from comity.serve.cli_import import import_
from comity.serve.cli_indices import indices_app
from comity.serve.cli_network import network_app
from comity.serve.cli_record import opened, record_app
from comity.serve.cli_relations import relations_app
from comity.serve.cli_serve import serve_app
from comity.serve.cli_ties import ties_app
from comity.serve.console import console_for, pipe, read_all, say
from comity.serve.explain import explain_text
from comity.serve.output import check_target, put
from comity.serve.page import write_page
from comity.serve.table import coding_table, summary

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Who did what to whom, when, where, and did it really happen.",
)
app.add_typer(actors_app, name="actors")
app.add_typer(eval_app, name="eval")
app.command("import")(import_)
app.command()(export)
app.add_typer(record_app)
app.add_typer(events_app)
app.add_typer(serve_app)
app.add_typer(ties_app)
app.add_typer(network_app)
app.add_typer(indices_app)
app.add_typer(relations_app)
app.add_typer(dyad_app)
app.add_typer(brief_app)
SAMPLE = DATA / "sample"


class Format(StrEnum):
    """What `comity code` can print."""

    table = "table"
    jsonl = "jsonl"
    csv = "csv"
    html = "html"
    plover = "plover"
    polecat = "polecat"
    gdelt = "gdelt"
    icews = "icews"
    phoenix = "phoenix"
    acled = "acled"
    ucdp = "ucdp"
    geojson = "geojson"
    graphml = "graphml"
    gexf = "gexf"
    parquet = "parquet"
    stata = "stata"
    bundle = "bundle"


Files = Annotated[list[str], typer.Argument(help="Files, folders, or - for standard input.", show_default=False)]
Published = Annotated[str | None, typer.Option(help="Publication date (year-month-day) of articles that do not carry one.")]
Output = Annotated[Path | None, typer.Option("--output", "-o", help="Write here instead of on stdout; parquet, stata and bundle need it.")]
Own = Annotated[
    list[Path] | None, typer.Option("--actors", help="A CSV file of your own actors (repeat for several); see `comity actors`.")
]


def main() -> None:
    """The entry point: known errors become one line on stderr and an exit code."""
    try:
        app()
    except SettingsError as error:
        say(f"comity: {error}")
        sys.exit(2)
    except ComityError as error:
        say(f"comity: {error}")
        sys.exit(1)


def version(show: bool) -> None:
    if show:
        sys.stdout.write(f"comity {comity.__version__}\n")
        raise typer.Exit


@app.callback()
def options(
    show: Annotated[bool, typer.Option("--version", callback=version, is_eager=True, help="Print the version and stop.")] = False,
) -> None:
    """Read news, keep an evidence-backed record of political acts."""


@app.command()
def code(
    files: Files,
    published: Published = None,
    format: Annotated[Format, typer.Option(help="How to print the claims.")] = Format.table,
    workers: Annotated[int, typer.Option(min=1, help="Processes to use.")] = 1,
    actors: Own = None,
    output: Output = None,
    no_model: flags.NoModel = False,
) -> None:
    """Code articles into claims, each with the words that prove it."""
    check_date(published)
    check_target(output, format.value, format.value in BINARY)
    documents, failures = read_all(files, published)
    settings = Settings(actors=tuple(actors or ()), model=not no_model)
    codings = run(documents, workers, settings)
    put(render(codings, format, settings, to_file=output is not None), output)
    finish(codings, failures)


@app.command()
def explain(
    file: Annotated[str, typer.Argument(help="A file, or - for standard input.")],
    sentence: Annotated[int | None, typer.Argument(help="The number of one sentence.", min=1)] = None,
    published: Published = None,
    actors: Own = None,
    html: Annotated[bool, typer.Option("--html", help="Print a self-contained HTML page instead.")] = False,
    no_model: flags.NoModel = False,
) -> None:
    """Show sentence by sentence the parse, the rules, the losing readings, and why nothing was coded."""
    check_date(published)
    documents, failures = read_all([file], published)
    coder = Coder(Settings(actors=tuple(actors or ()), model=not no_model))
    console = console_for(sys.stdout.isatty())
    for document in documents:
        coding = coder.explain(document)
        if sentence is not None and sentence > len(coding.sentences):
            raise SettingsError(
                f"Sentence {sentence} does not exist: {document.source or 'the text'} has {len(coding.sentences)} sentences."
            )
        with pipe():
            if html:
                sys.stdout.write(write_page([coding]))
                continue
            for part in explain_text(coding, sentence):
                console.print(part)
    finish([], failures)


@app.command()
def demo() -> None:
    """Code the bundled sample corpus and show the claims."""
    code([str(SAMPLE)], None, Format.table, 1)
    say("\nNow one of your own:  comity code ARTICLE.txt --published 2024-04-09\nWhy a claim, why not: comity explain ARTICLE.txt")


@app.command()
@flags.asks(*flags.WHICH, "dataset", "as_of", "order", "cursor", "limit")
def claims(
    record: flags.RecordDir,
    asked: flags.Asked,
    format: Annotated[Format, typer.Option(help="How to print the claims.")] = Format.table,
    output: Output = None,
) -> None:
    """Print the claims of a record that a question asks for."""
    check_target(output, format.value, format.value in BINARY)
    found = opened(record)
    codings, more = found.page(found.query(**asked))
    put(render(codings, format, found.settings, to_file=output is not None), output)
    say(summary(codings))
    if more:
        say(f"There are more: --cursor {more}")


@app.command()
def check() -> None:
    """Check every data file: ontology, actors, places, lexicon. Prints what they cover; exit code 1 if anything is wrong."""
    lines, problems = check_report(Settings())
    for line in lines:
        sys.stdout.write(line + "\n")
    for problem in problems:
        say(problem)
    if problems:
        raise typer.Exit(1)


def run(documents: Sequence[Document], workers: int, settings: Settings) -> list[Coding]:
    """The codings of all documents, with a progress bar on stderr when there are several."""
    if not documents:
        return []
    coder = Coder(settings)
    codings: Iterator[Coding] = coder.code_many(documents, workers)
    if len(documents) == 1:
        return list(codings)
    with Progress(console=Console(stderr=True), transient=True) as progress:
        return list(progress.track(codings, total=len(documents), description="coding"))


def render(codings: Sequence[Coding], format: Format, settings: Settings, to_file: bool) -> bytes | Iterable[str]:
    """The claims in a format. A table has colours when a terminal shows it."""
    if format.value in BINARY:
        return BINARY[format.value](codings, settings, comity.__version__)
    if format.value in TEXT:
        return TEXT[format.value](codings)
    if format is Format.jsonl:
        return (coding.to_json() + "\n" for coding in codings)
    if format is Format.html:
        return [write_page(codings)]
    terminal = sys.stdout.isatty() and not to_file
    console = console_for(terminal, io.StringIO())
    with console.capture() as table:
        print_table(codings, console)
    return [table.get()]


def print_table(codings: Sequence[Coding], console: Console) -> None:
    """The claims of every document, sentence by sentence."""
    for coding in codings:
        document = coding.document
        if len(codings) > 1 or document.title:
            named = document.title or (document.source if document.text else document.url)  # rows of a data set share their file
            console.rule(f"{named}  ({document.published or 'no date'})", align="left")
        if coding.claims:
            console.print(coding_table(coding))
        else:
            console.print(
                "no claims"
                + (f": {coding.rejections[0].detail}" if coding.rejections and coding.rejections[0].reason == "not_english" else "")
            )


def finish(codings: Sequence[Coding], failures: Sequence[InputError]) -> None:
    """The summary and every failure on stderr; exit code 1 when some input failed."""
    if codings:
        say(summary(codings))
    for coding in codings:
        for conflict in (r for r in coding.rejections if r.reason == "date_conflict"):
            say(f"{coding.document.source or 'the text'}: {conflict.detail}")
    for failure in failures:
        say(f"comity: {failure}")
    if failures:
        raise typer.Exit(1)
