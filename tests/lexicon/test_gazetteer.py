"""The gazetteer's files: what they hold, how fast they open, and how damaged ones are refused."""

import shutil
import time

import pytest
from marisa_trie import Trie

from comity.config import DATA
from comity.errors import DataError
from comity.lexicon.gazetteer import load_gazetteer
from comity.lexicon.gazetteer_file import LAYOUT, NAMES, TABLE, fold, write_tables

FOLDER = DATA / "places"
MOST_MEGABYTES = 40
MOST_SECONDS = 0.2


@pytest.fixture(scope="module")
def gazetteer():
    return load_gazetteer(FOLDER)


@pytest.fixture
def copied(tmp_path):
    return shutil.copytree(FOLDER, tmp_path / "places")


def test_it_is_small_and_opens_fast():
    assert sum(f.stat().st_size for f in FOLDER.iterdir()) < MOST_MEGABYTES * 1e6

    def seconds():
        begin = time.process_time()
        load_gazetteer(FOLDER)
        return time.process_time() - begin

    assert min(seconds() for _ in range(5)) < MOST_SECONDS


@pytest.mark.parametrize(
    ("name", "country", "kind", "geonameid"),
    [
        ("Nairobi", "KEN", "capital", 184745), ("Київ", "UKR", "capital", 703448), ("北京", "CHN", "capital", 1816670),
        ("Texas", "USA", "admin1", 4736286), ("Strait of Hormuz", None, "strait", None), ("Natanz", "IRN", None, None),
    ],
)  # fmt: skip
def test_names_in_any_script_lead_to_their_place(gazetteer, name, country, kind, geonameid):
    found = gazetteer.best(name)
    assert found is not None
    assert found.country == country
    assert kind in (None, found.kind)
    assert geonameid in (None, found.geonameid)


def test_homonyms_are_all_listed_the_likeliest_first(gazetteer):
    places = gazetteer.candidates("Paris")
    assert places[0].country == "FRA"
    assert {("USA", "Texas"), ("CAN", "Ontario")} <= {(p.country, p.admin1) for p in places}
    assert [p.weight for p in places] == sorted((p.weight for p in places), reverse=True)


def test_every_place_lies_on_earth(gazetteer):
    columns = gazetteer.tables.columns
    assert -90 <= min(columns["lat"]) <= max(columns["lat"]) <= 90
    assert -180 <= min(columns["lon"]) <= max(columns["lon"]) <= 180


def test_folding_keeps_the_length():
    for name in ("Córdoba", "N’Djamena", "Łódź", "Guinea-Bissau", "北京", "ﬁ"):
        assert len(fold(name)) == len(name)


@pytest.mark.parametrize("file", [TABLE, NAMES])
@pytest.mark.parametrize("damage", ["cut", "flipped", "empty", "missing"])
def test_a_damaged_file_is_refused_by_name(copied, file, damage):
    path = copied / file
    data = bytearray(path.read_bytes())
    if damage == "missing":
        path.unlink()
    else:
        data[len(data) // 2] ^= 1
        path.write_bytes({"cut": data[: len(data) // 2], "flipped": data, "empty": b""}[damage])
    with pytest.raises(DataError, match=rf"{file}: .*(Install Comity anew)"):
        load_gazetteer(copied)


@pytest.mark.parametrize(
    ("lat", "lon", "said"), [(91.0, 0.0, "latitude 91.0"), (0.0, -180.5, "longitude -180.5"), (float("nan"), 0.0, "latitude nan")]
)
def test_coordinates_out_of_range_are_refused(tmp_path, lat, lon, said):
    names = Trie(["Nowhere"])
    columns = {name: [0] for name, _, _ in LAYOUT} | {"first": [0, 1], "lat": [lat], "lon": [lon]}
    with pytest.raises(DataError, match=rf"place 0 has the {said}; expected one within"):
        write_tables(tmp_path, names, columns, [])
    assert not list(tmp_path.iterdir())
