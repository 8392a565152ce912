"""Indices of threats and acts: counted by hand, silent where nothing was published, blind to names; the envelope of a figure."""

from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comity import DataError, Record, Settings, SettingsError
from comity.config import DATA
from comity.evaluate.planted import Act, articles
from comity.record.intake import begin, take_codings
from comity.relate.indices import load_index_rules
from comity.relate.sensitivity import sensitivity

ACTS = [
    Act("2023-01-05", "THREATEN", ("USA",), ("IRN",)), Act("2023-01-06", "AID", ("USA",), ("UKR",)),
    Act("2023-01-07", "CONSULT", ("USA",), ("FRA",)), Act("2023-01-08", "ASSAULT", ("RUS",), ("UKR",), status="threatened"),
    Act("2023-02-05", "ASSAULT", ("RUS",), ("UKR",), status="alleged"), Act("2023-02-06", "THREATEN", ("USA",), ("IRN",), background=True),
    Act("2023-04-05", "MOBILIZE", ("IRN",), ("USA",)), Act("2023-04-06", "ASSAULT", ("RUS",), ("UKR",)),
]  # fmt: skip


def test_counted_by_hand(planted):
    found = planted(ACTS).index()
    assert [(p.period, p.volume, p.matched) for p in found.points] == [
        ("2023-01-01", 4, 2), ("2023-02-01", 2, 0), ("2023-03-01", 0, None), ("2023-04-01", 2, 1)
    ]  # fmt: skip
    assert [p.index for p in found.points] == pytest.approx([150, 0, None, 150], nan_ok=True)
    assert found.points[0].low < 0.5 < found.points[0].high and found.points[2].share is None
    assert found.to_pandas()["matched"].isna().tolist() == [False, False, True, False]


def test_parties_kinds_and_norms(planted):
    record = planted(ACTS)
    assert [p.matched for p in record.index("Iran", "USA").points] == [1, 0, None, 1]
    assert [p.matched for p in record.index("UKR").points] == [1, 0, None, 0]
    assert [p.matched for p in record.index(kind="acts").points] == [0, 0, None, 1]
    counts = record.index(normalise="none").points
    assert [p.index for p in counts] == pytest.approx([200, 0, None, 100])
    assert [p.index for p in record.index("FRA").points] == [None] * 4  # nothing to scale is no nought
    assert len(record.index(reported="2023-01").points) == 1 and record.index(period="year").points[0].volume == 8


def test_an_act_towards_nobody_is_of_no_pair(planted):
    record = planted([Act("2023-01-05", "THREATEN", ("CHN",), ()), Act("2023-01-06", "THREATEN", ("CHN",), ("RUS",))])
    assert [record.index(*parties).points[0].matched for parties in (("China", "Russia"), ("China",))] == [1, 2]


def test_a_panel_does_not_mind_who_writes_more(planted):
    """The loud source doubles its articles in March, all of them without threats: its own mean takes that up by itself only."""
    acts = [
        Act(f"2023-0{m}-{d:02}", t, ("USA",), ("IRN",), site="calm.example")
        for m in (1, 2, 3)
        for d, t in ((2, "THREATEN"), (3, "CONSULT"))
    ]
    loud = [
        Act(f"2023-0{m}-{d:02}", t, ("USA",), ("IRN",), site="loud.example")
        for m, n in ((1, 4), (2, 4), (3, 16))
        for d in range(1, n + 1)
        for t in (["THREATEN"] if d % 2 else ["CONSULT"])
    ]
    late = [Act("2023-03-04", "THREATEN", ("USA",), ("IRN",), site="late.example")] * 3
    found = planted(acts + loud + late).index(normalise="panel")
    assert found.sources == ("calm.example", "loud.example") and [p.index for p in found.points] == pytest.approx([100, 100, 100])


def test_errors_say_what_is_wrong(planted, tmp_path, ontology):
    record = planted(ACTS)
    for flags, message in (
        ({"kind": "peace"}, "kind is 'peace'; expected one of threats, acts"), ({"level": "event"}, "level is 'event'; expected one of report, claim"),
        ({"reported": "1990"}, "no dated article in that time"), ({"normalise": "panel"}, "No publisher has an article in every period"),
        ({"one": "Freedonia"}, "is no actor known here"),
    ):  # fmt: skip
        with pytest.raises(SettingsError, match=message):
            record.index(**flags)
    text = (DATA / "rules/indices.toml").read_text(encoding="utf-8").replace('"MOBILIZE"', '"MARCH"', 1)
    (tmp_path / "indices.toml").write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match="'MARCH' is no type"):
        load_index_rules(tmp_path / "indices.toml", ontology)


CODES = ("USA", "IRN", "UKR", "RUS", "FRA")
numbers = count()


@st.composite
def acts_and_names(draw):
    kinds = st.sampled_from(
        [("THREATEN", "happened"), ("ASSAULT", "happened"), ("ASSAULT", "threatened"), ("AID", "happened"), ("MOBILIZE", "happened")]
    )
    days = st.sampled_from(["2023-01-05", "2023-02-11", "2023-03-20", "2023-05-02"])
    acts = []
    for _ in range(draw(st.integers(2, 10))):
        (event_type, status), day, (one, two) = draw(kinds), draw(days), draw(st.permutations(CODES))[:2]
        acts.append(Act(day, event_type, (one,), (two,), status=status))
    return acts, dict(zip(CODES, draw(st.permutations(CODES)), strict=True))


@given(acts_and_names())
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_renaming_countries_changes_nothing_else(tmp_path, ontology, told):
    acts, names = told
    renamed = [Act(a.day, a.event_type, *((names[side[0]],) for side in (a.actor, a.recipient)), status=a.status) for a in acts]
    records = []
    for version in (acts, renamed):
        record = Record(tmp_path / f"r{next(numbers)}", Settings(model=False))
        take_codings(record._lake, articles(version, ontology), "full", begin(record.settings))
        records.append(record)
    one, two = records
    for kind in ("threats", "acts"):
        assert one.index(kind=kind).points == two.index(kind=kind).points
        assert one.index("USA", kind=kind).points == two.index(names["USA"], kind=kind).points
        assert one.index("USA", "IRN", kind=kind).points == two.index(names["USA"], names["IRN"], kind=kind).points


def test_the_envelope_of_a_figure(planted):
    record = planted(
        [*ACTS, Act("2023-05-01", "PROTEST", ("FRA",), ("USA",)), Act("2023-05-02", "COOPERATE", ("FRA",), ("USA",), cameo_code="061")]
    )
    found = record.sensitivity("material_conflict_share")
    assert len(found.variants) == 4 * (1 + 1 + 3) and found.low < found.high
    by_scheme = {v.scheme: v.value for v in found.variants if v.level == "claim"}
    assert by_scheme["plover"] == pytest.approx(3 / 7) and by_scheme["gdelt"] < by_scheme["plover"]  # gdelt counts protest as words
    assert record.sensitivity("conflict_share", between="CHN,RUS").low is None
    assert sensitivity(lambda level, scheme, rule: float(len(level))).high == 6
    with pytest.raises(SettingsError, match="figure is 'peace'; expected one of conflict_share"):
        record.sensitivity("peace")
    with pytest.raises(SettingsError, match="levels holds 'word'"):
        record.sensitivity("goldstein", levels=("word",))


def test_the_commands(planted, run_comity):
    record = planted(ACTS)
    told = run_comity("index", "IRN", "--record", record.path)
    assert "2023-03-01" in told.stdout and "–" in told.stdout and "threats in 4 periods" in told.stderr
    told = run_comity("sensitivity", "conflict_share", "--record", record.path, "--levels", "claim,report")
    assert told.returncode == 0 and "over 8 variants" in told.stderr
    assert run_comity("index", "--record", record.path, "--kind", "peace").returncode == 2
