"""Keeping a record small and quick: joining files, deleting those no longer needed."""

from dataclasses import dataclass
from types import MappingProxyType

from comity.record.lake import Lake, delta, named_errors
from comity.record.shape import SHAPES

KEEP_HOURS = 7 * 24
COMMITTED_BY = MappingProxyType({
    "claims": "documents", "rejections": "documents",
    "foreign_claims": "imports", "foreign_rejections": "imports", "foreign_documents": "imports",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Compacted:
    """How many files there were and are, and how many rows of batches that were never committed were dropped."""

    before: int
    after: int
    dropped: int


def compact(lake: Lake) -> Compacted:
    """Drop rows whose batch was never committed, then join the small files of every table."""
    with lake.place.locked():
        before = sum(len(lake.files(table)) for table in SHAPES)
        dropped = sum(_drop_uncommitted(lake, table, mark) for table, mark in COMMITTED_BY.items())
        with named_errors(lake.place):
            for table in SHAPES:
                if lake.files(table):
                    delta(lake.place, table).optimize.compact()
        return Compacted(before, sum(len(lake.files(table)) for table in SHAPES), dropped)


def _drop_uncommitted(lake: Lake, table: str, mark: str) -> int:
    """With the lock held no batch is half written: one without its mark is what a killed writer left."""
    tables = lake.sources(mark, table)
    lost = f"batch NOT IN (SELECT batch FROM {tables[mark]})"
    count: int = lake.fetch(f"SELECT count(*) FROM {tables[table]} WHERE {lost}")[0][0]
    if count:
        lake.replace(table, f"(SELECT * FROM {tables[table]} WHERE NOT {lost})")
    return count


def vacuum(lake: Lake, hours: int) -> int:
    """Delete the files that no version younger than `hours` needs; how many."""
    with lake.place.locked(), named_errors(lake.place):
        unneeded = [
            f"{table}/{name}"
            for table in SHAPES
            if lake.newest(table) is not None
            for name in delta(lake.place, table).vacuum(retention_hours=hours, enforce_retention_duration=False, dry_run=True)
        ]
        lake.place.delete(unneeded)
        return len(unneeded)
