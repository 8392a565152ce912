"""The gazetteer as shipped: a trie of names (`names.marisa`) and a table of places by columns (`places.bin`), both memory-mapped.

`places.bin` begins with MAGIC, the CRC-32 of everything after the head, size and CRC-32 of the names file, and the row counts; then
come the columns of LAYOUT without gaps, and the ISO3 codes of the countries. A name's key id leads through `first` to its postings:
each is a place's row, its highest bit set where the name is the place's own.
"""

import mmap
import struct
import zlib
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from unicodedata import combining, normalize

from marisa_trie import Trie

from comity.errors import DataError

MAGIC = b"COMITYG1"
NAMES, TABLE = "names.marisa", "places.bin"
KINDS = (
    "country", "capital", "city", "admin1", "admin2", "region", "sea", "strait", "river", "lake", "mountain", "island", "desert",
    "border", "front", "base", "nuclear", "camp", "embassy", "holy", "site", "territory", "quarter",
)  # fmt: skip
COMMON, PERSON = 1, 2  # flags of a name: also an ordinary English word, also a name of people
OWN_NAME = 1 << 31
LAYOUT = (
    ("first", "I", "name+1"), ("postings", "I", "posting"), ("geonameid", "I", "place"), ("lat", "f", "place"), ("lon", "f", "place"),
    ("population", "I", "place"), ("label", "I", "place"), ("admin1", "I", "place"), ("admin2", "I", "place"), ("country", "H", "place"),
    ("kind", "B", "place"), ("flags", "B", "name"),
)  # fmt: skip
_HEAD = struct.Struct("<8sIIIIII")
_REMEDY = "Install Comity anew, or build the gazetteer with tools/gazetteer.py."


@dataclass(frozen=True, slots=True)
class Tables:
    """The opened files: the trie, the columns by name, and the countries' codes."""

    names: Trie
    columns: Mapping[str, memoryview]
    countries: tuple[str, ...]


def fold_char(code: int) -> str:
    """A letter without its marks, a hyphen as a space, any apostrophe as the plain one: always one character for one."""
    char = chr(code)
    if char in "’‘ʼʻ`ʿʾ´":
        return "'"
    return " " if char in "-‐‑–" else _bare(char)


def _bare(char: str) -> str:
    parts = normalize("NFD", char)
    return parts[0] if len(parts) > 1 and all(map(combining, parts[1:])) else char


class _Folding(dict[int, str]):
    def __missing__(self, code: int) -> str:
        self[code] = fold_char(code)
        return self[code]


_FOLDING = _Folding()


def fold(name: str) -> str:
    """The form under which a name is looked up; as long as the name."""
    return name.translate(_FOLDING)


def write_tables(folder: Path, names: Trie, columns: Mapping[str, Sequence[float]], countries: Sequence[str]) -> None:
    """Write both files. Raises DataError for coordinates out of range."""
    check_range(folder / TABLE, columns["lat"], columns["lon"])
    names.save(str(folder / NAMES))
    trie = (folder / NAMES).read_bytes()
    body = b"".join(array(code, columns[name]).tobytes() for name, code, _ in LAYOUT) + "".join(countries).encode("ascii")
    counts = len(names), len(columns["postings"]), len(columns["lat"])
    tail = struct.pack("<IIIII", len(trie), zlib.crc32(trie), *counts)
    (folder / TABLE).write_bytes(MAGIC + struct.pack("<I", zlib.crc32(tail + body)) + tail + body)


def open_tables(folder: Path) -> Tables:
    """Map both files. Raises DataError naming the file and the remedy where one is missing, cut short or damaged."""
    table, trie = _map(folder / TABLE), _map(folder / NAMES)
    if len(table) < _HEAD.size or table[: len(MAGIC)] != MAGIC:
        raise DataError(f"{folder / TABLE}: begins with {table[:8]!r}; expected a gazetteer, which begins with {MAGIC!r}. {_REMEDY}")
    _, crc, trie_size, trie_crc, n_names, n_postings, n_places = _HEAD.unpack_from(table)
    _check(folder / TABLE, memoryview(table)[12:], crc)
    if len(trie) != trie_size:
        raise DataError(f"{folder / NAMES}: has {len(trie)} bytes; expected {trie_size}. {_REMEDY}")
    _check(folder / NAMES, memoryview(trie), trie_crc)
    counts = {"name+1": n_names + 1, "name": n_names, "posting": n_postings, "place": n_places}
    columns, at, view = {}, _HEAD.size, memoryview(table)
    for name, code, per in LAYOUT:
        size = counts[per] * struct.calcsize(code)
        columns[name] = view[at : at + size].cast(code)  # type: ignore[call-overload]
        at += size
    check_range(folder / TABLE, columns["lat"], columns["lon"])
    codes = bytes(view[at:]).decode("ascii")
    return Tables(Trie().mmap(str(folder / NAMES)), columns, tuple(codes[i : i + 3] for i in range(0, len(codes), 3)))


def check_range(path: Path, lat: Sequence[float] | memoryview, lon: Sequence[float] | memoryview) -> None:
    """Raises DataError where a latitude or longitude is no point on Earth."""
    for name, values, limit in (("latitude", lat, 90), ("longitude", lon, 180)):
        if len(values) and not (min(values) >= -limit and max(values) <= limit):
            row, value = next((i, v) for i, v in enumerate(values) if not -limit <= v <= limit)
            raise DataError(f"{path}: place {row} has the {name} {value}; expected one within ±{limit}. {_REMEDY}")


def _map(path: Path) -> mmap.mmap:
    try:
        with path.open("rb") as file:
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except OSError as error:
        raise DataError(f"{path}: cannot be read ({error.strerror}). {_REMEDY}") from error
    except ValueError as error:
        raise DataError(f"{path}: is empty; expected a gazetteer. {_REMEDY}") from error


def _check(path: Path, body: memoryview, expected: int) -> None:
    found = zlib.crc32(body)
    if found != expected:
        raise DataError(f"{path}: is cut short or damaged (checksum {found:08x}; expected {expected:08x}). {_REMEDY}")
