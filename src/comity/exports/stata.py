"""Claims as a Stata file (format 118, Stata 14 and later): closed lists are numbers with value labels, dates are Stata dates.

Written by hand, for the only other way is pandas, which is heavy. The layout is that of Stata's `help dta`: a map of offsets, names,
formats and labels, the rows with fixed widths, and the texts (strL) in a table of their own, each stored once.
"""

import struct
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from comity.core.trace import Coding
from comity.exports.flat import COLUMNS, MEANING, Cell, flat_rows
from comity.lexicon.crosswalk import bundled_crosswalk
from comity.lexicon.ontology import CERTAINTIES, POLARITIES, TIMES

STRL, DOUBLE, LONG, BYTE = 32768, 65526, 65528, 65530
MISSING_DOUBLE, MISSING_LONG, MISSING_BYTE = 2.0**1023, 2147483621, 101
PACKED = MappingProxyType({DOUBLE: ("<d", MISSING_DOUBLE), LONG: ("<i", MISSING_LONG), BYTE: ("<b", MISSING_BYTE)})
KINDS = MappingProxyType({  # storage and display format of each kind of column
    "text": (STRL, "%20s"), "list": (STRL, "%20s"), "code": (LONG, "%12.0g"), "quad": (LONG, "%12.0g"), "int": (LONG, "%12.0g"),
    "float": (DOUBLE, "%10.0g"), "bool": (BYTE, "%8.0g"), "date": (LONG, "%td"),
})  # fmt: skip
NAME, FORMAT, LABEL = 129, 57, 321  # bytes of a name, a display format, a variable label
EPOCH = date(1960, 1, 1).toordinal()
QUADS = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")
SECTIONS = (
    "map", "variable_types", "varnames", "sortlist", "formats", "value_label_names", "variable_labels", "characteristics", "data", "strls", "value_labels",
)  # fmt: skip

Labels = Mapping[str, Mapping[str, int]]


def write_stata(codings: Iterable[Coding]) -> bytes:
    """One .dta file of all claims, whatever their status; the same claims give the same bytes."""
    rows = list(flat_rows(codings))
    labels = _labels(rows)
    texts: dict[str, tuple[int, int]] = {}
    data = b"".join(_row(row, number, labels, texts) for number, row in enumerate(rows, 1))
    names = list(COLUMNS)
    kinds = [KINDS[k] for k in COLUMNS.values()]
    return _file(len(rows), {
        "variable_types": b"".join(struct.pack("<H", storage) for storage, _ in kinds),
        "varnames": b"".join(_fixed(n, NAME) for n in names),
        "sortlist": bytes(2 * (len(names) + 1)),
        "formats": b"".join(_fixed(shown, FORMAT) for _, shown in kinds),
        "value_label_names": b"".join(_fixed(n if n in labels else "", NAME) for n in names),
        "variable_labels": b"".join(_fixed(_short(MEANING[n]), LABEL) for n in names),
        "characteristics": b"",
        "data": data,
        "strls": b"".join(_stored(text, *place) for text, place in texts.items()),
        "value_labels": b"".join(_label_table(column, numbers) for column, numbers in labels.items()),
    })  # fmt: skip


def _labels(rows: Sequence[tuple[Cell, ...]]) -> dict[str, dict[str, int]]:
    """The number of each code of each coded column: the closed lists in their order, so that files can be appended; others after."""
    ontology = bundled_crosswalk().ontology
    lists: dict[str, Iterable[str]] = {
        "type": ontology.types, "quad_plover": QUADS, "status": ontology.axes_of, "polarity": POLARITIES, "certainty": CERTAINTIES, "time": TIMES,
        "date_precision": ("day", "week", "month", "year", "decade", "unknown"),
        "date_basis": ("stated", "relative", "dateline", "inherited", "publication"),
        "place_precision": ("exact", "city", "district", "province", "country", "region", "sea"),
    }  # fmt: skip
    numbers = {column: {code: n for n, code in enumerate(codes, 1)} for column, codes in lists.items()}
    for index, (column, kind) in enumerate(COLUMNS.items()):
        if kind == "code":
            for code in sorted({str(row[index]) for row in rows if row[index] is not None} - numbers[column].keys()):
                numbers[column][code] = len(numbers[column]) + 1
    return numbers | {column: {"no": 0, "yes": 1} for column, kind in COLUMNS.items() if kind == "bool"}


def _row(row: tuple[Cell, ...], number: int, labels: Labels, texts: dict[str, tuple[int, int]]) -> bytes:
    cells = []
    for index, ((column, kind), cell) in enumerate(zip(COLUMNS.items(), row, strict=True), 1):
        storage = KINDS[kind][0]
        if storage == STRL:
            text = "; ".join(cell) if isinstance(cell, tuple) else str(cell or "")
            variable, observation = texts.setdefault(text, (index, number)) if text else (0, 0)
            cells.append(struct.pack("<H", variable) + observation.to_bytes(6, "little"))
        else:
            form, missing = PACKED[storage]
            cells.append(struct.pack(form, missing if cell is None else _value(cell, kind, labels.get(column, {}))))
    return b"".join(cells)


def _value(cell: Cell, kind: str, numbers: Mapping[str, int]) -> int | float:
    """The number that stands for a cell."""
    if isinstance(cell, str):
        return date.fromisoformat(cell).toordinal() - EPOCH if kind == "date" else numbers[cell]
    if isinstance(cell, tuple) or cell is None:
        raise TypeError(f"a cell of kind {kind} is one value, not {cell!r}")
    return cell


def _stored(text: str, variable: int, observation: int) -> bytes:
    """A text in the table of long texts, under the variable and observation where it first stands."""
    content = text.encode("utf-8", "replace") + b"\0"
    return b"GSO" + struct.pack("<IQBI", variable, observation, 130, len(content)) + content


def _label_table(column: str, numbers: Mapping[str, int]) -> bytes:
    texts = [code.encode() + b"\0" for code in numbers]
    offsets = [sum(map(len, texts[:n])) for n in range(len(texts))]
    packed = struct.pack(f"<{2 * len(texts)}i", *offsets, *numbers.values())
    table = struct.pack("<ii", len(texts), sum(map(len, texts))) + packed + b"".join(texts)
    return b"<lbl>" + struct.pack("<i", len(table)) + _fixed(column, NAME) + bytes(3) + table + b"</lbl>"


def _file(count: int, contents: Mapping[str, bytes]) -> bytes:
    """Header, map and sections; the map holds the offset of each section, of the closing tag and of the end."""
    head = b"<stata_dta><header><release>118</release><byteorder>LSF</byteorder>"
    head += b"<K>" + struct.pack("<H", len(COLUMNS)) + b"</K><N>" + struct.pack("<Q", count) + b"</N>"
    head += b"<label>\0\0</label><timestamp>\0</timestamp></header>"
    filled = {"map": bytes(8 * (len(SECTIONS) + 3)), **contents}
    offsets = [0]
    position = len(head)
    for name in SECTIONS:
        offsets.append(position)
        position += len(_section(name, filled[name]))
    offsets += [position, position + len(b"</stata_dta>")]
    filled["map"] = struct.pack(f"<{len(offsets)}Q", *offsets)
    return head + b"".join(_section(name, filled[name]) for name in SECTIONS) + b"</stata_dta>"


def _section(name: str, content: bytes) -> bytes:
    return b"<" + name.encode() + b">" + content + b"</" + name.encode() + b">"


def _fixed(text: str, width: int) -> bytes:
    return text.encode().ljust(width, b"\0")


def _short(text: str) -> str:
    """A variable label, of at most 80 characters."""
    return text if len(text) <= 80 else text[:79] + "…"
