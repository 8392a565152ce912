"""What is exported and imported again has the same types, actors and dates; what a format cannot say is told here."""

import pytest

from comity.exports.entries import directed_pairs, done_claims, plover_claims
from comity.exports.formats import TEXT
from comity.imports.formats import READERS
from comity.lexicon.crosswalk import bundled_crosswalk

UNSAID = {"gdelt": {}, "icews": dict.fromkeys(("WST", "NGO", "MNC", "IMG"), "---"), "phoenix": {}}  # what a format has no code for


def there_and_back(name, codings, folder):
    """The claims of a file that was written and read again."""
    file = folder / name
    file.write_text("".join(TEXT[name](codings)), encoding="utf-8")
    errors = []
    read = list(READERS[name](file, errors.append))
    assert errors == [] and not [c for c in read if c.rejections]
    return [claim for coding in read for claim in coding.claims]


def sides(people):
    """Code and sector of each; CAMEO has no role for some sectors, and separatists are rebels there."""
    roles, back = bundled_crosswalk().roles, bundled_crosswalk().sector_of_role
    return [(p.code, back.get(roles.get(p.sector, ""), "")) for p in people]


def pairs(codings):
    """(type, codes and sectors of both sides, day) of each row that the CAMEO family has for the claims done."""
    for entry in done_claims(codings):
        for pair in directed_pairs(entry.claim):
            yield entry.claim.event_type, *([p] if p else [] for p in pair), entry.day


@pytest.fixture()
def made(make_claim, code, people):
    """Hand-made claims beside the sample: a mutual act, a compound, an organisation, a hosted visit, somebody unknown."""
    chosen = [people[n] for n in ("CHE", "ROU", "NATO", "REBELS")]
    return code(
        make_claim(actor=tuple(chosen[:2]), recipient=(), reciprocal=True, cameo_code="036", event_type="AGREE"),
        make_claim("ASSAULT", actor=(chosen[3],), recipient=tuple(chosen[:2]), quad=4),
        make_claim("SUPPORT", actor=(chosen[2],), cameo_code="051"), make_claim(mode="visit", cameo_code="043"),
        make_claim("RETREAT", recipient=(), quad=2), make_claim("ACCUSE", actor=(people["NOBODY"],), quad=3),
    )  # fmt: skip


@pytest.mark.parametrize("name", ["gdelt", "icews", "phoenix"])
def test_the_cameo_family_gives_back_types_actors_and_dates(name, made, sample, tmp_path):
    codings = [*made, *sample]
    back = there_and_back(name, codings, tmp_path)
    expected = list(pairs(codings))
    assert len(back) == len(expected) > 50
    for claim, (event_type, actor, recipient, day) in zip(back, expected, strict=True):
        assert (claim.event_type, claim.date.start, claim.date.end, claim.coder) == (event_type, day, day, name)
        for found, meant in ((claim.actor, actor), (claim.recipient, recipient)):
            assert [p.code for p in found] == [UNSAID[name].get(p.code, p.code) for p in meant] or name == "phoenix" and not found
            for (_, sector), (code, wanted) in zip(sides(found), sides(meant), strict=False):
                assert sector == wanted or not wanted or (name, code) == ("icews", "IGO")  # which has no other sector there
    if name == "gdelt":
        assert [p.id for c in back for p in c.actor if p.code == "IGO"][0] == "igo:NATO"


def test_polecat_gives_back_compounds_modes_and_places(made, sample, tmp_path):
    codings = [*made, *sample]
    back = there_and_back("polecat", codings, tmp_path)
    for claim, entry in zip(back, plover_claims(codings), strict=True):
        ours = entry.claim
        assert (claim.event_type, claim.mode, claim.context, claim.date.start) == (ours.event_type, ours.mode, ours.context, entry.day)
        assert [p.code for p in claim.actor] == [p.code for p in ours.actor]
        assert [(p.code, p.sector) for p in claim.recipient] == [(p.code, p.sector) for p in ours.recipient]
        if ours.place:
            assert claim.place and (claim.place.name, claim.place.lat, claim.place.geonameid) == (
                " ".join(ours.place.name.split()), ours.place.lat, ours.place.geonameid,
            )  # fmt: skip
