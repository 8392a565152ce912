"""Whether a document is about politics at all: among private people and the police alone, acts are crime, business or sport."""

import re
from collections.abc import Collection, Sequence

from comity.core.claim import Claim

OFFICIAL = frozenset({"GOV", "MIL", "LEG", "PTY", "OPP", "REB", "PRE", "PRM", "SPY", "ELI"})
FEW = 3  # private acts that make a document private, if they are four in five or more
_WORD = re.compile(r"[a-z]+")


def private_claims(text: str, claims: Sequence[Claim], political: Collection[str]) -> frozenset[str]:
    """The ids of the claims between private people in a document that tells mostly of such; none in any other.

    `political` are words that make acts among private people political all the same: terror, protesters, hostages.
    """
    private = [c for c in claims if not _official(c)]
    if len(private) < FEW or 5 * len(private) < 4 * len(claims) or not set(_WORD.findall(text.lower())).isdisjoint(political):
        return frozenset()
    return frozenset(c.id for c in private)


def _official(claim: Claim) -> bool:
    people = (*claim.actor, *claim.recipient)
    return claim.event_type == "PROTEST" or any(p.sector in OFFICIAL or p.code in ("IGO", "IMG") for p in people)
