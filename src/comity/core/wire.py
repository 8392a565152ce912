"""The one JSON shape: Comity's values with their own field names, keys in declaration order."""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints


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


def from_plain(hint: Any, value: Any) -> Any:
    """What `as_plain` made plain, as a value of the type `hint` again; a text that was not kept is empty.

    >>> from comity.core.text import Sentence
    >>> from_plain(tuple[Sentence, ...], [{"index": 0, "start": 0, "end": 4}])
    (Sentence(index=0, start=0, end=4),)
    """
    if get_origin(hint) in (Union, UnionType):
        return None if value is None else from_plain(next(a for a in get_args(hint) if a is not NoneType), value)
    if get_origin(hint) is tuple:
        return tuple(from_plain(get_args(hint)[0], v) for v in value or ())
    if is_dataclass(hint) and isinstance(hint, type):
        hints = _hints(hint)
        return hint(**{f.name: from_plain(hints[f.name], value[f.name]) for f in fields(hint) if f.init})
    return "" if value is None and hint is str else value


@cache
def _hints(kind: type) -> Mapping[str, Any]:
    return get_type_hints(kind)
