"""The ontology is whole, its faults are mended, and wrong lines are refused by name."""

import csv
import shutil
from dataclasses import replace
from itertools import product
from types import MappingProxyType

import pytest

from comity import DataError
from comity.config import DATA
from comity.lexicon.ontology import check_ontology, load_ontology

ONTOLOGY = load_ontology(DATA / "ontology")


def test_it_is_whole():
    assert len(ONTOLOGY.types) == 16 and len(ONTOLOGY.contexts) == 37
    assert check_ontology(ONTOLOGY) == []


def test_known_faults_of_the_published_table_are_mended():
    assert ONTOLOGY.types["ACCUSE"].scale == -3  # printed as 3
    assert ONTOLOGY.cameo["200"].event_type == "ASSAULT"  # the manual sends 20 to FIGHT, which is gone
    assert (ONTOLOGY.cameo["163"].event_type, ONTOLOGY.cameo["163"].mode) == ("SANCTION", "discontinue")
    assert ONTOLOGY.cameo["055"].event_type == "CONCEDE"  # apology
    assert ONTOLOGY.cameo["0211"].event_type == "REQUEST" and ONTOLOGY.cameo["011"].event_type == ""
    assert all((c.event_type, c.mode) in ONTOLOGY.modes for c in ONTOLOGY.cameo.values() if c.mode)


def test_every_cameo_code_with_a_type_is_mapped_but_statements():
    unmapped = {c.code[:2] for c in ONTOLOGY.cameo.values() if not c.event_type and len(c.code) > 2}
    assert unmapped <= {"01", "02"}


@pytest.mark.parametrize(
    ("code", "event_type", "mode"),
    [("116", "SANCTION", "convict"), ("0831", "RETREAT", "resign"), ("0871", "CONCEDE", ""), ("057", "SUPPORT", ""), ("085", "RETREAT", ""),
     ("0813", "CONCEDE", ""), ("201", "SANCTION", "expel"), ("045", "CONSULT", "third-party"), ("186", "ASSAULT", "targeted"),
     ("155", "MOBILIZE", ""), ("176", "COERCE", "cyber"), ("1834", "ASSAULT", "explosives"), ("1951", "ASSAULT", "aerial"), ("1952", "ASSAULT", "drone")],
)  # fmt: skip
def test_cameo_to_plover(code, event_type, mode):
    found = ONTOLOGY.cameo_to_plover(code)
    assert (found.event_type, found.mode) == (event_type, mode)


def test_statements_roots_and_unknown_codes_are_nothing_in_plover():
    assert [ONTOLOGY.cameo_to_plover(c) for c in ("012", "14", "999")] == [None, None, None]


def test_an_appeal_is_read_as_the_demand_of_the_same_number():
    appeals = [c for c in ONTOLOGY.cameo.values() if c.code.startswith("02") and len(c.code) > 2]
    assert appeals and all((c.event_type, c.mode, c.context) == _plover("10" + c.code[2:]) for c in appeals)


def _plover(code):
    found = ONTOLOGY.cameo[code]
    return found.event_type, found.mode, found.context


def test_every_override_changes_something_and_names_its_fault():
    with (DATA / "ontology/cameo.csv").open(encoding="utf-8", newline="") as file:
        published = {r["code"]: r for r in csv.DictReader(file)}
    with (DATA / "ontology/cameo_overrides.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            assert any(row[k] != published[row["code"]][k] for k in ("plover_type", "plover_mode", "plover_context")), row
            assert all(row["reason"].partition(": ")), row


def test_goldstein_of_the_two_tables():
    assert ONTOLOGY.goldstein("164") == -6.5 and ONTOLOGY.goldstein("164", "gdelt") == -7
    assert ONTOLOGY.goldstein("1214") is None and ONTOLOGY.goldstein("999") is None


def test_the_ten_statuses_allow_whole_products_of_their_axes():
    assert len(ONTOLOGY.axes_of) == 10
    assert ONTOLOGY.axes("alleged") == ("positive", "unknown", "past")
    for status, allowed in ONTOLOGY.axes_of.items():  # docs/codebook.md prints them axis by axis
        assert set(allowed) == set(product(*(set(axis) for axis in zip(*allowed, strict=True)))), status


def test_the_checker_names_missing_lines_and_quads_that_disagree():
    quads = {k: v for k, v in ONTOLOGY.quads.items() if k != ("gdelt", "09")} | {("plover", "SANCTION"): 3}
    acts = {k: v for k, v in ONTOLOGY.speech_acts.items() if k != ("planned", "AID")}
    broken = replace(ONTOLOGY, quads=MappingProxyType(quads), speech_acts=MappingProxyType(acts))
    assert [str(p) for p in check_ontology(broken)] == [
        "quad_schemes.csv: scheme gdelt has no line for 09.",
        "quad_schemes.csv: plover SANCTION is not 4, as types.csv has it.",
        "speech_acts.csv: no line for planned AID.",
    ]


@pytest.mark.parametrize(
    ("event_type", "mode", "scale"),
    [("ASSAULT", None, -9), ("ASSAULT", "aerial", -9.5), ("PROTEST", "vandalize", -5), ("CONSULT", "phone", 1.5)],
)
def test_event_scale(event_type, mode, scale):
    assert ONTOLOGY.event_scale(event_type, mode) == scale


def test_the_four_quad_schemes_disagree_where_they_should():
    assert [ONTOLOGY.quad(s, "PROTEST", "141") for s in ("plover", "cameo", "gdelt", "phoenix")] == [4, 4, 3, 4]
    assert [ONTOLOGY.quad(s, "ACCUSE", "091") for s in ("plover", "cameo", "gdelt", "phoenix")] == [3, 3, 2, 3]
    assert ONTOLOGY.quad("plover", "SANCTION") == 4


@pytest.mark.parametrize(
    ("status", "event_type", "speech"),
    [("planned", "AID", "AGREE"), ("planned", "RETREAT", "CONCEDE"), ("threatened", "SANCTION", "THREATEN"), ("refused", "COOPERATE", "REJECT"),
     ("requested", "RETREAT", "REQUEST"), ("alleged", "ASSAULT", "ACCUSE"), ("planned", "ASSAULT", ""), ("denied", "ASSAULT", ""),
     ("planned", "CONCEDE", "CONCEDE"), ("threatened", "ACCUSE", "THREATEN"), ("threatened", "REJECT", "THREATEN"), ("threatened", "REQUEST", "")],
)  # fmt: skip
def test_speech_acts(status, event_type, speech):
    assert ONTOLOGY.speech_act(status, event_type) == speech


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        ("types.csv", "ASSAULT,4", "ASSAULT,5", "types.csv:17: quad_plover is '5'"),
        ("modes.csv", "ASSAULT,aerial,-9.5", "ASSAULT,aerial,loud", "scale is 'loud'"),
        ("cameo_overrides.csv", "163,SANCTION,discontinue", "163,SANCTION,stop", "plover_mode is 'stop'"),
        ("cameo_overrides.csv", "163,SANCTION", "999,SANCTION", "code is '999'"),
        ("cameo_overrides.csv", "\n163,SANCTION", "\n116,SANCTION", "code is '116'; expected a line that does not stand already at line"),
        ("modes.csv", "aerial,-9.5,195,", "aerial,-9.5,19x,", "cameo is '19x'"),
        ("modes.csv", "ASSAULT,drone,", "ASSAULT,aerial,", "modes.csv:65: mode is 'aerial'"),
        ("speech_acts.csv", "planned,AGREE", "hoped,AGREE", "content_status is 'hoped'"),
        ("status.csv", "happened,positive,certain", "happened,positive,sure", "certainty is 'sure'"),
        ("status.csv", "certain,past,yes", "certain,past,", "status.csv:2: default is ''"),
        ("status.csv", "probable,past,,", "probable,past,yes,", "status.csv:3: default is 'yes'"),
    ],
)
def test_a_wrong_line_is_refused(tmp_path, file, old, new, expected):
    shutil.copytree(DATA / "ontology", tmp_path / "o")
    text = (tmp_path / "o" / file).read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "o" / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataError, match=expected.replace("(", r"\(")):
        load_ontology(tmp_path / "o")
