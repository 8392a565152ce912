"""Sentences are split by rule, before any parsing; offsets are exact."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.core.text import Span
from comity.parsers.sentences import split

ABBREVIATIONS = {"Mr", "Gen", "U.S", "a.m", "Dr"}


def parts(text, boilerplate=()):
    return [text[s.start : s.end] for s in split(text, boilerplate, ABBREVIATIONS)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Iran fired. Israel fired back.", ["Iran fired.", "Israel fired back."]),
        ("U.S. President Joe Biden met Gen. Smith at 9 a.m. on Monday.", ["U.S. President Joe Biden met Gen. Smith at 9 a.m. on Monday."]),
        ("George W. Bush left. He returned.", ["George W. Bush left.", "He returned."]),
        ("“We will fight.” He left.", ["“We will fight.”", "He left."]),
        ("Why? Because it can! So it did.", ["Why?", "Because it can!", "So it did."]),
        ("A headline\n\nFrance condemned Iran.\nShare.", ["A headline", "France condemned Iran.", "Share."]),
        ("The foreign ministers of the two countries met on Monday and\nagreed to meet again.", ["The foreign ministers of the two countries met on Monday and\nagreed to meet again."]),
        ("Inflation was 3.5 percent. Iran denied it.", ["Inflation was 3.5 percent.", "Iran denied it."]),
        ("One.\r\nTwo.\r\n", ["One.", "Two."]),
        ("", []),
    ],
)  # fmt: skip
def test_split(text, expected):
    assert parts(text) == expected


def test_boilerplate_yields_no_sentences():
    text = "Iran fired.\nShare.\nIsrael fired."
    assert parts(text, (Span(12, 18),)) == ["Iran fired.", "Israel fired."]


@given(st.text(alphabet="aB .!?\n\r“”’.MrU.S", max_size=120))
def test_sentences_are_in_order_do_not_overlap_and_lose_nothing_but_space(text):
    found = split(text, (), ABBREVIATIONS)
    assert all(a.end <= b.start for a, b in zip(found, found[1:], strict=False))
    kept = "".join(text[s.start : s.end] for s in found)
    assert "".join(kept.split()) == "".join(text.split())
