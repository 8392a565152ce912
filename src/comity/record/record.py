"""The door to a record: open, add, ask, keep up."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

from comity.coder import check_date
from comity.config import Settings
from comity.core.event import Event
from comity.core.query import Period, Query, parse_period
from comity.core.text import Document
from comity.core.trace import Coding
from comity.errors import SettingsError
from comity.lexicon.ontology import Ontology, load_ontology
from comity.merge.rules import MergeRules, load_rules
from comity.merge.summary import RULES
from comity.pipeline import Engine, load_engine
from comity.readers.items import Item
from comity.record import ask, event_rows, reports, search, standing, upkeep, verify, why
from comity.record.answer import Answer
from comity.record.back import codings_of
from comity.record.check import check_query, code_of, query_from
from comity.record.events import events_of
from comity.record.intake import Articles, Intake, begin, items_of, now, take_in
from comity.record.kept import TEXT_MODES
from comity.record.lake import LOCK, open_lake
from comity.record.lock import locked
from comity.record.migrate import up_to_date
from comity.record.overview import Overview, overview
from comity.record.shape import JudgementRow
from comity.record.snapshot import Snapshot, take_snapshot


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

    @cached_property
    def _merge_rules(self) -> MergeRules:
        return load_rules(self.settings.data / "rules/merge.toml")

    @property
    def version(self) -> int:
        """How many batches were written; every one makes a version that `as_of` can show."""
        found: int = self._lake.fetch(f"SELECT COALESCE(max(version), 0) FROM {self._lake.sources('documents')['documents']}")[0][0]
        return found

    def add(self, articles: Articles, published: str | None = None, workers: int = 1, columns: Mapping[str, str] | None = None) -> Intake:
        """Code and keep what the record does not hold yet. What was added, what was known and what failed is in the answer.

        articles: files, folders and documents, one or several; `columns` names those of tables (field to column), `published` is the date
        of articles without one. The same text of the same address and date is never taken in twice; a changed text of a known address
        or source id becomes a new revision.
        """
        *_, last = self.add_steps(items_of(articles, check_date(published), columns or {}, lambda _: None), workers)
        return last

    def add_steps(self, items: Iterable[Item], workers: int = 1) -> Iterator[Intake]:
        """Like `add`, from items, yielding the state after each batch that was written."""
        yield from take_in(self._lake, items, self._engine, self.text_mode, workers, begin(self.settings))

    def claims(self, query: Query | None = None, **flags: object) -> Answer:
        """The claims that a query asks for, a row each, with the publication date, address and publisher of their documents.

        Instead of a Query its fields may be given as text, as on the command line: `claims(actor="China", date="2023-11..2024-02")`.
        """
        query = self._checked(query, flags)
        asked = self._asked(query)
        supported = self._supported(query)
        if supported is not None:
            step = ("supported", "SELECT * FROM wanted WHERE list_contains($supported, id)")
            asked = ask.Asked((*asked.steps, step), {**asked.values, "supported": supported})
        sql, values = ask.page(query, asked)
        table = self._lake.table(sql, values)
        if query.limit is None or table.num_rows <= query.limit:
            return Answer(table)
        cut = Answer(table.slice(0, query.limit))
        return replace(cut, next_cursor=ask.encode_cursor(Answer(table.slice(query.limit - 1, 1)).rows()[0], query.order))

    def events(self, query: Query | None = None, rule: str = "most_frequent", **flags: object) -> list[Event]:
        """The events of which some claim is asked for, each from all its claims, in the query's order; `min_origins` counts for events.

        `rule` (most_frequent, most_precise, latest) chooses among values on which reports differ. They are given whole: a limit cuts them
        off, and there is no cursor.
        """
        query = self._checked(query, flags)
        if query.cursor is not None:
            raise SettingsError("Events have no cursor; expected none, and a limit where only the first are wanted.")
        asked = self._asked(query)
        wanted = {r[0] for r in self._lake.fetch(asked.sql("SELECT id FROM wanted"), asked.values)}
        found = [e for e in self._events(query.as_of, rule) if e.n_origins >= query.min_origins and not wanted.isdisjoint(e.claims)]
        if query.order != "id":
            by_report = query.order.endswith("reported")
            found.sort(
                key=lambda e: (e.first_reported if by_report else e.date.start or e.date.end) or "", reverse=query.order.startswith("-")
            )
        else:
            found.sort(key=lambda e: e.id)
        return found[: query.limit]

    def event(self, id: str, as_of: str | int | None = None) -> Event | None:
        """The event that has an id or had it before late reports came; None for none."""
        if isinstance(self._lake, Snapshot) and as_of is None and self._lake.has_events():
            return event_rows.find_event(self._lake, id)
        return next((e for e in self._events(as_of, "most_frequent") if id == e.id or id in e.aliases), None)

    def judge(self, one: str, two: str, same: bool, by: str | None = None, note: str | None = None) -> None:
        """Say of two claims, by id, that they tell of one act or that they do not. It is kept beside the claims and changes none of them."""
        there = {r[0] for r in self._lake.fetch(ask.known(self._lake, None, "claims").sql("SELECT id FROM claims"))}
        for id in (one, two):
            if id not in there:
                raise SettingsError(
                    f"{id!r} is no claim of this record; expected the id of a claim, as `comity claims --format jsonl` shows them."
                )
        if one == two:
            raise SettingsError(f"{id!r} is given twice; expected two different claims.")
        with locked(self._lake.folder / LOCK):
            self._lake.append("judgements", [JudgementRow(min(one, two), max(one, two), same, by, note, now())])

    def _events(self, as_of: str | int | None, rule: str) -> list[Event]:
        if rule not in RULES:
            raise SettingsError(f"rule is {rule!r}; expected one of {', '.join(RULES)}.")
        return events_of(self._lake, self._merge_rules, as_of, rule)

    def codings(self, query: Query | None = None, **flags: object) -> list[Coding]:
        """The documents with claims that a query asks for, and these claims, as codings; by date of publication."""
        return self.page(self._checked(query, flags))[0]

    def page(self, query: Query) -> tuple[list[Coding], str | None]:
        """The codings of one page of a query, and the cursor at which the next one begins."""
        answer = self.claims(query)
        claims = answer.rows()
        asked = ask.known(self._lake, query.as_of, "rejections")
        given: Mapping[str, Any] = {**asked.values, "ids": sorted({c["document_id"] for c in claims})}
        chosen = "list_contains($ids, {})"
        documents = self._lake.records(asked.sql(f"SELECT * FROM documents WHERE {chosen.format('id')} ORDER BY published, id"), given)
        rejections = self._lake.records(asked.sql(f"SELECT * FROM rejections WHERE {chosen.format('document_id')}"), given)
        return codings_of(documents, claims, rejections), answer.next_cursor

    def query(self, **flags: object) -> Query:
        """The query that flags, URL parameters or keywords spell. Raises SettingsError naming the value and the allowed ones."""
        return query_from(flags, self._ontology)

    def best(self, words: str, most: int, query: Query | None = None) -> list[search.Hit]:
        """The best articles for some words; where a query is given, only those with claims that it asks for."""
        if query is None:
            current = {r[0] for r in self._lake.fetch(ask.known(self._lake, None).sql("SELECT id FROM documents"))}
        else:
            asked = self._asked(self._checked(query, {}))
            current = {r[0] for r in self._lake.fetch(asked.sql("SELECT DISTINCT document_id FROM wanted"), asked.values)}
        return [hit for hit in search.search(self._lake, words, 10 * most) if hit.document_id in current][:most]

    def search(self, words: str, query: Query | None = None) -> list[search.Hit]:
        """The articles that hold the words, best first, with the place marked; only current ones, and only those with claims that the
        query asks for where one is given. "quoted phrases", -words to leave out and beginnings* are understood."""
        query = self._checked(query, {})
        if query == Query():
            ids = {r[0] for r in self._lake.fetch(ask.known(self._lake, None).sql("SELECT id FROM documents"))}
        else:
            ids = {c["document_id"] for c in self.claims(replace(query, limit=None))}
        hits = [hit for hit in search.search(self._lake, words) if hit.document_id in ids]
        return hits[: query.limit]

    def why_nothing(
        self, one: str, two: str, period: str | Period | None = None, month: str | None = None, as_of: str | int | None = None
    ) -> why.Silence:
        """Why there is nothing, or only this, about two actors in articles of a period or month ("2023-11..2024-02", "2023-08")."""
        asked = period if period is not None else month
        within = parse_period(asked) if isinstance(asked, str) else asked or Period()
        unknown = []
        for name in (one, two):
            try:
                code_of(name, self._ontology)
            except SettingsError as error:
                unknown.append(str(error))
        if unknown:
            return why.unknown_actor(unknown)
        return why.why(self._lake, code_of(one, self._ontology), code_of(two, self._ontology), within, as_of)

    def serving(self, scratch: Path) -> "Record":
        """The same record for whoever asks it all day: today's answers come from local tables in the folder `scratch`. See `refresh`."""
        served = copy(self)
        served._lake = take_snapshot(self._lake, scratch)
        return served

    def refresh(self) -> None:
        """Let a record that is `serving` know what was written since; any other always knows."""
        if isinstance(self._lake, Snapshot):
            self._lake.refresh()

    def keep_events(self, file: Path) -> None:
        """Let a record that is `serving` find events in a file of `write_events` instead of merging all claims for each question."""
        if isinstance(self._lake, Snapshot):
            event_rows.load_events(self._lake, file)

    def has_events(self) -> bool:
        """Whether events stand ready, so that `event_page` and `event` answer at once."""
        return isinstance(self._lake, Snapshot) and self._lake.has_events()

    def event_page(self, query: Query) -> tuple[list[Event], str | None, int]:
        """One page of the events that a question asks for, the next one's cursor, and how many there are. Raises SettingsError where
        events do not stand ready, and for an `as_of`."""
        if not isinstance(self._lake, Snapshot) or not self._lake.has_events() or query.as_of is not None:
            raise SettingsError("Events by pages are those of today in a record that is served; expected no as_of. Ask `events` instead.")
        query = self._checked(query, {})
        return event_rows.event_page(self._lake, query, self._asked(query))

    def report_page(self, query: Query) -> tuple[list[dict[str, Any]], str | None, int]:
        """One page of the articles that tell of what a question asks for, the next one's cursor, and how many there are."""
        query = self._checked(query, {})
        return reports.report_page(self._lake, query, self._asked(query))

    def articles(self, query: Query) -> tuple[list[dict[str, Any]], str | None, int]:
        """One page of all articles, with claims or without; of the query only as_of, reported, publisher, order, cursor and limit count."""
        return reports.articles(self._lake, query)

    def state(self, as_of: str | int | None = None) -> standing.State:
        """The record in numbers."""
        ready = isinstance(self._lake, Snapshot) and as_of is None and self._lake.has_events()
        return standing.state(self._lake, as_of, self._lake.fetch("SELECT count(*) FROM current_events")[0][0] if ready else None)

    def publishers(self, as_of: str | int | None = None) -> list[dict[str, Any]]:
        """Who published the articles, the busiest first."""
        return standing.publishers(self._lake, as_of)

    def refusals(self, as_of: str | int | None = None) -> list[tuple[str, int]]:
        """How often each reason for coding nothing was given, the most frequent first."""
        return standing.refusals(self._lake, as_of)

    def counts(self, as_of: str | int | None = None) -> Mapping[str, Mapping[str, int]]:
        """How many claims there are of each type, mode and status."""
        return standing.counts(self._lake, as_of)

    def busiest_pair(self) -> tuple[str, str] | None:
        """The two states with the most acts of one toward the other."""
        return standing.busiest_pair(self._lake)

    def origins_of(self, articles: Sequence[str], as_of: str | int | None = None) -> Mapping[str, str]:
        """For each of some articles the first published of them that it is copied from, or that credits the same agency."""
        return standing.origins_of(self._lake, articles, as_of)

    def events_of_claims(self, claims: Sequence[str]) -> Mapping[str, str]:
        """The id of each claim's event, where events stand ready."""
        return event_rows.events_of_claims(self._lake, claims) if isinstance(self._lake, Snapshot) and self._lake.has_events() else {}

    def claims_by_id(self, ids: Sequence[str], as_of: str | int | None = None) -> list[dict[str, Any]]:
        """The rows of claims, by date of publication."""
        asked = ask.known(self._lake, as_of, "claims")
        sql = asked.sql("SELECT * FROM claims WHERE list_contains($ids, id) ORDER BY reported, document_id, position")
        return self._lake.records(sql, {**asked.values, "ids": list(ids)})

    def document(self, id: str, as_of: str | int | None = None) -> Coding | None:
        """One article with all its claims and rejections; None where there is none of that id then."""
        asked = ask.known(self._lake, as_of, "claims", "rejections")
        given: Mapping[str, Any] = {**asked.values, "id": id}
        documents = self._lake.records(asked.sql("SELECT * FROM documents WHERE id = $id"), given)
        claims, rejections = (
            self._lake.records(asked.sql(f"SELECT * FROM {table} WHERE document_id = $id"), given) for table in ("claims", "rejections")
        )
        return next(iter(codings_of(documents, claims, rejections)), None)

    def overview(self, query: Query | None = None, clock: str = "happened", **flags: object) -> Overview:
        """What the claims of a query are, counted: by level, by the values of each facet, by day or month, by place."""
        query = self._checked(query, flags)
        return overview(self._lake, self._asked(query), query, clock)

    def verify(self, articles: Iterable[Document] = ()) -> verify.Checked:
        """Check every quote and text; `articles` stand in for texts that the record does not keep."""
        return verify.verify(self._lake, articles)

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

    def _checked(self, query: Query | None, flags: Mapping[str, object]) -> Query:
        return query_from(flags, self._ontology) if query is None else check_query(query, self._ontology)

    def _asked(self, query: Query) -> ask.Asked:
        return ask.claims_asked(self._lake, query, self._ontology.quads, self._holding)

    def _supported(self, query: Query) -> list[str] | None:
        """The claims of events with as many origins as a query wants; None where it wants no more than one."""
        if query.min_origins == 1:
            return None
        return [c for e in self._events(query.as_of, "most_frequent") if e.n_origins >= query.min_origins for c in e.claims]

    def _holding(self, words: str) -> list[str]:
        return search.holding(self._lake, words)
