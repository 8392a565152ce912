"""Codes of other data sets: each by its own list, and a wrong line of ours is named."""

import doctest
from importlib import import_module

import pytest

from comity import DataError
from comity.lexicon.foreign_codes import load_codes, organisation_named, side_of, state_named


@pytest.mark.parametrize(
    ("system", "code", "day", "ours"),
    [("fips", "CH", None, "CHN"), ("fips", "SZ", None, "CHE"), ("fips", "UK", None, "GBR"), ("fips", "GZ", None, "PSE"),
     ("cameo", "ROM", None, "ROU"), ("cameo", "SSD", None, "SSD"), ("cameo", "ZAR", None, "COD"), ("cameo", "AFR", None, "---"),
     ("cameo", "SUN", "1985-01-01", "SUN"), ("plover", "KOS", None, "XKX"), ("plover", "UKR", "2022-02-24", "UKR")],
)  # fmt: skip
def test_a_code_is_looked_up_in_its_own_list(system, code, day, ours):
    assert side_of(system, code, day)[0] == ours


@pytest.mark.parametrize(
    ("system", "code"), [("cameo", "US"), ("fips", "USA"), ("fips", "UA"), ("iso3", "CH"), ("iso3", "XQZ"), ("cameo", "")]
)
def test_a_code_of_another_list_is_not_taken(system, code):
    assert side_of(system, code) is None


def test_names():
    assert (state_named("Russian Federation"), state_named("occupied palestinian territory"), state_named("Utopia")) == ("RUS", "PSE", None)
    assert (organisation_named("United Nations"), organisation_named("")) == ("igo:UN", None)


@pytest.mark.parametrize(("line", "told"), [("iso,X,USA,,s", "system is 'iso'"), ("fips,XX,XQZ,,s", "ours is 'XQZ'")])
def test_a_wrong_line_is_named(line, told, tmp_path):
    file = tmp_path / "codes.csv"
    file.write_text(f"system,code,ours,id,source\n{line}\n", encoding="utf-8")
    with pytest.raises(DataError, match=f"codes.csv:2: {told}"):
        load_codes(file, ("---",))


def test_examples():
    assert doctest.testmod(import_module("comity.lexicon.foreign_codes")).failed == 0
