"""Rows of another data set into a record: into tables of their own, batch by batch, each row once however often its file is given."""

import secrets
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from itertools import islice
from operator import attrgetter
from typing import Any

from comity.config import VERSION
from comity.core.claim import Claim
from comity.core.text import Document, digest
from comity.core.trace import Coding, Rejection
from comity.errors import InputError
from comity.record.intake import now
from comity.record.lake import Lake
from comity.record.shape import FailureRow, ImportRow, RunRow

BLOCK = 20_000
NO_TEXT, NO_HASH = "none", digest("")
NO_TYPE = "no_type"
Columns = Mapping[str, Sequence[Any]]


@dataclass(slots=True)
class Imported:
    """What an import has done so far: rows that are new and their claims, rows of an earlier import, rows that could not be read.

    `unknown` counts the codes of new rows that stand in no list.
    """

    run: str
    added: int = 0
    claims: int = 0
    known: int = 0
    wrong: int = 0
    unknown: Counter[str] = field(default_factory=Counter)

    @property
    def statements(self) -> int:
        """New rows whose code has no type in PLOVER; they are kept as refusals."""
        return self.added - self.claims


def take_over(lake: Lake, dataset: str, codings: Iterable[Coding], wrong: list[InputError]) -> Iterator[Imported]:
    """Write the codings of a data set's rows, each of one claim or a refusal `no_type`; yields the state of the run after each batch.

    What the reader of the rows puts into `wrong` is kept among the failures and taken out again.
    """
    done = Imported(secrets.token_hex(8))
    run = RunRow(done.run, "started", now(), VERSION, f"import {dataset}", 0, 0, 0, 0)
    with lake.place.locked():
        lake.append("runs", [run])
    source = iter(codings)
    while block := list(islice(source, BLOCK)):
        _commit(lake, dataset, block, done)
        _note(lake, wrong, done)
        yield done
    _note(lake, wrong, done)
    ended = replace(run, state="finished", at=now(), added=done.added, known=done.known, failed=done.wrong)
    with lake.place.locked():
        lake.append("runs", [ended])
    yield done


def _commit(lake: Lake, dataset: str, block: Sequence[Coding], done: Imported) -> None:
    """Write a batch: under the lock look up what the record has, then documents, claims, refusals, and last the mark."""
    with lake.place.locked():
        seen = lake.newest("imports")
        new = _new_rows(lake, block)
        done.known += len(block) - len(new)
        if not new:
            return
        claims = [claim for coding in new for claim in coding.claims]
        refused = [(rejection, coding.document.id) for coding in new for rejection in coding.rejections]
        mark = ImportRow(secrets.token_hex(8), dataset, done.run, len(new), len(claims), lake.version() + 1, now())
        lake.append_columns("foreign_documents", _document_columns(_new_documents(lake, new), mark))
        lake.append_columns("foreign_claims", _claim_columns(claims, mark.batch))
        lake.append_columns("foreign_rejections", _rejection_columns(refused, mark.batch))
        lake.commit("imports", [mark], mark.version, seen)
    done.added += mark.rows
    done.claims += mark.claims
    done.unknown.update(r.detail or "" for r, _ in refused if r.reason != NO_TYPE)


def _new_rows(lake: Lake, block: Sequence[Coding]) -> list[Coding]:
    """The codings whose row the record does not have yet, the first of each row."""
    rows = {_row_of(coding): coding for coding in reversed(block)}
    tables = lake.sources("imports", "foreign_claims", "foreign_rejections")
    committed = f"batch IN (SELECT batch FROM {tables['imports']})"
    told = " UNION ALL ".join(
        f"SELECT rule FROM {tables[table]} WHERE {committed} AND rule IN (SELECT unnest($rows))" for table in ("foreign_claims", "foreign_rejections")
    )  # fmt: skip
    known = {rule for (rule,) in lake.fetch(told, {"rows": list(rows)})}
    return [coding for row, coding in reversed(rows.items()) if row not in known]


def _row_of(coding: Coding) -> str | None:
    """The row that a coding was read from: data set and key."""
    return coding.claims[0].rule if coding.claims else coding.rejections[0].rule


def _new_documents(lake: Lake, codings: Iterable[Coding]) -> list[Document]:
    """The documents of codings that no import has brought yet, each once."""
    found = {coding.document.id: coding.document for coding in codings}
    tables = lake.sources("imports", "foreign_documents")
    committed = f"batch IN (SELECT batch FROM {tables['imports']})"
    sql = f"SELECT id FROM {tables['foreign_documents']} WHERE {committed} AND id IN (SELECT unnest($ids))"
    known = {id for (id,) in lake.fetch(sql, {"ids": list(found)})}
    return [document for id, document in found.items() if id not in known]


def _document_columns(documents: Sequence[Document], mark: ImportRow) -> Columns:
    """The columns of documents: most hold one value, which spares a row object for each."""
    number = len(documents)
    same = {
        "revision": 1, "previous": None, "text": None, "text_mode": NO_TEXT, "text_hash": NO_HASH, "length": 0, "sentences": (), "boilerplate": (),
        "mentions": (), "shingles": (), "wires": (), "claims": 0, "rejections": 0, "batch": mark.batch, "run": mark.run, "version": mark.version,
        "added": mark.added, "dataset": mark.dataset,
    }  # fmt: skip
    own = {
        name: list(map(attrgetter(name), documents))
        for name in ("id", "source", "url", "site", "title", "published", "published_from", "language")
    }
    return {**{name: [value] * number for name, value in same.items()}, **own, "key": [f"{mark.dataset}:{d.url}" for d in documents]}


def _claim_columns(claims: Sequence[Claim], batch: str) -> Columns:
    number = len(claims)
    kept: Columns = {"position": [0] * number, "sentence_text": [None] * number, "hashes": [()] * number, "batch": [batch] * number}
    return {**_columns_of(Claim, claims), **kept}


def _rejection_columns(rejections: Sequence[tuple[Rejection, str]], batch: str) -> Columns:
    ids = [id for _, id in rejections]
    kept: Columns = {"position": [0] * len(ids), "document_id": ids, "batch": [batch] * len(ids)}
    return {**_columns_of(Rejection, [r for r, _ in rejections]), **kept}


def _columns_of(kind: type, rows: Sequence[object]) -> dict[str, Sequence[Any]]:
    """The values of dataclasses of one kind, field by field."""
    return {f.name: list(map(attrgetter(f.name), rows)) for f in fields(kind)}


def _note(lake: Lake, wrong: list[InputError], done: Imported) -> None:
    """Keep the rows that could not be read among the failures."""
    if not wrong:
        return
    told = [FailureRow(done.run, str(error).partition(": ")[0], str(error), now()) for error in wrong]
    with lake.place.locked():
        lake.append("failures", told)
    done.wrong += len(told)
    wrong.clear()
