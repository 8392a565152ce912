"""The `comity actors` commands: find unknown names, check, try and import files of own actors."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from comity.changes import find_changes
from comity.coder import Coder, check_date
from comity.config import DATA, Settings
from comity.errors import SettingsError
from comity.lexicon.petrarch import import_dictionary
from comity.serve.actors import change_lines, check_lines, unknown_lines
from comity.serve.console import pipe, read_all, say

actors_app = typer.Typer(no_args_is_help=True, help="Keep a CSV file of your own actors beside the bundled ones.")

Articles = Annotated[list[str] | None, typer.Argument(help="Files, folders, or - for standard input.", show_default=False)]
Own = Annotated[Path, typer.Argument(help="A CSV file with the columns name, kind, code, sector, start, end, aliases.")]
InUse = Annotated[list[Path] | None, typer.Option("--actors", help="A CSV file of your own actors that is in use already.")]
Published = Annotated[str | None, typer.Option(help="Publication date (year-month-day) of articles that do not carry one.")]


@actors_app.command()
def unknown(
    articles: Annotated[list[str], typer.Argument(help="Files, folders, or - for standard input.", show_default=False)],
    published: Published = None,
    top: Annotated[int, typer.Option(min=1, help="How many names to list.")] = 100,
    actors: InUse = None,
) -> None:
    """List the names in political acts that nobody knows, by frequency, each with a sentence and a line to complete."""
    check_date(published)
    documents, failures = read_all(articles, published)
    mentions = Coder(Settings(actors=tuple(actors or ()))).unknown_actors(documents)
    _print(unknown_lines(mentions, top))
    say(f"{mentions.open} of {mentions.total} names in political acts are not resolved.")
    _fail(failures)


@actors_app.command("try")
def try_(file: Own, articles: Articles = None, published: Published = None, actors: InUse = None) -> None:
    """Show which claims a file of own actors would add, alter or remove, in your articles or in the bundled sample."""
    check_date(published)
    coder = Coder(Settings(actors=tuple(actors or ())))
    changed = coder.with_actors(file)
    documents, failures = read_all(articles or [str(DATA / "sample")], published)
    changes = list(find_changes(map(coder.code_document, documents), map(changed.code_document, documents)))
    _print(change_lines(changes))
    counts = {kind: sum(c.kind == kind for c in changes) for kind in ("added", "altered", "removed")}
    say(f"{len(documents)} documents: " + ", ".join(f"{n} claims {kind}" for kind, n in counts.items()) + ". Nothing was saved.")
    _fail(failures)


@actors_app.command()
def check(file: Own) -> None:
    """Check a file of own actors: codes, dates, duplicates, overlapping roles, aliases claimed twice."""
    lines, problems = check_lines(file, Settings())
    _print(lines)
    _fail(problems)


@actors_app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="A PETRARCH or Phoenix actor or agent dictionary.")],
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write the CSV file here instead of on stdout.")] = None,
) -> None:
    """Turn a PETRARCH or Phoenix dictionary into a file of own actors; what is malformed is left out and reported."""
    imported = import_dictionary(file, DATA / "actors")
    if output:
        try:
            output.write_text(imported.to_csv(), encoding="utf-8")
        except OSError as error:
            raise SettingsError(f"{output}: cannot be written ({error.strerror}). Give a file in a folder that exists.") from error
    else:
        _print(imported.to_csv().split("\n")[:-1])
    for problem in imported.problems:
        say(problem)
    say(f"{len(imported.rows)} lines imported, {len(imported.problems)} problems.")
    if not imported.rows:
        raise typer.Exit(1)


def _print(lines: Iterable[str]) -> None:
    with pipe():
        for line in lines:
            sys.stdout.write(line + "\n")


def _fail(problems: Iterable[object]) -> None:
    """Every problem on stderr; exit code 1 when there is one."""
    failed = False
    for problem in problems:
        say(f"comity: {problem}")
        failed = True
    if failed:
        raise typer.Exit(1)
