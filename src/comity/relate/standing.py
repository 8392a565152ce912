"""Who stands with whom in a network: strained triads, alignment towards third parties, brokers and mediators."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import networkx as nx  # type: ignore[import-untyped]
import numpy as np
from numpy.typing import NDArray

from comity.errors import SettingsError
from comity.relate.network import Network, Tie

INTERVAL = (2.5, 97.5)  # percentiles of the bootstrap


@dataclass(frozen=True, slots=True)
class Triad:
    """Three parties whose ties' signs multiply to minus: two friends at odds over a third, or three enemies. `strain` is that of the weakest tie's weight."""

    parties: tuple[str, str, str]
    signs: tuple[int, int, int]
    strain: float


@dataclass(frozen=True, slots=True)
class Balance:
    """How many triads with three signed ties there are, how many of them are balanced, that share by weight, and the most strained."""

    triads: int
    balanced: int
    share: float | None
    weighted: float | None
    strained: tuple[Triad, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """Three parties whose signs multiply otherwise than at an earlier date: what was balanced is strained now, or the reverse.

    `before` and `signs` are those of the first with the second, the first with the third, the second with the third; `weight` is the least of the three ties' now.
    """

    parties: tuple[str, str, str]
    before: tuple[int, int, int]
    signs: tuple[int, int, int]
    weight: float

    @property
    def strained(self) -> bool:
        """Whether it is so now."""
        return int(np.prod(self.signs)) < 0


@dataclass(frozen=True, slots=True)
class Turned:
    """What changed its sign between two dates: of `triads` with three signed ties at both those in `changed`, weightiest first; of `pairs` with signed ties at both those in `flipped`."""

    start: str
    date: str
    triads: int
    changed: tuple[Change, ...]
    pairs: int
    flipped: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Alignment:
    """How alike two parties act towards third ones: from 1 (the same) over 0 (as chance has it) down.

    `kappa` allows each its own mean, `pi` a common one (Häge 2011, squared distances); `low` and `high` bound kappa in 95 of 100 bootstrap
    samples of the `targets`. All are None where there are too few targets or no spread; `needed` says how many there must be.
    """

    one: str
    two: str
    targets: tuple[str, ...]
    kappa: float | None
    pi: float | None
    low: float | None
    high: float | None
    needed: int


@dataclass(frozen=True, slots=True)
class Broker:
    """A party with friendly ties to both sides of hostile ones: how many such pairs, weighed by its weaker tie; and its betweenness among
    friendly ties, the share of shortest ways that lead over it. `mediations` are its acts of mediation."""

    party: str
    pairs: int
    reach: float
    betweenness: float
    mediations: int


def balance(network: Network) -> Balance:
    """Structural balance: the friend of a friend a friend, the enemy of an enemy a friend."""
    graph = _signed(network.ties)
    balanced, total = 0, 0
    good = all_of_it = 0.0
    strained: list[Triad] = []
    for one, two, three in _triangles(graph):
        signs = _signs(graph, one, two, three)
        weight = min(graph[a][b]["weight"] for a, b in ((one, two), (one, three), (two, three)))
        fits = int(np.prod(signs)) > 0
        total, balanced = total + 1, balanced + fits
        all_of_it, good = all_of_it + weight, good + weight * fits
        if not fits:
            strained.append(Triad((one, two, three), signs, weight))
    strained.sort(key=lambda t: (-t.strain, t.parties))
    shown = tuple(strained[: int(network.rules["lists"]["shown"])])
    return Balance(total, balanced, balanced / total if total else None, good / all_of_it if all_of_it else None, shown)


def turned(before: Network, now: Network) -> Turned:
    """The triads and pairs that changed their sign from one network to another; those that are not in both say nothing."""
    earlier, later = _signed(before.ties), _signed(now.ties)
    both = nx.Graph((one, two) for one, two in later.edges if earlier.has_edge(one, two))
    changed, total = [], 0
    for one, two, three in _triangles(both):
        old, new = (_signs(graph, one, two, three) for graph in (earlier, later))
        total += 1
        if np.prod(old) != np.prod(new):
            weight = min(later[a][b]["weight"] for a, b in ((one, two), (one, three), (two, three)))
            changed.append(Change((one, two, three), old, new, weight))
    changed.sort(key=lambda c: (-c.weight, c.parties))
    flipped = sorted((min(e), max(e)) for e in both.edges if earlier.edges[e]["sign"] != later.edges[e]["sign"])
    return Turned(before.date, now.date, total, tuple(changed), both.number_of_edges(), tuple(flipped))


def _signs(graph: nx.Graph, one: str, two: str, three: str) -> tuple[int, int, int]:
    """The signs of the three ties between three parties."""
    return graph[one][two]["sign"], graph[one][three]["sign"], graph[two][three]["sign"]


def _signed(ties: Sequence[Tie]) -> nx.Graph:
    graph = nx.Graph()
    graph.add_edges_from((t.one, t.two, {"sign": t.sign, "weight": t.weight}) for t in ties if t.sign)
    return graph


def _triangles(graph: nx.Graph) -> list[tuple[str, str, str]]:
    """Every three nodes that are all tied, in order of their names."""
    found = []
    later = {n: {m for m in graph[n] if m > n} for n in sorted(graph)}
    for one, others in later.items():
        for two in sorted(others):
            found += [(one, two, three) for three in sorted(others & later[two])]
    return found


def alignment(network: Network, one: str, two: str, seed: int = 0) -> Alignment:
    """How alike two parties act towards everybody towards whom both act. Raises SettingsError for a party without acts in the window."""
    profiles = [_profile(network, name) for name in (one, two)]
    for name, profile in zip((one, two), profiles, strict=True):
        if not profile:
            raise SettingsError(f"{name} did nothing towards anybody from {network.start} to {network.date}; expected a party with acts.")
    rules = network.rules["alignment"]
    targets = tuple(sorted((profiles[0].keys() & profiles[1].keys()) - {one, two}))
    needed = int(rules["least"])
    if len(targets) < needed:
        return Alignment(one, two, targets, None, None, None, None, needed)
    mine, theirs = (np.array([p[t] for t in targets]) for p in profiles)
    kappa, pi = _corrected(mine, theirs, True), _corrected(mine, theirs, False)
    rng = np.random.default_rng(seed)
    drawn = [_corrected(mine[k], theirs[k], True) for k in rng.integers(len(targets), size=(int(rules["draws"]), len(targets)))]
    known = [d for d in drawn if d is not None]
    low, high = (float(v) for v in np.percentile(known, INTERVAL)) if kappa is not None and known else (None, None)
    return Alignment(one, two, targets, kappa, pi, low, high, needed)


def _profile(network: Network, name: str) -> Mapping[str, float]:
    """How a party acts towards each other: the balance of what it did."""
    return {
        a.recipient: (a.cooperation - a.conflict) / (a.cooperation + a.conflict)
        for a in network.arcs
        if a.actor == name and a.cooperation + a.conflict > 0
    }


def _corrected(mine: NDArray[np.float64], theirs: NDArray[np.float64], own_means: bool) -> float | None:
    """One minus squared distances over those that chance would give: with each party's own mean (kappa) or the common one (pi)."""
    centre = (mine.mean() + theirs.mean()) / 2
    if own_means:
        chance = ((mine - mine.mean()) ** 2).sum() + ((theirs - theirs.mean()) ** 2).sum() + len(mine) * (mine.mean() - theirs.mean()) ** 2
    else:
        chance = ((mine - centre) ** 2).sum() + ((theirs - centre) ** 2).sum()
    return float(1 - ((mine - theirs) ** 2).sum() / chance) if chance > 0 else None


def brokers(network: Network) -> tuple[Broker, ...]:
    """Who stands between those at odds: friendly with both, often on the way between friends, or a mediator by its acts."""
    friends = nx.Graph()
    friends.add_edges_from((t.one, t.two, {"weight": t.cooperation}) for t in network.ties if t.sign > 0)
    between = nx.betweenness_centrality(friends)
    mediated = {m.party: m.n for m in network.mediations}
    pairs: dict[str, list[float]] = {}
    for tie in network.ties:
        if tie.sign < 0 and tie.one in friends and tie.two in friends:
            for party in friends[tie.one].keys() & friends[tie.two].keys():
                pairs.setdefault(party, []).append(min(friends[party][side]["weight"] for side in (tie.one, tie.two)))
    found = [
        Broker(p, len(pairs.get(p, ())), sum(sorted(pairs.get(p, ()))), between.get(p, 0.0), mediated.get(p, 0))
        for p in sorted({*pairs, *mediated})
    ]
    found.sort(key=lambda b: (-b.mediations, -b.reach, b.party))
    return tuple(found[: int(network.rules["lists"]["shown"])])
