"""Events of a record: copies are one origin, order does not matter, the past stays, people have the last word."""

import json
from itertools import permutations

import pytest

from comity import Document, SettingsError
from comity.record.ask import known
from comity.record.origins import origins

LONG = (
    "France condemned the coup in Niger on Monday. The foreign ministry in Paris said that the elected president must be set free at once and "
    "that the soldiers who took power had no right to rule the country, as crowds gathered before the parliament in the capital that evening."
)
REPORTS = (
    Document(LONG, "2023-07-31", url="http://alpha.org/1", site="alpha.org"),
    Document("PARIS (Reuters) - " + LONG + " It was a warm day.", "2023-08-01", url="http://beta.org/1", site="beta.org"),
    Document("France condemned the coup in Niger, Reuters reported.", "2023-08-01", url="http://gamma.org/1", site="gamma.org"),
    Document("France condemned the coup in Niger.", "2023-08-01", url="http://delta.org/1", site="delta.org"),
    Document("France condemned the coup in Mali.", "2023-08-01", url="http://delta.org/2", site="delta.org"),
)


@pytest.fixture()
def record(make_record):
    opened = make_record()
    opened.add(REPORTS)
    return opened


def test_reports_outlets_and_origins(record):
    (event,) = (e for e in record.events(recipient="Niger") if e.event_type == "COERCE")
    assert (event.n_reports, event.n_outlets, event.n_origins) == (4, 4, 2)  # the copy and the credit to its agency are no origins
    assert event in record.events(min_origins=2) and event not in record.events(min_origins=3)
    assert {r["id"] for r in record.claims(min_origins=2)} >= set(event.claims)
    assert not set(event.claims) & {r["id"] for r in record.claims(min_origins=3)}


def test_copies_have_one_root(record):
    ids = [d.id for d in REPORTS]
    together, apart = origins(record._lake, known(record._lake, None), [ids, ids[1:]])
    assert together == {ids[1]: ids[0]} and apart == {}


def test_shuffled_intake_gives_the_same_events(make_record):
    found = []
    for n, order in enumerate(list(permutations(REPORTS))[::30]):
        shuffled = make_record(f"shuffled-{n}")
        for document in order:
            shuffled.add([document])
        found.append(shuffled.events())
    assert all(f == found[0] for f in found) and len(found) == 4


def test_a_late_report_leaves_the_old_id_and_the_past(record):
    (before,) = (e for e in record.events(recipient="NER") if e.event_type == "COERCE")
    record.add([Document("France condemned the coup in Niger.", "2023-07-30", url="http://early.org/1", site="early.org")])
    after = record.event(before.id)
    assert after.id != before.id and before.id in after.aliases and after.n_reports == 5
    assert before in record.events(as_of="v1") and record.event("none") is None


def test_people_have_the_last_word(record):
    one, two = (next(e for e in record.events(recipient=r) if e.event_type == "COERCE").claims[0] for r in ("NER", "MLI"))
    record.judge(one, two, True, "somebody", "the same statement")
    assert record.event(record.events(recipient="MLI")[0].id).n_reports == 5
    record.judge(two, one, False)
    assert all(one not in e.claims for e in record.events(recipient="MLI"))
    with pytest.raises(SettingsError, match="is no claim of this record"):
        record.judge(one, "nothing", True)
    with pytest.raises(SettingsError, match="rule is 'any'; expected one of most_frequent"):
        record.events(rule="any")


def test_what_people_said_can_be_taken_back(record):
    before = record.events()
    one, two = (next(e for e in before if e.event_type == "COERCE" and r in {p.code for p in e.recipient}) for r in ("NER", "MLI"))
    record.judge(one.claims[0], two.claims[0], True)
    assert len(record.events()) == len(before) - 1
    record.judge(two.claims[0], one.claims[0], None)
    assert record.events() == before
    first, *rest = one.claims
    for other in rest:
        record.judge(first, other, False)
    assert [e.claims for e in record.events() if e.claims[0] in one.claims] == [(first,), tuple(rest)]
    for other in rest:
        record.judge(first, other, None)
    assert record.events() == before


def test_the_commands_that_judge_take_several_claims(record, run_comity):
    before = record.events()
    event = max(before, key=lambda e: len(e.claims))
    first, *rest = event.claims
    assert len(rest) > 1
    assert run_comity("unmerge", first, *rest, "--record", record.path, "--by", "me").returncode == 0
    assert next(e.claims for e in record.events() if first in e.claims) == (first,)
    assert run_comity("unjudge", first, *rest, "--record", record.path).returncode == 0
    assert record.events() == before
    assert "is no claim" in run_comity("merge", first, "nothing", "--record", record.path).stderr


def test_the_command(record, run_comity):
    told = run_comity("events", "--record", record.path, "--recipient", "NER", "--min-origins", "2", "--format", "jsonl")
    (event,) = map(json.loads, told.stdout.splitlines())
    assert event["n_origins"] == 2
    assert "(4 reports, 4 outlets, 2 origins)" in run_comity("events", "--record", record.path).stdout
    assert run_comity("events", "--record", record.path, "--format", "csv").stdout.startswith("id,date_start")
