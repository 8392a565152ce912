"""Promises against deeds: what was said is tied to what was done, and to nothing else, as it was known on any day."""

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity import DataError, Document, SettingsError
from comity.config import DATA
from comity.core.claim import FACTS
from comity.relate.accounts import Account, Party
from comity.relate.ledger import ledger
from comity.relate.promise_rules import load_promise_rules

TANKS = ("2024-01-10", "Germany promised to deliver tanks to Ukraine by the end of March.")
VISIT = ("2024-01-10", "President Xi Jinping will visit Moscow next month, China's foreign ministry said.")
THREAT = ("2024-01-10", "The United States threatened to impose sanctions on Turkey.")
WITHDRAWAL = ("2024-01-10", "France pledged to withdraw its troops from Mali.")


def entry(record, *parties, **flags):
    """The one entry about what was said first."""
    return record.ledger(*parties, **flags).entries[0]


@pytest.mark.parametrize(
    ("first", "later", "verdict", "effects"),
    [
        (TANKS, ("2024-03-20", "Germany delivered 14 tanks to Ukraine."), "kept", ["fulfils"]),
        (TANKS, ("2024-04-02", "Germany delivered vaccines to Ukraine."), "open", []),  # another object, and the days of grace run
        (TANKS, ("2024-05-20", "Germany delivered vaccines to Ukraine."), "overdue", []),
        (THREAT, ("2025-12-01", "The United States imposed sanctions on Turkey."), "open", []),  # it never had a time, and much later it is another
        (("2024-01-10", "Japan said it would not provide weapons to Ukraine."), ("2024-02-10", "Japan provided weapons to Ukraine."), "broken", ["breaks"]),
        (TANKS, ("2024-03-20", "France delivered tanks to Ukraine."), "open", []),  # another party
        (TANKS, ("2023-12-20", "Germany delivered tanks to Ukraine."), "open", []),  # before the promise
        (WITHDRAWAL, ("2024-08-20", "France withdrew its last troops from Mali."), "kept", ["fulfils"]),
        (THREAT, ("2024-02-10", "The United States imposed sanctions on Turkey."), "kept", ["fulfils"]),
        (THREAT, ("2024-02-10", "The United States dropped its threat to impose sanctions on Turkey."), "withdrawn", ["withdraws", "withdraws"]),  # the concession, and what is refused now
        (("2024-01-10", "Uganda warned it would bring home its troops from Somalia unless the UN dropped a report."),
         ("2024-03-10", "Uganda withdrew its troops from Somalia."), "kept", ["fulfils"]),
        (("2024-01-10", "The French government promised to support the farmers."),
         ("2024-02-10", "A French environmental group rejected plans for an airport."), "open", []),  # another arm, another matter
        (("2024-01-10", "China will sue Australia at the WTO, its ministry said."), ("2024-02-10", "China rejected an offer by Australia."), "open", []),
        (VISIT, ("2024-02-10", "Xi Jinping arrived in Moscow for a visit."), "kept", ["fulfils"]),
        (VISIT, ("2024-02-10", "Xi Jinping cancelled his visit to Moscow."), "withdrawn", ["withdraws", "withdraws"]),
        (("2024-01-10", "China refused to hold talks with Japan."), ("2024-03-01", "China and Japan held talks."), "broken", ["breaks"]),
        (("2022-01-10", "Japan said it would not provide weapons to Ukraine."), ("2023-06-10", "Japan provided weapons to Ukraine."), "broken", ["breaks"]),  # a refusal stands for long
        (("2024-01-10", "Peru will sue Chile before the World Court, its minister said."), ("2024-09-20", "Peru sued Chile before the World Court."), "kept", ["fulfils"]),  # courts are slow
        (("2024-01-10", "Israel and Hamas agreed to a ceasefire."), ("2024-02-10", "Israel bombed Hamas."), "broken", ["breaks"]),
        (WITHDRAWAL, ("2024-02-20", "French troops are still dug in in Mali, the United Nations said."), "open", []),  # nothing new
        (("2024-01-10", "Chad threatened to deport Sudanese refugees."), ("2024-02-10", "Chad expelled Sudanese refugees."), "kept", ["fulfils"]),
    ],
)  # fmt: skip
def test_verdicts(make_record, first, later, verdict, effects):
    found = entry(make_record(first, later), date=max(first[0], later[0]))
    assert (found.verdict, [d.effect for d in found.deeds]) == (verdict, effects)


def test_a_guest_refused_is_refused_by_the_host(make_record):
    found = entry(make_record(("2024-01-10", "Angola refuses to receive any South African emissary.")), "AGO")
    assert (found.actor, found.kind) == (("AGO",), "refusal")


def test_both_sides_have_their_evidence(make_record):
    record = make_record(TANKS, ("2024-03-20", "Germany delivered 14 tanks to Ukraine.", "beta.org"))
    found = entry(record, "Germany", "UKR")
    claims = {row["id"]: row for row in record.claims().rows()}
    assert [s.sentence for s in found.said_in] == [TANKS[1]] and claims[found.said_in[0].claim]["status"] == "planned"
    (deed,) = found.deeds
    assert (deed.evidence.publisher, deed.day, claims[deed.evidence.claim]["event_type"]) == ("beta.org", "2024-03-20", "AID")
    assert (found.due, found.due_basis, found.decided, found.late) == ("2024-03-31", "stated", "2024-03-20", False)


def test_what_comes_late_is_kept_late(make_record):
    found = entry(make_record(TANKS, ("2024-06-20", "Germany delivered 14 tanks to Ukraine.")))
    assert (found.verdict, found.late) == ("kept", True)


def test_saying_it_again_renews_and_is_one_promise(make_record):
    again = ("2024-02-10", "Germany promised to deliver tanks to Ukraine by the end of June.")
    (found,) = make_record(TANKS, again, ("2024-05-01", "It rained in Paris.")).ledger("DEU").entries
    assert (len(found.said_in), found.due, found.verdict) == (2, "2024-06-30", "open")


def test_nothing_is_decided_on_a_day_to_come(make_record):
    promise = ("2024-03-10", "Germany promised to send aid to Ukraine by the end of May.")
    record = make_record(promise, ("2024-04-02", "Germany sent aid to Ukraine in April 2024."))
    found = entry(record, date="2024-04-02")
    assert (found.verdict, found.decided, found.deeds[0].day) == ("kept", "2024-04-02", "2024-04-02")


def test_each_day_has_its_own_ledger(make_record):
    record = make_record(TANKS, ("2024-03-20", "Germany delivered 14 tanks to Ukraine."), ("2024-09-01", "It rained in Paris."))
    assert [entry(record, date=d).verdict for d in ("2024-01-10", "2024-03-19", "2024-03-20", "2024-09-01")] == [
        "open",
        "open",
        "kept",
        "kept",
    ]
    assert entry(make_record(TANKS, ("2024-09-01", "It rained in Paris."), name="dry")).verdict == "overdue"


def test_as_of_shows_what_the_record_held(make_record):
    record = make_record(TANKS)
    record.add([Document("Germany delivered 14 tanks to Ukraine.", "2024-03-20", url="http://late.org/1")])
    assert (entry(record, as_of="v1").verdict, entry(record).verdict) == ("open", "kept")


def test_who_is_asked_about(make_record):
    record = make_record(TANKS, WITHDRAWAL)
    assert [e.actor for e in record.ledger("FRA").entries] == [("FRA",)]
    assert [e.actor for e in record.ledger("MLI", "France").entries] == [("FRA",)]
    assert not record.ledger("MLI").entries  # Mali promised nothing
    with pytest.raises(SettingsError, match="is no actor known here"):
        record.ledger("Freedonia")
    with pytest.raises(SettingsError, match="given twice"):
        record.ledger("FRA", "France")
    with pytest.raises(SettingsError, match="first article is of 2024-01-10"):
        record.ledger(date="2020-01-01")
    with pytest.raises(SettingsError, match="expected a day such as"):
        record.ledger(date="spring")
    with pytest.raises(SettingsError, match="for which people act"):
        record.ledger("person:Xi Jinping")


def test_rows_go_into_tables(make_record):
    found = make_record(TANKS, WITHDRAWAL).ledger()
    assert found.counts() == {"kept": 0, "broken": 0, "withdrawn": 0, "open": 2, "overdue": 0}
    assert list(found.to_pandas()["verdict"]) == ["open", "open"]
    assert found.to_arrow().column_names[:3] == ["id", "kind", "actor"] and found.rows()[0]["said_in"][0]["reported"] == "2024-01-10"


def test_the_command(make_record, run_comity):
    record = make_record(TANKS, ("2024-03-20", "Germany delivered 14 tanks to Ukraine."))
    told = run_comity("ledger", "DEU", "UKR", "--record", record.path)
    assert "2024-01-10  DEU → UKR  promise: AID, due 2024-03-31  KEPT on 2024-03-20" in told.stdout
    assert all(len(line) <= 100 for line in told.stdout.splitlines())
    (row,) = map(json.loads, run_comity("ledger", "--record", record.path, "--format", "jsonl").stdout.splitlines())
    assert row["verdict"] == "kept"
    assert run_comity("ledger", "Freedonia", "--record", record.path).returncode == 2


def test_wrong_rules_are_named(tmp_path, ontology, promise_rules):
    told = "[days]\nrenewal = 1\ngrace = 1\nearly = 1\nspeech = 1\nrefusal = 1\n[likeness]\nunnamed = 0.1\n[words]\nnot_yet = ['yet']\n[modes]\n[threats]\n"
    (tmp_path / "merge.toml").write_bytes((DATA / "rules/merge.toml").read_bytes())
    (tmp_path / "objects.csv").write_text("word,object,class,source\ntank,tank,arms,own\n")
    (tmp_path / "promises.toml").write_text("speech = []\n" + told + "[[rule]]\ncontent = ['GIVE']\nwindow = 3\n")
    with pytest.raises(DataError, match="'GIVE' is no type or mode"):
        load_promise_rules(tmp_path, ontology)
    (tmp_path / "promises.toml").write_text("speech = []\n" + told + "[[rule]]\ncontent = ['AID']\nwindow = 3\n")
    with pytest.raises(DataError, match="no rule for ACCUSE"):
        load_promise_rules(tmp_path, ontology)


CODES = ("AAA", "BBB", "CCC")
DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2021, 12, 31)).map(str)


@st.composite
def accounts(draw):
    """Claims of three states with any status, each in an article of its own."""
    found = []
    for number in range(draw(st.integers(1, 12))):
        day = draw(DAYS)
        one, two = draw(st.permutations(CODES))[:2]
        kind = draw(st.sampled_from([("AID", None), ("CONSULT", "visit"), ("RETREAT", "ceasefire"), ("ASSAULT", None), ("SANCTION", None)]))
        status = draw(st.sampled_from(["happened", "planned", "threatened", "refused", "not_happened", "alleged"]))
        sides = [(Party(c, f"state:{c}", "GOV"),) for c in (one, two)]
        found.append(
            Account(str(number), f"d{number}", *kind, (), None, status, False, "certain", None, False, *sides, None, None, False, None, None,
                    "acted", "They acted.", day, "alpha.org", None)
        )  # fmt: skip
    return found


@given(accounts(), DAYS)
@settings(max_examples=150, deadline=None)
def test_a_day_knows_nothing_of_later_ones(promise_rules, told, day):
    """The ledger of a day is that of a record that ends on it, and every deed follows what it answers."""
    found = ledger(told, promise_rules, day)
    assert found == ledger([a for a in told if a.reported <= day], promise_rules, day)
    for e in found.entries:
        assert all(e.said <= d.day <= day for d in e.deeds)
        assert (e.decided is None) == (e.verdict in ("open", "overdue"))
        assert e.verdict != "kept" or any(d.effect == "fulfils" and (d.status in FACTS or e.kind == "refusal") for d in e.deeds)


@given(accounts(), st.randoms())
@settings(max_examples=80, deadline=None)
def test_order_does_not_matter(promise_rules, told, random):
    shuffled = random.sample(told, len(told))
    assert ledger(told, promise_rules) == ledger(shuffled, promise_rules)
