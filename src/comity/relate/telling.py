"""A relation in plain words: sentences computed from its rows, in which every number keeps the acts that it counts."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from comity.core.claim import FACTS
from comity.lexicon.tables import read_csv
from comity.relate.months import Figure, Month, counted, joined
from comity.relate.relation import Relation

RECENT = 3  # months that are compared with those before
BEFORE = 12  # at most so many
LEAST = 6  # months that must be known for a comparison
SURE = 0.01  # chance at most that counts differ so much without a cause


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words and numbers in order; `text` is all of them joined."""

    parts: tuple[str | Figure, ...]

    @property
    def text(self) -> str:
        return "".join(str(p) for p in self.parts)

    @property
    def figures(self) -> tuple[Figure, ...]:
        return tuple(p for p in self.parts if isinstance(p, Figure))


@dataclass(frozen=True, slots=True)
class Change:
    """A class of acts of one party, before and since a month: how many a month, and the chance of such a difference."""

    actor: str
    name: str
    since: str
    before: Figure
    after: Figure
    acts: Figure
    chance: float


def load_words(data: Path) -> Mapping[str, str]:
    """What several acts of each type are called."""
    return {r["type"]: r["several"] for r in read_csv(data / "ontology/type_words.csv", ("type", "several", "source"))}


def changes(relation: Relation, since: str | None = None) -> list[Change]:
    """What changed most surely, first: each party's cooperation and conflict in the last months, or since a month, against those before."""
    found = [
        change
        for actor in (relation.one, relation.two)
        for name in ("cooperation", "conflict")
        if (change := _change(relation, actor, name, since))
    ]
    return sorted(found, key=lambda c: (c.chance, c.actor, c.name))


def _change(relation: Relation, actor: str, name: str, since: str | None) -> Change | None:
    known = [m for m in relation.direction(actor) if m.known]
    after = [m for m in known if m.month >= since] if since else known[-RECENT:]
    before = [m for m in known if m.month < after[0].month][-BEFORE:] if after else []
    if len(known) < LEAST or not after or not before:
        return None
    one, two = (joined(name, [m.classes[name] for m in months]) for months in (before, after))
    chance = chance_of(int(one.value or 0), len(before), int(two.value or 0), len(after))
    return Change(actor, name, after[0].month, _rate(one, before), _rate(two, after), two, chance)


def _rate(total: Figure, months: Sequence[Month]) -> Figure:
    return Figure(f"{total.name} a month", round((total.value or 0) / len(months), 1), total.ids)


def chance_of(one: int, time: float, two: int, other_time: float) -> float:
    """How likely two counts in two times differ so much where the rate is one: the exact conditional test of two Poisson rates, both sides.

    >>> round(chance_of(24, 12, 27, 3), 6) < 1e-6, chance_of(3, 3, 3, 3)
    (True, 1.0)
    """
    n, share = one + two, other_time / (time + other_time)
    logs = [math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1) + k * math.log(share) + (n - k) * math.log1p(-share) for k in range(n + 1)]  # fmt: skip
    return min(1.0, sum(math.exp(p) for p in logs if p <= logs[two] + 1e-9))


def told(relation: Relation, words: Mapping[str, str], since: str | None = None) -> Sentence:
    """The sentence on top of a relation: what changed most surely; where nothing did, what there is; where there is nothing, that."""
    if not len(relation.acts):
        return _nothing(relation)
    found = [c for c in changes(relation, since) if c.chance < SURE]
    return _changed(relation, found[0], words) if found else summary(relation, relation.one, words)


def _nothing(relation: Relation) -> Sentence:
    where = f"{_name(relation, relation.one)} and {_name(relation, relation.two)}"
    return Sentence((f"No data: no act between {where} in ", Figure("articles", relation.articles), f" articles {_span(relation)}."))


def _changed(relation: Relation, change: Change, words: Mapping[str, str]) -> Sentence:
    rows = relation.rows(change.acts)
    verb = "rose" if (change.after.value or 0) > (change.before.value or 0) else "fell"
    sides = f"{_name(relation, change.actor)} towards {_name(relation, relation.other(change.actor))}"
    opening = f"Since {month_name(change.since)} acts of {change.name} by {sides} {verb} from "
    parts: list[str | Figure] = [opening, change.before, " to ", change.after, " a month"]
    if rows:
        parts += [", ", _mostly(rows, words), "; ", *_confirmed(rows, change.acts), *_independent(relation.origins(change.acts.ids))]
    return Sentence((*parts, "."))


def summary(relation: Relation, actor: str, words: Mapping[str, str]) -> Sentence:
    """What one party did to the other over the whole time."""
    total, kinds = relation.total(actor, "acts"), [relation.total(actor, name) for name in ("cooperation", "conflict")]
    span = _span(relation)
    opening = f"{span[0].upper()}{span[1:]}, {_name(relation, actor)} towards {_name(relation, relation.other(actor))}: "
    if total.value is None:
        return Sentence((opening, "no data."))
    if not total.value:
        return Sentence((opening, total, " acts."))
    parts: list[str | Figure] = [opening, *_counted(kinds[0], "act"), " of cooperation and ", kinds[1], " of conflict, "]
    rows = relation.rows(total)
    parts += [_mostly(rows, words), "; ", *_confirmed(rows, total), *_independent(relation.origins(total.ids))]
    return Sentence((*parts, "."))


def _counted(figure: Figure, noun: str) -> list[str | Figure]:
    return [figure, f" {noun}{'' if figure.value == 1 else 's'}"]


def _confirmed(rows: Sequence[Mapping[str, Any]], total: Figure) -> list[str | Figure]:
    """How many acts are material and asserted as done, as news: plans and what is told as lying before count in no confirmation."""
    material = counted("material", [r for r in rows if r["quad"] in (2, 4) and r["status"] in FACTS and not r["background"]])
    return [material, " of ", total, " is a confirmed material act; " if material.value == 1 else " are confirmed material acts; "]


def _independent(origins: Figure) -> list[str | Figure]:
    return _counted(origins, "independent origin")


def _mostly(rows: Sequence[Mapping[str, object]], words: Mapping[str, str]) -> str:
    """Which type is most frequent among acts, and whether it is most of them."""
    types = Counter(
        {type: len({r["item"] for r in rows if r["event_type"] == type}) for type in sorted({str(r["event_type"]) for r in rows})}
    )
    (name, n), total = types.most_common(1)[0], sum(types.values())
    return f"{'all' if n == total else 'mostly' if n > total / 2 else 'most often'} {words[name]}"


def _span(relation: Relation) -> str:
    first, last = (month_name(str(day)) for day in (relation.query.date.start, relation.query.date.end))
    return f"in {first}" if first == last else f"from {first} to {last}"


def month_name(day: str) -> str:
    return date.fromisoformat(day).strftime("%B %Y")


def _name(relation: Relation, party: str) -> str:
    return relation.names.get(party, party)
