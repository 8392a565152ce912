"""The gate shows what a change gains and loses, and lets no floor sink unseen."""

import json

import pytest

from comity import DataError
from comity.config import DATA
from comity.evaluate.behaviour import load_seeds, run, variants
from comity.evaluate.cases import load_cases
from comity.evaluate.gate import compare, load_floors, measure, save_floors

CASE = """[[case]]
why = "one"
text = "France condemned Iran."
claims = [{ type = "ACCUSE", actor = ["FRA"], recipient = ["IRN"], status = "happened" }]

[[case]]
why = "two"
text = "Germany beat Brazil on penalties."
claims = []
exact = true
"""


@pytest.fixture
def cases(tmp_path):
    path = tmp_path / "cases.toml"
    path.write_text(CASE)
    return path


class Mute:
    """A coder with our API that codes nothing: the suite runs on any coder."""

    def __init__(self, coder):
        self.coder = coder

    def code(self, text, published=None):
        return self.coder.code("", published)


def test_a_lost_claim_is_shown_with_its_sentence_and_breaks_the_floor(coder, cases, tmp_path):
    loaded = load_cases([cases])
    save_floors(tmp_path / "floors.json", measure(loaded, coder))
    pinned = load_floors(tmp_path / "floors.json")
    assert (pinned.right, pinned.found) == (2, 1)
    verdict = compare(measure(loaded, Mute(coder)), pinned)
    assert verdict.lost == ("France condemned Iran.  ::  ACCUSE/disapprove FRA -> IRN [happened]",)
    assert verdict.broken == ("right 1, pinned 2", "found 0, pinned 1")
    assert not compare(measure(loaded, coder), pinned).lost


def test_floors_of_another_corpus_are_refused(coder, cases, tmp_path):
    floors = measure(load_cases([cases]), coder)
    cases.write_text(CASE.replace("Iran", "Iraq").replace("IRN", "IRQ"))
    with pytest.raises(DataError, match="Pin them anew"):
        compare(measure(load_cases([cases]), coder), floors)


@pytest.mark.parametrize(
    ("text", "told"),
    [("nonsense", "Expected TOML"), ('[[case]]\ntext = "x"\n', "case 1"), (CASE.replace("actor", "doer"), "unknown key 'doer'")],
)
def test_a_wrong_case_is_told_with_its_place(tmp_path, text, told):
    path = tmp_path / "cases.toml"
    path.write_text(text)
    with pytest.raises(DataError, match=told):
        load_cases([path])


def test_lowering_a_floor_needs_a_flag(run_comity, cases, tmp_path):
    floors = tmp_path / "floors.json"
    assert run_comity("eval", "gate", cases, "--floors", floors, "--pin").returncode == 0
    data = json.loads(floors.read_text())
    floors.write_text(json.dumps({**data, "right": 3, "claims": [*data["claims"], "A lost sentence.  ::  AID FRA -> MLI [happened]"]}))
    done = run_comity("eval", "gate", cases, "--floors", floors)
    assert done.returncode == 1
    assert "- A lost sentence." in done.stdout
    assert run_comity("eval", "gate", cases, "--floors", floors, "--pin").returncode == 1
    assert run_comity("eval", "gate", cases, "--floors", floors, "--pin", "--lower").returncode == 0
    assert run_comity("eval", "gate", cases, "--floors", floors).returncode == 0


@pytest.fixture(scope="module")
def report(coder):
    from_data = load_seeds(DATA / "evaluate/behaviour_seeds.csv")
    return run(coder, from_data)


def test_behaviour_reaches_what_is_asked(report):
    rates = {change: good / all_ for change, (good, all_) in report.passed.items()}
    assert len(rates) == 15
    assert report.passed["plain"][1] == 300
    assert min(rates.values()) >= 0.95, rates
    assert min(rates[c] for c in ("negated", "never", "countries permuted")) >= 0.99, rates


def test_a_coder_that_codes_nothing_passes_nothing(coder, report):
    seeds = load_seeds(DATA / "evaluate/behaviour_seeds.csv")[:5]
    assert run(Mute(coder), seeds).passed == {"plain": (0, 5)}
    assert {v.change for s in seeds for v in variants(s)} >= {"negated", "quoted", "anniversary", "apposition"}
