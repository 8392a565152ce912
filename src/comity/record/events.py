"""The events of a record: those of today from their table, those of an earlier time merged from the claims known then."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from comity.core.event import Event
from comity.core.wire import from_plain
from comity.merge.cluster import Cluster, clusters, in_order, join_judged
from comity.merge.rules import MergeRules, load_rules
from comity.record.ask import Asked, known
from comity.record.event_table import current
from comity.record.judged import judgements
from comity.record.lake import Lake
from comity.record.rebuild import split, told_events
from comity.record.rework import bring_up_to_date, is_up_to_date
from comity.record.shape import EVENT_FIELDS, literal
from comity.record.told import read_told

MADE_BY = "most_frequent"  # the rule by which the table's events were made
FIRST_REPORT = "ORDER BY COALESCE(first_reported, '9999'), claims[1]"


def events_of(lake: Lake, rules: Path, as_of: str | int | None, rule: str, wanted: Asked | None = None) -> list[Event]:
    """The events that the record knew of at a time, in order of first report; what people had judged by then goes before the rules.

    `wanted`, a question as of that time whose last step has the `id` of claims, limits them to those with such a claim.
    """
    if not _in_table(lake, rules, as_of):
        return _merged(lake, load_rules(rules), as_of, rule, wanted)
    asked = _standing(lake)
    rows = (
        lake.records(asked.sql(f"SELECT {EVENT_FIELDS} FROM events {FIRST_REPORT}"))
        if wanted is None
        else _with_claims(lake, asked, wanted)
    )
    found: list[Event] = [from_plain(Event, row) for row in rows]
    return found if rule == MADE_BY else list(_by_rule(lake, load_rules(rules), found, rule))


def event_of(lake: Lake, rules: Path, id: str, as_of: str | int | None) -> Event | None:
    """The event that has an id or had it before late reports came; None for none."""
    if not _in_table(lake, rules, as_of):
        then = known(lake, as_of, "claims")  # an id is that of a claim, so that only the claims like it need merging
        wanted = Asked((*then.steps, ("named", "SELECT id FROM claims WHERE id = $id")), {**then.values, "id": id})
        return next((e for e in _merged(lake, load_rules(rules), as_of, MADE_BY, wanted) if id == e.id or id in e.aliases), None)
    asked = _standing(lake)
    hit = lake.fetch(
        asked.sql(f"SELECT id, first_day FROM events WHERE id = $id OR list_contains(aliases, $id) {FIRST_REPORT} LIMIT 1"), {"id": id}
    )
    return next((from_plain(Event, row) for row in _rows(lake, asked, hit)), None)


def supported(lake: Lake, rules: Path, asked: Asked, as_of: str | int | None, least: int) -> Asked:
    """A question with its last step kept to the claims of events that have so many origins."""
    *before, (name, sql) = asked.steps
    any_ = Asked((*before, (f"{name}_by_any", sql)), asked.values)
    if _in_table(lake, rules, as_of):
        any_, claims = _standing(lake, any_), "SELECT unnest(claims) FROM events WHERE n_origins >= $least"
        values: dict[str, object] = {"least": least}
    else:
        found = events_of(lake, rules, as_of, MADE_BY, asked)
        claims, values = "SELECT unnest($supported::VARCHAR[])", {"supported": [c for e in found if e.n_origins >= least for c in e.claims]}
    return Asked((*any_.steps, (name, f"SELECT * FROM {name}_by_any WHERE id IN ({claims})")), {**asked.values, **values})


def _with_claims(lake: Lake, asked: Asked, wanted: Asked) -> list[dict[str, Any]]:
    """The rows of events that have some of the claims of a question.

    In three steps, each of which reads few columns or few days: claims and their days, events of such days that have them, their rows.
    """
    claims = lake.fetch(wanted.sql(f"SELECT id, first_day, last_day FROM {wanted.steps[-1][0]}"), wanted.values)
    within, values = "true", dict[str, object](ids=[c[0] for c in claims])
    if claims and all(c[1] for c in claims):
        within = "latest_day >= $first AND earliest_day <= $last"
        values |= {"first": min(c[1] for c in claims), "last": max(c[2] for c in claims)}
    told = f"SELECT id, first_day, unnest(claims) AS claim FROM events WHERE {within}"
    return _rows(
        lake,
        asked,
        lake.fetch(asked.sql(f"SELECT DISTINCT id, first_day FROM ({told}) WHERE claim IN (SELECT unnest($ids::VARCHAR[]))"), values),
    )


def _rows(lake: Lake, asked: Asked, hits: Sequence[tuple[str, date | None]]) -> list[dict[str, Any]]:
    """The rows of events with these ids and days; the table is in order of days, so that only parts of it are read."""
    if not hits:
        return []
    days = [day for _, day in hits if day]
    within = "true" if len(days) < len(hits) else f"first_day BETWEEN DATE '{min(days)}' AND DATE '{max(days)}'"
    sql = f"SELECT {EVENT_FIELDS} FROM events WHERE {within} AND id IN (SELECT unnest($ids::VARCHAR[])) {FIRST_REPORT}"
    return lake.records(asked.sql(sql), {"ids": [id for id, _ in hits]})


def _standing(lake: Lake, before: Asked | None = None) -> Asked:
    """The step `events` after the steps of another question: from a local table where there is one, else from the record's own."""
    local = lake.current("events")
    if not local:
        return current(lake, before)
    return Asked((*(before.steps if before else ()), *local.items()), before.values if before else {})


def _in_table(lake: Lake, rules: Path, as_of: str | int | None) -> bool:
    """Whether the table answers; it is brought up to date for that unless the record is one that may only be read."""
    if as_of is not None and not _is_now(lake, as_of):
        return False
    if lake.current("events"):
        return True
    if is_up_to_date(lake, rules):
        return True
    if not lake.place.is_writable():
        return False
    bring_up_to_date(lake, rules)
    return True


def _is_now(lake: Lake, as_of: str | int) -> bool:
    """Whether nothing was written or judged after a time."""
    tables = lake.sources("documents", "judgements")
    if isinstance(as_of, int):
        later = f"SELECT 1 FROM {tables['documents']} WHERE version > $as_of"
    else:
        end = "CAST($as_of AS DATE) + INTERVAL 1 DAY"
        later = f"SELECT 1 FROM {tables['documents']} WHERE added_at >= {end} UNION ALL SELECT 1 FROM {tables['judgements']} WHERE judged_at >= {end}"
    return not lake.fetch(f"{later} LIMIT 1", {"as_of": as_of})


def _by_rule(lake: Lake, rules: MergeRules, found: Sequence[Event], rule: str) -> Iterator[Event]:
    """The same events with values that another rule chooses."""
    asked = known(lake, None, "claims")
    of = Asked(asked.steps, {**asked.values, "ids": [c for e in found for c in e.claims]})
    told = {t.claim.id: t for t in read_told(lake, of, "c.id IN (SELECT unnest($ids::VARCHAR[]))", rules)}
    groups = [[[told[c] for c in e.claims if c in told]] for e in found]
    return (event for event, _ in told_events(lake, asked, [g for g in groups if g[0]], rule))


def _merged(lake: Lake, rules: MergeRules, as_of: str | int | None, rule: str, wanted: Asked | None) -> list[Event]:
    """Events worked out from the claims of a time: only of the types and statuses that are asked for, for others are never one act with them."""
    judged = judgements(lake, as_of)
    same, different = split(judged)
    asked = known(lake, as_of, "claims")
    ids = None if wanted is None else {r[0] for r in lake.fetch(wanted.sql(f"SELECT id FROM {wanted.steps[-1][0]}"), wanted.values)}
    where = "true" if ids is None else _like(lake, rules, asked, ids | {id for pair in same for id in pair})
    found: list[list[Cluster]] = join_judged(clusters(read_told(lake, asked, where, rules), rules, different), same)
    chosen = [parts for parts in found if ids is None or any(t.claim.id in ids for part in parts for t in part)]
    chosen.sort(key=lambda parts: in_order(t for part in parts for t in part)[0].order)
    return [event for event, _ in told_events(lake, asked, chosen, rule)]


def _like(lake: Lake, rules: MergeRules, asked: Asked, ids: set[str]) -> str:
    """The condition that a claim may be one act with some of these, by its type and status."""
    sql = asked.sql("SELECT DISTINCT event_type, status FROM claims WHERE id IN (SELECT unnest($ids::VARCHAR[]))")
    kinds = {(rules.families.get(t), rules.statuses.get(s)) for t, s in lake.fetch(sql, {**asked.values, "ids": sorted(ids)})}
    every = lake.fetch(asked.sql("SELECT DISTINCT event_type, status FROM claims"), asked.values)
    listed = [f"({literal(t)}, {literal(s)})" for t, s in every if (rules.families.get(t), rules.statuses.get(s)) in kinds]
    return f"(c.event_type, c.status) IN ({', '.join(sorted(listed))})" if listed else "false"
