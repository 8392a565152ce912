"""Which place an act that names none takes over from the text before."""

import pytest

PUBLISHED = "2019-10-10"  # a Thursday


def claim(coder, text, act, event_type):
    found = [c for c in coder.code(text, published=PUBLISHED).claims if c.event_type == event_type and act in c.quoted("event")[0].quote]
    assert found, f"no {event_type} at {act!r}"
    return found[-1]


INHERITED = [
    ("On Monday police in Nairobi, Kenya, beat protesters. Protesters threw stones at Kenyan police.", "threw", "PROTEST", "Nairobi", "the scene of a day"),
    ("Kenyans have been protesting since Monday in Nairobi, Kenya. On Tuesday Kenyan protesters clashed with police.", "clashed", "PROTEST", "Nairobi",
     "a day of many"),
    ("Yemeni reporter Ali Saleh was killed by gunmen in Aden on Monday. The United Nations condemned the killing of Saleh in Yemen.", "killing", "ASSAULT",
     "Aden", "the finer place of an act told again"),
    ("On Monday the Russian president met the Turkish president in Sochi. They agreed on a ceasefire in Idlib.", "agreed", "AGREE", "Sochi",
     "where they met, not where the fighting is to stop"),
    ("On Monday ministers of Egypt met in Cairo. They urged Turkey to leave Libya.", "urged", "REQUEST", "Cairo", "what the same people said that day"),
    ("Rebels said Turkey began a military offensive into north-eastern Syria on Monday. France condemned it. On Monday, Turkey began a military offensive "
     "with airstrikes.", "offensive", "ASSAULT", "Syria",
     "the same side's act of the same day"),
]  # fmt: skip
LEFT_OPEN = [
    ("In 1979 a French spy was arrested in Marseille, France. In 1979 France banned a party and France later recalled it. Last year France banned a protest.",
     "banned", "COERCE", "another year"),
    ("On Monday Kenyan police shot protesters in Nairobi. The minister demanded that Kenyan police arrest the attackers.", "arrest", "COERCE",
     "what is only asked for"),
    ("Soldiers of Mali arrested a minister in Gao. France praised the minister of Mali. Chad called for calm in Mali. Niger's army rested. Mali's army raided a town.",
     "raided", "ASSAULT", "further off, without a day"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "act", "event_type", "place", "why"), INHERITED, ids=[c[-1] for c in INHERITED])
def test_the_scene_has_one_place(pattern_coder, text, act, event_type, place, why):
    found = claim(pattern_coder, text, act, event_type)
    assert found.place is not None, why
    assert (found.place.name, found.place.basis) == (place, "inherited"), why
    assert [e.quote for e in found.quoted("place")] == [place], "an inherited place is quoted where it was named"


@pytest.mark.parametrize(("text", "act", "event_type", "why"), LEFT_OPEN, ids=[c[-1] for c in LEFT_OPEN])
def test_another_scene_has_its_own_place(pattern_coder, text, act, event_type, why):
    assert claim(pattern_coder, text, act, event_type).place is None, why


def test_the_sentence_of_the_day_tells_the_place_of_a_scene(pattern_coder):
    text = "On Monday a man ran about with a knife at a hall in London. He struck people. Police arrived and shot the attacker dead."
    found = claim(pattern_coder, text, "shot", "ASSAULT")
    assert found.place is not None
    assert (found.place.name, found.place.basis, found.date.start) == ("London", "inherited", "2019-10-07")
