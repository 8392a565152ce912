"""The door to a record: open, add, ask, keep up."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

from comity.config import Settings
from comity.core.query import Query
from comity.core.text import Document
from comity.core.trace import Coding
from comity.errors import SettingsError
from comity.lexicon.ontology import Ontology, load_ontology
from comity.pipeline import Engine, load_engine
from comity.readers.items import Item
from comity.record import ask, upkeep
from comity.record.answer import Answer
from comity.record.back import codings_of
from comity.record.check import check_query
from comity.record.intake import Intake, begin, take_in
from comity.record.kept import TEXT_MODES
from comity.record.lake import open_lake
from comity.record.migrate import up_to_date


class Record:
    """A folder of Delta tables that keeps what articles say. Many may read while one writes, from any number of processes.

    >>> import tempfile
    >>> record = Record(tempfile.mkdtemp() + "/record")
    >>> record.add([Document("France condemned the coup in Niger.", "2023-07-31")]).added
    1
    >>> [(c.event_type, c.status) for coding in record.codings() for c in coding.claims]
    [('ACCUSE', 'happened')]
    """

    def __init__(self, path: str | Path, settings: Settings | None = None, text_mode: str | None = None) -> None:
        """Open the record in a folder, or create it. `text_mode` (full, snippet, hash-only) is what a new one keeps of its texts.

        Raises RecordError for a folder that holds something else, and SettingsError for an unknown text mode.
        """
        if text_mode is not None and text_mode not in TEXT_MODES:
            raise SettingsError(f"text_mode is {text_mode!r}; expected one of {', '.join(TEXT_MODES)}.")
        self.path = Path(path)
        self.settings = settings or Settings()
        self._lake, meta = open_lake(self.path, text_mode)
        self.text_mode = up_to_date(self._lake, meta).text_mode
        if text_mode not in (None, self.text_mode):
            raise SettingsError(f"{path}: this record keeps its texts as {self.text_mode!r}, not {text_mode!r}; give that or nothing.")

    @cached_property
    def _engine(self) -> Engine:
        return load_engine(self.settings)

    @cached_property
    def _ontology(self) -> Ontology:
        return load_ontology(self.settings.data / "ontology")

    @property
    def version(self) -> int:
        """How many batches were written; every one makes a version that `as_of` can show."""
        found: int = self._lake.fetch(f"SELECT COALESCE(max(version), 0) FROM {self._lake.sources('documents')['documents']}")[0][0]
        return found

    def add(self, documents: Iterable[Document | Item], workers: int = 1) -> Intake:
        """Code and keep what the record does not hold yet. What was added, what was known and what failed is in the answer.

        The same text of the same address and date is never taken in twice; a changed text of a known address becomes a new revision.
        """
        *_, last = self.add_steps(documents, workers)
        return last

    def add_steps(self, documents: Iterable[Document | Item], workers: int = 1) -> Iterator[Intake]:
        """Like `add`, yielding the state after each batch that was written."""
        items = (d if isinstance(d, Item) else Item(d.source or d.id, d) for d in documents)
        yield from take_in(self._lake, items, self._engine, self.text_mode, workers, begin(self.settings))

    def claims(self, query: Query | None = None) -> Answer:
        """The claims that a query asks for, a row each, with the publication date, address and publisher of their documents."""
        query = self._checked(query)
        sql, values = ask.page(query, self._asked(query))
        table = self._lake.table(sql, values)
        if query.limit is None or table.num_rows <= query.limit:
            return Answer(table)
        cut = Answer(table.slice(0, query.limit))
        return replace(cut, next_cursor=ask.encode_cursor(Answer(table.slice(query.limit - 1, 1)).rows()[0], query.order))

    def codings(self, query: Query | None = None) -> list[Coding]:
        """The documents with claims that a query asks for, and these claims, as codings; by date of publication."""
        query = self._checked(query)
        claims = self.claims(query).rows()
        ids = sorted({c["document_id"] for c in claims})
        asked = ask.known(self._lake, query.as_of, "rejections")
        given: Mapping[str, Any] = {**asked.values, "ids": ids}
        chosen = "list_contains($ids, {})"
        documents = self._lake.records(asked.sql(f"SELECT * FROM documents WHERE {chosen.format('id')} ORDER BY published, id"), given)
        rejections = self._lake.records(asked.sql(f"SELECT * FROM rejections WHERE {chosen.format('document_id')}"), given)
        return codings_of(documents, claims, rejections)

    def failures(self) -> list[dict[str, Any]]:
        """Every input that could not be read or coded, by time."""
        return self._lake.records(f'SELECT * FROM {self._lake.sources("failures")["failures"]} ORDER BY "at", name')

    def runs(self) -> list[dict[str, Any]]:
        """Every call of `add`: when it began and ended, by which version, with which counts."""
        return self._lake.records(f'SELECT * FROM {self._lake.sources("runs")["runs"]} ORDER BY "at"')

    def compact(self) -> upkeep.Compacted:
        """Join small files into large ones and drop what a killed run left behind; answers stay the same, at every `as_of`."""
        return upkeep.compact(self._lake)

    def vacuum(self, hours: int = upkeep.KEEP_HOURS) -> int:
        """Delete files that no table has needed for `hours`; the number of files. Answers stay the same, at every `as_of`."""
        return upkeep.vacuum(self._lake, hours)

    def _checked(self, query: Query | None) -> Query:
        return check_query(query or Query(), self._ontology)

    def _asked(self, query: Query) -> ask.Asked:
        return ask.claims_asked(self._lake, query, self._ontology.quads, self._holding)

    def _holding(self, words: str) -> list[str]:
        raise SettingsError(words)
