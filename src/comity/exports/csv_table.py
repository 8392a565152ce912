"""Claims as CSV: one line a claim, several values joined by `; `."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from comity.core.actor import Participant
from comity.core.claim import Claim
from comity.core.text import Document
from comity.core.trace import Coding

COLUMNS = (
    "claim_id", "document_id", "source_file", "url", "published", "sentence", "type", "mode", "contexts", "quad_plover", "event_scale", "cameo", "goldstein",
    "actor", "actor_code", "actor_sector", "actor_id", "recipient", "recipient_code", "recipient_sector", "recipient_id", "reciprocal",
    "status", "polarity", "certainty", "time", "attributed_to", "content_of", "background",
    "date_start", "date_end", "date_precision", "date_basis", "date_text", "date_anchor",
    "place", "place_country", "place_lat", "place_lon", "place_precision", "event_text", "event_start", "event_end", "rule", "confidence", "sentence_text",
)  # fmt: skip


def write_csv(codings: Iterable[Coding]) -> Iterator[str]:
    """The lines of a CSV table of all claims (RFC 4180), the header first."""
    yield _line(COLUMNS)
    for coding in codings:
        for claim in coding.claims:
            yield _line(_cells(coding, claim))


def _line(cells: Sequence[object]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue()


def _cells(coding: Coding, claim: Claim) -> list[object]:
    document: Document = coding.document
    sentence = coding.sentences[claim.sentence]
    event = claim.quoted("event")[0]
    date, place = claim.date, claim.place
    return [
        claim.id, claim.document_id, document.source, document.url, document.published, claim.sentence, claim.event_type, claim.mode, "; ".join(claim.context),
        claim.quad, claim.event_scale, claim.cameo_code, claim.goldstein, *_people(claim.actor), *_people(claim.recipient), _yes(claim.reciprocal),
        claim.status, claim.polarity, claim.certainty, claim.time, claim.attributed_to.text if claim.attributed_to else None, claim.content_of,
        _yes(claim.background), date.start, date.end, date.precision, date.basis, date.text, date.anchor,
        place.name if place else None, place.country_code if place else None, place.lat if place else None, place.lon if place else None,
        place.precision if place else None, event.quote, event.start, event.end, claim.rule, claim.confidence,
        " ".join(document.text[sentence.start : sentence.end].split()),
    ]  # fmt: skip


def _people(people: Sequence[Participant]) -> list[str]:
    return [
        "; ".join(p.text for p in people),
        "; ".join(p.code for p in people),
        "; ".join(p.sector for p in people),
        "; ".join(p.id or "" for p in people),
    ]


def _yes(value: bool) -> str:
    return "true" if value else "false"
