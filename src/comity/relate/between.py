"""The claims that ties and promises of one party, of two or of all are read from."""

from collections.abc import Collection

from comity.record.lake import Lake
from comity.record.shape import literal
from comity.relate.accounts import Account, account_of, accounts_of
from comity.relate.asked import about
from comity.relate.flat import flat_steps


def accounts_about(
    lake: Lake, codes: Collection[str], one: str | None, two: str | None, as_of: str | int | None = None, conditions: Collection[str] = ()
) -> list[Account]:
    """The claims that meet SQL conditions, by publication and place in the text; those of a pair are read without all others.

    An act whose other side nobody names may be between the two.
    """
    demands, values = about(one, two)
    if one is None or two is None:
        return accounts_of(lake, [*demands, *conditions], values, as_of)
    asked = flat_steps(lake, codes, as_of)
    pairs = map(literal, (" ".join(sorted((one, two))), one, two))
    each = (
        " AND ".join((f"pair = {pair}", *conditions)) for pair in pairs
    )  # one by one and written out: then all else is passed over unread
    found = " UNION ALL ".join(f"SELECT * FROM accounts WHERE {where}" for where in each)
    sql = asked.sql(f"SELECT * FROM ({found}) ORDER BY reported NULLS FIRST, document_id, position")
    rows = {row["id"]: row for row in lake.records(sql, asked.values)}  # a doer alone may be either
    return [account_of(row) for row in rows.values()]
