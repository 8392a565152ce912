"""The claims of a record laid flat, a row for each pair of their parties, sorted by pair, so that a pair is read without the rest.

Acts are what is counted, accounts what ties and promises are read from.

It is made from the tables, holds for every `as_of`, and may be deleted.
"""

import os
import shutil
import tempfile
import time
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from comity.core.text import digest
from comity.errors import RecordError
from comity.record.ask import Asked
from comity.record.lake import Lake, named_errors
from comity.record.origins import all_origins
from comity.record.shape import literal
from comity.relate.accounts import COLUMNS

FORM = "3"
FOLDER = "acts"
LOCAL = ("articles", "acts", "accounts")
ROWS = 20480  # what is read at once of a file
FEW = 2048  # the same of accounts, which are read with their sentences
READ_WITHIN = 3600  # seconds
SETTLED = ("reported", "site", "version", "added_at", "until_version", "until_at")
KEPT = (
    "document_id", "event_type", "mode", "cameo_code", "status", "background", "event_scale", "goldstein", "reciprocal", "first_day",
    "last_day", "coder",
)  # fmt: skip


def told_sql(source: str, columns: Collection[str]) -> str:
    """The query for claims with their parties as lists, `doers` and `others`, and the day in the middle of theirs.

    States are parties, and organisations by their ids; so is whoever the parameter `named` holds. Parties nobody knows are none.
    """
    return (
        f'SELECT id AS "group", {", ".join(columns)}, first_day + CAST((last_day - first_day) // 2 AS INTEGER) AS middle, '
        f"{_PARTIES.format('actor')} AS doers, {_PARTIES.format('recipient')} AS others FROM {source}"
    )


def pairs_sql(told: str) -> str:
    """The query for one row a directed pair: a mutual act goes both ways, and a side that is unknown is nothing."""
    receivers = "list_distinct(others || CASE WHEN reciprocal THEN list_filter(doers, lambda d: d <> actor) ELSE [] END)"
    one = f"SELECT *, unnest(CASE WHEN len(doers) = 0 THEN [NULL] ELSE doers END) AS actor FROM {told}"
    both = f"SELECT *, {receivers} AS receivers FROM ({one})"
    return f"SELECT * EXCLUDE (doers, others, receivers), unnest(CASE WHEN len(receivers) = 0 THEN [NULL] ELSE receivers END) AS recipient FROM ({both})"


def party_values(codes: Collection[str], named: Collection[str] = ()) -> Mapping[str, Any]:
    """The parameters of `told_sql`: the codes that many bodies share, those that mean nobody, the ids that are parties besides."""
    return {"named": sorted(named), "shared": sorted(codes), "unknown": [c for c in codes if not c.isalpha()]}


_PARTIES = (
    "list_distinct([CASE WHEN list_contains($named, p.id) OR (list_contains($shared, p.code) AND p.id IS NOT NULL) THEN p.id ELSE p.code END "
    "FOR p IN {} IF NOT list_contains($unknown, p.code) OR p.id IS NOT NULL])"
)


_NAMES = "list_sort(list_filter(list_distinct(actor_keys || recipient_keys), lambda k: NOT starts_with(k, 'person:') AND NOT starts_with(k, 'state:')))"
_NAMED_PAIRS = (
    f"flatten(list_transform({_NAMES}, lambda a: list_transform(list_filter({_NAMES}, lambda b: a < b), lambda b: a || ' ' || b))) "
    f"|| CASE WHEN NOT reciprocal AND len(recipient_keys) = 0 THEN {_NAMES} ELSE [] END"
)
"""Every two states or bodies that a claim names, on whichever sides; where nobody says towards whom, also the doer alone."""


def flat_steps(lake: Lake, codes: Collection[str], as_of: str | int | None) -> Asked:
    """The steps `documents`, `claims` and `accounts` (a row a pair) as they were known at a time, from the files laid flat, made if need be."""
    values: dict[str, Any] = {}
    known = "until_version IS NULL"
    files = laid_flat(lake, codes)
    if isinstance(as_of, int):
        known, values = "version <= $as_of AND (until_version IS NULL OR until_version > $as_of)", {"as_of": as_of}
    elif as_of is not None:
        day = "CAST($as_of AS DATE) + INTERVAL 1 DAY"
        known, values = f"added_at < {day} AND (until_at IS NULL OR until_at >= {day})", {"as_of": as_of}
    if as_of is None:
        return Asked(tuple((step, f"SELECT * FROM {file} WHERE {known}") for step, file in files.items()), values)
    articles = {"documents": "id", "claims": "document_id"}
    then = "SELECT f.* REPLACE (COALESCE(o.root, f.{0}) AS origin) FROM (SELECT * FROM {1} WHERE {2}) f LEFT JOIN ({3}) o ON o.id = f.{0}"
    roots = _roots_sql(lake, as_of)  # what came later made no copy of anything yet
    found = {step: then.format(article, files[step], known, roots) for step, article in articles.items()}
    return Asked((*found.items(), ("accounts", f"SELECT * FROM {files['accounts']} WHERE {known}")), values)


def laid_flat(lake: Lake, codes: Collection[str]) -> Mapping[str, str]:
    """What is laid flat as SQL: `documents` with their origins, `claims` and `accounts`, a row a pair, of every version; from local tables or files."""
    local = lake.current(*LOCAL)
    if local:
        return {step: f"({local[table]})" for step, table in zip(("documents", "claims", "accounts"), LOCAL, strict=True)}
    folder = _up_to_date(lake, codes)
    files = {"documents": "articles.parquet", "claims": "acts.parquet", "accounts": "accounts.parquet"}
    return {step: f"read_parquet({literal(str(folder / file))})" for step, file in files.items()}


def _up_to_date(lake: Lake, codes: Collection[str]) -> Path:
    """The folder of the flat files of the newest version. Where the record's own may not be written, it lies among temporary files."""
    mark = digest(FORM, *sorted(lake.files("documents")))
    places = (lake.place.local / FOLDER / mark, Path(tempfile.gettempdir()) / f"comity-{os.getuid()}" / mark)
    for place in places:
        if (place / "acts.parquet").exists():
            return place
    for place in places:
        nearest = next(p for p in place.parents if p.exists())
        if nearest.is_dir() and os.access(nearest, os.W_OK):
            _lay(lake, codes, place)
            _forget_others(place)
            return place
    raise RecordError(f"{lake.place}: neither the record nor {places[1].parent} can be written; make room for its acts in one of them.")


def _lay(lake: Lake, codes: Collection[str], place: Path) -> None:
    """Write the files under another name first, so that they are complete or not there; the acts, by which they are known, last."""
    tables = lake.sources("documents", "claims")
    replaced = f"SELECT previous, min(version) AS until_version, min(added_at) AS until_at FROM {tables['documents']} WHERE previous IS NOT NULL GROUP BY ALL"
    articles = (
        f"SELECT d.id, d.batch, d.url, COALESCE(o.root, d.id) AS origin, {', '.join(SETTLED)} FROM {tables['documents']} d "
        f"LEFT JOIN ({replaced}) r ON r.previous = d.id LEFT JOIN ({_roots_sql(lake)}) o ON o.id = d.id"
    )
    claims = f"SELECT t.*, d.url, d.origin, {', '.join('d.' + c for c in SETTLED)} FROM {tables['claims']} t JOIN articles d ON t.batch = d.batch AND t.document_id = d.id"
    steps = (
        ("articles", articles),
        ("found", claims),
        ("told", told_sql("found", (*KEPT, "origin", *SETTLED))),
        ("acts", pairs_sql("told")),
        ("accounts", f"SELECT {COLUMNS}, version, added_at, until_version, until_at, unnest({_NAMED_PAIRS}) AS pair FROM found"),
    )
    pair = "least(actor, recipient) || ' ' || greatest(actor, recipient)"
    acts = Asked(steps, party_values(codes)).sql(f'SELECT {pair} AS pair, * FROM acts ORDER BY pair, middle, "group"')
    accounts = Asked((*steps[:2], steps[-1]), {}).sql("SELECT * FROM accounts ORDER BY pair, reported, id")
    with named_errors(lake.place):
        place.mkdir(parents=True, exist_ok=True)
        scratch = Path(tempfile.mkdtemp(dir=place))
        files: tuple[tuple[str, str, Mapping[str, Any], int], ...] = (
            ("articles", f"{articles} ORDER BY reported, d.id", {}, ROWS),
            ("accounts", accounts, {}, FEW),
            ("acts", acts, party_values(codes), ROWS),
        )
        for name, sql, values, rows in files:
            lake.copy(sql, values, scratch / f"{name}.parquet", rows)
            (scratch / f"{name}.parquet").replace(place / f"{name}.parquet")
        scratch.rmdir()


def _roots_sql(lake: Lake, as_of: str | int | None = None) -> str:
    """The articles that are copies, each with the one that it was copied from in the end."""
    copies: dict[str, list[str]] = {"id": [], "root": []}
    for id, root in all_origins(lake, as_of).items():
        copies["id"].append(id)
        copies["root"].append(root)
    lists = ", ".join(f"unnest([{', '.join(map(literal, values))}]::VARCHAR[]) AS {name}" for name, values in copies.items())
    return f"SELECT {lists}"


def _forget_others(place: Path) -> None:
    """Delete the flat files of older versions that nobody can be reading any more."""
    for old in place.parent.iterdir():
        if old != place and time.time() - old.stat().st_mtime > READ_WITHIN:
            shutil.rmtree(old, ignore_errors=True)
