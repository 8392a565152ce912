"""A brief on a pair: two pages of words, charts and a table, in which every number opens and every footnote is a sentence with its source."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from comity.core.query import Query
from comity.relate.acts import Asking
from comity.relate.brief_ledger import claims_of, counted, entries_of, shown, told_entry
from comity.relate.ledger import Ledger
from comity.relate.months import Figure, Month, joined
from comity.relate.relation import Relation
from comity.relate.telling import Sentence, month_name, summary, told
from comity.relate.turns import Turn

PER_TURN = 4  # decisive acts of a turning point that are cited
LATEST = 6  # material acts that are cited
COLUMNS = ("cooperation", "conflict", "material_conflict")
QUARTERS = 12


@dataclass(frozen=True, slots=True)
class Footnote:
    """A sentence that proves something, and the article it stands in; `claim` and `document` are their ids."""

    number: int
    quote: str | None
    source: str
    published: str | None
    claim: str
    document: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A sentence and the numbers of its footnotes."""

    sentence: Sentence
    notes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Quarter:
    """A line of the table: the figures of `COLUMNS` for the first and for the second party."""

    name: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """Everything a brief shows, before any format."""

    title: str
    relation: Relation
    opening: tuple[Paragraph, ...]
    turns: tuple[Paragraph, ...]
    latest: tuple[Paragraph, ...]
    promises: tuple[Paragraph, ...]
    quarters: tuple[Quarter, ...]
    counted: Sentence
    footnotes: tuple[Footnote, ...]


class _Notes:
    """The footnotes in order of their first mention."""

    def __init__(self, claims: Mapping[str, Mapping[str, Any]]) -> None:
        self.claims, self.kept = claims, dict[str, Footnote]()

    def cite(self, ids: Sequence[str]) -> tuple[int, ...]:
        for id in ids:
            if id not in self.kept and id in self.claims:
                row = self.claims[id]
                where = row["url"] or row["source"] or f"article {row['document_id']}"
                named = ", ".join(part for part in (row["site"], row["title"]) if part)
                told = f"{named}, {where}" if named else where
                day = str(row["reported"]) if row["reported"] else None
                quote = " ".join(row["sentence_text"].split()) if row["sentence_text"] else None
                self.kept[id] = Footnote(len(self.kept) + 1, quote, told, day, id, row["document_id"])
        return tuple(self.kept[id].number for id in ids if id in self.kept)


def cited(relation: Relation, ledger: Ledger) -> list[str]:
    """The ids of the claims that a brief cites."""
    decisive = [id for turn in relation.turns().turns for id in _of(turn)]
    promised = [id for e in shown(entries_of(relation, ledger)) for id in claims_of(e)]
    return list(dict.fromkeys([*decisive, *(r["group"] for r in _material(relation)), *promised]))


def cited_rows(asking: Asking, relation: Relation, ledger: Ledger) -> dict[str, dict[str, Any]]:
    """What a brief must know of the claims that it cites, by id."""
    query = relation.query
    asked = asking.claims(Query(dataset=query.dataset, as_of=query.as_of))
    columns = "id, document_id, sentence_text, url, source, site, title, reported"
    rows = asking.lake.records(
        asked.sql(f"SELECT {columns} FROM wanted WHERE list_contains($ids, id)"), {**asked.values, "ids": cited(relation, ledger)}
    )
    return {row["id"]: row for row in rows}


def _of(turn: Turn) -> Sequence[str]:
    found = turn.decisive or [
        id for d in turn.drivers[:1] for id in (d.after if (d.after.value or 0) > (d.before.value or 0) else d.before).ids
    ]
    return found[:PER_TURN]


def _material(relation: Relation) -> list[Mapping[str, Any]]:
    """The latest material acts, each once."""
    found = {r["group"]: r for r in relation.found if r["quad"] in (2, 4)}
    return sorted(found.values(), key=lambda r: (str(r["middle"]), r["group"]))[-LATEST:][::-1]


def brief_of(relation: Relation, ledger: Ledger, claims: Mapping[str, Mapping[str, Any]], words: Mapping[str, str]) -> Brief:
    """The brief of a relation; `claims` are the rows of what it cites, by id."""
    notes, found = _Notes(claims), relation.turns()
    names = [relation.names[party] for party in (relation.one, relation.two)]
    turns = [Paragraph(turned(relation, turn, words), notes.cite(_of(turn))) for turn in found.turns]
    if not turns:
        lack = found.lack or "no turning point was found"
        turns = [Paragraph(Sentence((f"{lack[0].upper()}{lack[1:]}.",)))]
    latest = [Paragraph(_act(relation, row, words), notes.cite([row["group"]])) for row in _material(relation)]
    entries = entries_of(relation, ledger)
    promised = [Paragraph(counted(entries, ledger.on))]
    promised += [Paragraph(told_entry(e, relation.names, words), notes.cite(claims_of(e))) for e in shown(entries)]
    opening = [told(relation, words)]
    if len(relation.acts):
        opening += [s for party in (relation.one, relation.two) if (s := summary(relation, party, words)).text != opening[0].text]
    period = relation.query.date
    basis = Sentence(
        ("Counted: articles that tell of the acts: ", Figure("reports", relation.reports), "; articles of that time: ", Figure("articles", relation.articles),
         f"; level: {relation.query.level}; "
         f"quad classes of {relation.query.scheme}; only acts asserted as done that are not background.")
    )  # fmt: skip
    return Brief(
        f"{names[0]} and {names[1]}, {month_name(str(period.start))} to {month_name(str(period.end))}", relation,
        tuple(Paragraph(s) for s in opening), tuple(turns), tuple(latest), tuple(promised), tuple(_quarters(relation))[-QUARTERS:], basis, tuple(notes.kept.values()),
    )  # fmt: skip


def turned(relation: Relation, turn: Turn, words: Mapping[str, str]) -> Sentence:
    """A turning point in words."""
    parts: list[str | Figure] = [f"In {month_name(turn.month)} "]
    if turn.earliest != turn.latest:
        parts = [f"In {month_name(turn.month)} (at the earliest {month_name(turn.earliest)}, at the latest {month_name(turn.latest)}) "]
    for n, driver in enumerate(turn.drivers[:3]):
        verb = "rose" if (driver.after.value or 0) > (driver.before.value or 0) else "fell"
        parts += [
            ", " if n else "",
            f"{words[driver.event_type]} by {relation.names[driver.actor]} {verb} from ",
            driver.before,
            " to ",
            driver.after,
            " a month",
        ]
    if turn.decisive:
        parts += ["; without ", Figure("decisive", len(turn.decisive), turn.decisive), " acts there would be no turning point"]
    return Sentence((*parts, "."))


def _act(relation: Relation, row: Mapping[str, Any], words: Mapping[str, str]) -> Sentence:
    day = row["first_day"].isoformat() if row["first_day"] == row["last_day"] else f"{row['first_day']} to {row['last_day']}"
    mode = f" ({row['mode']})" if row["mode"] else ""
    return Sentence(
        (f"{day}: {words[row['event_type']]}{mode}, {relation.names[row['actor']]} towards {relation.names[row['recipient']]}.",)
    )


def _quarters(relation: Relation) -> Iterator[Quarter]:
    found: dict[str, list[Month]] = {}
    for month in relation.months:
        found.setdefault(f"{month.month[:4]} Q{(int(month.month[5:7]) + 2) // 3}", []).append(month)
    for name, months in found.items():
        sides = [[m for m in months if m.actor == party] for party in (relation.one, relation.two)]
        yield Quarter(name, tuple(joined(column, [m.classes[column] for m in side]) for side in sides for column in COLUMNS))


def figures_of(brief: Brief) -> Collection[Figure]:
    """Every number of a brief that counts acts; those of its ledger count promises."""
    paragraphs = (*brief.opening, *brief.turns, *brief.latest)
    return [f for p in paragraphs for f in p.sentence.figures] + [f for q in brief.quarters for f in q.figures]
