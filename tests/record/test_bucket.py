"""Records at addresses, on a real server that speaks S3: what a folder promises holds there, too."""

import os
import signal
import socket
import subprocess
import sys
import time

import pytest

import comity.record.lease
from comity import Document, Record, RecordError, Settings
from comity.core.query import Query
from comity.record.place import place_of
from comity.record.served import ServedRecord
from comity.record.watch import FeedState, load_states, save_states

SECRET = "a-very-secret-key"
ADD = """
import sys
from comity import Document, Record, Settings
record = Record(sys.argv[1], Settings(model=False))
texts = ["France condemned the coup in Niger.", "Iran expelled the German ambassador.", "Egypt urged Ethiopia to halt the dam."]
record.add([Document(t, "2023-07-31", url=f"http://example.org/{n}") for n, t in enumerate(texts)])
"""
HOLD = """
import sys, time
import comity.record.lease
from comity.record.place import place_of
comity.record.lease.LEASE = 3.0
with place_of(sys.argv[1]).locked():
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """The endpoint of a server with an empty bucket."""
    folder = tmp_path_factory.mktemp("buckets")
    (folder / "bucket").mkdir()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen([sys.executable, "-m", "localbucket", folder, "--port", str(port)], stderr=subprocess.DEVNULL)
    until = time.monotonic() + 20
    while time.monotonic() < until:
        with socket.socket() as asked:
            if asked.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    process.wait(10)


@pytest.fixture()
def address(server, tmp_path, monkeypatch):
    """The address of a record to be, with the environment set for it."""
    for name, value in {
        "AWS_ACCESS_KEY_ID": "somebody", "AWS_SECRET_ACCESS_KEY": SECRET, "AWS_REGION": "us-east-1", "AWS_ENDPOINT_URL": server,
        "AWS_ALLOW_HTTP": "true", "XDG_CACHE_HOME": str(tmp_path / "copies"),
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    return f"s3://bucket/{tmp_path.name}/record"


@pytest.fixture()
def opened(engine):
    def open_(address):
        record = Record(address, Settings(model=False))
        record.__dict__["_engine"] = engine
        return record

    return open_


def told(record, **asked):
    return sorted((c["event_type"], c["document_id"]) for c in record.claims(Query(**asked)).rows())


def test_answers_as_a_folder_does(address, opened, make_record, documents, tmp_path):
    there, here = opened(address), make_record()
    for record in (there, here):
        record.add(documents[:3])
        record.add([*documents, Document("France praised Niger.", "2023-08-01", url="http://example.org/0")])
    assert told(there) == told(here) != []
    assert told(there, as_of="v1") == told(here, as_of="v1") != told(here)
    ids = sorted(e.id for e in here.events())
    assert sorted(e.id for e in there.events()) == ids != []
    assert [h.document_id for h in there.search("sanctions")] == [h.document_id for h in here.search("sanctions")] != []
    checked = there.verify()
    assert (checked.faults, checked.claims) == ((), here.verify().claims)
    claims = [c["id"] for c in here.claims().rows()]
    for record in (there, here):
        record.judge(claims[0], claims[1], True)
    assert sorted(e.claims for e in there.events()) == sorted(e.claims for e in here.events())
    joined = there.compact()
    assert joined.after < joined.before
    assert there.vacuum(0) >= joined.before - joined.after
    again = opened(address)
    assert told(again) == told(here)
    served = ServedRecord(address, tmp_path, Settings(model=False))
    assert sorted(c["id"] for c in served.claims().rows()) == sorted(c["id"] for c in here.claims().rows())


def test_a_served_record_takes_in_what_comes_and_a_new_record_is_not_taken_for_the_old(address, opened, documents, tmp_path):
    record = opened(address)
    record.add(documents[:1])
    served = ServedRecord(address, tmp_path, Settings(model=False))
    record.add(documents[1:])
    served.refresh()
    assert told(served) == told(record)
    first = place_of(address).opened("one").local
    assert first != place_of(address).opened("two").local
    save_states(record.place, {"http://example.org/feed": FeedState("tag")})
    assert load_states(opened(address).place) == {"http://example.org/feed": FeedState("tag")}


def test_two_processes_add_the_same_at_once(address, opened):
    both = [subprocess.Popen([sys.executable, "-c", ADD, address]) for _ in range(2)]
    assert [p.wait(120) for p in both] == [0, 0]
    record = opened(address)
    table = record._lake.sources("documents")["documents"]
    assert record._lake.fetch(f"SELECT count(*), count(DISTINCT id) FROM {table}") == [(3, 3)]
    assert record.verify().faults == ()


def test_a_killed_writer_is_succeeded_when_its_lease_ends(address):
    holder = subprocess.Popen([sys.executable, "-c", HOLD, address], stdout=subprocess.PIPE, text=True)
    assert holder.stdout.readline() == "held\n"
    place = place_of(address)
    with (
        pytest.raises(RecordError, match=f"another process has been writing.*{holder.pid} on"),
        comity.record.lease.leased(address, place.store, ".lock", 4.0),
    ):  # longer than the lease, which the holder renews
        pass
    os.kill(holder.pid, signal.SIGKILL)
    holder.communicate(timeout=10)
    begun = time.monotonic()
    with place.locked():
        assert 1.0 < time.monotonic() - begun < 15.0
    begun = time.monotonic()
    with place.locked():
        assert time.monotonic() - begun < 2.0


def test_who_lost_the_lock_writes_no_more(address, opened, documents, monkeypatch):
    slow = opened(address)
    monkeypatch.setattr(comity.record.lease, "LEASE", 0.5)
    monkeypatch.setattr(comity.record.lease, "_renew", lambda lease, stopped: None)  # a process that stands still
    with slow.place.locked():
        opened(address).add(documents[:1])
        with pytest.raises(RecordError, match="took over"):
            slow._lake.append("runs", [{"id": "x"}])
    assert told(opened(address)) != []


@pytest.mark.parametrize("where", ["folder", "address"])
def test_a_batch_is_not_committed_beside_another_one(where, request, tmp_path, opened, documents):
    place = tmp_path / "record" if where == "folder" else request.getfixturevalue("address")
    one, two = opened(place), opened(place)
    for seen in (None, one._lake.newest("documents")):
        two.add(documents[: 1 if seen is None else 2])
        rows = two._lake.records(f"SELECT * EXCLUDE (reported, added_at) FROM {two._lake.sources('documents')['documents']}")
        with pytest.raises(RecordError, match="at the same moment"):
            one._lake.commit("documents", rows[:1], 9, seen)
        assert len(two._lake.records(f"SELECT id FROM {two._lake.sources('documents')['documents']}")) == len(rows)
        if seen is None:
            break
    seen = one._lake.newest("documents")
    two.add(documents)
    with pytest.raises(RecordError, match="at the same moment"):
        one._lake.commit("documents", rows[:1], 9, seen)


@pytest.mark.parametrize(
    ("change", "where", "says"),
    [
        ({}, "s3://no-such-bucket/x", "no such bucket"),
        ({"AWS_ENDPOINT_URL": "http://user:pw@127.0.0.1:9?sig=abc"}, None, "cannot be reached at http://127.0.0.1:9.*AWS_ENDPOINT_URL"),
        ({"AWS_ALLOW_HTTP": None}, None, "AWS_ALLOW_HTTP=true"),
        ({}, f"s3://somebody:{SECRET}@bucket/x", "no credentials"),
        ({}, "ftp://bucket/x", "s3://bucket/record"),
        ({}, "s3://", "s3://bucket/record"),
        ({}, "az://container/x", "AZURE_STORAGE_ACCOUNT_NAME"),
    ],
)
def test_what_is_wrong_is_said_with_what_to_set_and_without_secrets(address, change, where, says, monkeypatch):
    for name, value in change.items():
        monkeypatch.delenv(name) if value is None else monkeypatch.setenv(name, value)
    with pytest.raises(RecordError, match=says) as caught:
        Record(where or address)
    assert not any(word in str(caught.value) for word in (SECRET, "pw@", "sig="))


def test_commands_take_an_address(address, tmp_path, run_comity):
    article = tmp_path / "a.txt"
    article.write_text("France condemned the coup in Niger.")
    missing = run_comity("claims", "--record", address)
    assert missing.returncode == 1 and address in missing.stderr
    assert run_comity("add", article, "--published", "2023-07-31", "--to", address, "--no-model").returncode == 0
    assert "ACCUSE" in run_comity("claims", "--record", address, "--format", "jsonl").stdout
    assert "0 faults" in run_comity("verify", address).stdout
    assert run_comity("export", "--record", address, "--format", "bundle", "-o", tmp_path / "b.zip").returncode == 0
    assert "France" in run_comity("dyad", "FRA", "NER", "--record", address).stdout
