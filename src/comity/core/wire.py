"""The one JSON shape: Comity's values with their own field names, keys in declaration order."""

import json
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

LEAVES = frozenset({str, int, float, bool, type(None)})


def as_plain(value: Any) -> Any:
    """Dataclasses as dictionaries, tuples as lists, everything else as it is."""
    kind: type = type(value)
    if kind in LEAVES:
        return value
    if isinstance(value, (tuple, list)):
        return [as_plain(v) for v in value]
    names = _names(kind)
    if names is None:
        return value
    # the leaves are told here, not by a call each: an import of a million rows writes a hundred million of them
    return {name: v if type(v := getattr(value, name)) in LEAVES else as_plain(v) for name in names}


@cache
def _names(kind: type) -> tuple[str, ...] | None:
    """The fields of a dataclass, None for another type."""
    return tuple(f.name for f in fields(kind)) if is_dataclass(kind) else None


def dumps(value: Any, *, indent: int | None = None) -> str:
    """A value as JSON text: readable Unicode, no NaN, the same bytes for the same value."""
    return json.dumps(as_plain(value), ensure_ascii=False, allow_nan=False, indent=indent)
