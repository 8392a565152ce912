"""Sentences and what must be read in them: tests/cases/claims.toml."""

import tomllib
from pathlib import Path

import pytest

CASES = tomllib.loads((Path(__file__).parent / "cases/claims.toml").read_text(encoding="utf-8"))["case"]
KEYS = {"type", "mode", "actor", "recipient", "status", "background", "date", "place", "speaker", "sectors", "polarity"}


def code(person):
    return person.id if person.code == "IGO" and person.id else person.code


def fits(claim, wanted):
    """Whether a claim has everything that a case asks of it."""
    date = claim.date
    said = {
        "type": claim.event_type,
        "mode": claim.mode,
        "actor": sorted({code(p) for p in claim.actor}),
        "recipient": sorted({code(p) for p in claim.recipient}),
        "status": claim.status,
        "polarity": claim.polarity,
        "background": claim.background,
        "date": [date.start or "", date.end or "", date.precision, date.basis],
        "place": claim.place.country_code if claim.place else "",
        "speaker": claim.attributed_to.code if claim.attributed_to else "",
        "sectors": sorted({p.sector for p in claim.actor}),
    }
    return all(said[k] == (sorted(v) if k in ("actor", "recipient", "sectors") else v) for k, v in wanted.items())


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["why"])
def test_case(coder, case):
    claims = list(coder.code(case["text"], published=case.get("published")).claims)
    told = [
        (c.event_type, [code(p) for p in c.actor], [code(p) for p in c.recipient], c.status, c.date, c.place and c.place.name, c.rule)
        for c in claims
    ]
    for wanted in case["claims"]:
        assert set(wanted) <= KEYS, f"unknown key in {wanted}"
        match = next((c for c in claims if fits(c, wanted)), None)
        assert match is not None, f"{wanted} is not among {told}"
        claims.remove(match)
    if case.get("exact"):
        assert not claims, f"too much: {told}"
