"""Other data sets in a record: beside our claims, never among them unasked; each row once; nothing half-written."""

import json
import subprocess
import sys
import time
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comity import InputError, Query, Record, SettingsError
from comity.core.query import DATASETS, OWN
from comity.imports.formats import READERS

ROOT = Path(__file__).parents[2]
FILES = ROOT / "tests/imports/files"
FILE = {"gdelt": "gdelt2.csv", "icews": "icews2018.tab", "polecat": "polecat.txt", "phoenix": "phoenix.txt"}


def ids(codings):
    return sorted(claim.id for coding in codings for claim in coding.claims)


def test_every_reader_is_a_data_set_of_queries():
    assert {OWN, *READERS} == set(DATASETS)


@pytest.mark.parametrize("name", READERS)
def test_what_is_imported_comes_back_as_it_was_read(name, make_record):
    record = make_record()
    done = record.import_file(FILES / FILE[name], name)
    read = list(READERS[name](FILES / FILE[name], pytest.fail))
    assert (done.added, done.claims, done.known, done.wrong) == (len(read), len(ids(read)), 0, 0)
    back = {claim.id: claim for coding in record.codings(dataset=name) for claim in coding.claims}
    assert back == {claim.id: claim for coding in read for claim in coding.claims}
    documents = {coding.document.id: coding.document for coding in read if coding.claims}
    assert {coding.document.id: coding.document for coding in record.codings(dataset=name)} == documents
    notes = {(r.reason, r.rule, r.detail) for coding in record.codings(dataset=name) for r in coding.rejections}
    assert notes <= {(r.reason, r.rule, r.detail) for coding in read for r in coding.rejections}


def test_the_same_rows_twice_add_nothing(make_record, tmp_path):
    record = make_record()
    record.import_file(FILES / FILE["gdelt"], "gdelt")
    before, version = record.codings(dataset="gdelt"), record.version
    done = record.import_file(FILES / FILE["gdelt"], "gdelt")
    assert (done.added, done.known, record.version, record.codings(dataset="gdelt")) == (0, 6, version, before)
    lines = (FILES / FILE["gdelt"]).read_text(encoding="utf-8").splitlines()
    longer = tmp_path / "longer.csv"
    longer.write_text("\n".join([*lines, *lines, lines[0].replace("1166000001", "1166000009", 1)]), encoding="utf-8")
    done = record.import_file(longer, "gdelt")
    assert (done.added, done.known, done.claims, record.version) == (1, 12, 1, version + 1)
    first = next(c for c in record.codings(dataset="gdelt") if c.document.url == "https://example.org/a")
    assert [c.rule for c in first.claims] == ["gdelt:1166000001", "gdelt:1166000002", "gdelt:1166000009"]  # one article of two imports


def test_no_question_meets_them_unasked(make_record, documents):
    record = make_record()
    record.add(documents)
    ours, events, silence = ids(record.codings()), record.events(), record.why_nothing("USA", "ROU", "2024-04")
    for name, file in FILE.items():
        record.import_file(FILES / file, name)
    assert ids(record.codings()) == ours and {row["dataset"] for row in record.claims()} == {OWN}
    assert record.events() == events and record.why_nothing("USA", "ROU", "2024-04") == silence
    assert record.verify().claims == len(ours)
    both = record.claims(dataset="comity, gdelt", order="reported")
    assert {row["dataset"] for row in both} == {OWN, "gdelt"} and len(both) == len(ours) + 5
    everything = record.claims(Query(dataset=DATASETS))
    assert len(everything) == len(ours) + 5 + 3 + 4 + 2
    assert {row["coder"] for row in everything} >= set(READERS)


def test_their_acts_are_counted_as_ours_are_and_never_with_them_unasked(make_record, documents):
    record = make_record()
    record.add(documents)
    ours = record.acts().rows()
    record.import_file(FILES / FILE["gdelt"], "gdelt")
    assert record.acts().rows() == ours
    theirs = [(a["actor"], a["recipient"], a["cameo_code"]) for a in record.acts(dataset="gdelt")]
    assert theirs == [("igo:EU", "CHN", "112"), ("USA", "ROU", "042"), ("USA", "ROU", "043")]
    assert len(record.acts(dataset="comity,gdelt")) == len(ours) + 3


def test_a_foreign_row_of_our_own_article_replaces_nothing(make_record, documents):
    record = make_record()
    record.import_file(FILES / FILE["gdelt"], "gdelt")
    url = record.codings(dataset="gdelt")[0].document.url
    record.add([type(documents[0])(documents[0].text, "2024-04-10", url=url)])
    record.import_file(FILES / FILE["gdelt"], "gdelt")
    assert len(record.codings()) == 1 and len(record.codings(dataset="gdelt")) == 4


def test_questions_of_a_data_set_use_every_flag_and_page(make_record):
    record = make_record()
    record.import_file(FILES / FILE["gdelt"], "gdelt")
    assert [r["rule"] for r in record.claims(dataset="gdelt", actor="USA", type="CONSULT")] == ["gdelt:1166000001", "gdelt:1166000002"]
    rows, cursor = [], None
    while True:
        page = record.claims(dataset="gdelt", limit=2, cursor=cursor)
        rows += page.rows()
        cursor = page.next_cursor
        if cursor is None:
            break
    assert [r["id"] for r in rows] == [r["id"] for r in record.claims(dataset="gdelt")]


def test_what_was_known_at_a_version_stays(make_record):
    record = make_record()
    for name, file in FILE.items():
        record.import_file(FILES / file, name)
    assert [len(record.claims(dataset=",".join(READERS), as_of=f"v{n}")) for n in range(5)] == [0, 5, 8, 12, 14]


@pytest.mark.parametrize(
    ("flags", "told"),
    [({"dataset": "acled"}, "dataset is 'acled'; expected one of comity, gdelt"), ({"dataset": " , "}, "dataset is empty"),
     ({"dataset": "gdelt", "min_origins": 2}, "Origins are known of Comity's own claims only")],
)  # fmt: skip
def test_wrong_questions_are_told(flags, told, make_record):
    with pytest.raises(SettingsError, match=told):
        make_record().claims(**flags)


def test_events_are_of_our_own_claims(make_record):
    with pytest.raises(SettingsError, match="Events are made of Comity's own claims"):
        make_record().events(dataset="gdelt")
    with pytest.raises(SettingsError, match="dataset is 'acled'; expected one of gdelt, icews"):
        make_record().import_file("x", "acled")


def test_wrong_rows_are_kept_with_line_and_column_and_the_others_are_in(make_record, tmp_path):
    record = make_record()
    file = tmp_path / "wrong.csv"
    text = (FILES / FILE["gdelt"]).read_text(encoding="utf-8")
    file.write_text(text.replace("\t20240407\t", "\tyesterday\t") + "one cell\n", encoding="utf-8")
    done = record.import_file(file, "gdelt")
    assert (done.added, done.wrong) == (5, 2)
    assert [f["message"].removeprefix(str(file)) for f in record.failures()] == [
        ":4: SQLDATE is 'yesterday'; expected a date as YYYYMMDD.", ":7: 1 cells; expected 61, separated by tabs, without quoting.",
    ]  # fmt: skip
    assert (record.runs()[-1]["state"], record.runs()[-1]["added"], record.runs()[-1]["failed"]) == ("finished", 5, 2)
    done = record.import_file(FILES / FILE["gdelt"], "gdelt")  # mended
    assert (done.added, done.known) == (1, 5)


def test_a_file_that_breaks_off_leaves_whole_batches_only(make_record, monkeypatch, tmp_path):
    monkeypatch.setattr("comity.record.foreign.BLOCK", 2)
    record = make_record()
    file = tmp_path / "broken.csv"
    file.write_bytes((FILES / FILE["gdelt"]).read_bytes().replace(b"1166000006", b"x" * (1 << 20)))
    with pytest.raises(InputError, match="broken.csv:6: a line of more than 1 MB"):
        record.import_file(file, "gdelt")
    assert len(record.claims(dataset="gdelt")) == 3  # four rows, one of them a statement
    assert record.import_file(FILES / FILE["gdelt"], "gdelt").added == 2


def test_the_bench_tells_rows_and_seconds():
    done = subprocess.run([sys.executable, ROOT / "bench/imports.py", "3000"], capture_output=True, timeout=300, text=True)
    told = json.loads(done.stdout)
    assert (told["first"]["added"], told["again"]["known"], told["first"]["wrong"], told["again"]["added"]) == (3000, 3000, 0, 0)
    assert 2300 < told["first"]["claims"] < 2500 and told["first"]["cpu"] < 10


IMPORT = """
import sys
from comity import Record
from comity.record import foreign
foreign.BLOCK = 1000
Record(sys.argv[1]).import_file(sys.argv[2], "gdelt")
"""


@pytest.fixture(scope="module")
def long_file(tmp_path_factory):
    """A made-up file of 6,000 rows."""
    sys.path.insert(0, str(ROOT / "bench"))
    from imports import write_file  # the bench's own generator

    file = tmp_path_factory.mktemp("long") / "events.csv"
    write_file(file, 6_000)
    return file


def test_killed_it_is_taken_up_again_and_two_at_once_double_nothing(make_record, long_file, tmp_path):
    record = make_record()
    command = [sys.executable, "-c", IMPORT, str(tmp_path / "record"), str(long_file)]
    killed = subprocess.Popen(command)
    until = time.monotonic() + 120
    while not list(islice((tmp_path / "record").glob("foreign_claims/*.parquet"), 1)):
        assert time.monotonic() < until and killed.poll() is None
        time.sleep(0.01)
    killed.kill()
    killed.wait()
    half = len(record.claims(dataset="gdelt"))
    both = [subprocess.Popen(command) for _ in range(2)]
    assert [p.wait(timeout=300) for p in both] == [0, 0]
    rows = [r["rule"] for r in record.claims(dataset="gdelt")]
    assert half < len(rows) == len(set(rows)) == sum(len(c.claims) for c in READERS["gdelt"](long_file, pytest.fail))
    record.compact()
    assert [r["rule"] for r in record.claims(dataset="gdelt")] == rows


@pytest.fixture(scope="module")
def in_order(tmp_path_factory):
    """What a record answers that took the files in the order of their names."""
    record = Record(tmp_path_factory.mktemp("order") / "sorted")
    for name in sorted(READERS):
        record.import_file(FILES / FILE[name], name)
    return record.codings(dataset=",".join(READERS))


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_in_whatever_order_files_come_the_answers_are_the_same(data, in_order, make_record, tmp_path_factory):
    record = make_record(tmp_path_factory.mktemp("order") / "drawn")
    for name in data.draw(st.permutations(sorted(READERS))):
        record.import_file(FILES / FILE[name], name)
    assert record.codings(dataset=",".join(READERS)) == in_order
