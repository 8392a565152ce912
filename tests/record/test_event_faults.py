"""What goes wrong with the table of events is named, and never harms the record or its answers."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from comity import Record, RecordError, Settings

sys.path.insert(0, str(Path(__file__).parents[2] / "bench"))
import synthetic

FULL = """
import resource, sys
from comity import Record, RecordError, Settings
resource.setrlimit(resource.RLIMIT_FSIZE, (4_000, 4_000))
try:
    Record(sys.argv[1], Settings(model=False)).events()
except RecordError as error:
    sys.exit(f"named: {error}")
"""


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """A record whose events were never asked for."""
    return synthetic.write(tmp_path_factory.mktemp("faults") / "record", 120, seed=1, block=1000)


@pytest.fixture()
def record(whole, tmp_path):
    shutil.copytree(whole.path, tmp_path / "record")
    return Record(tmp_path / "record", Settings(model=False))


def test_a_disk_that_fills_up_is_named_and_leaves_no_draft(record):
    full = subprocess.run([sys.executable, "-c", FULL, str(record.path)], capture_output=True, text=True, timeout=300)
    assert full.returncode == 1 and "named:" in full.stderr and str(record.path) in full.stderr
    assert not list(record.path.glob(".events-*"))
    assert sum(len(e.claims) for e in record.events()) == len(record.claims())


def test_a_damaged_table_is_named_and_may_be_deleted(record):
    before = record.events()
    (file,) = (record.path / "events").glob("*.parquet")
    file.write_bytes(file.read_bytes()[:-100])
    with pytest.raises(RecordError, match=file.name):
        record.events()
    assert record.verify().faults == ()
    shutil.rmtree(record.path / "events")
    assert record.events() == before


def test_a_record_that_may_only_be_read_still_answers(record, monkeypatch):
    monkeypatch.setattr("os.access", lambda *_: False)  # root may write everywhere, so the system's word is stood in for
    merged = record.events()
    assert not (record.path / "events").exists()
    monkeypatch.undo()
    assert record.events() == merged
