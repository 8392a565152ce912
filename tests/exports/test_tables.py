"""CSV, Parquet and Stata: the same rows, each read back by a program that is not ours."""

import csv
import datetime
import io

import duckdb
import pyreadstat
import pytest

from comity.core.when_where import EventDate
from comity.exports.csv_table import write_csv
from comity.exports.flat import COLUMNS, MEANING, flat_rows
from comity.exports.parquet import write_parquet
from comity.exports.stata import write_stata


@pytest.fixture(scope="module")
def codings(sample, make_claim, code):
    """The sample, and claims with what can go wrong: no place, no date, status undone, characters of every width."""
    undone = make_claim("AID", "refused", place=None, date=EventDate(), background=True, content_of="x", recipient=())
    return [*sample, *code(make_claim(), undone)]


def test_every_column_is_explained():
    assert list(COLUMNS) == list(MEANING)
    assert all(len(name) <= 32 for name in COLUMNS)


def test_csv_is_rfc_4180_with_one_line_a_claim(codings):
    text = "".join(write_csv(codings))
    header, *rows = csv.reader(io.StringIO(text, newline=""))
    assert header == list(COLUMNS) and all(len(row) == len(header) for row in rows)
    assert len(rows) == sum(len(c.claims) for c in codings)
    assert "; ".join(("diplomatic", "military")) in rows[-1]


def test_parquet_reads_back_as_it_was(codings, tmp_path):
    file = tmp_path / "claims's.parquet"
    file.write_bytes(write_parquet(codings))
    with duckdb.connect() as connection:
        read = connection.execute("SELECT * FROM read_parquet(?)", [str(file)])
        assert [d[0] for d in read.description] == list(COLUMNS)
        got = read.fetchall()
    for row, expected in zip(got, flat_rows(codings), strict=True):
        plain = [c.isoformat() if isinstance(c, datetime.date) else tuple(c) if isinstance(c, list) else c for c in row]
        assert plain == list(expected)


def test_stata_reads_back_as_it_was(codings, tmp_path):
    file = tmp_path / "claims.dta"
    file.write_bytes(write_stata(codings))
    table, meta = pyreadstat.read_dta(str(file), output_format="dict")
    assert list(table) == list(COLUMNS)
    expected = list(flat_rows(codings))
    assert meta.number_rows == len(expected)
    for index, (column, kind) in enumerate(COLUMNS.items()):
        labels = meta.variable_value_labels.get(column, {})
        for got, cell in zip(table[column], (row[index] for row in expected), strict=True):
            if kind == "code":
                assert labels.get(got) == cell
            elif kind == "date":
                assert got == (datetime.date.fromisoformat(cell) if cell else None)
            elif kind in ("text", "list"):
                assert got == ("; ".join(cell) if isinstance(cell, tuple) else cell or "")
            else:
                assert got == cell


def test_stata_labels_are_the_same_in_every_file(codings, tmp_path, make_claim, code):
    found = []
    for number, some in enumerate((codings, code(make_claim("ASSAULT", "denied")), [])):
        file = tmp_path / f"{number}.dta"
        file.write_bytes(write_stata(some))
        found.append(pyreadstat.read_dta(str(file), output_format="dict")[1].variable_value_labels)
    assert found[0] == found[1] == found[2]
    assert found[0]["status"][10] == "hypothetical" and found[0]["quad_plover"][4] == "material conflict"


def test_a_code_that_is_in_no_list_still_has_its_label(tmp_path, make_claim, code):
    file = tmp_path / "new.dta"
    file.write_bytes(write_stata(code(make_claim(date=EventDate("2024-01-01", "2024-03-31", "quarter", "stated")))))
    table, meta = pyreadstat.read_dta(str(file), output_format="dict")
    assert meta.variable_value_labels["date_precision"][table["date_precision"][0]] == "quarter"


@pytest.mark.parametrize("write", [write_parquet, write_stata])
def test_same_claims_same_bytes_and_no_claims_no_rows(write, codings):
    assert write(codings) == write(codings)
    assert write([]) == write([])


def test_stata_header_is_that_of_format_118(codings):
    data = write_stata(codings)
    assert data.startswith(b"<stata_dta><header><release>118</release><byteorder>LSF</byteorder>") and data.endswith(b"</stata_dta>")
