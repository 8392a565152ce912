"""The rules by which claims are one event, read strictly from `data/rules/merge.toml`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from comity.errors import DataError

DAYS = ("slack", "bound", "gap")
SCORES = (
    "needed", "needed_inside", "type", "family", "mode", "same_actor", "same_code", "related", "other_arm", "unknown", "apart", "other_person", "contrary", "day", "other_day",
    "overlap", "per_day", "place", "near", "words",
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class MergeRules:
    """Families of types, groups of statuses and sectors by member, and the numbers of the file."""

    families: Mapping[str, int]
    statuses: Mapping[str, int]
    sectors: Mapping[str, frozenset[int]]
    days: Mapping[str, int]
    score: Mapping[str, float]


def load_rules(path: Path) -> MergeRules:
    """The rules of a file. Raises DataError that names what is wrong in it."""
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DataError(f"{path}: cannot be read ({error}). Mend the file and try again.") from error
    sectors: dict[str, set[int]] = {}
    for number, group in enumerate(_groups(told, "sectors", path)):
        for sector in group:
            sectors.setdefault(sector, set()).add(number)
    return MergeRules(
        {t: n for n, group in enumerate(_groups(told, "families", path)) for t in group},
        {s: n for n, group in enumerate(_groups(told, "statuses", path)) for s in group},
        {s: frozenset(numbers) for s, numbers in sectors.items()},
        {name: int(_number(told, "days", name, path)) for name in DAYS},
        {name: _number(told, "score", name, path) for name in SCORES},
    )


def _groups(told: Mapping[str, Any], name: str, path: Path) -> list[list[str]]:
    found = told.get(name)
    if not isinstance(found, list) or not all(isinstance(g, list) and g for g in found):
        raise DataError(f"{path}: {name} is {found!r}; expected a list of lists of names. Mend the file and try again.")
    return found


def _number(told: Mapping[str, Any], table: str, name: str, path: Path) -> float:
    found = told.get(table, {}).get(name)
    if isinstance(found, bool) or not isinstance(found, (int, float)):
        raise DataError(f"{path}: {table}.{name} is {found!r}; expected a number. Mend the file and try again.")
    return float(found)
