"""What a record says of how parties stand with each other: panels, relations, promises, ties, networks, press, indices."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from comity.core.query import LEVELS, SCHEMES, Query
from comity.errors import SettingsError
from comity.merge.summary import RULES
from comity.record.answer import Answer
from comity.record.check import code_of, names_of
from comity.record.intake import now
from comity.record.questions import Questions
from comity.record.shape import literal
from comity.relate.accounts import ACTED
from comity.relate.acts import Asking, act_rows
from comity.relate.all_states import states_of
from comity.relate.asked import checked_as_of, party, standing_day
from comity.relate.between import accounts_about
from comity.relate.brief import Brief, brief_of, cited_rows
from comity.relate.indices import Index, Shape, index, load_index_rules
from comity.relate.ledger import Ledger, ledger
from comity.relate.network import Network, checked_window, load_network_rules, network
from comity.relate.outlets import load_outlets
from comity.relate.panel import Grid, Panel, panel_of
from comity.relate.press import Press, load_press_rules, press
from comity.relate.promise_rules import load_promise_rules
from comity.relate.relation import Relation, relation_of
from comity.relate.sensitivity import Envelope, Figure, figure_of, sensitivity
from comity.relate.state import Parameters
from comity.relate.telling import load_words
from comity.relate.tie_rules import load_tie_rules
from comity.relate.tie_tables import table_ties
from comity.relate.ties import Ties, order, ties


class StandingQuestions(Questions):
    """What a record says of how parties stand with each other."""

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

    def states(self, query: Query | None = None, parameters: Parameters | None = None, **flags: object) -> Answer:
        """Where every directed pair stands at the end of a time, by the Kalman filter of `Relation.state`, a row a pair."""
        return states_of(self._asking(), self._checked(query, flags), parameters)

    def brief(self, one: str, two: str, query: Query | None = None, **flags: object) -> Brief:
        """Two pages on a pair, at the level of claims: what changed and when, what was promised and done, by quarter, with footnotes that are sentences with their sources.

        `comity.relate.brief_pages` writes it as HTML, Markdown or PDF.
        """
        found = self.relation(one, two, replace(self._checked(query, flags), level="claim"))
        promised = self.ledger(found.one, found.two, str(found.query.date.end), found.query.as_of)
        return brief_of(found, promised, cited_rows(self._asking(), found, promised), load_words(self.settings.data))

    def ledger(self, one: str | None = None, two: str | None = None, date: str | None = None, as_of: str | int | None = None) -> Ledger:
        """Promises, threats and refusals of one party, between two, or of all, and what became of them by `date` (the last report's day).

        What was published after `date` is not looked at; `as_of` shows what the record itself held then.
        """
        one, two = party(one, self._ontology), party(two, self._ontology)
        as_of = checked_as_of(as_of)
        on = standing_day(self._lake, date, as_of)
        accounts = accounts_about(self._lake, self._ontology.codes, one, two, as_of)
        return ledger(accounts, load_promise_rules(self.settings.data / "rules", self._ontology), on, one, two)

    def ties(self, one: str | None = None, two: str | None = None, date: str | None = None, as_of: str | int | None = None) -> Ties:
        """Lasting relations (alliance, sanctions, war …) of a party or between two as they stood on `date`, with what began and ended them.

        They come from the record's claims and from the bundled tables of members, wars and disputes.
        """
        one, two = party(one, self._ontology), party(two, self._ontology)
        as_of = checked_as_of(as_of)
        day = standing_day(self._lake, date, as_of) or now()[:10]
        rules = load_tie_rules(self.settings.data / "rules/ties.toml", self._ontology)
        told_by = sorted({t for rule in rules for pattern in (*rule.begins, *rule.ends) for t in pattern.types})
        matter = f"event_type IN ({', '.join(map(literal, told_by))})"
        told = ties(accounts_about(self._lake, self._ontology.codes, one, two, as_of, [ACTED, matter]), rules, day, one, two)
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

    def _asking(self) -> Asking:
        return Asking(self._lake, self._ontology, self._asked, self.events)

    def _asking_by(self, rule: str) -> Asking:
        return replace(self._asking(), events=partial(self.events, rule=rule))
