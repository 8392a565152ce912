"""Planted blocs, press bias and promises: acts made of a seed, whose truth is known."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

import numpy as np

from comity.evaluate.planted import Act

GOOD = ("COOPERATE", "AID", "CONSULT", "SUPPORT")
BAD = ("ACCUSE", "SANCTION", "ASSAULT", "MOBILIZE")


@dataclass(frozen=True, slots=True)
class Planted:
    """Acts, and the bloc of each party that they were made from."""

    acts: tuple[Act, ...]
    bloc_of: dict[str, int]


def planted_blocs(seed: int, blocs: Sequence[Sequence[str]], contrast: float, rate: float, day: str, days: int = 300) -> Planted:
    """Acts of parties in the days up to `day`, about `rate` for each pair.

    Within a bloc a share of (1 + contrast) ÷ 2 of the acts is cooperation, across blocs as much is conflict: with a contrast of 0 there
    are no blocs to be found.
    """
    rng = np.random.default_rng(seed)
    bloc_of = {party: n for n, bloc in enumerate(blocs) for party in bloc}
    acts = []
    for one, two in combinations(sorted(bloc_of), 2):
        friendly = (1 + contrast) / 2 if bloc_of[one] == bloc_of[two] else (1 - contrast) / 2
        for _ in range(rng.poisson(rate)):
            kinds = GOOD if rng.random() < friendly else BAD
            on = date.fromisoformat(day) - timedelta(days=int(rng.integers(1, days)))
            actor, recipient = (one, two) if rng.random() < 0.5 else (two, one)
            acts.append(Act(on.isoformat(), kinds[int(rng.integers(len(kinds)))], (actor,), (recipient,)))
    return Planted(tuple(acts), bloc_of)
