"""Networks of a date: ties as counted by hand, planted blocs found again or honestly not, balance, alignment, brokers."""

import json
from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity import DataError, SettingsError
from comity.config import DATA
from comity.evaluate.planted import Act
from comity.evaluate.planted_ties import planted_blocs
from comity.relate.blocs import adjusted_rand, blocs
from comity.relate.network import Arc, Network, load_network_rules, ties_of
from comity.relate.standing import alignment, balance, brokers, turned

RULES = load_network_rules(DATA / "rules/network.toml")
BLOCS = (("AUS", "CAN", "FRA", "GBR", "USA"), ("BLR", "CHN", "IRN", "PRK", "RUS"))
DAY = "2023-12-31"


def net(*arcs):
    """A network of (actor, recipient, cooperation, conflict), as many acts as the sums say."""
    told = tuple(Arc(a, b, round(good + bad), round(good), round(bad), float(good), float(bad), DAY) for a, b, good, bad in arcs)
    return Network(DAY, "2023-01-01", "claim", told, ties_of(told, RULES), (), RULES)


def net_of(planted):
    """The network of planted acts, counted without a record."""
    count = {}
    for act in planted.acts:
        good = act.event_type in ("COOPERATE", "AID", "CONSULT", "SUPPORT")
        both = count.setdefault((act.actor[0], act.recipient[0]), [0, 0])
        both[not good] += 1
    return net(*((a, b, good * 1.0, bad * 1.0) for (a, b), (good, bad) in sorted(count.items())))


def found_blocs(best, planted):
    return adjusted_rand([m.bloc for m in best.members], [planted.bloc_of[m.party] for m in best.members])


@pytest.mark.parametrize("level", ["claim", "report"])
def test_a_mutual_act_is_one_act_of_its_tie(planted, level):
    meetings = [Act(f"2023-12-0{d}", "CONSULT", ("CHN", "RUS"), (), reciprocal=True) for d in (1, 2)]
    found = planted([*meetings, Act("2023-12-03", "ACCUSE", ("CHN",), ("RUS",)), Act("2023-12-04", "ACCUSE", ("RUS",), ("CHN",))]).network(
        "2023-12-31", level=level
    )
    (tie,) = found.ties
    assert [a.n for a in found.arcs] == [3, 3] and (tie.n, tie.n_cooperation, tie.n_conflict) == (4, 2, 2)
    assert tie.cooperation == pytest.approx(found.arcs[0].cooperation)
    assert tie.conflict == pytest.approx(sum(a.conflict for a in found.arcs))


def test_ties_are_what_was_done(planted):
    record = planted([
        Act("2023-06-01", "AID", ("USA",), ("UKR",)), Act("2023-06-02", "ACCUSE", ("UKR",), ("USA",)),
        Act("2023-06-03", "ASSAULT", ("RUS",), ("UKR",), status="alleged"), Act("2023-06-03", "ASSAULT", ("RUS",), ("UKR",), background=True),
        Act("2021-06-03", "ASSAULT", ("RUS",), ("UKR",)), Act("2023-07-01", "CONSULT", ("CHN", "RUS"), (), reciprocal=True),
        Act("2024-01-09", "AID", ("USA",), ("UKR",)),
    ])  # fmt: skip
    found = record.network("2023-12-31")
    assert [(a.actor, a.recipient, a.n_cooperation, a.n_conflict) for a in found.arcs] == [
        ("CHN", "RUS", 1, 0), ("RUS", "CHN", 1, 0), ("UKR", "USA", 0, 1), ("USA", "UKR", 1, 0)
    ]  # fmt: skip
    aid = next(a for a in found.arcs if a.actor == "USA")
    assert aid.cooperation == pytest.approx(10 * 0.5 ** (213 / 120))  # an act of 213 days ago
    assert [(t.one, t.two, t.n) for t in found.ties] == [("UKR", "USA", 2)]  # one meeting makes no tie, though it goes both ways
    assert found.to_pandas()["sign"].tolist() == [1]
    assert len(record.network("2023-12-31", window=1000).arcs) == 5
    since_ever = record.network("2023-12-31", window=3_000_000)
    assert since_ever.start == "0001-01-01" and len(since_ever.arcs) == 5


def test_reports_count_one_type_once(planted, ontology, tmp_path):
    record = planted([Act("2023-06-01", "AID", ("USA",), ("UKR",)), Act("2023-06-01", "AID", ("USA",), ("UKR",))])
    assert record.network("2023-12-31", level="report").arcs[0].n == 2
    assert record.network("2023-12-31", type="AID").arcs == record.network("2023-12-31").arcs


def test_errors_say_what_is_wrong(planted):
    record = planted([Act("2023-06-01", "AID", ("USA",), ("UKR",)), Act("2023-08-01", "AID", ("USA",), ("UKR",))])
    with pytest.raises(SettingsError, match="expected one of claim, report"):
        record.network(level="event")
    with pytest.raises(SettingsError, match="first article is of 2023-06-02"):
        record.network("2023-01-01")
    with pytest.raises(SettingsError, match="Nothing was done between two parties from 2023-07-22 to 2023-07-31"):
        record.network("2023-07-31", window=10)
    with pytest.raises(SettingsError, match="window is 0"):
        record.network(window=0)
    with pytest.raises(SettingsError, match="2 parties with ties; blocs need at least 4"):
        blocs(record.network())
    with pytest.raises(SettingsError, match="CHN did nothing"):
        alignment(record.network(), "USA", "CHN")
    with pytest.raises(SettingsError, match="own date"):
        record.network(date="2023-08-31", query=record.query(date="2023"))


def test_wrong_numbers_are_named(tmp_path):
    (tmp_path / "network.toml").write_text("[ties]\nwindow = 'long'\n")
    with pytest.raises(DataError, match="ties.window is 'long'; expected a number"):
        load_network_rules(tmp_path / "network.toml")


@pytest.mark.parametrize("seed", range(5))
def test_planted_blocs_are_found(seed):
    planted = planted_blocs(seed, BLOCS, contrast=0.6, rate=6, day=DAY)
    found = blocs(net_of(planted))
    assert found.verdict == "stable" and found_blocs(found.best, planted) > 0.9
    assert found == blocs(net_of(planted))  # the same again


@pytest.mark.parametrize("seed", range(5))
def test_where_there_are_no_blocs_none_is_called_stable(seed):
    found = blocs(net_of(planted_blocs(seed, BLOCS, contrast=0.0, rate=6, day=DAY)))
    assert found.verdict in ("unstable", "one bloc"), found.best


def test_a_record_gives_the_blocs_that_were_planted(planted):
    made = planted_blocs(3, BLOCS, contrast=0.8, rate=4, day=DAY)
    found = blocs(planted(made.acts).network(DAY))
    assert found.verdict == "stable" and found_blocs(found.best, made) == 1.0
    assert {frozenset(b) for b in found.best.blocs} == {frozenset(b) for b in BLOCS}


def test_a_party_between_the_blocs_is_not_firm():
    arcs = [(a, b, 6, 0) for bloc in BLOCS for a, b in combinations(bloc, 2)]
    arcs += [(a, b, 0, 6) for a in BLOCS[0] for b in BLOCS[1]]
    arcs += [("IND", p, 3, 1) for bloc in BLOCS for p in bloc]
    for partition in blocs(net(*arcs)).partitions:
        assert not any("IND" in b and len(b) > 1 for b in partition.blocs if next(m for m in partition.members if m.party == "IND").firm)


def test_what_changed_sign_by_hand():
    before = net(("A", "B", 9, 0), ("B", "C", 8, 0), ("A", "C", 7, 0), ("A", "D", 0, 4), ("B", "D", 0, 4), ("C", "E", 3, 0))
    now = net(("A", "B", 9, 0), ("B", "C", 8, 0), ("A", "C", 0, 5), ("A", "D", 3, 0), ("B", "D", 2, 0), ("C", "D", 9, 0))
    found = turned(before, now)
    (change,) = found.changed  # A, B and D were balanced (two against D) and are so now (friends): two signs turned, not their product
    assert (change.parties, change.before, change.signs, change.weight, change.strained) == (
        ("A", "B", "C"),
        (1, 1, 1),
        (1, -1, 1),
        5.0,
        True,
    )
    assert (found.triads, found.pairs, found.flipped) == (2, 5, (("A", "C"), ("A", "D"), ("B", "D")))
    assert turned(now, before).changed[0].strained is False
    assert turned(now, now).changed == () == turned(now, now).flipped


def test_balance_by_hand():
    found = balance(net(("A", "B", 9, 0), ("B", "C", 8, 0), ("A", "C", 0, 5), ("A", "D", 0, 4), ("B", "D", 0, 4)))
    assert (found.triads, found.balanced) == (2, 1)
    (worst,) = found.strained
    assert (worst.parties, worst.signs, worst.strain) == (("A", "B", "C"), (1, -1, 1), 5.0)
    assert found.share == 0.5 and found.weighted == pytest.approx(4 / 9)
    assert balance(net(("A", "B", 9, 0))).share is None  # no triad, no share


TARGETS = "CDEFGH"


def test_alignment_by_hand():
    same = net(*((p, t, k, 6 - k) for p in "AB" for k, t in enumerate(TARGETS)))
    assert alignment(same, "A", "B").kappa == pytest.approx(1) and alignment(same, "A", "B").low == pytest.approx(1)
    opposed = net(*(("A", t, k, 5 - k) for k, t in enumerate(TARGETS)), *(("B", t, 5 - k, k) for k, t in enumerate(TARGETS)))
    assert alignment(opposed, "A", "B").kappa == pytest.approx(-1)
    few = alignment(net(*((p, t, 3, 1) for p in "AB" for t in "CD")), "A", "B")
    assert (few.kappa, few.targets, few.needed) == (None, ("C", "D"), 5)


def test_alignment_of_strangers_is_about_nought():
    rng = np.random.default_rng(1)
    values = [alignment(net(*((p, f"T{n}", *rng.integers(0, 9, 2)) for p in "AB" for n in range(40))), "A", "B") for _ in range(30)]
    assert abs(np.mean([v.kappa for v in values])) < 0.1
    assert sum(v.low <= 0 <= v.high for v in values) >= 24


def test_brokers_stand_between_those_at_odds(planted):
    found = brokers(net(("A", "B", 0, 9), ("Q", "A", 5, 0), ("Q", "B", 3, 0), ("Z", "A", 5, 0)))
    assert [(b.party, b.pairs, b.reach) for b in found] == [("Q", 1, 3.0)]
    acts = [Act("2023-06-01", "CONSULT", ("QAT",), ("ISR", "PSE"), mode="third-party"), Act("2023-06-02", "AID", ("USA",), ("ISR",))]
    network = planted(acts).network()
    assert [(m.party, m.n, m.between) for m in network.mediations] == [("QAT", 1, ("ISR", "PSE"))]
    assert [(b.party, b.mediations) for b in brokers(network)] == [("QAT", 1)]


def test_the_command_and_the_files(planted, run_comity, tmp_path):
    record = planted(planted_blocs(3, BLOCS, contrast=0.8, rate=4, day=DAY).acts)
    told = run_comity("network", "--record", record.path, "--date", DAY)
    assert told.returncode == 0 and "2 blocs, stable" in told.stdout and "CHN" in told.stdout
    assert all(len(line) <= 100 for line in told.stdout.splitlines())
    for format, read in (("graphml", nx.read_graphml), ("gexf", nx.read_gexf)):
        file = tmp_path / f"ties.{format}"
        assert run_comity("network", "--record", record.path, "--format", format, "-o", file).returncode == 0
        graph = read(file)
        assert set(graph) == {p for bloc in BLOCS for p in bloc} and graph.number_of_edges() == len(record.network().ties)
        assert {d["sign"] for *_, d in graph.edges(data=True)} <= {-1, 0, 1}
        assert {d["bloc"] for _, d in graph.nodes(data=True)} == {0, 1}
    rows = [json.loads(line) for line in run_comity("network", "--record", record.path, "--format", "jsonl").stdout.splitlines()]
    assert rows[0]["n"] == record.network().ties[0].n
    told = run_comity("network", "USA", "United Kingdom", "--record", record.path)
    assert told.stdout.startswith("USA and GBR act") and "kappa" in told.stdout
    assert run_comity("network", "USA", "--record", record.path).returncode == 2


@given(st.lists(st.integers(0, 3), min_size=2, max_size=12), st.randoms())
def test_adjusted_rand_does_not_mind_names(labels, random):
    renamed = random.sample(range(10, 14), 4)
    assert adjusted_rand(labels, [renamed[x] for x in labels]) == pytest.approx(1)
