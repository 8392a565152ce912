"""The ontology is whole, its faults are mended, and wrong lines are refused by name."""

import shutil

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
    ("event_type", "mode", "scale"),
    [("ASSAULT", None, -9), ("ASSAULT", "aerial", -9.5), ("PROTEST", "vandalize", -5), ("CONSULT", "phone", 1.5)],
)
def test_event_scale(event_type, mode, scale):
    assert ONTOLOGY.event_scale(event_type, mode) == scale


def test_the_three_quad_schemes_disagree_where_they_should():
    assert [ONTOLOGY.quad(s, "PROTEST", "141") for s in ("plover", "cameo", "gdelt")] == [4, 4, 3]
    assert [ONTOLOGY.quad(s, "ACCUSE", "091") for s in ("plover", "cameo", "gdelt")] == [3, 3, 2]
    assert ONTOLOGY.quad("plover", "SANCTION") == 4


@pytest.mark.parametrize(
    ("status", "event_type", "speech"),
    [("planned", "AID", "AGREE"), ("planned", "RETREAT", "CONCEDE"), ("threatened", "SANCTION", "THREATEN"), ("refused", "COOPERATE", "REJECT"),
     ("requested", "RETREAT", "REQUEST"), ("alleged", "ASSAULT", "ACCUSE"), ("planned", "ASSAULT", ""), ("denied", "ASSAULT", "")],
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
        ("status.csv", "happened,positive,certain", "happened,positive,sure", "certainty is 'sure'"),
    ],
)
def test_a_wrong_line_is_refused(tmp_path, file, old, new, expected):
    shutil.copytree(DATA / "ontology", tmp_path / "o")
    text = (tmp_path / "o" / file).read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "o" / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataError, match=expected.replace("(", r"\(")):
        load_ontology(tmp_path / "o")
