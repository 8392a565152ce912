"""Articles in tables: JSON Lines, CSV and Parquet, row by row, whatever their size."""

import csv
import gzip
import io
import json
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import duckdb

from comity.errors import InputError
from comity.readers.columns import guess_columns, row_item, show_columns
from comity.readers.items import Item

LONGEST = 50 * 1024 * 1024
TABLES = frozenset({".jsonl", ".ndjson", ".csv", ".tsv", ".parquet"})
Tell = Callable[[str], None]


def read_table(path: Path, told: Mapping[str, str], tell: Tell) -> Iterator[Item]:
    """The articles of a table; `told` names columns, `tell` gets the columns that were guessed. Raises InputError."""
    kind = Path(path.name.removesuffix(".gz")).suffix.lower()
    rows = read_parquet if kind == ".parquet" else read_json_lines if kind in (".jsonl", ".ndjson") else read_delimited
    shown: set[tuple[str, ...]] = set()
    columns: dict[tuple[str, ...], dict[str, str]] = {}
    for place, row in rows(path):
        if isinstance(row, str):
            yield Item(f"{path}:{place}", error=f"{path}:{place}: {row}")
            continue
        names = tuple(row)
        if names not in columns:
            try:
                columns[names] = guess_columns(names, told, f"{path}:{place}")
            except InputError as error:
                if kind not in (".jsonl", ".ndjson"):
                    raise
                yield Item(f"{path}:{place}", error=str(error))
                continue
        fields = tuple(columns[names].values())
        if fields not in shown:
            shown.add(fields)
            tell(f"{path}: {show_columns(columns[names], names)}")
        yield row_item(row, columns[names], str(path), place)


Rows = Iterator[tuple[str, dict[str, Any] | str]]


def read_json_lines(path: Path) -> Rows:
    """(line, object, or what is wrong with the line) of each line that is not blank."""
    with _opened(path) as stream:
        for number, line in enumerate(_lines(path, stream), 1):
            if not line.strip():
                continue
            if len(line) > LONGEST:
                raise InputError(f"{path}:{number}: the line is longer than {LONGEST // 2**20} MB. Split the article.")
            try:
                found = json.loads(line)
            except (ValueError, RecursionError) as error:
                yield str(number), f"this is no JSON ({error}). Expected one object a line."
                continue
            yield (
                str(number),
                found if isinstance(found, dict) else f'this is {type(found).__name__}; expected an object such as {{"text": …}}.',
            )


def _lines(path: Path, stream: IO[bytes]) -> Iterator[bytes]:
    with _named(path):
        while line := stream.readline(LONGEST + 1):
            yield line


def read_delimited(path: Path) -> Rows:
    """(line, row, or what is wrong with it) of each row of a CSV file, its separator the one its header has most of."""
    csv.field_size_limit(LONGEST)
    with _opened(path) as stream, _named(path):
        text = io.TextIOWrapper(stream, encoding=_encoding(path), newline="")
        header = text.readline(LONGEST)
        separator = max(",;\t|", key=header.count)
        names = next(csv.reader([header], delimiter=separator), [])
        reader = csv.reader(text, delimiter=separator)
        for cells in reader:
            if len(cells) == len(names):
                yield str(reader.line_num + 1), dict(zip(names, cells, strict=True))
            elif cells:
                yield (
                    str(reader.line_num + 1),
                    f"{len(cells)} cells where the header has {len(names)}. Quote cells that hold a {separator!r}.",
                )


def read_parquet(path: Path) -> Rows:
    """(row number, row) of a Parquet file."""
    with duckdb.connect() as connection:
        try:
            cursor = connection.execute("SELECT * FROM read_parquet($file)", {"file": str(path)})
            names = [d[0] for d in cursor.description or ()]
            number = 0
            while rows := cursor.fetchmany(100):
                for row in rows:
                    number += 1
                    yield str(number), dict(zip(names, row, strict=True))
        except duckdb.Error as error:
            told = str(error).partition("\n")[0].rstrip(".")
            raise InputError(f"{path}: this is no whole Parquet file ({told}). Write it again.") from error


def _opened(path: Path) -> IO[bytes]:
    try:
        return gzip.open(path) if path.suffix.lower() == ".gz" else path.open("rb")  # type: ignore[return-value]
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}).") from error


def _encoding(path: Path) -> str:
    with _opened(path) as stream, _named(path):
        head = stream.read(4)
    return "utf-16" if head.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """Errors of damaged files, raised while they are read, as InputError."""
    try:
        yield
    except UnicodeError as error:
        raise InputError(f"{path}: this is not UTF-8 ({error}). Save the file as UTF-8.") from error
    except csv.Error as error:
        raise InputError(f"{path}: {error}. Look for a quotation mark that is not closed.") from error
    except (EOFError, OSError, zlib.error) as error:
        raise InputError(f"{path}: the file is damaged or cut short ({error}). Fetch it again.") from error
