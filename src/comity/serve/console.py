"""What every command shares: reading inputs, messages for people, ending quietly when nobody reads on."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import typer
from rich.console import Console

from comity.core.text import Document
from comity.errors import InputError
from comity.readers import expand, read_bytes, read_path


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
    for name in names:
        try:
            sources: Iterable[tuple[str, Callable[[], list[Document]]]]
            if name == "-":
                sources = [("standard input", lambda: read_bytes(sys.stdin.buffer.read(), "standard input"))]
            else:
                sources = [(str(p), lambda p=p: read_path(p)) for p in expand([Path(name)])]  # type: ignore[misc]
        except InputError as error:
            failures.append(error)
            continue
        for _, read in sources:
            try:
                documents += [with_date(d, published) for d in read()]
            except InputError as error:
                failures.append(error)
    return documents, failures


def with_date(document: Document, published: str | None) -> Document:
    """The document with the date given where its metadata have none; it goes before a dateline. Without any, a message."""
    if document.published is None and published is None:
        say(
            f"{document.source}: no publication date; claims are made, but relative dates stay unresolved. Give one with --published YEAR-MONTH-DAY."
        )
    if published is None or (document.published and document.published_from in (None, "metadata")):
        return document
    return replace(document, published=published, published_from=None)
