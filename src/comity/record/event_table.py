"""The table of events: what was worked out from the claims, up to a version of the record. It may be deleted, and is then made again.

Rows are only added: an event (kind `event`), that one is no more (`gone`), and, last in each update, up to where it went (`mark`).
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from comity import merge
from comity.core.event import Event
from comity.core.text import digest
from comity.core.wire import as_plain
from comity.merge.likeness import Told
from comity.record.ask import Asked
from comity.record.lake import Lake
from comity.record.shape import SHAPES

Parts = Sequence[Sequence[Told]]


@dataclass(frozen=True, slots=True)
class Mark:
    """Up to which version and judgement (its time) events were worked out, by which rules, in which update."""

    version: int
    judged: str
    basis: str
    made: int


def basis(rules: Path) -> str:
    """What events rest on beside the claims: the rules, the code that applies them, and the columns that keep what comes out."""
    code = sorted(Path(merge.__file__).parent.glob("*.py"))
    return digest(json.dumps(SHAPES["events"]), *(p.read_text(encoding="utf-8") for p in (rules, *code)))


def last_mark(lake: Lake) -> Mark | None:
    """How far the table goes; None where there is none."""
    table = lake.sources("events")["events"]
    rows = lake.fetch(f"SELECT version, judged, basis, made FROM {table} WHERE kind = 'mark' ORDER BY made DESC LIMIT 1")
    return Mark(*rows[0]) if rows else None


def current(lake: Lake, before: Asked | None = None) -> Asked:
    """The step `events`, those that are not gone, after the steps of another question."""
    table = lake.sources("events")["events"]
    steps = (
        ("worked_out", f"SELECT * FROM {table}"),
        ("gone", "SELECT id, made FROM worked_out WHERE kind = 'gone'"),
        ("events", "SELECT * FROM worked_out e WHERE kind = 'event' AND NOT EXISTS (SELECT 1 FROM gone g WHERE g.id = e.id AND g.made > e.made)"),
    )  # fmt: skip
    return Asked((*(before.steps if before else ()), *steps), before.values if before else {})


def event_row(event: Event, parts: Parts, made: int) -> dict[str, Any]:
    """The row of an event. `parts` are the clusters that the rules make of its claims; people may have joined several."""
    row: dict[str, Any] = as_plain(event)
    days = [d for part in parts for t in part for d in (t.claim.date.start, t.claim.date.end) if d]
    span = {"earliest": min(days, default=None), "latest": max(days, default=None)}
    return row | span | {"parts": [[t.claim.id for t in part] for part in parts], "kind": "event", "made": made}


def gone_rows(ids: Iterable[str], made: int) -> list[dict[str, Any]]:
    """Rows that say that events are no more as they were before this update."""
    return [{"id": id, "kind": "gone", "made": made} for id in ids]


def mark_row(mark: Mark) -> dict[str, Any]:
    """The row that closes an update."""
    return {"id": "", "kind": "mark", "made": mark.made, "version": mark.version, "judged": mark.judged, "basis": mark.basis}
