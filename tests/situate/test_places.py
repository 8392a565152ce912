"""Place names and the places of acts: every case of `cases/places.toml`, through `Coder.places` and `Coder.code`."""

import re
import tomllib
from pathlib import Path

import pytest

import comity
from comity.parsers.sentences import split
from comity.pipeline import read_document
from comity.situate.choose import kilometres
from comity.situate.scene import Ground, event_place, recalled_place

CASES = tomllib.loads((Path(__file__).parents[1] / "cases/places.toml").read_text(encoding="utf-8"))["case"]
NAMES = [c for c in CASES if "places" in c]
ACTS = [c for c in CASES if "act" in c]
RIGHT_KM = 161  # as in the published measure of geoparsers


def title(case):
    return case["why"][:60] + ": " + case["text"][:40]


def located(case):
    """The expected places with their offsets, the names standing in text order."""
    at, found = 0, []
    for wanted in case["places"]:
        at = re.compile(rf"(?<!\w){re.escape(wanted['text'])}(?!\w)").search(case["text"], at).start()
        found.append((at, at + len(wanted["text"]), wanted))
        at += 1
    return found


@pytest.mark.parametrize("case", NAMES, ids=title)
def test_names_of_a_text(case, coder):
    said = coder.places(case["text"])
    wanted = located(case)
    for start, end, place in wanted:
        found = [p for p in said if p.start < end and start < p.end]
        found = [p for p in found if p.text == place["text"]] or found
        assert found, f"{place['text']} is not found"
        check_place(found[0], place)
    extra = [p for p in said if not any(p.start < end and start < p.end for start, end, _ in wanted)]
    assert not [p.text for p in extra if not frames_another(case["text"], p, said)]


def frames_another(text, place, said):
    """Whether a name only says where the one before it lies ("Toledo, Ohio"): the cases count such a chain as one place.

    `Coder.places` gives every name, so that labelled articles, which count both, can be compared.
    """
    chain = re.compile(r"(?: state| province| region| county)?,(?: in)? $")
    return any(chain.match(text[p.end : place.start]) and p.country_code == place.country_code for p in said)


def check_place(found, wanted):
    assert found.use == wanted["use"], f"use of {found.text}"
    if wanted.get("unresolved"):
        assert found.lat is None
        assert len(found.candidates) > 1
        return
    assert (found.country_code or "") == wanted["country"], f"country of {found.text}"
    if "precision" in wanted:
        assert found.precision == wanted["precision"], f"precision of {found.text}"
    if "admin1" in wanted:
        assert found.admin1 == wanted["admin1"], f"area of {found.text}"
    if "near" in wanted:
        assert kilometres(found.lat, found.lon, *wanted["near"]) < RIGHT_KM, f"{found.text} is put at {found.lat}, {found.lon}"


def claimed(coder, case):
    """The place of the claim whose event covers the act, and whether there is one."""
    start = case["text"].index(case["act"])
    end = start + len(case["act"])
    coding = coder.code(case["text"], published=case["published"])
    claims = [c for c in coding.claims for e in c.quoted("event") if e.start < end and start < e.end]
    return (claims[0].place, True) if claims else (None, False)


def parsed(coder, case):
    """The place by the placing functions on the parse, for an act that the coder does not know: placing is asked here, not coding."""
    engine = coder._engine
    document = comity.Document(case["text"], case["published"])
    start = case["text"].index(case["act"])
    sentences = split(document.text, (), engine.language.words["abbreviation"])
    at = next(n for n, s in enumerate(sentences) if s.start <= start < s.end)
    sentence = sentences[at]
    known = next((r for r in read_document(document, engine).reads if r.sentence == sentence), None)
    parse = known.parse if known else next(engine.parser.parse([(document.text[sentence.start : sentence.end], sentence.start)]))
    inside = [i for i in range(len(parse)) if start <= parse.starts[i] < start + len(case["act"])]
    token = next((i for i in inside if parse.heads[i] not in inside or parse.heads[i] == i), inside[0])
    refused = [x.rule for x in known.result.rejections if x.start <= parse.starts[token] < x.end and x.rule] if known else []
    event_type = refused[0].split(":")[0] if refused else "ASSAULT"
    places = coder.places(case["text"])
    here = [p for p in places if sentence.start <= p.start and p.end <= sentence.end]
    acts = sorted({token, *((d.token for d in known.result.drafts) if known else ())})
    ground = Ground(here, places, sentence.start, sentences[at - 1].start if at else 0, None)
    found = event_place(parse, token, event_type, here, acts, engine.language.words)
    return found or recalled_place(parse, token, ground, engine.language.words)


@pytest.mark.parametrize("case", ACTS, ids=title)
def test_place_of_an_act(case, coder):
    place, coded = claimed(coder, case)
    if not coded:
        place = parsed(coder, case)
    wanted = case["place"]
    if not wanted:
        assert place is None
        return
    assert place is not None, "no place"
    assert (place.country_code or "") == wanted["country"]
    assert wanted["name"].lower() == place.name.lower() or wanted["name"].lower() in place.text.lower(), place
    if "precision" in wanted:
        assert place.precision == wanted["precision"]


@pytest.mark.parametrize(
    ("text", "act", "place"),
    [
        ("Envoys met in Oslo. In 1979 students took control of Iran's embassy in Kabul and seized diplomats there.", "seized", "Kabul"),
        ("On Wednesday an assembly of ministers in Cairo denounced Turkey.", "denounced", "Cairo"),
        ("On Wednesday Turkey began a military offensive into Syria.", "offensive", "Syria"),
    ],
)
def test_there_the_doers_and_what_a_verb_carries_tell_the_scene(pattern_coder, text, act, place):
    claims = pattern_coder.code(text, published="2019-10-10").claims
    found = [c.place.name for c in claims if act in c.quoted("event")[0].quote and c.place]
    assert found == [place]
