"""With whom a party deals, counted from acts, which events are too."""

from comity.core.query import Query
from comity.record.tally import Partner, is_party, most_first
from comity.relate.acts import IS_PAIR, Asking, acts_asked, done_only


def partners(asking: Asking, query: Query, other: str) -> list[Partner]:
    """Who stands on the side `other` (actor or recipient) of the done acts of a query, by how much passed, at its level and in its scheme."""
    asked = acts_asked(asking, done_only(query))
    sql = (
        f"SELECT {other}, count(DISTINCT item) FILTER (quad IN (1, 2)), count(DISTINCT item) FILTER (quad > 2) FROM acts "
        f"WHERE {IS_PAIR} AND actor <> recipient GROUP BY ALL"
    )
    return most_first([row for row in asking.lake.fetch(asked.sql(sql), asked.values) if is_party(row[0])])
