"""Claims in PLOVER's own JSON spelling (manual draft 2.0, "Data Fields"): one JSON object a line.

PLOVER has no status: what a text asserts as done goes out as it is, promised cooperation that no speech act stands for goes
out as AGREE, and nothing else: what was threatened, refused, denied, alleged or is only background is left out.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from comity.core.actor import Participant
from comity.core.claim import FACTS, Claim
from comity.core.trace import Coding
from comity.core.when_where import Place

PROMISED = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID"})
AGREE_SCALE = 2.5


def write_plover(codings: Iterable[Coding]) -> Iterator[str]:
    """One line of JSON for each claim that PLOVER can carry."""
    for coding in codings:
        for claim in coding.claims:
            if claim.status in FACTS and not claim.background:
                yield json.dumps(as_plover(coding, claim), ensure_ascii=False) + "\n"
            elif claim.status == "planned" and claim.event_type in PROMISED and claim.content_of is None and not claim.background:
                promise = replace(claim, event_type="AGREE", mode=None, quad=1, event_scale=AGREE_SCALE)
                yield json.dumps(as_plover(coding, promise), ensure_ascii=False) + "\n"


def as_plover(coding: Coding, claim: Claim) -> dict[str, Any]:
    """One claim with PLOVER's field names; fields without a value are left out."""
    document, sentence = coding.document, coding.sentences[claim.sentence]
    event = claim.quoted("event")[0]
    known = claim.date.basis != "publication"
    fields: dict[str, Any] = {
        "id": claim.id,
        "has_event": True,
        "date": claim.date.start if known else document.published,
        "enddate": claim.date.end if known and claim.date.end != claim.date.start else None,
        "actor": [_entity(p) for p in claim.actor],
        "recipient": [_entity(p) for p in claim.recipient],
        "event": [claim.event_type],
        "event_loc": _location(claim.place) if claim.place else None,
        "event_text": [event.quote],
        "quad_code": claim.quad,
        "event_scale": claim.event_scale,
        "mode": [claim.mode] if claim.mode else [],
        "context": list(claim.context),
        "link": claim.content_of,
        "text": document.text[sentence.start : sentence.end],
        "text_info": {"sequence": claim.sentence, "start": sentence.start, "end": sentence.end},
        "cite_info": {
            k: v
            for k, v in (
                ("url", document.url),
                ("title", document.title),
                ("publication", document.site),
                ("language", document.language),
            )
            if v
        },
        "coder": claim.coder,
        "comment": f"status={claim.status}; date_basis={claim.date.basis}; rule={claim.rule}",
    }
    return {k: v for k, v in fields.items() if v not in (None, [], {})}


def _entity(person: Participant) -> dict[str, Any]:
    fields = {"code": person.code, "sector": person.sector, "entity_text": person.text, "identifier_text": person.name}
    return {k: v for k, v in fields.items() if v}


def _location(place: Place) -> dict[str, Any]:
    resolution = {"exact": 5, "city": 4, "district": 3, "province": 2, "country": 1}.get(place.precision)
    fields = {
        "extracted_place": place.text, "resolved_place": place.name, "geonameid": place.geonameid, "lat": place.lat, "lon": place.lon,
        "province": place.admin1, "country_code": place.country_code, "resolution": resolution,
    }  # fmt: skip
    return {k: v for k, v in fields.items() if v is not None}
