"""Documents into a record: only what is new is coded, and each batch is written whole or not at all."""

import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from comity.cluster import code_on_cluster
from comity.config import VERSION, Settings
from comity.core.text import Document, digest
from comity.core.trace import Coding
from comity.errors import InputError
from comity.pipeline import Engine
from comity.readers import expand, read_items
from comity.readers.items import Item
from comity.record.kept import Kept, Named, keep
from comity.record.lake import Lake
from comity.record.mentions import find_mentions
from comity.record.shape import DocumentRow, FailureRow, RunRow
from comity.record.wires import find_wires
from comity.runner import code_many

BLOCK = 100
Article = str | Path | Document | Item
Articles = Article | Iterable[Article]


@dataclass(slots=True)
class Intake:
    """What a run has done so far: documents added, of which revisions of known ones; documents known already; inputs that failed."""

    run: str
    added: int = 0
    revised: int = 0
    known: int = 0
    claims: int = 0
    failures: list[FailureRow] = field(default_factory=list)


def take_in(
    lake: Lake, items: Iterable[Item], engine: Engine, mode: str, run: RunRow, workers: int = 1, cluster: str | None = None
) -> Iterator[Intake]:
    """Code what is new among the items and write it, block by block; yields the state of the run after each block.

    Killed at any moment it loses at most the block it was at, which the next run codes again.
    """
    intake = Intake(run.id)
    keys: dict[str, str | None] = {}
    fresh = _fresh(lake, items, keys, intake)
    codings = code_on_cluster(fresh, engine.settings, cluster, workers) if cluster else code_many(fresh, engine, workers)
    with lake.place.locked():
        lake.append("runs", [run])
    written = 0
    while True:
        block = list(islice(codings, BLOCK))
        batch = secrets.token_hex(8)
        kept = [keep(c, keys.pop(c.document.id, None), _named(c, engine), mode, batch, run.id) for c in block]
        if kept:
            _commit(lake, kept, intake)
        if len(intake.failures) > written:
            with lake.place.locked():
                lake.append("failures", intake.failures[written:])
            written = len(intake.failures)
        if not block:
            break
        yield intake
    ended = replace(run, state="finished", at=now(), added=intake.added, revised=intake.revised, known=intake.known, failed=written)
    with lake.place.locked():
        lake.append("runs", [ended])
    yield intake


def take_codings(lake: Lake, codings: Iterable[Coding], mode: str, run: RunRow) -> Intake:
    """Write codings that were made elsewhere, as one batch; what the record holds already is left alone."""
    intake, batch = Intake(run.id), secrets.token_hex(8)
    kept = [keep(c, None, Named((), ()), mode, batch, run.id) for c in codings]
    if kept:
        _commit(lake, kept, intake)
    return intake


def items_of(articles: Articles, published: str | None, columns: Mapping[str, str], tell: Callable[[str], None]) -> Iterator[Item]:
    """The articles of files, folders and documents, one after the other; `published` fills in where an article has no date."""
    for given in [articles] if isinstance(articles, (str, Path, Document, Item)) else articles:
        if isinstance(given, Document):
            found: Iterable[Item] = [Item(given.source or given.id, given)]
        elif isinstance(given, Item):
            found = [given]
        else:
            found = _read(Path(given), columns, tell)
        for item in found:
            yield replace(item, document=with_date(item.document, published)) if item.document else item


def with_date(document: Document, published: str | None) -> Document:
    """The document with the date given where its metadata have none; it goes before a dateline."""
    if published is None or (document.published and document.published_from in (None, "metadata")):
        return document
    return replace(document, published=published, published_from=None)


def _read(path: Path, columns: Mapping[str, str], tell: Callable[[str], None]) -> Iterator[Item]:
    try:
        for file in expand([path]):
            yield from read_items(file, tell, columns)
    except InputError as error:
        yield Item(str(path), error=str(error))


def _named(coding: Coding, engine: Engine) -> Named:
    return Named(find_mentions(coding, engine.actors), find_wires(coding, engine.settings.data))


def begin(settings: Settings) -> RunRow:
    """The row of a run that begins."""
    told = digest(*(repr(getattr(settings, f.name)) for f in fields(settings)))
    return RunRow(secrets.token_hex(8), "started", now(), VERSION, told, 0, 0, 0, 0)


def now() -> str:
    """This moment, in universal time."""
    return datetime.now(UTC).isoformat()


def _fresh(lake: Lake, items: Iterable[Item], keys: dict[str, str | None], intake: Intake) -> Iterator[Document]:
    """The documents that the record does not hold yet, each once; their keys are left in `keys` until they are coded."""
    source = iter(items)
    while block := list(islice(source, BLOCK)):
        found = [i for i in block if i.document is not None]
        there = known_ids(lake, [i.document.id for i in found if i.document])
        for item in block:
            if item.document is None:
                intake.failures.append(FailureRow(intake.run, item.name, item.error or "", now()))
            elif item.document.id in there or item.document.id in keys:
                intake.known += 1
            elif not is_storable(item.document):
                told = f"{item.name}: the text holds half of a surrogate pair, which no encoding can store. Mend the text's encoding."
                intake.failures.append(FailureRow(intake.run, item.name, told, now()))
            else:
                keys[item.document.id] = item.key
                yield item.document


def is_storable(document: Document) -> bool:
    """Whether the document's strings can be encoded."""
    parts = (document.text, document.title, document.url, document.site, document.source)
    return not any("\ud800" <= c <= "\udfff" for part in parts if part for c in part)


def known_ids(lake: Lake, ids: Sequence[str]) -> set[str]:
    """Which of the ids are those of documents in the record."""
    if not ids:
        return set()
    rows = lake.fetch(
        f"SELECT id FROM {lake.sources('documents')['documents']} WHERE id IN (SELECT unnest($ids::VARCHAR[]))", {"ids": list(ids)}
    )
    return {r[0] for r in rows}


def _commit(lake: Lake, kept: Sequence[Kept], intake: Intake) -> None:
    """Write a batch: under the lock look up what another writer has added since, then claims, rejections, and last the documents."""
    with lake.place.locked():
        seen = lake.newest("documents")
        there = known_ids(lake, [k.document.id for k in kept])
        new = [k for k in kept if k.document.id not in there]
        intake.known += len(kept) - len(new)
        if not new:
            return
        lake.append("claims", [c for k in new for c in k.claims])
        lake.append("rejections", [r for k in new for r in k.rejections])
        rows = _revised(lake, new, intake)
        lake.commit("documents", rows, rows[0].version, seen)
    intake.added += len(new)
    intake.claims += sum(k.document.claims for k in new)


def _revised(lake: Lake, new: Sequence[Kept], intake: Intake) -> list[DocumentRow]:
    """The document rows with their revision, the version of the record they make, and the time."""
    table = lake.sources("documents")["documents"]
    newest = lake.fetch(
        f"SELECT key, max_by(id, revision), max(revision) FROM {table} WHERE key IN (SELECT unnest($keys::VARCHAR[])) GROUP BY key",
        {"keys": [k.document.key for k in new]},
    )
    latest: dict[str, tuple[str, int]] = {key: (id, revision) for key, id, revision in newest}
    number = lake.version() + 1
    rows, added = [], now()
    for k in new:
        previous, revision = latest.get(k.document.key, (None, 0))
        intake.revised += previous is not None
        latest[k.document.key] = (k.document.id, revision + 1)
        rows.append(replace(k.document, revision=revision + 1, previous=previous, version=number, added=added))
    return rows
