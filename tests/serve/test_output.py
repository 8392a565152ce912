"""Results reach what their name stands for: files whole or not at all, links and their targets kept, pipes and devices written to."""

import os
import select
import stat
import subprocess
import sys
import threading

import pytest

from comity import SettingsError
from comity.serve.output import check_target, put

POUR = """
import sys
from pathlib import Path
import typer
from comity.serve.output import put
file = Path(sys.argv.pop())
typer.run(lambda: put(['x' * 4096] * 1000, file))
"""


def broken_off():
    """A result that fails in the middle."""
    yield "first"
    raise OSError(28, "No space left on device")


def test_a_file_is_there_whole_or_stays_as_it_was(tmp_path):
    file = tmp_path / "out.csv"
    put(["a,", "b\n"], file)
    assert file.read_bytes() == b"a,b\n"
    with pytest.raises(SettingsError, match="cannot be written .No space left"):
        put(broken_off(), file)
    assert file.read_bytes() == b"a,b\n" and [p.name for p in tmp_path.iterdir()] == ["out.csv"]


def test_a_link_stays_and_its_target_is_replaced_and_keeps_its_mode(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    target, link, chain = tmp_path / "elsewhere/target.csv", tmp_path / "link.csv", tmp_path / "chain.csv"
    target.write_text("old", encoding="utf-8")
    target.chmod(0o640)
    link.symlink_to("elsewhere/target.csv")
    chain.symlink_to(link)
    check_target(chain, "csv", False)
    put(b"new", chain)
    assert chain.is_symlink() and link.is_symlink() and not target.is_symlink()
    assert (target.read_bytes(), stat.S_IMODE(target.stat().st_mode)) == (b"new", 0o640)
    assert sorted(p.name for p in tmp_path.rglob("*")) == ["chain.csv", "elsewhere", "link.csv", "target.csv"]


def test_a_link_to_nothing_yet_makes_its_target(tmp_path):
    link = tmp_path / "link.csv"
    link.symlink_to("target.csv")
    put(["new"], link)
    assert link.is_symlink() and (tmp_path / "target.csv").read_bytes() == b"new"


@pytest.mark.parametrize("to", ["nowhere/target.csv", "link.csv"])
def test_a_link_that_leads_nowhere_is_told_before_any_work(to, tmp_path):
    link = tmp_path / "link.csv"
    link.symlink_to(to)
    with pytest.raises(SettingsError, match="does not exist|in a circle"):
        check_target(link, "csv", False)
    assert link.is_symlink() and [p.name for p in tmp_path.iterdir()] == ["link.csv"]


def test_a_pipe_stays_a_pipe_and_gets_the_result(tmp_path):
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    heard = []
    reader = threading.Thread(target=lambda: heard.append(fifo.read_bytes()))
    reader.start()
    check_target(fifo, "csv", False)
    put(["one\n", "two\n"], fifo)
    reader.join(timeout=30)
    assert heard == [b"one\ntwo\n"] and stat.S_ISFIFO(fifo.stat().st_mode) and [p.name for p in tmp_path.iterdir()] == ["fifo"]


def test_a_reader_that_leaves_a_pipe_ends_the_program_quietly(tmp_path):
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    reader = os.open(fifo, os.O_RDONLY | os.O_NONBLOCK)
    writer = subprocess.Popen([sys.executable, "-c", POUR, fifo], stderr=subprocess.PIPE)
    assert select.select([reader], [], [], 120)[0]
    os.close(reader)
    assert (writer.communicate(timeout=120)[1], writer.returncode) == (b"", 0)


def test_a_terminal_is_written_to(tmp_path):
    ours, theirs = os.openpty()
    link = tmp_path / "terminal"
    link.symlink_to(os.ttyname(theirs))
    put(["shown"], link)
    assert os.read(ours, 100) == b"shown" and link.is_symlink()
    os.close(ours)
    os.close(theirs)
