"""Every entry of the trigger lexicon codes its own example sentence, with its type, by itself."""

from collections import Counter

import pytest

from comity.config import DATA
from comity.lexicon.language import load_language
from comity.lexicon.ontology import load_ontology

ONTOLOGY = load_ontology(DATA / "ontology")
LANGUAGE = load_language(DATA / "lang/en", ONTOLOGY)
ENTRIES = [t for entries in LANGUAGE.triggers.values() for t in entries]


@pytest.fixture(scope="module")
def rules_by_example(pattern_coder):
    """For each example the (rule, type) pairs of its claims, coded once."""
    return {t.example: {(c.rule, c.event_type) for c in pattern_coder.code(t.example, published="2024-04-09").claims} for t in ENTRIES}


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


def test_every_code_of_three_digits_that_has_a_type_is_reached():
    used = {t.cameo for t in ENTRIES if t.cameo}
    wanted = {c for c, entry in ONTOLOGY.cameo.items() if len(c) == 3 and entry.event_type}
    assert not [c for c in sorted(wanted) if not any(u.startswith(c) for u in used)]
    assert not [t.rule for t in ENTRIES if (t.cameo or "").startswith("01")]
    assert not [t.rule for t in ENTRIES if (t.cameo or "").startswith("02") and t.event_type != "REQUEST"]


def test_every_mode_and_context_is_reached():
    assert set(ONTOLOGY.modes) == {(t.event_type, t.mode) for t in ENTRIES if t.mode}
    contexts = {c for t in ENTRIES for c in t.context} | {c for found in LANGUAGE.context_words.values() for c in found}
    assert contexts == set(ONTOLOGY.contexts)
