"""Every export is read once by a program that others wrote: pandas, Polars, networkx, and a reader of JSON or zip."""

import io
import json
import subprocess
import zipfile

import networkx
import pandas
import polars
import pytest

from comity import Settings
from comity.exports import gdelt, icews, phoenix, polecat
from comity.exports.flat import COLUMNS
from comity.exports.formats import BINARY, TEXT

TABBED = {"gdelt": (gdelt.COLUMNS, None), "phoenix": (phoenix.COLUMNS, None), "icews": (icews.COLUMNS, 0), "polecat": (polecat.COLUMNS, 0)}


@pytest.fixture()
def claims(make_claim, people):
    met = make_claim(actor=(people["CHE"], people["ROU"]), recipient=(), reciprocal=True)
    shelled = make_claim("ASSAULT", actor=(people["REBELS"],), recipient=(people["PEOPLE"], people["NATO"]), quad=4, start=84, place=None)
    return met, shelled, make_claim("AID", "planned", start=33)


@pytest.fixture()
def file(claims, code, tmp_path):
    """Writes a format to a file."""

    def write(name):
        codings, path = code(*claims), tmp_path / name
        if name in BINARY:
            path.write_bytes(BINARY[name](codings, Settings(model=False), "1"))
        else:
            path.write_text("".join(TEXT[name](codings)), encoding="utf-8", newline="")
        return path

    return write


def test_csv_by_pandas(file, claims):
    table = pandas.read_csv(file("csv"))
    assert list(table.columns) == list(COLUMNS) and list(table["claim_id"]) == [c.id for c in claims]
    assert list(table["reciprocal"]) == [True, False, False] and list(table["place_lat"])[0] == claims[0].place.lat
    assert table["sentence_text"][0].startswith("Swiss and Romanian envoys")


def test_parquet_by_polars(file, claims):
    table = polars.read_parquet(file("parquet"))
    assert table.columns == list(COLUMNS) and table["claim_id"].to_list() == [c.id for c in claims]
    assert table["actor_code"].to_list()[0] == ["CHE", "ROU"] and table.schema["date_start"] == polars.Date
    assert table["event_scale"].to_list() == [c.event_scale for c in claims]


def test_stata_by_pandas(file, claims):
    table = pandas.read_stata(file("stata"))
    assert list(table["claim_id"]) == [c.id for c in claims] and list(table["status"]) == [c.status for c in claims]
    assert [str(d)[:10] for d in table["date_start"]] == [c.date.start for c in claims]


@pytest.mark.parametrize("name", TABBED)
def test_tabbed_tables_by_pandas(name, file):
    columns, header = TABBED[name]
    table = pandas.read_csv(file(name), sep="\t", quoting=3, header=header, dtype=str, keep_default_na=False)
    assert len(table.columns) == len(columns) and (header is None or list(table.columns) == list(columns))
    assert len(table) == (3 if name == "polecat" else 4)  # both ways of the meeting, both recipients; POLECAT also has the promise


@pytest.mark.parametrize(("name", "rows"), [("acled", 2), ("ucdp", 1)])
def test_shaped_tables_by_pandas(name, rows, file):
    assert 1 <= len(pandas.read_csv(file(name))) <= rows


@pytest.mark.parametrize(("name", "read"), [("graphml", networkx.read_graphml), ("gexf", networkx.read_gexf)])
def test_graphs_by_networkx(name, read, file, claims):
    graph = read(file(name))
    assert graph.is_directed()
    assert {(a, b) for a, b, _ in graph.edges(data=True)} == {
        ("CHE GOV", "ROU MIL"), ("ROU MIL", "CHE GOV"), ("UKR REB", "UKR CVL"), ("UKR REB", "igo:NATO"),
    }  # fmt: skip
    assert {data["claim"] for *_, data in graph.edges(data=True)} == {c.id for c in claims[:2]}
    assert all(data["event_scale"] == 2.5 and data["date_start"] == "2024-04-08" for *_, data in graph.edges(data=True))


def test_json_formats_by_the_standard_reader(file, claims):
    collection = json.loads(file("geojson").read_text(encoding="utf-8"))
    assert [f["id"] for f in collection["features"]] == [claims[0].id, claims[2].id]
    assert all(f["geometry"]["coordinates"] == [30.5238, 50.4547] for f in collection["features"])
    events = [json.loads(line) for line in file("plover").read_text(encoding="utf-8").splitlines()]
    assert len(events) == 3


def test_a_bundle_by_unzip_and_sha256sum(file, tmp_path, claims):
    bundle = file("bundle")
    with zipfile.ZipFile(bundle) as packed:
        assert packed.testzip() is None
        packed.extractall(tmp_path / "unpacked")
    checked = subprocess.run(["sha256sum", "-c", "SHA256SUMS"], cwd=tmp_path / "unpacked", capture_output=True, timeout=60)
    assert checked.returncode == 0, checked.stdout
    table = pandas.read_csv(io.BytesIO((tmp_path / "unpacked/claims.csv").read_bytes()))
    assert list(table["claim_id"]) == [c.id for c in claims]
