"""Claims in PLOVER's own JSON spelling (manual draft 2.0, "Data Fields"): one JSON object a line."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from comity.core.actor import Participant
from comity.core.trace import Coding
from comity.core.when_where import Place
from comity.exports.entries import Entry, plover_claims


def write_plover(codings: Iterable[Coding]) -> Iterator[str]:
    """One line of JSON for each claim that PLOVER, which has no status, can carry (see `plover_claims`)."""
    for entry in plover_claims(codings):
        yield json.dumps(as_plover(entry), ensure_ascii=False) + "\n"


def as_plover(entry: Entry) -> dict[str, Any]:
    """One claim with PLOVER's field names; fields without a value are left out."""
    document, sentence, claim = entry.document, entry.sentence, entry.claim
    fields: dict[str, Any] = {
        "id": claim.id,
        "has_event": True,
        "date": entry.day,
        "enddate": claim.date.end if entry.dated and claim.date.end != entry.day else None,
        "actor": [_entity(p) for p in claim.actor],
        "recipient": [_entity(p) for p in claim.recipient],
        "event": [claim.event_type],
        "event_loc": _location(claim.place) if claim.place else None,
        "event_text": [entry.event.quote] if entry.event else [],
        "quad_code": claim.quad,
        "event_scale": claim.event_scale,
        "mode": [claim.mode] if claim.mode else [],
        "context": list(claim.context),
        "link": claim.content_of,
        "text": document.text[sentence.start : sentence.end] or None,
        "text_info": {"sequence": claim.sentence, "start": sentence.start, "end": sentence.end} if document.text else None,
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
