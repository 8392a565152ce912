"""Claims into groups that tell of one act each; the same groups in whatever order the claims come."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import product

from comity.core.actor import COLLECTIVE, UNKNOWN
from comity.core.claim import Claim
from comity.core.event import Source
from comity.merge.likeness import Told, likeness, told
from comity.merge.rules import MergeRules

Pair = tuple[str, str]
Cluster = list[Told]
Neighbours = Callable[[Sequence[Told]], Iterable[Cluster]]


def group_claims(
    claims: Iterable[tuple[Claim, Source]], rules: MergeRules, same: Collection[Pair] = (), different: Collection[Pair] = ()
) -> list[list[Told]]:
    """Groups of claims, each in order of publication. `same` and `different` are pairs of claim ids that people have judged.

    Ties go by the ids of the claims, so the order of the input does not matter.
    """
    listed = [told(claim, source, rules) for claim, source in claims]
    return [in_order(t for part in parts for t in part) for parts in join_judged(clusters(listed, rules, different), same)]


def in_order(claims: Iterable[Told]) -> list[Told]:
    """Claims in order of publication."""
    return sorted(claims, key=lambda t: t.order)


def clusters(claims: Iterable[Told], rules: MergeRules, different: Collection[Pair] = ()) -> list[Cluster]:
    """What the rules call one act each.

    The likeliest pairs are joined first; two groups are joined where no claim of one excludes a claim of the other and their claims are on
    the average like enough.
    """
    listed = in_order(claims)
    by_id = {t.claim.id: t for t in listed}
    apart = {_pair(*p) for p in different}
    scores = _scores(listed, rules, apart)

    def score_of(one: str, two: str) -> float | None:
        """The score of any two claims, also of two that share no name."""
        pair = _pair(one, two)
        if pair not in scores:
            return None if pair in apart else likeness(by_id[pair[0]], by_id[pair[1]], rules)
        return scores[pair]

    groups = {id: [id] for id in by_id}
    strong = ((-score, pair) for pair, score in scores.items() if score >= _needed(by_id[pair[0]], by_id[pair[1]], rules))
    for _, (one, two) in sorted(strong):
        if groups[one] is not groups[two] and _fit(groups[one], groups[two], score_of, _needed(by_id[one], by_id[two], rules)):
            _join(groups, one, two)
    return _sorted([by_id[c] for c in group] for group in {id(g): g for g in groups.values()}.values())


def join_judged(found: Iterable[Cluster], same: Collection[Pair]) -> list[list[Cluster]]:
    """Last, whatever people call the same: the clusters of each event."""
    listed = list(found)
    cluster_of = {t.claim.id: n for n, cluster in enumerate(listed) for t in cluster}
    groups = {str(n): [str(n)] for n in range(len(listed))}
    for one, two in sorted(_pair(*p) for p in same if p[0] in cluster_of and p[1] in cluster_of):
        _join(groups, str(cluster_of[one]), str(cluster_of[two]))
    return [_sorted(listed[int(n)] for n in group) for group in {id(g): g for g in groups.values()}.values()]


def regroup(
    fresh: Iterable[Told], near: Neighbours, rules: MergeRules, different: Collection[Pair] = ()
) -> tuple[list[Cluster], list[Cluster]]:
    """The clusters that are no more, and those in their place, when claims come to a record whose clusters are known.

    `near` gives the old clusters with a claim that may be the act of some claims. What is joined depends only on the claims of the clusters
    that touch one another: so the fresh claims are clustered with the clusters around them, and where one of these changes, with those
    around it, too, until all around stay as they were. The outcome is that of clustering all claims.
    """
    loose, gone = list(fresh), list[Cluster]()
    around: dict[frozenset[str], Cluster] = {}
    asked: list[Told] = loose
    while True:
        taken = {t.claim.id for t in loose}
        around |= {key: c for c in near(asked) if (key := _key(c)).isdisjoint(taken)}
        found = {_key(c): c for c in clusters([*loose, *(t for c in around.values() for t in c)], rules, different)}
        changed = [c for key, c in around.items() if key not in found]
        if not changed:
            return gone, [c for key, c in found.items() if key not in around]
        for cluster in changed:
            del around[_key(cluster)]
        gone += changed
        asked = [t for c in changed for t in c]
        loose += asked


def _key(cluster: Cluster) -> frozenset[str]:
    return frozenset(t.claim.id for t in cluster)


def _pair(one: str, two: str) -> Pair:
    return (one, two) if one < two else (two, one)


def _sorted(groups: Iterable[Iterable[Told]]) -> list[Cluster]:
    return sorted((in_order(group) for group in groups), key=lambda g: g[0].order)


def _needed(a: Told, b: Told, rules: MergeRules) -> float:
    return rules.score["needed_inside" if a.claim.document_id == b.claim.document_id else "needed"]


def _fit(one: Sequence[str], two: Sequence[str], score_of: Callable[[str, str], float | None], needed: float) -> bool:
    """Whether every claim of one group may be every one of the other, and they are like enough on the average."""
    total = 0.0
    for a, b in product(one, two):
        score = score_of(a, b)
        if score is None:
            return False
        total += score
    return total / (len(one) * len(two)) >= needed


def _join(groups: dict[str, list[str]], one: str, two: str) -> None:
    if groups[one] is not groups[two]:
        joined = groups[one] + groups[two]
        for claim in joined:
            groups[claim] = joined


def _scores(listed: Sequence[Told], rules: MergeRules, different: Collection[Pair]) -> dict[Pair, float]:
    """The score of every two claims that may be one act."""
    found: dict[Pair, float] = {}
    for a, b in _candidates(listed, rules):
        pair = _pair(a.claim.id, b.claim.id)
        if pair not in found and pair not in different:
            score = likeness(a, b, rules)
            if score is not None:
                found[pair] = score
    return found


def _candidates(listed: Sequence[Told], rules: MergeRules) -> Iterator[tuple[Told, Told]]:
    """Pairs of one family and group of statuses that share a participant and whose days overlap, by one sweep over each block."""
    blocks: dict[tuple[int | None, int | None, str], list[Told]] = defaultdict(list)
    for t in listed:
        family, statuses = kind_of(t.claim, rules)
        for key in keys_of(t.claim):
            blocks[family, statuses, key].append(t)
    for block in blocks.values():
        dated = sorted((t for t in block if t.days), key=lambda t: (t.days or (), t.order))
        open_: list[Told] = []
        for t in dated:
            open_ = [o for o in open_ if o.days and t.days and o.days[1] >= t.days[0]]
            yield from ((o, t) for o in open_)
            open_.append(t)
        undated = [t for t in block if not t.days]
        yield from ((u, t) for u in undated for t in block if t is not u and t.claim.document_id == u.claim.document_id)


def kind_of(claim: Claim, rules: MergeRules) -> tuple[int | None, int | None]:
    """The family of types and the group of statuses of a claim: two claims that differ in them are never one act."""
    return rules.families.get(claim.event_type), rules.statuses.get(claim.status)


def keys_of(claim: Claim) -> set[str]:
    """The names under which a claim meets others: codes of states, ids of bodies that share a code."""
    keys = {p.code for p in claim.actor + claim.recipient if p.code not in COLLECTIVE}
    keys |= {p.id or p.code for p in claim.actor + claim.recipient if p.code in COLLECTIVE and (p.id or p.code != UNKNOWN)}
    return keys
