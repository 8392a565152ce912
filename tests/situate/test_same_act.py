"""Which date an act told without one may take over from the text before, and which expressions do not belong to an act."""

import pytest

PUBLISHED = "2019-10-10"  # a Thursday


def when(coder, text, act, event_type):
    found = [c for c in coder.code(text, published=PUBLISHED).claims if c.event_type == event_type and act in c.quoted("event")[0].quote]
    assert found, f"no {event_type} at {act!r}"
    return found[-1].date


INHERITED = [
    ("Rebels attacked Mali's army on Monday. The attack killed ten soldiers.", "attack", "ASSAULT", "a noun names the act again"),
    ("China and Russia held a meeting on Monday. The meeting was attended by China's president.", "attended", "CONSULT", "the object names it"),
    ("On Monday protesters in Serbia marched on parliament. Police fired tear gas at the protesters.", "fired", "ASSAULT", "one scene"),
    ("Serbian police shot protesters on Monday. Doctors said police had shot at protesters without warning.", "shot", "ASSAULT", "a report shifts the tense"),
    ("Monday was the third night in a row that Serbians protested in Belgrade.", "protested", "PROTEST", "what is told to be the day"),
    ("On Monday police in Serbia beat protesters. A video showed an officer surrounded by protesters.", "surrounded", "PROTEST", "pictures of the scene"),
    ("On Monday the rebel leader of Mali, who was jailed in May, held a rally. He urged France to leave.", "urged", "REQUEST", "an older date by the way"),
    ("On Monday a man stabbed soldiers in Paris. Police then surrounded the attacker.", "surrounded", "COERCE", "police at the scene"),
    ("A suicide bomber killed twenty Afghans at a mosque in Kabul on Monday. The Taliban denied the attack.", "attack", "ASSAULT", "who denies an act speaks of it"),
    ("On Monday a gunman shot shoppers at a store in Kenya. According to Mexico's president, six Mexicans were killed in the attack.", "killed", "ASSAULT",
     "victims told one by one"),
    ("On Monday Iran and Iraq met in Basra to sign a pact. The pact was signed by Iran and Iraq.", "signed", "SUPPORT", "what had been planned was done"),
    ("On Monday the United States killed a Syrian general in an air strike. The United States carried out the air strike near Iraq.", "strike", "ASSAULT",
     "a noun right after it, the victim told anew"),
    ("On Monday the Greek president spoke in Cairo, repeating his October 2 remarks on Libya. He also criticised Turkey.", "criticised", "ACCUSE",
     "a day that tells which remarks"),
    ("On Monday ministers in Cairo denounced Turkey. They said the November 27 memorandum was void. They urged Turkey to leave Libya.", "urged", "REQUEST",
     "a date that names a thing is no other scene"),
]  # fmt: skip
LEFT_OPEN = [
    ("On Wednesday Kenya's president declined the resignation of a minister. The recording had been published on Monday. He urged police to investigate.",
     "urged", "REQUEST", "the lead tells of another day"),
    ("On Monday a senator in Kenya was stabbed in prison. He opposed the position of Uganda.", "opposed", "ACCUSE", "an attitude of him who was spoken of"),
    ("On Monday a Kenyan licence expired. The Kenyan electoral commission met. The commission refused to recognise Uganda.", "refused", "REJECT",
     "a body that is no person"),
    ("On Monday opponents in Kenya held a rally. A main issue was the release of politicians arrested during the campaign.", "arrested", "COERCE",
     "who was arrested at another time"),
    ("On Monday a court in Kenya convicted two officers of a crime in 2014. They met the woman in a pub and offered her a visit.", "offered", "AGREE",
     "a lead with an older time"),
    ("On Monday Boris Johnson urged the United States to waive immunity. Dominic Raab urged the embassy to reconsider.", "urged", "REQUEST", "another speaker"),
    ("The German government accused Russia on Monday. The German government has accused Russia of cyber attacks.", "accused", "ACCUSE", "a perfect"),
    ("On Monday protesters in Serbia marched on parliament. Police previously attacked protesters in Serbia.", "attacked", "ASSAULT", "an adverb"),
    ("France sanctioned Iran on Monday. Iran attacked a French ship.", "attacked", "ASSAULT", "another kind of act"),
    ("On Monday the court in France sentenced the officer for the murder of a minister.", "murder", "ASSAULT", "what a sentence answers"),
    ("This comes on Monday after weeks of protests in Serbia.", "protests", "PROTEST", "acts that went on for weeks"),
    ("Russia condemned the attack on Syria, according to a letter on Monday by Iran's envoy.", "attack", "ASSAULT", "the date of a source"),
    ("Iran declared an emergency on Monday and later banned protests.", "banned", "COERCE", "what came later"),
    ("Putin was the first president to refuse to talk to France since 1976.", "refuse", "REJECT", "a record"),
    ("On Monday Kenya's police shot a prisoner. Kenya's minister recalled the night police shot a senator.", "shot", "ASSAULT", "a clause that tells a time"),
    ("Iran's minister criticised Israel on Monday. Iran's minister opposed the policy of Israel.", "opposed", "ACCUSE", "an attitude that lasts"),
    ("Protesters marched in Kenya on the last day of the talks.", "marched", "PROTEST", "a day of something else"),
    ("Russia decided on Monday to expel the envoy of France.", "expel", "SANCTION", "what was decided, not the decision"),
    ("Iran is cooperating with Russia on a reactor and its new ship is scheduled to sail on Friday.", "cooperating", "COOPERATE", "another clause"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "act", "event_type", "why"), INHERITED, ids=[c[-1] for c in INHERITED])
def test_the_same_act_has_the_same_date(pattern_coder, text, act, event_type, why):
    found = when(pattern_coder, text, act, event_type)
    assert (found.start, found.end, found.precision) == ("2019-10-07", "2019-10-07", "day"), why


@pytest.mark.parametrize(("text", "act", "event_type", "why"), LEFT_OPEN, ids=[c[-1] for c in LEFT_OPEN])
def test_another_act_stays_open(pattern_coder, text, act, event_type, why):
    found = when(pattern_coder, text, act, event_type)
    assert (found.precision, found.basis) == ("unknown", "publication"), why


def test_a_victim_who_strikes_back_does_not_give_his_act_the_date_of_the_first(pattern_coder):
    text = "On 7 October 2019 Iran bombed a United States base. The United States carried out an air strike on Iran."
    assert when(pattern_coder, text, "strike", "ASSAULT").basis == "publication"


def test_a_day_that_only_names_a_thing_is_not_counted_from(pattern_coder):
    text = "On Monday ministers in Cairo denounced the November 27 memorandum of Turkey. The following day Turkey denounced the summit."
    assert when(pattern_coder, text, "denounced", "ACCUSE").start == "2019-10-08"


@pytest.mark.parametrize(
    ("text", "act", "event_type", "start", "end"),
    [
        ("More than 1000 people have been arrested in Kenya since the protests began in June.", "arrested", "COERCE", "2019-06-01", PUBLISHED),
        ("Monday was the 70th anniversary of the army's takeover of Egypt.", "takeover", "COERCE", "1949-10-07", "1949-10-07"),
        ("The army of Zimbabwe moved on 15 November 2017. President Mugabe resigned on 21 November.", "resigned", "RETREAT", "2017-11-21", "2017-11-21"),
        ("Turkey signed a deal with Libya on 3 May 2012. Turkey attacked Syria on 1 October.", "attacked", "ASSAULT", "2019-10-01", "2019-10-01"),
    ],
)  # fmt: skip
def test_a_clause_an_anniversary_or_a_year_told_before_dates_an_act(pattern_coder, text, act, event_type, start, end):
    found = when(pattern_coder, text, act, event_type)
    assert (found.start, found.end) == (start, end)


@pytest.mark.parametrize(
    ("text", "act", "behind"),
    [
        ("Congress's vote to remove the president failed.", "remove", True),
        ("Congress will vote to remove the president.", "remove", False),
        ("Theresa May was unable to negotiate a deal with France.", "negotiate", True),
        ("Russia said it would negotiate a deal with France.", "negotiate", False),
        ("The court in Egypt punished the general for refusing to help Libya.", "refusing", True),
        ("Blumenthal said the agency would begin an investigation of Iran's army.", "investigation", False),
    ],
)
def test_the_bound_of_an_undated_act_faces_the_time_that_the_words_around_it_tell(pattern_coder, text, act, behind):
    claims = pattern_coder.code("It rained. " + text, published=PUBLISHED).claims
    found = [c.date for c in claims if act in c.quoted("event")[0].quote and c.date.basis == "publication"]
    assert found, [c.quoted("event")[0].quote for c in claims]
    assert (found[-1].start, found[-1].end) == ((None, PUBLISHED) if behind else (PUBLISHED, None))


def test_the_only_act_of_long_ago_is_meant_by_its_noun(pattern_coder):
    text = "A bishop was murdered by soldiers in El Salvador in March 2015. His sister distanced herself from the killing of the bishop."
    assert when(pattern_coder, text, "killing", "ASSAULT").start == "2015-03-01"


def test_what_is_said_later_does_not_take_the_place_of_what_was_said_before(pattern_coder):
    text = (
        "France praised Mali in Bamako on Monday. It rained. It was cold. France has urged Mali to hold a vote. France urged Niger to pay."
    )
    places = [c.place for c in pattern_coder.code(text, published=PUBLISHED).claims if c.event_type == "REQUEST"]
    assert places and places == [None] * len(places)
