"""Whatever is wrong with a file is told with file, line, column and what was expected; the other rows stay."""

import gzip
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comity import InputError
from comity.exports import gdelt, phoenix
from comity.imports.formats import READERS

FILES = Path(__file__).parent / "files"
FILE = {"gdelt": "gdelt2.csv", "icews": "icews2018.tab", "polecat": "polecat.txt", "phoenix": "phoenix.txt"}


def refuse(error):
    """No row may be wrong."""
    raise error


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [("gdelt", "\t20240409\t", "\t20240431\t", r"gdelt2.csv:1: SQLDATE is '20240431'; expected a date as YYYYMMDD"),
     ("gdelt", "\t043\t", "\t43\t", r"gdelt2.csv:2: EventCode is '43'; expected a code of CAMEO 1.1b3 with its leading zero"),
     ("gdelt", "\t010\t010\t01\t", "\t10\t10\t1\t", r"gdelt2.csv:3: EventRootCode is '1'; expected '10'.*leading zeros lost"),
     ("gdelt", "\t44.4333\t", "\t4#.4333\t", r"gdelt2.csv:1: ActionGeo_Lat is '4#.4333'; expected a number from -90 to 90"),
     ("gdelt", "\t26.1\t", "\tnan\t", r"ActionGeo_Long is 'nan'"), ("gdelt", "1166000001", "", r":1: GLOBALEVENTID is ''"),
     ("gdelt", "20240410001500", "yesterday", r":1: DATEADDED is 'yesterday'"), ("gdelt", "\tUSAGOV", "", r"gdelt2.csv:1: 60 cells; expected 61"),
     ("icews", "2018-03-02", "02.03.2018", r"icews2018.tab:2: Event Date is '02.03.2018'; expected a date as YYYY-MM-DD"),
     ("icews", "\t112\t", "\t999\t", r"icews2018.tab:2: CAMEO Code is '999'"), ("icews", "\t3\tExample", "\t-3\tExample", r"Sentence Number is '-3'"),
     ("polecat", "PROTEST", "FIGHT", r"polecat.txt:2: Event Type is 'FIGHT'; expected one of AGREE, CONSULT"),
     ("polecat", "4005539", "four", r"GeoNames ID is 'four'"), ("phoenix", "\t190\t19\t", "\t190\t18\t", r"phoenix.txt:2: EventRootCode is '18'")],
)  # fmt: skip
def test_a_wrong_cell_is_named_and_the_other_rows_are_read(name, old, new, told, changed):
    file = changed(FILE[name], old, new)
    errors = []
    if "cells" in told:  # the first line tells the layout
        with pytest.raises(InputError, match=told):
            READERS[name](file, errors.append)
        return
    found = list(READERS[name](file, errors.append))
    assert len(errors) == 1 and len(found) == len(list(READERS[name](FILES / FILE[name], errors.append))) - 1
    with pytest.raises(InputError, match=told):
        raise errors[0]


@pytest.mark.parametrize(("name", "column"), [("icews", "Source Country"), ("polecat", "Contexts")])
def test_a_header_that_lacks_a_column_is_refused_with_its_name(name, column, changed):
    with pytest.raises(InputError, match=f":1: column '{column}' is missing"):
        READERS[name](changed(FILE[name], column, "Other"), lambda error: None)


@pytest.mark.parametrize("name", READERS)
def test_a_file_of_another_kind_is_refused_at_once(name, tmp_path):
    packed, lines, prose = tmp_path / "x.zip", tmp_path / "long", tmp_path / "prose.txt"
    packed.write_bytes(gzip.compress(b"x"))
    lines.write_bytes(b"x" * (1 << 21))
    prose.write_text("France condemned the coup.\n", encoding="utf-8")
    for file, told in (
        (packed, "compressed; expected text"), (lines, "more than 1 MB"), (prose, ":1: "), (tmp_path, "cannot be read"), (tmp_path / "no", "cannot be read"),
    ):  # fmt: skip
        with pytest.raises(InputError, match=told):
            READERS[name](file, lambda error: None)


@pytest.mark.parametrize("name", ["gdelt", "phoenix"])
def test_no_rows_are_no_claims_and_a_header_is_no_row(name, tmp_path):
    empty = tmp_path / "empty"
    empty.write_bytes(b"")
    assert list(READERS[name](empty, refuse)) == []
    header = tmp_path / "header"
    header.write_bytes(
        b"\xef\xbb\xbf"
        + ("\t".join({"gdelt": gdelt.COLUMNS, "phoenix": phoenix.COLUMNS}[name]) + "\r\n").encode()
        + (FILES / FILE[name]).read_bytes()
    )
    assert len(list(READERS[name](header, refuse))) == len(list(READERS[name](FILES / FILE[name], refuse)))


def test_latin_1_and_empty_columns_at_the_end_are_read(tmp_path):
    text = (FILES / FILE["polecat"]).read_text(encoding="utf-8")
    file = tmp_path / "latin.txt"
    file.write_bytes(text.replace("\n", "\t\t\n").encode("latin-1"))
    found = list(READERS["polecat"](file, refuse))
    assert found[0].claims[0].recipient[0].name == "Gobierno de México"


@pytest.mark.parametrize("name", READERS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_bytes_raise_anything_but_our_errors(name, data, tmp_path):
    lines = (FILES / FILE[name]).read_bytes().split(b"\n")
    row = data.draw(st.integers(0, len(lines) - 2))
    cells = lines[row].split(b"\t")
    cells[data.draw(st.integers(0, len(cells) - 1))] = data.draw(
        st.one_of(st.binary(max_size=12), st.sampled_from([b"9" * 5000, b"1e999", b"-0", b";;"]))
    )
    lines[row] = b"\t".join(cells)
    file = tmp_path / "fuzzed"
    file.write_bytes(b"\n".join(lines))
    with suppress(InputError):
        for coding in READERS[name](file, lambda error: None):
            assert coding.to_json()
