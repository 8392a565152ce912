"""Claims of one act become one event, look-alikes stay apart, and the order of reports does not matter."""

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.config import DATA
from comity.core.actor import Participant
from comity.core.claim import Claim
from comity.core.event import Source, event_id
from comity.core.when_where import EventDate, Place
from comity.errors import DataError
from comity.merge.cluster import clusters, regroup
from comity.merge.likeness import likeness
from comity.merge.likeness import told as as_told
from comity.merge.merge import merge, words_of
from comity.merge.rules import load_rules

RULES = load_rules(DATA / "rules/merge.toml")


def side(code, id=None, sector="GOV"):
    return (Participant(code, 0, 1, id, None, code, sector),)


PUTIN, RUSSIA, UKRAINE = side("RUS", "person:Putin"), side("RUS"), side("UKR")
REPORTED = EventDate(end="2024-03-05")


def claim(id, type="ASSAULT", status="happened", **given):
    values = {
        "document_id": f"d{id}", "sentence": 0, "mode": None, "context": (), "quad": 4, "event_scale": -9.0, "cameo_code": None,
        "goldstein": None, "actor": RUSSIA, "recipient": UKRAINE, "reciprocal": False, "polarity": "positive", "certainty": "certain",
        "time": "past", "attributed_to": None, "content_of": None, "background": False, "date": REPORTED, "place": None, "evidence": (),
        "coder": "patterns", "rule": "r", "confidence": 1.0,
    }  # fmt: skip
    return Claim(id=id, event_type=type, status=status, **(values | given))


def told(claim, published="2024-03-05", publisher=None, origins=(), sentence=""):
    return claim, Source(published, publisher or claim.document_id, origins, words_of(sentence))


def city(name, country="UKR"):
    return Place(name, 0, 1, name, country)


def day(text):
    return EventDate(text, text, "day", "stated", text)


def groups(*claims):
    return sorted(sorted(e.claims) for e in merge(claims, RULES))


@pytest.mark.parametrize(
    ("one", "two", "together"),
    [
        (claim("a"), claim("b"), True),
        (claim("a"), claim("b", type="SANCTION"), False),
        (claim("a"), claim("b", recipient=side("POL")), False),
        (claim("a"), claim("b", actor=()), True),
        (claim("a", actor=()), claim("b", recipient=()), False),  # they share nobody who is known on both sides
        (claim("a", actor=(), recipient=RUSSIA), claim("b", recipient=(), mode=None), True),  # "the attack of Russia": on either side
        (claim("a", recipient=side("UKR", sector="CVL"), date=day("2024-03-04")), claim("b", date=day("2024-03-04")), True),
        (claim("a", date=day("2024-03-04"), recipient=()), claim("b", date=day("2024-03-05"), recipient=()), False),  # each its day
        (claim("a", place=city("Kharkiv")), claim("b", place=city("Odesa")), False),
        (claim("a", place=city("Kharkiv")), claim("b", place=replace(city("Ukraine"), precision="country")), True),
        (claim("a", date=day("2024-03-04")), claim("b", date=day("2024-03-05")), True),
        (claim("a", date=day("2024-03-02")), claim("b", date=day("2024-03-05")), False),
        (claim("a"), claim("b", status="denied"), True),
        (claim("a", type="CONSULT"), claim("b", type="CONSULT", status="planned"), False),
        (claim("a", background=True), claim("b"), True),
        (claim("a", recipient=side("UKR", sector="REB")), claim("b"), False),
        (claim("a", type="CONSULT", actor=side("RUS") + side("UKR"), recipient=(), reciprocal=True), claim("b", type="CONSULT", actor=side("UKR"), recipient=side("RUS")), True),
        (claim("a", actor=side("IGO", "igo:UN")), claim("b", actor=side("IGO", "igo:NATO")), False),
    ],
)  # fmt: skip
def test_which_two_claims_are_one_act(one, two, together):
    assert (len(groups(told(one), told(two))) == 1) is together


def test_reports_far_apart_that_date_nothing_stay_apart_unless_their_words_agree():
    late = claim("b", date=EventDate(end="2024-03-11"))
    assert len(groups(told(claim("a")), told(late, "2024-03-11"))) == 2
    words = "missiles struck the Okhmatdyt hospital killing seventeen doctors"
    assert len(groups(told(claim("a"), sentence=words), told(late, "2024-03-11", sentence=words))) == 1


CLAIMS = [
    told(claim(f"{n}{m}", actor=actor, place=place, date=date), published)
    for n, (actor, published, date) in enumerate(
        [(side("RUS"), "2024-03-05", EventDate(end="2024-03-05")), (side("RUS"), "2024-03-06", day("2024-03-05")), (PUTIN, "2024-03-07", EventDate(end="2024-03-07")), ((), "2024-03-08", day("2024-03-07"))]
    )
    for m, place in enumerate([None, city("Kharkiv"), city("Odesa")])
]  # fmt: skip


@settings(deadline=None)
@given(st.permutations(CLAIMS))
def test_order_does_not_matter(shuffled):
    assert merge(shuffled, RULES) == merge(CLAIMS, RULES)


def ids_of(found):
    return sorted(sorted(t.claim.id for t in cluster) for cluster in found)


@st.composite
def reports(draw):
    """Claims of few parties, places and days, so that many may be one act."""
    n = draw(st.integers(2, 14))
    found = []
    for i in range(n):
        published = draw(st.sampled_from(["2024-03-01", "2024-03-04", "2024-03-08", "2024-03-15", None]))
        date = draw(st.sampled_from([EventDate(end=published), day("2024-03-04"), day("2024-03-07")]))
        actor, recipient = (draw(st.sampled_from([RUSSIA, UKRAINE, PUTIN, (), side("RUS", sector="MIL")])) for _ in range(2))
        given = {
            "type": draw(st.sampled_from(["ASSAULT", "COERCE", "CONSULT"])), "status": draw(st.sampled_from(["happened", "denied", "planned"])),
            "place": draw(st.sampled_from([None, city("Kharkiv"), city("Odesa")])), "document_id": draw(st.sampled_from(["d1", "d2", f"d{i}"])),
        }  # fmt: skip
        sentence = draw(st.sampled_from(["missiles struck the harbour", "missiles struck a hospital", "the harbour burned"]))
        found.append(told(claim(f"c{i:02}", actor=actor, recipient=recipient, date=date, **given), published, sentence=sentence))
    return found


@settings(deadline=None, max_examples=300)
@given(reports(), st.randoms(use_true_random=False))
def test_claims_that_come_bit_by_bit_give_the_clusters_of_all_at_once(claims, chance):
    listed = [as_told(c, s, RULES) for c, s in claims]
    different = [tuple(t.claim.id for t in chance.sample(listed, 2))]
    expected = ids_of(clusters(listed, RULES, different))
    chance.shuffle(listed)
    known = []

    def near(asked):
        return [c for c in known if any(a is not t and likeness(a, t, RULES) is not None for a in asked for t in c)]

    while listed:
        fresh, listed = listed[:3], listed[3:]
        gone, made = regroup(fresh, near, RULES, different)
        known = [c for c in known if c not in gone] + made
    assert ids_of(known) == expected


def test_a_late_report_keeps_the_former_ids_as_aliases():
    early, late = told(claim("b"), "2024-03-05"), told(claim("a"), "2024-03-04")
    (before,) = merge([early], RULES)
    (after,) = merge([early, late], RULES)
    assert before.id == event_id("2024-03-05", "b") and after.id == event_id("2024-03-04", "a")
    assert after.aliases == (before.id,)


def test_judgements_of_people_win():
    a, b, c = told(claim("a")), told(claim("b")), told(claim("c", type="SANCTION"))
    assert [sorted(e.claims) for e in merge([a, b], RULES, different=[("b", "a")])] == [["a"], ["b"]]
    assert any(len(e.claims) == 2 for e in merge([a, c], RULES, same=[("a", "c")]))


def test_status_climbs_and_contradictions_are_kept():
    said = [
        told(claim("a", status="alleged", place=city("Kharkiv"))),
        told(claim("b", status="denied"), "2024-03-06"),
        told(claim("c", actor=()), "2024-03-06", "other.org"),
    ]
    (event,) = merge(said, RULES)
    assert [(s.since, s.status) for s in event.history] == [("2024-03-05", "alleged"), ("2024-03-06", "denied"), ("2024-03-06", "happened")]
    assert event.status == "happened" and event.actor == side("RUS") and event.place.name == "Kharkiv"
    (kept,) = event.contradictions
    assert kept.field == "status" and {v.value: v.claims for v in kept.variants} == {
        "alleged": ("a",),
        "denied": ("b",),
        "happened": ("c",),
    }


def test_a_state_by_its_id_and_by_its_code_is_no_contradiction():
    (event,) = merge([told(claim("a")), told(claim("b", actor=side("RUS", "state:RUS"))), told(claim("c", actor=PUTIN))], RULES)
    (kept,) = event.contradictions
    assert kept.field == "actor" and {v.value: v.claims for v in kept.variants} == {"RUS": ("a", "b"), "person:Putin": ("c",)}


@pytest.mark.parametrize(("rule", "sector"), [("most_frequent", "GOV"), ("most_precise", "MIL"), ("latest", "GOV")])
def test_the_rule_chooses_among_values(rule, sector):
    exact = side("RUS", "org:Army", "MIL")
    (event,) = merge([told(claim("a", actor=exact)), told(claim("b")), told(claim("c"), "2024-03-06")], RULES, rule)
    assert event.actor[0].sector == sector


def test_reports_outlets_and_origins_are_counted_apart():
    said = [
        told(claim(i), publisher=p, origins=o)
        for i, p, o in [("a", "x", ("1",)), ("b", "y", ("1", "2")), ("c", "y", ("2",)), ("d", "z", ())]
    ]
    (event,) = merge(said, RULES)
    assert (event.n_reports, event.n_outlets, event.n_origins) == (4, 3, 2)


def test_an_unknown_publisher_is_no_outlet():
    said = [(claim(i), Source("2024-03-05", p, (), words_of(""))) for i, p in (("a", "x"), ("b", None), ("c", None))]
    (event,) = merge(said, RULES)
    assert (event.n_reports, event.n_outlets) == (3, 1)


def test_every_claim_is_in_one_event():
    found = merge(CLAIMS, RULES)
    assert sum(len(e.claims) for e in found) == len(CLAIMS)
    assert not any(set(a.claims) & set(b.claims) for a, b in combinations(found, 2))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [("slack = 1", 'slack = "one"', "days.slack is 'one'; expected a number"), ("families = [", "other = [", "families is None"), ("[days]", "[days", "cannot be read")],
)  # fmt: skip
def test_wrong_rules_are_named(tmp_path, old, new, message):
    path = tmp_path / "merge.toml"
    path.write_text((DATA / "rules/merge.toml").read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(DataError, match=message):
        load_rules(path)
