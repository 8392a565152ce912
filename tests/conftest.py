"""What all tests share: one coder, loaded once."""

from pathlib import Path

import pytest

import comity

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def coder():
    return comity.Coder()


@pytest.fixture(scope="session")
def sample_folder():
    return ROOT / "src/comity/data/sample"
