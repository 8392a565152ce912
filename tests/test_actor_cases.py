"""Who is meant by a phrase in its context on a date: every case of `cases/actors.toml`, through `Coder.participants`."""

import tomllib
from collections import Counter
from pathlib import Path

import pytest

CASES = tomllib.loads((Path(__file__).parent / "cases/actors.toml").read_text(encoding="utf-8"))["case"]


def span(case):
    """Start and end of the phrase, the `nth` where it occurs several times."""
    at = -1
    for _ in range(case.get("nth", 1)):
        at = case["text"].index(case["phrase"], at + 1)
    return at, at + len(case["phrase"])


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['group']}: {c['phrase']} {c['date']}")
def test_phrase_is_resolved(case, coder):
    start, end = span(case)
    people = coder.participants(case["text"], published=case["date"])
    if case.get("code") == "":
        assert not [p for p in people if start <= p.start and p.end <= end], case["why"]
        return
    near = [p for p in people if p.start < end and p.end > start]
    meant = [p for p in near if p.start <= start] or [p for p in near if p.end == end] or near
    assert {p.code for p in meant} == set(case.get("codes") or [case["code"]]), case["why"]
    if "sector" in case:
        assert {p.sector for p in meant} == {case["sector"]}, case["why"]
    for field in ("name", "id"):
        if field in case:
            assert case[field] in {getattr(p, field) for p in meant}, case["why"]


def test_there_are_enough_cases_of_each_kind():
    groups = Counter(c["group"] for c in CASES)
    assert sum(groups.values()) >= 400
    assert groups["dated"] >= 150
    assert groups["homonym"] >= 60
    assert groups["coref"] >= 60
    assert groups["agent"] >= 100
