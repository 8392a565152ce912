"""Claims as rows of one flat table: what CSV, Parquet and Stata share."""

from collections.abc import Iterable, Iterator, Sequence
from types import MappingProxyType

from comity.core.actor import Participant
from comity.core.trace import Coding
from comity.exports.entries import Entry, all_claims

Cell = str | int | float | bool | tuple[str, ...] | None
COLUMNS = MappingProxyType({
    "claim_id": "text", "document_id": "text", "source_file": "text", "url": "text", "published": "date", "sentence": "int",
    "type": "code", "mode": "text", "contexts": "list", "quad_plover": "quad", "event_scale": "float", "cameo": "text", "goldstein": "float",
    "actor": "list", "actor_code": "list", "actor_sector": "list", "actor_id": "list",
    "recipient": "list", "recipient_code": "list", "recipient_sector": "list", "recipient_id": "list", "reciprocal": "bool",
    "status": "code", "polarity": "code", "certainty": "code", "time": "code", "attributed_to": "text", "content_of": "text", "background": "bool",
    "date_start": "date", "date_end": "date", "date_precision": "code", "date_basis": "code", "date_text": "text", "date_anchor": "text",
    "place": "text", "place_country": "text", "place_lat": "float", "place_lon": "float", "place_precision": "code",
    "event_text": "text", "event_start": "int", "event_end": "int", "coder": "text", "rule": "text", "confidence": "float", "sentence_text": "text",
})  # fmt: skip
"""Each column and what its cells are: text, code (text of a closed list), quad (1 to 4), list (texts), int, float, bool or date (ISO)."""

MEANING = MappingProxyType({
    "claim_id": "Id of the claim: hash of document, event span, type and status.",
    "document_id": "Id of the article: hash of address, publication date and text.",
    "source_file": "File the article was read from.",
    "url": "Address of the article.",
    "published": "Publication date of the article.",
    "sentence": "Number of the sentence in the article, from 0.",
    "type": "PLOVER event type.",
    "mode": "PLOVER mode of the type.",
    "contexts": "PLOVER contexts.",
    "quad_plover": "Quad class in the PLOVER scheme.",
    "event_scale": "PLOVER score of type and mode, -10 to 10.",
    "cameo": "CAMEO code.",
    "goldstein": "Goldstein value of the CAMEO code, table of ICEWS.",
    "actor": "Who acts, in the article's words.",
    "actor_code": "State (ISO 3166-1 alpha-3) or IGO, NGO, MNC, IMG, WST on whose side the actor is; --- unknown.",
    "actor_sector": "Sector of the actor.",
    "actor_id": "Entity, where it is known.",
    "recipient": "Who is acted upon, in the article's words.",
    "recipient_code": "As actor_code.",
    "recipient_sector": "As actor_sector.",
    "recipient_id": "As actor_id.",
    "reciprocal": "Whether the act is mutual: then all parties are actors.",
    "status": "Whether it happened, and if not, what the text says instead.",
    "polarity": "Asserted or negated.",
    "certainty": "How certain the text is.",
    "time": "Past, ongoing or future.",
    "attributed_to": "Whose word it is; empty where the article asserts it itself.",
    "content_of": "Id of the speech act (promise, threat, accusation ...) whose content this claim is.",
    "background": "Whether the act lies clearly before the article's news.",
    "date_start": "First day on which the act can have taken place.",
    "date_end": "Last day on which the act can have taken place.",
    "date_precision": "How exactly the date is known.",
    "date_basis": "Where the date comes from; with publication it is only a bound.",
    "date_text": "The words of the date.",
    "date_anchor": "What the date was counted from.",
    "place": "Where the act took place.",
    "place_country": "State of the place.",
    "place_lat": "Latitude, degrees WGS 84.",
    "place_lon": "Longitude, degrees WGS 84.",
    "place_precision": "What the coordinates stand for.",
    "event_text": "The words that express the act; empty where the article is not at hand, as in imported data.",
    "event_start": "Offset of these words in the article's text.",
    "event_end": "Offset after these words.",
    "coder": "Who made the claim: a reader of Comity, or the data set it was imported from.",
    "rule": "The rule that made the claim; of an imported one the row.",
    "confidence": "Confidence of the rule, 0 to 1.",
    "sentence_text": "The sentence.",
})  # fmt: skip


def flat_rows(codings: Iterable[Coding]) -> Iterator[tuple[Cell, ...]]:
    """One row a claim, whatever its status, cells in the order of COLUMNS."""
    return map(_cells, all_claims(codings))


def _cells(entry: Entry) -> tuple[Cell, ...]:
    document, claim = entry.document, entry.claim
    event, date, place = entry.event, claim.date, claim.place
    return (
        claim.id, claim.document_id, document.source, document.url, document.published, claim.sentence, claim.event_type, claim.mode, claim.context,
        claim.quad, claim.event_scale, claim.cameo_code, claim.goldstein, *_people(claim.actor), *_people(claim.recipient), claim.reciprocal,
        claim.status, claim.polarity, claim.certainty, claim.time, claim.attributed_to.text if claim.attributed_to else None, claim.content_of,
        claim.background, date.start, date.end, date.precision, date.basis, date.text, date.anchor,
        place.name if place else None, place.country_code if place else None, place.lat if place else None, place.lon if place else None,
        place.precision if place else None, event.quote if event else None, event.start if event else None, event.end if event else None,
        claim.coder, claim.rule, claim.confidence, entry.text,
    )  # fmt: skip


def _people(people: Sequence[Participant]) -> tuple[tuple[str, ...], ...]:
    return (
        tuple(p.text for p in people),
        tuple(p.code for p in people),
        tuple(p.sector for p in people),
        tuple(p.id or "" for p in people),
    )
