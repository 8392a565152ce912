"""The table of named events, and what its names date."""

import pytest

from comity.config import DATA
from comity.errors import DataError
from comity.lexicon.named_events import COLUMNS, load_events


def test_the_table_has_enough_events_of_every_kind():
    events = set(load_events(DATA / "events/named_events.csv").events)
    assert len(events) >= 300
    assert {e.kind for e in events} == {"war", "treaty", "summit", "crisis", "coup", "attack", "uprising"}
    assert all(e.parties and e.place for e in events)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("The War,,war,1991-02-30,1991,IRQ,Iraq,x", "start is '1991-02-30'"),
        ("The War,,war,1991,1990,IRQ,Iraq,x", "end is '1990'"),
        ("The War,,picnic,1991,1991,IRQ,Iraq,x", "kind is 'picnic'"),
        ("The War,The War,war,1991,1991,IRQ,Iraq,x\nB,The War,war,1992,1992,IRQ,Iraq,x", ":3: aliases"),
    ],
)
def test_wrong_lines_are_named(tmp_path, line, told):
    file = tmp_path / "named_events.csv"
    file.write_text(",".join(COLUMNS) + "\n" + line + "\n", encoding="utf-8")
    with pytest.raises(DataError, match=told):
        load_events(file)


@pytest.mark.parametrize(
    ("text", "published", "event", "date"),
    [
        ("Iraqi forces attacked Israel during the Gulf War.", "2003-01-10", "attacked", ("1990-08-02", "1991-02-28", "year")),
        ("Britain and Ireland signed the Anglo-Irish Treaty.", "1930-01-10", "signed", ("1921-12-06", "1921-12-06", "day")),
        ("In Vienna Iran and the United States signed the Iran nuclear deal.", "2018-05-09", "signed", ("2015-07-14", "2015-07-14", "day")),
        ("The United States praised the Iran nuclear deal.", "2018-05-09", "praised", (None, "2018-05-09", "unknown")),
        ("Russia violated the Minsk agreements.", "2021-05-09", "violated", (None, "2021-05-09", "unknown")),
        ("American and Soviet leaders met at the Malta summit.", "1995-05-09", "met", ("1989-12-02", "1989-12-03", "day")),
        ("France condemned the 2019 Geneva summit.", "2019-05-09", "condemned", (None, "2019-05-09", "unknown")),
        ("France condemned the September 11 attacks.", "2001-09-14", "condemned", (None, "2001-09-14", "unknown")),
    ],
)
def test_what_a_name_dates(coder, text, published, event, date):
    found = [c.date for c in coder.code(text, published=published).claims if event in c.quoted("event")[0].quote]
    assert found and all((d.start, d.end, d.precision) == date for d in found)
