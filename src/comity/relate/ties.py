"""Ties that hold: lasting relations as intervals, with the claims or table lines that begin and end them."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product

from comity.relate.accounts import Account, Party, Statement, statement
from comity.relate.linking import shifted
from comity.relate.tabular import Tabular
from comity.relate.tie_rules import Pattern, TieRule

STATES = ("in force", "ended", "lapsed")
Sides = tuple[tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Interval:
    """One lasting relation. `holder` has it towards `other`; a mutual one has both parties as holder, mediation the mediator.

    `start` is None where only its end is known: it began before. `state` on the ledger's day is in force, ended, or lapsed (nothing was
    heard of it for long; `seen` is the last day that it was). `begun_by`, `ended_by` and `seen_in` are the claims; `table` names the line of the
    bundled tables where it comes from there.
    """

    kind: str
    holder: tuple[str, ...]
    other: tuple[str, ...]
    start: str | None
    end: str | None
    state: str
    seen: str | None
    begun_by: tuple[Statement, ...] = ()
    ended_by: tuple[Statement, ...] = ()
    seen_in: tuple[Statement, ...] = ()
    table: str | None = None

    def holds_on(self, day: str) -> bool:
        """Whether it is known to hold on a day; on the day of its end it is over. Of an end known to the year or month only the rest holds."""
        over = self.end is not None and (self.end <= day if len(self.end) == len(day) else self.end < day[: len(self.end)])
        return (self.start is None or self.start[: len(day)] <= day) and not over


@dataclass(frozen=True, slots=True)
class Ties(Tabular):
    """The lasting relations of a pair or party as they stood on a day, by their beginning."""

    on: str | None
    intervals: tuple[Interval, ...]

    def in_force(self, day: str | None = None) -> tuple[Interval, ...]:
        """Those that hold on a day, by default that of the question."""
        day = day or self.on or ""
        return tuple(i for i in self.intervals if i.state != "lapsed" and i.holds_on(day))

    def _rows(self) -> Sequence[object]:
        return self.intervals

    def _kind(self) -> type:
        return Interval


@dataclass(frozen=True, slots=True)
class _Mark:
    """A claim that begins or ends a relation, on its day."""

    day: str
    begins: bool
    presumes: bool
    account: Account


def ties(accounts: Iterable[Account], rules: Sequence[TieRule], on: str, one: str | None = None, two: str | None = None) -> Ties:
    """The relations that claims tell of, as known on a day: of all, of one party, or of two."""
    known = [a for a in accounts if _counts(a, on)]
    found: list[Interval] = []
    for rule in rules:
        marked: dict[Sides, list[_Mark]] = {}
        for begins, patterns in ((True, rule.begins), (False, rule.ends)):
            for pattern in patterns:
                for sides, marks in _matches(known, pattern, rule, begins).items():
                    marked.setdefault(sides, []).extend(marks)
        for sides, marks in marked.items():
            if asked(sides, one, two):
                found += _intervals(rule, sides, marks, on)
    return Ties(on, tuple(sorted(found, key=order)))


def order(interval: Interval) -> tuple[str, ...]:
    """By beginning; what began at an unknown time comes by its end."""
    return (interval.start or interval.end or "", interval.kind, *interval.holder, *interval.other, interval.end or "9999")


def asked(sides: Sides, one: str | None, two: str | None) -> bool:
    """Whether a relation is one of those asked for."""
    parties = {*sides[0], *sides[1]}
    return (one is None or one in parties) and (two is None or two in parties)


def _counts(account: Account, on: str) -> bool:
    """Done, and known by the day. What an article tells as lying before its news counts where the text dates it."""
    done = account.done or (account.background and account.stated and account.status in ("happened", "ongoing"))
    return done and account.day is not None and (account.reported is None or account.reported <= on) and account.day <= on


def _matches(known: Iterable[Account], pattern: Pattern, rule: TieRule, begins: bool) -> Mapping[Sides, list[_Mark]]:
    found: dict[Sides, list[_Mark]] = {}
    for account in known:
        if pattern.fits(account):
            for sides in _sides(account, rule.sides):
                found.setdefault(sides, []).append(_Mark(account.day or "", begins, pattern.presumes, account))
    if pattern.times == 1:
        return found
    return {sides: often for sides, marks in found.items() if (often := _often(marks, pattern))}


def _often(marks: list[_Mark], pattern: Pattern) -> list[_Mark]:
    """The acts of which enough lie within the pattern's days, those of one day, type and wording counted once."""
    marks = sorted(marks, key=lambda m: (m.day, m.account.id))
    kept: dict[str, _Mark] = {}
    days = [m.day for m in marks]
    for last in marks:
        near = marks[bisect_left(days, shifted(last.day, -pattern.days)) : bisect_right(days, last.day)]
        if len({(m.day, m.account.event_type, m.account.words) for m in near}) >= pattern.times:
            kept |= {m.account.id: m for m in near}
    return sorted(kept.values(), key=lambda m: (m.day, m.account.id))


def _sides(account: Account, form: str) -> list[Sides]:
    actor, recipient = _keys(account.actor), _keys(account.recipient)
    if form == "third":
        return [((a,), pair) for a in actor for pair in combinations(recipient, 2) if a not in pair]
    if account.reciprocal or (form == "mutual" and not recipient):
        pairs = list(combinations(actor, 2))
    else:
        pairs = [(a, r) for a, r in product(actor, recipient) if a != r]
    if form == "mutual":
        return [((min(pair), max(pair)), ()) for pair in pairs]
    both = [*pairs, *((b, a) for a, b in pairs)] if account.reciprocal else pairs
    return [((a,), (b,)) for a, b in both]


def _keys(side: Iterable[Party]) -> list[str]:
    return sorted({p.key for p in side if p.key})


def _intervals(rule: TieRule, sides: Sides, marks: Iterable[_Mark], on: str) -> list[Interval]:
    """Walk through the days: what begins opens an interval, the same again confirms it, what ends closes it."""
    found: list[Interval] = []
    running: Interval | None = None
    for mark in sorted({(m.day, not m.begins, m.account.id): m for m in marks}.values(), key=lambda m: (m.day, not m.begins, m.account.id)):
        told = (statement(mark.account),)
        if running and rule.lapse and shifted(running.seen or mark.day, rule.lapse) < mark.day:
            found, running = [*found, replace(running, state="lapsed")], None
        if mark.begins and running:
            running = replace(running, seen=mark.day, seen_in=running.seen_in + told)
        elif mark.begins:
            running = Interval(rule.kind, *sides, mark.day, None, "in force", mark.day, begun_by=told)
        elif running:
            found, running = [*found, replace(running, end=mark.day, state="ended", ended_by=told)], None
        elif found and found[-1].end and mark.day <= shifted(found[-1].end, rule.told_again) and found[-1].state == "ended":
            found[-1] = replace(found[-1], ended_by=found[-1].ended_by + told)
        elif mark.presumes:
            found.append(Interval(rule.kind, *sides, None, mark.day, "ended", None, ended_by=told))
    if running:
        lapsed = rule.lapse is not None and shifted(running.seen or on, rule.lapse) < on
        found.append(replace(running, state="lapsed" if lapsed else "in force"))
    return found
