"""Which news agencies an article credits: for the whole of it, or for single sentences."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from comity.core.trace import Coding
from comity.errors import DataError
from comity.record.shape import Mention

EDGE = 300  # characters at the beginning and end in which a credit stands for the whole article


def find_wires(coding: Coding, data: Path) -> tuple[Mention, ...]:
    """The agencies credited and the sentences that do; no sentences mean the whole article."""
    text, found = coding.document.text, []
    for name, (whole, inside) in _patterns(data / "rules/wires.toml").items():
        if whole.search(text[:EDGE]) or whole.search(text[-EDGE:]):
            found.append(Mention(name, ()))
            continue
        sentences = tuple(s.index for s in coding.sentences if inside.search(text, s.start, s.end))
        if sentences:
            found.append(Mention(name, sentences))
    return tuple(found)


@cache
def _patterns(path: Path) -> Mapping[str, tuple[re.Pattern[str], re.Pattern[str]]]:
    """For each agency how a whole article and how a sentence credits it. Raises DataError."""
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
        before, after = (_any(told[k]) for k in ("before", "after"))
        return {name: _credit(_any(names), before, after) for name, names in told["agencies"].items()}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError, AttributeError) as error:
        raise DataError(f"{path}: cannot be read ({error}). Expected before, after and a table of agencies, all of them lists.") from error


def _credit(names: str, before: str, after: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    return (
        re.compile(rf"\({names}\)|\b(?i:source|by):? {names}\s*$"),
        re.compile(rf"\b(?i:{before})\s+(?:the )?{names}\b|\b{names}(?i:\s+{after})\b"),
    )


def _any(words: list[str]) -> str:
    return "(?:" + "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True)) + ")"
