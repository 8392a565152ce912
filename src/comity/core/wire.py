"""The one JSON shape: Comity's values with their own field names, keys in declaration order."""

import json
from dataclasses import fields, is_dataclass
from typing import Any


def as_plain(value: Any) -> Any:
    """Dataclasses as dictionaries, tuples as lists, everything else as it is."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: as_plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, (tuple, list)):
        return [as_plain(v) for v in value]
    return value


def dumps(value: Any, *, indent: int | None = None) -> str:
    """A value as JSON text: readable Unicode, no NaN, the same bytes for the same value."""
    return json.dumps(as_plain(value), ensure_ascii=False, allow_nan=False, indent=indent)
