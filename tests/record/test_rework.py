"""The table of events, brought up to date bit by bit, holds what merging all claims at once gives."""

import shutil
import sys
import tempfile
from collections import Counter
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from comity import Record, Settings
from comity.config import DATA
from comity.core.event import Source
from comity.merge.merge import merge, words_of
from comity.merge.rules import load_rules
from comity.record import rework
from comity.record.ask import known
from comity.record.back import claim_of
from comity.record.events import _merged
from comity.record.judged import judgements
from comity.record.rework import bring_up_to_date

sys.path.insert(0, str(Path(__file__).parents[2] / "bench"))
import synthetic

RULES = DATA / "rules/merge.toml"


def articles(seed, claims):
    """Articles of a few weeks about three states, so that much is told of the same parties."""
    return list(synthetic.articles(claims, seed, days=30, size=3))


def plainly(record):
    """The events by merging every claim of the record at once, with copies told by comparing each two articles of an event."""
    lake = record._lake
    asked = known(lake, None, "claims")
    documents = {d["id"]: d for d in lake.records(asked.sql("SELECT * FROM documents"))}
    told = []
    for row in lake.records(asked.sql("SELECT * FROM claims")):
        wires = tuple(f"wire:{w['code']}" for w in documents[row["document_id"]]["wires"])
        told.append((claim_of(row), Source(str(row["reported"]), row["site"], wires, words_of(row["sentence_text"]))))
    judged = judgements(lake, None)
    same, different = ([p for p, is_same in judged.items() if is_same is wanted] for wanted in (True, False))
    document = {c.id: c.document_id for c, _ in told}
    found = []
    for event in merge(told, load_rules(RULES), "most_frequent", same, different):
        ids = sorted({document[c] for c in event.claims})
        sources = {i: {w["code"] for w in documents[i]["wires"]} for i in ids}
        parent = {i: i for i in ids}
        for a, b in combinations(ids, 2):
            if copied(documents[a], documents[b]) or sources[a] & sources[b]:
                parent = {k: parent[a] if v == parent[b] else v for k, v in parent.items()}
        found.append(replace(event, n_origins=len(set(parent.values()))))
    return by_id(found)


def by_id(found):
    return sorted(found, key=lambda e: e.id)


def copied(one, two):
    shared = len(set(one["shingles"]) & set(two["shingles"]))
    return one["text_hash"] == two["text_hash"] or (shared >= 3 and shared >= 0.5 * min(len(one["shingles"]), len(two["shingles"])))


@pytest.fixture(autouse=True)
def never_all_anew(monkeypatch):
    monkeypatch.setattr(rework, "SHARE_ANEW", 1.0)


@settings(deadline=None, max_examples=10, phases=[Phase.explicit, Phase.generate])  # shrinking would take minutes
@given(st.integers(0, 10_000), st.integers(2, 40), st.integers(1, 5), st.randoms(use_true_random=False))
def test_bit_by_bit_is_all_at_once(seed, claims, batches, chance):
    found = articles(seed, claims)
    chance.shuffle(found)
    folder = tempfile.mkdtemp()
    try:
        record = Record(folder, Settings(model=False))
        seen = {}
        for version in range(1, batches + 1):
            part = found[(version - 1) * len(found) // batches : version * len(found) // batches]
            if part:
                synthetic.append(record._lake, part, version, "run", seen)
            ids = sorted(c["id"] for c in record.claims())
            if len(ids) > 1 and chance.random() < 0.5:
                record.judge(*chance.sample(ids, 2), chance.random() < 0.5)
            if chance.random() < 0.7:
                bring_up_to_date(record._lake, RULES)
        assert by_id(record.events()) == plainly(record)
        past = max(1, record.version - 1)
        assert by_id(record.events(as_of=past)) == by_id(_merged(record._lake, load_rules(RULES), past, "most_frequent", None))
    finally:
        shutil.rmtree(folder)


def test_a_new_report_rewrites_only_the_events_around_it(tmp_path):
    record = synthetic.write(tmp_path / "record", 200, seed=3, block=1000)
    before = {e.id: e for e in record.events()}
    (late,) = list(synthetic.articles(203, 5))[-1:]
    synthetic.append(record._lake, [late], record.version + 1, "run", {})
    after = record.events()
    table = record._lake.sources("events")["events"]
    kinds = Counter(k for (k,) in record._lake.fetch(f"SELECT kind FROM {table} WHERE made = 2"))
    assert kinds["mark"] == 1 and 0 < kinds["event"] < 10 and kinds["gone"] < 10
    assert sum(e == before.get(e.id) for e in after) > 0.8 * len(before)
    assert by_id(after) == plainly(record)


def test_many_small_updates_are_joined(tmp_path, monkeypatch):
    monkeypatch.setattr(rework, "MANY_FILES", 3)
    record = Record(tmp_path / "record", Settings(model=False))
    seen = {}
    for version, article in enumerate(articles(1, 12), 1):
        synthetic.append(record._lake, [article], version, "run", seen)
        record.work_out_events()
    assert len(record._lake.files("events")) <= 4
    assert by_id(record.events()) == plainly(record)


def test_other_rules_mean_other_events(tmp_path, monkeypatch):
    record = synthetic.write(tmp_path / "record", 60, seed=2, block=1000)
    before = record.events()
    rules = tmp_path / "rules"
    rules.mkdir()
    strict = RULES.read_text(encoding="utf-8").replace("needed = 3.5", "needed = 99.0")
    (rules / "merge.toml").write_text(strict, encoding="utf-8")
    monkeypatch.setattr(Record, "_rules", rules / "merge.toml")
    assert len(record.events()) > len(before)


def test_the_table_may_be_deleted_and_is_the_same_from_two_processes(tmp_path):
    record = synthetic.write(tmp_path / "record", 300, seed=4, block=100)
    before = record.events()
    shutil.rmtree(record.path / "events")
    record.work_out_events(workers=2)
    assert record.events() == before and by_id(before) == plainly(record)
    assert not list(record.path.glob(".events-*"))
