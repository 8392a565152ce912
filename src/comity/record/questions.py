"""A record as a book to be asked: its claims, articles, events, and why it holds nothing."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

from comity.config import Settings
from comity.core.event import Event
from comity.core.query import OWN, Period, Query, parse_period
from comity.core.trace import Coding
from comity.errors import SettingsError
from comity.lexicon.ontology import Ontology, load_ontology
from comity.merge.summary import RULES
from comity.record import ask, search, why
from comity.record.answer import Answer
from comity.record.back import codings_of
from comity.record.check import check_query, code_of, query_from
from comity.record.events import event_of, events_of, supported
from comity.record.kept import TEXT_MODES
from comity.record.lake import open_lake
from comity.record.migrate import up_to_date
from comity.record.stream import stream
from comity.relate.asked import checked_as_of


class Questions:
    """A record opened, and what can be asked of its claims, articles and events."""

    def __init__(self, path: str | Path, settings: Settings | None = None, text_mode: str | None = None) -> None:
        """Open the record in a folder or at an address of an object store (s3://bucket/record), or create it. `text_mode` (full, snippet,
        hash-only) is what a new one keeps of its texts.

        Raises RecordError for a place that holds something else, and SettingsError for an unknown text mode.
        """
        if text_mode is not None and text_mode not in TEXT_MODES:
            raise SettingsError(f"text_mode is {text_mode!r}; expected one of {', '.join(TEXT_MODES)}.")
        self.settings = settings or Settings()
        self._lake, meta = open_lake(path, text_mode)
        self.place = self._lake.place
        self.path = self.place.local
        self.text_mode = up_to_date(self._lake, meta).text_mode
        if text_mode not in (None, self.text_mode):
            raise SettingsError(f"{path}: this record keeps its texts as {self.text_mode!r}, not {text_mode!r}; give that or nothing.")

    @cached_property
    def _ontology(self) -> Ontology:
        return load_ontology(self.settings.data / "ontology")

    @property
    def _rules(self) -> Path:
        return self.settings.data / "rules/merge.toml"

    @property
    def version(self) -> int:
        """How many batches were written; every one makes a version that `as_of` can show."""
        return self._lake.version()

    def claims(self, query: Query | None = None, **flags: object) -> Answer:
        """The claims that a query asks for, a row each, with the publication date, address and publisher of their documents.

        Instead of a Query its fields may be given as text, as on the command line: `claims(actor="China", date="2023-11..2024-02")`.
        """
        query = self._checked(query, flags)
        sql, values = ask.page(query, self._asked(query))
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
        if query.dataset != (OWN,):
            raise SettingsError(f"Events are made of Comity's own claims; expected dataset {OWN}, or a question for claims.")
        if query.cursor is not None:
            raise SettingsError("Events have no cursor; expected none, and a limit where only the first are wanted.")
        if rule not in RULES:
            raise SettingsError(f"rule is {rule!r}; expected one of {', '.join(RULES)}.")
        wanted = (
            None
            if replace(query, min_origins=1, as_of=None, order="date", limit=None, level="claim") == Query()
            else ask.claims_asked(self._lake, query, self._ontology.quads, self._holding)
        )
        found = [e for e in events_of(self._lake, self._rules, query.as_of, rule, wanted) if e.n_origins >= query.min_origins]
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
        return event_of(self._lake, self._rules, id, checked_as_of(as_of))

    def codings(self, query: Query | None = None, **flags: object) -> list[Coding]:
        """The documents with claims that a query asks for, and these claims, as codings; by date of publication."""
        return self.page(self._checked(query, flags))[0]

    def stream(self, query: Query | None = None, refusals: bool = True, **flags: object) -> Iterator[Coding]:
        """Like `codings`, one after the other, for records that do not fit into memory; without `refusals` they come faster.

        By date of publication; a query's order, limit and cursor are for pages.
        """
        query = self._checked(query, flags)
        if query.limit is not None or query.cursor is not None:
            raise SettingsError("A stream has no pages; expected neither limit nor cursor.")
        asked = self._asked(query, "rejections") if refusals else self._asked(query)
        yield from stream(self._lake, asked, refusals)

    def page(self, query: Query) -> tuple[list[Coding], str | None]:
        """The codings of one page of a query, and the cursor at which the next one begins."""
        answer = self.claims(query)
        claims = answer.rows()
        asked = ask.known(self._lake, query.as_of, "rejections", datasets=query.dataset)
        given: Mapping[str, Any] = {**asked.values, "ids": sorted({c["document_id"] for c in claims})}
        chosen = "{} IN (SELECT unnest($ids::VARCHAR[]))"
        documents = self._lake.records(asked.sql(f"SELECT * FROM documents WHERE {chosen.format('id')} ORDER BY published, id"), given)
        rejections = self._lake.records(asked.sql(f"SELECT * FROM rejections WHERE {chosen.format('document_id')}"), given)
        return codings_of(documents, claims, rejections), answer.next_cursor

    def query(self, **flags: object) -> Query:
        """The query that flags, URL parameters or keywords spell. Raises SettingsError naming the value and the allowed ones."""
        return query_from(flags, self._ontology)

    def search(self, words: str, query: Query | None = None) -> list[search.Hit]:
        """The articles that hold the words, best first, with the place marked; only current ones, and only those with claims that the
        query asks for where one is given. "quoted phrases", -words to leave out and beginnings* are understood."""
        query = self._checked(query, {})
        anything = replace(query, limit=None) == Query()
        if anything and not self._lake.current("documents"):
            return search.search(self._lake, words, query.limit)
        asked = ask.known(self._lake, None) if anything else self._asked(query)
        chosen = "SELECT id FROM documents WHERE id" if anything else f"SELECT document_id FROM {asked.steps[-1][0]} WHERE document_id"
        sql = asked.sql(f"{chosen} IN (SELECT unnest($some::VARCHAR[]))")

        def among(ids: list[str]) -> set[str]:
            return {id for (id,) in self._lake.fetch(sql, {**asked.values, "some": ids})}

        return search.search(self._lake, words, query.limit, among)

    def why_nothing(
        self, one: str, two: str, period: str | Period | None = None, month: str | None = None, as_of: str | int | None = None
    ) -> why.Silence:
        """Why there is nothing, or only this, about two actors in articles of a period or month ("2023-11..2024-02", "2023-08")."""
        asked = period if period is not None else month
        within = parse_period(asked) if isinstance(asked, str) else asked or Period()
        as_of = checked_as_of(as_of)
        unknown = []
        for name in (one, two):
            try:
                code_of(name, self._ontology)
            except SettingsError as error:
                unknown.append(str(error))
        if unknown:
            return why.unknown_actor(unknown)
        return why.why(self._lake, code_of(one, self._ontology), code_of(two, self._ontology), within, as_of)

    def _checked(self, query: Query | None, flags: Mapping[str, object]) -> Query:
        return query_from(flags, self._ontology) if query is None else check_query(query, self._ontology)

    def _asked(self, query: Query, *more: str) -> ask.Asked:
        """The steps of a query; the last, `wanted`, has its claims."""
        asked = ask.claims_asked(self._lake, query, self._ontology.quads, self._holding, *more)
        return self._supported(query, asked)

    def _supported(self, query: Query, asked: ask.Asked) -> ask.Asked:
        """A question kept to the claims of events with as many origins as the query wants."""
        if query.min_origins == 1:
            return asked
        if query.dataset != (OWN,):
            raise SettingsError(f"Origins are known of Comity's own claims only; expected dataset {OWN}, or no min_origins.")
        return supported(self._lake, self._rules, asked, query.as_of, query.min_origins)

    def _holding(self, words: str) -> list[str]:
        return search.holding(self._lake, words)
