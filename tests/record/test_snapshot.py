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


def same(served, record):
    for order in ORDERS:
        assert pages(served, order) == pages(record, order)
    for query in ASKED:
        one, two = served.claims(query), record.claims(query)
        assert one.rows() == two.rows() and one.next_cursor == two.next_cursor
    assert served.events() == record.events()
    assert served.codings() == record.codings()


def test_a_served_record_answers_like_the_record(make_record, documents, tmp_path):
    record = make_record()
    record.add(documents[:3])
    served = ServedRecord(record.path, tmp_path, record.settings)
    same(served, record)
    revised = Document("Iran expelled the French ambassador.", "2023-07-31", url=documents[1].url)
    record.add([*documents[3:], revised])
    assert len(served.claims()) < len(record.claims())
    served.refresh()
    same(served, record)
    assert not served.claims(recipient=("DEU",)).rows()


def test_a_served_record_survives_compaction(make_record, documents, tmp_path):
    record = make_record()
    for document in documents[:3]:
        record.add([document])
    served = ServedRecord(record.path, tmp_path, record.settings)
    record.compact()
    record.add(documents[3:])
    served.refresh()
    same(served, record)


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
