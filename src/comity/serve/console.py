"""What every command shares: reading inputs, messages for people, ending quietly when nobody reads on."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import typer
from rich.console import Console

from comity.core.text import Document
from comity.errors import InputError
from comity.readers import read_bytes
from comity.readers.items import Item
from comity.record.intake import items_of, with_date

WIDTH = 100


@contextmanager
def pipe() -> Iterator[None]:
    """A reader that stops reading ("comity code … | head") ends the program quietly and without an error."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(0) from None


def say(message: str) -> None:
    """A message for people, on stderr."""
    Console(stderr=True, soft_wrap=True, highlight=False).print(message, markup=False)


def counted(number: int, what: str) -> str:
    """ "1 row", "2 rows" """
    return f"{number} {what}{'s' * (number != 1)}"


def console_for(terminal: bool, file: IO[str] | None = None) -> Console:
    """Where results are drawn, in colour on a terminal. Brackets and colons in the words of articles stay what they are."""
    width = None if terminal else WIDTH
    return Console(file=file, force_terminal=terminal or None, width=width, highlight=False, markup=False, emoji=False)


def read_all(names: Sequence[str], published: str | None) -> tuple[list[Document], list[InputError]]:
    """The documents of all inputs, and the errors of those that could not be read. A date given fills in where none is known."""
    documents: list[Document] = []
    failures: list[InputError] = []
    for item in items_of(named(names), None, {}, say):
        if item.document is None:
            failures.append(InputError(item.error))
        else:
            documents.append(dated(item.document, published))
    return documents, failures


def named(names: Sequence[str]) -> Iterator[Path | Item]:
    """Files and folders by name; "-" is standard input."""
    for name in names:
        if name != "-":
            yield Path(name)
            continue
        try:
            yield from standard_input()
        except InputError as error:
            yield Item("standard input", error=str(error))


def standard_input() -> list[Item]:
    """The article that stands on standard input. Raises InputError."""
    return [Item("standard input", d) for d in read_bytes(sys.stdin.buffer.read(), "standard input")]


def dated(document: Document, published: str | None) -> Document:
    """The document with the date given where its metadata have none; it goes before a dateline. Without any, a message."""
    if document.published is None and published is None:
        say(
            f"{document.source}: no publication date; claims are made, but relative dates stay unresolved. Give one with --published YEAR-MONTH-DAY."
        )
    return with_date(document, published)
