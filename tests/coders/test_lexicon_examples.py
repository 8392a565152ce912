"""Every entry of the trigger lexicon codes its own example sentence, with its type, by itself."""

from collections import Counter

import pytest

from comity.config import DATA
from comity.lexicon.language import load_language
from comity.lexicon.ontology import load_ontology

LANGUAGE = load_language(DATA / "lang/en", load_ontology(DATA / "ontology"))
ENTRIES = [t for entries in LANGUAGE.triggers.values() for t in entries]


@pytest.fixture(scope="module")
def rules_by_example(coder):
    """For each example the (rule, type) pairs of its claims, coded once."""
    return {t.example: {(c.rule, c.event_type) for c in coder.code(t.example, published="2024-04-09").claims} for t in ENTRIES}


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda t: t.rule)
def test_entry_codes_its_example(entry, rules_by_example):
    assert (entry.rule, entry.event_type) in rules_by_example[entry.example], f"{entry.where}: {entry.example}"


def test_the_lexicon_is_large_enough_and_covers_all_types():
    by_type = Counter(t.event_type for t in ENTRIES)
    assert len(ENTRIES) >= 4000
    assert len(by_type) == 16
    assert min(by_type.values()) >= 100


def test_examples_are_distinct():
    repeated = [e for e, n in Counter(t.example for t in ENTRIES).items() if n > 1]
    assert not repeated
