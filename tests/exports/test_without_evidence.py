"""Claims of foreign data sets have no text and no evidence; every format prints them beside ours and invents nothing."""

import csv
import io
import json

import pytest

from comity.config import Settings
from comity.core.text import Document, Sentence
from comity.core.trace import Coding
from comity.exports.formats import BINARY, TEXT


@pytest.fixture()
def foreign(make_claim):
    """One claim as an import makes it, in a document of which only the address is known."""
    document = Document("", "2024-04-09", url="https://example.org/x", source="20240409.export.CSV")
    claim = make_claim(document_id=document.id, evidence=(), coder="gdelt", rule="gdelt:1166000001", cameo_code="042")
    return [Coding(document, (Sentence(0, 0, 0),), (claim,), ())]


@pytest.mark.parametrize("name", TEXT)
def test_every_text_format_takes_them_beside_ours(name, foreign, make_claim, code):
    ours = code(make_claim("ASSAULT", quad=4))
    alone, both = "".join(TEXT[name](ours)), "".join(TEXT[name]([*ours, *foreign]))
    assert len(both) > len(alone) or name in ("acled", "ucdp")  # which take only violence


@pytest.mark.parametrize("name", BINARY)
def test_every_binary_format_takes_them(name, foreign):
    assert BINARY[name](foreign, Settings(), "0")


def test_the_table_says_whose_they_are_and_leaves_the_words_empty(foreign, make_claim, code):
    ours, theirs = csv.DictReader(io.StringIO("".join(TEXT["csv"]([*code(make_claim()), *foreign])), newline=""))
    assert (ours["coder"], theirs["coder"], theirs["rule"]) == ("patterns", "gdelt", "gdelt:1166000001")
    assert [theirs[c] for c in ("event_text", "event_start", "event_end", "sentence_text")] == [""] * 4


def test_gdelt_and_plover_leave_out_what_only_a_text_tells(foreign):
    (line,) = TEXT["gdelt"](foreign)
    assert line.split("\t")[25] == ""  # IsRootEvent
    assert not {"event_text", "text", "text_info"} & json.loads(next(iter(TEXT["plover"](foreign)))).keys()
