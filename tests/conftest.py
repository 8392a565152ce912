"""What all tests share: one coder, loaded once."""

import subprocess
import sys
from pathlib import Path

import pytest

import comity
from comity.config import Settings

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def coder():
    return comity.Coder()


@pytest.fixture(scope="session")
def pattern_coder():
    return comity.Coder(Settings(model=False))


@pytest.fixture(scope="session")
def sample_folder():
    return ROOT / "src/comity/data/sample"


@pytest.fixture(scope="session")
def run_comity():
    """Runs the command line as a process; output as text."""

    def run(*args):
        command = [sys.executable, "-c", "from comity.serve.cli import main; main()", *map(str, args)]
        return subprocess.run(command, capture_output=True, timeout=120, encoding="utf-8")

    return run
