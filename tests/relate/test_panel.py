"""Panels: zeros only where zero is known, every act once, mutual and compound acts in every direction, shares with intervals."""

import csv
import io
import json
import shutil
import tempfile
from collections import Counter
from datetime import date, timedelta

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comity import Record, RecordError, Settings, SettingsError
from comity.evaluate.planted import Act, articles
from comity.record.intake import begin, take_codings

QUADS = {"CONSULT": 1, "AID": 2, "ACCUSE": 3, "ASSAULT": 4}
ACTS = (
    Act("2011-03-05", "CONSULT", ("CHN", "RUS"), (), reciprocal=True),
    Act("2011-03-09", "ACCUSE", ("FRA", "DEU"), ("RUS", "BLR"), cameo_code="112"),
    Act("2011-04-01", "ACCUSE", ("FRA",), ("RUS",), site="two.example"),
    Act("2011-04-02", "AID", ("CHN",), ("RUS",), status="planned"),
    Act("2011-04-02", "ASSAULT", ("USA",), ("RUS",), background=True),
    Act("2011-06-03", "AID", ("igo:UN",), ("SSD",)),
    Act("2011-08-03", "AID", ("igo:UN",), ("SSD",)),
    Act("2011-08-20", "AID", ("FRA",), ("SSD",)),
    Act("2011-03-20", "CONSULT", ("FRA",), ("RUS",), days=21),
    Act("2011-03-01", "CONSULT", ("FRA",), ("RUS",), days=60),
)  # fmt: skip


@pytest.fixture()
def record(planted):
    return planted(ACTS)


def cells(panel, *columns):
    return {tuple(str(r[c]) for c in columns): r for r in panel}


def test_pairs_of_compound_and_mutual_acts(record):
    rows = [(r["actor"], r["recipient"], r["group"]) for r in record.acts(date="2011-03-01..2011-03-10")]
    met, condemned = ({g for a, _, g in rows if a == actor} for actor in ("CHN", "DEU"))
    assert len(met) == len(condemned) == 1  # one group each, whatever its rows
    assert sorted((a, r) for a, r, g in rows if g in met) == [("CHN", "RUS"), ("RUS", "CHN")]
    assert sorted((a, r) for a, r, g in rows if g in condemned) == [("DEU", "BLR"), ("DEU", "RUS"), ("FRA", "BLR"), ("FRA", "RUS")]


def test_only_what_was_done_unless_asked(record):
    assert {r["event_type"] for r in record.acts(recipient="RUS")} == {"CONSULT", "ACCUSE"}
    assert {r["status"] for r in record.acts(recipient="RUS", done=False)} == {"happened", "planned"}
    (planned,) = record.acts(recipient="RUS", status="planned")
    assert planned["actor"] == "CHN"
    assert [r["actor"] for r in record.acts(background=True)] == ["USA"]


def test_zeros_are_known_and_the_rest_is_missing(record):
    panel = record.panel(date="2011-03..2011-08")
    got = cells(panel, "actor", "recipient", "period")
    april = got["CHN", "RUS", "2011-04-01"]
    assert (april["n"], april["cooperation"], april["conflict"], april["event_scale_sum"]) == (0, 0, 0, 0.0)
    assert april["event_scale_mean"] is None and april["conflict_share"] is april["conflict_share_low"] is None  # no act has no mean
    assert got["CHN", "RUS", "2011-05-01"]["n"] is None  # the record has no article of May
    assert got["CHN", "RUS", "2011-05-01"]["articles"] == 0
    before, after = got["FRA", "SSD", "2011-06-01"], got["FRA", "SSD", "2011-08-01"]
    assert before["n"] is None and not before["member"]  # South Sudan was no state then
    assert after["n"] == 1 and after["member"]
    assert got["igo:UN", "SSD", "2011-08-01"]["n"] == 1  # seen, though no member
    assert got["igo:UN", "SSD", "2011-03-01"]["n"] is None


def test_all_pairs_of_the_system(record):
    panel = record.panel(rows="all", period="year", system="cow", date="2011")
    members = 195  # Correlates of War, South Sudan from July
    assert len(panel) == members * (members - 1) + 1  # and the United Nations with South Sudan
    assert cells(panel, "actor", "recipient")["AFG", "ALB"]["n"] == 0
    assert len(record.panel(rows="all", unit="undirected", period="year", system="cow", date="2011")) == members * (members - 1) // 2 + 1
    own = record.panel(rows="all", unit="party", period="year", system="cow", date="2011")
    assert len(own) == members + 1
    assert len(record.panel(rows="all", system="cow", date="2011-08", actor="FRA")) == members - 1


def test_counts_by_type_quad_and_status(record):
    row = cells(record.panel(split="type"), "actor", "recipient", "period")["FRA", "RUS", "2011-03-01"]
    assert (row["n"], row["n_ACCUSE"], row["n_CONSULT"], row["n_ASSAULT"]) == (2, 1, 1, 0)
    quads = cells(record.panel(split="quad", scheme="gdelt"), "actor", "recipient", "period")["FRA", "RUS", "2011-03-01"]
    assert (quads["n_gdelt_3"], quads["conflict"]) == (1, 1)
    row = cells(record.panel(split="status", done=False), "actor", "recipient", "period")["CHN", "RUS", "2011-04-01"]
    assert (row["n"], row["n_planned"], row["n_happened"]) == (1, 1, 0)


def test_scores_of_cooperation_and_conflict_apart(record, ontology):
    row = cells(record.panel(), "actor", "recipient", "period")["FRA", "RUS", "2011-03-01"]
    accuse, consult = ontology.types["ACCUSE"].scale, ontology.types["CONSULT"].scale
    assert (row["event_scale_conflict_sum"], row["event_scale_cooperation_sum"]) == (accuse, consult)
    assert row["event_scale_mean"] == (accuse + consult) / 2
    assert row["goldstein_conflict_sum"] == ontology.goldstein("112")


def test_dates_that_are_less_exact_than_the_period(record):
    panel = record.panel(recipient="RUS")
    assert panel.left_out == {"date less exact than the period": 1}
    assert cells(record.panel(recipient="RUS", period="quarter"), "actor", "period")["FRA", "2011-01-01"]["n"] == 3
    day = record.panel(recipient="RUS", period="day")
    assert day.left_out == {"date less exact than the period": 2}
    assert str(record.panel(recipient="RUS", period="week").rows()[0]["period"]) == "2011-02-28"  # a Monday


def test_parties_alone_count_an_act_once(record):
    row = cells(record.panel(unit="actor"), "actor", "period")["FRA", "2011-03-01"]
    assert row["n"] == 2  # two acts, though one of them is on two states
    assert cells(record.panel(unit="recipient"), "recipient", "period")["RUS", "2011-03-01"]["n"] == 3
    assert cells(record.panel(unit="party"), "party", "period")["RUS", "2011-03-01"]["n"] == 3
    assert cells(record.panel(unit="party"), "party", "period")["CHN", "2011-03-01"]["n"] == 1


def test_shares_of_the_volume_with_their_interval(record):
    row = cells(record.panel(normalise="volume", actor="FRA"), "actor", "recipient", "period")["FRA", "RUS", "2011-03-01"]
    assert (row["n"], row["volume"]) == (2, 3)  # the volume is all acts of the month, whoever did them
    assert row["share"] == pytest.approx(2 / 3)
    assert (row["share_low"], row["share_high"]) == pytest.approx((0.2077, 0.9385), abs=1e-4)  # Wilson (1927)


def test_a_fixed_panel_of_sources(record):
    named = record.panel(normalise="panel", sources=("two.example",))
    assert named.sources == ("two.example",) and [(r["n"], r["volume"]) for r in named] == [(1, 1)]
    own = record.panel(normalise="panel", date="2011-03..2011-04")
    assert own.sources == ("one.example",)
    with pytest.raises(SettingsError, match="No publisher has an article in every month"):
        record.panel(normalise="panel")
    with pytest.raises(SettingsError, match="expected normalise to be panel"):
        record.panel(sources=("two.example",))


def test_flat_acts_and_claims_give_the_same(record):
    """A query for a sector reads the claims themselves; here all are of governments."""
    for asked in (
        {},
        {"unit": "party", "split": "type"},
        {"normalise": "volume", "date": "2011"},
        {"between": "FRA,RUS"},
        {"done": False, "level": "report"},
    ):
        assert record.panel(**asked).rows() == record.panel(sector="GOV", **asked).rows(), asked
    assert record.acts().rows() == record.acts(sector="GOV").rows()


def test_panels_of_the_past(planted, ontology):
    record = planted(ACTS[:2])
    first = record.panel(date="2011-03").rows()
    revised = articles([Act("2011-03-05", "ASSAULT", ("CHN",), ("RUS",))], ontology)  # another text at the address of the first
    take_codings(record._lake, revised, "full", begin(record.settings))
    now = cells(record.panel(date="2011-03", split="type", between="CHN,RUS"), "actor")
    assert (now["CHN",]["n_ASSAULT"], now["CHN",]["n_CONSULT"], now["RUS",]["n"]) == (1, 0, 0)
    assert record.panel(date="2011-03", as_of="v1").rows() == first == record.panel(date="2011-03", as_of="v1", sector="GOV").rows()
    assert len(list((record.path / "acts").iterdir())) == 2
    shutil.rmtree(record.path / "acts")
    assert record.panel(date="2011-03", as_of="v1").rows() == first


def test_a_record_that_may_not_be_written(planted, monkeypatch, tmp_path):
    record = planted(ACTS)
    expected = record.panel().rows()
    shutil.rmtree(record.path / "acts")
    (record.path / "acts").write_text("a file in the way of the folder")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert record.panel().rows() == expected
    (elsewhere,) = tmp_path.glob("comity-*")
    shutil.rmtree(elsewhere)
    elsewhere.write_text("here too")
    with pytest.raises(RecordError, match="make room for its acts"):
        record.panel()


def test_levels(planted, ontology):
    twice = [Act("2023-05-01", "ACCUSE", ("FRA",), ("RUS",), delay=n, site=f"{n}.example") for n in (1, 2)]
    record = planted(twice)
    for level, n in (("claim", 2), ("report", 2), ("event", 1)):
        (row,) = record.panel(level=level)
        assert row["n"] == n and row["event_scale_sum"] == n * ontology.types["ACCUSE"].scale, level
    assert [r["n"] for r in record.panel(level="event", status="planned", between="FRA,RUS", date="2023-05")] == [0, 0]


def test_tables_of_every_library(record):
    panel = record.panel()
    assert panel.to_pandas()["n"].sum() == panel.to_polars()["n"].sum() == sum(r["n"] or 0 for r in panel)
    assert panel.to_arrow().num_rows == len(panel)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"unit": "pair"}, "unit is 'pair'; expected one of directed, undirected, actor, recipient, party"),
        ({"period": "hour"}, "expected one of day, week, month"),
        ({"system": "un"}, "expected one of gw, cow, iso"),
        ({"rows": "all", "system": None}, "needs a state system"),
        ({"level": "story"}, "expected one of claim, report, event"),
        ({"date": "2023-05..2022-01"}, "ends before it starts"),
        ({"actor": "Atlantis"}, "is no actor known here"),
        ({"limit": 5}, "without limit"),
        ({"rows": "all", "period": "day", "date": "1990..2020"}, "take a shorter time"),
        ({"recipient": "PRT"}, "No act of that time is dated"),
    ],
)
def test_what_cannot_be_asked(record, asked, told):
    with pytest.raises(SettingsError, match=told):
        record.panel(**asked)


STATES = ("CHN", "RUS", "FRA", "USA", "IND")
any_act = st.builds(
    Act,
    st.dates(date(2020, 1, 1), date(2020, 6, 30)).map(str),
    st.sampled_from(sorted(QUADS)),
    st.sets(st.sampled_from(STATES), min_size=1, max_size=3).map(lambda s: tuple(sorted(s))),
    st.sets(st.sampled_from(STATES), max_size=2).map(lambda s: tuple(sorted(s))),
    status=st.sampled_from(["happened", "ongoing", "alleged"]),
    reciprocal=st.booleans(),
    background=st.booleans(),
)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(any_act, min_size=1, max_size=25))
def test_counts_are_those_of_plain_python(acts, ontology):
    expected: Counter[tuple[str, str, str]] = Counter()
    for act in acts:
        others = set(act.recipient)
        pairs = {(a, r) for a in act.actor for r in others}
        pairs |= {(a, r) for a in act.actor for r in act.actor if act.reciprocal}
        if act.status != "alleged" and not act.background:
            expected.update((a, r, act.day[:7] + "-01") for a, r in pairs if a != r)
    with tempfile.TemporaryDirectory() as folder:
        record = Record(folder + "/record", Settings(model=False))
        take_codings(record._lake, articles(acts, ontology), "full", begin(record.settings))
        panel = record.panel(date="2020-01..2020-06")
        counted = {(r["actor"], r["recipient"], str(r["period"])): r["n"] for r in panel if r["n"]}
        assert counted == dict(expected)
        assert all((r["n"] is None) == (r["articles"] == 0 and not expected[r["actor"], r["recipient"], str(r["period"])]) for r in panel)


def test_the_command(record, run_comity, tmp_path):
    told = run_comity("panel", "--record", record.path, "--recipient", "RUS", "--period", "year", "--split", "type")
    assert " ACCUSE" in told.stdout and "FRA" in told.stdout and max(map(len, told.stdout.splitlines())) <= 100
    assert "the unit of counting is the claim" in told.stderr
    rows = list(csv.DictReader(io.StringIO(run_comity("panel", "--record", record.path, "--format", "csv").stdout)))
    assert {r["n"] for r in rows if (r["actor"], r["period"]) == ("CHN", "2011-04-01")} == {"0"}
    assert {r["n"] for r in rows if r["period"] == "2011-05-01"} == {""}
    lines = run_comity("panel", "--record", record.path, "--format", "jsonl", "--unit", "party").stdout.splitlines()
    assert {json.loads(line)["n"] for line in lines} >= {None, 0, 1}
    assert run_comity("panel", "--record", record.path, "--format", "parquet", "-o", tmp_path / "panel.parquet").returncode == 0
    assert duckdb.read_parquet(str(tmp_path / "panel.parquet")).fetchall()
    wrong = run_comity("panel", "--record", record.path, "--unit", "pair")
    assert wrong.returncode == 2 and "expected one of directed" in wrong.stderr


def test_a_long_stay_belongs_to_the_day_in_its_middle(planted):
    start = date(2020, 1, 25)
    record = planted([Act(str(start), "CONSULT", ("FRA",), ("RUS",), days=14)])
    assert [str(r["period"]) for r in record.panel() if r["n"]] == [str((start + timedelta(days=6)).replace(day=1))]


def test_every_item_is_in_a_row_or_has_a_reason(planted):
    acts = [
        Act("2020-01-05", "AID", ("FRA",), ("RUS",)), Act("2020-01-06", "ASSAULT", ("FRA",), ("FRA",)), Act("2020-01-07", "AID", ("FRA",), ()),
        Act("2020-02-01", "AID", ("FRA",), ("RUS",), days=30), Act("2020-01-20", "AID", ("FRA",), ("RUS",), days=31),
    ]  # fmt: skip
    panel = planted(acts).panel(date="2020-01..2020-02")
    assert sum(r["n"] or 0 for r in panel) == 1 and panel.left_out == {
        "a side unknown": 1, "both sides the same": 1, "date less exact than the period": 2,
    }  # fmt: skip
    outside = planted(acts, "outside").panel(date="2020-02-28..2020-02-29", unit="actor", period="year")
    assert outside.left_out == {"mostly outside the time": 1}


def test_an_article_that_counts_is_not_left_out(make_record):
    panel = make_record(("2020-01-05", "France accused Russia of lying. France threatened to retaliate.")).panel(level="report")
    assert sum(r["n"] or 0 for r in panel) == 1 and panel.left_out == {}


def test_days_without_a_wanted_report_are_unknown(planted):
    record = planted(
        [
            Act("2020-01-05", "AID", ("FRA",), ("RUS",)),
            Act("2020-02-05", "AID", ("FRA",), ("DEU",)),
            Act("2020-03-05", "AID", ("FRA",), ("RUS",)),
        ]
    )
    got = cells(record.panel(date="2020-01..2020-03", reported="2020-01", normalise="volume"), "actor", "recipient", "period")
    assert [(r["n"], r["articles"], r["volume"]) for r in got.values()] == [(1, 1, 1), (None, 0, None), (None, 0, None)]
    worded = cells(record.panel(date="2020-01..2020-02", text="DEU", between=("FRA", "DEU")), "actor", "recipient", "period")
    assert [worded["FRA", "DEU", f"2020-0{m}-01"]["n"] for m in (1, 2)] == [None, 1]


def test_an_event_is_found_by_its_own_type(planted):
    record = planted([
        Act("2020-01-05", "ASSAULT", ("FRA",), ("RUS",)), Act("2020-01-05", "COERCE", ("FRA",), ("RUS",)), Act("2020-01-05", "ASSAULT", ("FRA",), ("RUS",)),
    ])  # fmt: skip
    one, two, three = (c["group"] for c in record.acts())
    record.judge(one, two, True)
    record.judge(two, three, True)
    (event,) = record.events()
    assert event.event_type == "ASSAULT"
    assert [len(record.acts(type=t, level="event")) for t in ("ASSAULT", "COERCE")] == [1, 0]
    assert [len(record.acts(quad=event.quad, level="event", type=t)) for t in ("ASSAULT", "COERCE")] == [1, 0]
