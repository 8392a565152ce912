"""The state system: membership, pairs, typed codes, forerunners, capitals and disputes at their dates."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import comity
from comity import SettingsError, states

DAYS = st.dates(date(1816, 1, 1), date(2026, 1, 1))


def codes(day, system, **more):
    return {m.code for m in states.members(day, system, **more)}


@pytest.mark.parametrize(
    ("day", "system", "present", "absent"),
    [
        # Germany: one, none, two, one again, and COW gives the unified state another number than Gleditsch-Ward
        ("1930-01-01", "cow", {"255"}, {"260", "265"}),
        ("1947-01-01", "gw", set(), {"255", "260", "265"}),
        ("1960-01-01", "gw", {"260", "265"}, {"255"}),
        ("1990-10-02", "cow", {"260", "265"}, {"255"}),
        ("1990-10-03", "cow", {"255"}, {"260", "265"}),
        ("2020-01-01", "gw", {"260"}, {"255", "265"}),
        # Serbia and Yugoslavia: one number in COW, two in Gleditsch-Ward
        ("1985-01-01", "cow", {"345"}, {"341", "343", "344", "349"}),
        ("2020-01-01", "cow", {"345", "341", "343", "344", "346", "347", "349"}, set()),
        ("2020-01-01", "gw", {"340", "341"}, {"345"}),
        # Korea, Vietnam, Yemen, Sudan
        ("1900-01-01", "cow", {"730"}, {"731", "732"}),
        ("1955-01-01", "cow", {"731", "732"}, {"730"}),
        ("1970-01-01", "gw", {"816", "817"}, set()),
        ("1976-01-01", "gw", {"816"}, {"817"}),
        ("1980-01-01", "cow", {"678", "680"}, {"679"}),
        ("1991-01-01", "cow", {"679"}, {"678", "680"}),
        ("1991-01-01", "gw", {"678"}, {"679", "680"}),
        ("2011-07-08", "gw", {"625"}, {"626"}),
        ("2011-07-09", "gw", {"625", "626"}, set()),
        # states without an ISO code of their own are counted where the list counts them
        ("1850-01-01", "gw", {"240", "329"}, {"89", "99"}),
        ("1930-01-01", "gw", {"710", "711", "712"}, {"713"}),
        ("1980-01-01", "iso", {"SUN", "CSK", "DDR", "YMD", "YUG"}, {"RUS", "CZE", "SVK"}),
        ("2020-01-01", "iso", {"RUS", "CZE", "SSD", "TWN", "PSE"}, {"SUN", "HKG", "ESH"}),
    ],
)
def test_who_belongs_to_the_system_on_a_day(day, system, present, absent):
    found = codes(day, system)
    assert present <= found
    assert not absent & found


def test_occupied_states_leave_the_cow_system_and_come_back():
    assert [d.start for d in states.dyads("1938-01-01", "1950-12-31", "cow") if (d.first.code, d.second.code) == ("210", "220")] == [
        "1938-01-01",
        "1945-06-26",
    ]


def test_microstates_are_asked_for_in_gleditsch_ward_and_members_in_cow():
    assert "221" not in codes("2000-01-01", "gw")
    assert "221" in codes("2000-01-01", "gw", microstates=True)
    assert "221" in codes("2000-01-01", "cow")


@settings(deadline=None, max_examples=25)
@given(DAYS, st.sampled_from(states.SYSTEMS))
def test_pairs_of_one_day_are_all_pairs_of_its_members(day, system):
    count = len(states.members(day, system))
    assert len(states.dyads(day, day, system)) == count * (count - 1) // 2
    assert len(states.dyads(day, day, system, directed=True)) == count * (count - 1)


@settings(deadline=None, max_examples=25)
@given(DAYS, st.integers(0, 4000), st.sampled_from(states.SYSTEMS))
def test_pairs_lie_in_the_window_and_in_both_memberships(day, length, system):
    end = min(day + timedelta(days=length), date(2026, 1, 1))
    for d in states.dyads(day, end, system):
        assert day.isoformat() <= d.start <= d.end <= end.isoformat()
        for m in (d.first, d.second):
            assert m.start <= d.start
            assert m.end is None or d.end <= m.end


@settings(deadline=None, max_examples=25)
@given(DAYS, st.sampled_from(states.SYSTEMS))
def test_no_code_stands_twice_on_a_day(day, system):
    found = [m.code for m in states.members(day, system, microstates=True)]
    assert len(found) == len(set(found))


@pytest.mark.parametrize(
    ("code", "day", "id"),
    [
        ("fips:CH", None, "CHN"),
        ("iso2:CH", None, "CHE"),
        ("fips:UP", None, "UKR"),
        ("iso2:UA", None, "UKR"),
        ("fips:SU", None, "SDN"),
        ("iso2:SD", None, "SDN"),
        ("fips:RS", None, "RUS"),
        ("iso2:RS", None, "SRB"),
        ("fips:KS", None, "KOR"),
        ("cow:345", "1900-01-01", "SER"),
        ("cow:345", "1995-01-01", "YUG"),
        ("cow:345", "2004-01-01", "SCG"),
        ("cow:345", None, "SRB"),
        ("gw:365", "1970-01-01", "SUN"),
        ("gw:365", "2000-01-01", "RUS"),
        ("cow:255", "1900-01-01", "DEU"),
        ("cowc:UKG", None, "GBR"),
        ("gwc:FRN", None, "FRA"),
        ("cameo:ROM", None, "ROU"),
        ("iso3:ZAR", None, "COD"),
        ("iso3:BUR", None, "MMR"),
        ("KOR", None, "KOR"),
    ],
)
def test_typed_codes_find_their_state(code, day, id):
    assert states.find(code, day).id == id


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("CH", "ISO or FIPS"),
        ("UA", "ISO or FIPS"),
        ("345", "COW or Gleditsch-Ward"),
        ("iso3:QQQ", "No state has"),
        ("iso2:", "No state has"),
        ("stanag:DEU", "expected one of iso3"),
    ],
)
def test_ambiguous_and_unknown_codes_are_refused(code, said):
    with pytest.raises(SettingsError, match=said):
        states.find(code)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: states.members("1990-13-01"), "is no day"),
        (lambda: states.members("1990"), "is no day"),
        (lambda: states.members("1700-01-01"), "before 1816"),
        (lambda: states.members("1990-01-01", "polity"), "expected one of gw, cow, iso"),
        (lambda: states.dyads("1991-01-01", "1990-01-01"), "ends"),
        (lambda: states.convert("DEU", "m49"), "expected one of iso3"),
    ],
)
def test_wrong_arguments_are_named(call, said):
    with pytest.raises(SettingsError, match=said):
        call()


def test_codes_convert_at_their_date():
    assert states.convert("YUG", "gw", "1995-01-01") == "345"
    assert states.convert("SRB", "gw", "2010-01-01") == "340"
    assert states.convert("SRB", "cow", "2010-01-01") == "345"
    assert states.convert("DEU", "cow", "1985-01-01") == "260"
    assert states.convert("DEU", "cow", "2000-01-01") == "255"
    assert states.convert("XKX", "iso3") is None


def test_forerunners_and_followers():
    assert {s.successor for s in states.successors("SUN")} >= {"RUS", "UKR", "EST", "UZB"}
    assert [(s.predecessor, s.date) for s in states.predecessors("SSD")] == [("SDN", "2011-07-09")]


def test_capitals_change():
    assert states.names("KAZ", "1995-01-01", "capital") == ("Almaty",)
    assert states.names("KAZ", "2020-01-01", "capital") == ("Astana", "Nur-Sultan")
    assert states.names("MMR", "2000-01-01", "capital") == ("Rangoon", "Yangon")


def test_who_holds_and_who_claims():
    crimea = next(d for d in states.disputes("2020-01-01") if d.name == "Crimea")
    assert (crimea.held_by, crimea.claimed_by, crimea.nominal_state) == (("RUS",), ("UKR",), "UKR")
    assert "Crimea" not in {d.name for d in states.disputes("2010-01-01")}
    assert {"Taiwan", "Kosovo", "Palestine", "Abkhazia", "Western Sahara"} <= {d.name for d in states.disputes("2020-01-01")}


def test_every_line_of_the_lists_names_states_that_exist():
    known = {s.id for s in states.all_states()}
    for system in states.SYSTEMS:
        for day in ("1816-01-01", "1900-01-01", "1950-01-01", "2000-01-01", "2020-01-01"):
            assert {m.state for m in states.members(day, system, microstates=True)} <= known


def test_the_module_is_reached_from_the_package():
    assert comity.states is states


@pytest.mark.parametrize(
    ("organisation", "day", "count"),
    [("UN", "2020-01-01", 193), ("UN", "1945-12-31", 51), ("igo:NATO", "2024-04-01", 32), ("EU", "2021-01-01", 27), ("EU", "2019-01-01", 28),
     ("OECD", "2024-01-01", 38), ("COE", "2023-01-01", 46), ("OAS", "2020-01-01", 35), ("APEC", "2024-01-01", 21), ("ASEAN", "2020-01-01", 10),
     ("BRICS", "2012-01-01", 5), ("G7", "2020-01-01", 7), ("GCC", "2020-01-01", 6), ("CSTO", "2020-01-01", 6)],
)  # fmt: skip
def test_organisations_have_their_members_of_the_day(organisation, day, count):
    assert len(states.organisation_members(organisation, day)) == count


def test_an_organisation_without_a_list_is_told():
    with pytest.raises(SettingsError, match="igo:NATO"):
        states.organisation_members("Rotary", "2020-01-01")
