"""The events of a record near some claims: what may change when these come, go or are judged."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from comity.core.wire import dumps
from comity.merge.cluster import Cluster, Pair, keys_of, kind_of
from comity.merge.likeness import Told
from comity.merge.rules import MergeRules
from comity.record.ask import Asked
from comity.record.lake import Lake
from comity.record.told import read_told

WINDOW = '[{"event_type": "VARCHAR", "status": "VARCHAR", "key": "VARCHAR", "first": "DATE", "last": "DATE"}]'
OF_CLAIMS = "SELECT event FROM members WHERE claim IN (SELECT unnest($ids::VARCHAR[]))"


@dataclass(slots=True)
class Vicinity:
    """Events with their clusters, each read once, when it is first asked for; `gone` are those that are no more as they were.

    `asked` has the steps `committed`, `documents`, `claims` and `events`.
    """

    lake: Lake
    asked: Asked
    rules: MergeRules
    parts: dict[str, list[Cluster]] = field(default_factory=dict)
    event_of: dict[str, str] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)

    def replaced(self, since: int) -> list[str]:
        """The claims of articles that were replaced by revisions after a version."""
        claims = self.lake.sources("claims")["claims"]
        sql = f"SELECT id FROM {claims} WHERE document_id IN (SELECT previous FROM committed WHERE version > $since)"
        return [id for (id,) in self.lake.fetch(self.asked.sql(sql), {**self.asked.values, "since": since})]

    def fresh(self, since: int) -> list[Told]:
        """The claims that came after a version."""
        return self._told("c.document_id IN (SELECT id FROM documents WHERE version > $since)", since=since)

    def dissolve(self, claims: Collection[str]) -> None:
        """Take the events of some claims apart."""
        if claims:
            self._load(OF_CLAIMS, ids=sorted(claims))
            self.gone |= {self.event_of[c] for c in claims if c in self.event_of}

    def loose(self) -> list[Told]:
        """The claims of events that were taken apart, but for those that are no more."""
        return [t for id in sorted(self.gone) for part in self.parts[id] for t in part]

    def around(self, claims: Sequence[Told]) -> list[Cluster]:
        """The clusters, not given out before, with a claim that may be the act of one of these."""
        windows = list({tuple(w.values()): w for w in self._windows(claims)}.values())
        margin = sum(self.rules.days.values())  # wider than any window of days that the rules open
        hit = (
            "SELECT event FROM members WHERE claim IN ("
            "SELECT c.id FROM (SELECT id, event_type, status, COALESCE(first_day, reported) AS first, COALESCE(last_day, reported) AS last, "
            "unnest(list_distinct(actor_keys || recipient_keys)) AS key FROM claims) c JOIN windows w "
            f"ON c.event_type = w.event_type AND c.status = w.status AND c.key = w.key AND c.last + {margin} >= w.first AND c.first - {margin} <= w.last "
            "UNION SELECT id FROM claims WHERE document_id IN (SELECT unnest($documents::VARCHAR[])))"
        )
        documents = sorted({t.claim.document_id for t in claims})
        found = self._load(hit, windows=dumps(windows), documents=documents)
        return [part for id in found if id not in self.gone for part in self.parts[id]]

    def with_linked(self, made: Sequence[Cluster], gone: Sequence[Cluster], same: Sequence[Pair]) -> list[Cluster]:
        """New clusters with all others of the events they belong to by judgement or did so far, which are gone then."""
        dropped = {t.claim.id for c in gone for t in c}
        touched = {self.event_of[id] for id in dropped}
        found = list(made)
        while True:
            here = {t.claim.id for c in found for t in c}
            linked = sorted({id for pair in same if not here.isdisjoint(pair) for id in pair} - here)
            if linked:
                self._load(OF_CLAIMS, ids=linked)
            touched |= {self.event_of[id] for id in linked if id in self.event_of}
            more = [c for id in sorted(touched - self.gone) for c in self.parts[id] if dropped.isdisjoint(t.claim.id for t in c)]
            self.gone |= touched
            if not more:
                return found
            found += more

    def _windows(self, claims: Sequence[Told]) -> Iterator[Mapping[str, str]]:
        """Under which names, types and statuses claims meet others, and when."""
        types, statuses = _members(self.rules.families), _members(self.rules.statuses)
        for t in claims:
            family, group = kind_of(t.claim, self.rules)
            for event_type in types.get(family, [t.claim.event_type]) if t.days else ():
                for status in statuses.get(group, [t.claim.status]):
                    for key in keys_of(t.claim):
                        first, last = t.days or (date.max, date.min)
                        yield {"event_type": event_type, "status": status, "key": key, "first": str(first), "last": str(last)}

    def _load(self, hit: str, **values: object) -> list[str]:
        """The events that a query finds and that were not read yet."""
        steps = (
            *self.asked.steps,
            ("members", "SELECT id AS event, unnest(claims) AS claim FROM events"),
            ("windows", f"SELECT unnest(from_json({'$windows' if 'windows' in values else repr('[]')}, '{WINDOW}'), recursive := true)"),
        )
        asked = Asked(steps, {**self.asked.values, **values})
        rows = self.lake.fetch(asked.sql(f"SELECT id, parts FROM events WHERE id IN ({hit}) ORDER BY id"), asked.values)
        new = {id: parts for id, parts in rows if id not in self.parts}
        ids = [claim for parts in new.values() for part in parts for claim in part]
        read = {t.claim.id: t for t in self._told("c.id IN (SELECT unnest($ids::VARCHAR[]))", ids=ids)} if ids else {}
        for event, parts in new.items():
            self.parts[event] = [cluster for part in parts if (cluster := [read[c] for c in part if c in read])]
            self.event_of |= {claim: event for part in parts for claim in part}
        return list(new)

    def _told(self, where: str, **values: object) -> list[Told]:
        return list(read_told(self.lake, Asked(self.asked.steps, {**self.asked.values, **values}), where, self.rules))


def _members(groups: Mapping[str, int]) -> Mapping[int | None, list[str]]:
    """The members of each group by its number."""
    found: dict[int | None, list[str]] = {}
    for member, number in groups.items():
        found.setdefault(number, []).append(member)
    return found
