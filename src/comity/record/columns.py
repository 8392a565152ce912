"""Many rows into a table at once: flat columns go to DuckDB as Arrow, nested values as JSON, each distinct one once."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from arro3.core import Array, DataType, Table

from comity.core.wire import dumps
from comity.record.shape import SHAPES, with_derived

ARROW = MappingProxyType({
    "VARCHAR": DataType.string(), "BIGINT": DataType.int64(), "DOUBLE": DataType.float64(), "BOOLEAN": DataType.bool(),
})  # fmt: skip
INCOMING = "incoming"


@dataclass(frozen=True, slots=True)
class Incoming:
    """Rows for a table: to be registered under the name `INCOMING`, and the query over it with its parameters."""

    arrow: Table
    sql: str
    parameters: Mapping[str, str]


def incoming(table: str, columns: Mapping[str, Sequence[Any]]) -> Incoming:
    """The rows whose values stand in `columns`, one list for each column of the table, all of one length."""
    arrays: dict[str, Any] = {}
    picked, joins = [], []
    parameters: dict[str, str] = {}
    for name, shape in SHAPES[table].items():
        if isinstance(shape, str):
            arrays[name] = Array(columns[name], ARROW[shape])
            picked.append(f'{INCOMING}."{name}"')
            continue
        places, distinct = _indexed(columns[name])
        arrays[name] = Array(places, ARROW["BIGINT"])
        picked.append(f'"of_{name}".value AS "{name}"')
        told = f"SELECT unnest(from_json($data_{name}, $shape_{name})) AS value, unnest(range({len(distinct)})) AS place"
        joins.append(f' JOIN ({told}) AS "of_{name}" ON {INCOMING}."{name}" = "of_{name}".place')
        parameters |= {f"data_{name}": dumps(distinct), f"shape_{name}": json.dumps([shape])}
    sql = f"SELECT {', '.join(picked)} FROM {INCOMING}{''.join(joins)}"
    return Incoming(Table.from_pydict(arrays), with_derived(table, sql), parameters)


def _indexed(values: Sequence[Any]) -> tuple[list[int], list[Any]]:
    """For each value its place in the list of distinct ones. Most are the very same object as one before, which spares their hash."""
    by_identity: dict[int, int] = {}
    by_value: dict[Any, int] = {}
    places = []
    for value in values:
        place = by_identity.get(id(value))
        if place is None:
            place = by_identity[id(value)] = by_value.setdefault(value, len(by_value))
        places.append(place)
    return places, list(by_value)
