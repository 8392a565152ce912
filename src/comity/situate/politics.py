"""Whether a document is about politics at all: among private people and the police alone, acts are crime, business or sport."""

import re
from collections.abc import Collection, Sequence

from comity.core.claim import Claim

OFFICIAL = frozenset({"GOV", "MIL", "LEG", "PTY", "OPP", "REB", "PRE", "PRM", "SPY", "ELI"})
FEW = 3  # private acts that make a document private, if they are four in five or more
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


def _official(claim: Claim) -> bool:
    people = (*claim.actor, *claim.recipient)
    return claim.event_type == "PROTEST" or any(p.sector in OFFICIAL or p.code in ("IGO", "IMG") for p in people)
