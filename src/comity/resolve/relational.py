"""Sides told by another side: "its neighbour", "an ally"."""

from collections.abc import Sequence
from dataclasses import replace

from comity.core.actor import Participant
from comity.core.parse import Parse
from comity.resolve.scene import Link


def other_state(link: Link, bare: Participant, sides: Sequence[Participant]) -> Participant:
    """The one state beside those of `sides` that the document names; unknown where it names none or several."""
    taken = {p.code for p in sides}
    others = sorted(c for c in link.scene.codes if c in link.scene.actors.state_names and c not in taken)
    return replace(bare, code=others[0], resolved_by="context", confidence=0.6) if len(others) == 1 else bare


def indefinite(parse: Parse, i: int) -> bool:
    return any(parse.lemmas[d] in ("a", "an", "some", "another") for d in parse.with_dep(i, "det"))
