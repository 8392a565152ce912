"""What the claims of a group tell together: one event, with its status over time and what they disagree on."""

from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache

from comity.core.actor import UNKNOWN, Participant
from comity.core.claim import FACTS, Claim
from comity.core.event import Contradiction, Event, StatusStep, Variant, event_id
from comity.merge.likeness import Sides, Told

RULES = ("most_frequent", "most_precise", "latest")
PRECISIONS = ("day", "week", "month", "year", "decade", "unknown")
PLACES = ("exact", "city", "district", "province", "country", "region", "sea")


def summarise(group: Sequence[Told], rule: str = "most_frequent") -> Event:
    """The event of a group of claims in order of publication. `rule` chooses among values that differ."""
    claims = [t.claim for t in group]
    lead = _chosen(group, rule, _type, lambda c: (c.mode is not None, c.cameo_code is not None, c.confidence))
    history = _history(group)
    first = group[0]
    ids = [event_id(t.source.published, t.claim.id) for t in group]
    return Event(
        id=ids[0], aliases=tuple(sorted(ids[1:])), claims=tuple(c.id for c in claims), event_type=lead.event_type, mode=lead.mode,
        context=tuple(sorted({x for c in claims for x in c.context})), quad=lead.quad, event_scale=lead.event_scale,
        cameo_code=lead.cameo_code, goldstein=lead.goldstein,
        actor=_chosen(group, rule, _actor, lambda c: _exactness(c.actor)).actor,
        recipient=_chosen(group, rule, _recipient, lambda c: _exactness(c.recipient)).recipient,
        reciprocal=any(c.reciprocal for c in claims), status=history[-1].status, history=history,
        background=all(c.background for c in claims),
        date=_chosen(group, rule, lambda t: (t.claim.date.start, t.claim.date.end), _date_exactness).date,
        place=_chosen(group, rule, _place, _place_exactness).place,
        first_reported=first.source.published, n_reports=len({c.document_id for c in claims}),
        n_outlets=len({t.source.publisher for t in group if t.source.publisher}), n_origins=_origins(group),
        contradictions=_contradictions(group),
    )  # fmt: skip


def _chosen(group: Sequence[Told], rule: str, value: Callable[[Told], object], exactness: Callable[[Claim], tuple[object, ...]]) -> Claim:
    """The claim whose value an event takes. A claim that says nothing of it never wins over one that does."""
    if len(group) == 1:
        return group[0].claim
    telling = [(v, t.claim) for t in group if (v := value(t)) not in (None, (), (None, None))] or [(value(t), t.claim) for t in group]
    if rule == "latest":
        return telling[-1][1]
    if rule == "most_precise":
        return max((claim for _, claim in telling), key=exactness)
    counts = Counter(v for v, _ in telling)
    most = max(counts.values())
    return max((claim for v, claim in telling if counts[v] == most), key=exactness)


def _type(t: Told) -> tuple[str, str | None]:
    return (t.claim.event_type, t.claim.mode)


def _actor(t: Told) -> tuple[str, ...]:
    return _names_of(t.sides)[0]


def _recipient(t: Told) -> tuple[str, ...]:
    return _names_of(t.sides)[1]


def _place(t: Told) -> str | None:
    return t.claim.place.name if t.claim.place else None


@lru_cache(maxsize=1 << 16)
def _names_of(sides: Sides) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return _names(sides.actor), _names(sides.recipient)


def _names(side: Sequence[Participant]) -> tuple[str, ...]:
    return tuple(sorted(p.id or p.code for p in side if p.id or p.code != UNKNOWN))


def _exactness(side: Sequence[Participant]) -> tuple[int, ...]:
    return (sum(p.id is not None for p in side), sum(p.code != UNKNOWN for p in side))


def _date_exactness(claim: Claim) -> tuple[object, ...]:
    return (claim.date.basis != "publication", -PRECISIONS.index(claim.date.precision))


def _place_exactness(claim: Claim) -> tuple[object, ...]:
    return (-PLACES.index(claim.place.precision),) if claim.place else (-len(PLACES),)


def _history(group: Sequence[Told]) -> tuple[StatusStep, ...]:
    """How the status climbed: an article's own word confirms what was alleged; a later denial changes only what nobody has confirmed."""
    steps: list[StatusStep] = []
    for t in group:
        now, before = t.claim.status, steps[-1].status if steps else None
        if before is None or (now != before and _outranks(now, before)):
            steps.append(StatusStep(t.source.published, now))
    return tuple(steps)


def _outranks(now: str, before: str) -> bool:
    """Whether a later report of one status replaces another."""
    if before in FACTS:
        return now in FACTS or now == "not_happened"
    return now != "alleged" or before not in ("denied", "not_happened")


def _origins(group: Sequence[Told]) -> int:
    """How many texts that are not copies of one another tell of it: documents that share an origin are one."""
    parent: dict[str, str] = {}

    def root(key: str) -> str:
        while parent.setdefault(key, key) != key:
            key = parent[key]
        return key

    for t in group:
        for origin in t.source.origins:
            parent[root(origin)] = root(t.claim.document_id)
    return len({root(t.claim.document_id) for t in group})


def _parties(names: Sequence[str]) -> str | None:
    """The parties of a side as one text: a state by its id is no other than by its code."""
    return ", ".join(sorted({n.removeprefix("state:") for n in names})) or None


def _contradictions(group: Sequence[Told]) -> tuple[Contradiction, ...]:
    if len(group) == 1:
        return ()
    fields: dict[str, Callable[[Told], str | None]] = {
        "status": lambda t: t.claim.status, "type": lambda t: t.claim.event_type, "actor": lambda t: _parties(_actor(t)),
        "recipient": lambda t: _parties(_recipient(t)),
        "date": lambda t: f"{t.claim.date.start}..{t.claim.date.end}" if t.claim.date.basis != "publication" else None,
        "place": _place,
    }  # fmt: skip
    found = []
    for field, value in fields.items():
        said: dict[str, list[str]] = {}
        for t in group:
            told = value(t)
            if told is not None:
                said.setdefault(told, []).append(t.claim.id)
        if len(said) > 1:
            found.append(Contradiction(field, tuple(Variant(v, tuple(ids)) for v, ids in sorted(said.items()))))
    return tuple(found)
