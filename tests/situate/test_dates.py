"""When an act took place: 360 blind cases, and what must hold for every date."""

import calendar
import tomllib
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import comity
from comity.config import DATA
from comity.core.claim import Draft
from comity.lexicon.times import load_times
from comity.parsers.sentences import split
from comity.pipeline import read_document
from comity.situate.dates.act import event_date
from comity.situate.dates.clauses import act_date
from comity.situate.dates.inherit import bound, is_background, looks_ahead
from comity.situate.dates.phrases import read_times
from comity.situate.dates.resolve import Clock, resolve
from comity.situate.dates.spans import PRECISIONS, Span
from comity.situate.dates.timeline import sentence_times, timeline
from comity.situate.status import find_status

CASES = tomllib.loads((Path(__file__).parents[1] / "cases/dates.toml").read_text(encoding="utf-8"))["case"]


def claimed(coder, case):
    """The date of the claim whose event covers the act, the closest one; None where the coder makes none."""
    start = case["text"].index(case["act"])
    end = start + len(case["act"])
    found = []
    for claim in coder.code(case["text"], published=case["published"]).claims:
        event = claim.quoted("event")[0]
        if event.start < end and start < event.end:
            speech = "speech act" in claim.rule
            found.append((speech, abs(event.start - start) + abs(event.end - end), claim))
    claim = min(found, key=lambda f: f[:2])[2] if found else None
    return (claim.date, claim.background) if claim else None


def parsed(coder, case):
    """The date by the dating functions on the parse, for an act that the coder does not know: dating is asked here, not coding."""
    engine = coder._engine
    document = comity.Document(case["text"], case["published"])
    start = case["text"].index(case["act"])
    sentence = next(s for s in split(document.text, (), engine.language.words["abbreviation"]) if s.start <= start < s.end)
    known = next((r for r in read_document(document, engine).reads if r.sentence == sentence), None)
    parse = known.parse if known else next(engine.parser.parse([(document.text[sentence.start : sentence.end], sentence.start)]))
    acts = sorted({d.token for d in known.result.drafts}) if known else []
    inside = [i for i in range(len(parse)) if start <= parse.starts[i] < start + len(case["act"])]
    token = next((i for i in inside if parse.heads[i] not in inside or parse.heads[i] == i), inside[0])
    draft = Draft(sentence.index, token, start, start + len(case["act"]), "ASSAULT", None, (), None, (), (), False, "", "", "test", "", 1.0)
    status = find_status(parse, draft, {token: draft}, engine.language).status
    acts = sorted({token, *acts})
    earlier = [c for c in coder.code(case["text"], published=case["published"]).claims if c.sentence < sentence.index]
    line = timeline(
        document, sentence, parse, sentence_times(document, sentence, engine.language, engine.events), acts, earlier, engine.language
    )
    ahead = looks_ahead(parse, token, status)
    found = act_date(line, token, ahead)
    when = found.date if found else bound(case["published"], status, ahead and parse.is_verb(token))
    told = line.told(token)
    if found is None and told is not None:
        when = event_date(told.span, "inherited", told.text, None)
    return when, is_background(case["published"], when)


def dated(coder, case):
    return claimed(coder, case) or parsed(coder, case)


def shown(when):
    return when.start or "", when.end or "", when.precision, when.basis


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["why"])
def test_case(coder, case):
    when, background = dated(coder, case)
    assert shown(when) == (case["start"], case["end"], case["precision"], case["basis"]), case["text"]
    if "background" in case:
        assert background == case["background"], case["text"]


WORDS = load_times(DATA / "lang/en/times.csv")
DAYS = st.dates(date(1995, 1, 1), date(2025, 12, 31))
COUNTED = [
    "yesterday",
    "tomorrow",
    "on Tuesday",
    "last Friday",
    "last week",
    "this week",
    "next week",
    "two weeks ago",
    "ten days ago",
    "the weekend",
]
YEARLY = ["last year", "three years ago", "next year", "a decade ago"]
COARSE = {
    "in {m} {y}": "month", "in late {m} {y}": "month", "in {y}": "year", "since {y}": "year", "in the {d}s": "decade", "in {m}": "month",
    "last week": "week", "this month": "month", "in the summer of {y}": "month", "in the third quarter of {y}": "month", "from {m} to {m} {y}": "month",
    "between {y} and {n}": "year", "two weeks ago": "week", "the past two years": "year", "earlier this year": "year", "a decade ago": "decade",
}  # fmt: skip


def spans(text, clock):
    return [s for p in read_times(text, 0, WORDS).phrases if (s := resolve(p.meaning, clock)) is not None]


@given(st.sampled_from(sorted(COARSE)), st.sampled_from(list(calendar.month_name)[1:]), st.integers(1500, 2090), DAYS, st.booleans())
def test_no_date_is_more_precise_than_the_text(form, month, year, published, ahead):
    text = form.format(m=month, y=year, n=year + 3, d=year // 10 * 10)
    order = PRECISIONS.index
    for span in spans(text, Clock(published, ahead)):
        assert order(span.precision) >= order(COARSE[form]), text
        if not text.startswith(("since", "earlier", "the past")):
            assert (span.last - span.first).days >= {"week": 6, "month": 7, "year": 364, "decade": 3651}[COARSE[form]], text


TOKENS = sorted(WORDS.entries) + list(calendar.month_name)[1:] + list(calendar.day_name) + [
    "2003", "1990s", "12th", "31", "3", ",", "-", "–", "'s", "(", "of", "2016-02-30", "25/04/2016", "9/11", "Russia", "attack",
]  # fmt: skip


@given(st.lists(st.sampled_from(TOKENS), max_size=9), DAYS, st.booleans())
@settings(max_examples=400)
def test_no_date_ends_before_it_starts(words, published, ahead):
    origin = Span(published - timedelta(days=40), published - timedelta(days=38), "day")
    for span in spans(" ".join(words), Clock(published, ahead, origin)):
        assert span.first is None or span.last is None or span.first <= span.last, words


@given(st.sampled_from(COUNTED), DAYS, st.integers(-200, 200), st.booleans())
def test_weeks_later_everything_is_weeks_later(text, published, weeks, ahead):
    move = timedelta(weeks=weeks)
    moved = [(s.first + move, s.last + move) for s in spans(text, Clock(published, ahead))]
    assert moved and moved == [(s.first, s.last) for s in spans(text, Clock(published + move, ahead))]


@given(st.sampled_from(YEARLY), DAYS, st.integers(-20, 20))
def test_decades_later_everything_is_decades_later(text, published, decades):
    later = published.replace(year=published.year + 10 * decades, day=min(published.day, 28))
    moved = [(s.first.year + 10 * decades, s.last.year + 10 * decades, s.precision) for s in spans(text, Clock(published))]
    assert moved and moved == [(s.first.year, s.last.year, s.precision) for s in spans(text, Clock(later))]


def test_an_impossible_date_is_reported_and_dates_nothing(coder):
    coding = coder.code("Russia attacked Ukraine on 31 February 2022.", published="2022-03-05")
    assert shown(coding.claims[0].date) == ("", "2022-03-05", "unknown", "publication")
    assert [(r.reason, r.detail) for r in coding.rejections] == [("impossible_date", "no calendar has '31 February 2022'")]


def test_a_year_out_of_range_is_no_date(coder):
    assert coder.code("Russia attacked Ukraine in 3024.", published="2022-03-05").claims[0].date.basis == "publication"


@pytest.mark.parametrize(
    ("said", "first", "precision"),
    [
        ("two hundred years ago", "1824-01-01", "year"),
        ("one hundred and twenty-five years ago", "1899-01-01", "year"),
        ("a hundred days ago", "2024-01-27", "day"),
        ("twenty-five days ago", "2024-04-11", "day"),
        ("one thousand days ago", "2021-08-10", "day"),
        ("in twenty-five days", "2024-05-31", "day"),
        ("a few hundred years ago", None, None),
        ("several thousand days ago", None, None),
    ],
)
def test_number_words_are_added_and_multiplied(said, first, precision):
    found = spans(said, Clock(date(2024, 5, 6)))
    assert [(s.first.isoformat(), s.precision) for s in found] == ([(first, precision)] if first else [])


@pytest.mark.parametrize(
    ("said", "first"),
    [
        ("in '24", "2024-01-01"),
        ("in '29", "2029-01-01"),
        ("in '30", "1930-01-01"),
        ("in the '20s", "2020-01-01"),
        ("in the '30s", "1930-01-01"),
        ("in the ’90s", "1990-01-01"),
        ("on 25/04/29", "2029-04-25"),
        ("on 25/04/31", "1931-04-25"),
    ],
)
def test_two_digits_of_a_year_mean_one_century_in_every_spelling(said, first):
    assert [s.first.isoformat() for s in spans(said, Clock(date(2024, 5, 6)))] == [first]


@pytest.mark.parametrize(
    ("said", "told", "ahead"),
    [
        ("by '35", (None, "1935-12-31"), ("2026-11-01", "2035-12-31")),
        ("the '35 plan", ("2035-01-01", "2035-12-31"), ("2035-01-01", "2035-12-31")),
        ("by the '40s", (None, "1949-12-31"), ("2026-11-01", "2049-12-31")),
        ("in May '68", ("1968-05-01", "1968-05-31"), ("1968-05-01", "1968-05-31")),
        ("the '24–'99 treaty", ("1924-01-01", "1999-12-31"), ("1924-01-01", "1999-12-31")),
        ("the '98-02 talks", ("1998-01-01", "2002-12-31"), ("1998-01-01", "2002-12-31")),
        ("from '30 to '35", ("1930-01-01", "1935-12-31"), ("2030-01-01", "2035-12-31")),
        ("on February 29, '00", ("2000-02-29", "2000-02-29"), ("2000-02-29", "2000-02-29")),
    ],
)  # fmt: skip
def test_two_digits_of_a_year_mean_the_century_that_plans_or_the_past_make_of_them(said, told, ahead):
    for shown_span, is_ahead in ((told, False), (ahead, True)):
        (span,) = spans(said, Clock(date(2026, 11, 1), is_ahead))
        assert tuple(d.isoformat() if d else None for d in (span.first, span.last)) == shown_span


@pytest.mark.parametrize("length", range(582, 596))
def test_the_text_looked_back_on_is_never_cut_inside_a_date(pattern_coder, length):
    calm = ("The market was calm and quiet all along the river road there. " * 12)[:length].rstrip(" .").ljust(length, "m")
    text = f"The envoy of Kenya spoke about it on 25 March. {calm}. Kenya bombed a town in Somalia two days later."
    bombed = next(c for c in pattern_coder.code(text, published="2019-04-02").claims if c.event_type == "ASSAULT")
    assert bombed.date.start in ("2019-03-27", None)


def test_the_anchor_is_shown_and_quoted(coder):
    text = "Hamas attacked Israel on 7 October 2023. Two days later, Israel bombed Gaza."
    bombed = next(c for c in coder.code(text, published="2023-10-20").claims if c.date.start == "2023-10-09")
    assert bombed.date.anchor == "“7 October 2023” 2023-10-07"
    assert [e.quote for e in bombed.quoted("date")] == ["Two days later", "7 October 2023"]


@pytest.mark.parametrize(
    ("text", "past"),
    [
        ("Guyana tried to seize a Venezuelan ship.", True),
        ("An attempt by Guyana to seize a Venezuelan ship failed.", True),
        ("Guyana will try to seize a Venezuelan ship.", False),
    ],
)
def test_an_undated_attempt_lies_where_its_verb_lies(pattern_coder, text, past):
    claim = next(c for c in pattern_coder.code("It rained. " + text, published="2024-05-06").claims if c.event_type == "COERCE")
    assert (claim.date.start, claim.date.end) == ((None, "2024-05-06") if past else ("2024-05-06", None))
