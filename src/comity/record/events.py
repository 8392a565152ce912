"""The events of a record: its claims as of a time, merged."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from comity.core.event import Event, Source
from comity.merge.cluster import Pair
from comity.merge.merge import merge, words_of
from comity.merge.rules import MergeRules
from comity.record.ask import known
from comity.record.back import claim_of
from comity.record.lake import Lake
from comity.record.origins import origins


def events_of(lake: Lake, rules: MergeRules, as_of: str | int | None, rule: str) -> list[Event]:
    """Every event that the record knew of at a time, in order of first report; what people had judged by then goes before the rules."""
    asked = known(lake, as_of, "claims")
    rows = lake.records(asked.sql("SELECT * FROM claims"), asked.values)
    roots = origins(lake, as_of)
    wires = dict(lake.fetch(asked.sql("SELECT id, wires FROM documents WHERE len(wires) > 0"), asked.values))
    told = [(claim_of(row), _source(row, roots, wires.get(row["document_id"], ()))) for row in rows]
    judged = judgements(lake, as_of)
    same, different = ([pair for pair, is_same in judged.items() if is_same is wanted] for wanted in (True, False))
    return merge(told, rules, rule, same, different)


def judgements(lake: Lake, as_of: str | int | None) -> Mapping[Pair, bool]:
    """What people last said by a time of each pair of claims: one act or not."""
    tables = lake.sources("documents", "imports", "judgements")
    until = "CAST($as_of AS DATE) + INTERVAL 1 DAY"
    if isinstance(as_of, int):  # a version lasts until the next one begins
        batches = f"SELECT version, added_at FROM {tables['documents']} UNION ALL SELECT version, added_at FROM {tables['imports']}"
        until = f"COALESCE((SELECT min(added_at) FROM ({batches}) WHERE version > $as_of), 'infinity'::TIMESTAMPTZ)"
    where, values = ("", {}) if as_of is None else (f"WHERE judged_at < {until}", {"as_of": as_of})
    rows = lake.fetch(f'SELECT one, two, max_by(same, "at") FROM {tables["judgements"]} {where} GROUP BY one, two', values)
    return {(one, two): same for one, two, same in rows}


def _source(row: Mapping[str, Any], roots: Mapping[str, str], wires: Iterable[Mapping[str, Any]]) -> Source:
    credited = [w["code"] for w in wires if not w["sentences"] or row["sentence"] in w["sentences"]]
    publisher = row["site"] or (urlsplit(row["url"]).hostname if row["url"] else None)
    keys = (roots[row["document_id"]], *(f"wire:{name}" for name in credited))
    return Source(str(row["reported"]) if row["reported"] else None, publisher, keys, words_of(row["sentence_text"] or ""))
