"""Full text: an SQLite index beside the tables, made from them and brought up to date whenever it is asked."""

import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass

from comity.errors import RecordError, SettingsError
from comity.record.lake import LOCK, Lake
from comity.record.lock import locked

INDEX = "search.sqlite"
PAGE = 500
FORM = "1"  # another value makes old indexes be built anew
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

    `among` says which of some documents are wanted; it is asked for the best ones first, and no longer than until there are `limit`.
    Raises SettingsError where nothing is left to look for.
    """
    terms = match_terms(words)
    with _fresh_index(lake) as index:
        chosen: list[int] = []
        ranked = index.execute("SELECT rowid, id FROM texts WHERE texts MATCH ? ORDER BY rank, id", (terms,))
        while (limit is None or len(chosen) < limit) and (page := ranked.fetchmany(PAGE)):
            there = among([id for _, id in page]) if among else {id for _, id in page}
            chosen += [row for row, id in page if id in there]
        shown = json.dumps(chosen[:limit])
        rows = index.execute(
            "SELECT id, title, snippet(texts, 2, '⟦', '⟧', '…', 24), rank FROM texts "
            "WHERE texts MATCH ? AND rowid IN (SELECT value FROM json_each(?)) ORDER BY rank, id",
            (terms, shown),
        )
        return [Hit(*row) for row in rows]


def holding(lake: Lake, words: str) -> list[str]:
    """The ids of all documents that hold the words, in no order of merit."""
    terms = match_terms(words)
    with _fresh_index(lake) as index:
        return [id for (id,) in index.execute("SELECT id FROM texts WHERE texts MATCH ?", (terms,))]


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
    path = lake.folder / INDEX
    version = _newest(lake)
    try:
        with closing(sqlite3.connect(path, timeout=60)) as index:
            if _indexed(index) != version:
                with locked(lake.folder / LOCK):
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
    rows = lake.fetch(
        f"SELECT d.id, d.title, COALESCE(d.text, s.said, ''), d.version FROM {tables['documents']} d "
        f"LEFT JOIN ({snippets}) s ON s.document_id = d.id AND s.batch = d.batch WHERE d.version > $have ORDER BY d.version, d.id",
        {"have": have},
    )
    with index:
        if have < 0:
            index.execute("DROP TABLE IF EXISTS texts")
            index.execute("DELETE FROM about")
            index.execute("CREATE VIRTUAL TABLE texts USING fts5(id UNINDEXED, title, text, tokenize = 'unicode61 remove_diacritics 2')")
        index.executemany("INSERT INTO texts VALUES (?, ?, ?)", ((id, title or "", text) for id, title, text, _ in rows))
        index.execute("DELETE FROM about")
        index.execute("INSERT INTO about VALUES (?, ?)", (FORM, max((r[3] for r in rows), default=max(have, 0))))
