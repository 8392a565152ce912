"""How well two claims fit one act: a score, or None where something rules it out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from comity.core.actor import UNKNOWN, Participant
from comity.core.claim import Claim
from comity.core.event import Source
from comity.core.when_where import Place
from comity.merge.rules import MergeRules

COLLECTIVE = frozenset({"IGO", "NGO", "MNC", "IMG", "WST", UNKNOWN})  # codes that many bodies share
EXACT = frozenset({"exact", "city", "district"})


@dataclass(frozen=True, slots=True)
class Told:
    """A claim, where it stands, and the first and last day its act may have been on; None where nothing dates it."""

    claim: Claim
    source: Source
    days: tuple[date, date] | None

    @property
    def order(self) -> tuple[str, str]:
        """Claims in the order in which they were published."""
        return (self.source.published or "9999", self.claim.id)


def told(claim: Claim, source: Source, rules: MergeRules) -> Told:
    """A claim with the days of its act."""
    when, bound = claim.date, timedelta(days=rules.days["bound"])
    slack = timedelta(days=rules.days["slack"])
    start, end = _day(when.start), _day(when.end)
    if when.basis == "publication":
        last = end or start or _day(source.published)
        return Told(claim, source, (last - bound, last) if last else None)
    start, end = start or (end and end - bound), end or (start and start + bound)
    return Told(claim, source, (start - slack, end + slack) if start and end else None)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text[:10]) if text else None


def likeness(a: Told, b: Told, rules: MergeRules) -> float | None:
    """The score of two claims as one act. None: their types, statuses, sides, days or places exclude it."""
    one, two, score = a.claim, b.claim, rules.score
    if rules.families.get(one.event_type) != rules.families.get(two.event_type):
        return None
    if rules.statuses.get(one.status) != rules.statuses.get(two.status):
        return None
    parts = (_sides(one, two, rules), _when(a, b, rules), _where(one.place, two.place, rules))
    if any(p is None for p in parts):
        return None
    total = sum(p for p in parts if p is not None)
    total += score["type"] if one.event_type == two.event_type else score["family"]
    if one.mode and two.mode and one.event_type == two.event_type:
        total += score["mode"] if one.mode == two.mode else -score["mode"]
    fewer = min(len(a.source.words), len(b.source.words))
    return total + (score["words"] * len(a.source.words & b.source.words) / fewer if fewer else 0.0)


def _sides(one: Claim, two: Claim, rules: MergeRules) -> float | None:
    """Both sides; of a mutual act its parties, whoever is named first. Reports may contradict each other on one side, never on both, and not on the state."""
    if one.reciprocal or two.reciprocal:
        straight = _pair(one.actor + one.recipient, two.actor + two.recipient, rules)
        return None if straight is None else 2 * straight
    actor, recipient = _pair(one.actor, two.actor, rules), _pair(one.recipient, two.recipient, rules)
    known = (
        actor is not None and _known(one.actor) and _known(two.actor),
        recipient is not None and _known(one.recipient) and _known(two.recipient),
    )
    if not any(known):
        return _told_apart(one, two, rules) if actor is not None and recipient is not None else None
    if actor is None and not _may_differ(one.actor, two.actor):
        return None
    if recipient is None and not _may_differ(one.recipient, two.recipient):
        return None
    return sum(rules.score["contrary"] if side is None else side for side in (actor, recipient))


def _told_apart(one: Claim, two: Claim, rules: MergeRules) -> float | None:
    """One report names who did it, the other to whom, or both only describe them: one act where both name its day and nothing says otherwise."""
    swapped = [_pair(a, b, rules) for a, b in ((one.actor, two.recipient), (one.recipient, two.actor)) if _known(a) and _known(b)]
    if swapped:  # "the attack of Israel": on which side a lone name stands is often unclear
        return max((s for s in swapped if s is not None and s > 0), default=rules.score["apart"])
    return rules.score["apart"] if _day_of(one) and _day_of(one) == _day_of(two) else None


def _day_of(claim: Claim) -> str | None:
    return claim.date.start if claim.date.precision == "day" and claim.date.basis != "publication" else None


def _may_differ(one: Sequence[Participant], two: Sequence[Participant]) -> bool:
    """Whether reports of one act may name these different parties: not where both name states, and other ones."""
    codes = [{p.code for p in side if p.code not in COLLECTIVE} for side in (one, two)]
    return not all(codes) or bool(codes[0] & codes[1])


def _known(side: Sequence[Participant]) -> bool:
    return any(p.id or p.code != UNKNOWN for p in side)


def _pair(one: Sequence[Participant], two: Sequence[Participant], rules: MergeRules) -> float | None:
    """How well two sides fit: every participant of the smaller one must be somebody of the other."""
    if not _known(one) or not _known(two):
        return rules.score["unknown"]
    few, many = sorted((one, two), key=len)
    best = []
    for p in few:
        scores = [s for q in many if (s := alike(p, q, rules)) is not None]
        if not scores:
            return None
        best.append(max(scores))
    return sum(best) / len(best)


def alike(p: Participant, q: Participant, rules: MergeRules) -> float | None:
    """How well two names may mean one participant; None for two different ones."""
    if p.id and p.id == q.id:
        return rules.score["same_actor"]
    if not (p.id or p.code != UNKNOWN) or not (q.id or q.code != UNKNOWN):
        return rules.score["unknown"]
    if p.code != q.code or (p.code in COLLECTIVE and p.id and q.id):
        return None
    if p.sector != q.sector and "UNK" not in (p.sector, q.sector):
        groups = rules.sectors.get(p.sector, frozenset()) & rules.sectors.get(q.sector, frozenset())
        return rules.score["related" if groups else "other_arm"]
    if p.id and q.id:
        return rules.score["other_person"]
    return rules.score["related"] if p.id or q.id or p.sector != q.sector else rules.score["same_code"]


def _when(a: Told, b: Told, rules: MergeRules) -> float | None:
    """Days that overlap; where only the report dates the act, reports close to one another."""
    if a.days is None or b.days is None:
        return 0.0
    if a.days[0] > b.days[1] or b.days[0] > a.days[1]:
        return None
    known = [t for t in (a, b) if t.claim.date.basis != "publication"]
    if len(known) == 2:
        days = _day_of(a.claim), _day_of(b.claim)
        return rules.score["overlap" if not all(days) else "day" if days[0] == days[1] else "other_day"]
    gap = abs((a.days[1] - b.days[1]).days) - rules.days["gap"] - (rules.days["slack"] if known else 0)
    return rules.score["overlap"] - rules.score["per_day"] * max(0, gap)


def _where(one: Place | None, two: Place | None, rules: MergeRules) -> float | None:
    """Places: the same, one perhaps in the other, or two that exclude each other."""
    if one is None or two is None:
        return 0.0
    if one.name == two.name or (one.geonameid and one.geonameid == two.geonameid):
        return rules.score["place"]
    if one.country_code and two.country_code and one.country_code != two.country_code:
        return None
    return None if one.precision in EXACT and two.precision in EXACT else rules.score["near"]
