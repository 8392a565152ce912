"""What leaves a record in a format is what a question asks for, streamed, the same bytes as from the codings themselves."""

import csv
import io
import zipfile
from pathlib import Path

import pytest

import comity
from comity import Settings, SettingsError
from comity.exports.formats import BINARY, TEXT
from comity.serve.cli_export import ExportFormat

FILES = Path(__file__).parents[1] / "imports/files"


@pytest.fixture()
def record(make_record, documents):
    record = make_record()
    record.add(documents)
    record.import_file(FILES / "gdelt2.csv", "gdelt")
    return record


def test_every_format_is_offered():
    assert {f.value for f in ExportFormat} == {*TEXT, *BINARY, "jsonl"}


@pytest.mark.parametrize(
    "flags", [{}, {"dataset": "gdelt"}, {"dataset": "comity,gdelt"}, {"type": "ACCUSE"}, {"actor": "Iran", "as_of": "v0"}]
)
def test_a_stream_has_what_the_codings_have(flags, record, monkeypatch):
    monkeypatch.setattr("comity.record.stream.PART", 2)
    assert list(record.stream(**flags)) == record.codings(**flags)
    bare = list(record.stream(refusals=False, **flags))
    assert [c.claims for c in bare] == [c.claims for c in record.codings(**flags)] and not any(c.rejections for c in bare)


def test_a_stream_has_no_pages(record):
    with pytest.raises(SettingsError, match="no pages; expected neither limit nor cursor"):
        list(record.stream(limit=3))


@pytest.mark.parametrize("name", [*TEXT, *BINARY])
def test_a_format_is_written_from_a_stream_as_from_a_list(name, record):
    codings = record.codings(dataset="comity,gdelt")
    streamed = record.stream(dataset="comity,gdelt")
    if name in TEXT:
        assert "".join(TEXT[name](streamed)) == "".join(TEXT[name](codings))
    else:
        assert BINARY[name](streamed, Settings(model=False), "1") == BINARY[name](codings, Settings(model=False), "1")


def test_the_command_writes_a_question_in_a_format(record, run_comity, tmp_path):
    done = run_comity("export", "--record", record.path, "--format", "csv", "--dataset", "gdelt", "--type", "CONSULT")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert [r["rule"] for r in rows] == ["gdelt:1166000001", "gdelt:1166000002"] and "2 claims in 1 document went into csv" in done.stderr
    target = tmp_path / "out.zip"
    done = run_comity("export", "--record", record.path, "--format", "bundle", "-o", target)
    assert done.returncode == 0 and f"coded with Comity {comity.__version__}" in zipfile.ZipFile(target).read("CITATION.cff").decode()
    binary = run_comity("export", "--record", record.path, "--format", "parquet")
    assert binary.returncode == 2 and "is a binary format; name a file" in binary.stderr
