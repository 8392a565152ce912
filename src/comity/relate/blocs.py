"""Blocs of a network, and how sure they are: signed modularity, searched again on networks drawn from the counts of acts."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb

import numpy as np
from numpy.typing import NDArray

from comity.errors import SettingsError
from comity.relate.network import Network

Matrix = NDArray[np.float64]
Labels = NDArray[np.int64]
TINY = 1e-9


@dataclass(frozen=True, slots=True)
class Member:
    """A party in a bloc. `stability` is how much oftener it falls together with its own bloc than with the nearest other one, −1 to 1."""

    party: str
    bloc: int
    stability: float
    firm: bool


@dataclass(frozen=True, slots=True)
class Partition:
    """The blocs at one resolution. `agreement` is the mean adjusted Rand index of the drawn partitions with this one; they had from
    `fewest` to `most` blocs. `verdict` is stable, unstable, or one bloc where nothing divides the network."""

    resolution: float
    members: tuple[Member, ...]
    agreement: float
    fewest: int
    most: int
    verdict: str

    @property
    def blocs(self) -> tuple[tuple[str, ...], ...]:
        """The parties of each bloc, the largest first."""
        found: dict[int, list[str]] = {}
        for member in self.members:
            found.setdefault(member.bloc, []).append(member.party)
        return tuple(tuple(found[b]) for b in sorted(found))


@dataclass(frozen=True, slots=True)
class Blocs:
    """Partitions over a range of resolutions, and the one that holds best; where none is stable, `verdict` says unstable."""

    partitions: tuple[Partition, ...]
    best: Partition
    verdict: str


def blocs(network: Network, seed: int = 0) -> Blocs:
    """The blocs of a network. The same network and seed give the same answer.

    Raises SettingsError for a network that is too small, with the number of parties that is needed.
    """
    rules, names = network.rules["blocs"], network.parties
    if len(names) < rules["least"]:
        raise SettingsError(f"The network of {network.date} has {len(names)} parties with ties; blocs need at least {rules['least']}.")
    partitions = tuple(_partition(network, names, r, seed) for r in rules["resolutions"])
    divided = [p for p in partitions if len(p.blocs) > 1]
    best = max(divided or partitions, key=lambda p: (p.agreement, -abs(p.resolution - 1)))
    return Blocs(partitions, best, best.verdict)


def _partition(network: Network, names: Sequence[str], resolution: float, seed: int) -> Partition:
    rules, n = network.rules["blocs"], len(names)
    at = {name: i for i, name in enumerate(names)}
    ends = np.array([(at[t.one], at[t.two]) for t in network.ties])
    rng = np.random.default_rng(seed)
    good = np.array([(t.n_cooperation, t.cooperation) for t in network.ties])
    bad = np.array([(t.n_conflict, t.conflict) for t in network.ties])
    observed = _search(_matrix(n, ends, good[:, 1], bad[:, 1], resolution), int(rules["starts"]), rng)
    drawn = [_search(_matrix(n, ends, _redrawn(good, rng), _redrawn(bad, rng), resolution), 1, rng) for _ in range(int(rules["resamples"]))]
    together = np.mean([d[:, None] == d[None, :] for d in drawn], axis=0)
    agreement = float(np.mean([adjusted_rand(observed, d) for d in drawn]))
    counts = [len(set(d.tolist())) for d in drawn]
    one = len(set(observed.tolist())) == 1
    verdict = "unstable" if agreement < rules["stable"] else "one bloc" if one else "stable"
    return Partition(resolution, _members(names, observed, together, rules["firm"]), agreement, min(counts), max(counts), verdict)


def _redrawn(kind: Matrix, rng: np.random.Generator) -> Matrix:
    """The weights of ties after their acts were drawn again: as many as a Poisson law gives around the count, each of mean weight."""
    counts, sums = kind[:, 0], kind[:, 1]
    each = np.divide(sums, counts, out=np.zeros_like(sums), where=counts > 0)
    return np.asarray(rng.poisson(counts) * each, dtype=np.float64)


def _matrix(n: int, ends: NDArray[np.int64], good: Matrix, bad: Matrix, resolution: float) -> Matrix:
    """What each pair would add to the signed modularity if it were in one bloc (Gomez, Jensen and Arenas 2009)."""
    found: Matrix = np.zeros((n, n))
    for weights, sign in ((good, 1), (bad, -1)):
        links = np.zeros((n, n))
        np.add.at(links, (ends[:, 0], ends[:, 1]), weights)
        links += links.T
        strength, total = links.sum(axis=0), links.sum()
        if total > 0:
            found += sign * (links - resolution * np.outer(strength, strength) / total)
    np.fill_diagonal(found, 0)
    return found


def _search(gain: Matrix, starts: int, rng: np.random.Generator) -> Labels:
    """The best partition of several searches, blocs numbered by size."""
    found = [_louvain(gain, rng) for _ in range(starts)]
    return _numbered(max(found, key=lambda labels: float(gain[labels[:, None] == labels[None, :]].sum())))


def _louvain(gain: Matrix, rng: np.random.Generator) -> Labels:
    """Move nodes, then whole groups, to where they add most, until nothing does."""
    labels: Labels = np.arange(len(gain))
    while True:
        _, groups = np.unique(labels, return_inverse=True)
        member = np.eye(groups.max() + 1)[groups]
        merged = member.T @ gain @ member
        moved = _moved(merged, rng)
        if len(set(moved.tolist())) == len(merged):
            break
        labels = moved[groups]
    return _moved(gain, rng, labels)


def _moved(gain: Matrix, rng: np.random.Generator, labels: Labels | None = None) -> Labels:
    """Move one node after the other to the group where it adds most. `totals` is what each node would add to each group."""
    n = len(gain)
    labels = np.arange(n) if labels is None else labels.copy()
    apart = gain - np.diag(np.diag(gain))
    totals = apart @ np.eye(n)[labels]
    moving = True
    while moving:
        moving = False
        better = np.flatnonzero(totals.max(axis=1) > totals[np.arange(n), labels] + TINY)
        for i in rng.permutation(better):
            best = int(totals[i].argmax())
            if totals[i, best] > totals[i, labels[i]] + TINY:
                totals[:, labels[i]] -= apart[:, i]
                totals[:, best] += apart[:, i]
                labels[i], moving = best, True
    return labels


def _numbered(labels: Labels) -> Labels:
    """Labels by size of bloc, largest 0; equal ones by their first member."""
    values, first, counts = np.unique(labels, return_index=True, return_counts=True)
    order = sorted(range(len(values)), key=lambda k: (-counts[k], first[k]))
    rank = {int(values[k]): number for number, k in enumerate(order)}
    return np.array([rank[int(v)] for v in labels])


def _members(names: Sequence[str], labels: Labels, together: Matrix, firm: float) -> tuple[Member, ...]:
    found = []
    for i, name in enumerate(names):
        means = {}
        for bloc in range(int(labels.max()) + 1):
            others = [j for j in np.flatnonzero(labels == bloc) if j != i]
            if others:
                means[bloc] = float(together[i, others].mean())
        own = means.pop(int(labels[i]), 1.0)
        stability = own - max(means.values(), default=0.0)
        found.append(Member(name, int(labels[i]), stability, stability >= firm))
    return tuple(sorted(found, key=lambda m: (m.bloc, -m.stability, m.party)))


def adjusted_rand(one: Sequence[int] | Labels, two: Sequence[int] | Labels) -> float:
    """How far two partitions agree beyond chance (Hubert and Arabie): 1 the same, 0 what chance gives."""
    _, a = np.unique(np.asarray(one), return_inverse=True)
    _, b = np.unique(np.asarray(two), return_inverse=True)
    table = np.zeros((a.max() + 1, b.max() + 1), dtype=np.int64)
    np.add.at(table, (a, b), 1)
    cells = sum(comb(int(c), 2) for c in table.ravel())
    rows, columns = (sum(comb(int(c), 2) for c in table.sum(axis=k)) for k in (1, 0))
    expected, most = rows * columns / comb(len(a), 2), (rows + columns) / 2
    return 1.0 if most == expected else (cells - expected) / (most - expected)
