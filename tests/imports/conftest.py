"""Small files as each data set publishes them, written by hand."""

from pathlib import Path

import pytest

from comity.imports.formats import READERS

FILES = Path(__file__).parent / "files"


@pytest.fixture(scope="session")
def read():
    """Reads a file of tests/imports/files, or another, whose rows are all right."""

    def reading(name, file):
        errors = []
        found = list(READERS[name](FILES / file, errors.append))
        assert errors == []
        return found

    return reading


@pytest.fixture()
def changed(tmp_path):
    """A copy of a file with one text replaced by another."""

    def changing(file, old, new):
        text = (FILES / file).read_text(encoding="utf-8")
        assert old in text
        copy = tmp_path / file
        copy.write_text(text.replace(old, new, 1), encoding="utf-8")
        return copy

    return changing
