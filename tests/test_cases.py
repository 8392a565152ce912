"""Sentences and what must be read in them: tests/cases/claims.toml, acceptance.toml, nouns.toml, plans.toml, sides.toml and everyday.toml all, tests/cases/status.toml as many as are pinned."""

from pathlib import Path

import pytest

from comity.evaluate.cases import load_cases, missing
from comity.evaluate.gate import compare, load_floors, measure, shown

FOLDER = Path(__file__).parent / "cases"
ALL = ("claims", "acceptance", "nouns", "plans", "sides", "everyday")
CASES = load_cases([FOLDER / f"{name}.toml" for name in ALL])


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.why)
def test_case(coder, case):
    claims = coder.code(case.text, published=case.published).claims
    absent, left = missing(case, claims)
    assert not absent, f"{absent} are not among {[shown(c) for c in claims]}"
    assert not (case.exact and left), f"too much: {[shown(c) for c in left]}"


def test_no_floor_is_broken(coder):
    cases = load_cases([FOLDER / "claims.toml", FOLDER / "status.toml"])
    verdict = compare(measure(cases, coder), load_floors(FOLDER / "floors.json"))
    assert not verdict.broken, "\n".join((*verdict.broken, *("- " + line for line in verdict.lost)))
