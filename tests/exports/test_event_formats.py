"""The formats of other event data sets: exact columns, nothing counted that did not happen, codes of the right system."""

import csv
import doctest
import json
import tomllib
from importlib import import_module
from pathlib import Path

import pytest

from comity.core.when_where import EventDate, Place
from comity.exports.entries import done_claims, plover_claims
from comity.exports.formats import TEXT

COLUMNS = {k: v.split("|") for k, v in tomllib.loads((Path(__file__).parent / "columns.toml").read_text(encoding="utf-8")).items()}
HEADED = {"polecat", "icews", "acled", "ucdp"}
UNDONE = ("planned", "threatened", "requested", "refused", "not_happened", "alleged", "denied", "hypothetical")
COUNTS = {"polecat": 40, "gdelt": 61, "icews": 20, "phoenix": 26, "acled": 31, "ucdp": 49}


def rows(name, codings):
    """The lines of a format as dictionaries of the published column names."""
    lines = list(TEXT[name](codings))
    cells = list(csv.reader(lines)) if name in ("acled", "ucdp") else [line.rstrip("\n").split("\t") for line in lines]
    if name in HEADED:
        assert cells.pop(0) == COLUMNS[name]
    return [dict(zip(COLUMNS[name], line, strict=True)) for line in cells]


@pytest.mark.parametrize("name", COUNTS)
def test_columns_are_the_published_ones_whatever_the_text_holds(name, make_claim, code, sample, people):
    assert len(COLUMNS[name]) == COUNTS[name]
    rows(name, sample)  # a wrong number of cells in any line raises
    shelled = make_claim("ASSAULT", sentence=1, quad=4, actor=(people["REBELS"],), recipient=(people["PEOPLE"],))
    (row,) = rows(name, code(shelled))
    assert any("rebels" in cell for cell in row.values()) or name in ("gdelt", "phoenix")


@pytest.mark.parametrize("name", COUNTS)
@pytest.mark.parametrize("status", UNDONE)
def test_what_did_not_happen_is_in_no_format_without_a_status(name, status, make_claim, code):
    claim = make_claim("ASSAULT", status, quad=4)
    assert rows(name, code(claim)) == []
    assert rows(name, code(make_claim("ASSAULT", background=True, quad=4))) == []


@pytest.mark.parametrize("event_type", ["CONSULT", "SUPPORT", "COOPERATE", "AID"])
def test_plover_makes_a_lone_promise_an_agree_and_drops_the_content_of_a_speech_act(event_type, make_claim, code):
    lone = make_claim(event_type, "planned", mode="visit" if event_type == "CONSULT" else None)
    speech = make_claim("AGREE")
    content = make_claim(event_type, "planned", start=40, content_of=speech.id)
    found = [e.claim for e in plover_claims(code(lone, speech, content))]
    assert [(c.event_type, c.mode, c.quad, c.event_scale) for c in found] == [("AGREE", None, 1, 2.5)] * 2
    assert [r["Event Type"] for r in rows("polecat", code(lone, speech, content))] == ["AGREE", "AGREE"]
    assert [e.claim.id for e in done_claims(code(lone, speech, content))] == [speech.id]
    assert [json.loads(line)["event"] for line in TEXT["plover"](code(lone))] == [["AGREE"]]
    assert list(plover_claims(code(make_claim("RETREAT", "planned")))) == []


def test_mutual_and_compound_acts_become_directed_pairs(make_claim, code, people):
    met = make_claim(actor=(people["CHE"], people["ROU"]), recipient=(), reciprocal=True, cameo_code="036")
    both = rows("gdelt", code(met))
    assert [(r["Actor1CountryCode"], r["Actor2CountryCode"]) for r in both] == [("CHE", "ROM"), ("ROM", "CHE")]
    assert len({r["GLOBALEVENTID"] for r in both}) == 2
    compound = make_claim(actor=(people["CHE"], people["ROU"]), recipient=(people["NATO"], people["REBELS"]))
    assert len(rows("icews", code(compound))) == 4
    (one,) = rows("polecat", code(compound))
    assert (one["Actor Country"], one["Recipient Country"]) == ("CHE; ROU", "IGO; UKR")


def test_gdelt_codes_are_of_the_system_each_column_asks_for(make_claim, code, people):
    (row,) = rows("gdelt", code(make_claim(actor=(people["NATO"],), cameo_code="051")))
    assert (row["Actor1Code"], row["Actor1KnownGroupCode"], row["Actor1Type1Code"]) == ("IGONAT", "NAT", "IGO")
    assert (row["Actor2Code"], row["Actor2CountryCode"], row["Actor2Type1Code"]) == ("ROMMIL", "ROM", "MIL")
    assert (row["EventCode"], row["EventBaseCode"], row["EventRootCode"], row["QuadClass"]) == ("051", "051", "05", "1")
    assert (row["ActionGeo_Type"], row["ActionGeo_CountryCode"]) == ("4", "UP")  # FIPS: not UA
    assert (row["SQLDATE"], row["MonthYear"], row["Year"], row["FractionDate"]) == ("20240408", "202404", "2024", "2024.2685")
    assert (row["DATEADDED"], row["IsRootEvent"], row["AvgTone"]) == ("20240409000000", "1", "")
    assert 0 < int(row["GLOBALEVENTID"]) < 2**60
    (later,) = rows("gdelt", code(make_claim(sentence=1, place=Place("Switzerland", 0, 5, "Switzerland", "CHE", precision="country"))))
    assert (later["IsRootEvent"], later["ActionGeo_Type"], later["ActionGeo_CountryCode"]) == ("0", "1", "SZ")


def test_the_four_quad_schemes_go_to_their_own_formats(make_claim, code):
    protest = make_claim("PROTEST", cameo_code="141", quad=4)
    assert rows("gdelt", code(protest))[0]["QuadClass"] == "3"
    assert rows("phoenix", code(protest))[0]["QuadClass"] == "4"
    assert rows("polecat", code(protest))[0]["Quad Code"] == "MATERIAL CONFLICT"
    assert rows("phoenix", code(make_claim("SANCTION", cameo_code="163", quad=4)))[0]["QuadClass"] == "3"


def test_the_host_of_a_visit_is_cameos_source(make_claim, code):
    hosted = make_claim(mode="visit", cameo_code="043")  # the Swiss visitors are the actor
    assert rows("icews", code(hosted))[0]["Source Country"] == "Romania"
    assert rows("polecat", code(hosted))[0]["Actor Country"] == "CHE"


def test_icews_names_states_and_sectors_in_its_own_words(make_claim, code, people):
    (row,) = rows("icews", code(make_claim(recipient=(people["NATO"],), cameo_code="040")))
    assert (row["Source Country"], row["Source Sectors"], row["Event Text"]) == ("Switzerland", "Government", "Consult (n.s.)")
    assert (row["Target Sectors"], row["Target Country"], row["City"], row["Country"]) == (
        "International Government Organization",
        "",
        "Kyiv",
        "Ukraine",
    )


def test_missing_values_are_none_in_polecat(make_claim, code, people):
    (row,) = rows("polecat", code(make_claim(place=None, recipient=(), actor=(people["NOBODY"], people["CHE"]))))
    assert (row["Recipient Name"], row["Placename"], row["Actor Country"], row["Event Mode"]) == ("None", "None", "None; CHE", "None")


def test_a_bound_is_no_exact_date(make_claim, code):
    bound = make_claim("ASSAULT", quad=4, date=EventDate(None, "2024-04-09"))
    acled, ucdp = rows("acled", code(bound))[0], rows("ucdp", code(bound))[0]
    assert (acled["event_date"], acled["time_precision"]) == ("2024-04-09", "")
    assert (ucdp["date_prec"], ucdp["date_start"], ucdp["date_end"], ucdp["year"]) == ("", "", "2024-04-09", "2024")
    month = make_claim("ASSAULT", quad=4, date=EventDate("2024-03-01", "2024-03-31", "month", "stated", "March"))
    assert (rows("acled", code(month))[0]["time_precision"], rows("ucdp", code(month))[0]["date_prec"]) == ("3", "4")


@pytest.mark.parametrize(
    ("actor", "recipient", "violence", "event", "targeted"),
    [("CHE", "REBELS", "1", "Battles", ""), ("REBELS", "PEOPLE", "3", "Violence against civilians", "Civilian targeting"),
     ("REBELS", "REBELS", "2", "Battles", ""), ("PEOPLE", "CHE", "", "Battles", "")],
)  # fmt: skip
def test_kinds_of_violence(actor, recipient, violence, event, targeted, make_claim, code, people):
    claim = make_claim("ASSAULT", quad=4, actor=(people[actor],), recipient=(people[recipient],))
    acled, ucdp = rows("acled", code(claim))[0], rows("ucdp", code(claim))[0]
    assert (ucdp["type_of_violence"], acled["event_type"], acled["civilian_targeting"]) == (violence, event, targeted)
    assert acled["fatalities"] == ucdp["best"] == ""  # nobody counted: that is not 0


def test_acled_takes_only_what_it_collects(make_claim, code, people):
    assert rows("acled", code(make_claim("CONSULT"), make_claim("ACCUSE"))) == []
    (riot,) = rows("acled", code(make_claim("PROTEST", mode="riot", quad=4, actor=(people["PEOPLE"],), recipient=(people["CHE"],))))
    assert (riot["event_type"], riot["inter1"], riot["inter2"], riot["location"]) == ("Riots", "Rioters", "State forces", "Kyiv")
    assert rows("ucdp", code(make_claim("PROTEST", quad=4))) == []


def test_ucdp_has_typed_states_and_the_grid_cell(make_claim, code):
    (row,) = rows("ucdp", code(make_claim("ASSAULT", quad=4)))
    assert (row["gwnoa"], row["gwnob"], row["country_id"]) == ("225", "360", "369")
    assert row["geom_wkt"] == "POINT (30.5238 50.4547)" and row["priogrid_gid"] == str(280 * 720 + 421 + 1)
    assert doctest.testmod(import_module("comity.exports.ucdp")).failed == 0
