"""Killed writers, several writers, full disks: nothing is lost, doubled or harmed."""

import json
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from comity import Document, Record, RecordError, Settings
from comity.record.lock import locked

ROOT = Path(__file__).parents[2]
ADD = """
import resource, sys
from comity import Document, Record, RecordError, Settings
sys.path.insert(0, {bench!r})
import kills
from comity.record import intake
intake.BLOCK = 3
if __name__ == "__main__":
    if {limit}:
        resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))
    try:
        done = Record(sys.argv[1], Settings(model=False)).add(kills.documents() * 2)
    except RecordError as error:
        sys.exit(f"named: {{error}}")
    print(done.added, done.known)
"""


def start(path, limit=0, **options):
    code = ADD.format(bench=str(ROOT / "bench"), limit=limit)
    return subprocess.Popen([sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options)


def test_a_writer_killed_ten_times_loses_and_doubles_nothing(tmp_path):
    done = subprocess.run([sys.executable, ROOT / "bench/kills.py", tmp_path, "10"], capture_output=True, timeout=300, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads(done.stdout)["kills"] == 10


def test_two_processes_that_add_the_same_documents(tmp_path):
    both = [start(tmp_path / "record") for _ in range(2)]
    told = [p.communicate(timeout=300) for p in both]
    assert [p.returncode for p in both] == [0, 0], told
    counts = [tuple(map(int, out.split())) for out, _ in told]
    assert sum(added for added, _ in counts) == 40
    assert all(added + known == 80 for added, known in counts)
    record = Record(tmp_path / "record", Settings(model=False))
    rows = record.claims().rows()
    assert len({r["id"] for r in rows}) == len(rows) > 40


def test_a_full_disk_is_named_and_the_next_run_goes_on(tmp_path):
    path = tmp_path / "record"
    full = start(path, limit=12_000)
    _, told = full.communicate(timeout=300)
    assert full.returncode == 1 and "named:" in told and str(path) in told and "unharmed" in told
    again = start(path)
    out, told = again.communicate(timeout=300)
    assert again.returncode == 0, told
    added, _ = map(int, out.split())
    rows = Record(path).claims().rows()
    assert 0 < added <= 40 and len({r["id"] for r in rows}) == len(rows) > 40


def test_a_folder_that_may_not_be_changed_is_named(make_record, documents, monkeypatch):
    with pytest.raises(RecordError, match="cannot be created"):
        Record("/proc/comity/record")
    record = make_record()
    record.add(documents)

    def refuse(*args):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("comity.record.lock.os.open", refuse)
    assert len(make_record().claims()) > 0
    with pytest.raises(RecordError, match="Permission denied"):
        record.add([Document("France condemned the coup.")])


def test_whoever_waits_too_long_for_the_lock_is_told(tmp_path):
    with locked(tmp_path / ".lock"), pytest.raises(RecordError, match="another process has been writing"), locked(tmp_path / ".lock", 0.05):
        pass
    with locked(tmp_path / ".lock", 0.05):
        pass


def test_readers_see_whole_batches_while_one_writes(make_record, documents):
    record = make_record()
    record.add(documents[:1])
    seen, stop = [], threading.Event()

    def read():
        reader = Record(record.path)
        while not stop.is_set():
            codings = reader.codings()
            seen.append(all(len(c.claims) == len(set(c.claims)) > 0 for c in codings))

    thread = threading.Thread(target=read)
    thread.start()
    for document in documents[1:]:
        record.add([document])
        record.compact()
    stop.set()
    thread.join()
    assert seen and all(seen)
