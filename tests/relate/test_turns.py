"""Turning points: planted breaks are found with what drove and decides them, steady pairs have none, too little data is told."""

import pytest

from comity import SettingsError
from comity.evaluate.planted import Act, Noise, plant
from comity.relate.turns import find_turns

PAIR = ("FRA", "RUS")


def relation_of(planted, made):
    return planted(made.acts).relation(*made.pair, date="2015..2019")


@pytest.fixture()
def turned(planted):
    made = plant(PAIR, 6, 1)
    return made, relation_of(planted, made)


def test_a_planted_break_and_what_made_it(turned):
    made, relation = turned
    (turn,) = relation.turns().turns
    assert abs(int(turn.month[:4]) * 12 + int(turn.month[5:7]) - int(made.breaks[0][:4]) * 12 - int(made.breaks[0][5:7])) <= 1
    assert turn.earliest <= turn.month <= turn.latest and turn.size > 2
    changed = {(made.pair[side], type) for (side, type), rate in made.levels[1].rates.items() if rate != made.levels[0].rates[side, type]}
    assert {(d.actor, d.event_type) for d in turn.drivers[:2]} == changed
    for driver in turn.drivers:
        assert {(r["actor"], r["event_type"]) for r in relation.rows(driver.after)} == {(driver.actor, driver.event_type)}


def test_without_its_decisive_acts_there_is_no_break(turned):
    _, relation = turned
    (turn,) = relation.turns().turns
    wanted = set(turn.decisive)
    kept = [r for r in relation.found if r["item"] not in wanted]
    assert not find_turns(relation.months, kept).turns
    all_but_one = [r for r in relation.found if r["item"] not in wanted - {turn.decisive[0]}]
    assert find_turns(relation.months, all_but_one).turns  # no smaller set of these does it
    assert wanted <= {r["group"] for r in relation.found} and len(wanted) < len(relation.acts) / 2


def test_a_steady_pair_has_no_turning_point(planted):
    assert relation_of(planted, plant(PAIR, 2, 0)).turns().turns == ()


def test_less_noise_leaves_little_doubt_of_the_month(planted):
    made = plant(PAIR, 5, 1, factor=5, noise=Noise(0, 0, 0, 0))
    (turn,) = relation_of(planted, made).turns().turns
    assert turn.earliest <= made.breaks[0] <= turn.latest and turn.earliest[:4] == turn.latest[:4]


def test_too_little_data_says_how_much_is_needed(planted):
    record = planted([Act(f"2020-{m:02}-05", "ACCUSE", PAIR[:1], PAIR[1:]) for m in range(1, 13)])
    found = record.relation(*PAIR).turns()
    assert found.turns == () and found.lack == "too little data for a turning point: 12 acts, 20 are needed"
    short = record.relation(*PAIR, date="2020-03..2020-06").turns()
    assert short.lack == "too little data for a turning point: 4 months with articles, 12 are needed"
    with pytest.raises(SettingsError, match="strictness is 0; expected a number above 0"):
        record.relation(*PAIR).turns(0)


def test_planting_is_the_same_for_one_seed():
    assert plant(PAIR, 1, 2) == plant(PAIR, 1, 2) != plant(PAIR, 2, 2)
    assert len(plant(PAIR, 1, 2).breaks) == 2
