"""Briefs and charts: every number is that of its rows, every footnote a sentence of the record; files that open; the same bytes each time."""

import re
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from comity import Record, Settings, SettingsError
from comity.evaluate.planted import Act, articles, plant
from comity.record.intake import begin, take_codings
from comity.relate.brief import figures_of
from comity.relate.brief_pages import WRITERS

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def record(tmp_path_factory, ontology):
    record = Record(tmp_path_factory.mktemp("brief") / "record", Settings(model=False))
    take_codings(record._lake, articles(plant(("CHN", "RUS"), 4, 1, months=36).acts, ontology), "full", begin(record.settings))
    return record


@pytest.fixture(scope="module")
def brief(record):
    return record.brief("China", "Russia")


def test_every_number_resolves_to_its_rows(record, brief):
    claims = {row["id"]: row for row in record.claims(between="CHN,RUS")}
    for figure in figures_of(brief):
        assert set(figure.ids) <= set(claims)
        if not figure.name.endswith("a month") and figure.name not in ("origins", "articles"):
            assert figure.value == len(set(figure.ids)) == len({r["group"] for r in brief.relation.rows(figure)})
    for paragraph in (*brief.opening, *brief.turns):
        plain = "".join(p for p in paragraph.sentence.parts if isinstance(p, str))
        assert not re.search(r"\d", re.sub(r"\b20\d\d\b", "", plain)), plain  # a number in words alone would open nothing


def test_articles_that_tell_and_those_of_the_time_are_told_apart(planted):
    """An act of January told in February: one article tells of it, and none of that time does."""
    record = planted([Act("2020-01-20", "AID", ("FRA",), ("DEU",)), Act("2020-01-25", "AID", ("CHN",), ("RUS",), delay=20)])
    counted = record.brief("China", "Russia", date="2020-01").counted.text
    assert counted.startswith("Counted: articles that tell of the acts: 1; articles of that time: 1; level: claim")


def test_quarters_add_up(brief):
    rows = [r for r in brief.relation.found if r["actor"] == "CHN" and r["quad"] in (1, 2)]
    assert sum(q.figures[0].value for q in brief.quarters) == len({r["group"] for r in rows}) > 20


def test_every_footnote_is_a_sentence_of_an_article(record, brief):
    claims = {row["id"]: row for row in record.claims(between="CHN,RUS")}
    assert brief.footnotes and [n.number for n in brief.footnotes] == list(range(1, len(brief.footnotes) + 1))
    texts = {c.document.id: c.document for c in record.codings()}
    for note in brief.footnotes:
        assert note.document == claims[note.claim]["document_id"]
        assert note.quote in " ".join(texts[note.document].text.split()) and texts[note.document].url in note.source
    cited = {n for p in (*brief.turns, *brief.latest, *brief.promises) for n in p.notes}
    assert cited == {n.number for n in brief.footnotes}


@pytest.mark.parametrize(("format", "start"), [("html", b"<!doctype html>"), ("md", b"# China and Russia, "), ("pdf", b"%PDF-")])
def test_files(record, brief, format, start):
    written = WRITERS[format](brief)
    assert written.startswith(start)
    if format == "pdf":
        assert written.count(b"/Type /Page\n") <= 2
    else:
        text = written.decode()
        assert all(n.quote.replace("'", "&#x27;") in text for n in brief.footnotes)
        assert written == WRITERS[format](record.brief("CHN", "RUS"))
    if format == "html":
        shown = re.findall(r'<data value="([\d.]+)" data-acts="([^"]*)">([\d.]+)</data>', text)
        assert len(shown) >= 72 and "<script" not in text
        for value, ids, _ in shown[-72:]:  # the table
            assert len(set(ids.split())) == int(value)


def test_the_ledger_of_a_brief_resolves_to_its_claims(make_record):
    """Kept, overdue and open promises are counted and told; every number and footnote is a claim of the record."""
    record = make_record(
        ("2024-01-10", "Germany promised to deliver tanks to Ukraine by the end of March."),
        ("2024-03-20", "Germany delivered 14 tanks to Ukraine."),
        ("2024-01-15", "Germany pledged to send food to Ukraine by 1 April."),
        ("2024-01-20", "Ukraine will sue Germany before the World Court, its minister said."),
        ("2024-05-20", "Germany and Ukraine held talks in Kyiv."),
    )
    brief = record.brief("DEU", "UKR", date="2024-01..2024-06")
    claims = {row["id"]: row for row in record.claims()}
    entries = {e.id: e for e in record.ledger("DEU", "UKR", date="2024-06-30").entries}
    head, *lines = brief.promises
    figures = {f.name: f for f in head.sentence.figures}
    assert {name: f.value for name, f in figures.items()} == {"promises": 3, "kept": 1, "overdue": 1, "open": 1}
    for name, figure in figures.items():
        assert figure.value == len(set(figure.ids)) and set(figure.ids) <= set(claims)
        assert name == "promises" or {entries[id].verdict for id in figure.ids} == {name}
    assert lines[0].sentence.text == "2024-01-10: promise of aid by Germany towards Ukraine, due by 2024-03-31: kept on 2024-03-20."
    notes = {n.number: n for n in brief.footnotes}
    said, done = (notes[n] for n in lines[0].notes)
    assert (claims[said.claim]["status"], claims[done.claim]["status"]) == ("planned", "happened")
    assert done.quote == claims[done.claim]["sentence_text"] == "Germany delivered 14 tanks to Ukraine."
    for line in lines:
        assert line.notes and all(
            notes[n].claim in claims and notes[n].quote == claims[notes[n].claim]["sentence_text"] for n in line.notes
        )
    for write in WRITERS.values():
        assert write(brief)
    assert (
        "kept on 2024-03-20" in WRITERS["md"](brief).decode() and 'data-acts="' + figures["kept"].ids[0] in WRITERS["html"](brief).decode()
    )
    assert WRITERS["pdf"](brief).count(b"/Type /Page\n") <= 2


def test_charts_show_the_months(brief):
    flow = brief.relation.plot("flow")
    lines = {line.get_label(): list(line.get_ydata()) for line in flow.axes[0].lines}
    assert lines["cooperation"] == [float(m.classes["cooperation"].value) for m in brief.relation.direction("CHN")]
    levels = [x.value for x in brief.relation.state("net") if x.actor == "RUS"]
    drawn = next(line for line in brief.relation.plot("state", "net").axes[1].lines if line.get_label().startswith("level"))
    assert [v for v in drawn.get_ydata() if v == v] == [v for v in levels if v is not None]
    with pytest.raises(SettingsError, match="kind is 'pie'; expected one of flow, state"):
        brief.relation.plot("pie")


def test_a_pair_without_acts(record):
    nothing = record.brief("FRA", "RUS")
    assert "No data: no act between France and Russia" in WRITERS["md"](nothing).decode() and not nothing.footnotes
    assert all(f.value in (0, None) for q in nothing.quarters for f in q.figures)


def test_the_command(record, run_comity, tmp_path):
    done = run_comity("brief", "CHN", "RUS", "--since", "2016", "--record", record.path, "--format", "pdf", "-o", tmp_path / "brief.pdf")
    assert done.returncode == 0 and (tmp_path / "brief.pdf").read_bytes().startswith(b"%PDF")
    assert run_comity("brief", "CHN", "RUS", "--record", record.path, "--format", "md").stdout.startswith("# China and Russia")
    assert "name a file" in run_comity("brief", "CHN", "RUS", "--record", record.path, "--format", "pdf").stderr


def test_the_notebook_runs():
    notebook = nbformat.read(ROOT / "docs/notebooks/relations.ipynb", as_version=4)
    NotebookClient(notebook, timeout=300, kernel_name="python3").execute()
    (breaks,) = (c.outputs[0]["data"]["text/plain"] for c in notebook.cells if c.get("source", "").startswith("import tempfile"))
    turns = next(c.outputs[0]["data"]["text/plain"] for c in notebook.cells if c.get("source", "").startswith("turns ="))
    assert re.findall(r"\d{4}-\d\d-01", breaks)[0] in turns
