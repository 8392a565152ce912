"""GDELT, ICEWS and Phoenix: each code through its own list, each row one claim, and no claim for statements."""

from pathlib import Path

import pytest

from comity.imports.foreign import interval


def claims(codings):
    return [claim for coding in codings for claim in coding.claims]


def codes(people):
    return [(p.code, p.sector, p.id) for p in people]


@pytest.mark.parametrize("file", ["gdelt2.csv", "gdelt1.csv", "gdelt1_1995.csv"])
def test_every_layout_of_gdelt_is_told_by_its_number_of_cells(file, read):
    found = claims(read("gdelt", file))
    assert found and all(c.coder == "gdelt" and c.status == "happened" and c.evidence == () for c in found)


def test_a_foreign_claim_names_its_row_and_is_scored_as_ours_are(read):
    visit = claims(read("gdelt", "gdelt2.csv"))[0]
    assert (visit.rule, visit.event_type, visit.mode, visit.cameo_code) == ("gdelt:1166000001", "CONSULT", "visit", "042")
    assert (visit.quad, visit.event_scale, visit.goldstein, visit.confidence) == (1, 4.0, 1.9, 1.0)
    assert (visit.polarity, visit.certainty, visit.time, visit.background) == ("positive", "certain", "past", False)
    assert (visit.date.start, visit.date.end, visit.date.precision, visit.date.basis) == ("2024-04-09", "2024-04-09", "day", "stated")


def test_gdelts_countries_are_cameo_for_actors_and_fips_for_places(read):
    visit, hosted, accused, attack, protest = claims(read("gdelt", "gdelt2.csv"))
    assert (codes(visit.actor), codes(visit.recipient)) == ([("USA", "GOV", None)], [("ROU", "GOV", None)])
    assert (visit.place.country_code, visit.place.admin1, visit.place.precision, visit.place.geonameid) == (
        "ROU",
        "Bucuresti",
        "city",
        None,
    )
    assert accused.place.country_code == "CHN"  # FIPS CH, which is Switzerland in ISO
    assert codes(accused.actor) == [("IGO", "UNK", "igo:EU")]
    assert (codes(attack.actor), attack.place.country_code) == ([("PSE", "REB", "grp:HAMAS")], "PSE")
    assert (codes(protest.actor), protest.place.precision) == ([("USA", "REL", None)], "province")


def test_the_host_of_a_visit_becomes_the_recipient(read):
    visit, hosted, *_ = claims(read("gdelt", "gdelt2.csv"))
    assert hosted.cameo_code == "043" and codes(hosted.actor) == codes(visit.actor)


def test_states_are_those_of_the_day(read):
    (treaty,) = claims(read("gdelt", "gdelt1_1995.csv"))
    assert codes(treaty.actor) + codes(treaty.recipient) == [("SUN", "GOV", None), ("CSK", "GOV", None)]


def test_statements_are_refused_and_strange_codes_told(read):
    notes = [r for coding in read("gdelt", "gdelt2.csv") for r in coding.rejections]
    assert [(r.reason, r.rule, r.detail) for r in notes] == [
        ("no_type", "gdelt:1166000003", "010"),
        ("unknown_code", "gdelt:1166000006", "Actor2CountryCode 'XQZ'"),
    ]
    assert codes(claims(read("gdelt", "gdelt2.csv"))[-1].recipient) == [("---", "UNK", None)]


def test_rows_of_one_article_share_its_document(read):
    first, second, third, *_ = read("gdelt", "gdelt2.csv")
    assert first.document.id == second.document.id != third.document.id
    assert (first.document.url, first.document.published, first.document.text) == ("https://example.org/a", "2024-04-10", "")
    assert len({c.id for c in claims(read("gdelt", "gdelt2.csv"))}) == 5


def test_icews_names_are_taken_by_its_own_words(read):
    accused, asked, hosted = claims(read("icews", "icews2018.tab"))
    assert accused.rule == "icews:28150001:2018-03-02" and accused.sentence == 2
    assert (codes(accused.actor), codes(accused.recipient)) == ([("UKR", "GOV", None)], [("RUS", "MIL", None)])
    assert (codes(asked.actor), codes(asked.recipient)) == ([("IGO", "UNK", "igo:UN")], [("PSE", "CVL", None)])
    assert codes(hosted.actor) == [("DEU", "GOV", None)]  # the visitor
    assert (hosted.place.name, hosted.place.country_code, hosted.place.precision) == ("Paris", "FRA", "city")
    assert (asked.place.name, asked.place.precision) == ("Occupied Palestinian Territory", "country")


def test_of_several_icews_sectors_the_office_comes_before_seat_and_party(read, changed):
    file = changed("icews2018.tab", "Make statement\t010", "Consult\t040")
    consulted = claims(read("icews", file))[2]
    assert (consulted.actor[0].sector, consulted.actor[0].other_sectors) == ("GOV", ("LEG", "PTY", "ELI"))


def test_icews_of_2017_has_no_code_and_american_dates(read, changed):
    found = claims(read("icews", "icews2017.tab"))
    assert [(c.cameo_code, c.date.start) for c in found] == [("112", "2017-03-02"), ("020", "2017-03-02")]
    zeros_lost = claims(read("icews", changed("icews2018.tab", "\t020\t", "\t20\t")))  # 20 is a root of its own
    assert zeros_lost[1].cameo_code == "020"


def test_phoenix_blocks_are_entity_role_and_group(read):
    agreed, attack = claims(read("phoenix", "phoenix.txt"))
    assert (codes(agreed.actor), codes(agreed.recipient)) == ([("USA", "GOV", None)], [("IGO", "UNK", "igo:UN")])
    assert (agreed.place.name, agreed.place.country_code, agreed.place.admin1) == ("Paris", "FRA", "Ile-de-France")
    assert (codes(attack.actor), codes(attack.recipient)) == ([("---", "MIL", None)], [("SYR", "REB", None)])
    assert attack.place.country_code is None  # of two letters, nobody says which list
    assert [r.detail for c in read("phoenix", "phoenix.txt") for r in c.rejections] == ["CountryCode 'CH'", "016"]


@pytest.mark.parametrize(
    ("digits", "start", "end", "precision"),
    [("20240229", "2024-02-29", "2024-02-29", "day"), ("20241200", "2024-12-01", "2024-12-31", "month"),
     ("202402", "2024-02-01", "2024-02-29", "month"), ("1979", "1979-01-01", "1979-12-31", "year"),
     ("19790000", "1979-01-01", "1979-12-31", "year"), ("", None, None, "unknown")],
)  # fmt: skip
def test_a_date_is_as_precise_as_it_is_given(digits, start, end, precision):
    found = interval(digits)
    assert (found.start, found.end, found.precision) == (start, end, precision)


@pytest.mark.parametrize("digits", ["20230229", "2024", "19790003", "2024040", "abcd", "²024", "99990", "00000000", "99991200"])
def test_what_is_no_date_is_none(digits):
    assert (interval(digits) is None) == (digits != "2024")


def test_the_files_are_ours():
    assert {f.name for f in (Path(__file__).parent / "files").iterdir()} == {
        "gdelt1.csv", "gdelt1_1995.csv", "gdelt2.csv", "icews2017.tab", "icews2018.tab", "phoenix.txt", "polecat.txt",
    }  # fmt: skip
