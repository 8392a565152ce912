"""Whether a later act answers a promise, threat or refusal: same parties, a compatible type and object, within the time of its rule."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from comity.core.claim import FACTS
from comity.merge.merge import words_of
from comity.relate.accounts import Account, Party
from comity.relate.promise_rules import Kind, Objects, PromiseRules, Rule

EFFECTS = ("fulfils", "breaks", "withdraws")
NONE: frozenset[int] = frozenset()
UNDONE = frozenset({"refused", "not_happened"})


@dataclass(frozen=True, slots=True)
class Promise:
    """One content claim (or a speech act whose content nobody spelt out): what is promised, threatened or refused, since when, until when.

    `due` is the stated time as first and last day, None where none is stated.
    """

    account: Account
    status: str
    kind: Kind
    said: str
    due: tuple[str, str] | None
    also: tuple[Kind, ...] = ()


def effect(promise: Promise, later: Account, does: str, rule: Rule, rules: PromiseRules) -> str | None:
    """What a later claim does to a promise: fulfils, breaks or withdraws it, as by its type and status it would; None for a claim that
    is about something else. The rule is the promise's."""
    still = does == "breaks" and promise.status != "refused"  # "is still dug in" is nothing new
    if (later.status == "not_happened" or still) and rules.not_yet.search(later.sentence or ""):
        return None
    if not _in_time(promise, later, rule, rules, does):
        return None
    if not _same_parties(promise, later, rule, rules, does):
        return None
    return does if _same_object(promise, later, rule, rules, does) else None


def by_type(promise: Promise, kind: Kind, status: str, rules: PromiseRules) -> str | None:
    """What a claim of such a type, mode and status would do to a promise, were all else alike."""
    same = rules.fits(promise.kind, *kind)
    if status in FACTS:
        if promise.status == "refused":
            return "breaks" if same else None
        rule = rules.rule_of(*promise.kind)
        kinds = (promise.kind, *promise.also, *(k for k in rule.fulfils if k[0] != promise.kind[0]))
        if any(rules.fits(k, *kind) for k in kinds):
            return "fulfils"
        for name in ("breaks", "withdraws"):
            if any(k[0] == kind[0] and k[1] in (None, kind[1]) for k in getattr(rule, name)):
                return name
        return None
    if not same:
        return None
    if promise.status == "refused":
        return "fulfils" if status == "not_happened" else "withdraws" if status == "planned" else None
    if status not in UNDONE:
        return None
    return "withdraws" if status == "refused" or promise.status == "threatened" else "breaks"


def _in_time(promise: Promise, later: Account, rule: Rule, rules: PromiseRules, does: str) -> bool:
    """After it was said, and before its window has passed; what has an appointed time not long before that."""
    day = later.day
    if day is None or (later.reported or day) < promise.said or day < promise.said:
        return False
    if later.background and not (later.stated and (later.start or day) > promise.said):
        return False
    if later.document == promise.account.document and not (later.stated and (later.start or day) > promise.said):
        return False
    if last_day(promise, rule, rules) < day:
        return False
    first = promise.due[0] if promise.due else promise.said
    early = does == "fulfils" and rule.appointed and promise.due is not None
    return not early or day >= shifted(first, -rules.days["early"])


def last_day(promise: Promise, rule: Rule, rules: PromiseRules) -> str:
    """The last day on which something can answer a promise; a refusal stands for long."""
    return shifted(promise.due[1] if promise.due else promise.said, rules.days["refusal"] if promise.status == "refused" else rule.window)


@lru_cache(maxsize=1 << 16)
def shifted(day: str, days: int) -> str:
    """The day so many days later; the calendar's first or last where it would lie beyond."""
    at = date.fromisoformat(day).toordinal() + days
    return (date.min + timedelta(days=max(1, min(at, date.max.toordinal())) - 1)).isoformat()


def same_party(one: Party, two: Party, rules: PromiseRules, persons: bool = False) -> bool:
    """Whether two names may mean one side: one body where both name bodies, one person where persons count, else one state and an arm of it."""
    if one.id and two.id and one.id != two.id:
        kinds = {p.id.partition(":")[0] for p in (one, two) if p.id}
        if kinds == {"person"} and persons:
            return False
        if not kinds & {"state", "person"}:
            return False
    arms = (
        one.sector == two.sector
        or "UNK" in (one.sector, two.sector)
        or rules.sectors.get(one.sector, NONE) & rules.sectors.get(two.sector, NONE)
    )
    return bool(arms and one.keys & two.keys)


def _meets(one: Collection[Party], two: Collection[Party], rules: PromiseRules, persons: bool = False) -> bool:
    return any(same_party(p, q, rules, persons) for p in one for q in two)


def _known(side: Collection[Party]) -> list[Party]:
    return [p for p in side if p.key is not None]


def _same_parties(promise: Promise, later: Account, rule: Rule, rules: PromiseRules, does: str) -> bool:
    """Whether the sides are the same. Where the reports do not both name another party than the doer, their words must be alike besides."""
    said, persons = promise.account, rule.persons and does == "fulfils"
    own = {k for p in said.actor for k in p.keys}
    if rule.mutual or said.reciprocal or later.reciprocal:
        mine, theirs = _known(said.parties), _known(later.parties)
        if not (_meets(said.actor, theirs, rules, persons) and _meets(mine, theirs, rules)):
            return False
        shared = [p for p in mine if _meets([p], theirs, rules)]
        if len({p.key for p in mine}) > 1 and len({p.key for p in theirs}) > 1:
            return len({p.key for p in shared}) > 1
        return _like(said, later, rules)
    if not _meets(_known(said.actor), _known(later.actor), rules, persons):
        return False
    mine, theirs = _known(said.recipient), _known(later.recipient)
    if mine and theirs and not _meets(mine, theirs, rules) and not _of_one_state(mine, theirs):
        return False
    abroad = all(any(not p.keys & own for p in side) for side in (mine, theirs))
    return abroad or _like(said, later, rules)


def _of_one_state(one: Collection[Party], two: Collection[Party]) -> bool:
    """Whether one side names a state and the other its people: sanctions on Russia are kept on Russian banks."""
    return any(p.keys & q.keys and "state:" in (p.id or "")[:6] + (q.id or "")[:6] for p in one for q in two)


def _like(one: Account, two: Account, rules: PromiseRules) -> bool:
    """Whether two sentences share enough words, or one place, to be about one thing, where they do not both name the other side."""
    if one.place and one.place == two.place:
        return True
    few, many = sorted((words_of(one.sentence or one.words), words_of(two.sentence or two.words)), key=len)
    return bool(few) and len(few & many) / len(few) >= rules.unnamed


def _same_object(promise: Promise, later: Account, rule: Rule, rules: PromiseRules, does: str) -> bool:
    """Whether what both are about may be the same: objects of one name, or one that stands for its class; places in one country."""
    said = promise.account
    if does != "withdraws" and said.country and later.country and said.country != later.country:
        return False
    if not rule.objects or (does == "withdraws" and later.status in FACTS):
        return True
    mine, theirs = (_objects(a, rules) for a in (said, later))
    return not mine or not theirs or any(_one_object(p, q) for p in mine for q in theirs)


def _objects(account: Account, rules: PromiseRules) -> frozenset[tuple[str, str]]:
    return _named_in(account.words, rules.objects) or _named_in(account.sentence or "", rules.objects)


@lru_cache(maxsize=1 << 14)  # a promise is held against many deeds, and a deed against many promises
def _named_in(text: str, objects: Objects) -> frozenset[tuple[str, str]]:
    return objects.found(text)


def _one_object(one: tuple[str, str], two: tuple[str, str]) -> bool:
    return one[1] == two[1] and (one[0] == two[0] or one[0] == one[1] or two[0] == two[1])
