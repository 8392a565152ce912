"""The one JSON shape: Comity's values with their own field names, keys in declaration order."""

import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints


def as_plain(value: Any) -> Any:
    """Dataclasses as dictionaries, tuples as lists, everything else as it is."""
    if value is None or isinstance(value, (str, int, float)):
        return value
    if isinstance(value, (tuple, list)):
        return [as_plain(v) for v in value]
    return {name: as_plain(getattr(value, name)) for name in names} if (names := _names(value.__class__)) else value


@cache
def _names(kind: type) -> tuple[str, ...]:
    """The fields of a dataclass, nothing for another type."""
    return tuple(f.name for f in fields(kind)) if is_dataclass(kind) else ()


def dumps(value: Any, *, indent: int | None = None) -> str:
    """A value as JSON text: readable Unicode, no NaN, the same bytes for the same value."""
    return json.dumps(as_plain(value), ensure_ascii=False, allow_nan=False, indent=indent)


def from_plain(hint: Any, value: Any) -> Any:
    """What `as_plain` made plain, as a value of the type `hint` again; a text that was not kept is empty.

    >>> from comity.core.text import Sentence
    >>> from_plain(tuple[Sentence, ...], [{"index": 0, "start": 0, "end": 4}])
    (Sentence(index=0, start=0, end=4),)
    """
    return _reader(hint)(value)


@cache
def _reader(hint: Any) -> Callable[[Any], Any]:
    """What turns plain values into those of one type; made once a type, for records hold millions."""
    if get_origin(hint) in (Union, UnionType):
        read = _reader(next(a for a in get_args(hint) if a is not NoneType))
        return lambda value: None if value is None else read(value)
    if get_origin(hint) is tuple:
        each = _reader(get_args(hint)[0])
        return lambda value: tuple([each(v) for v in value or ()])
    if is_dataclass(hint) and isinstance(hint, type):
        hints = get_type_hints(hint)
        parts = [(f.name, _reader(hints[f.name])) for f in fields(hint) if f.init]
        return lambda value: hint(**{name: part(value[name]) for name, part in parts})
    return (lambda value: "" if value is None else value) if hint is str else (lambda value: value)
