"""Which acts begin and end a lasting relation, read strictly from `data/rules/ties.toml`."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from comity.errors import DataError
from comity.lexicon.ontology import Ontology
from comity.relate.accounts import Account

SIDES = ("directed", "mutual", "third")
TABLES = ("", "members", "wars", "holdings", "disputes")
PATTERN = {"type", "mode", "code", "context", "words", "recipient", "times", "days", "presumes", "one_way"}
RULE = {"kind", "sides", "table", "organisations", "lapse", "told_again", "begins", "ends"}


@dataclass(frozen=True, slots=True)
class Pattern:
    """An act by type, mode, CAMEO code, context, words that tell it and kind of recipient; `times` within `days` before it counts.

    An end that `presumes` its relation shows that there was one, even where no beginning is known. One that is `one_way` is no mutual act,
    of which nobody knows who gave and who took.
    """

    types: frozenset[str]
    mode: str | None
    codes: tuple[str, ...]
    context: str | None
    words: re.Pattern[str] | None
    recipient: str
    times: int
    days: int
    presumes: bool
    one_way: bool

    def fits(self, account: Account) -> bool:
        """Whether a claim is such an act; a claim without a text cannot show its words."""
        return (
            account.event_type in self.types
            and (self.mode is None or account.mode == self.mode)
            and (not self.codes or (account.cameo or "").startswith(self.codes))
            and (self.context is None or self.context in account.context)
            and (self.words is None or _told(self.words, account))
            and (not self.recipient or any((p.key or "").startswith(self.recipient) for p in account.recipient))
            and not (self.one_way and account.reciprocal)
        )


def _told(words: re.Pattern[str], account: Account) -> bool:
    """Whether words tell of the act itself: they stand in it, or begin or end in it. Others of the sentence may be of another act, or denied."""
    if words.search(account.words):
        return True
    sentence = account.sentence or ""
    for act in re.finditer(re.escape(account.words), sentence) if account.words else ():
        after, before = words.search(sentence, act.start()), words.search(sentence, 0, act.end())
        if (after and after.start() < act.end()) or (before and before.end() > act.start()):
            return True
    return False


@dataclass(frozen=True, slots=True)
class TieRule:
    """One kind of lasting relation. An end that is told again within `told_again` days is the same end."""

    kind: str
    sides: str
    table: str
    organisations: tuple[str, ...]
    lapse: int | None
    told_again: int
    begins: tuple[Pattern, ...]
    ends: tuple[Pattern, ...]


def load_tie_rules(path: Path, ontology: Ontology) -> tuple[TieRule, ...]:
    """The kinds of a file. Raises DataError that names what is wrong."""
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
        return tuple(_rule({"told_again": told["told_again"]} | t, path, ontology) for t in told["tie"])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError, re.error) as error:
        raise DataError(f"{path}: cannot be read ({type(error).__name__}: {error}). Mend the file and try again.") from error


def _rule(told: Mapping[str, Any], path: Path, ontology: Ontology) -> TieRule:
    where = f"{path}: {told.get('kind', 'a tie without kind')}"
    for name, allowed in (("sides", SIDES), ("table", TABLES)):
        if told.get(name, "") not in allowed:
            raise DataError(f"{where}: {name} is {told.get(name)!r}; expected one of {', '.join(filter(None, allowed))}.")
    if set(told) - RULE:
        raise DataError(f"{where}: {min(set(told) - RULE)!r} is nothing a tie has; expected some of {', '.join(sorted(RULE))}.")
    patterns = {name: tuple(_pattern(p, where, ontology) for p in told[name]) for name in ("begins", "ends")}
    return TieRule(
        told["kind"], told["sides"], told.get("table", ""), tuple(told.get("organisations", ())), told.get("lapse"), int(told["told_again"]),
        patterns["begins"], patterns["ends"],
    )  # fmt: skip


def _pattern(told: Mapping[str, Any], where: str, ontology: Ontology) -> Pattern:
    unknown = [t for t in told["type"] if t not in ontology.types] + sorted(set(told) - PATTERN)
    if unknown:
        raise DataError(f"{where}: {unknown[0]!r} is no type and nothing a pattern has; expected types, {', '.join(sorted(PATTERN))}.")
    if "mode" in told and not any((t, told["mode"]) in ontology.modes for t in told["type"]):
        raise DataError(f"{where}: {told['mode']!r} is no mode of {', '.join(told['type'])}; expected one of modes.csv.")
    if "context" in told and told["context"] not in ontology.contexts:
        raise DataError(f"{where}: {told['context']!r} is no context; expected one of contexts.csv.")
    words = re.compile(told["words"], re.IGNORECASE) if "words" in told else None
    return Pattern(
        frozenset(told["type"]), told.get("mode"), tuple(told.get("code", ())), told.get("context"), words, told.get("recipient", ""),
        int(told.get("times", 1)), int(told.get("days", 0)), bool(told.get("presumes", False)),
        bool(told.get("one_way", False)),
    )  # fmt: skip
