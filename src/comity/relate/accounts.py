"""What ties and promises are read from: claims as flat values, with where and when they were reported."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from comity.core.actor import COLLECTIVE, Participant
from comity.core.claim import FACTS, Claim
from comity.core.trace import Coding
from comity.record.ask import Asked, known
from comity.record.lake import Lake

ACTED = "status IN ('happened', 'ongoing')"  # what a text asserts, be it news or background
ORDER = "reported NULLS FIRST, document_id, position"
COLUMNS = """id, document_id, event_type, mode, context, cameo_code, status, background, certainty, content_of, reciprocal,
 [{'code': p.code, 'id': p.id, 'sector': p.sector} FOR p IN actor] AS actor,
 [{'code': p.code, 'id': p.id, 'sector': p.sector} FOR p IN recipient] AS recipient,
 "date"."start" AS first_day, "date"."end" AS last_day, "date".basis AS basis, place.name AS place, place.country_code AS country,
 list_filter(evidence, lambda e: e.role = 'event')[1].quote AS words, sentence_text, CAST(reported AS VARCHAR) AS reported, site, url,
 position"""


@dataclass(frozen=True, slots=True)
class Party:
    """One side of an act: a state's code, the id of a body or person where one is named, and its sector."""

    code: str
    id: str | None
    sector: str

    @property
    def key(self) -> str | None:
        """What it is called: a body by its id, everybody else by the state they act for; None for nobody known."""
        return _key(self.code, self.id)

    @property
    def keys(self) -> frozenset[str]:
        """All that a question may call it: its key, and the state on whose side a body is."""
        return _keys(self.code, self.id)


@lru_cache(maxsize=1 << 14)  # a ledger asks for the same few hundred thousands of times
def _key(code: str, id: str | None) -> str | None:
    body = id if id and not id.startswith(("state:", "person:")) else None
    return body or (code if code not in COLLECTIVE else id)


@lru_cache(maxsize=1 << 14)
def _keys(code: str, id: str | None) -> frozenset[str]:
    return frozenset(k for k in (_key(code, id), code if code not in COLLECTIVE else None) if k)


@dataclass(frozen=True, slots=True)
class Account:
    """One claim as relations see it. `day` bounds: the first and last day it may have been on, None open; `stated` says whether the text tells.

    `words` express the act, `sentence` is None where the record keeps no text. `reported` is the day of publication.
    """

    id: str
    document: str
    event_type: str
    mode: str | None
    context: tuple[str, ...]
    cameo: str | None
    status: str
    background: bool
    certainty: str
    content_of: str | None
    reciprocal: bool
    actor: tuple[Party, ...]
    recipient: tuple[Party, ...]
    start: str | None
    end: str | None
    stated: bool
    place: str | None
    country: str | None
    words: str
    sentence: str | None
    reported: str | None
    publisher: str | None
    url: str | None

    @property
    def done(self) -> bool:
        """Whether the text asserts it as done, and as news."""
        return self.status in FACTS and not self.background

    @property
    def day(self) -> str | None:
        """The day it counts at: where the text dates it the last on which it may have been, else that of its report."""
        if self.stated:
            return self.end or self.start
        return self.reported or self.end or self.start

    @property
    def parties(self) -> tuple[Party, ...]:
        """Both sides."""
        return self.actor + self.recipient


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim as evidence: its id, where and when it was published, and the sentence that tells of it."""

    claim: str
    document: str
    reported: str | None
    publisher: str | None
    url: str | None
    sentence: str | None


def statement(account: Account) -> Statement:
    """The claim as evidence."""
    return Statement(account.id, account.document, account.reported, account.publisher, account.url, account.sentence)


def accounts_of(lake: Lake, conditions: Sequence[str], values: Mapping[str, Any], as_of: str | int | None = None) -> list[Account]:
    """The claims of a record that meet SQL conditions, by publication and place in the text."""
    asked = asked_accounts(lake, conditions, values, as_of)
    return [account_of(row) for row in lake.records(asked.sql("SELECT * FROM accounts"), asked.values)]


def asked_accounts(lake: Lake, conditions: Sequence[str], values: Mapping[str, Any], as_of: str | int | None = None) -> Asked:
    """The steps up to `accounts`."""
    asked = known(lake, as_of, "claims")
    where = " AND ".join(conditions) or "true"
    step = ("accounts", f"SELECT {COLUMNS} FROM claims WHERE {where} ORDER BY {ORDER}")
    return Asked((*asked.steps, step), {**asked.values, **values})


def accounts_in(codings: Iterable[Coding]) -> list[Account]:
    """The same from codings that are in no record."""
    found = [
        (coding.document.published or "", coding.document.id, number, _of_claim(claim, coding))
        for coding in codings
        for number, claim in enumerate(coding.claims)
    ]
    return [account for *_, account in sorted(found, key=lambda f: f[:3])]


def account_of(row: Mapping[str, Any]) -> Account:
    """A row of `COLUMNS` as the account it tells."""
    return Account(
        row["id"], row["document_id"], row["event_type"], row["mode"], tuple(row["context"] or ()), row["cameo_code"], row["status"],
        row["background"], row["certainty"], row["content_of"], row["reciprocal"], _parties(row["actor"]), _parties(row["recipient"]),
        row["first_day"], row["last_day"], row["basis"] != "publication", row["place"], row["country"], row["words"] or "",
        row["sentence_text"], row["reported"], publisher_of(row["site"], row["url"]), row["url"],
    )  # fmt: skip


def _parties(side: Iterable[Mapping[str, Any]]) -> tuple[Party, ...]:
    return tuple(_party(p["code"], p["id"], p["sector"]) for p in side or ())


_party = lru_cache(maxsize=1 << 14)(Party)


def _of_claim(claim: Claim, coding: Coding) -> Account:
    document, sentence = coding.document, coding.sentences[claim.sentence]
    return Account(
        claim.id, claim.document_id, claim.event_type, claim.mode, claim.context, claim.cameo_code, claim.status, claim.background,
        claim.certainty, claim.content_of, claim.reciprocal, _sides(claim.actor), _sides(claim.recipient), claim.date.start, claim.date.end, claim.date.basis != "publication",
        claim.place.name if claim.place else None, claim.place.country_code if claim.place else None,
        next((e.quote for e in claim.quoted("event")), ""), document.text[sentence.start : sentence.end], document.published,
        publisher_of(document.site, document.url), document.url,
    )  # fmt: skip


def _sides(side: Iterable[Participant]) -> tuple[Party, ...]:
    return tuple(Party(p.code, p.id, p.sector) for p in side)


def publisher_of(site: str | None, url: str | None) -> str | None:
    """Who published: the site's name, else the host of its address."""
    return site or (urlsplit(url).hostname if url else None)
