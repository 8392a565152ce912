"""The rules that tie promises to deeds, read strictly from `data/rules/promises.toml` and `objects.csv`."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from comity.errors import DataError
from comity.lexicon.ontology import Ontology
from comity.lexicon.tables import read_csv
from comity.merge.rules import load_rules

DAYS = ("renewal", "grace", "early", "speech", "refusal")
FLAGS = ("mutual", "persons", "appointed", "objects", "durable")
Kind = tuple[str, str | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """How acts of some types are kept: what fulfils, breaks and withdraws them, within how many days, and what must agree."""

    content: tuple[Kind, ...]
    window: int
    fulfils: tuple[Kind, ...]
    breaks: tuple[Kind, ...] = ()
    withdraws: tuple[Kind, ...] = ()
    mutual: bool = False
    persons: bool = False
    appointed: bool = False
    objects: bool = False
    durable: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Objects:
    """What acts are about: the pattern that finds the words, and for each word its object and class. An object that is its class stands for all of it."""

    pattern: re.Pattern[str]
    known: Mapping[str, tuple[str, str]]

    def found(self, text: str) -> frozenset[tuple[str, str]]:
        """The objects that a text names."""
        return frozenset(self.known[m.group(1).lower()] for m in self.pattern.finditer(text))


@dataclass(frozen=True, slots=True)
class PromiseRules:
    """All of the two files, and the sectors that reports name for one another (`merge.toml`). `speech` gives for a speech act's type its content's status and, by CAMEO code, kind."""

    rules: tuple[Rule, ...]
    days: Mapping[str, int]
    unnamed: float
    not_yet: re.Pattern[str]
    modes: Mapping[tuple[str, str], frozenset[str]]
    threats: Mapping[str, tuple[Kind, ...]]
    speech: Mapping[str, tuple[str, Mapping[str, Kind]]]
    objects: Objects
    sectors: Mapping[str, frozenset[int]]

    def rule_of(self, event_type: str, mode: str | None) -> Rule:
        """The rule of a type and mode; one for the mode goes before one for the type."""
        exact = (r for r in self.rules if mode and (event_type, mode) in r.content)
        return next(exact, None) or next(r for r in self.rules if (event_type, None) in r.content)

    def fits(self, wanted: Kind, event_type: str, mode: str | None) -> bool:
        """Whether an act's type and mode may be the wanted ones; a mode that is not told may be any."""
        kin = self.modes.get((wanted[0], wanted[1] or ""), frozenset())
        return wanted[0] == event_type and (not wanted[1] or not mode or mode == wanted[1] or mode in kin)


def load_promise_rules(folder: Path, ontology: Ontology) -> PromiseRules:
    """The rules of a data folder. Raises DataError that names what is wrong."""
    path = folder / "promises.toml"
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
        rules = tuple(_rule(r, path, ontology) for r in told["rule"])
        found = PromiseRules(
            rules,
            {name: int(told["days"][name]) for name in DAYS},
            float(told["likeness"]["unnamed"]),
            re.compile(r"\b(?:" + "|".join(map(re.escape, told["words"]["not_yet"])) + r")\b", re.IGNORECASE),
            {(t, m): frozenset(group) for t, groups in told["modes"].items() for group in groups for m in group},
            {mode: _kinds(names, path, ontology) for mode, names in told["threats"].items()},
            {s["type"]: (s["status"], {c: _kinds([k], path, ontology)[0] for c, k in s["contents"].items()}) for s in told["speech"]},
            _objects(folder / "objects.csv"),
            load_rules(folder / "merge.toml").sectors,
        )
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise DataError(f"{path}: cannot be read ({type(error).__name__}: {error}). Mend the file and try again.") from error
    missing = sorted(set(ontology.types) - {t for r in rules for t, m in r.content if m is None})
    if missing:
        raise DataError(f"{path}: no rule for {missing[0]}; expected one for every type. Add it to the content of a [[rule]].")
    return found


def _rule(told: Mapping[str, Any], path: Path, ontology: Ontology) -> Rule:
    unknown = sorted(set(told) - {f.name for f in fields(Rule)})
    if unknown:
        raise DataError(f"{path}: {unknown[0]!r} is nothing a rule has; expected some of {', '.join(f.name for f in fields(Rule))}.")
    content, fulfils, breaks, withdraws = (_kinds(told.get(n, ()), path, ontology) for n in ("content", "fulfils", "breaks", "withdraws"))
    mutual, persons, appointed, objects, durable = (bool(told.get(flag, False)) for flag in FLAGS)
    return Rule(content, int(told["window"]), fulfils, breaks, withdraws, mutual, persons, appointed, objects, durable)


def _kinds(names: Sequence[str], path: Path, ontology: Ontology) -> tuple[Kind, ...]:
    found = []
    for name in names:
        event_type, _, mode = name.partition("/")
        if event_type not in ontology.types or (mode and (event_type, mode) not in ontology.modes):
            raise DataError(f"{path}: {name!r} is no type or mode; expected one of types.csv, or TYPE/mode as in modes.csv.")
        found.append((event_type, mode or None))
    return tuple(found)


def _objects(path: Path) -> Objects:
    known: dict[str, tuple[str, str]] = {}
    for row in read_csv(path, ("word", "object", "class", "source")):
        if known.setdefault(row["word"].lower(), (row["object"], row["class"])) != (row["object"], row["class"]):
            raise row.wrong("word", "a word that stands once")
    longest = sorted(known, key=lambda w: (-len(w), w))
    return Objects(re.compile(r"\b(" + "|".join(map(re.escape, longest)) + r")(?:e?s)?\b", re.IGNORECASE), known)
