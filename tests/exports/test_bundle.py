"""The replication bundle: complete, checkable without Comity, byte-identical for the same input."""

import csv
import hashlib
import io
import json
import zipfile

import pytest

from comity import InputError, Settings
from comity.config import DATA
from comity.exports.bundle import write_bundle
from comity.exports.flat import COLUMNS


@pytest.fixture(scope="module")
def bundle(sample):
    return zipfile.ZipFile(io.BytesIO(write_bundle(sample, Settings(), "1.2.3")))


def table(bundle, name):
    return list(csv.DictReader(io.StringIO(bundle.read(name).decode(), newline="")))


def test_same_input_same_bytes(sample):
    assert write_bundle(sample, Settings(), "1.2.3") == write_bundle(sample, Settings(), "1.2.3")


def test_every_hash_is_right_and_every_file_hashed(bundle):
    sums = dict(reversed(line.split("  ")) for line in bundle.read("SHA256SUMS").decode().splitlines())
    assert set(sums) == set(bundle.namelist()) - {"SHA256SUMS"}
    assert all(hashlib.sha256(bundle.read(name)).hexdigest() == digest for name, digest in sums.items())


def test_quotes_can_be_checked_by_who_has_the_articles(bundle, sample):
    texts = {c.document.id: c.document.text for c in sample}
    documents = {d["document_id"]: d for d in table(bundle, "documents.csv")}
    assert all(hashlib.sha256(texts[i].encode()).hexdigest() == d["sha256"] for i, d in documents.items())
    evidence = table(bundle, "evidence.csv")
    assert {e["claim_id"] for e in evidence} == {c["claim_id"] for c in table(bundle, "claims.csv")}
    assert all(texts[e["document_id"]][int(e["start"]) : int(e["end"])] == e["quote"] for e in evidence)


def test_it_holds_no_article(bundle, sample):
    stored = b"".join(bundle.read(n) for n in bundle.namelist()).decode()
    assert all(c.document.text.strip() not in stored for c in sample)


def test_codebook_settings_and_citation(bundle, sample):
    codebook = bundle.read("codebook.md").decode()
    assert all(f"`{column}`" in codebook for column in COLUMNS)
    assert "`not_happened`" in codebook and "`ASSAULT`" in codebook
    citation = bundle.read("CITATION.cff").decode()
    assert citation.startswith("cff-version: 1.2.0\n") and f"{len(sample)} documents" in citation
    assert {"actors/states.csv", "actors/offices.csv"} <= set(bundle.namelist())


def test_the_settings_are_all_there_with_the_model_that_was_used(bundle, sample):
    told = json.loads(bundle.read("settings.json"))
    assert set(told) == {"comity", "model_used", *Settings.__dataclass_fields__}
    assert (told["comity"], told["longest_sentence"], told["actors"], told["model"]) == ("1.2.3", 150, [], True)
    hashes = {f.name: hashlib.sha256(f.read_bytes()).hexdigest() for f in (DATA / "models").glob("pairs-*")}
    assert told["model_used"]["sha256"] == hashes and f"Version {told['model_used']['version']}." in (
        DATA.parents[2] / "docs/model.md"
    ).read_text("utf-8")
    bare = zipfile.ZipFile(io.BytesIO(write_bundle(sample, Settings(model=False), "1.2.3")))
    told = json.loads(bare.read("settings.json"))
    assert told["model"] is False and "model_used" not in told


def test_own_actors_come_along_and_a_lost_file_is_named(sample, tmp_path):
    own = tmp_path / "mine.csv"
    own.write_text("name,kind,code,sector,start,end,aliases\n", encoding="utf-8")
    settings = Settings(actors=(own,))
    assert "actors/own/1-mine.csv" in zipfile.ZipFile(io.BytesIO(write_bundle(sample, settings, "1"))).namelist()
    own.unlink()
    with pytest.raises(InputError, match="mine.csv: cannot be read"):
        write_bundle(sample, settings, "1")
