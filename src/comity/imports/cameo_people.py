"""Actors in CAMEO's codes as participants: country, known group and roles, each through its own list."""

from functools import lru_cache

from comity.core.actor import UNKNOWN, Participant
from comity.lexicon.crosswalk import bundled_crosswalk
from comity.lexicon.foreign_codes import side_of
from comity.lexicon.petrarch import INTERNATIONAL

Sides = tuple[tuple[Participant, ...], tuple[str, ...]]


@lru_cache(maxsize=1 << 16)  # the same few thousand actors make up most of a file
def cameo_people(code: str, name: str, country: str, group: str, religion: str, roles: tuple[str, ...], day: str | None) -> Sides:
    """The participant that a row's cells describe, if any, and those of its codes that stand in no list.

    `code` is the whole code, `roles` its blocks that are roles or kinds of international actors. A bare state code is its government.
    """
    if not code and not name:
        return (), ()
    crosswalk = bundled_crosswalk()
    side = side_of("cameo", country, day) if country else None
    id = crosswalk.ids.get(group)
    known = [r for r in roles if r in crosswalk.sector_of_role]
    if known:
        sector = crosswalk.sector_of_role[known[0]]
    elif religion:
        sector = "REL"
    else:
        sector = "GOV" if side and side[0] != UNKNOWN and code == country else "UNK"
    others = tuple(dict.fromkeys(s for s in (crosswalk.sector_of_role[r] for r in known[1:]) if s != sector))
    person = Participant(
        name or code, 0, 0, id=id, code=_code(side[0] if side else UNKNOWN, roles, id), sector=sector, other_sectors=others,
        resolved_by="import",
    )  # fmt: skip
    return (person,), (country,) if country and side is None and country not in INTERNATIONAL else ()


def _code(state: str, roles: tuple[str, ...], id: str | None) -> str:
    """The state, else the kind of international actor, else the unknown."""
    if state != UNKNOWN:
        return state
    international = next((INTERNATIONAL[r] for r in roles if r in INTERNATIONAL), UNKNOWN)
    return "IGO" if international == UNKNOWN and id and id.startswith("igo:") else international
