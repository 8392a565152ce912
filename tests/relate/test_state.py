"""The state of a relation: slow where acts are few, unsure where nobody looks, bad acts weighing as given, other measures by their definitions."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity import SettingsError
from comity.evaluate.planted import Act, plant
from comity.relate.measures import wilson
from comity.relate.state import Flow, Parameters, estimate, filtered, foretold


def flow(good, bad, good_score=4.0, bad_score=-4.0):
    good, bad = np.array([good], float), np.array([bad], float)
    return Flow(good, bad, good * good_score, bad * bad_score)


def test_one_month_is_the_textbook_update():
    by = Parameters(decay=0.9, drift=1.0, noise=10.0, asymmetry=1.0)
    level, variance, _ = filtered(flow([2], [0]), by)
    prior = 0.81 * (1 / 0.19) + 1
    gain = prior / (prior + 10 / 2)
    assert level[0, 0] == pytest.approx(gain * 4.0) and variance[0, 0] == pytest.approx((1 - gain) * prior)


def test_silence_decays_and_widens():
    level, variance, _ = filtered(flow([5, 0, 0, 0], [0, 0, 0, 0]), Parameters(decay=0.8, drift=0.5))
    assert list(level[0, 1:]) == pytest.approx([level[0, 0] * 0.8**n for n in (1, 2, 3)])
    assert list(np.diff(variance[0]) > 0) == [True] * 3 and variance[0, -1] < 0.5 / (1 - 0.64) + 1e-9


def test_more_acts_make_it_surer():
    few, many = (filtered(flow([n] * 6, [0] * 6), Parameters())[1][0, -1] for n in (1, 20))
    assert many < few


def test_bad_acts_weigh_as_they_are_given_to():
    even, heavy = (filtered(flow([3], [3]), Parameters(asymmetry=a))[0][0, 0] for a in (1.0, 3.0))
    assert even == pytest.approx(0.0) and heavy < -0.5


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=30), st.floats(0.5, 0.99), st.floats(0.5, 4))
def test_levels_stay_within_the_scores(counts, decay, asymmetry):
    level, variance, _ = filtered(flow(*zip(*counts, strict=True)), Parameters(decay=decay, asymmetry=asymmetry))
    assert np.all(np.abs(level) <= 4.0 + 1e-9) and np.all(variance > 0)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=30), st.floats(0.5, 0.99), st.floats(0.3, 5))
def test_one_direction_is_foretold_as_all_are(counts, decay, asymmetry):
    """Gone through month by month, or all directions at once: the same likelihood."""
    seen, by = flow(*zip(*counts, strict=True)), Parameters(decay=decay, asymmetry=asymmetry)
    many = Flow(*(np.repeat(getattr(seen, name), 9, axis=0) for name in ("good", "bad", "good_sum", "bad_sum")))
    if any(a + b for a, b in counts):
        assert foretold(seen)(by) == pytest.approx(filtered(seen, by)[2]) == pytest.approx(foretold(many)(by))
    else:
        assert foretold(seen)(by) == foretold(many)(by) == -math.inf


def test_parameters_are_found_again():
    """Data made by the model itself: decay and noise come out near what made them."""
    chance, x, rows = np.random.default_rng(3), 0.0, []
    for _ in range(400):
        x = 0.9 * x + chance.normal(0, 1.0)
        rows.append(x + chance.normal(0, math.sqrt(9.0 / 6)))
    many = np.full((1, 400), 6.0)
    sums = np.array([rows]) * 6
    found = estimate(Flow(np.where(sums >= 0, many, 0), np.where(sums < 0, many, 0), np.maximum(sums, 0), np.minimum(sums, 0)))
    assert found.estimated and 0.84 < found.decay < 0.95 and 5 < found.noise < 14 and 0.6 < found.drift < 1.6
    assert found == estimate(Flow(np.where(sums >= 0, many, 0), np.where(sums < 0, many, 0), np.maximum(sums, 0), np.minimum(sums, 0)))


def test_too_few_months_keep_the_given_parameters():
    assert estimate(flow([1] * 10, [0] * 10)) == Parameters()


@pytest.mark.parametrize(("name", "value"), [("decay", 1.0), ("decay", 0.0), ("drift", 0.0), ("noise", -1.0), ("asymmetry", 0.0)])
def test_parameters_that_make_no_filter(name, value):
    with pytest.raises(SettingsError, match=f"{name} is .*; expected a number above 0"):
        Parameters(**{name: value})


def test_measures_of_a_relation(planted):
    acts = [Act("2020-01-05", "AID", ("FRA",), ("RUS",), cameo_code="071")] * 1 + [Act(f"2020-01-{d:02}", "COERCE", ("FRA",), ("RUS",), cameo_code="170") for d in (6, 7, 8)]  # fmt: skip
    relation = planted([*acts, Act("2020-02-05", "CONSULT", ("RUS",), ("FRA",))]).relation("FRA", "RUS")
    one = {measure: relation.state(measure)[0] for measure in ("goldstein", "net", "material_conflict", "kalman")}
    assert one["goldstein"].value == pytest.approx((7.4 - 3 * 7.0) / 4)
    assert (one["net"].value, one["material_conflict"].value) == (-0.5, 0.75)
    assert (one["net"].low, one["net"].high) == pytest.approx([2 * v - 1 for v in wilson(1, 4)])
    assert one["kalman"].low < one["kalman"].value < one["kalman"].high and one["kalman"].value < 0
    february = relation.state("net")[1]
    assert (february.month, february.value, february.acts) == ("2020-02-01", None, 0)  # nothing done is no balance
    with pytest.raises(SettingsError, match="expected one of kalman, goldstein, net, material_conflict"):
        relation.state("mood")


def test_all_pairs_at_once_are_as_each_alone(planted):
    by, made = Parameters(0.9, 0.4, 12.0, 2.0), plant(("FRA", "RUS"), 3, 1, months=24)
    record = planted([*made.acts, Act("2015-03-05", "ASSAULT", ("USA",), ("IRQ",))])
    rows = {(r["actor"], r["recipient"]): r for r in record.states(parameters=by, date="2015..2016")}
    relation = record.relation("FRA", "RUS", date="2015..2016")
    for level in (x for x in relation.state(parameters=by) if x.month == "2016-12-01"):
        row = rows[level.actor, level.recipient]
        assert (row["value"], row["low"], row["high"]) == pytest.approx((level.value, level.low, level.high))
    assert rows["USA", "IRQ"]["acts"] == 1 and rows["USA", "IRQ"]["value"] < 0 and rows["USA", "IRQ"]["last_act"] == "2015-03-05"
    assert len(rows) == 3
    with pytest.raises(SettingsError, match="no act between two parties"):
        record.states(date="1999")
