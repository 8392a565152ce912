"""PRIO-GRID cells: the published grid's numbers, and only for places that lie in one cell."""

import csv
import io
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.core.when_where import Place
from comity.exports.formats import TEXT
from comity.exports.priogrid import cell_of, priogrid


@pytest.mark.parametrize(
    ("lat", "lon", "cell"),
    [(-89.75, -179.75, 1), (-89.75, 179.75, 720), (-89.25, -179.75, 721), (89.75, 179.75, 259_200), (90, 180, 259_200), (0, 0, 129_961),
     (-0.1, -0.1, 129_240), (34.531094, 69.162796, 179_779),  # Kabul
     (59.9127, 10.7461, 215_662)],  # Oslo: row 300 from the south, column 382 from the west
)  # fmt: skip
def test_known_cells(lat, lon, cell):
    assert priogrid(lat, lon) == cell


@given(st.integers(1, 360), st.integers(1, 720), st.floats(0, 0.49), st.floats(0, 0.49))
def test_every_point_of_a_cell_has_its_number(row, column, north, east):
    assert priogrid((row - 1) / 2 - 90 + north, (column - 1) / 2 - 180 + east) == (row - 1) * 720 + column


@pytest.mark.parametrize("precision", ["exact", "city", "district", "province", "country", "region", "sea"])
def test_only_a_place_that_lies_in_one_cell_has_a_number(precision, make_claim, code):
    kyiv = Place("Kyiv", 33, 37, "Kyiv", "UKR", None, 50.4547, 30.5238, 703448, precision)
    expected = 280 * 720 + 421 + 1 if precision in ("exact", "city", "district") else None
    assert cell_of(kyiv) == expected and cell_of(replace(kyiv, lat=None, lon=None)) is None
    codings = code(make_claim("ASSAULT", place=kyiv, quad=4))
    (row,) = csv.DictReader(io.StringIO("".join(TEXT["ucdp"](codings)), newline=""))
    assert row["priogrid_gid"] == str(expected or "")
    (feature,) = json.loads("".join(TEXT["geojson"](codings)))["features"]
    assert feature["properties"]["priogrid"] == expected
