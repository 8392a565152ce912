"""The crosswalk to other data sets is whole, and a wrong line is refused by name."""

import shutil

import pytest

from comity import DataError
from comity.config import DATA
from comity.lexicon.actors import load_actors
from comity.lexicon.crosswalk import bundled_crosswalk, load_crosswalk

CROSSWALK = bundled_crosswalk()


def test_every_type_and_sector_has_its_line():
    ontology = CROSSWALK.ontology
    assert set(CROSSWALK.cameo_of_type) == set(ontology.types)
    assert set(CROSSWALK.sides) == set(ontology.sectors)


def test_the_code_of_a_type_leads_back_to_it():
    read = {t: CROSSWALK.ontology.cameo_to_plover(code) for t, code in CROSSWALK.cameo_of_type.items()}
    assert {t: found.event_type for t, found in read.items() if found} == {t: t for t in CROSSWALK.ontology.types}


def test_every_known_group_is_an_entity_of_ours():
    ids = {r.id for readings in load_actors(DATA / "actors").names.values() for r in readings}
    assert set(CROSSWALK.groups) <= ids
    assert len(CROSSWALK.groups) == len(CROSSWALK.ids)


def test_roles_lead_back_to_their_sector():
    assert all(CROSSWALK.sector_of_role[role] in (sector, "REB") for sector, role in CROSSWALK.roles.items() if role)


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [("sectors.csv", "GOV,GOV,Government,State forces,state", "GOV,GOV,Government,State forces,realm", r"sectors.csv:2: side is 'realm'"),
     ("cameo_types.csv", "AGREE,030", "AGREE,30", "cameo is '30'"), ("acled_events.csv", "riot", "tumult", "mode is 'tumult'"),
     ("icews_sectors.csv", "Military,MIL", "Military,ARMY", "sector is 'ARMY'")],
)  # fmt: skip
def test_a_wrong_line_is_named(file, old, new, told, tmp_path):
    shutil.copytree(DATA / "exports", tmp_path / "exports")
    (tmp_path / "actors").mkdir()
    shutil.copy(DATA / "actors/cameo_roles.csv", tmp_path / "actors")
    target = tmp_path / "exports" / file
    text = target.read_text(encoding="utf-8")
    assert old in text
    target.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataError, match=told):
        load_crosswalk(tmp_path, CROSSWALK.ontology)
