"""The claims that ties and promises of one party, of two or of all are read from."""

from collections.abc import Collection

from comity.record.lake import Lake
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
    where = " AND ".join(("list_contains($pairs, pair)", *conditions))
    sql = asked.sql(f"SELECT * FROM accounts WHERE {where} ORDER BY reported NULLS FIRST, document_id, position")
    pairs = [" ".join(sorted((one, two))), one, two]
    rows = {row["id"]: row for row in lake.records(sql, {**asked.values, "pairs": pairs})}  # a doer alone may be either
    return [account_of(row) for row in rows.values()]
