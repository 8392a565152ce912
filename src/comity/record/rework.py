"""The table of events brought up to date: what came to the record since touches only the events around it."""

from dataclasses import replace
from pathlib import Path

from comity.merge.cluster import join_judged, regroup
from comity.merge.rules import MergeRules, load_rules
from comity.record.ask import known
from comity.record.event_table import Mark, basis, current, event_row, gone_rows, last_mark, mark_row
from comity.record.judged import judgements, last_judged
from comity.record.lake import Lake
from comity.record.lock import EVENTS_LOCK
from comity.record.rebuild import rebuild, split, told_events
from comity.record.vicinity import Vicinity

MANY_FILES = 64
SHARE_ANEW = 0.3  # share of new claims from which all is worked out anew


def bring_up_to_date(lake: Lake, rules: Path, workers: int = 1) -> None:
    """Work out the events of everything in the record. Whoever asks at the same time waits and finds it done."""
    if is_up_to_date(lake, rules):
        return
    with lake.place.locked(EVENTS_LOCK):
        wanted, found = _wanted(lake, rules), last_mark(lake)
        if found is not None and replace(found, made=0) == wanted:
            return
        mark = replace(wanted, made=found.made + 1 if found else 1)
        if found is None or found.basis != mark.basis or _mostly_new(lake, found.version):
            rebuild(lake, rules, mark, judgements(lake, None), workers)
        else:
            _rework(lake, load_rules(rules), found, mark)


def is_up_to_date(lake: Lake, rules: Path) -> bool:
    """Whether the table holds the events of everything in the record."""
    found = last_mark(lake)
    return found is not None and replace(found, made=0) == _wanted(lake, rules)


def _wanted(lake: Lake, rules: Path) -> Mark:
    newest = lake.fetch(f"SELECT COALESCE(max(version), 0) FROM {lake.sources('documents')['documents']}")[0][0]
    return Mark(newest, last_judged(lake), basis(rules), 0)


def _mostly_new(lake: Lake, version: int) -> bool:
    table = lake.sources("documents")["documents"]
    fresh, all_ = lake.fetch(
        f"SELECT COALESCE(sum(claims) FILTER (version > $v), 0), COALESCE(sum(claims), 0) FROM {table}", {"v": version}
    )[0]
    return bool(fresh > SHARE_ANEW * all_)


def _rework(lake: Lake, rules: MergeRules, before: Mark, mark: Mark) -> None:
    """Add to the table what changes between two marks."""
    judged = judgements(lake, None)
    same, different = split(judged)
    asked = known(lake, mark.version, "claims")
    near = Vicinity(lake, current(lake, asked), rules)
    near.dissolve(near.replaced(before.version))
    near.dissolve([id for pair in judgements(lake, None, since=before.judged) for id in pair])
    gone, made = regroup([*near.fresh(before.version), *near.loose()], near.around, rules, different)
    events = told_events(lake, asked, join_judged(near.with_linked(made, gone, same), same))
    rows = [*gone_rows(sorted(near.gone), mark.made), *(event_row(e, parts, mark.made) for e, parts in events), mark_row(mark)]
    lake.append("events", rows)
    if len(lake.files("events")) > MANY_FILES:
        _compact(lake, mark)


def _compact(lake: Lake, mark: Mark) -> None:
    asked = current(lake)
    lake.overwrite(
        "events", asked.sql(f"SELECT * FROM events UNION ALL SELECT * FROM worked_out WHERE kind = 'mark' AND made = {mark.made}")
    )
