"""A record gives back what was coded, keeps revisions, shows the past, and refuses what it cannot hold."""

import json
from dataclasses import replace

import pytest

import comity.record.lake
from comity import Document, Query, Record, RecordError, SettingsError
from comity.pipeline import code_document
from comity.readers.items import Item
from comity.record import migrate, shape
from comity.record.lake import Lake, Meta


def test_codings_come_back_as_they_were(make_record, documents, engine):
    record = make_record()
    intake = record.add(documents)
    assert (intake.added, intake.known, intake.failures) == (5, 0, [])
    again = {c.document.id: c for c in record.codings()}
    for document in documents:
        coding = code_document(document, engine)
        assert again.get(document.id, coding) == coding
    assert intake.claims == sum(len(c.claims) for c in again.values())


def test_adding_again_is_a_no_op(make_record, documents):
    make_record().add(documents)
    before = make_record().claims().rows()
    again = make_record().add([*documents, *documents])
    assert (again.added, again.known) == (0, 10)
    assert make_record().claims().rows() == before
    assert [r["state"] for r in make_record().runs()] == ["started", "finished"] * 2


def test_order_of_intake_changes_nothing_that_was_said(make_record, documents):
    make_record("one").add(documents)
    make_record("two").add(documents[::-1])
    one, two = (
        [{k: v for k, v in row.items() if k != "batch"} for row in make_record(n).claims(Query(order="id"))] for n in ("one", "two")
    )
    assert one == two


def test_a_changed_article_is_a_new_revision(make_record, documents):
    record = make_record()
    record.add(documents)
    changed = replace(documents[0], text="France praised the coup in Niger on Monday.")
    intake = record.add([changed])
    assert (intake.added, intake.revised) == (1, 1)
    niger = Query(actor=("FRA",))
    assert [c["event_type"] for c in record.claims(niger)] == ["SUPPORT"]
    assert [c["event_type"] for c in record.claims(replace(niger, as_of=1))] == ["ACCUSE"]
    assert record.version == 2


def test_a_source_id_is_an_identity_too(make_record):
    record = make_record()
    record.add([Item("a:1", Document("France condemned the coup in Niger."), key="a#1")])
    assert record.add([Item("a:1", Document("France condemned the coup in Mali."), key="a#1")]).revised == 1
    assert record.add([Item("a:2", Document("France condemned the coup in Chad."), key="a#2")]).revised == 0


def test_as_of_a_day_before_the_first_shows_nothing(make_record, documents):
    record = make_record()
    record.add(documents)
    assert len(record.claims(Query(as_of="2001-01-01"))) == 0
    assert len(record.claims(Query(as_of="2999-01-01"))) == len(record.claims())


def test_compaction_and_vacuum_change_no_answer(make_record, documents):
    record = make_record()
    for document in documents:
        record.add([document])
    before = record.claims().rows(), record.claims(Query(as_of=2)).rows()
    compacted = record.compact()
    assert compacted.before > compacted.after
    assert record.vacuum(hours=0) > 0
    assert (record.claims().rows(), record.claims(Query(as_of=2)).rows()) == before
    assert (make_record().claims().rows(), make_record().claims(Query(as_of=2)).rows()) == before


def test_half_written_batches_are_invisible_and_dropped(make_record, documents, monkeypatch):
    record = make_record()
    record.add(documents[:1])

    def dies(self, table, *_):
        assert table == "documents"
        raise RuntimeError("killed")

    monkeypatch.setattr(Lake, "commit", dies)
    with pytest.raises(RuntimeError):
        record.add(documents[1:])
    monkeypatch.undo()
    before = len(record.claims())
    record.add(documents[1:])
    other = make_record("other")
    other.add(documents)
    assert before < len(record.claims()) == len(other.claims())
    assert record.compact().dropped > 0
    assert len(record.claims()) == len(other.claims())


@pytest.mark.parametrize("mode", ["full", "snippet", "hash-only"])
def test_text_modes_keep_what_they_say(make_record, documents, mode):
    record = make_record(text_mode=mode)
    secret = "Nobody else was there, the cook remembered."
    document = Document(f"{secret} Iran expelled the German ambassador. {secret}", "2023-07-31", title="Cook's day")
    record.add([document])
    kept = b"".join(p.read_bytes() for p in record.path.rglob("*.parquet"))
    (claim,) = record.claims().rows()
    (coding,) = record.codings()
    assert coding.document.id == document.id
    event = coding.claims[0].quoted("event")[0]
    assert document.text[event.start : event.end] == "expelled"
    assert claim["sentence_text"] == (None if mode == "hash-only" else "Iran expelled the German ambassador.")
    if mode == "full":
        assert coding.document.text == document.text
    else:
        assert secret.encode() not in kept
        assert len(coding.document.text) == len(document.text)
    if mode == "hash-only":
        assert b"expelled" not in kept and b"ambassador" not in kept and b"Cook" not in kept
        assert event.quote == ""
    else:
        assert coding.document.text[event.start : event.end] == "expelled" == event.quote


def test_the_text_mode_of_a_record_stays(make_record):
    make_record(text_mode="snippet")
    assert make_record().text_mode == "snippet"
    with pytest.raises(SettingsError, match="'snippet', not 'full'"):
        make_record(text_mode="full")
    with pytest.raises(SettingsError, match="full, snippet, hash-only"):
        make_record("new", text_mode="some")


def test_items_that_failed_are_kept_with_their_reason(make_record, documents):
    record = make_record()
    intake = record.add([Item("bad.html", error="bad.html: the page is broken."), *documents, Document("half \ud83d a pair")])
    assert (intake.added, len(intake.failures)) == (5, 2)
    assert {f["name"] for f in record.failures()} >= {"bad.html"}
    assert any("surrogate" in f["message"] for f in record.failures())


def test_pages_by_cursor_give_everything_once(make_record, documents):
    record = make_record()
    record.add(documents)
    for order in ("date", "-date", "reported", "-reported", "id"):
        whole = [r["id"] for r in record.claims(Query(order=order))]
        pages, cursor = [], None
        while True:
            answer = record.claims(Query(order=order, limit=2, cursor=cursor))
            pages += [r["id"] for r in answer]
            cursor = answer.next_cursor
            if cursor is None:
                break
        assert pages == whole and len(set(whole)) == len(whole)
    with pytest.raises(SettingsError, match="next_cursor"):
        record.claims(Query(cursor="!"))


class TestBadFolders:
    def test_a_foreign_folder(self, tmp_path):
        (tmp_path / "thesis.doc").write_text("mine")
        with pytest.raises(RecordError, match="no record .it holds 'thesis.doc'"):
            Record(tmp_path)
        assert [p.name for p in tmp_path.iterdir()] == ["thesis.doc"]

    def test_a_file(self, tmp_path):
        (tmp_path / "file").write_text("x")
        with pytest.raises(RecordError, match="this is a file"):
            Record(tmp_path / "file")
        with pytest.raises(RecordError, match="file"):
            Record(tmp_path / "file" / "below")

    @pytest.mark.parametrize("name", ["a[1]", "a%20b", "what?"])
    def test_a_pattern(self, tmp_path, name):
        with pytest.raises(RecordError, match="Rename the folder"):
            Record(tmp_path / name)

    @pytest.mark.parametrize("name", ["a b", "Zürich", "a#b", "a'b"])
    def test_odd_names_work(self, make_record, documents, name):
        make_record(name).add(documents[:1])
        assert len(make_record(name).claims()) > 0

    @pytest.mark.parametrize("told", ["{", "{}", '{"schema": "x", "text_mode": "full", "shapes": {}}', "[]"])
    def test_a_broken_description(self, tmp_path, told):
        (tmp_path / "record.json").write_text(told)
        with pytest.raises(RecordError, match="broken"):
            Record(tmp_path)

    def test_a_description_half_written_by_a_killed_writer(self, tmp_path, make_record, documents):
        (tmp_path / "record").mkdir()
        (tmp_path / "record" / "record.json.new").write_text('{"schema": ')
        record = make_record()
        record.add(documents[:1])
        assert len(record.claims()) > 0
        assert not (record.path / "record.json.new").exists()

    def test_a_newer_schema(self, make_record):
        path = make_record().path / "record.json"
        path.write_text(json.dumps(json.loads(path.read_text()) | {"schema": shape.SCHEMA + 1}))
        with pytest.raises(RecordError, match=f"schema {shape.SCHEMA + 1}; this Comity knows schemas up to {shape.SCHEMA}"):
            make_record()

    def test_a_cut_parquet_file_is_named_and_a_stray_one_ignored(self, make_record, documents):
        record = make_record()
        record.add(documents)
        (record.path / "claims" / "part-stray.parquet").write_bytes(b"PAR1 half")
        assert len(record.claims()) > 0
        (file,) = (f for f in record.path.glob("claims/*.parquet") if "stray" not in f.name)
        file.write_bytes(file.read_bytes()[:-200])
        with pytest.raises(RecordError, match=file.name):
            record.claims()


def test_columns_that_came_later_are_added_to_old_records(make_record, documents, monkeypatch):
    old = {table: dict(columns) for table, columns in shape.SHAPES.items()}
    del old["claims"]["confidence"]
    for module in (shape, comity.record.lake, migrate):
        monkeypatch.setattr(module, "SHAPES", old)
    make_record().add(documents)
    monkeypatch.undo()
    record = make_record()
    rows = record.claims().rows()
    assert rows and all(r["confidence"] is None for r in rows)
    assert json.loads((record.path / "record.json").read_text())["shapes"] == shape.SHAPES
    record.add([Document("Iran expelled the French ambassador.")])
    assert [r["confidence"] for r in record.claims() if r["confidence"]]


def test_steps_between_schemas_run_once(make_record, documents):
    record = make_record()
    record.add(documents)
    seen = []
    meta = migrate.up_to_date(record._lake, Meta(0, "full", shape.SHAPES), {0: lambda lake: seen.append(lake.place)})
    assert meta.schema == shape.SCHEMA
    migrate.up_to_date(record._lake, meta, {0: lambda lake: seen.append("again")})
    assert len(seen) <= 1


def test_articles_that_fit_alike_are_found_in_one_order(make_record):
    told = [Document(f"France condemned the coup in {place}.") for place in ("Niger", "Mali", "Chad", "Togo", "Ghana", "Kenya", "Sudan")]
    one, other = make_record("one"), make_record("other")
    one.add(told)
    for document in reversed(told):
        other.add([document])
    found = [hit.document_id for hit in one.search("coup")]
    assert found == sorted(d.id for d in told)
    assert [hit.document_id for hit in other.search("coup")] == found
    assert [hit.document_id for hit in one.search("coup", Query(limit=3))] == found[:3]


def test_few_claims_are_found_as_among_all(make_record):
    record = make_record()
    record.add([
        Document("France condemned the coup in Niger on Monday. China praised Mali.", "2023-07-31", site="one.example"),
        Document("France condemned the coup in Niger on Monday.", "2023-08-01", site="two.example"),
        Document("France criticised Chad.", "2023-09-01", site="one.example"),
    ])  # fmt: skip
    every = record.claims().rows()
    ids = {"actor": "FRA", "publisher": "one.example", "reported": "2023-08..2023-09", "min_confidence": "0.1"}
    wanted = {
        r["id"]
        for r in every
        if any(p["code"] == "FRA" for p in r["actor"]) and r["site"] == "one.example" and str(r["reported"]) >= "2023-08"
    }
    assert len(wanted) == 1 and {r["id"] for r in record.claims(**ids).rows()} == wanted
    assert record.claims(**ids, as_of="v1").rows() == record.claims(**ids).rows()
