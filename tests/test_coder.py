"""The Python door: shapes, ids, order, and texts that would break a careless coder."""

import doctest
import json
import random
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import comity
from comity.lexicon.ontology import load_ontology
from comity.readers import expand, read_path

GOLDEN = Path(__file__).parent / "golden"


def documents(sample_folder):
    return [d for p in expand([sample_folder]) for d in read_path(p)]


def test_same_text_same_ids(coder):
    text = "Iran and Iraq signed a treaty. France condemned Iran."
    first, second = coder.code(text, published="2024-01-05"), coder.code(text, published="2024-01-05")
    assert first.to_json() == second.to_json()
    assert len({c.id for c in first.claims}) == len(first.claims) == 2
    assert coder.code(text, published="2024-01-06").claims[0].id != first.claims[0].id


def test_order_of_documents_does_not_matter(coder, sample_folder):
    given_order = documents(sample_folder)
    shuffled = given_order[:]
    random.Random(7).shuffle(shuffled)
    straight = {c.document.id: c.to_json() for c in coder.code_many(given_order)}
    assert {c.document.id: c.to_json() for c in coder.code_many(shuffled)} == straight
    assert [c.document for c in coder.code_many(shuffled)] == shuffled


def test_json_shape_is_pinned(pattern_coder):
    coding = pattern_coder.code("On Monday, France condemned the coup in Niger.", published="2023-07-31", title="Coup in Niger")
    assert json.loads(coding.to_json()) == json.loads((GOLDEN / "coding.json").read_text(encoding="utf-8"))


def test_plover_spelling_is_pinned(coder):
    coding = coder.code("On Monday, France condemned the coup in Niger.", published="2023-07-31", title="Coup in Niger")
    from comity.exports.plover import write_plover

    assert [json.loads(line) for line in write_plover([coding])] == json.loads((GOLDEN / "plover.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("module", ["comity", "comity.coder"])
def test_examples_in_the_docstrings_run(module):
    assert doctest.testmod(import_module(module)).failed == 0


def test_classify_ranks_all_types_and_none(coder):
    text = "Egypt expelled the Qatari ambassador."
    scores = coder.classify(text, actor=(0, 5), recipient=(19, 36))
    assert scores[0].event_type == "SANCTION"
    assert scores[-1].event_type == "none"
    assert len({s.event_type for s in scores}) == 17
    assert all(0 <= s.score <= 1 for s in scores)
    with pytest.raises(comity.SettingsError, match="offsets"):
        coder.classify(text, actor=(5, 500))


def test_wrong_date_is_named(coder):
    with pytest.raises(comity.SettingsError, match="2024-13-01"):
        coder.code("France condemned Iran.", published="2024-13-01")


@pytest.mark.parametrize(
    "text",
    [
        "France condemned Iran" + " and Iraq" * 10_000 + ".",
        "France \u200bcondemned\u200b Iran\u0301 in Pari\u0301s.",
        "France condemned Iran.\r\n\r\nIran denied it.\r\n",
        "فرنسا تدين إيران. أدانت فرنسا الهجوم على السفارة في طهران يوم الاثنين.",
        "\ufeffFrance condemned Iran.",
        "🇫🇷 France condemned 🇮🇷 Iran 👨‍👩‍👧‍👦.",
        "France\u00a0condemned\u2028Iran.",
        ". . . ? ! “” '' ()",
        "a",
        "",
    ],
    ids=[
        "long sentence",
        "zero width",
        "CRLF",
        "Arabic",
        "byte order mark",
        "emoji",
        "odd spaces",
        "punctuation",
        "letter",
        "nothing",
    ],
)
def test_odd_texts_keep_offsets_right(coder, text):
    coding = coder.code(text, published="2024-04-09")
    assert coding.document.text == text
    for claim in coding.claims:
        for e in claim.evidence:
            assert text[e.start : e.end] == e.quote


def test_other_language_is_refused_with_a_reason(coder):
    coding = coder.code(
        "Der Bundeskanzler hat am Montag den französischen Präsidenten in Berlin empfangen und mit ihm über die Lage gesprochen."
    )
    assert coding.claims == ()
    assert [r.reason for r in coding.rejections] == ["not_english"]
    assert "de" in coding.rejections[0].detail


def test_long_sentence_is_refused_not_parsed(coder):
    coding = coder.code("France condemned Iran and " + "the old men of the village and " * 2_000 + "others.")
    assert [r.reason for r in coding.rejections] == ["too_long"]


def test_every_refusal_has_a_reason_of_the_closed_list(coder, sample_folder):
    allowed = set(load_ontology(comity.config.DATA / "ontology").reasons)
    found = {r.reason for c in coder.code_many(documents(sample_folder)) for r in c.rejections}
    assert found and found <= allowed


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=300))
def test_any_text_gives_a_coding_with_true_quotes(text):
    coding = CODER.code(text, published="2024-04-09")
    assert all(text[e.start : e.end] == e.quote for c in coding.claims for e in c.evidence)


WORDS = st.sampled_from(
    [
        "France",
        "Iran",
        "the",
        "troops",
        "attacked",
        "condemned",
        "said",
        "on",
        "Monday",
        "in",
        "Paris",
        "will",
        "not",
        ".",
        ",",
        "“",
        "”",
        "’s",
        "and",
        "Israel",
        "protesters",
        "police",
        "by",
        "was",
        "sanctions",
        "talks",
        "with",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=40))
def test_any_newslike_words_give_a_coding_with_true_quotes(words):
    text = " ".join(words)
    coding = CODER.code(text, published="2024-04-09")
    assert all(text[e.start : e.end] == e.quote for c in coding.claims for e in c.evidence)
    assert len({c.id for c in coding.claims}) == len(coding.claims)


CODER = comity.Coder()


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("HAMAS - which rules Gaza - attacked Israel on Monday.", {"PSE"}),
        ("KABUL, April 9 (Reuters) - Police attacked protesters.", {"AFG"}),
        ("NEW DELHI/ISLAMABAD — Police attacked protesters.", {"IND"}),
    ],
)
def test_only_a_dateline_is_cut_from_the_first_sentence(coder, text, actors):
    found = coder.code(text, "2024-04-09").claims
    assert {p.code for c in found for p in c.actor} == actors


@pytest.mark.parametrize("text", ["OPEC — the oil cartel — condemned Israel.", "FRANCE — once an ally — condemned Israel on Monday."])
def test_words_in_capitals_before_a_dash_are_not_always_a_dateline(coder, text):
    assert coder.participants(text)[0].text == text.split()[0]


def test_a_person_known_from_the_title_brings_no_words_of_the_text_as_link(coder):
    text = "On Tuesday, Pembrook condemned China over its drills."
    claims = coder.code(text, "2022-08-02", title="House Majority Whip Zelda Pembrook to visit Taipei").claims
    quoted = {c.event_type: {e.quote for e in c.evidence if e.role == "actor"} for c in claims}
    assert quoted == {"ACCUSE": {"Pembrook"}, "MOBILIZE": {"its", "China"}}


@pytest.mark.parametrize(
    ("text", "date", "phrase", "name"),
    [
        ("Antony Blinken met Wang Yi in Beijing. The state condemned the attack.", "2023-06-19", "The state", None),
        ("NATO Secretary General Rutte praised Spain.", "2025-02-01", "Rutte", "Mark Rutte"),
        ("Former President Bush condemned Iraq. The United States agreed.", "2003-05-01", "Former President Bush", "George H. W. Bush"),
    ],
)
def test_titles_name_those_who_bear_them(coder, text, date, phrase, name):
    found = [p for p in coder.participants(text, date) if p.text.endswith(phrase)]
    assert [p.name for p in found] == [name] or (name is None and not [p for p in found if (p.id or "").startswith("person:")])


def test_a_title_belongs_to_the_words_of_its_bearer(pattern_coder):
    text = "US Secretary of State Mike Pompeo blamed Iran for the attacks."
    (claim,) = pattern_coder.code(text, published="2019-09-15").claims
    assert [p.text for p in claim.actor] == ["US Secretary of State Mike Pompeo"]
    assert [e.quote for e in claim.quoted("actor")] == ["US Secretary of State Mike Pompeo"]
