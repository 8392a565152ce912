"""Claims into groups that tell of one act each; the same groups in whatever order the claims come."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import product

from comity.core.actor import UNKNOWN
from comity.core.claim import Claim
from comity.core.event import Source
from comity.merge.likeness import COLLECTIVE, Told, likeness, told
from comity.merge.rules import MergeRules

Pair = tuple[str, str]


def group_claims(
    claims: Iterable[tuple[Claim, Source]], rules: MergeRules, same: Collection[Pair] = (), different: Collection[Pair] = ()
) -> list[list[Told]]:
    """Groups of claims, each in order of publication. `same` and `different` are pairs of claim ids that people have judged.

    The likeliest pairs are joined first; two groups are joined where no claim of one excludes a claim of the other and their claims are on
    the average like enough; last, whatever people call the same. Ties go by the ids of the claims, so the order of the input does not matter.
    """
    listed = sorted((told(claim, source, rules) for claim, source in claims), key=lambda t: t.order)
    by_id = {t.claim.id: t for t in listed}
    apart = {frozenset(p) for p in different}
    scores = _scores(listed, rules, apart)

    def score_of(one: str, two: str) -> float | None:
        """The score of any two claims, also of two that share no name."""
        pair = (min(one, two), max(one, two))
        if pair not in scores:
            return None if frozenset(pair) in apart else likeness(by_id[pair[0]], by_id[pair[1]], rules)
        return scores[pair]

    groups = {t.claim.id: [t.claim.id] for t in listed}
    for (one, two), score in sorted(scores.items(), key=lambda item: (-item[1], item[0])):
        needed = _needed(by_id[one], by_id[two], rules)
        if score >= needed and groups[one] is not groups[two] and _fit(groups[one], groups[two], score_of, needed):
            _join(groups, one, two)
    for pair in sorted({(min(p), max(p)) for p in same if p[0] in by_id and p[1] in by_id}):
        _join(groups, *pair)
    found = {id(group): group for group in groups.values()}
    return sorted((sorted((by_id[c] for c in group), key=lambda t: t.order) for group in found.values()), key=lambda g: g[0].order)


def _needed(a: Told, b: Told, rules: MergeRules) -> float:
    return rules.score["needed_inside" if a.claim.document_id == b.claim.document_id else "needed"]


def _fit(one: Sequence[str], two: Sequence[str], score_of: Callable[[str, str], float | None], needed: float) -> bool:
    """Whether every claim of one group may be every one of the other, and they are like enough on the average."""
    found = [score_of(a, b) for a, b in product(one, two)]
    return all(s is not None for s in found) and sum(s or 0.0 for s in found) / len(found) >= needed


def _join(groups: dict[str, list[str]], one: str, two: str) -> None:
    if groups[one] is not groups[two]:
        joined = groups[one] + groups[two]
        for claim in joined:
            groups[claim] = joined


def _scores(listed: Sequence[Told], rules: MergeRules, different: Collection[frozenset[str]]) -> dict[Pair, float]:
    """The score of every two claims that may be one act."""
    found: dict[Pair, float] = {}
    for a, b in _candidates(listed, rules):
        pair = (min(a.claim.id, b.claim.id), max(a.claim.id, b.claim.id))
        if pair not in found and frozenset(pair) not in different:
            score = likeness(a, b, rules)
            if score is not None:
                found[pair] = score
    return found


def _candidates(listed: Sequence[Told], rules: MergeRules) -> Iterator[tuple[Told, Told]]:
    """Pairs of one family and group of statuses that share a participant and whose days overlap, by one sweep over each block."""
    blocks: dict[tuple[int | None, int | None, str], list[Told]] = defaultdict(list)
    for t in listed:
        for key in _keys(t.claim):
            blocks[rules.families.get(t.claim.event_type), rules.statuses.get(t.claim.status), key].append(t)
    for block in blocks.values():
        dated = sorted((t for t in block if t.days), key=lambda t: (t.days or (), t.order))
        open_: list[Told] = []
        for t in dated:
            open_ = [o for o in open_ if o.days and t.days and o.days[1] >= t.days[0]]
            yield from ((o, t) for o in open_)
            open_.append(t)
        undated = [t for t in block if not t.days]
        yield from ((u, t) for u in undated for t in block if t is not u and t.claim.document_id == u.claim.document_id)


def _keys(claim: Claim) -> set[str]:
    """The names under which a claim meets others: codes of states, ids of bodies that share a code."""
    keys = {p.code for p in claim.actor + claim.recipient if p.code not in COLLECTIVE}
    keys |= {p.id or p.code for p in claim.actor + claim.recipient if p.code in COLLECTIVE and (p.id or p.code != UNKNOWN)}
    return keys
