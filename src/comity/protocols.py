"""What a reader, a parser and a coder must offer. Any object that fits can be passed in; nothing is registered."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from comity.core.parse import Parse
from comity.core.text import Document


class Reader(Protocol):
    """Turns the bytes of one file into documents."""

    def __call__(self, data: bytes, name: str) -> Iterable[Document]:
        """The documents in `data`; `name` is the file's name, for messages. Raises InputError."""
        ...


class Parser(Protocol):
    """Parses sentences that were already split."""

    def parse(self, spans: Sequence[tuple[str, int]]) -> Iterator[Parse]:
        """One Parse for each (sentence text, offset of its start in the document), in order."""
        ...
