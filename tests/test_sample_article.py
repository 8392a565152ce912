"""The sample article tells the facts of the article that Comity began with, in other words: each must be read."""

import pytest

from comity.readers import read_path


@pytest.fixture(scope="module")
def coding(coder, sample_folder):
    (document,) = read_path(sample_folder / "lavrov-in-beijing.md")
    return coder.code_document(document)


def codes(people):
    return {p.code for p in people}


def find(coding, event_type, *, actor=None, recipient=None, status=None, background=None, words=""):
    """The claims of a type that fit every condition given."""
    return [
        c for c in coding.claims
        if c.event_type == event_type
        and (actor is None or codes(c.actor) == actor)
        and (recipient is None or codes(c.recipient) == recipient)
        and (status is None or c.status == status)
        and (background is None or c.background == background)
        and words in coding.document.text[coding.sentences[c.sentence].start : coding.sentences[c.sentence].end]
    ]  # fmt: skip


def test_date_comes_from_the_front_matter(coding):
    assert coding.document.published == "2024-04-09"


def test_meeting_of_xi_and_lavrov(coding):
    (meeting,) = find(coding, "CONSULT", words="received")
    assert codes(meeting.actor) | codes(meeting.recipient) == {"CHN", "RUS"}
    assert meeting.status == "happened"
    assert (meeting.date.start, meeting.date.end, meeting.date.precision, meeting.date.basis) == (
        "2024-04-09",
        "2024-04-09",
        "day",
        "relative",
    )
    assert (meeting.place.name, meeting.place.country_code) == ("Beijing", "CHN")


def test_invasion_of_ukraine(coding):
    assert find(coding, "ASSAULT", actor={"RUS"}, recipient={"UKR"}, words="invasion")
    assert all(c.status in ("happened", "ongoing") for c in find(coding, "ASSAULT"))


def test_lavrov_praises_china(coding):
    (praise,) = find(coding, "SUPPORT", actor={"RUS"}, recipient={"CHN"})
    assert praise.actor[0].sector == "GOV"
    assert praise.status == "happened"


def test_joint_exercises_and_work_in_the_sco(coding):
    together = find(coding, "COOPERATE", actor={"CHN", "RUS"}, words="joint military exercises")
    assert len(together) >= 2
    assert all(c.reciprocal and not c.recipient for c in together)
    assert all(p.resolved_by == "coreference" for c in together for p in c.actor)


def test_no_military_aid_was_given(coding):
    (aid,) = find(coding, "AID", actor={"CHN"}, recipient={"RUS"})
    assert aid.status == "not_happened"
    assert aid.polarity == "negated"
    assert [e.quote for e in aid.quoted("status")] == ["not"]


def test_china_backs_moscow_and_blames_the_west(coding):
    assert find(coding, "SUPPORT", actor={"CHN"}, recipient={"RUS"}, status="happened", words="diplomatically")
    assert find(coding, "ACCUSE", actor={"CHN"}, recipient={"WST"}, status="happened")


def test_trade_goes_on_with_india_too(coding):
    trade = find(coding, "COOPERATE", status="ongoing", words="trade")
    assert {"CHN", "RUS", "IND"} <= {code for c in trade for code in codes(c.actor) | codes(c.recipient)}


def test_call_for_a_ceasefire(coding):
    (call,) = find(coding, "REQUEST", actor={"CHN"}, words="ceasefire")
    assert call.status == "happened"
    assert not [c for c in coding.claims if c.event_type in ("RETREAT", "CONCEDE") and c.status == "happened"]


def test_planned_contacts_and_visits_said_by_wang(coding):
    planned = find(coding, "CONSULT", status="planned", words="each other")
    assert any(codes(c.actor) == {"CHN", "RUS"} for c in planned)
    assert all(c.attributed_to.code == "CHN" for c in planned)
    agreed = find(coding, "AGREE", actor={"CHN", "RUS"})
    assert agreed
    assert {c.content_of for c in planned} & {c.id for c in agreed}


def test_visit_and_pact_of_2022(coding):
    (visit,) = find(coding, "CONSULT", actor={"RUS"}, recipient={"CHN"}, background=True)
    (pact,) = find(coding, "SUPPORT", words="pact", background=True)
    assert codes(pact.actor) | codes(pact.recipient) == {"CHN", "RUS"}
    for claim in (visit, pact):
        assert (claim.date.start, claim.date.end, claim.date.precision, claim.date.basis) == (
            "2022-01-01",
            "2022-12-31",
            "year",
            "stated",
        )


def test_biden_urges_china_and_nothing_is_done_to_north_korea(coding):
    (urging,) = find(coding, "REQUEST", actor={"USA"}, recipient={"CHN"})
    assert urging.status == "happened"
    assert urging.actor[0].name == "Joe Biden"
    assert not [c for c in coding.claims if "PRK" in codes(c.actor) | codes(c.recipient) and c.status in ("happened", "ongoing")]


def test_nothing_from_the_navigation_words(coding):
    navigation = coding.document.text.index("Share.")
    assert all(coding.sentences[c.sentence].end <= navigation for c in coding.claims)
    assert all(s.end <= navigation for s in coding.sentences)
