"""The relation of a pair: every number opens into its acts, nothing known is no zero, and what cannot be asked is told."""

import csv
import io
import json

import pytest

from comity import Document, SettingsError
from comity.config import DATA
from comity.evaluate.planted import Act
from comity.relate.telling import chance_of, load_words, summary, told

WORDS = load_words(DATA)


def months(first, last):
    return [f"{2020 + m // 12}-{m % 12 + 1:02}" for m in range(first, last)]


def rising():
    """Twelve months of two accusations by the first, then three with nine threats; one attack; the other side only talks."""
    acts = [Act(f"{m}-{d:02}", "ACCUSE", ("FRA",), ("RUS",)) for m in months(0, 12) for d in (3, 20)]
    acts += [Act(f"{m}-{d:02}", "THREATEN", ("FRA",), ("RUS",)) for m in months(12, 15) for d in range(3, 12)]
    acts += [Act("2021-02-20", "ASSAULT", ("FRA",), ("RUS",)), Act("2021-02-21", "ASSAULT", ("FRA",), ("RUS",), status="alleged")]
    return acts + [Act(f"{m}-10", "CONSULT", ("RUS",), ("FRA",)) for m in months(0, 15)]


def test_the_sentence_and_its_numbers(planted):
    relation = planted(rising()).relation("France", "Russia")
    sentence = told(relation, WORDS)
    assert sentence.text == (
        "Since January 2021 acts of conflict by France towards Russia rose from 2 to 9.3 a month, mostly threats; "
        "1 of 28 is a confirmed material act; 28 independent origins."
    )
    before, after, material, total, origins = sentence.figures
    assert {r["event_type"] for r in relation.rows(before)} == {"ACCUSE"} and len(before.ids) == 24
    assert {r["event_type"] for r in relation.rows(after)} == {"THREATEN", "ASSAULT"} and after.ids == total.ids
    assert [r["event_type"] for r in relation.rows(material)] == ["ASSAULT"]
    assert len(relation.rows(origins)) == origins.value == 28


def test_every_figure_counts_its_rows(planted):
    relation = planted(rising()).relation("FRA", "RUS")
    for month in relation.months:
        for figure in (month.acts, *month.classes.values()):
            assert figure.value == len(set(figure.ids)) == len(relation.rows(figure))
        assert month.classes["cooperation"].value == 0 or month.actor == "RUS"
    assert relation.total("FRA", "conflict").value == 52 and relation.total("RUS", "verbal_cooperation").value == 15
    assert summary(relation, "RUS", WORDS).text.startswith(
        "From January 2020 to March 2021, Russia towards France: 15 acts of cooperation and 0 of conflict, all meetings and talks; 0 of 15 are"
    )


def test_plans_and_background_confirm_nothing(planted):
    acts = [
        Act("2020-01-05", "SANCTION", ("FRA",), ("RUS",), status="planned"), Act("2020-01-06", "ASSAULT", ("FRA",), ("RUS",), background=True),
        Act("2020-01-07", "AID", ("FRA",), ("RUS",)),
    ]  # fmt: skip
    relation = planted(acts).relation("FRA", "RUS", done=False)
    told_ = summary(relation, "FRA", WORDS)
    assert "; 1 of 3 is a confirmed material act; " in told_.text
    assert [r["event_type"] for r in relation.rows(told_.figures[2])] == ["AID"]
    before = [Act(f"{m}-03", "ACCUSE", ("FRA",), ("RUS",)) for m in months(0, 12)]
    after = [Act(f"{m}-{d:02}", "SANCTION", ("FRA",), ("RUS",), background=True) for m in months(12, 15) for d in range(3, 12)]
    changed = told(planted(before + after, "changed").relation("FRA", "RUS", done=False), WORDS)
    assert changed.text.startswith("Since January 2021") and "; 0 of 27 are confirmed material acts; " in changed.text


def test_the_sentence_counts_what_the_table_counts(make_record):
    record = make_record(("2020-01-05", "France accused Russia of lying. France criticized Russia. France condemned Russia."))
    relation = record.relation("FRA", "RUS", level="report")
    (month,) = relation.direction("FRA")
    assert len(relation.acts) == 3 and month.acts.value == relation.total("FRA", "acts").value == 1
    assert "0 acts of cooperation and 1 of conflict" in summary(relation, "FRA", WORDS).text


def test_copies_are_one_origin(planted, ontology):
    record = planted([Act("2020-01-05", "ACCUSE", ("FRA",), ("RUS",)), Act("2020-01-06", "ACCUSE", ("FRA",), ("RUS",))])
    relation = record.relation("FRA", "RUS", level="event")
    assert (relation.total("FRA", "conflict").value, relation.origins().value) == (len(record.events()), 2)


@pytest.mark.parametrize("asked", [{}, {"level": "event"}, {"text": "France"}])
def test_origins_are_those_of_their_time(make_record, asked):
    """An earlier article, added later, is the origin of both; before it came, the first was its own."""
    told_ = "France accused Russia of lying."
    record = make_record(("2020-01-06", told_))
    (later,) = {r["document_id"] for r in record.acts()}
    earlier = Document(told_, "2020-01-05", url="http://beta.org/1", site="beta.org")
    record.add([earlier])
    now, then = ({o for r in record.acts(as_of=as_of, **asked) for o in r["origins"]} for as_of in (None, 1))
    assert (now, then) == ({earlier.id}, {later})


def test_no_data_is_no_zero(planted):
    record = planted([Act("2020-01-05", "ACCUSE", ("FRA",), ("RUS",)), Act("2020-03-06", "ACCUSE", ("FRA",), ("DEU",))])
    relation = record.relation("FRA", "RUS")
    assert [(m.month, m.known, m.acts.value) for m in relation.direction("FRA")] == [
        ("2020-01-01", True, 1), ("2020-02-01", False, None), ("2020-03-01", True, 0),
    ]  # fmt: skip
    nothing = record.relation("FRA", "PRT", date="2020-02")
    assert nothing.total("FRA", "conflict").value is None and str(nothing.total("FRA", "conflict")) == "no data"
    assert (
        told(record.relation("FRA", "PRT"), WORDS).text
        == "No data: no act between France and Portugal in 2 articles from January 2020 to March 2020."
    )


def test_the_chance_of_a_difference():
    assert chance_of(0, 3, 0, 3) == 1.0
    assert chance_of(1, 1, 9, 1) == pytest.approx(22 / 1024)  # both tails of ten throws of a coin
    assert chance_of(400, 12, 900, 3) < 1e-12


@pytest.mark.parametrize(
    ("pair", "asked", "message"),
    [
        (("FRA", "FRA"), {}, "given twice; expected two different"),
        (("Frnace", "RUS"), {}, "The nearest are FRA"),
        (("FRA", "RSU"), {}, "The nearest are .*RUS"),
        (("FRA", "DDR"), {"date": "2020"}, "existed from 1949-10-07 to 1990-10-02, not within 2020-01-01 to 2020-12-31; .* ask for DEU"),
        (("SUN", "SSD"), {}, "never existed at the same time"),
        (("FRA", "RUS"), {"date": "2031"}, "it spans 2020-01-0. to 2021-03-.*; expected a period within it"),
        (("FRA", "RUS"), {"date": "2021..2020"}, "ends before it starts"),
        (("FRA", "RUS"), {"level": "story"}, "expected one of claim, report, event"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked(planted, pair, asked, message):
    with pytest.raises(SettingsError, match=message):
        planted(rising()).relation(*pair, **asked)


def test_an_empty_record(planted):
    with pytest.raises(SettingsError, match="no dated article"):
        planted([]).relation("FRA", "RUS")


def test_the_command(planted, run_comity):
    record = planted(rising())
    told_ = run_comity("dyad", "FRA", "Russia", "--record", record.path)
    lines = told_.stdout.splitlines()
    assert (
        lines[0].startswith("Since January 2021 acts of conflict by France towards Russia rose from 2 to 9.3")
        and max(map(len, lines)) <= 100
    )
    rows = list(csv.DictReader(io.StringIO(run_comity("dyad", "FRA", "RUS", "--record", record.path, "--format", "csv").stdout)))
    assert sum(int(r["conflict"]) for r in rows) == 52
    ids = {
        json.loads(line)["group"]
        for line in run_comity("dyad", "FRA", "RUS", "--record", record.path, "--format", "jsonl").stdout.splitlines()
    }
    assert {i for r in rows for i in r["ids"].split("; ") if i} == ids
    nothing = run_comity("dyad", "FRA", "PRT", "--record", record.path).stdout
    assert nothing.startswith("No data") and "not named together" in nothing
