"""A record that is served answers as the record itself does, before and after it grew."""

import pytest

from comity import Document, Query
from comity.core.query import ORDERS
from comity.errors import SettingsError
from comity.record.served import ServedRecord

ASKED = (
    Query(),
    Query(actor=("IRN",)),
    Query(status=("happened",), limit=2, order="-date"),
    Query(text="sanctions"),
    Query(as_of=1),
)


def pages(record, order):
    """The ids of all claims, asked for in pages of two."""
    found, cursor = [], None
    while True:
        answer = record.claims(Query(order=order, limit=2, cursor=cursor))
        found.append([c["id"] for c in answer.rows()])
        cursor = answer.next_cursor
        if cursor is None:
            return found


def assert_same(served, record):
    for order in ORDERS:
        assert pages(served, order) == pages(record, order)
    for query in ASKED:
        one, two = served.claims(query), record.claims(query)
        assert one.rows() == two.rows() and one.next_cursor == two.next_cursor
    assert served.events() == record.events()
    assert served.codings() == record.codings()
    for level in ("claim", "event"):
        one, two = (r.panel(level=level, period="year", split="quad") for r in (served, record))
        assert one.rows() == two.rows() != [] and one.left_out == two.left_out


def test_a_served_record_answers_like_the_record(make_record, documents, tmp_path):
    record = make_record()
    record.add(documents[:3])
    served = ServedRecord(record.path, tmp_path, record.settings)
    assert_same(served, record)
    revised = Document("Iran expelled the French ambassador.", "2023-07-31", url=documents[1].url)
    record.add([*documents[3:], revised])
    assert len(served.claims()) < len(record.claims())
    served.work_out_events()
    served.refresh()
    assert_same(served, record)
    assert not served.claims(recipient=("DEU",)).rows()


def test_a_served_record_survives_compaction(make_record, documents, tmp_path):
    record = make_record()
    for document in documents[:3]:
        record.add([document])
    served = ServedRecord(record.path, tmp_path, record.settings)
    record.compact()
    record.add(documents[3:])
    served.work_out_events()
    served.refresh()
    assert_same(served, record)


def listed(served, **query):
    """All events of a served record, asked for in pages of two."""
    found, cursor = [], None
    while True:
        page, cursor, total = served.event_page(Query(level="event", limit=2, cursor=cursor, **query))
        found += page
        if cursor is None:
            assert len(found) == total
            return found


def test_events_of_a_served_record_are_those_of_the_table(make_record, documents, tmp_path):
    record = make_record()
    record.add(documents[:3])
    served = ServedRecord(record.path, tmp_path, record.settings)
    assert not served.has_events()
    with pytest.raises(SettingsError, match="do not stand ready"):
        served.event_page(Query())
    served.work_out_events()
    served.refresh()
    assert served.has_events() and served.state().events == len(record.events())
    record.add(documents[3:])
    record.add([Document("Iran expelled the ambassador of Germany.", "2023-08-01", url="http://example.com/x")])
    served.refresh()
    served.work_out_events()
    served.refresh()
    expected = record.events()
    assert len({e.id for e in expected}) == len(expected) > 4
    for order in ORDERS:
        assert sorted(listed(served, order=order), key=lambda e: e.id) == sorted(expected, key=lambda e: e.id)
    days = [e.date.start or e.date.end or "" for e in listed(served, order="-date")]
    assert days == sorted(days, reverse=True)
    assert served.events() == expected
    for event in expected:
        assert served.event(event.id) == event
        assert served.events_of_claims(event.claims) == dict.fromkeys(event.claims, event.id)
        assert served.event(event.id, as_of=1) == record.event(event.id, as_of=1)
    assert served.event("none") is None and served.event("none", as_of=1) is None
    assert served.claims(min_origins="2").rows() == record.claims(min_origins="2").rows() != []


def test_events_that_are_ready_are_served_from_the_start(make_record, documents, tmp_path):
    record = make_record()
    record.add(documents)
    record.work_out_events()
    served = ServedRecord(record.path, tmp_path, record.settings)
    assert served.has_events() and listed(served) and served.events() == record.events()


def test_acts_held_locally_give_the_same_and_are_read_anew_when_documents_come(make_record, documents, tmp_path):
    record = make_record()
    record.add(documents[:3])
    served = ServedRecord(record.path, tmp_path, record.settings)
    served.lay_acts()
    assert_same(served, record)
    record.add(documents[3:])
    served.work_out_events()
    served.refresh()
    assert_same(served, record)
    served.lay_acts()
    assert_same(served, record)
    assert served.panel(as_of=1, period="year").rows() == record.panel(as_of=1, period="year").rows()


def test_an_overview_counts_what_the_claims_are(make_record, documents, tmp_path):
    record = make_record()
    record.add(documents)
    record = ServedRecord(record.path, tmp_path, record.settings)
    found = record.overview()
    claims = record.claims().rows()
    assert found.claims == found.of == len(claims)
    assert found.reports == len({c["document_id"] for c in claims})
    assert dict(found.facets["type"])["SANCTION"] == sum(c["event_type"] == "SANCTION" for c in claims)
    assert sum(sum(m.quads) + m.others for m in found.moments) + found.undated == len(claims)
    assert record.overview(actor="IRN").claims == 1
    with pytest.raises(SettingsError, match="clock"):
        record.overview(clock="noon")


def test_acts_of_a_whole_year_belong_to_no_month(make_record, tmp_path):
    record = make_record()
    record.add([Document("In 2015, Iran expelled the German ambassador.", "2023-07-31")])
    record = ServedRecord(record.path, tmp_path, record.settings)
    found = record.overview()
    assert (found.claims, found.undated, found.moments) == (1, 1, ())
    assert [m.time for m in record.overview(clock="reported").moments] == ["2023-07-31"]
