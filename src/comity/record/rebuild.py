"""All events of a record worked out anew, in shares that fit in memory, by as many processes as wished."""

import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from comity.core.event import Event
from comity.errors import RecordError
from comity.merge.cluster import Cluster, Pair, clusters, in_order, join_judged
from comity.merge.likeness import Told
from comity.merge.rules import MergeRules, load_rules
from comity.merge.summary import summarise
from comity.record.ask import Asked, known
from comity.record.event_table import Mark, event_row, mark_row
from comity.record.lake import Lake, open_lake
from comity.record.origins import origins
from comity.record.shape import literal
from comity.record.told import read_told, with_origins
from comity.record.uncollected import uncollected
from comity.runner import end_with_parent

SHARE = 150_000  # claims that one process merges at a time
WRITTEN = 5_000  # events that are turned into rows at a time
Kind = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Task:
    """The claims of some types and statuses, none of which may be one act with any other; `draft` is the folder for what comes out."""

    place: str
    draft: Path
    rules: Path
    version: int
    number: int
    kinds: tuple[Kind, ...]
    same: tuple[Pair, ...]
    different: tuple[Pair, ...]


def rebuild(lake: Lake, rules: Path, mark: Mark, judged: Mapping[Pair, bool | None], workers: int) -> None:
    """Put the events of all claims up to a version in the place of the table's own. Hold the lock of events."""
    draft = Path(tempfile.mkdtemp(prefix=".events-", dir=lake.place.local))
    try:
        same, different = split(judged)
        shares = _shares(lake, load_rules(rules), mark.version)
        tasks = [Task(str(lake.place), draft, rules, mark.version, n, kinds, same, different) for n, kinds in enumerate(shares)]
        held = [cluster for found in _run(tasks, lake, workers) for cluster in found]
        asked = known(lake, mark.version, "claims")
        _write(lake, draft / "held.parquet", told_events(lake, asked, join_judged(held, same)), mark)
        lake.overwrite(
            "events", f"SELECT * FROM read_parquet({literal(str(draft / '*.parquet'))}, union_by_name = true) ORDER BY first_day, id"
        )
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def split(judged: Mapping[Pair, bool | None]) -> tuple[tuple[Pair, ...], tuple[Pair, ...]]:
    """The pairs that people call one act, and those that they call two."""
    return tuple(pair for pair, same in judged.items() if same), tuple(pair for pair, same in judged.items() if same is False)


def told_events(
    lake: Lake, asked: Asked, found: Sequence[Sequence[Cluster]], rule: str = "most_frequent"
) -> Iterator[tuple[Event, Sequence[Cluster]]]:
    """The events of clusters that belong together, with these; copies among their articles are one origin."""
    for start in range(0, len(found), WRITTEN):
        several = found[start : start + WRITTEN]
        groups = [in_order(t for part in parts for t in part) for parts in several]
        roots = origins(lake, asked, [[t.claim.document_id for t in group] for group in groups])
        for group, parts, root in zip(groups, several, roots, strict=True):
            yield summarise(with_origins(group, root), rule), parts


def _shares(lake: Lake, rules: MergeRules, version: int) -> list[tuple[Kind, ...]]:
    """The types and statuses of the record in shares of about one size; what may be one act stays together."""
    asked = known(lake, version, "claims")
    rows = lake.fetch(asked.sql("SELECT event_type, status, count(*) FROM claims GROUP BY ALL ORDER BY ALL"), asked.values)
    sizes: dict[tuple[int | None, int | None], int] = {}
    kinds: dict[tuple[int | None, int | None], list[Kind]] = {}
    for event_type, status, count in rows:
        group = (rules.families.get(event_type), rules.statuses.get(status))
        sizes[group] = sizes.get(group, 0) + count
        kinds.setdefault(group, []).append((event_type, status))
    shares: list[list[Kind]] = []
    room: list[int] = []
    for group in sorted(sizes, key=lambda g: (-sizes[g], str(g))):
        fitting = [n for n, left in enumerate(room) if left >= sizes[group]]
        if not fitting:
            shares.append([])
            room.append(SHARE)
        at = fitting[0] if fitting else len(room) - 1
        shares[at] += kinds[group]
        room[at] -= sizes[group]
    return [tuple(share) for share in shares]


def _run(tasks: Sequence[Task], lake: Lake, workers: int) -> Iterable[list[Cluster]]:
    if workers == 1 or len(tasks) < 2:
        return [_merge_share(task, lake) for task in tasks]
    try:
        with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=end_with_parent) as pool:
            return list(pool.map(_merge_in_process, tasks))
    except BrokenProcessPool as error:
        raise RecordError(f"{lake.place}: a process that worked out events was killed; use fewer or look at memory (1 GB each).") from error


def _merge_in_process(task: Task) -> list[Cluster]:
    lake, _ = open_lake(task.place, None)
    return _merge_share(task, lake)


def _merge_share(task: Task, lake: Lake) -> list[Cluster]:
    """Write the events of a task's claims; the clusters with a claim that people have joined to another are given back."""
    rules = load_rules(task.rules)
    asked = known(lake, task.version, "claims")
    kinds = ", ".join(f"({literal(event_type)}, {literal(status)})" for event_type, status in task.kinds)
    with uncollected():
        found = clusters(read_told(lake, asked, f"(c.event_type, c.status) IN ({kinds})", rules), rules, task.different)
        joined = {id for pair in task.same for id in pair}
        held = [c for c in found if joined and any(t.claim.id in joined for t in c)]
        alone = [[c] for c in found if not joined or not any(t.claim.id in joined for t in c)]
        _write(lake, task.draft / f"{task.number}.parquet", told_events(lake, asked, alone), None)
    return held


def _write(lake: Lake, path: Path, events: Iterator[tuple[Event, Sequence[Sequence[Told]]]], mark: Mark | None) -> None:
    """A Parquet file of events (and the mark), some thousand at a time."""
    made = mark.made if mark else 0
    rows = [mark_row(mark)] if mark else []
    number = 0
    for event, parts in events:
        rows.append(event_row(event, parts, made))
        if len(rows) == WRITTEN:
            lake.draft("events", rows, path.with_stem(f"{path.stem}-{number}"))
            rows, number = [], number + 1
    if rows:
        lake.draft("events", rows, path.with_stem(f"{path.stem}-{number}"))
