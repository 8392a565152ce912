"""The press lens: who tells what of a pair, by the country of the publisher, and whether that is more than chance."""

import json

import pytest

from comity import DataError, SettingsError
from comity.config import DATA
from comity.evaluate.planted import Act
from comity.evaluate.planted_ties import planted_press
from comity.relate.outlets import load_outlets
from comity.relate.press import jensen_shannon

SITES = ("chinadaily.com.cn", "timesofindia.indiatimes.com", "bbc.co.uk")
DAY = "2023-12-31"


def test_publishers_have_countries():
    outlets = load_outlets(DATA)
    assert outlets.country("bbc.co.uk", None) == outlets.country(None, "https://www.bbc.co.uk/news/1") == "GBR"
    assert outlets.country("Xinhua", None) == outlets.country(None, "http://english.news.cn/1") == "CHN"
    assert outlets.country("Le Monde", None) == "FRA" and outlets.country("Nobody's Gazette", "http://gazette.example/1") is None
    assert outlets.country(None, "http://notbbc.co.uk/1") is None  # a domain, not the end of a word


def test_own_publishers_go_before(tmp_path):
    own = tmp_path / "own.csv"
    own.write_text("domain,name,country\ngazette.example,,NZL\nbbc.co.uk,,IRL\n")
    outlets = load_outlets(DATA, own)
    assert outlets.country(None, "http://www.gazette.example/1") == "NZL" and outlets.country("bbc.co.uk", None) == "IRL"
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("domain,name,country\ngazette.example,,ZZZ\n")
    with pytest.raises(DataError, match=r"wrong.csv:2: country is 'ZZZ'"):
        load_outlets(DATA, wrong)


def test_a_mutual_act_counts_once(planted):
    record = planted([
        Act("2023-06-01", "ASSAULT", ("CHN", "IND"), (), reciprocal=True, site=SITES[0]),
        Act("2023-06-02", "ASSAULT", ("IND",), ("CHN",), site=SITES[0]), Act("2023-06-03", "AID", ("IND",), ("CHN",), site=SITES[0]),
    ])  # fmt: skip
    lens = record.press("China", "IND").lenses[0]
    assert (lens.acts, lens.conflict, lens.share, lens.by_one) == (3, 2, 2 / 3, 0)


def test_lenses_by_hand(planted):
    record = planted([
        Act("2023-06-01", "ASSAULT", ("CHN",), ("IND",), site=SITES[1]), Act("2023-06-02", "CONSULT", ("CHN", "IND"), (), reciprocal=True, site=SITES[0]),
        Act("2023-06-03", "ACCUSE", ("IND",), ("CHN",), site=SITES[1]), Act("2023-06-03", "ASSAULT", ("CHN",), ("IND",), status="alleged", site=SITES[1]),
        Act("2023-06-04", "AID", ("CHN",), ("IND",), site="unheard.example"), Act("2023-06-04", "AID", ("CHN",), ("FRA",), site=SITES[2]),
    ])  # fmt: skip
    found = record.press("China", "IND")
    lenses = {lens.lens: lens for lens in found.lenses}
    assert {n: (x.articles, x.acts, x.conflict, x.doubted) for n, x in lenses.items()} == {
        "one": (1, 1, 0, 0), "two": (3, 2, 2, 1), "third": (0, 0, 0, 0), "unknown": (1, 1, 0, 0)
    }  # fmt: skip
    assert (lenses["two"].by_one, lenses["two"].countries, lenses["third"].share) == (0.5, ("IND",), None)
    assert {d.verdict for d in found.divergences} == {"too little"} and found.to_pandas()["lens"].tolist() == [
        "one",
        "two",
        "third",
        "unknown",
    ]
    with pytest.raises(SettingsError, match="No article tells of an act between CHN and BRA"):
        record.press("CHN", "BRA")
    with pytest.raises(SettingsError, match="given twice"):
        record.press("CHN", "China")


def test_planted_bias_is_seen_and_none_is_not(planted):
    biased = planted(planted_press(1, "CHN", "IND", SITES, 0.8, 160, DAY), "biased").press("CHN", "IND")
    verdicts = {(d.one, d.two): d.verdict for d in biased.divergences}
    assert verdicts["one", "two"] == "differ"
    one, two = biased.lenses[:2]
    assert one.by_one < 0.4 < 0.6 < two.by_one  # each press hushes up what its own side began
    plain = planted(planted_press(1, "CHN", "IND", SITES, 0.0, 160, DAY), "plain").press("CHN", "IND")
    assert {d.verdict for d in plain.divergences} == {"alike"}


def test_divergence_by_hand():
    assert jensen_shannon([0.5, 0.5, 0], [0, 0.5, 0.5]) == pytest.approx(0.5)


def test_the_command(planted, run_comity, tmp_path):
    record = planted(planted_press(1, "CHN", "IND", SITES, 0.8, 160, DAY))
    told = run_comity("press", "CHN", "IND", "--record", record.path)
    assert told.returncode == 0 and "press of CHN and press of IND: differ more than chance" in told.stdout
    assert all(len(line) <= 100 for line in told.stdout.splitlines())
    own = tmp_path / "own.csv"
    own.write_text(f"domain,name,country\n{SITES[0]},,IND\n")
    row = json.loads(run_comity("press", "CHN", "IND", "--record", record.path, "--outlets", own, "--format", "jsonl").stdout)
    assert row["lenses"][0]["articles"] == 0
