"""The one JSON shape: Comity's values with their own field names, keys in declaration order."""

import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

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


def from_plain(hint: Any, value: Any) -> Any:
    """What `as_plain` made plain, as a value of the type `hint` again; a text that was not kept is empty.

    >>> from comity.core.text import Sentence
    >>> from_plain(tuple[Sentence, ...], [{"index": 0, "start": 0, "end": 4}])
    (Sentence(index=0, start=0, end=4),)
    """
    return _reader(hint)(value)


Reader = Callable[[Any], Any]


@cache
def _reader(hint: Any) -> Reader:
    """How values of a type are read: worked out once, for a record gives back millions."""
    if get_origin(hint) in (Union, UnionType):
        inner = _reader(next(a for a in get_args(hint) if a is not NoneType))
        return _as_it_is if inner in (_as_it_is, _text) else lambda value: None if value is None else inner(value)
    if get_origin(hint) is tuple:
        one = _reader(get_args(hint)[0])
        return lambda value: tuple(map(one, value)) if value else ()
    if is_dataclass(hint) and isinstance(hint, type):
        hints = get_type_hints(hint)
        readers = [(f.name, _reader(hints[f.name])) for f in fields(hint) if f.init]
        return lambda value: hint(**{name: value[name] if read is _as_it_is else read(value[name]) for name, read in readers})
    return _text if hint is str else _as_it_is


def _as_it_is(value: Any) -> Any:
    return value


def _text(value: Any) -> Any:
    return "" if value is None else value
