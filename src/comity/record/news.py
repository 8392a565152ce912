"""What came to a record since a time: articles and claims, and what they make of its events."""

from collections.abc import Mapping
from dataclasses import dataclass

from comity.core.query import OWN
from comity.record.ask import written_by
from comity.record.lake import Lake

AGAINST = ("denied", "not_happened")


@dataclass(frozen=True, slots=True)
class News:
    """Of today's articles those that are new and those that replace an earlier wording, today's claims that they make, and how many claims
    the earlier wordings made. Ids of events: told of for the first time, told of again, and told of again by somebody who denies them."""

    articles: int
    revised: tuple[str, ...]
    claims: int
    withdrawn: int
    new: tuple[str, ...]
    more: tuple[str, ...]
    against: tuple[str, ...]


def news(lake: Lake, since: str | int, events: bool) -> News:
    """What came after a day or a version; `events` says whether these stand ready. The lake has today's rows in tables of its own."""
    everything = lake.sources("documents")["documents"]
    given: Mapping[str, object] = {"as_of": since}
    known = f"SELECT id, key, claims FROM {everything} WHERE {written_by(since)}"
    fresh = f"SELECT id, key FROM current_documents WHERE dataset = '{OWN}' AND NOT ({written_by(since)})"
    steps = (
        f"WITH known AS ({known}), fresh AS ({fresh}), late AS (SELECT id FROM current_claims WHERE document_id IN (SELECT id FROM fresh))"
    )
    rows = lake.fetch(f"{steps} SELECT id, key IN (SELECT key FROM known) AS again FROM fresh ORDER BY id", given)
    claims = lake.fetch(f"{steps} SELECT count(*) FROM late", given)[0][0]
    over = f"SELECT previous FROM {everything} WHERE previous IS NOT NULL"
    before = f"SELECT previous FROM {everything} WHERE previous IS NOT NULL AND {written_by(since)}"
    withdrawn = lake.fetch(
        f"{steps} SELECT COALESCE(sum(claims), 0) FROM known WHERE id IN ({over}) AND id NOT IN ({before})", given
    )[0][0]  # fmt: skip
    touched = _touched(lake, steps, given) if events else []
    return News(
        sum(not again for _, again in rows), tuple(id for id, again in rows if again), claims, int(withdrawn),
        tuple(id for id, new, _ in touched if new), tuple(id for id, new, against in touched if not new and not against),
        tuple(id for id, new, against in touched if not new and against),
    )  # fmt: skip


def _touched(lake: Lake, steps: str, given: Mapping[str, object]) -> list[tuple[str, bool, bool]]:
    """The events that late claims tell of, the latest first: whether no others do, and whether one of them says that it was not so."""
    some = "SELECT event FROM event_of WHERE claim IN (SELECT id FROM late)"
    told = f"SELECT o.event, c.id IN (SELECT id FROM late) AS late, c.status FROM event_of o JOIN current_claims c ON c.id = o.claim WHERE o.event IN ({some})"
    each = f"SELECT event, bool_and(late) AS new, bool_or(late AND status IN {AGAINST}) AS against FROM ({told}) GROUP BY event"
    sql = f"{steps} SELECT event, new, against FROM ({each}) t JOIN current_events e ON e.id = t.event ORDER BY e.first_reported DESC NULLS LAST, event"
    return [(id, new, against) for id, new, against in lake.fetch(sql, given)]
