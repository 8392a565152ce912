"""What the month of a title, the day of the news told before, and the event that a clause counts from give to an act without a date."""

import pytest

PUBLISHED = "2019-10-10"  # a Thursday
TITLE = "Kenya's campaign trail, August 2019"


def when(coder, text, act, event_type, title=None):
    found = [
        c
        for c in coder.code(text, published=PUBLISHED, title=title).claims
        if c.event_type == event_type and act in c.quoted("event")[0].quote
    ]
    assert found, f"no {event_type} at {act!r}"
    return found[-1].date


FRAMED = [
    ("Kenya's president criticised Uganda for the closure of the border.", "criticised", "ACCUSE", "a simple past"),
    ("The president of Kenya condemned the ban and praised Uganda.", "praised", "SUPPORT", "a verb joined to it"),
    ("The death of a farmer led to protests in Kenya.", "protests", "PROTEST", "what a past verb set off"),
    ("Kenyan rebels continued to attack soldiers.", "attack", "ASSAULT", "an infinitive that a past verb began"),
    ("Kenya's president, who was elected in 2013, criticised Uganda.", "criticised", "ACCUSE", "an older year in a remark"),
]
UNFRAMED = [
    ("Kenya's president has criticised Uganda.", "criticised", "ACCUSE", TITLE, "a perfect"),
    ("Kenya's president had criticised Uganda.", "criticised", "ACCUSE", TITLE, "what lay before"),
    ("Kenya's president criticised the war of Uganda against Sudan.", "war", "ASSAULT", TITLE, "what was known already"),
    (
        "The border was drawn in 1926. Kenya's president criticised Uganda.",
        "criticised",
        "ACCUSE",
        TITLE,
        "the text went back to an older time",
    ),
    ("Kenya's president criticised Uganda.", "criticised", "ACCUSE", "Kenya after the August 2019 vote", "a month inside the title"),
    ("Kenya's president criticised Uganda.", "criticised", "ACCUSE", "Kenya prepares for vote, August 2020", "a month to come"),
]


@pytest.mark.parametrize(("text", "act", "event_type", "why"), FRAMED, ids=lambda v: v if " " in v else "")
def test_the_month_that_a_title_ends_with_dates_what_its_article_tells(pattern_coder, text, act, event_type, why):
    date = when(pattern_coder, text, act, event_type, TITLE)
    assert (date.start, date.end, date.precision, date.basis) == ("2019-08-01", "2019-08-31", "month", "inherited")
    assert (date.text, date.anchor) == ("August 2019", "title")


@pytest.mark.parametrize(("text", "act", "event_type", "title", "why"), UNFRAMED, ids=lambda v: v if " " in v else "")
def test_what_is_no_part_of_that_tale_stays_open(pattern_coder, text, act, event_type, title, why):
    assert when(pattern_coder, text, act, event_type, title).basis == "publication"


def test_this_month_is_that_of_the_title(pattern_coder):
    text = "Kenya's president visited Uganda this month."
    assert when(pattern_coder, text, "visited", "CONSULT", TITLE).start == "2019-08-01"
    assert when(pattern_coder, text, "visited", "CONSULT").start == "2019-10-01"


SAME_DAY = [
    ("Foreign ministers of Egypt and Greece met in Cairo on Monday. The Italian foreign minister joined the talks.", "joined", "CONSULT",
     "who joins the meeting"),
    ("On Monday the United States government praised Boris Johnson of Britain after the vote of 4 May. It rained. Boris Johnson responded to the praise, "
     "urging Iran to leave Syria.", "urging", "REQUEST", "who answers what was done, though the lead names an older day, too"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "act", "event_type", "why"), SAME_DAY, ids=lambda v: v if " " in v else "")
def test_what_is_done_at_or_in_answer_to_the_news_of_a_day_has_that_day(pattern_coder, text, act, event_type, why):
    date = when(pattern_coder, text, act, event_type)
    assert (date.start, date.end, date.basis) == ("2019-10-07", "2019-10-07", "inherited")


def test_a_stance_told_in_the_present_has_no_day(pattern_coder):
    text = "On Monday Boris Johnson urged Ireland to sign. Boris Johnson insists that Ireland leave the pact."
    assert when(pattern_coder, text, "insists", "REQUEST").basis == "publication"


def test_hours_before_a_meeting_are_of_its_day_and_never_of_a_year_told_by_the_way(pattern_coder):
    summit = "At a summit in Tokyo, Japan and South Korea agreed on Monday to restore a pact that Seoul had threatened to scrap in 2018."
    after = "Hours before the summit, North Korea fired a missile at Japan."
    assert when(pattern_coder, f"{summit} {after}", "fired", "ASSAULT").start == "2019-10-07"
    undated = "Seoul had threatened to scrap a pact with Japan in 2018."
    assert when(pattern_coder, f"{undated} {after}", "fired", "ASSAULT").basis == "publication"


def test_the_year_of_a_named_meeting_is_no_date_of_its_start(pattern_coder):
    text = "Before the start of the 2019 African Cup, police in Kenya shot protesters."
    assert when(pattern_coder, text, "shot", "ASSAULT").basis == "publication"


def test_since_when_a_city_has_been_home_to_protests_dates_them(pattern_coder):
    date = when(pattern_coder, "The city of Nairobi has been home to protests since June of this year.", "protests", "PROTEST")
    assert (date.start, date.end) == ("2019-06-01", PUBLISHED)


def test_a_plot_that_somebody_was_punished_for_is_old(pattern_coder):
    text = "The Iranian general was sanctioned in 2011 in relation to a plot to kill the ambassador of Egypt."
    assert when(pattern_coder, text, "kill", "ASSAULT").end == PUBLISHED
    assert when(pattern_coder, "Iranian generals follow a plot to kill the ambassador of Egypt.", "kill", "ASSAULT").end is None


def test_what_somebody_favours_doing_is_not_done(pattern_coder):
    assert when(pattern_coder, "The Kenyan president favoured sending troops to Somalia.", "sending", "MOBILIZE").end is None


DEBATE = "At the first debate, held September 3 in Nairobi, the candidates answered ten questions. They spoke for two hours. "


@pytest.mark.parametrize(
    ("opening", "day"),
    [
        (DEBATE, "2019-09-03"),
        ("The summit took place in Mombasa on September 20. ", "2019-09-20"),
        ("Uganda hosted an emergency session of the council on October 4. ", "2019-10-04"),
    ],
)
def test_what_was_said_at_a_sitting_has_its_day(pattern_coder, opening, day):
    text = opening + "The moderator thanked everybody. " * 20 + "Kenya's president criticised Uganda for the closure of the border."
    date = when(pattern_coder, text, "criticised", "ACCUSE")
    assert (date.start, date.end, date.basis) == (day, day, "inherited")


def test_what_was_said_at_a_sitting_has_its_place(pattern_coder):
    claims = pattern_coder.code(DEBATE + "Kenya's president criticised Uganda.", published=PUBLISHED).claims
    assert [(c.place.name, c.place.basis) for c in claims if c.place] == [("Nairobi", "inherited")]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (DEBATE + "On September 12 the president fell ill. Kenya's president criticised Uganda.", "another day was told since"),
        (DEBATE + "Kenya's president has criticised Uganda.", "a perfect"),
        ("At the debate, to be held on October 20, rules apply. Kenya's president criticised Uganda.", "a sitting to come"),
        ("At the debate, held on September 3, 1998, two spoke. Kenya's president criticised Uganda.", "a sitting of long ago"),
    ],
    ids=lambda v: v if len(v) < 40 else "",
)
def test_what_was_not_said_at_the_sitting_has_not_its_day(pattern_coder, text, why):
    assert when(pattern_coder, text, "criticised", "ACCUSE").start not in ("2019-09-03", "2019-10-20", "1998-09-03")


def test_what_was_punished_on_a_day_was_done_by_then(pattern_coder):
    date = when(pattern_coder, "A Ugandan officer was jailed in 2015 for attacking Kenyan police.", "attacking", "ASSAULT")
    assert (date.start, date.end, date.precision, date.text) == (None, "2015-12-31", "unknown", "2015")


def test_a_joined_act_has_the_day_of_the_one_before_it(pattern_coder):
    """Though the clause of both is itself joined to another with a subject of its own."""
    text = "Kenya and Uganda had had poor relations, but the leaders of the two countries met on Friday and agreed to reopen the border."
    date = when(pattern_coder, text, "agreed", "AGREE")
    assert (date.start, date.end) == ("2019-10-04", "2019-10-04")


def test_who_is_the_last_to_do_something_has_done_it(pattern_coder):
    (claim,) = pattern_coder.code("Kenya was the last state to recognise the government of South Sudan.", published=PUBLISHED).claims
    assert (claim.event_type, claim.status, claim.date.start) == ("SUPPORT", "happened", None)
