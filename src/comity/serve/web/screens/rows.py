"""Claims and events as rows of the tables that screens give, the same columns everywhere."""

from collections.abc import Mapping, Sequence
from typing import Any

from comity.core.claim import Claim
from comity.core.event import Event
from comity.record.back import claim_of
from comity.serve.web.words import headline, key_of

CLAIM_COLUMNS = (
    "id", "document_id", "sentence", "event_type", "mode", "context", "quad", "cameo_code", "goldstein", "actor", "actor_text", "recipient",
    "recipient_text", "reciprocal", "status", "background", "attributed_to", "date_start", "date_end", "date_precision", "date_basis", "place",
    "country", "place_precision", "lat", "lon", "event_quote", "sentence_text", "published", "publisher", "url", "title", "rule", "confidence",
)  # fmt: skip
EVENT_COLUMNS = (
    "id", "event_type", "mode", "quad", "actor", "recipient", "reciprocal", "status", "background", "date_start", "date_end", "place", "country",
    "first_reported", "n_reports", "n_outlets", "n_origins", "contradictions", "headline",
)  # fmt: skip


def claim_row(row: Mapping[str, Any]) -> tuple[object, ...]:
    """A claim's cells."""
    claim = claim_of(row)
    place = claim.place
    return (
        claim.id, claim.document_id, claim.sentence + 1, claim.event_type, claim.mode, ";".join(claim.context), claim.quad, claim.cameo_code,
        claim.goldstein, _keys(claim.actor), _texts(claim.actor), _keys(claim.recipient), _texts(claim.recipient), claim.reciprocal,
        claim.status, claim.background, claim.attributed_to.text if claim.attributed_to else None, claim.date.start, claim.date.end,
        claim.date.precision, claim.date.basis, place and place.name, place and place.country_code, place and place.precision,
        place and place.lat, place and place.lon, "; ".join(e.quote for e in claim.quoted("event")), row["sentence_text"], row["reported"],
        row["site"], row["url"], row["title"], claim.rule, claim.confidence,
    )  # fmt: skip


def event_row(e: Event) -> tuple[object, ...]:
    """An event's cells."""
    return (
        e.id, e.event_type, e.mode, e.quad, _keys(e.actor), _keys(e.recipient), e.reciprocal, e.status, e.background, e.date.start, e.date.end,
        e.place and e.place.name, e.place and e.place.country_code, e.first_reported, e.n_reports, e.n_outlets, e.n_origins,
        ";".join(c.field for c in e.contradictions), headline(e),
    )  # fmt: skip


def _keys(people: Sequence[Any]) -> str:
    return ";".join(key_of(p) for p in people)


def _texts(people: Sequence[Any]) -> str:
    return ";".join(" ".join(p.text.split()) for p in people)


def act_of(row: Mapping[str, Any]) -> tuple[Claim, Mapping[str, Any]]:
    """A claim with its row, which has the document's date, title, publisher and address."""
    return claim_of(row), row
