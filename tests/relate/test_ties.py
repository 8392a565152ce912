"""Lasting relations: what begins, confirms and ends them, what lapses, what the tables know, on any day."""

import json

import pytest

from comity import DataError, Document, SettingsError
from comity.config import DATA
from comity.record.check import code_of
from comity.relate.accounts import accounts_of
from comity.relate.asked import about, checked_as_of
from comity.relate.between import accounts_about
from comity.relate.tie_rules import load_tie_rules

SANCTIONS = ("2014-03-10", "The United States imposed sanctions on Syria.")
LIFTED = ("2020-06-01", "The United States lifted sanctions on Syria.")


def told(record, *parties, **flags):
    """The relations that claims tell of, as (kind, holder, other, start, end, state)."""
    found = [i for i in record.ties(*parties, **flags).intervals if i.table is None]
    return [(i.kind, i.holder, i.other, i.start, i.end, i.state) for i in found]


@pytest.mark.parametrize(
    ("reports", "expected"),
    [
        ([SANCTIONS], [("sanctions", ("USA",), ("SYR",), "2014-03-10", None, "in force")]),
        ([SANCTIONS, LIFTED], [("sanctions", ("USA",), ("SYR",), "2014-03-10", "2020-06-01", "ended")]),
        ([LIFTED], [("sanctions", ("USA",), ("SYR",), None, "2020-06-01", "ended")]),
        ([("2020-01-01", "The United States threatened to impose sanctions on Syria.")], []),
        ([("2012-09-07", "Canada broke off diplomatic relations with Iran.")],
         [("relations broken", ("CAN", "IRN"), (), "2012-09-07", None, "in force")]),
        ([("2016-01-03", "Saudi Arabia broke off diplomatic relations with Iran."), ("2023-03-10", "Saudi Arabia and Iran restored diplomatic relations.")],
         [("relations broken", ("IRN", "SAU"), (), "2016-01-03", "2023-03-10", "ended")]),
        ([("2024-02-05", "France and Britain signed a mutual defence pact.")], [("alliance", ("FRA", "GBR"), (), "2024-02-05", None, "in force")]),
        ([("2024-02-05", "Qatar mediated between Israel and Egypt."), ("2024-03-05", "Qatar mediated between Israel and Egypt.")],
         [("mediation", ("QAT",), ("EGY", "ISR"), "2024-02-05", None, "in force")]),
        ([("2024-02-05", "Qatar mediated between Israel and Egypt."), ("2025-03-05", "It rained in Paris.")],
         [("mediation", ("QAT",), ("EGY", "ISR"), "2024-02-05", None, "lapsed")]),
        ([("2024-02-05", "Iran supplied drones to Russia.")], [("arms supply", ("IRN",), ("RUS",), "2024-02-05", None, "in force")]),
        ([("2024-02-05", "Although it has not supplied weapons, China keeps up strong trade with Russia.")], []),
        ([("2024-02-05", "Although Iran has not supplied weapons, Turkey sent tents to Syria.")], []),  # words of another act
        ([("2024-02-05", "Canada cut its diplomatic relations with Iran.")], [("relations broken", ("CAN", "IRN"), (), "2024-02-05", None, "in force")]),
        ([("2024-02-05", "India declared war on Pakistan.")], [("war", ("IND", "PAK"), (), "2024-02-05", None, "in force")]),
        ([("2024-02-05", "Armenia and Azerbaijan agreed to a ceasefire."), ("2024-02-20", "Azerbaijan broke the ceasefire with Armenia.")],
         [("ceasefire", ("ARM", "AZE"), (), "2024-02-05", "2024-02-20", "ended")]),
    ],
)  # fmt: skip
def test_what_claims_tell(make_record, reports, expected):
    assert told(make_record(*reports)) == expected


def test_the_evidence_of_both_ends(make_record):
    record = make_record(SANCTIONS, ("2015-03-10", "The United States imposed new sanctions on Syria.", "beta.org"), LIFTED)
    (found,) = record.ties("USA", "Syria").intervals
    assert [s.sentence for s in found.begun_by + found.ended_by] == [SANCTIONS[1], LIFTED[1]]
    assert [s.publisher for s in found.seen_in] == ["beta.org"] and found.seen == "2015-03-10"


def test_each_day_has_its_own_ties(make_record):
    record = make_record(SANCTIONS, LIFTED)
    assert [told(record, date=d)[0][5] for d in ("2014-03-10", "2020-05-31", "2020-06-01")] == ["in force", "in force", "ended"]
    assert record.ties("USA", "SYR").in_force("2018-01-01") and not record.ties("USA", "SYR").in_force()
    assert told(record, as_of="v1") == told(record)


def test_war_needs_more_than_one_attack(make_record):
    raids = [(f"2024-02-{day:02}", f"Pakistan shelled Indian army positions on day {day}.") for day in range(5, 10)]
    assert not told(make_record(*raids[:2]), "IND", "PAK")
    assert told(make_record(*raids, name="more"), "IND", "PAK") == [("war", ("IND", "PAK"), (), "2024-02-05", None, "in force")]


def test_what_the_tables_know(make_record):
    record = make_record(("2024-02-05", "It rained in Paris."))
    known = {(i.kind, i.start, i.table) for i in record.ties("GBR", "ARG").intervals}
    assert {k for k, *_ in known} >= {"territorial dispute", "war"} and all(table for *_, table in known)
    nato = next(i for i in record.ties("Finland", "Norway").intervals if "NATO" in i.table)
    assert (nato.kind, nato.start, nato.state) == ("alliance", "2023-04-04", "in force")
    assert not record.ties("Finland", "Norway", date="2024-02-06").in_force("2000-01-01")
    assert ("occupation", ("RUS",), ("UKR",)) in {(i.kind, i.holder, i.other) for i in record.ties("RUS", "UKR").in_force()}
    with pytest.raises(SettingsError, match="is no actor known here"):
        record.ties("Freedonia")


def test_the_command(make_record, run_comity):
    record = make_record(SANCTIONS, LIFTED)
    shown = run_comity("ties", "USA", "SYR", "--record", record.path).stdout
    assert "2014-03-10..2020-06-01  sanctions: USA → SYR  (ended)" in shown and "ended     2020-06-01" in shown
    assert run_comity("ties", "USA", "SYR", "--record", record.path, "--in-force").stdout == ""
    (row,) = map(json.loads, run_comity("ties", "USA", "SYR", "--record", record.path, "--format", "jsonl").stdout.splitlines())
    assert row["state"] == "ended"


def test_wrong_rules_are_named(tmp_path, ontology):
    path = tmp_path / "ties.toml"
    for text, message in (
        ("told_again = 60\n[[tie]]\nkind = 'x'\nsides = 'both'\nbegins = []\nends = []", "sides is 'both'; expected one of directed"),
        ("told_again = 60\n[[tie]]\nkind = 'x'\nsides = 'mutual'\nbegins = [{type = ['GIVE']}]\nends = []", "'GIVE' is no type"),
        (
            "told_again = 60\n[[tie]]\nkind = 'x'\nsides = 'mutual'\nbegins = [{type = ['AID'], mode = 'visit'}]\nends = []",
            "'visit' is no mode of AID",
        ),
        ("told_again = 60\n[[tie]]\nkind = 'x'\nsides = 'mutual'\nbegins = [{type = ['AID'], words = '('}]\nends = []", "cannot be read"),
        ("[[tie]]\nkind = 'x'\nsides = 'mutual'\nbegins = []\nends = []", "told_again"),
    ):
        path.write_text(text)
        with pytest.raises(DataError, match=message):
            load_tie_rules(path, ontology)
    assert len(load_tie_rules(DATA / "rules/ties.toml", ontology)) == 10


@pytest.mark.parametrize(
    "pair", [("USA", "SYR"), ("SYR", "USA"), ("IRN", "RUS"), ("EGY", "ISR"), ("USA", "NATO"), ("FRA", "GBR"), ("ESP", "PRT")]
)
@pytest.mark.parametrize("as_of", [None, "v1", "v2"])
def test_a_pair_read_from_the_flat_files_is_as_in_the_tables(make_record, ontology, pair, as_of):
    record = make_record(
        SANCTIONS, ("2015-01-01", "Iran supplied drones to Russia."), ("2016-02-05", "Qatar mediated between Israel and Egypt."),
        ("2016-03-01", "The United States ended a mission."), ("2016-03-02", "France and Britain met."), ("2016-03-03", "NATO criticised the United States."),
        ("2016-04-01", "The United States will not lift sanctions."),
    )  # fmt: skip
    record.add([Document(LIFTED[1], "2014-03-11", url="http://alpha.org/0", site="alpha.org")])
    as_of = checked_as_of(as_of)
    conditions, values = about(*(code_of(name, ontology) for name in pair))
    flat = accounts_about(record._lake, ontology.codes, *values.values(), as_of)
    assert flat == accounts_of(record._lake, conditions, values, as_of)
    assert bool(flat) is (pair != ("ESP", "PRT"))
