"""Whether a document is about politics at all: among private people and the police alone, acts are crime, business or sport."""

import re
from collections.abc import Collection, Mapping, Sequence

from comity.core.claim import Claim

OFFICIAL = frozenset({"GOV", "MIL", "LEG", "PTY", "OPP", "REB", "PRE", "PRM", "SPY", "ELI"})
FEW = 3  # private acts that make a document private, if they are four in five or more
LEAD, HEAD = 400, 150  # characters that tell what a document is about; those that stand for a missing title
AGAIN = 2  # mentions of a crime from which on a document tells of it
SEEN = frozenset({"COP", "JRN"})  # what is done to them is public
LEGAL = frozenset({"arrest", "convict", "investigate", "allege", "release"})
TURNS = 4  # from so many marked turns on a text is a conversation
BY_NAME = frozenset({"name", "office", "metonym", "demonym"})
_WORD = re.compile(r"[a-z]+")
_TURN = re.compile(r"^[ \t>*]*(?:\(\([^()\n]{1,24}\)\)|[QA]:|[A-Z][A-Z .]{1,24}:)(?=\s)", re.MULTILINE)


def private_claims(text: str, claims: Sequence[Claim], political: Collection[str]) -> frozenset[str]:
    """The ids of the claims between private people in a document that tells mostly of such; none in any other.

    `political` are words that make acts among private people political all the same: terror, protesters, hostages.
    """
    private = [c for c in claims if not _official(c)]
    if len(private) < FEW or 5 * len(private) < 4 * len(claims) or not set(_WORD.findall(text.lower())).isdisjoint(political):
        return frozenset()
    return frozenset(c.id for c in private)


def talk_claims(text: str, claims: Sequence[Claim]) -> frozenset[str]:
    """The ids of the claims in the turns of an interview ("Q: …", "((Ana)) …") that name nobody: talk of "they", parents and people."""
    turns = [m.start() for m in _TURN.finditer(text)]
    if len(turns) < TURNS:
        return frozenset()
    return frozenset(
        c.id
        for c in claims
        if c.evidence[0].start > turns[0]
        and not any(p.resolved_by in BY_NAME or p.id for p in (*c.actor, *c.recipient) if not p.antecedent)
    )


def domain_claims(text: str, title: str, claims: Sequence[Claim], words: Mapping[str, frozenset[str]]) -> dict[str, str]:
    """The claims that the matter of their document makes no politics, by id, with the reason: acts of a storm, an emergency for an
    earthquake, sentences for fraud, a patient's release."""
    told = _WORD.findall(f"{title}\n{text}".lower())
    whole, crimes = set(told), words["crime"] | words["private_crime"]
    lead = set(_WORD.findall(f"{title}\n{text[:LEAD]}".lower()))
    head = set(_WORD.findall((title or text[:HEAD]).lower()))
    peaceful = lead.isdisjoint(words["political"]) and lead.isdisjoint(words["assault_cue"])
    found: dict[str, str] = {}
    if peaceful and not lead.isdisjoint(words["disaster"]):
        found |= {c.id: "the document tells of an accident or a disaster" for c in claims if _by_nature(c)}
    criminal = not lead.isdisjoint(crimes) and sum(word in crimes for word in told) >= AGAIN
    if peaceful and criminal and head.isdisjoint(words["public_person"]):
        found |= {c.id: "the document tells of a crime among private people" for c in claims if _of_justice(c)}
    if peaceful and not lead.isdisjoint(words["sport"]) and head.isdisjoint(words["public_person"]):
        found |= {c.id: "the document tells of sport" for c in claims if not _named_official(c)}
    if not lead.isdisjoint(words["disease"]):
        found |= {c.id: "the document tells of a disease" for c in claims if c.event_type == "ASSAULT" and c.actor and _of_it(c)}
    if whole.isdisjoint(words["custody"]) and not whole.isdisjoint(words["care"]):
        found |= {c.id: "the document tells of patients, not of captives" for c in claims if c.mode == "release"}
    return found


def _by_nature(claim: Claim) -> bool:
    """Whether an act may be a disaster's own, or what any government does in one."""
    blind = (claim.event_type == "ASSAULT" or (claim.event_type == "COERCE" and claim.mode is None)) and _of_it(claim)
    return blind or claim.mode == "martial-law" or (claim.mode == "investigate" and not any(p.sector in OFFICIAL for p in claim.recipient))


def _of_it(claim: Claim) -> bool:
    return all(p.text.lower() == "it" for p in claim.actor)


def _named_official(claim: Claim) -> bool:
    return any(p.sector in OFFICIAL and p.resolved_by in BY_NAME for p in (*claim.actor, *claim.recipient))


def _of_justice(claim: Claim) -> bool:
    """Whether police, courts or nobody named act upon private people, or these upon each other; a court is the state's."""
    doers = [p for p in claim.actor if p.sector != "COP"]
    legal = claim.mode in LEGAL and all(p.sector not in OFFICIAL | {"JUD"} and p.resolved_by not in BY_NAME for p in doers)
    people = (*claim.actor, *claim.recipient)
    private = claim.event_type == "ASSAULT" and not any(p.sector in OFFICIAL | SEEN or p.resolved_by in BY_NAME for p in people)
    return (legal or private) and not any(p.sector in OFFICIAL | SEEN or p.code in ("IGO", "IMG") for p in claim.recipient)


def _official(claim: Claim) -> bool:
    people = (*claim.actor, *claim.recipient)
    return claim.event_type == "PROTEST" or any(p.sector in OFFICIAL or p.code in ("IGO", "IMG") for p in people)
