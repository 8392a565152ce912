"""A record for a program that asks it all day: today's answers come from arrays and local tables, events stand ready."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from comity.config import Settings
from comity.core.event import Event
from comity.core.query import Query
from comity.core.trace import Coding
from comity.errors import SettingsError
from comity.record import ask, event_pages, reports, search, standing
from comity.record.answer import Answer
from comity.record.arrays import NONE, Arrays, EventArrays, take_arrays, take_event_arrays
from comity.record.back import codings_of
from comity.record.chosen import chosen, classes, in_arrays
from comity.record.event_table import basis
from comity.record.judged import judged_of
from comity.record.lake import Lake
from comity.record.listed import Listed, Places
from comity.record.naming import Naming, namings
from comity.record.news import News, news
from comity.record.overview import Overview, overview
from comity.record.record import Record
from comity.record.shape import literal
from comity.record.snapshot import Snapshot, take_snapshot
from comity.record.tally import Partner, overview_of, parties_of, partners_of
from comity.relate.acts import quad_sql
from comity.relate.asked import reported_days
from comity.relate.flat import laid_flat
from comity.relate.pair_months import PairMonth, articles_by_month, pair_months
from comity.relate.partners import partners


class ServedRecord(Record):
    """A record whose rows of today stand in local tables in the folder `scratch`; what other processes write is taken in by `refresh`.

    It answers every question as the record itself does, and more of them at once; with events as they were last worked out, where they were.
    """

    def __init__(self, path: str | Path, scratch: Path, settings: Settings | None = None) -> None:
        super().__init__(path, settings)
        self._snapshot: Snapshot = take_snapshot(self._lake, scratch, basis(self._rules))
        self._lake = self._snapshot
        self._take_arrays()

    def claims(self, query: Query | None = None, **flags: object) -> Answer:
        """As `Record.claims`; a page of today's is found by its order alone, and only its rows are then read whole."""
        query = self._checked(query, flags)
        if query.limit is None or query.as_of is not None or query.dataset != Query().dataset:
            return super().claims(query)
        if in_arrays(query):
            shown, more = self._arrays.claims.page(self._rows(query), query)
            return self._whole(self._arrays.claims.named(shown), more, query)
        sql, values = order_page(query, self._asked(query))
        ids = [id for (id,) in self._lake.fetch(sql, values)]
        return self._whole(ids[: query.limit], len(ids) > query.limit, query)

    def _whole(self, ids: Sequence[str], more: bool, query: Query) -> Answer:
        """The rows of a page, and the cursor of the next where there is one."""
        wanted = ", ".join(map(literal, ids)) or "NULL"  # written out, so that the index is used
        table = self._lake.table(f"SELECT * FROM current_claims WHERE id IN ({wanted}) ORDER BY list_position($ids, id)", {"ids": ids})
        return Answer(table, ask.encode_cursor(Answer(table.slice(len(ids) - 1, 1)).rows()[0], query.order) if more else None)

    def claim_page(self, query: Query) -> tuple[list[dict[str, Any]], str | None]:
        """One page of claims as `claims` gives it, with days as text and without what only questions need, and the next one's cursor."""
        query = self._checked(query, {})
        if not in_arrays(query) or query.limit is None or not self._snapshot.has_told():
            answer = self.claims(query)
            return answer.rows(), answer.next_cursor
        claims = self._arrays.claims
        shown, more = claims.page(self._rows(query), query)
        rows = self._snapshot.told(claims.named(shown))
        return rows, self._cursor(claims, shown, query) if more else None

    def _rows(self, query: Query) -> Places:
        """The places of a question's claims in the arrays."""
        return chosen(self._arrays, query, self._ontology.quads, self._holding)

    @staticmethod
    def _cursor(listed: Listed, shown: Places, query: Query) -> str:
        last = int(shown[-1])
        return ask.encode_cursor({ask.ORDER_BY[query.order]: listed.at(last, query.order), "id": listed.at(last, "id")}, query.order)

    def refresh(self) -> None:
        """Take in what was written since."""
        self._snapshot.refresh()
        self._take_arrays()

    def _take_arrays(self) -> None:
        self._arrays: Arrays = take_arrays(self._snapshot)
        self._events: EventArrays | None = take_event_arrays(self._snapshot, self._arrays) if self.has_events() else None
        self._articles = articles_by_month(self._snapshot, None)

    def lay_claims(self) -> None:
        """Hold the claims of today as texts in a local table, so that pages of them are read at once."""
        self._snapshot.keep_told()

    def work_out_events(self, workers: int = 1) -> None:
        """As `Record.work_out_events`, by a connection of its own; `refresh` then takes them in."""
        Record(str(self.place), self.settings).work_out_events(workers)

    def lay_acts(self) -> None:
        """Hold the acts laid flat in a local table until documents come, so that panels and networks read no file."""
        if not self._snapshot.has_acts():
            lake = Lake(self.place, self._snapshot.connection.cursor())
            files = lake.files("documents")
            self._snapshot.keep_acts(files, list(laid_flat(lake, self._ontology.codes).values()))

    def has_events(self) -> bool:
        """Whether events stand ready, so that `event_page`, `events` and `event` answer at once."""
        return self._snapshot.has_events()

    def event_page(self, query: Query) -> tuple[list[Event], str | None, int]:
        """One page of the events that a question asks for, the next one's cursor, and how many there are; those of an earlier `as_of` are
        merged anew. Raises SettingsError where today's do not stand ready."""
        query = self._checked(query, {})
        if query.as_of is not None:
            return event_pages.page_of(self.events(replace(query, cursor=None, limit=None)), query)
        if not self.has_events():
            raise SettingsError(
                "The events of today do not stand ready yet; expected a question for claims. Ask `events` to wait for them."
            )
        if self._events is None or not in_arrays(query) or query.limit is None:
            return event_pages.event_page(self._snapshot, query, self._asked(query))
        of = np.unique(self._events.of_claim[self._rows(query)])
        shown, more = self._events.events.page(of[of != NONE].astype(np.int64), query)
        found = event_pages.events_by_id(self._snapshot, self._events.events.named(shown))
        return found, self._cursor(self._events.events, shown, query) if more else None, int((of != NONE).sum())

    def reported_days(self, as_of: str | int | None = None) -> tuple[str | None, str | None]:
        """The first and last day on which an article was published; None where none is dated."""
        return reported_days(self._lake, as_of)

    def report_page(self, query: Query) -> tuple[list[dict[str, Any]], str | None, int]:
        """One page of the articles that tell of what a question asks for, the next one's cursor, and how many there are."""
        query = self._checked(query, {})
        if not in_arrays(query) or query.limit is None or query.level != "report":
            return reports.report_page(self._lake, query, self._asked(query))
        codes, counts = np.unique(self._arrays.words["document_id"].codes[self._rows(query)], return_counts=True)
        shown, more = self._arrays.articles.page(codes.astype(np.int64), query)
        wanted = dict(zip(codes.tolist(), counts.tolist(), strict=True))
        ids = self._arrays.articles.named(shown)
        rows = reports.articles_by_id(self._lake, dict(zip(ids, (wanted[n] for n in shown.tolist()), strict=True)))
        return rows, self._cursor(self._arrays.articles, shown, query) if more else None, len(codes)

    def articles(self, query: Query) -> tuple[list[dict[str, Any]], str | None, int]:
        """One page of all articles, with claims or without; of the query only as_of, reported, publisher, order, cursor and limit count."""
        return reports.articles(self._lake, query)

    def state(self, as_of: str | int | None = None) -> standing.State:
        """The record in numbers."""
        ready = as_of is None and self.has_events()
        return standing.state(self._lake, as_of, self._lake.fetch("SELECT count(*) FROM current_events")[0][0] if ready else None)

    def refusals(self, as_of: str | int | None = None) -> list[tuple[str, int]]:
        """How often each reason for coding nothing was given, the most frequent first."""
        return standing.refusals(self._lake, as_of)

    def counts(self, as_of: str | int | None = None) -> Mapping[str, Mapping[str, int]]:
        """How many claims there are of each type, mode and status."""
        return standing.counts(self._lake, as_of)

    def publishers(self, as_of: str | int | None = None) -> list[dict[str, Any]]:
        """Who published the articles, the busiest first."""
        return standing.publishers(self._lake, as_of)

    def busiest_pair(self) -> tuple[str, str] | None:
        """The two states with the most acts of one toward the other."""
        return standing.busiest_pair(self._lake)

    def parties(self) -> list[str]:
        """The states and organisations that some claim of today names, those of most claims first."""
        return parties_of(self._arrays)

    def partners(self, query: Query, other: str) -> list[Partner]:
        """With whom the done acts of a query are: each party on the other side, items of cooperation and of conflict at the query's level."""
        query = self._checked(query, {})
        if query.level == "event":
            return partners(self._asking(), query, other)
        if not in_arrays(query):
            item = "document_id" if query.level == "report" else "id"
            return standing.partners(self._lake, self._asked(query), other, quad_sql(self._ontology, query.scheme), item)
        arrays, documents = self._arrays, self._arrays.words["document_id"].codes
        items = documents if query.level == "report" else np.arange(len(arrays), dtype=np.int32)
        return partners_of(arrays, self._rows(query), other, classes(arrays, query.scheme, self._ontology.quads), items)

    def namings(self, code: str, does: Query, suffers: Query) -> list[Naming]:
        """How the articles name a party that acts in the claims of one question, and is acted upon in those of the other."""
        acting, met = (self._asked(self._checked(q, {})) for q in (does, suffers))
        return namings(self._lake, ((acting, "actor"), (met, "recipient")), code)

    def pair_months(self, query: Query) -> tuple[list[PairMonth], Mapping[str, int]]:
        """The months of the pair that a query names, as a panel split by quad class has them, and how much counts in none, by reason."""
        query = self._checked(query, {})
        articles = self._articles if query.as_of is None else articles_by_month(self._lake, query.as_of)
        return pair_months(self._asking(), query, articles)

    def origins_of(self, articles: Sequence[str], as_of: str | int | None = None) -> Mapping[str, str]:
        """For each of some articles the first published of them that it is copied from, or that credits the same agency."""
        return standing.origins_of(self._lake, articles, as_of)

    def runs_of(self, articles: Sequence[str], as_of: str | int | None = None) -> list[dict[str, Any]]:
        """The runs that brought some articles, the last first."""
        return standing.runs_of(self._lake, articles, as_of)

    def news(self, since: str | int) -> News:
        """What came to the record after a day or a version."""
        return news(self._lake, since, self.has_events())

    def events_by_id(self, ids: Sequence[str]) -> list[Event]:
        """Events of today, where they stand ready."""
        return event_pages.events_by_id(self._snapshot, ids) if self.has_events() else []

    def best(self, words: str, most: int, query: Query | None = None) -> list[search.Hit]:
        """The best articles for some words; where a query is given, only those with claims that it asks for."""
        return self.search(words, replace(query or Query(), limit=most))

    def events_of_claims(self, claims: Sequence[str]) -> Mapping[str, str]:
        """The id of each claim's event, where events stand ready."""
        return event_pages.events_of_claims(self._snapshot, claims) if self.has_events() else {}

    def event(self, id: str, as_of: str | int | None = None) -> Event | None:
        """As `Record.event`; one of today is found by its id before ids of earlier days are looked through."""
        found = event_pages.events_by_id(self._snapshot, [id]) if as_of is None and self.has_events() else []
        return found[0] if found else super().event(id, as_of)

    def judged(self, claims: Sequence[str]) -> list[dict[str, Any]]:
        """What people say of some claims and any others: which tell of one act, which of two."""
        return judged_of(self._lake, claims)

    def claims_by_id(self, ids: Sequence[str], as_of: str | int | None = None) -> list[dict[str, Any]]:
        """The rows of claims, by date of publication; of today's with days as text, as in `claim_page`."""
        if as_of is None and self._snapshot.has_told():
            return sorted(self._snapshot.told(ids), key=lambda r: (r["reported"] or "9999", r["document_id"], r["position"]))
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
        if in_arrays(query):
            return overview_of(self._arrays, self._rows(query), clock, classes(self._arrays, query.scheme, self._ontology.quads))
        return overview(self._lake, self._asked(query), query, clock, quad_sql(self._ontology, query.scheme))


def order_page(query: Query, asked: ask.Asked) -> tuple[str, Mapping[str, Any]]:
    """The SQL for the ids of one page and of one claim more, in the order and from the cursor of `ask.page`."""
    column, down = ask.ORDER_BY[query.order], query.order.startswith("-")
    values, after = dict(asked.values), ""
    if query.cursor:
        at, id = ask.decode_cursor(query.cursor)
        values |= {"at": at or None, "after": id}
        kind = "VARCHAR" if column == "id" else "DATE"
        same = f"{column} IS NOT DISTINCT FROM CAST($at AS {kind}) AND id > $after"
        beyond = (f"{column} < CAST($at AS {kind}) OR ({column} IS NULL AND $at IS NOT NULL)" if down
                  else f"{column} > CAST($at AS {kind}) OR ({column} IS NOT NULL AND $at IS NULL)")  # fmt: skip
        after = f" WHERE ({beyond} OR ({same}))"
    order = f"{column} {'DESC NULLS LAST' if down else 'ASC NULLS FIRST'}, id"
    return asked.sql(f"SELECT id FROM {asked.steps[-1][0]}{after} ORDER BY {order} LIMIT {(query.limit or 0) + 1}"), values
