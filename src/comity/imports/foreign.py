"""A row of another data set as a coding: a document known by its address only, and one claim without evidence.

The claim happened, for these sets give no status; its coder is the set, its rule the row. A code that is nothing in PLOVER (CAMEO's
statements) gives a refusal `no_type` instead, and a code that stands in no list a note `unknown_code` beside the claim.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from pathlib import Path

from comity.core.actor import Participant
from comity.core.claim import Claim
from comity.core.text import Document, digest, unread_sentences
from comity.core.trace import Coding, Rejection
from comity.core.when_where import EventDate, Place
from comity.errors import InputError
from comity.imports.rows import OnError, Row, Table
from comity.lexicon.crosswalk import bundled_crosswalk

UNDATED = EventDate()


@dataclass(frozen=True, slots=True)
class Act:
    """What a row reports: type "" where PLOVER has none. `swapped`: the code's source is our recipient."""

    event_type: str
    mode: str | None
    context: tuple[str, ...]
    quad: int
    scale: float
    code: str | None
    goldstein: float | None
    swapped: bool


@dataclass(slots=True)
class Found:
    """What a reader makes of a row. `key` tells it from the set's other rows; `unknown` are codes in no list, with their columns."""

    key: str
    act: Act
    actor: tuple[Participant, ...]
    recipient: tuple[Participant, ...]
    date: EventDate
    place: Place | None
    document: Document
    sentence: int
    unknown: Sequence[str]


def codings(table: Table, coder: str, find: Callable[[Row], Found], on_error: OnError) -> Iterator[Coding]:
    """One coding a row, in the file's order; rows that cannot be read go to `on_error`."""
    for row in table.rows(on_error):
        try:
            found = find(row)
        except InputError as error:
            on_error(error)
        else:
            yield _coding(found, coder)


def _coding(found: Found, coder: str) -> Coding:
    rule = f"{coder}:{found.key}"
    sentences = unread_sentences(found.sentence + 1)
    notes = tuple(Rejection(found.sentence, 0, 0, "unknown_code", rule, told) for told in found.unknown)
    if not found.act.event_type:
        return Coding(found.document, sentences, (), (Rejection(found.sentence, 0, 0, "no_type", rule, found.act.code), *notes))
    return Coding(found.document, sentences, (_claim(found, coder, rule),), notes)


def _claim(found: Found, coder: str, rule: str) -> Claim:
    act = found.act
    polarity, certainty, time = bundled_crosswalk().ontology.axes("happened")
    actor, recipient = (found.recipient, found.actor) if act.swapped else (found.actor, found.recipient)
    return Claim(
        id=digest(coder, found.key), document_id=found.document.id, sentence=found.sentence, event_type=act.event_type, mode=act.mode,
        context=act.context, quad=act.quad, event_scale=act.scale, cameo_code=act.code, goldstein=act.goldstein, actor=actor, recipient=recipient,
        reciprocal=False, status="happened", polarity=polarity, certainty=certainty, time=time, attributed_to=None, content_of=None,
        background=False, date=found.date, place=found.place, evidence=(), coder=coder, rule=rule, confidence=1.0,
    )  # fmt: skip


@cache
def cameo_act(code: str) -> Act | None:
    """What a CAMEO code is here, a bare root being its unspecified code; None for a code that CAMEO 1.1b3 does not have."""
    crosswalk = bundled_crosswalk()
    ontology = crosswalk.ontology
    code = f"{code}0" if len(code) == 2 else code
    if code not in ontology.cameo:
        return None
    meaning = ontology.cameo[code]
    if not meaning.event_type:
        return Act("", None, (), 0, 0.0, code, meaning.goldstein_icews, False)
    return plover_act(meaning.event_type, meaning.mode or None, meaning.context, code)


def coded_act(row: Row) -> Act:
    """The act of a row with an EventCode, whose root stands beside it: where the two disagree, leading zeros are lost."""
    code = row["EventCode"]
    act = cameo_act(code)
    if act is None:
        raise row.wrong("EventCode", "a code of CAMEO 1.1b3 with its leading zero, such as 043")
    if row["EventRootCode"] != code[:2]:
        raise row.wrong("EventRootCode", f"{code[:2]!r}, the first two digits of EventCode {code!r}. Are leading zeros lost?")
    return act


def plover_act(event_type: str, mode: str | None, context: tuple[str, ...], code: str | None = None) -> Act:
    """An act of a type of ours, its quad class and scores derived as they are for our own claims."""
    crosswalk = bundled_crosswalk()
    ontology = crosswalk.ontology
    goldstein = ontology.goldstein(code) if code else None
    scale = ontology.event_scale(event_type, mode)
    return Act(event_type, mode, context, ontology.types[event_type].quad, scale, code, goldstein, code in crosswalk.swapped)


@lru_cache(maxsize=1 << 14)
def interval(digits: str) -> EventDate | None:
    """The interval of YYYYMMDD, YYYYMM or YYYY, a month or day of 00 being none; None for what is no date. "" is no date known."""
    if not digits:
        return UNDATED
    year, month, day = digits[:4], digits[4:6].replace("00", ""), digits[6:].replace("00", "")
    if len(digits) not in (4, 6, 8) or not digits.isascii() or not digits.isdigit() or (day and not month):
        return None
    try:
        first = date(int(year), int(month or 1), int(day or 1))
        if day:
            return EventDate(first.isoformat(), first.isoformat(), "day", "stated")
        following = date(first.year + (not month or first.month == 12), first.month % 12 + 1 if month else 1, 1)
    except ValueError:  # a day that no calendar has
        return None
    last = following - timedelta(days=1)
    return EventDate(first.isoformat(), last.isoformat(), "month" if month else "year", "stated")


def published(row: Row, column: str) -> str | None:
    """The day of a cell that holds YYYYMMDD, with dashes or not and with a time or not; None where it is empty."""
    text = row[column]
    if not text:
        return None
    found = interval(text.replace("-", "")[:8])
    if found is None or found.precision != "day":
        raise row.wrong(column, "a day such as 20240409")
    return found.start


@lru_cache(maxsize=1 << 12)  # the rows of an article mostly follow one another
def unread_document(address: str, day: str | None, site: str | None, language: str | None, file: Path) -> Document:
    """The document that a row names and nobody has."""
    return Document("", day, url=address, site=site, language=language, source=str(file))


def point(row: Row, lat: str, lon: str) -> tuple[float | None, float | None]:
    """Latitude and longitude, both or none."""
    north, east = row.number(lat, 90), row.number(lon, 180)
    return (None, None) if north is None or east is None else (north, east)
