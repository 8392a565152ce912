"""The record's commands as their users meet them."""

import json

import pytest

from comity import Record, Settings


@pytest.fixture()
def folder(tmp_path):
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "a.txt").write_text("France condemned the coup in Niger on Monday.\n", encoding="utf-8")
    rows = [{"id": 1, "body": "Iran expelled the German ambassador.", "date": "2023-08-02"}, {"id": 2, "body": ""}]
    (articles / "b.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return articles


def test_articles_are_added_without_the_model_where_it_is_turned_off(folder, tmp_path, run_comity):
    """The message of a broken model names this flag, so every command that codes takes it."""
    told = run_comity("add", folder / "a.txt", "--to", tmp_path / "one", "--no-model")
    assert told.returncode == 0
    Record(tmp_path / "two", Settings(model=False)).add([])
    Record(tmp_path / "three").add([])
    one, two, three = (Record(tmp_path / name).runs()[-1]["settings"] for name in ("one", "two", "three"))
    assert one == two != three
    assert "--no-model" in run_comity("watch", "--help").stdout


def test_from_articles_to_answers(folder, tmp_path, run_comity):
    record = tmp_path / "record"
    added = run_comity("add", folder, "--to", record, "--published", "2023-07-31")
    assert added.returncode == 1  # one row is empty, and named; the others are in
    assert "2 articles added (0 of them new revisions), 0 known already, 1 failed" in added.stdout
    assert "b.jsonl:2: the column 'body' is empty" in added.stderr and "text = body" in added.stderr
    again = run_comity("add", folder / "a.txt", "--to", record, "--published", "2023-07-31")
    assert again.returncode == 0 and "0 articles added" in again.stdout and "1 known already" in again.stdout

    lines = run_comity("claims", "--record", record, "--actor", "France", "--format", "jsonl").stdout.splitlines()
    (coding,) = map(json.loads, lines)
    assert [c["event_type"] for c in coding["claims"]] == ["ACCUSE"] and coding["document"]["published"] == "2023-07-31"
    first = run_comity("claims", "--record", record, "--limit", "1", "--format", "csv")
    assert first.stdout.count("\n") == 2 and "--cursor" in first.stderr
    assert "⟦ambassador⟧" in run_comity("search", "ambassador", "--record", record).stdout
    missed = run_comity("search", "ambassador zebra", "--record", record)
    assert missed.stdout == "" and "No article holds 'ambassador zebra'" in missed.stderr
    assert "not named together" in run_comity("why", "FRA", "DEU", "2023", "--record", record).stdout
    assert "0 faults" in run_comity("verify", record).stdout
    assert "files became" in run_comity("compact", record).stdout
    assert "files deleted" in run_comity("vacuum", record, "--hours", "0").stdout
    assert run_comity("claims", "--record", record, "--format", "csv").stdout.count("\n") >= 3


def test_mistakes_are_named(tmp_path, run_comity):
    nowhere = run_comity("claims", "--record", tmp_path / "nowhere")
    assert nowhere.returncode == 1 and "there is no record" in nowhere.stderr
    assert not (tmp_path / "nowhere").exists()
    usage = run_comity("add", "x.txt", "--to", tmp_path / "r", "--text-mode", "some")
    assert usage.returncode == 2 and "full, snippet, hash-only" in usage.stderr
    watch = run_comity("watch", "http://127.0.0.1:9/feed", "--to", tmp_path / "r", "--once")
    assert watch.returncode == 1 and "--allow-private 127.0.0.1" in watch.stderr


def test_asking_makes_no_record(tmp_path, run_comity):
    empty = tmp_path / "empty"
    empty.mkdir()
    asked = run_comity("claims", "--record", empty)
    assert asked.returncode == 1 and f"{empty}: there is no record" in asked.stderr and "comity add" in asked.stderr
    assert list(empty.iterdir()) == []


def test_verify_names_articles_that_cannot_be_read(tmp_path, run_comity):
    record, article = tmp_path / "record", tmp_path / "a.txt"
    article.write_text("France condemned the coup in Niger on Monday.", encoding="utf-8")
    assert run_comity("add", article, "--to", record, "--text-mode", "hash-only").returncode == 0
    checked = run_comity("verify", record, "--articles", article)
    assert checked.returncode == 0 and "need the article" not in checked.stdout
    missing = run_comity("verify", record, "--articles", tmp_path / "nowhere.txt")
    assert missing.returncode == 1 and "nowhere.txt" in missing.stderr and "need the article" in missing.stdout


def test_events_are_told_in_words(tmp_path, run_comity):
    record, article = tmp_path / "record", tmp_path / "a.txt"
    article.write_text("Iran expelled the German ambassador.", encoding="utf-8")
    run_comity("add", article, "--to", record)
    told = run_comity("events", "--record", record)
    assert told.stdout.startswith("no date  IRN")
    assert "(1 report, 0 outlets, 1 origin)" in told.stdout and "1 event of 1 claim\n" in told.stderr
