"""Bring a record up to the schema and columns of this Comity."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from comity.record.lake import Lake, Meta, read_meta, write_meta
from comity.record.shape import SCHEMA, SHAPES

STEPS: Mapping[int, Callable[[Lake], None]] = {}
"""By schema version, what changes the tables of that version to those of the next, beyond columns that came or went."""


def up_to_date(lake: Lake, meta: Meta, steps: Mapping[int, Callable[[Lake], None]] = STEPS) -> Meta:
    """Run the steps a record needs and rewrite tables whose columns differ; a column that is new holds nothing in old rows.

    Each table is replaced in one Delta commit and the description written last, so that an interrupted migration is simply run again.
    """
    if meta.schema == SCHEMA and meta.shapes == SHAPES:
        return meta
    with lake.place.locked():
        meta = read_meta(lake.place) or meta
        for version in range(meta.schema, SCHEMA):
            if version in steps:
                steps[version](lake)
        for table, shape in SHAPES.items():
            if meta.shapes.get(table) != shape and lake.files(table):
                lake.replace(table, lake.sources(table)[table])
        meta = replace(meta, schema=SCHEMA, shapes=SHAPES)
        write_meta(lake.place, meta)
    return meta
