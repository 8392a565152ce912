"""The ledger of promises in a brief: how many were kept and broken, and the latest of them with both sides' sentences."""

from collections.abc import Mapping, Sequence

from comity.relate.ledger import VERDICTS, Deed, Entry, Ledger
from comity.relate.months import Figure
from comity.relate.relation import Relation
from comity.relate.telling import Sentence

SHOWN = 4  # entries of which a line tells
FIRST = ("kept", "broken", "withdrawn", "overdue", "open")  # a fate goes before one that is still to come
TOLD = {"kept": "kept", "broken": "broken", "withdrawn": "taken back", "open": "still open", "overdue": "overdue"}


def entries_of(relation: Relation, ledger: Ledger) -> tuple[Entry, ...]:
    """The entries that were said in the time of the relation."""
    first, last = str(relation.query.date.start), str(relation.query.date.end)
    return tuple(e for e in ledger.entries if first <= e.said <= last)


def shown(entries: Sequence[Entry]) -> list[Entry]:
    """The entries of which a line tells: decided ones before open ones, the latest first."""
    latest = sorted(entries, key=lambda e: (e.decided or e.due or e.said, e.id), reverse=True)
    return sorted(latest, key=lambda e: FIRST.index(e.verdict))[:SHOWN]


def claims_of(entry: Entry) -> tuple[str, ...]:
    """The claims that prove a line: the first that said it, and the deed that decided it."""
    deed = decisive(entry)
    return (entry.said_in[0].claim, *((deed.evidence.claim,) if deed else ()))


def decisive(entry: Entry) -> Deed | None:
    """The deed whose day decided an entry."""
    effect = {"kept": "fulfils", "broken": "breaks", "withdrawn": "withdraws"}.get(entry.verdict)
    return next((d for d in entry.deeds if d.effect == effect and d.day == entry.decided), None)


def counted(entries: Sequence[Entry], on: str | None) -> Sentence:
    """How many were said and what became of them, every number with its entries."""
    if not entries:
        return Sentence(("No promise, threat or refusal between the two is known.",))
    parts: list[str | Figure] = ["Promises, threats and refusals between the two: ", _figure("promises", entries)]
    for verdict in VERDICTS:
        alike = [e for e in entries if e.verdict == verdict]
        if alike:
            parts += ["; ", f"{TOLD[verdict]} ", _figure(verdict, alike)]
    return Sentence((*parts, f", as known on {on}."))


def _figure(name: str, entries: Sequence[Entry]) -> Figure:
    return Figure(name, len(entries), tuple(e.id for e in entries))


def told_entry(entry: Entry, names: Mapping[str, str], words: Mapping[str, str]) -> Sentence:
    """One entry in words."""
    sides = [" and ".join(names.get(key, key) for key in side) for side in (entry.actor, entry.recipient)]
    towards = f" towards {sides[1]}" if sides[1] else ""
    fate = f"{TOLD[entry.verdict]} on {entry.decided}" if entry.decided else TOLD[entry.verdict]
    due = f", due by {entry.due}" if entry.due_basis == "stated" else ""
    return Sentence((f"{entry.said}: {entry.kind} of {words[entry.event_type]} by {sides[0]}{towards}{due}: {fate}.",))
