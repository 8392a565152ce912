"""What every command shares: reading inputs, messages for people, ending quietly when nobody reads on."""

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import typer
from rich.console import Console

from comity.core.text import Document
from comity.errors import InputError
from comity.readers import expand, read_bytes, read_items
from comity.readers.items import Item


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


def read_all(names: Sequence[str], published: str | None) -> tuple[list[Document], list[InputError]]:
    """The documents of all inputs, and the errors of those that could not be read. A date given fills in where none is known."""
    documents: list[Document] = []
    failures: list[InputError] = []
    for item in items_of(names, {}):
        if item.document is None:
            failures.append(InputError(item.error))
        else:
            documents.append(with_date(item.document, published))
    return documents, failures


def items_of(names: Sequence[str], columns: Mapping[str, str]) -> Iterator[Item]:
    """The articles of files, folders and, for "-", standard input, one after the other; what cannot be read as items that say why."""
    for name in names:
        try:
            if name == "-":
                yield from (Item(name, d) for d in read_bytes(sys.stdin.buffer.read(), "standard input"))
                continue
            for path in expand([Path(name)]):
                yield from read_items(path, say, columns)
        except InputError as error:
            yield Item(name, error=str(error))


def with_date(document: Document, published: str | None) -> Document:
    """The document with the date given where it has none of its own; without any, a message."""
    if document.published is None and published is None:
        say(
            f"{document.source}: no publication date; claims are made, but relative dates stay unresolved. Give one with --published YEAR-MONTH-DAY."
        )
    return document if document.published else replace(document, published=published)
