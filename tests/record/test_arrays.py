"""What a served record finds and counts in its arrays is what SQL finds and counts, for any question."""

import random
import sys
from dataclasses import astuple, replace
from pathlib import Path

import pytest

from comity import Document, Query, Settings
from comity.core.query import ORDERS, SCHEMES, Period
from comity.errors import SettingsError
from comity.record import event_pages, reports, standing
from comity.record.overview import overview
from comity.record.served import ServedRecord
from comity.relate.acts import quad_sql
from comity.relate.partners import partners

sys.path.insert(0, str(Path(__file__).parents[2] / "bench"))
import synthetic

YEARS = range(2004, 2024)


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    folder = tmp_path_factory.mktemp("arrays")
    synthetic.write(folder / "record", 900, seed=3, block=200)
    served = ServedRecord(folder / "record", tmp_path_factory.mktemp("scratch"), Settings(model=False))
    served.work_out_events()
    served.refresh()
    served.lay_acts()
    served.lay_claims()
    return served


def questions(served, number, seed):
    """Random questions of one to three parts, made of what the record holds."""
    chance = random.Random(seed)
    rows = served.claims().rows()

    def part():
        row = chance.choice(rows)
        year = chance.choice(YEARS)
        day = Period(f"{year}-{chance.randint(1, 12):02}-01", chance.choice([None, f"{year + chance.randint(1, 4)}-06-30"]))
        parties = [*row["actor_keys"], *row["recipient_keys"]]
        return chance.choice([
            {"actor": tuple(row["actor_keys"][:1])}, {"recipient": tuple(row["recipient_keys"][:1])}, {"type": (row["event_type"],)},
            {"between": tuple(parties[:2])} if len(set(parties[:2])) == 2 else {}, {"status": (row["status"], "denied")},
            {"publisher": (row["site"], "nobody.example")}, {"date": day}, {"reported": day}, {"quad": (chance.randint(1, 4),), "scheme": chance.choice(["plover", "cameo", "phoenix"])},
            {"place": (row["place"]["name"],)} if row["place"] else {}, {"context": tuple(row["context"])}, {"sector": ("GOV",)}, {"mode": ("visit",)},
            {"background": chance.random() < 0.5}, {"min_confidence": row["confidence"]}, {"min_confidence": 0.99}, {"text": row["sentence_text"].split()[0]}, {"actor": ("person:Nobody",)},
        ])  # fmt: skip

    for _ in range(number):
        yield Query(**{name: value for _ in range(chance.randint(1, 3)) for name, value in part().items()})


def test_counts_are_those_of_sql(served):
    found = 0
    for query in (Query(), *questions(served, 60, 1)):
        for clock in ("happened", "reported"):
            told = served.overview(query, clock)
            assert told == overview(served._lake, served._asked(query), query, clock, quad_sql(served._ontology, query.scheme))
            found += told.claims
    assert found > 2000
    with pytest.raises(SettingsError, match="clock is 'dreamt'"):
        served.overview(Query(), "dreamt")


def paged(ask, query, limit=7, most=5):
    """The ids of the first pages of a question, and their cursors."""
    found, cursor = [], None
    for _ in range(most):
        ids, cursor = ask(replace(query, cursor=cursor, limit=limit))
        found.append((ids, cursor))
        if cursor is None:
            break
    return found


def test_pages_of_claims_are_those_of_sql(served):
    def by_arrays(query):
        rows, cursor = served.claim_page(query)
        assert [r["id"] for r in rows] == [r["id"] for r in served.claims(query).rows()]
        return [r["id"] for r in rows], cursor

    def by_sql(query):
        answer = super(ServedRecord, served).claims(query)
        return [r["id"] for r in answer.rows()], answer.next_cursor

    for number, query in enumerate((Query(), *questions(served, 25, 2))):
        query = replace(query, order=ORDERS[number % len(ORDERS)])
        assert paged(by_arrays, query) == paged(by_sql, query)


def test_a_page_tells_what_the_rows_tell(served):
    rows, _ = served.claim_page(Query(limit=60))
    whole = served.claims(Query(limit=60)).rows()
    assert rows == [
        {name: str(row[name]) if name == "reported" else row[name] for name in told} for told, row in zip(rows, whole, strict=True)
    ]


@pytest.mark.parametrize("level", ["event", "report"])
def test_pages_of_events_and_articles_are_those_of_sql(served, level):
    module, ask = (event_pages.event_page, served.event_page) if level == "event" else (reports.report_page, served.report_page)
    for number, query in enumerate((Query(), *questions(served, 25, 4))):
        query, cursor = replace(query, level=level, order=ORDERS[number % len(ORDERS)], limit=6), None
        for _ in range(4):
            query = replace(query, cursor=cursor)
            page = ask(query)
            assert page == module(served._snapshot, query, served._asked(query))
            cursor = page[1]
            if cursor is None:
                break


def test_partners_are_those_of_the_acts(served):
    known, found = served.parties()[:30], 0
    for number, query in enumerate((Query(), *questions(served, 40, 5))):
        own, level, scheme = known[number % len(known)], ("claim", "report")[number % 2], SCHEMES[number % len(SCHEMES)]
        asked = replace(query, between=None, level=level, scheme=scheme)
        for query, side in (
            (replace(asked, actor=(own,), recipient=()), "recipient"),
            (replace(asked, actor=(), recipient=(own,)), "actor"),
        ):
            told = [p for p in served.partners(query, side) if p[0] != own]
            assert told == partners(served._asking(), query, side)
            found += len(told)
    assert found > 100


def test_partners_are_those_of_sql(served):
    for number, query in enumerate((Query(), *questions(served, 40, 6))):
        query = replace(query, level=("claim", "report")[number % 2], scheme=SCHEMES[number % len(SCHEMES)])
        item = "document_id" if query.level == "report" else "id"
        for side in ("actor", "recipient"):
            asked = (served._lake, served._asked(query), side, quad_sql(served._ontology, query.scheme), item)
            assert served.partners(query, side) == standing.partners(*asked)


def test_a_cursor_that_was_not_given_out_is_refused(served):
    for cursor in ("x", "WyJzb29uIiwgImEiXQ"):
        with pytest.raises(SettingsError):
            served.claim_page(Query(cursor=cursor, limit=3))


@pytest.mark.parametrize("level", ["claim", "report", "event"])
def test_the_months_of_a_pair_are_those_of_its_panel(served, level):
    pairs = {tuple(sorted((r["actor_keys"][0], r["recipient_keys"][0]))) for r in served.claims().rows() if r["recipient_keys"]}
    pairs = sorted(p for p in pairs if p[0] != p[1])
    seen = 0
    for number, pair in enumerate(random.Random(6).sample(pairs, 14 if level != "event" else 5)):
        date = (Period(), Period("2009-02-10", "2015-11-20"), Period("2010-01-01"))[number % 3]
        scheme = ("plover", "cameo", "phoenix", "gdelt")[number % 4]
        seen += assert_as_in_panel(
            served, Query(between=pair, level=level, scheme=scheme, date=date, as_of=1 if number % 5 == 4 else None)
        )[0]
    assert seen > 5


def assert_as_in_panel(served, query):
    """How many acts the months of a pair have, and how many are left out: the same as in the pair's panel."""
    months, left_out = served.pair_months(query)
    try:
        panel = served.panel(query, split="quad")
    except SettingsError:
        assert months == []
        return 0, {}
    counts = ("articles", "n", "cooperation", "conflict", f"n_{query.scheme}_2", f"n_{query.scheme}_4")
    assert [astuple(m) for m in months] == [(r["actor"], r["recipient"], str(r["period"]), *(r[c] for c in counts)) for r in panel.rows()]
    assert dict(left_out) == dict(panel.left_out)
    return sum(m.n or 0 for m in months), dict(left_out)


def test_acts_that_count_in_no_month_are_told_with_the_reason(make_record, tmp_path):
    record = make_record("dates")
    told = ("on 3 July 2023", "on 1 March 2023", "in 2022", "in 2021")
    articles = [Document(f"France condemned Iran {when}.", "2023-07-31", url=f"http://example.org/{n}") for n, when in enumerate(told)]
    record.add([*articles, Document("France condemned Iran.", url="http://example.org/undated")])
    served = ServedRecord(record.path, tmp_path, record.settings)
    assert assert_as_in_panel(served, Query(between=("FRA", "IRN"))) == (1, {"no date": 1})
    assert assert_as_in_panel(served, Query(between=("FRA", "IRN"), background=True)) == (1, {"date less exact than the period": 2})


def test_an_empty_record_has_arrays(make_record, tmp_path, documents):
    record = make_record("empty")
    served = ServedRecord(record.path, tmp_path, record.settings)
    assert served.overview(Query()).claims == 0 and served.claim_page(Query(limit=5)) == ([], None)
    record.add(documents)
    served.refresh()
    assert served.overview(Query()).claims == len(record.claims()) > 3
    served.lay_claims()
    assert [r["id"] for r in served.claim_page(Query(limit=50, order="id"))[0]] == [r["id"] for r in record.claims(order="id").rows()]
