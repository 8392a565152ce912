"""The door to a record: open, add, ask, keep up."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from comity.coder import check_date
from comity.config import Settings
from comity.core.event import Event
from comity.core.query import LEVELS, OWN, SCHEMES, Period, Query, parse_period
from comity.core.text import Document
from comity.core.trace import Coding
from comity.errors import InputError, SettingsError
from comity.imports.formats import READERS
from comity.lexicon.ontology import Ontology, load_ontology
from comity.merge.rules import MergeRules, load_rules
from comity.merge.summary import RULES
from comity.pipeline import Engine, load_engine
from comity.readers.items import Item
from comity.record import ask, search, upkeep, verify, why
from comity.record.answer import Answer
from comity.record.back import codings_of
from comity.record.check import check_query, code_of, names_of, query_from
from comity.record.events import events_of
from comity.record.foreign import Imported, take_over
from comity.record.intake import Articles, Intake, begin, items_of, now, take_in
from comity.record.kept import TEXT_MODES
from comity.record.lake import LOCK, open_lake
from comity.record.lock import locked
from comity.record.migrate import up_to_date
from comity.record.shape import JudgementRow
from comity.record.stream import stream
from comity.relate.accounts import ACTED, accounts_of
from comity.relate.acts import Asking, act_rows
from comity.relate.asked import about, checked_as_of, party, standing_day
from comity.relate.indices import Index, Shape, index, load_index_rules
from comity.relate.ledger import Ledger, ledger
from comity.relate.network import Network, checked_window, load_network_rules, network
from comity.relate.outlets import load_outlets
from comity.relate.panel import Grid, Panel, panel_of
from comity.relate.press import Press, load_press_rules, press
from comity.relate.promise_rules import load_promise_rules
from comity.relate.relation import Relation, relation_of
from comity.relate.sensitivity import Envelope, Figure, figure_of, sensitivity
from comity.relate.tie_rules import load_tie_rules
from comity.relate.tie_tables import table_ties
from comity.relate.ties import Ties, order, ties


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
        return self._lake.version()

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

    def import_file(self, file: str | Path, dataset: str) -> Imported:
        """Take over the rows of a file of another data set (gdelt, icews, polecat, phoenix) as claims of theirs, beside Comity's own.

        No question meets them unless its `dataset` names theirs. A row that the record has already is left alone; rows that cannot be
        read are among the `failures`. Raises InputError for a file of another kind.
        """
        if dataset not in READERS:
            raise SettingsError(f"dataset is {dataset!r}; expected one of {', '.join(READERS)}.")
        wrong: list[InputError] = []
        *_, last = self.import_steps(dataset, READERS[dataset](Path(file), wrong.append), wrong)
        return last

    def import_steps(self, dataset: str, codings: Iterable[Coding], wrong: list[InputError]) -> Iterator[Imported]:
        """Like `import_file`, from what a reader of `comity.imports` makes of a file, yielding the state after each batch.

        `wrong` is where that reader puts rows that cannot be read; they are taken out again when they are kept.
        """
        yield from take_over(self._lake, dataset, codings, wrong)

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
        asked = ask.claims_asked(self._lake, query, self._ontology.quads, self._holding)
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
        return next((e for e in self._events(as_of, "most_frequent") if id == e.id or id in e.aliases), None)

    def panel(self, query: Query | None = None, grid: Grid | None = None, done: bool = True, **flags: object) -> Panel:
        """How much of what, for every pair or party and every period: counts, sums and means of scores, shares with intervals.

        `grid` (or its fields as keywords: unit, period, split, system, rows, normalise, sources) is the shape, the query what counts. Only
        happened and ongoing claims that are not background count, unless the query names others or `done` is False.
        """
        shape = grid or Grid(**{name: flags.pop(name) for name in Grid.__dataclass_fields__ if name in flags})  # type: ignore[arg-type]
        return panel_of(self._asking(), self._checked(query, flags), shape, done)

    def acts(self, query: Query | None = None, done: bool = True, **flags: object) -> Answer:
        """Who did what to whom, a row for each directed pair: compound and mutual acts are several rows with one `group`.

        `group` is the id of the claim or event. What counts as done is as for `panel`; `level` in the query says claims or events.
        """
        return act_rows(self._asking(), self._checked(query, flags), done)

    def relation(self, one: str, two: str, query: Query | None = None, done: bool = True, **flags: object) -> Relation:
        """How two states or organisations stand with each other: what each did to the other by month, with the acts behind every number.

        The query says of which time (`date`), at which level, as of when; what counts as done is as for `panel`. Raises SettingsError for
        an unknown name (with the nearest), states that never existed together then, and a time without any article.
        """
        first, second = code_of(one, self._ontology), code_of(two, self._ontology)
        return relation_of(self._asking(), first, second, self._checked(query, flags), names_of((first, second)), done)

    def _asking(self) -> Asking:
        return Asking(self._lake, self._ontology, self._asked, self.events)

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
        chosen = "list_contains($ids, {})"
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

    def ledger(self, one: str | None = None, two: str | None = None, date: str | None = None, as_of: str | int | None = None) -> Ledger:
        """Promises, threats and refusals of one party, between two, or of all, and what became of them by `date` (the last report's day).

        What was published after `date` is not looked at; `as_of` shows what the record itself held then.
        """
        one, two = party(one, self._ontology), party(two, self._ontology)
        as_of = checked_as_of(as_of)
        on = standing_day(self._lake, date, as_of)
        accounts = accounts_of(self._lake, *about(one, two), as_of)
        return ledger(accounts, load_promise_rules(self.settings.data / "rules", self._ontology), on, one, two)

    def ties(self, one: str | None = None, two: str | None = None, date: str | None = None, as_of: str | int | None = None) -> Ties:
        """Lasting relations (alliance, sanctions, war …) of a party or between two as they stood on `date`, with what began and ended them.

        They come from the record's claims and from the bundled tables of members, wars and disputes.
        """
        one, two = party(one, self._ontology), party(two, self._ontology)
        as_of = checked_as_of(as_of)
        day = standing_day(self._lake, date, as_of) or now()[:10]
        rules = load_tie_rules(self.settings.data / "rules/ties.toml", self._ontology)
        conditions, values = about(one, two)
        told = ties(accounts_of(self._lake, [*conditions, ACTED], values, as_of), rules, day, one, two)
        tabled = table_ties(self.settings.data, rules, day, one, two) if one else []
        return Ties(day, tuple(sorted((*told.intervals, *tabled), key=order)))

    def network(self, date: str | None = None, window: int | None = None, query: Query | None = None, **flags: object) -> Network:
        """The signed and weighted ties on a day (the last report's), from acts of the `window` of days before it.

        The query narrows what counts; `level` is claim or report. `relate.blocs` and `relate.standing` read the network.
        """
        query = self._checked(query, flags)
        day = standing_day(self._lake, date, query.as_of)
        if day is None:
            raise SettingsError("The record has no dated article; a network needs some. Add articles first.")
        rules = load_network_rules(self.settings.data / "rules/network.toml")
        return network(self._asking(), day, rules, query, checked_window(window))

    def index(self, one: str | None = None, two: str | None = None, query: Query | None = None, **flags: object) -> Index:
        """An index of threats or acts by period: of all, of one party or of a pair, 100 in the mean of the time.

        The keywords kind, period, normalise and level are its shape; of the query count reported, publisher, sector and as_of.
        """
        shape = Shape(**{name: flags.pop(name) for name in Shape.__dataclass_fields__ if flags.get(name) is not None})  # type: ignore[arg-type]
        parties = [p for p in (party(one, self._ontology), party(two, self._ontology)) if p]
        rules = load_index_rules(self.settings.data / "rules/indices.toml", self._ontology)
        return index(self._lake, rules, shape, self._checked(query, flags), parties)

    def press(self, one: str, two: str, query: Query | None = None, outlets: Path | None = None, **flags: object) -> Press:
        """The same pair as told by the press of the one, of the other and of third countries, and how far they differ.

        `outlets` is a CSV file of your own (domain, name, country), laid over the bundled table. Of the query count date, reported, type,
        publisher and as_of.
        """
        checked = replace(self._checked(query, flags), between=(party(one, self._ontology) or "", party(two, self._ontology) or ""))
        known = load_outlets(self.settings.data, outlets)
        return press(self._asking(), checked, known, load_press_rules(self.settings.data / "rules/press.toml"))

    def sensitivity(
        self, figure: str | Figure, query: Query | None = None, levels: Sequence[str] = LEVELS, schemes: Sequence[str] = SCHEMES,
        rules: Sequence[str] = RULES, **flags: object,
    ) -> Envelope:  # fmt: skip
        """The least, middle and greatest value of a figure over levels, quad schemes and rules of merging.

        `figure` is conflict_share, material_conflict_share, event_scale or goldstein of a query's acts, or any function of level, scheme
        and rule that gives a number or None.
        """
        checked = self._checked(query, flags)
        if isinstance(figure, str):
            figure = figure_of(figure, self._asking_by, checked)
        return sensitivity(figure, levels, schemes, rules)

    def _asking_by(self, rule: str) -> Asking:
        return replace(self._asking(), events=partial(self.events, rule=rule))

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

    def _asked(self, query: Query, *more: str) -> ask.Asked:
        """The steps of a query; the last, `wanted`, has its claims."""
        asked = ask.claims_asked(self._lake, query, self._ontology.quads, self._holding, *more)
        supported = self._supported(query)
        return asked if supported is None else ask.only_supported(asked, supported)

    def _supported(self, query: Query) -> list[str] | None:
        """The claims of events with as many origins as a query wants; None where it wants no more than one."""
        if query.min_origins == 1:
            return None
        if query.dataset != (OWN,):
            raise SettingsError(f"Origins are known of Comity's own claims only; expected dataset {OWN}, or no min_origins.")
        return [c for e in self._events(query.as_of, "most_frequent") if e.n_origins >= query.min_origins for c in e.claims]

    def _holding(self, words: str) -> list[str]:
        return [hit.document_id for hit in search.search(self._lake, words)]
