"""How well two claims fit one act: a score, or None where something rules it out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from comity.core.actor import COLLECTIVE, UNKNOWN, Participant
from comity.core.claim import Claim
from comity.core.event import Source
from comity.core.when_where import Place
from comity.merge.rules import MergeRules

EXACT = frozenset({"exact", "city", "district"})


@dataclass(frozen=True, slots=True, eq=False)
class Sides:
    """Who takes part in an act, without the words for them: one value for all claims that name the same."""

    actor: tuple[Participant, ...]
    recipient: tuple[Participant, ...]
    reciprocal: bool


@dataclass(frozen=True, slots=True)
class Told:
    """A claim, where it stands, its sides, and the first and last day its act may have been on; None where nothing dates it."""

    claim: Claim
    source: Source
    sides: Sides
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
    sides = _one_value(_bare(claim.actor), _bare(claim.recipient), claim.reciprocal)
    if when.basis == "publication":
        last = end or start or _day(source.published)
        return Told(claim, source, sides, (last - bound, last) if last else None)
    start, end = start or (end and end - bound), end or (start and start + bound)
    return Told(claim, source, sides, (start - slack, end + slack) if start and end else None)


def _bare(side: Sequence[Participant]) -> tuple[tuple[str | None, str, str], ...]:
    return tuple((p.id, p.code, p.sector) for p in side)


@lru_cache(maxsize=1 << 18)
def _one_value(actor: tuple[tuple[str | None, str, str], ...], recipient: tuple[tuple[str | None, str, str], ...], mutual: bool) -> Sides:
    """The same value for the same parties, so that how well two fit is worked out once."""
    one, two = (tuple(Participant("", 0, 0, id, None, code, sector) for id, code, sector in side) for side in (actor, recipient))
    return Sides(one, two, mutual)


@lru_cache(maxsize=1 << 16)
def _day(text: str | None) -> date | None:
    return date.fromisoformat(text[:10]) if text else None


def likeness(a: Told, b: Told, rules: MergeRules) -> float | None:
    """The score of two claims as one act. None: their types, statuses, sides, days or places exclude it."""
    one, two, score = a.claim, b.claim, rules.score
    if rules.families.get(one.event_type) != rules.families.get(two.event_type):
        return None
    if rules.statuses.get(one.status) != rules.statuses.get(two.status):
        return None
    sides = _sides(a.sides, b.sides, rules)
    if sides is None:
        sides = _told_apart(a, b, rules)
    when = None if sides is None else _when(a, b, rules)
    where = None if when is None else _where(one.place, two.place, rules)
    if sides is None or when is None or where is None:
        return None
    total = sides + when + where
    total += score["type"] if one.event_type == two.event_type else score["family"]
    if one.mode and two.mode and one.event_type == two.event_type:
        total += score["mode"] if one.mode == two.mode else -score["mode"]
    fewer = min(len(a.source.words), len(b.source.words))
    return total + (score["words"] * len(a.source.words & b.source.words) / fewer if fewer else 0.0)


@lru_cache(maxsize=1 << 18)
def _sides(one: Sides, two: Sides, rules: MergeRules) -> float | None:
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
        return None
    if actor is None and not _may_differ(one.actor, two.actor):
        return None
    if recipient is None and not _may_differ(one.recipient, two.recipient):
        return None
    return sum(rules.score["contrary"] if side is None else side for side in (actor, recipient))


def _told_apart(a: Told, b: Told, rules: MergeRules) -> float | None:
    """One report names who did it, the other to whom, or both only describe them: one act where both name its day and nothing says otherwise."""
    one, two = a.sides, b.sides
    sides = ((one.actor, two.actor), (one.recipient, two.recipient))
    if one.reciprocal or two.reciprocal or any(_pair(x, y, rules) is None or (_known(x) and _known(y)) for x, y in sides):
        return None
    swapped = [_pair(x, y, rules) for x, y in ((one.actor, two.recipient), (one.recipient, two.actor)) if _known(x) and _known(y)]
    if swapped:  # "the attack of Israel": on which side a lone name stands is often unclear
        return max((s for s in swapped if s is not None and s > 0), default=rules.score["apart"])
    day = _day_of(a.claim)
    return rules.score["apart"] if day and day == _day_of(b.claim) else None


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
