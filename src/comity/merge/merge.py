"""Claims to events."""

import re
from collections.abc import Collection, Iterable

from comity.core.claim import Claim
from comity.core.event import Event, Source
from comity.merge.cluster import Pair, group_claims
from comity.merge.rules import MergeRules
from comity.merge.summary import summarise

_WORD = re.compile(r"[^\W_]+")


def merge(
    claims: Iterable[tuple[Claim, Source]],
    rules: MergeRules,
    rule: str = "most_frequent",
    same: Collection[Pair] = (),
    different: Collection[Pair] = (),
) -> list[Event]:
    """The events that claims tell of, in order of their first report; the same whatever the order of the claims.

    `rule` (most_frequent, most_precise, latest) chooses among values that differ; `same` and `different` are pairs of claims judged by people.
    """
    return [summarise(group, rule) for group in group_claims(claims, rules, same, different)]


def words_of(sentence: str) -> frozenset[str]:
    """The words by which a sentence is told from others: the first five letters of those of four or more, and numbers."""
    return frozenset(w.lower()[:5] for w in _WORD.findall(sentence) if len(w) > 3 or w.isdigit())
