"""What the tables of a record hold, derived from Comity's values: a new field of a Claim is a new column."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from comity.core.claim import Claim
from comity.core.event import Event
from comity.core.text import Sentence, Span
from comity.core.trace import Rejection

SCHEMA = 1
SCALARS = {str: "VARCHAR", int: "BIGINT", float: "DOUBLE", bool: "BOOLEAN"}


@dataclass(frozen=True, slots=True)
class Mention:
    """A state or organisation that a document names, and the sentences that do."""

    code: str
    sentences: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One revision of one article. Its row is written last: claims of a batch without it were never committed.

    `key` is what stays the same when an article changes (its address or source id), `previous` the revision it replaces. `text` is None
    unless the text mode is full; `text_hash` and `length` are always kept. `shingles` sketch the wording, to find copies, and
    `wires` are the agencies that are credited (by no sentence: for the whole).
    """

    id: str
    key: str
    revision: int
    previous: str | None
    source: str | None
    url: str | None
    site: str | None
    title: str | None
    published: str | None
    published_from: str | None
    language: str | None
    text: str | None
    text_mode: str
    text_hash: str
    length: int
    sentences: tuple[Sentence, ...]
    boilerplate: tuple[Span, ...]
    mentions: tuple[Mention, ...]
    shingles: tuple[int, ...]
    wires: tuple[Mention, ...]
    claims: int
    rejections: int
    batch: str
    run: str
    version: int
    added: str


@dataclass(frozen=True, slots=True)
class ForeignDocumentRow(DocumentRow):
    """An article that rows of another data set name. Its text was never at hand; several imports may add claims to it."""

    dataset: str


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One batch of imported rows. Written last: foreign claims of a batch without it were never committed."""

    batch: str
    dataset: str
    run: str
    rows: int
    claims: int
    version: int
    added: str


@dataclass(frozen=True, slots=True)
class JudgementRow:
    """What somebody judged of two claims: one act or not; None takes back what was judged. Never changed; the last one on a pair holds."""

    one: str
    two: str
    same: bool | None
    by: str | None
    note: str | None
    at: str


@dataclass(frozen=True, slots=True)
class RunRow:
    """One call of `add`, written when it begins and again when it ends."""

    id: str
    state: str
    at: str
    comity: str
    settings: str
    added: int
    revised: int
    known: int
    failed: int


@dataclass(frozen=True, slots=True)
class FailureRow:
    """One input that could not be read or coded."""

    run: str
    name: str
    message: str
    at: str


def structure(hint: Any) -> Any:
    """A type of Comity's values as DuckDB's `from_json` wants it told."""
    if get_origin(hint) in (Union, UnionType):
        (hint,) = (a for a in get_args(hint) if a is not NoneType)
    if hint in SCALARS:
        return SCALARS[hint]
    if get_origin(hint) is tuple:
        return [structure(get_args(hint)[0])]
    if is_dataclass(hint):
        hints = get_type_hints(hint)
        return {f.name: structure(hints[f.name]) for f in fields(hint)}
    raise TypeError(f"no column type for {hint!r}")


EVENT_FIELDS = ", ".join(f'"{name}"' for name in structure(Event))
_CLAIMS = {**structure(Claim), "position": "BIGINT", "sentence_text": "VARCHAR", "hashes": ["VARCHAR"], "batch": "VARCHAR"}
_REJECTIONS = {**structure(Rejection), "position": "BIGINT", "document_id": "VARCHAR", "batch": "VARCHAR"}
SHAPES: Mapping[str, Any] = {
    "documents": structure(DocumentRow),
    "claims": _CLAIMS,
    "rejections": _REJECTIONS,
    "runs": structure(RunRow),
    "failures": structure(FailureRow),
    "judgements": structure(JudgementRow),
    "imports": structure(ImportRow),
    "foreign_documents": structure(ForeignDocumentRow),
    "foreign_claims": _CLAIMS,
    "foreign_rejections": _REJECTIONS,
    "events": {
        **structure(Event), "parts": [["VARCHAR"]], "kind": "VARCHAR", "made": "BIGINT", "version": "BIGINT", "judged": "VARCHAR", "basis": "VARCHAR",
        "earliest": "VARCHAR", "latest": "VARCHAR",
    },
}  # fmt: skip
"""The tables. `position` counts within a document; `hashes` of a claim are those of its quotes, `sentence_text` is its sentence unless the text mode is hash-only.
What was imported from other data sets lies in tables of its own, so that no question meets it unasked."""

_ADDED = "TRY_CAST(added AS TIMESTAMPTZ) AS added_at"
_DERIVED_DOCUMENTS = ("TRY_CAST(published AS DATE) AS reported", _ADDED)
_DERIVED_CLAIMS = (
    'TRY_CAST(COALESCE("date"."start", "date"."end") AS DATE) AS first_day',
    'TRY_CAST(COALESCE("date"."end", "date"."start") AS DATE) AS last_day',
    "list_distinct([p.code FOR p IN actor] || [p.id FOR p IN actor IF p.id IS NOT NULL]) AS actor_keys",
    "list_distinct([p.code FOR p IN recipient] || [p.id FOR p IN recipient IF p.id IS NOT NULL]) AS recipient_keys",
    "list_distinct([p.sector FOR p IN actor || recipient]) AS sectors",
    "list_filter([place.name, place.country_code, place.admin1], lambda v: v IS NOT NULL) AS place_keys",
)
DERIVED: Mapping[str, tuple[str, ...]] = {
    "documents": _DERIVED_DOCUMENTS,
    "judgements": ('TRY_CAST("at" AS TIMESTAMPTZ) AS judged_at',),
    "claims": _DERIVED_CLAIMS,
    "imports": (_ADDED,),
    "foreign_documents": _DERIVED_DOCUMENTS,
    "foreign_claims": _DERIVED_CLAIMS,
    "events": (
        "TRY_CAST(first_reported AS DATE) AS reported",
        "TRY_CAST(earliest AS DATE) AS earliest_day",
        "TRY_CAST(latest AS DATE) AS latest_day",
        *_DERIVED_CLAIMS,
    ),
}
"""Columns computed when rows are written, so that common questions read flat columns only."""


def rows_sql(table: str) -> str:
    """The query that turns JSON (parameters `data` and `shape`) into the rows of a table."""
    return with_derived(table, "SELECT row.* FROM (SELECT unnest(from_json($data, $shape)) AS row)")


def reshaped_sql(table: str, source: str) -> str:
    """The query that gives rows of a table the columns it has today; what is new holds nothing."""
    return with_derived(
        table, f"SELECT row.* FROM (SELECT from_json(to_json(old), {literal(json.dumps(SHAPES[table]))}) AS row FROM {source} AS old)"
    )


def empty_sql(table: str) -> str:
    """The query that gives a table's columns and no row."""
    values = parameters(table, "[]")
    return rows_sql(table).replace("$data", literal(values["data"])).replace("$shape", literal(values["shape"]))


def parameters(table: str, rows: str) -> dict[str, str]:
    """The parameters of `rows_sql` for a JSON array of rows."""
    return {"data": rows, "shape": json.dumps([SHAPES[table]])}


def literal(text: str) -> str:
    """A text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


def with_derived(table: str, rows: str) -> str:
    """The query for rows of a table, with the columns that are computed from them."""
    derived = "".join(f", {column}" for column in DERIVED.get(table, ()))
    return f"SELECT *{derived} FROM ({rows})"
