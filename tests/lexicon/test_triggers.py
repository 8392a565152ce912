"""A wrong lexicon line is refused with file, line, value and what was expected."""

import shutil

import pytest

from comity import DataError, Settings
from comity.coder import Coder
from comity.config import DATA
from comity.lexicon.ontology import load_ontology
from comity.lexicon.triggers import load_triggers

HEADER = "head,pos,with,frame,type,mode,context,cameo,content,example\n"


@pytest.fixture()
def folder(tmp_path):
    (tmp_path / "triggers").mkdir()
    (tmp_path / "classes").mkdir()
    (tmp_path / "classes/a.csv").write_text("class,lemma\nweapon,missile\n", encoding="utf-8")
    return tmp_path


def load(folder, line):
    (folder / "triggers/assault.csv").write_text(HEADER + line + "\n", encoding="utf-8")
    return load_triggers(folder, load_ontology(DATA / "ontology"))


def test_a_good_line_is_read(folder):
    (entry,) = load(folder, "fire,v,obj:@weapon !prt:up,subj>at|on,ASSAULT,heavy-weapons,military,190,,Iran fired missiles at Iraq.")[
        "fire"
    ]
    assert entry.actor == ("subj",) and entry.recipient == ("at", "on") and not entry.mutual
    assert [c.words for c in entry.conditions] == [{"missile"}, {"up"}]
    assert [c.negated for c in entry.conditions] == [False, True]
    assert entry.rule == "ASSAULT:fire.v obj:@weapon !prt:up subj>at|on"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("fire,v,,subj>at,ATTACK,,,190,,x", "type is 'ATTACK'"),
        ("fire,x,,subj>at,ASSAULT,,,190,,x", "pos is 'x'"),
        ("fire,v,,subj at,ASSAULT,,,190,,x", "frame is 'subj at'"),
        ("fire,v,,subj>at,ASSAULT,loud,,190,,x", "mode is 'loud'"),
        ("fire,v,,subj>at,ASSAULT,,noise,190,,x", "context is 'noise'"),
        ("fire,v,,subj>at,ASSAULT,,,9999,,x", "cameo is '9999'"),
        ("fire,v,,subj>at,ASSAULT,,,190,maybe,x", "content is 'maybe'"),
        ("fire,v,obj:@gun,subj>at,ASSAULT,,,190,,x", "unknown: @gun"),
        ("fire,v,obj,subj>at,ASSAULT,,,190,,x", "with is 'obj'"),
        ("fire,v,comp:gerund,subj>at,ASSAULT,,,190,,x", "comp:inf, comp:that, comp:base, comp:ger, comp:aim, comp:duty or comp:menace"),
        ("fire,v,,subj>at,ASSAULT,,,190,,x\nfire,v,,subj>on,ASSAULT,,,190,,y", "stands already at assault.csv:2"),
        ("fire,v,,subj>at,ASSAULT,,,190,,x,y", "11 cells where the header has 10"),
        ("fire,v,,subj>at,ASSAULT,,,190,,a\tb", "a cell holds a tab"),
    ],
)
def test_a_bad_line_is_refused_with_its_place(folder, line, expected):
    with pytest.raises(DataError) as error:
        load(folder, line)
    assert expected in str(error.value)
    assert "assault.csv:" in str(error.value)


def test_missing_and_badly_encoded_files_are_named(tmp_path):
    with pytest.raises(DataError, match="types.csv: cannot be read"):
        Coder(Settings(data=tmp_path))
    shutil.copytree(DATA, tmp_path / "data")
    (tmp_path / "data/actors/agents.csv").write_bytes(b"phrase,sector,kind\nministre d\xe9l\xe9gu\xe9,GOV,person\n")
    with pytest.raises(DataError, match="agents.csv: byte .* is not UTF-8"):
        Coder(Settings(data=tmp_path / "data"))
