"""Queries, search, why and verify answer what was asked, and name what cannot be asked."""

import sys

import pytest

from comity import Document, Period, Query, Record, Settings, SettingsError
from comity.core.query import parse_as_of, parse_period

NEWS = (
    ("Chinese President Xi Jinping met Russian Foreign Minister Sergey Lavrov in Beijing on Tuesday.", "2024-04-10", "alpha.org"),
    ("The United States imposed sanctions on Venezuela on Monday.", "2024-05-07", "beta.org"),
    ("Egypt urged Ethiopia to halt the dam. Ethiopia rejected the request.", "2024-05-20", "beta.org"),
    ("Iran denied attacking Israel. Zürich was calm.", "2024-06-01", "alpha.org"),
    ("It rained in France. It was dry in Mali.", "2024-06-02", None),
    ("Officials of Kenya and Chad were mentioned in the same long sentence.", "2024-06-03", None),
)


@pytest.fixture(scope="module")
def record(engine, tmp_path_factory):
    opened = Record(tmp_path_factory.mktemp("asked") / "record", Settings(model=False))
    opened.__dict__["_engine"] = engine
    opened.add([Document(t, day, f"Title {n}", f"http://x.org/{n}", site) for n, (t, day, site) in enumerate(NEWS)])
    return opened


@pytest.mark.parametrize(
    ("flags", "types"),
    [
        ({"actor": "China"}, ["CONSULT"]),
        ({"actor": "cow:710", "recipient": "RUS"}, ["CONSULT"]),
        ({"actor": "chn", "recipient": "rus"}, ["CONSULT"]),
        ({"actor": "RUS", "recipient": "CHN"}, ["CONSULT"]),
        ({"between": "VEN,USA"}, ["SANCTION"]),
        ({"between": "USA,CHN"}, []),
        ({"actor": ["USA", "EGY"], "quad": "4"}, ["SANCTION"]),
        ({"quad": "3", "status": "happened"}, ["REJECT", "REQUEST"]),
        ({"quad": "4", "scheme": "cameo", "actor": "USA"}, ["SANCTION"]),
        ({"quad": "3", "scheme": "gdelt", "actor": "USA"}, []),
        ({"type": "sanction", "sector": "GOV"}, ["SANCTION"]),
        ({"date": "2024-05-06"}, ["SANCTION"]),
        ({"date": "2024-04-01..2024-04-30"}, ["CONSULT"]),
        ({"reported": "2024-06", "status": "denied"}, ["ASSAULT"]),
        ({"place": "CHN"}, ["CONSULT"]),
        ({"publisher": "alpha.org", "type": "CONSULT,SANCTION"}, ["CONSULT"]),
        ({"text": "sanctions", "type": "SANCTION"}, ["SANCTION"]),
        ({"text": "snow"}, []),
    ],
)
def test_queries(record, flags, types):
    assert sorted({r["event_type"] for r in record.claims(**flags)}) == types


@pytest.mark.parametrize(
    ("flags", "told"),
    [
        ({"type": "HUG"}, "type is 'HUG'; expected one of ACCUSE, AGREE"),
        ({"status": "maybe"}, "status is 'maybe'; expected one of alleged"),
        ({"actor": "Atlantis"}, "'Atlantis' is no actor known here"),
        ({"actor": "iso2:XX"}, "No state has the code"),
        ({"quad": "5"}, "quad is 5; expected one of 1, 2, 3, 4"),
        ({"scheme": "icews"}, "scheme is 'icews'; expected one of plover, cameo, gdelt"),
        ({"date": "yesterday"}, "'yesterday' is none; expected a year, month or day"),
        ({"date": "2024-02..2024-01"}, "ends before it starts"),
        ({"date": "2024-02-30"}, "is none"),
        ({"between": "CHN"}, "expected two codes"),
        ({"order": "size"}, "order is 'size'; expected one of date"),
        ({"limit": 0}, "limit is 0; expected a number from 1"),
        ({"limit": "many"}, "limit is 'many'; expected a whole number"),
        ({"min_confidence": 1.5}, "min_confidence is 1.5; expected a number from 0 to 1"),
        ({"min_confidence": "sure"}, "min_confidence is 'sure'; expected a number from 0 to 1"),
        ({"as_of": "2024"}, "as_of is '2024'; expected a day such as 2024-05-01 or a version"),
        ({"colour": "red"}, "'colour' is nothing a query asks for"),
        ({"text": " ! "}, "nothing to look for"),
        ({"actor": ""}, "actor is empty; expected one value or more"),
        ({"recipient": " , "}, "recipient is empty"),
        ({"type": []}, "type is empty"),
        ({"publisher": ()}, "publisher is empty"),
        ({"quad": ""}, "quad is empty"),
        ({"actor": "igo:NATOO"}, "'igo:NATOO' is no actor known here"),
        ({"actor": "state:ZZZ"}, "'state:ZZZ' is no actor known here"),
        ({"between": ""}, "expected two codes"),
        ({"actor": "Congo"}, "'Congo' is no actor known here. The nearest are .*COG"),
        ({"actor": "Korea"}, "'Korea' is no actor known here. The nearest are KOR"),
    ],
)
def test_what_cannot_be_asked_is_named(record, flags, told):
    with pytest.raises(SettingsError, match=told):
        record.claims(**flags)


@pytest.mark.parametrize(("name", "code"), [("UK", "GBR"), ("britain", "GBR"), ("Burma", "MMR"), ("Ivory Coast", "CIV"), ("chn", "CHN")])
def test_states_are_known_by_every_name_that_only_they_bear(record, name, code):
    assert record.query(actor=name).actor == (code,)


def test_periods_and_as_of():
    assert parse_period("..2024") == Period(None, "2024-12-31")
    assert parse_period("2024-02..") == Period("2024-02-01", None)
    assert (parse_as_of("v3"), parse_as_of("2024-01-01")) == (3, "2024-01-01")


@pytest.mark.parametrize("days", [("2024", None), (None, "2024-02-30"), ("2024-1-1", None), ("20240101", None)])
def test_a_period_holds_days(days):
    with pytest.raises(SettingsError, match=r"of a period is .*; expected a day such as 2024-03-05"):
        Period(*days)
    with pytest.raises(SettingsError, match="give the earlier day first"):
        Period("2024-02-01", "2024-01-31")


def test_every_question_reads_as_of_alike(record):
    (event,) = record.events(type="SANCTION")
    assert record.event(event.id, as_of=f"v{record.version}") == event
    assert record.event(event.id, as_of="v0") is None
    assert record.why_nothing("USA", "VEN", "2024-05", as_of=f"v{record.version}").verdict == "coded"
    assert record.why_nothing("USA", "VEN", "2024-05", as_of="v0").verdict == "no_coverage"
    for ask in (lambda: record.event(event.id, as_of="soon"), lambda: record.why_nothing("USA", "VEN", as_of="soon")):
        with pytest.raises(SettingsError, match="as_of is 'soon'"):
            ask()


def test_answers_become_tables(record, monkeypatch):
    answer = record.claims(Query(type=("SANCTION",)))
    (row,) = answer.rows()
    assert answer.to_arrow().num_rows == len(answer) == 1
    assert row["quad"] == 4 and row["url"] == "http://x.org/1" and str(row["reported"]) == "2024-05-07"
    assert answer.to_pandas()["event_type"].tolist() == answer.to_polars()["event_type"].to_list() == ["SANCTION"]
    for library, convert in (("pandas", answer.to_pandas), ("polars", answer.to_polars)):
        monkeypatch.setitem(sys.modules, library, None)  # as on a machine that does not have it
        with pytest.raises(SettingsError, match=f"{library} is not installed"):
            convert()


class TestSearch:
    @pytest.mark.parametrize(
        ("words", "found"),
        [("sanctions", 1), ('"Foreign Minister"', 1), ('"Minister Foreign"', 0), ("zurich", 1), ("rain*", 1), ("the -dam", 1), ("title", 6), ("AND", 1), ('"', None), ("a:b (", 0)],
    )  # fmt: skip
    def test_words(self, record, words, found):
        if found is None:
            with pytest.raises(SettingsError, match="nothing to look for"):
                record.search(words)
        elif words == "the -dam":
            assert {h.title for h in record.search(words)} == {"Title 1", "Title 5"}
        elif words == "AND":
            assert {h.title for h in record.search(words)} == {"Title 5"}
        else:
            assert len(record.search(words)) == found

    def test_snippets_mark_the_words_and_queries_narrow(self, record):
        (hit,) = record.search("lavrov")
        assert "⟦Lavrov⟧" in hit.snippet
        assert record.search("lavrov", Query(type=("SANCTION",))) == []

    def test_the_index_follows_the_record(self, make_record, documents):
        record = make_record()
        record.add(documents[:1])
        assert len(record.search("coup")) == 1 and record.search("envoy") == []
        record.add([Document("The envoy left.", url=documents[0].url)])
        assert len(record.search("envoy")) == 1 and record.search("coup") == []

    def test_a_snippet_record_is_searched_by_its_sentences(self, make_record):
        record = make_record(text_mode="snippet")
        record.add([Document("The cook slept. Iran expelled the German ambassador.")])
        assert len(record.search("ambassador")) == 1 and record.search("cook") == []


class TestWhy:
    @pytest.mark.parametrize(
        ("one", "two", "period", "verdict"),
        [
            ("USA", "VEN", "2024-05", "coded"),
            ("USA", "VEN", "2020", "no_coverage"),
            ("USA", "Atlantis", "2024-05", "unknown_actor"),
            ("USA", "MLI", "2024", "not_named"),
            ("FRA", "MLI", "2024", "co_mention"),
            ("KEN", "TCD", "2024", "uncoded"),
            ("IRN", "ISR", "2024", "filtered"),
        ],
    )
    def test_silence_is_told_apart(self, record, one, two, period, verdict):
        assert record.why_nothing(one, two, period).verdict == verdict

    def test_reasons_and_passages_are_given(self, record):
        found = record.why_nothing("KEN", "TCD", month="2024-06")
        assert found.naming == {"KEN": 1, "TCD": 1} and found.sentences_with_both == 1
        assert sum(found.reasons.values()) == 1 and "Kenya and Chad" in found.passages[0].text
        assert record.why_nothing("IRN", "ISR").set_aside["denied"] >= 1

    def test_a_sentence_that_gave_an_act_between_them_is_no_silence(self, record):
        found = record.why_nothing("USA", "VEN", "2024-05")
        assert found.sentences_with_both == 1 and found.reasons == {} and found.passages == ()

    def test_a_sentence_with_several_refusals_counts_once(self, make_record):
        record = make_record()
        record.add([Document("Kenya and Chad were mentioned if talks on sanctions could meet an attack.", "2024-06-03")])
        found = record.why_nothing("KEN", "TCD")
        assert found.verdict == "uncoded" and found.reasons == {"actor_missing": 1} and len(found.passages) == 1


class TestVerify:
    def test_a_whole_record_verifies(self, record):
        found = record.verify()
        assert found.faults == () and found.unchecked == 0 and found.quotes > found.claims > 4

    @pytest.mark.parametrize("mode", ["snippet", "hash-only"])
    def test_articles_given_again_are_checked(self, make_record, documents, mode):
        record = make_record(text_mode=mode)
        record.add(documents)
        alone, helped = record.verify(), record.verify(documents)
        assert alone.faults == helped.faults == ()
        assert helped.unchecked == 0 < helped.quotes
        named_before = 1  # "Egypt urged …", which "the request" in the sentence after it refers to
        assert alone.unchecked == (alone.quotes if mode == "hash-only" else named_before)

    def test_a_text_that_was_changed_is_found(self, make_record, documents):
        record = make_record()
        record.add(documents[:1])
        table = record._lake.sources("documents")["documents"]
        record._lake.replace("documents", f"(SELECT * REPLACE (replace(text, 'condemned', 'applauded') AS text) FROM {table})")
        found = record.verify()
        assert any("not the one that was coded" in f for f in found.faults) and any("applauded" in f for f in found.faults)
