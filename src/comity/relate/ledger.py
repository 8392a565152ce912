"""Promises against deeds: what was promised, threatened or refused, and what became of it, with the evidence of both sides."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from comity.relate.accounts import Account, Party, Statement, statement
from comity.relate.linking import EFFECTS, Promise, by_type, effect, last_day, shifted
from comity.relate.promise_rules import Kind, PromiseRules, Rule
from comity.relate.tabular import Tabular

CONTENTS = ("planned", "threatened", "refused")
KINDS = {"planned": "promise", "threatened": "threat", "refused": "refusal"}
VERDICTS = ("kept", "broken", "withdrawn", "open", "overdue")
Alike = dict[
    tuple[Kind, str], list[tuple[str, Account]]
]  # dated claims by what decides first whether they answer: type with mode, and status


@dataclass(frozen=True, slots=True)
class Deed:
    """A later claim that fulfils, breaks or withdraws an entry, the day it counts at, and what it says."""

    effect: str
    day: str
    event_type: str
    status: str
    evidence: Statement


@dataclass(frozen=True, slots=True)
class Entry:
    """One promise, threat or refusal and what became of it.

    `id` is that of its first claim. `due` is the last day of its time: stated in the text (`due_basis` stated) or the end of the rule's
    window (rule); a refusal has none. `verdict` is kept (a threat: carried out), broken, withdrawn, open or, after a stated time, overdue;
    `decided` is the day of the deed that decided it. `late` says that its time was over by then, or is over with nothing decided.
    `said_in` and `deeds` are the evidence of both sides.
    """

    id: str
    kind: str
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    event_type: str
    mode: str | None
    said: str
    due: str | None
    due_basis: str | None
    verdict: str
    decided: str | None
    late: bool
    said_in: tuple[Statement, ...]
    deeds: tuple[Deed, ...]


@dataclass(frozen=True, slots=True)
class Ledger(Tabular):
    """The entries by the day they were said, and the day `on` which they are judged. Counts are promises, however often they were reported."""

    on: str | None
    entries: tuple[Entry, ...]

    def _rows(self) -> Sequence[object]:
        return self.entries

    def _kind(self) -> type:
        return Entry

    def counts(self) -> Mapping[str, int]:
        """How many entries have each verdict."""
        return {v: sum(e.verdict == v for e in self.entries) for v in VERDICTS}


def ledger(
    accounts: Iterable[Account], rules: PromiseRules, on: str | None = None, one: str | None = None, two: str | None = None
) -> Ledger:
    """The ledger of claims: of all, of one party's own promises, or of those between two.

    `on` is the day it is read: nothing reported later is known; by default the day of the last report.
    """
    known = [a for a in accounts if a.reported is not None and (on is None or a.reported <= on)]
    today = on or max((a.reported for a in known if a.reported), default=None)
    if today is None:
        return Ledger(None, ())
    by_key: dict[str, Alike] = {}
    dated = sorted(((a.day, a) for a in known if a.day), key=lambda d: (d[0], d[1].id))
    for day, account in dated:
        for key in _all_keys(account.parties):
            by_key.setdefault(key, {}).setdefault(((account.event_type, account.mode), account.status), []).append((day, account))
    groups = _renewed((p for p in promises(known, rules) if _asked(p.account, one, two)), rules)
    entries = [_entry(group, by_key, rules, today) for group in groups]
    return Ledger(today, tuple(sorted(entries, key=lambda e: (e.said, e.id))))


def promises(accounts: Sequence[Account], rules: PromiseRules) -> list[Promise]:
    """What the claims promise, threaten or refuse: contents of speech acts, plans, and speech acts whose code tells their content."""
    by_id = {a.id: a for a in accounts}
    spelt = {a.content_of for a in accounts if a.content_of}
    found = []
    for account in accounts:
        if account.background or not any(p.key for p in account.actor):
            continue
        speech = by_id.get(account.content_of or "")
        status = account.status if account.status in CONTENTS else _conditional(account, speech, rules)
        if status:
            also = rules.threats.get(speech.mode or "", ()) if speech and status == "threatened" else ()
            account = _by_host(account, speech, rules)
            found.append(_promise(account, status, (account.event_type, account.mode), speech or account, also, rules))
        elif account.done and account.id not in spelt:
            implied = _implied(account, rules)
            if implied:
                found.append(_promise(account, *implied, account, (), rules))
    return found


def _by_host(account: Account, speech: Account | None, rules: PromiseRules) -> Account:
    """A mutual act as promised by the party that speaks of it: who will receive a guest, not the guest."""
    said = _all_keys(speech.actor) if speech and rules.rule_of(account.event_type, account.mode).mutual else frozenset()
    if not said & _all_keys(account.recipient) or said & _all_keys(account.actor):
        return account
    return replace(account, actor=account.recipient, recipient=account.actor)


def _conditional(account: Account, speech: Account | None, rules: PromiseRules) -> str | None:
    """What an act is that its own side ties to a condition, "would leave unless": the threat or promise that the speech act over it makes."""
    if account.status != "hypothetical" or speech is None or not speech.done or not _all_keys(account.actor) & _all_keys(speech.actor):
        return None
    return rules.speech[speech.event_type][0] if speech.event_type in rules.speech else None


def _implied(account: Account, rules: PromiseRules) -> tuple[str, Kind] | None:
    """The content of a speech act that no claim spells out, from its CAMEO code."""
    status, contents = rules.speech.get(account.event_type, ("", {}))
    code = account.cameo or ""
    best = next((contents[code[:n]] for n in range(len(code), 1, -1) if code[:n] in contents), None)
    return (status, best) if best else None


def _promise(account: Account, status: str, kind: Kind, speech: Account, also: tuple[Kind, ...], rules: PromiseRules) -> Promise:
    reported = account.reported or ""
    day = speech.day if speech.status not in CONTENTS and speech.stated else None
    said = day if day and shifted(reported, -rules.days["speech"]) <= day <= reported else reported
    due = (account.start or account.end, account.end) if account.stated and not account.done else None
    return Promise(account, status, kind, said, (due[0], due[1]) if due and due[0] and due[1] and due[1] >= said else None, also)


def _renewed(found: Iterable[Promise], rules: PromiseRules) -> list[list[Promise]]:
    """Promises that say the same again, together: one kind, the same sides, the same objects, soon after one another."""
    groups: dict[tuple[object, ...], list[list[Promise]]] = {}
    for promise in sorted(found, key=lambda p: (p.said, p.account.reported or "", p.account.id)):
        objects = rules.objects.found(promise.account.words) if rules.rule_of(*promise.kind).objects else frozenset()
        key = (promise.status, promise.kind, _keys(promise.account.actor), _keys(promise.account.recipient), objects)
        same = groups.setdefault(key, [])
        if same and shifted(same[-1][-1].said, rules.days["renewal"]) >= promise.said:
            same[-1].append(promise)
        else:
            same.append([promise])
    return [group for same in groups.values() for group in same]


def _asked(account: Account, one: str | None, two: str | None) -> bool:
    """Whether a promise is one of a party's own, or one between two."""
    own, all_keys = _all_keys(account.actor), _all_keys(account.parties)
    if two is None:
        return one is None or one in own
    return {one, two} <= all_keys and bool({one, two} & own)


def _all_keys(side: Iterable[Party]) -> frozenset[str]:
    return frozenset().union(*(p.keys for p in side))


def _keys(side: Iterable[Party]) -> tuple[str, ...]:
    return tuple(sorted({p.key for p in side if p.key}))


def _entry(group: Sequence[Promise], by_key: Mapping[str, Alike], rules: PromiseRules, today: str) -> Entry:
    first, rule = group[0], rules.rule_of(*group[0].kind)
    due_days = [p.due for p in group if p.due]
    judged = replace(first, due=due_days[-1] if due_days else None)
    alike = (item for key in _all_keys(first.account.parties) for item in by_key.get(key, {}).items())
    last = last_day(judged, rule, rules)
    near = {
        a.id: (a, would)
        for (kind, status), found in alike
        if (would := by_type(judged, kind, status, rules))
        for _, a in found[bisect_left(found, judged.said, key=_when) : bisect_right(found, last, key=_when)]
    }
    own = {p.account.id for p in group} | {p.account.content_of for p in group}
    answers = [(effect(judged, a, would, rule, rules), a) for a, would in near.values() if a.id not in own]
    deeds = sorted(
        (Deed(does, _day(a), a.event_type, a.status, statement(a)) for does, a in answers if does),
        key=lambda d: (d.day, EFFECTS.index(d.effect), d.evidence.claim),
    )
    due, basis = _due(judged, group[-1].said, rule)
    verdict, decided = _verdict(deeds, rule, first.status)
    over = shifted(due, rules.days["grace"]) if due else None
    if verdict == "open" and basis == "stated" and over and over < today:
        verdict = "overdue"
    account = first.account
    return Entry(
        account.id, KINDS[first.status], _keys(account.actor), _keys(account.recipient), *first.kind, first.said, due, basis, verdict,
        decided.day if decided else None, bool(over and over < (decided.day if decided else today)),
        tuple(statement(p.account) for p in group), tuple(deeds),
    )  # fmt: skip


def _when(dated: tuple[str, Account]) -> str:
    return dated[0]


def _day(account: Account) -> str:
    """The day a deed counts at: never after its report, although the text dates it by a month that is not yet over."""
    return min(d for d in (account.day, account.reported) if d)


def _due(promise: Promise, said_last: str, rule: Rule) -> tuple[str | None, str | None]:
    if promise.status == "refused":
        return None, None
    return (promise.due[1], "stated") if promise.due else (shifted(said_last, rule.window), "rule")


def _verdict(deeds: Sequence[Deed], rule: Rule, status: str) -> tuple[str, Deed | None]:
    """What the deeds decide, and the one that does. A deed goes before words about it; what lasts can be broken after it was kept."""
    last = {does: next((d for d in reversed(deeds) if d.effect == does), None) for does in EFFECTS}
    first = {does: next((d for d in deeds if d.effect == does), None) for does in EFFECTS}
    kept, broken = first["fulfils"], last["breaks"]
    if broken and (status == "refused" or kept is None or (rule.durable and broken.day > kept.day)):
        return "broken", broken
    if kept and not (status == "refused" and last["withdraws"]):
        return "kept", kept
    return ("withdrawn", last["withdraws"]) if last["withdraws"] else ("open", None)
