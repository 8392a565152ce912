"""The publication date: from metadata, dateline, address or visible date, conflicts told, impossible ones refused."""

from datetime import date, timedelta

import pytest

import comity
from comity.core.text import Document
from comity.readers import read_bytes
from comity.readers.published import date_conflicts, find_signs, with_own_date

BODY = "Militants attacked Kabul on Monday."


@pytest.mark.parametrize(
    ("text", "url", "published", "origin"),
    [
        (f"KABUL, April 9, 2024 (Reuters) - {BODY}", None, "2024-04-09", "dateline"),
        (f"KABUL, April 9 (Reuters) - {BODY}", "https://example.org/2024/04/10/kabul", "2024-04-09", "dateline"),
        (f"KABUL, Afghanistan, 9 April 2024 (AP) — {BODY}", None, "2024-04-09", "dateline"),
        (f"KABUL, Dec. 31 (AP) -- {BODY}", "https://example.org/2024/01/01/kabul", "2023-12-31", "dateline"),
        (BODY, "https://example.org/world/2024/04/09/kabul.html", "2024-04-09", "url"),
        (BODY, "https://example.org/world/2024-04-09-kabul", "2024-04-09", "url"),
        (BODY, "https://example.org/20240409/kabul", "2024-04-09", "url"),
        (f"Published: 9 April 2024\n\n{BODY}", None, "2024-04-09", "visible"),
        (f"Kabul attacked\nTuesday, April 9, 2024 10:15 GMT\n{BODY}", None, "2024-04-09", "visible"),
        (f"KABUL, April 9 (Reuters) - {BODY}", None, None, None),
        (BODY, "https://example.org/2024/04/kabul", None, None),
        (BODY, "https://example.org/2999/01/01/kabul", None, None),
        (f"On April 9, 2024, {BODY}", None, None, None),
    ],
)
def test_a_document_dates_itself(text, url, published, origin):
    document = with_own_date(Document(text, url=url))
    assert (document.published, document.published_from) == (published, origin)


def test_a_date_given_or_in_the_metadata_wins():
    text = f"KABUL, April 9, 2024 (Reuters) - {BODY}"
    assert with_own_date(Document(text, "2024-04-10")).published == "2024-04-10"
    (read,) = read_bytes(f"---\ndate: 2024-04-10\n---\n{text}".encode(), "a.md")
    assert (read.published, read.published_from) == ("2024-04-10", "metadata")
    assert not date_conflicts(read)


def test_days_count_from_the_dateline(coder):
    (claim,) = coder.code(f"KABUL, April 9, 2024 (Reuters) - {BODY}").claims
    assert (claim.date.start, claim.date.basis, claim.date.anchor) == ("2024-04-08", "dateline", "dateline 2024-04-09")


def test_conflicting_dates_are_told(coder):
    coding = coder.code(f"KABUL, April 9 (Reuters) - {BODY}", published="2024-06-20", url="https://example.org/2024/06/19/kabul")
    told = [r.detail for r in coding.rejections if r.reason == "date_conflict"]
    assert told == ["coded as published on 2024-06-20 (given), but its dateline says 2024-04-09"]


@pytest.mark.parametrize(
    "wrong", ["2023-02-31", "yesterday", "2024-4-9", "1066-10-14", "2024-04-09x", str(date.today() + timedelta(days=3))]
)
def test_impossible_publication_dates_are_refused_by_name(coder, wrong):
    with pytest.raises(comity.SettingsError, match=wrong):
        coder.code(BODY, published=wrong)
    with pytest.raises(comity.InputError, match=wrong):
        coder.code_document(Document(BODY, wrong))
    with pytest.raises(comity.InputError, match=r"a\.md.*" + wrong):
        read_bytes(f"---\ndate: {wrong}\n---\n{BODY}".encode(), "a.md")


def test_signs_quote_where_they_stand():
    text = f"KABUL, April 9 (Reuters) - {BODY}"
    (sign,) = find_signs(text, None)
    assert text[sign.start : sign.end] == "KABUL, April 9 (Reuters) -"
