"""What people have judged of pairs of claims."""

from collections.abc import Mapping, Sequence
from typing import Any

from comity.merge.cluster import Pair
from comity.record.lake import Lake


def judgements(lake: Lake, as_of: str | int | None, since: str | None = None) -> Mapping[Pair, bool | None]:
    """What people last said by a time of each pair of claims: one act or not, None where that was taken back; only of pairs judged from `since` on where that is given."""
    tables = lake.sources("documents", "imports", "judgements")
    until = "CAST($as_of AS DATE) + INTERVAL 1 DAY"
    if isinstance(as_of, int):  # a version lasts until the next one begins
        batches = f"SELECT version, added_at FROM {tables['documents']} UNION ALL SELECT version, added_at FROM {tables['imports']}"
        until = f"COALESCE((SELECT min(added_at) FROM ({batches}) WHERE version > $as_of), 'infinity'::TIMESTAMPTZ)"
    where, values = ("", {}) if as_of is None else (f"WHERE judged_at < {until}", {"as_of": as_of})
    having, late = ("", {}) if since is None else ('HAVING max("at") >= $since', {"since": since})
    sql = f'SELECT one, two, arg_max_null(same, "at") FROM {tables["judgements"]} {where} GROUP BY one, two {having}'
    return {(one, two): same for one, two, same in lake.fetch(sql, {**values, **late})}


def last_judged(lake: Lake) -> str:
    """When the last judgement was made; nothing where there is none."""
    found: str = lake.fetch(f"""SELECT COALESCE(max("at"), '') FROM {lake.sources("judgements")["judgements"]}""")[0][0]
    return found


def judged_of(lake: Lake, claims: Sequence[str]) -> list[dict[str, Any]]:
    """What holds of what people judged of some claims and any other: the pair, one act or not, who said so, why and when; the latest first."""
    last = (
        f'SELECT *, row_number() OVER (PARTITION BY one, two ORDER BY "at" DESC) AS place FROM {lake.sources("judgements")["judgements"]}'
    )
    sql = f"""SELECT one, two, same, "by", note, "at" FROM ({last}) WHERE place = 1 AND same IS NOT NULL
        AND (list_contains($claims, one) OR list_contains($claims, two)) ORDER BY "at" DESC, one, two"""
    return lake.records(sql, {"claims": list(claims)})
