"""Names that a place bore for a time: at it, in retrospect, and outside it."""

import pytest

from comity.errors import DataError
from comity.lexicon.former_names import load_former

FADED = 0.6


def told(coder, text, published):
    return [(p.name, p.country_code, p.confidence) for p in coder.places(text, published=published)]


@pytest.mark.parametrize(
    ("published", "text", "name", "country"),
    [
        ("1975-03-20", "Guerrillas attacked a barracks near Salisbury on Sunday.", "Harare", "ZWE"),
        ("2018-03-20", "Two people were poisoned in Salisbury on Sunday, British police said.", "Salisbury", "GBR"),
        ("2010-03-20", "In 1978 guerrillas burnt the fuel depot of Salisbury.", "Harare", "ZWE"),
        ("2010-03-20", "Rhodesian planes took off near Salisbury.", "Harare", "ZWE"),
        ("1961-08-14", "Troops sealed the streets around East Berlin on Sunday.", "Berlin", "DEU"),
        ("2024-08-14", "Fire broke out in East Berlin, Pennsylvania.", "East Berlin", "USA"),
        ("1983-08-14", "Police fired on students in Upper Volta.", "Burkina Faso", "BFA"),
        ("1995-08-14", "Soldiers looted shops in Zaire.", "Democratic Republic of the Congo", "COD"),
        ("2024-08-14", "Cholera spread in the Angolan province of Zaire.", "Zaire", "AGO"),
        ("1948-03-01", "Police fired on veterans in the Gold Coast.", "Ghana", "GHA"),
        ("2012-03-01", "Police fired on students in Gold Coast, Queensland.", "Gold Coast", "AUS"),
        ("1939-08-01", "Dockers in Danzig walked out.", "Gdansk", "POL"),
        ("2024-08-14", "Voters queued in Batavia, New York.", "Batavia", "USA"),
    ],
)
def test_a_name_means_what_it_meant_at_the_time_told_of(pattern_coder, published, text, name, country):
    found = told(pattern_coder, text, published)[0]
    assert found[:2] == (name, country)
    assert found[2] > FADED


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Protesters marched through Leningrad on Friday.", "Saint Petersburg"),
        ("A car bomb exploded in Léopoldville.", "Kinshasa"),
        ("The ferry left Constantinople on Friday.", "Istanbul"),
        ("Police in Swaziland arrested ten teachers.", "Eswatini"),
    ],
)
def test_outside_its_time_a_name_is_less_sure(pattern_coder, text, name):
    (now,) = told(pattern_coder, text, "2024-08-14")
    assert now[0] == name
    assert now[2] <= FADED
    (undated,) = told(pattern_coder, text, None)
    assert undated[2] > FADED  # nobody knows when it was written


def test_a_year_nearby_brings_back_the_time(pattern_coder):
    (place,) = told(pattern_coder, "In 1942 German troops shelled Leningrad every day.", "2024-08-14")
    assert place == ("Saint Petersburg", "RUS", 1.0)


def test_every_former_name_has_its_place_in_the_gazetteer(pattern_coder):
    gazetteer = pattern_coder._engine.gazetteer
    lost = [n for n, f in gazetteer.former.items() if not any((t.name, t.country) == (f.place, f.country) for t in gazetteer.candidates(n))]
    assert gazetteer.former and not lost


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("Leningrad,,Saint Petersburg,RUS,1991-09-06,1924-01-26,,,x", "after the start"),
        ("Leningrad,,Saint Petersburg,RUS,1924-01-26,1991,,,x", "a day such as"),
        ("Leningrad,,Saint Petersburg,RUS,1924-01-26,1991-09-06,,perhaps,x", "one of"),
    ],
)
def test_a_wrong_line_is_named(tmp_path, line, says):
    file = tmp_path / "former_names.csv"
    file.write_text("name,aliases,place,country,start,end,cues,reused,source\n" + line + "\n", encoding="utf-8")
    with pytest.raises(DataError, match=says):
        load_former(file)
