"""Claims with a place as GeoJSON (RFC 7946), one feature each, whatever their status: `status` and `precision` are properties.

What is known only to a country or region gets no point: a pin would claim a place nobody named. Its geometry is null.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from comity.core.trace import Coding
from comity.core.when_where import Place
from comity.exports.entries import Entry, all_claims
from comity.exports.priogrid import cell_of

AREAS = frozenset({"country", "region"})


def write_geojson(codings: Iterable[Coding]) -> Iterator[str]:
    """One FeatureCollection, one feature a line."""
    yield '{"type": "FeatureCollection", "features": ['
    separator = "\n"
    for entry in all_claims(codings):
        if entry.claim.place:
            yield separator + json.dumps(_feature(entry, entry.claim.place), ensure_ascii=False, allow_nan=False)
            separator = ",\n"
    yield "\n]}\n"


def _feature(entry: Entry, place: Place) -> dict[str, Any]:
    claim = entry.claim
    point = place.lat is not None and place.lon is not None and place.precision not in AREAS
    return {
        "type": "Feature",
        "id": claim.id,
        "geometry": {"type": "Point", "coordinates": [place.lon, place.lat]} if point else None,
        "properties": {
            "precision": place.precision, "place": place.name, "place_basis": place.basis, "country": place.country_code,
            "priogrid": cell_of(place),
            "event_type": claim.event_type, "mode": claim.mode, "quad": claim.quad, "status": claim.status, "background": claim.background,
            "actor": [p.code for p in claim.actor], "recipient": [p.code for p in claim.recipient],
            "date_start": claim.date.start, "date_end": claim.date.end, "date_precision": claim.date.precision, "date_basis": claim.date.basis,
            "sentence": entry.text, "url": entry.document.url,
        },
    }  # fmt: skip
