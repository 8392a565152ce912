"""Brackets and colons in articles are words: no command reads them as marks of style."""

import json

import pytest

from comity import Document, Record, Settings

MARKED = "Title [/x] [red] :smile:"


@pytest.fixture(scope="module")
def silent(tmp_path_factory):
    """A record whose only sentence about two states gives no act."""
    folder = tmp_path_factory.mktemp("brackets") / "record"
    Record(folder, Settings(model=False)).add([Document("France and Niger have [/i] long rivers :smile:.", "2023-07-31", title=MARKED)])
    return folder


def test_titles_are_printed_as_they_stand(tmp_path, run_comity):
    file = tmp_path / "articles.jsonl"
    file.write_text(json.dumps({"text": "France condemned the coup in Niger.", "date": "2023-07-31", "title": MARKED}), encoding="utf-8")
    done = run_comity("code", file, "--no-model")
    assert done.returncode == 0, done.stderr
    assert f"{MARKED}  (2023-07-31)" in done.stdout


def test_sentences_and_reasons_of_a_pair_are_printed_as_they_stand(silent, run_comity):
    done = run_comity("dyad", "France", "Niger", "--record", silent)
    assert done.returncode == 0, done.stderr
    assert "[/i] long rivers :smile:" in done.stdout and "    [no_" in done.stdout


def test_cells_of_rows_are_printed_as_they_stand(tmp_path, run_comity):
    folder = tmp_path / "record"
    text = "France condemned the coup in Niger."
    Record(folder, Settings(model=False)).add([Document(text, "2023-07-31", site="a[/b].example", title=MARKED)])
    done = run_comity("claims", "--record", folder)
    assert done.returncode == 0 and MARKED in done.stdout, done.stderr
