"""A real server in its own process, on a record that grows, breaks, or is asked for everything by many and by slow ones."""

import json
import shutil
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest

from comity import Document, Record, Settings
from served import start_server

WAIT = 60


@pytest.fixture()
def server(served_folder, tmp_path):
    folder = tmp_path / "record"
    shutil.copytree(served_folder, folder)
    process, address = start_server(folder)
    yield address, folder
    process.terminate()
    process.communicate(timeout=30)


def total(address):
    return json.load(urlopen(f"{address}/explore.json", timeout=WAIT))["total"]


def until(true):
    """Whether something becomes true within a minute."""
    for _ in range(WAIT):
        if true():
            return True
        time.sleep(1)
    return False


def test_what_another_process_writes_is_served_without_a_restart(server):
    address, folder = server
    before = total(address)
    Record(folder, Settings(model=False)).add([Document("Brazil expelled the ambassador of Chile.", "2024-05-01")])
    assert until(lambda: total(address) == before + 1)
    assert until(lambda: json.load(urlopen(f"{address}/explore.json?level=event&actor=BRA", timeout=WAIT))["total"] == 1)


def test_a_record_that_breaks_is_told_and_what_was_read_still_stands(server):
    address, folder = server
    before = total(address)
    record = Record(folder, Settings(model=False))
    record.add([Document("Brazil expelled the ambassador of Chile.", "2024-05-01")])
    newest = max((folder / "claims").rglob("*.parquet"), key=lambda p: p.stat().st_mtime)
    if not until(lambda: total(address) == before + 1):
        pytest.fail("the record was not taken in")
    newest.write_bytes(b"no parquet")
    record.add([Document("Peru expelled the ambassador of Chile.", "2024-05-02")])
    assert until(lambda: "cannot be read" in urlopen(f"{address}/", timeout=WAIT).read().decode())
    assert total(address) >= before + 1


def test_twenty_exports_at_once_and_slow_readers_are_served(server):
    address, _ = server
    parts = urlsplit(address)
    slow = []
    for _ in range(30):
        connection = socket.create_connection((parts.hostname, parts.port), timeout=WAIT)
        connection.sendall(f"GET /explore.csv HTTP/1.1\r\nHost: {parts.netloc}\r\n".encode())
        slow.append(connection)
    with ThreadPoolExecutor(20) as pool:
        tables = list(pool.map(lambda _: urlopen(f"{address}/explore.csv", timeout=WAIT).read(), range(20)))
    assert len(set(tables)) == 1 and tables[0].count(b"\r\n") > 50
    for connection in slow:  # the server hangs up on those who never finish asking
        assert connection.recv(100) == b""
        connection.close()
    assert total(address) > 50


def test_a_request_for_everything_and_unknown_things_is_answered(server):
    address, _ = server
    with pytest.raises(HTTPError) as refused:
        urlopen(f"{address}/explore.json?limit=100000", timeout=WAIT)
    assert refused.value.code == 422
    assert json.load(urlopen(f"{address}/explore.json?limit=500", timeout=WAIT))["truncated"] is False


def test_a_folder_without_a_record_is_refused(run_comity, tmp_path):
    done = run_comity("serve", tmp_path)
    assert done.returncode == 1 and "there is no record" in done.stderr
    done = run_comity("serve", tmp_path, "--host", "0.0.0.0")
    assert done.returncode == 2 and "--token-file" in done.stderr
