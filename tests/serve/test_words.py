"""Acts, dates and places in plain words."""

import pytest

from comity.core.when_where import EventDate
from comity.errors import SettingsError
from comity.serve.web import words
from comity.serve.web.grammar import parse_search


def test_every_type_has_its_phrases():
    assert set(words._phrases()) == set(words.ontology().types)


def test_acts_become_sentences(pattern_coder):
    told = {
        "Iran expelled the German ambassador.": "Iran reduced relations with Germany",
        "Xi Jinping met Sergey Lavrov on Tuesday.": "China and Russia met or spoke",
        "A car bomb killed ten Iraqi soldiers.": "Somebody used force against Iraq",
    }
    for text, headline in told.items():
        assert words.headline(pattern_coder.code(text, "2024-04-09").claims[0]) == headline


@pytest.mark.parametrize(
    ("date", "told"),
    [
        (EventDate("2024-03-14", "2024-03-14", "day", "stated"), "14 Mar 2024"),
        (EventDate("2024-02-01", "2024-02-29", "month", "stated"), "Feb 2024"),
        (EventDate("2015-01-01", "2015-12-31", "year", "stated"), "2015"),
        (EventDate("2024-03-04", "2024-03-10", "week", "relative"), "4 Mar 2024 – 10 Mar 2024"),
        (EventDate(None, "2024-03-14"), "by 14 Mar 2024"),
        (EventDate("2024-03-14", None), "from 14 Mar 2024"),
        (EventDate(), "date unknown"),
    ],
)
def test_dates_are_told_no_more_exactly_than_they_are_known(date, told):
    assert words.when(date) == told


def test_the_search_box_tells_words_from_fields():
    sought = parse_search(
        '"peace talks" -Geneva actor:IRN act:THREATEN act:SANCTION quad:material origin>=2 confidence>=0.8 date:2024-01..2024-06'
    )
    assert sought.words == '"peace talks" -Geneva'
    assert sought.flags == {
        "actor": "IRN", "type": "THREATEN,SANCTION", "quad": "2,4", "min_origins": "2", "min_confidence": "0.8", "date": "2024-01..2024-06",
    }  # fmt: skip
    with pytest.raises(SettingsError, match="no field"):
        parse_search("shade:red")


def test_codes_and_ids_have_names():
    assert words.name_of("CHN") == "China" and words.name_of("igo:NATO") == "NATO" and words.name_of("person:Xi Jinping") == "Xi Jinping"
