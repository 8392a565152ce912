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


def planted_press(seed: int, one: str, two: str, sites: tuple[str, str, str], bias: float, acts: int, day: str) -> tuple[Act, ...]:
    """Acts between two parties, each reported by half of the presses of the one, the other and a third country (a site each).

    Either press leaves out conflict that its own side began with the probability `bias`: with 0 all three tell the same.
    """
    rng = np.random.default_rng(seed)
    found = []
    for _ in range(acts):
        actor, recipient = (one, two) if rng.random() < 0.5 else (two, one)
        bad = rng.random() < 0.5
        event_type = (BAD if bad else GOOD)[int(rng.integers(len(GOOD)))]
        on = (date.fromisoformat(day) - timedelta(days=int(rng.integers(1, 300)))).isoformat()
        for site, own in zip(sites, (one, two, None), strict=True):
            hushed = bad and actor == own and rng.random() < bias
            if rng.random() < 0.5 and not hushed:
                found.append(Act(on, event_type, (actor,), (recipient,), site=site))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class PlantedPromise:
    """The acts of one promise, threat or refusal and what followed, the day to look, and what has then become of it."""

    acts: tuple[Act, ...]
    today: str
    verdict: str


FATES = (
    ("planned", "kept"), ("planned", "withdrawn"), ("planned", "overdue"), ("planned", "open"), ("threatened", "kept"), ("threatened", "withdrawn"),
    ("threatened", "open"), ("refused", "broken"), ("refused", "open"),
)  # fmt: skip
WORDED = {
    "planned": ("AID", "COOPERATE", "SUPPORT"),
    "threatened": ("ASSAULT", "SANCTION", "COERCE"),
    "refused": ("AID", "COOPERATE", "RETREAT"),
}


def planted_promises(seed: int, parties: Sequence[str], number: int) -> tuple[PlantedPromise, ...]:
    """Promises of every fate. About each stand acts that answer nothing: of another party, towards another, before it was said, of another type."""
    rng = np.random.default_rng(seed)
    found = []
    for n in range(number):
        status, verdict = FATES[n % len(FATES)]
        actor, recipient, other = (str(p) for p in rng.choice(list(parties), 3, replace=False))
        event_type = WORDED[status][int(rng.integers(3))]
        said = date(2023, 1, 1) + timedelta(days=int(rng.integers(0, 60)))
        due = said + timedelta(days=int(rng.integers(20, 60)))
        stands = due if status == "planned" and verdict in ("overdue", "open", "kept") else said
        promise = Act(stands.isoformat(), event_type, (actor,), (recipient,), status=status, delay=(said - stands).days + 1)
        deed = said + timedelta(days=int(rng.integers(5, 18)))
        answer = {"kept": "happened", "broken": "happened", "withdrawn": "refused"}.get(verdict)
        acts = [promise, *_beside(rng, said, deed, event_type, (actor, recipient, other))]
        if answer:
            acts.append(Act(deed.isoformat(), event_type, (actor,), (recipient,), status=answer))
        today = due + timedelta(days=30) if verdict == "overdue" else said + timedelta(days=19)
        found.append(PlantedPromise(tuple(acts), today.isoformat(), verdict))
    return tuple(found)


def _beside(rng: np.random.Generator, said: date, deed: date, event_type: str, parties: tuple[str, str, str]) -> list[Act]:
    actor, recipient, other = parties
    before = said - timedelta(days=int(rng.integers(5, 30)))
    sides = [
        (before, actor, recipient, event_type),
        (deed, other, recipient, event_type),
        (deed, actor, other, event_type),
        (deed, actor, recipient, "ACCUSE"),
    ]
    return [Act(day.isoformat(), kind, (a,), (b,)) for day, a, b, kind in sides]
