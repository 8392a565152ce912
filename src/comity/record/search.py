"""Full text: an SQLite index beside the tables, made from them and brought up to date whenever it is asked."""

import json
import re
import sqlite3
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from operator import itemgetter

from comity.errors import RecordError, SettingsError
from comity.record.lake import Lake
from comity.record.lock import LOCK, locked

INDEX = "search.sqlite"
PAGE = 500
FORM = "3"  # another value makes old indexes be built anew
ANEW = (
    "DROP TABLE IF EXISTS texts",
    "DROP TABLE IF EXISTS ids",
    "CREATE VIRTUAL TABLE texts USING fts5(title, text, tokenize = 'unicode61 remove_diacritics 2')",
    "CREATE TABLE ids (rowid INTEGER PRIMARY KEY, id TEXT, replaced BOOLEAN)",  # apart, so that ids are listed without reading texts
)
PROSE = """substr(d.text, 1 + COALESCE(list_max([b."end" FOR b IN d.boilerplate IF b.start = 0 AND starts_with(d.text, '---')]), 0))"""  # without a Markdown file's front matter
_TERM = re.compile(r'(-?)(?:"([^"]+)"|(\S+))')


@dataclass(frozen=True, slots=True)
class Hit:
    """A document that holds the words, the best first by `rank`; `snippet` shows them between ⟦ and ⟧."""

    document_id: str
    title: str
    snippet: str
    rank: float


def search(lake: Lake, words: str, limit: int | None = None, among: Callable[[list[str]], set[str]] | None = None) -> list[Hit]:
    """The documents that hold all the words; "quoted phrases" stand together, -words must be missing, word* is a beginning.

    `among` says which of some documents are wanted, else those that nothing replaced; it is asked for the best ones first, and no longer
    than until there are `limit`.
    Raises SettingsError where nothing is left to look for.
    """
    terms = match_terms(words)
    with _fresh_index(lake) as index:
        chosen: list[tuple[int, str, float]] = []
        for page in _ranked(index, terms, replaced_too=among is not None):
            there = among([id for _, id, _ in page]) if among else {id for _, id, _ in page}
            chosen += [found for found in page if found[1] in there]
            if limit is not None and len(chosen) >= limit:
                break
        shown = "SELECT title, snippet(texts, 1, '⟦', '⟧', '…', 24) FROM texts WHERE texts MATCH ? AND rowid = ?"
        hits = []
        for row, id, rank in chosen[:limit]:
            title, snippet = index.execute(shown, (terms, row)).fetchone()
            hits.append(Hit(id, title, snippet, rank))
        return hits


def _ranked(index: sqlite3.Connection, terms: str, replaced_too: bool) -> Iterator[list[tuple[int, str, float]]]:
    """The row, id and rank of all that hold some terms, best first and equals by id, in pages at whose end no equals are parted."""
    found = index.execute("SELECT rowid, rank FROM texts WHERE texts MATCH ?", (terms,)).fetchall()
    found.sort(key=itemgetter(1))  # SQLite takes three times as long for it
    start = 0
    while start < len(found):
        end = bisect_right(found, found[min(start + PAGE, len(found)) - 1][1], key=itemgetter(1))
        yield _named(index, found[start:end], replaced_too)
        start = end


def _named(index: sqlite3.Connection, found: Sequence[tuple[int, float]], replaced_too: bool) -> list[tuple[int, str, float]]:
    among = "" if replaced_too else " AND NOT replaced"
    sql = f"SELECT rowid, id FROM ids WHERE rowid IN (SELECT value FROM json_each(?)){among}"
    ids = dict(index.execute(sql, (json.dumps([row for row, _ in found]),)))
    return sorted(((row, ids[row], rank) for row, rank in found if row in ids), key=lambda f: (f[2], f[1]))


def holding(lake: Lake, words: str) -> list[str]:
    """The ids of all documents that hold the words, in no order of merit."""
    terms = match_terms(words)
    with _fresh_index(lake) as index:
        return [id for (id,) in index.execute("SELECT id FROM ids WHERE rowid IN (SELECT rowid FROM texts WHERE texts MATCH ?)", (terms,))]


def match_terms(words: str) -> str:
    """What FTS5 is asked; whatever the user types is quoted, so that nothing is taken for an operator."""
    wanted: list[str] = []
    unwanted: list[str] = []
    for minus, phrase, word in _TERM.findall(words):
        term = (phrase or word.strip('"')).replace('"', "")
        begins = term.endswith("*")
        if re.search(r"\w", term):
            (unwanted if minus else wanted).append(f'"{term.rstrip("*")}"' + ("*" if begins else ""))
    if not wanted:
        raise SettingsError(f'There is nothing to look for in {words!r}; expected words, "phrases", -words to leave out.')
    return " AND ".join(wanted) + "".join(f" NOT {term}" for term in unwanted)


@contextmanager
def _fresh_index(lake: Lake) -> Iterator[sqlite3.Connection]:
    """The index, holding every document that is committed; a damaged or outdated one is built anew."""
    path = lake.place.local / INDEX
    version = _newest(lake)
    try:
        with closing(sqlite3.connect(path, timeout=60)) as index:
            if _indexed(index) != version:
                with locked(lake.place.local / LOCK):
                    _catch_up(index, lake)
            yield index
    except sqlite3.DatabaseError as error:
        raise RecordError(f"{path}: the index is damaged ({error}). Delete it; it is made again from the record.") from error


def _newest(lake: Lake) -> int:
    number: int = lake.fetch(f"SELECT COALESCE(max(version), 0) FROM {lake.sources('documents')['documents']}")[0][0]
    return number


def _indexed(index: sqlite3.Connection) -> int:
    """The version up to which documents are in the index; -1 for an index of another form."""
    index.execute("CREATE TABLE IF NOT EXISTS about (form TEXT, version INTEGER)")
    found = index.execute("SELECT version FROM about WHERE form = ?", (FORM,)).fetchone()
    return -1 if found is None else int(found[0])


def _catch_up(index: sqlite3.Connection, lake: Lake) -> None:
    """Add the documents of newer versions, all in one transaction."""
    have = _indexed(index)
    tables = lake.sources("documents", "claims")
    snippets = f"SELECT document_id, batch, string_agg(sentence_text, ' … ' ORDER BY sentence) AS said FROM (SELECT DISTINCT document_id, batch, sentence, sentence_text FROM {tables['claims']}) GROUP BY ALL"
    rows = lake.stream(
        f"SELECT d.id, COALESCE(d.title, ''), COALESCE({PROSE}, s.said, ''), d.version, d.previous FROM {tables['documents']} d "
        f"LEFT JOIN ({snippets}) s ON s.document_id = d.id AND s.batch = d.batch WHERE d.version > $have ORDER BY d.version, d.id",
        {"have": have},
    )
    with index:
        if have < 0:
            for sql in ANEW:
                index.execute(sql)
        newest, replaced = max(have, 0), []
        first = index.execute("SELECT COALESCE(max(rowid), 0) + 1 FROM ids").fetchone()[0]
        for row, (id, title, text, version, previous) in enumerate(rows, first):
            index.execute("INSERT INTO ids VALUES (?, ?, false)", (row, id))
            index.execute("INSERT INTO texts (rowid, title, text) VALUES (?, ?, ?)", (row, title, text))
            newest = version
            replaced += [previous] if previous else []
        index.execute("UPDATE ids SET replaced = true WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(replaced),))
        index.execute("DELETE FROM about")
        index.execute("INSERT INTO about VALUES (?, ?)", (FORM, newest))
