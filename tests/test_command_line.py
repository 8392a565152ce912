"""The command line as its users meet it: real processes, real files."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

COMITY = [sys.executable, "-c", "from comity.serve.cli import main; main()"]
TEXT = "France condemned the coup in Niger on Monday.\n"


def run(*args, stdin=None, **kwargs):
    return subprocess.run([*COMITY, *map(str, args)], input=stdin, capture_output=True, timeout=120, **kwargs)


@pytest.fixture()
def article(tmp_path):
    file = tmp_path / "article.txt"
    file.write_text(TEXT, encoding="utf-8")
    return file


def test_table_shows_claim_status_date_and_sentence(article):
    done = run("code", article, "--published", "2023-07-31")
    out = done.stdout.decode()
    assert done.returncode == 0
    assert "FRA GOV" in out and "ACCUSE" in out and "happened" in out and "2023-07-31" in out and "condemned the coup" in out
    assert max(map(len, out.splitlines())) <= 100
    assert "claim" in done.stderr.decode()


def test_json_lines_hold_one_coding_a_line(article):
    done = run("code", article, "--published", "2023-07-31", "--format", "jsonl")
    (line,) = done.stdout.decode().splitlines()
    coding = json.loads(line)
    assert coding["document"]["text"] == TEXT
    assert coding["claims"][0]["event_type"] == "ACCUSE"


def test_csv_and_plover_and_html(article):
    csv = run("code", article, "--format", "csv").stdout.decode().splitlines()
    assert csv[0].startswith("claim_id,document_id") and ",ACCUSE," in csv[1]
    plover = json.loads(run("code", article, "--format", "plover").stdout.decode().splitlines()[0])
    assert plover["event"] == ["ACCUSE"] and plover["actor"][0]["code"] == "FRA"
    page = run("code", article, "--format", "html").stdout.decode()
    assert page.startswith("<!doctype html>") and "condemned" in page and "http" not in page.split("</style>")[0]


@pytest.mark.parametrize("format", ["polecat", "gdelt", "icews", "phoenix", "acled", "ucdp", "geojson", "graphml", "gexf"])
def test_text_formats_are_the_same_on_stdout_and_in_a_file(format, article, tmp_path):
    file = tmp_path / "out"
    args = ("code", article, "--published", "2023-07-31", "--format", format)
    printed = run(*args)
    assert printed.returncode == 0 and run(*args, "-o", file).returncode == 0
    assert file.read_bytes() == printed.stdout and printed.stdout
    assert sorted(tmp_path.iterdir()) == sorted([article, file])  # nothing half-written stays behind


@pytest.mark.parametrize(("format", "start"), [("parquet", b"PAR1"), ("stata", b"<stata_dta>"), ("bundle", b"PK")])
def test_binary_formats_need_a_file_and_say_so_before_any_work(format, start, article, tmp_path):
    refused = run("code", tmp_path / "nowhere.txt", "--format", format)
    assert refused.returncode == 2 and b"is a binary format; name a file" in refused.stderr and b"nowhere" not in refused.stderr
    file = tmp_path / "out"
    assert run("code", article, "--format", format, "-o", file).returncode == 0
    assert file.read_bytes().startswith(start)


def test_a_file_that_cannot_be_written_is_named_before_any_work(article, tmp_path):
    for target, told in ((tmp_path, b"is a folder"), (tmp_path / "no/x.csv", b"does not exist")):
        done = run("code", article, "--format", "csv", "-o", target)
        assert done.returncode == 2 and told in done.stderr


def test_another_data_set_is_imported_and_what_became_of_its_rows_is_told(tmp_path):
    files = Path(__file__).parent / "imports/files"
    done = run("import", files / "gdelt2.csv", "--from", "gdelt")
    header, *rows = done.stdout.decode().splitlines()
    assert done.returncode == 0 and header.startswith("claim_id") and len(rows) == 5 and ",gdelt,gdelt:1166000001," in rows[0]
    told = done.stderr.decode()
    assert "6 rows, 5 claims; 1 statement without" in told and "Actor2CountryCode 'XQZ' is in no list and stays unknown (1 row)." in told
    lines = run("import", files / "icews2018.tab", "--from", "icews", "--format", "jsonl").stdout.decode().splitlines()
    assert [len(json.loads(line)["claims"]) for line in lines] == [1, 1, 0, 1]
    target = tmp_path / "claims.parquet"
    assert run("import", files / "polecat.txt", "--from", "polecat", "--format", "parquet", "-o", target).returncode == 0
    assert target.read_bytes().startswith(b"PAR1")


def test_an_import_into_a_record_is_found_by_its_data_set_only(tmp_path):
    files, record = Path(__file__).parent / "imports/files", tmp_path / "record"
    done = run("import", files / "gdelt2.csv", "--from", "gdelt", "--to", record)
    assert (
        done.returncode == 0
        and done.stdout.decode() == "6 rows added with 5 claims of gdelt, 0 known already, 0 wrong; the record is at version 1\n"
    )
    again = run("import", files / "gdelt2.csv", "--from", "gdelt", "--to", record)
    assert again.stdout.decode() == "0 rows added with 0 claims of gdelt, 6 known already, 0 wrong; the record is at version 1\n"
    assert run("claims", "--record", record, "--format", "csv").stdout.count(b"\n") == 1
    assert run("claims", "--record", record, "--dataset", "gdelt", "--format", "csv").stdout.count(b"\n") == 6
    assert "https://example.org/a  (2024-04-10)" in run("claims", "--record", record, "--dataset", "gdelt").stdout.decode()
    wrong = run("import", files / "gdelt2.csv", "--from", "icews", "--to", tmp_path / "none")
    assert wrong.returncode == 1 and not (tmp_path / "none").exists()
    both = run("import", files / "gdelt2.csv", "--from", "gdelt", "--to", record, "--format", "csv")
    assert both.returncode == 2 and b"expected no --format or --output beside it" in both.stderr


def test_wrong_rows_of_an_import_are_named_and_wrong_files_refused(tmp_path):
    files = Path(__file__).parent / "imports/files"
    mixed = tmp_path / "mixed.csv"
    mixed.write_bytes((files / "gdelt2.csv").read_bytes().replace(b"\t20240407\t", b"\tyesterday\t"))
    done = run("import", mixed, "--from", "gdelt", "-o", tmp_path / "out.csv")
    assert done.returncode == 1 and b"mixed.csv:4: SQLDATE is 'yesterday'" in done.stderr and b"1 row could not be read" in done.stderr
    assert len((tmp_path / "out.csv").read_text(encoding="utf-8").splitlines()) == 5
    done = run("import", files / "gdelt2.csv", "--from", "phoenix", "-o", tmp_path / "none.csv")
    assert done.returncode == 1 and b"61 cells; expected 26 (Phoenix events)" in done.stderr and not (tmp_path / "none.csv").exists()
    refused = run("import", files / "gdelt2.csv", "--from", "gdelt", "--format", "parquet")
    assert refused.returncode == 2 and b"is a binary format; name a file" in refused.stderr


def test_standard_input_and_no_date_message():
    done = run("code", "-", "--format", "jsonl", stdin=TEXT.encode())
    assert done.returncode == 0
    assert b"no publication date" in done.stderr
    claim = json.loads(done.stdout)["claims"][0]
    assert claim["date"] == {"start": None, "end": None, "precision": "unknown", "basis": "publication", "text": None, "anchor": None}


def test_folder_and_several_files(article, tmp_path):
    (tmp_path / "second.md").write_text("---\ndate: 2024-01-05\n---\nIran expelled the German ambassador.\n", encoding="utf-8")
    done = run("code", tmp_path, "--published", "2023-07-31", "--format", "jsonl")
    assert [json.loads(line)["document"]["published"] for line in done.stdout.decode().splitlines()] == [
        "2023-07-31",
        "2024-01-05",
    ]


def test_one_bad_file_is_named_and_the_others_are_coded(article, tmp_path):
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    done = run("code", empty, article, tmp_path / "nowhere.txt", "--format", "jsonl")
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 1
    assert b"empty.txt" in done.stderr and b"nowhere.txt" in done.stderr


@pytest.mark.parametrize(
    "args",
    [
        ("code",),
        ("code", "x.txt", "--format", "xml"),
        ("nonsense",),
        ("code", "x.txt", "--published", "yesterday"),
        ("explain", "{article}", "99"),
    ],
)
def test_usage_errors_exit_with_2(args, article):
    done = run(*[a.replace("{article}", str(article)) for a in args])
    assert done.returncode == 2
    assert done.stderr


def test_html_escapes_what_an_article_says(tmp_path):
    file = tmp_path / "hostile.txt"
    file.write_text('France condemned <script>alert("x")</script> Iran & "Israel".', encoding="utf-8")
    page = run("code", file, "--format", "html").stdout.decode()
    assert "<script>alert" not in page and "&lt;script&gt;" in page


def test_explain_shows_parse_rule_and_silence(article):
    article.write_text(TEXT + "The weather was fine in Paris.\n", encoding="utf-8")
    out = run("explain", article).stdout.decode()
    assert "nsubj" in out and "ACCUSE:condemn.v" in out
    assert "nothing coded: no trigger" in out
    one = run("explain", article, "2").stdout.decode()
    assert "[2]" in one and "[1]" not in one


def test_demo_check_and_version():
    demo = run("demo")
    assert demo.returncode == 0 and demo.stdout.decode().count("CONSULT") >= 2
    check = run("check")
    assert check.returncode == 0, check.stderr
    assert "16 types" in check.stdout.decode() and "10 kinds of ties" in check.stdout.decode()
    assert run("--version").stdout.decode().startswith("comity ")


def test_closed_pipe_is_no_error(article):
    reader, writer = os.pipe()
    os.close(reader)
    process = subprocess.Popen([*COMITY, "code", str(article), "--format", "jsonl"], stdout=writer, stderr=subprocess.PIPE)
    os.close(writer)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 0
    assert b"Traceback" not in errors


def test_output_passes_the_independent_checker(sample_folder):
    coded = run("code", sample_folder, "--format", "jsonl").stdout
    checker = Path(__file__).parents[1] / "tools/verify.py"
    done = subprocess.run([sys.executable, checker], input=coded, capture_output=True, timeout=60)
    assert done.returncode == 0, done.stdout
    broken = coded.replace(b'"quote": "', b'"quote": "x', 1)
    assert subprocess.run([sys.executable, checker], input=broken, capture_output=True, timeout=60).returncode == 1


def test_two_processes_give_the_same_bytes(sample_folder):
    assert (
        run("code", sample_folder, "--format", "jsonl").stdout == run("code", sample_folder, "--format", "jsonl", "--workers", "2").stdout
    )


def test_explain_names_the_dictionary_line_and_makes_a_page(article):
    told = run("explain", article, "--published", "2023-07-31").stdout.decode()
    assert "because: ACCUSE:condemn.v subj>obj" in told and "(accuse.csv:" in told
    page = run("explain", article, "--published", "2023-07-31", "--html").stdout.decode()
    assert page.count("<details") >= 1 and "Sentence by sentence" in page
    assert "ACCUSE:condemn.v" in page and "accuse.csv:" in page and 'class="tree"' in page
    assert "http://" not in page and "https://" not in page


def test_explain_tells_silence_on_the_page(tmp_path):
    file = tmp_path / "quiet.txt"
    file.write_text("It rained in Paris. France condemned the coup.\n", encoding="utf-8")
    page = run("explain", file, "--published", "2023-07-31", "--html").stdout.decode()
    assert "nothing: no trigger" in page
