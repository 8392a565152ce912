"""The actor tables are sound, and what is wrong in them is named."""

import shutil

import pytest

from comity import DataError
from comity.config import DATA
from comity.lexicon.actors import check_actors, load_actors
from comity.lexicon.ontology import load_ontology

ONTOLOGY = load_ontology(DATA / "ontology")
ACTORS = load_actors(DATA / "actors")


def test_the_tables_are_sound():
    assert check_actors(ACTORS, ONTOLOGY.sectors, ONTOLOGY.codes) == []


def test_the_longest_whole_name_is_found():
    text = "Nigerian, not Niger's, troops met the UN Security Council in Guinea-Bissau; Omani officials left Romania."
    assert [text[m.start : m.end] for m in ACTORS.find(text)] == [
        "Nigerian",
        "Niger",
        "UN Security Council",
        "Guinea-Bissau",
        "Omani",
        "Romania",
    ]


@pytest.mark.parametrize(
    ("person", "date", "office"),
    [
        ("Barack Obama", "2016-06-01", ("USA", "head_of_state")),
        ("Barack Obama", "2017-01-21", None),
        ("Boris Johnson", "2017-05-01", ("GBR", "foreign_minister")),
        ("Boris Johnson", "2020-05-01", ("GBR", "head_of_government")),
        ("Jens Stoltenberg", "2010-01-01", ("NOR", "head_of_government")),
        ("Jens Stoltenberg", "2020-01-01", ("igo:NATO", "igo_head")),
        ("Vladimir Putin", "2010-01-01", ("RUS", "head_of_government")),
    ],
)
def test_who_held_which_office_on_a_date(person, date, office):
    held = ACTORS.people[f"person:{person}"].office_on(date)
    assert (held and (held.code, held.office)) == office


def test_forty_states_have_head_and_foreign_minister_today():
    def serving(*offices):
        return {o.code for person in ACTORS.people.values() for o in person.offices if not o.end and o.office in offices}

    assert len(serving("head_of_state", "head_of_government", "leader") & serving("foreign_minister")) >= 40


@pytest.mark.parametrize(
    ("file", "line", "expected"),
    [
        ("offices.csv", "Jane Doe,,ATL,head_of_state,GOV,2020-01-01,,2025-01,test", "Jane Doe serves 'ATL'"),
        (
            "offices.csv",
            "Jane Doe,,FRA,head_of_state,GOV,2020-01-01,2019-01-01,,test",
            "Jane Doe starts 2020-01-01 after the end 2019-01-01",
        ),
        ("agents.csv", "wizard,MAG,person,", "'wizard' has the sector 'MAG'"),
        ("state_names.csv", "FRA,Spain,name,GOV,,,test", "'Spain' names state:ESP and state:FRA"),
    ],
)
def test_a_wrong_line_is_named(tmp_path, file, line, expected):
    shutil.copytree(DATA / "actors", tmp_path / "actors")
    with (tmp_path / "actors" / file).open("a", encoding="utf-8") as out:
        out.write(line + "\n")
    problems = check_actors(load_actors(tmp_path / "actors"), ONTOLOGY.sectors, ONTOLOGY.codes)
    assert any(expected in str(p) for p in problems), problems


def test_a_name_of_no_state_is_refused_while_loading(tmp_path):
    shutil.copytree(DATA / "actors", tmp_path / "actors")
    with (tmp_path / "actors/state_names.csv").open("a", encoding="utf-8") as out:
        out.write("ATL,Atlantis,name,GOV,,,test\n")
    with pytest.raises(DataError, match="state is 'ATL'"):
        load_actors(tmp_path / "actors")
