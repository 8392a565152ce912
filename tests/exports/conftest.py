"""Claims made by hand, so that every format meets the cases that matter: compounds, mutual acts, promises, unknown dates and places."""

from dataclasses import replace
from pathlib import Path

import pytest

from comity.core.actor import Participant
from comity.core.claim import Claim, Evidence, claim_id
from comity.core.text import Document, Sentence
from comity.core.trace import Coding
from comity.core.when_where import EventDate, Place
from comity.readers import expand, read_path

TEXT = "Swiss and Romanian envoys met\tin Kyiv,\nUkraine, on 8 April 2024.\n\nNATO “praised” it; <rebels> & others shelled a town."
DOCUMENT = Document(TEXT, "2024-04-09", "A title", "https://example.org/a?b=1&c=2", "Example Press", "en")
SENTENCES = (Sentence(0, 0, 63), Sentence(1, 65, len(TEXT)))
CHE = Participant("Swiss", 0, 5, "state:CHE", "Switzerland", "CHE", "GOV")
ROU = Participant("Romanian", 10, 18, "state:ROU", "Romania", "ROU", "MIL", ("GOV",))
NATO = Participant("NATO", 65, 69, "igo:NATO", "North Atlantic Treaty Organization", "IGO")
REBELS = Participant("<rebels>", 84, 92, None, None, "UKR", "REB")
PEOPLE = Participant("others", 95, 101, None, None, "UKR", "CVL")
NOBODY = Participant("somebody", 0, 5)
DAY = EventDate("2024-04-08", "2024-04-08", "day", "stated", "8 April 2024")
KYIV = Place("Kyiv", 33, 37, "Kyiv", "UKR", None, 50.4547, 30.5238, 703448, "city")


@pytest.fixture(scope="session")
def people():
    """The participants of the hand-made claims by name."""
    return {"CHE": CHE, "ROU": ROU, "NATO": NATO, "REBELS": REBELS, "PEOPLE": PEOPLE, "NOBODY": NOBODY}


@pytest.fixture(scope="session")
def make_claim():
    """Makes a claim: Switzerland met Romania in Kyiv, unless told otherwise."""

    def make(event_type="CONSULT", status="happened", start=24, **changes):
        claim = Claim(
            id=claim_id(DOCUMENT.id, start, start + 3, event_type, status), document_id=DOCUMENT.id, sentence=0, event_type=event_type, mode=None,
            context=("diplomatic", "military"), quad=1, event_scale=2.5, cameo_code=None, goldstein=None, actor=(CHE,), recipient=(ROU,), reciprocal=False,
            status=status, polarity="positive", certainty="certain", time="past", attributed_to=None, content_of=None, background=False,
            date=DAY, place=KYIV, evidence=(Evidence("event", 25, 28, "met"),), coder="patterns", rule=f"{event_type}:x", confidence=0.9,
        )  # fmt: skip
        return replace(claim, **changes)

    return make


@pytest.fixture(scope="session")
def code():
    """Puts claims into the coding of the hand-made document."""
    return lambda *claims: [Coding(DOCUMENT, SENTENCES, claims, ())]


@pytest.fixture(scope="session")
def sample(coder, sample_folder):
    """The codings of the bundled sample articles."""
    return list(coder.code_many([d for p in expand([Path(sample_folder)]) for d in read_path(p)]))
