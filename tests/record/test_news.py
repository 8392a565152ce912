"""What came to a record since a version or a day: new acts, more reports of known ones, denials, and wordings that were replaced."""

import pytest

from comity import Document, Settings
from comity.record.served import ServedRecord

ATTACK = "a hospital in Kharkiv on 3 May 2024"
FIRST = (
    Document("Brazil expelled the ambassador of Chile on 3 May 2024.", "2024-05-04", url="http://a.org/1"),
    Document(f"Germany accused Russia of bombing {ATTACK}.", "2024-05-04", url="http://a.org/2"),
)
LATER = (
    Document("Brazil has expelled the ambassador of Chile on 3 May 2024.", "2024-05-05", url="http://b.org/1"),
    Document(f"Russia denied that it had bombed {ATTACK}.", "2024-05-06", url="http://b.org/2"),
    Document("Egypt and Sudan signed a treaty on 4 May 2024.", "2024-05-06", url="http://b.org/3"),
)


@pytest.fixture()
def served(make_record, tmp_path):
    """Adds batches of documents and gives the record as a server holds it."""
    record = make_record()

    def serve(*batches):
        for batch in batches:
            record.add(batch)
        record.work_out_events()
        (tmp_path / "scratch").mkdir()
        return ServedRecord(record.path, tmp_path / "scratch", Settings(model=False))

    return serve


def headed(record, ids):
    return sorted((e.event_type, len(e.claims)) for e in record.events_by_id(ids))


def test_new_events_further_reports_and_denials_are_told_apart(served):
    record = served(FIRST, LATER)
    found = record.news(1)
    assert (found.articles, found.revised, found.withdrawn) == (3, (), 0) and found.claims >= 3
    assert headed(record, found.new) == [("SUPPORT", 1)]
    assert headed(record, found.more) == [("SANCTION", 2)]
    assert headed(record, found.against) == [("ASSAULT", 2)]


def test_a_new_wording_is_no_new_article_and_takes_the_old_claims_away(served):
    other = Document(
        "Brazil recalled its ambassador and then expelled the ambassador of Chile on 3 May 2024.", "2024-05-04", url="http://a.org/1"
    )
    found = served(FIRST, [other]).news(1)
    assert (found.articles, len(found.revised), found.withdrawn) == (0, 1, 1)


def test_nothing_is_new_since_now_and_everything_since_nothing(served):
    record = served(FIRST)
    assert record.news(1).articles == record.news(1).claims == 0 and not record.news(1).new
    assert record.news(0).articles == record.news("2000-01-01").articles == 2
    assert len(record.news(0).new) == len(record.events())
    assert record.news("9999-01-01").articles == 0
