"""A pair: how two parties act toward each other, month by month, what was promised and done, and who says so."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Annotated, Any

from fastapi import Path, Request

from comity.core.wire import as_plain
from comity.errors import SettingsError
from comity.relate.ledger import Entry, Ledger
from comity.relate.pair_months import PairMonth
from comity.serve.cli_record import VERDICTS
from comity.serve.web.answers import View
from comity.serve.web.asking import AsOf, Level, Scheme, Text, address, described, text
from comity.serve.web.screens.rows import act_of
from comity.serve.web.shelf import Shelf
from comity.serve.web.words import name_of

SHOWN = 12  # claims in the list
YEAR = 12  # months that a sentence compares
MONTHS = ("actor", "recipient", "period", "articles", "n", "cooperation", "conflict", "material_cooperation", "material_conflict")
Party = Annotated[str, Path(description="A state or organisation: CHN, China, igo:NATO.", max_length=100)]


@dataclass(frozen=True, slots=True)
class Span:
    """The acts of one side in the last year that the record knows, and in the year before (None: no data)."""

    actor: str
    recipient: str
    start: str
    end: str
    cooperation: int
    conflict: int
    material: int
    before: int | None
    before_start: str | None
    before_end: str | None


@dataclass(frozen=True, slots=True)
class Quarter:
    """What one side did toward the other in a quarter, from its first to its last month, by quad class 1 to 4."""

    name: str
    start: str
    end: str
    actor: str
    recipient: str
    mix: tuple[int, ...]


def dyad(
    request: Request,
    a: Party,
    b: Party,
    date: Annotated[Text, text("Which months: 2023, 2022-01..2024-06; by default all that the record tells of.")] = None,
    level: Level = None,
    scheme: Scheme = None,
    as_of: AsOf = None,
) -> View:
    """How two parties act toward each other by month, with promises and what became of them, and whose press says so."""
    shelf: Shelf = request.app.state.shelf
    record = shelf.record
    pair = pair_of(shelf, a, b)
    query = record.query(between=f"{a},{b}", date=date, level=level, scheme=scheme, as_of=as_of, order="-reported")
    months, left_out = record.pair_months(query)
    recent, _ = record.claim_page(replace(query, level="claim", limit=SHOWN))
    counted = shelf.counted(query)
    spans = [span(months, one, two) for one, two in (pair, pair[::-1])]
    silence = None if counted.claims else record.why_nothing(*pair, as_of=query.as_of)

    def data() -> dict[str, object]:
        return {
            "between": pair, "months": as_plain(months), "left_out": dict(left_out), "last_year": [as_plain(s) for s in spans if s],
            "publishers": list(counted.facets["publisher"]), "silence": as_plain(silence),
        }  # fmt: skip

    shown = {
        "pair": pair, "months": months, "left_out": left_out, "spans": [s for s in spans if s], "items": [act_of(r) for r in recent], "counted": counted,
        "quarters": quarterly(months, pair), "silence": silence, "level": query.level, "scheme": query.scheme, "rows_of": partial(rows_of, level=level, scheme=scheme, as_of=as_of), "silence_words": VERDICTS,
        "chart": [[m.actor, m.period[:7], m.cooperation, m.conflict, m.material_cooperation, m.material_conflict] for m in months],
    }  # fmt: skip
    title = f"{name_of(pair[0])} and {name_of(pair[1])}"
    return View(
        title,
        "dyad.html",
        data,
        MONTHS,
        [[getattr(m, c) for c in MONTHS] for m in months],
        shown,
        None,
        {"query": described(query), "level": query.level},
    )


def pair_of(shelf: Shelf, a: str, b: str) -> tuple[str, str]:
    """The codes or ids of two different parties. Raises SettingsError."""
    pair = shelf.record.query(between=f"{a},{b}").between
    if pair is None or pair[0] == pair[1]:
        raise SettingsError(f"{a} and {b} are the same party; expected two different ones.")
    return pair


def promises(request: Request, a: Party, b: Party, as_of: AsOf = None) -> View:
    """What two parties promised, threatened and refused each other, and what became of it."""
    shelf: Shelf = request.app.state.shelf
    pair = pair_of(shelf, a, b)
    found = shelf.record.ledger(*pair, as_of=as_of)
    columns = ("id", "kind", "actor", "recipient", "event_type", "mode", "said", "due", "due_basis", "verdict", "decided", "late")
    rows = [[";".join(v) if isinstance(v, tuple) else v for v in (getattr(e, c) for c in columns)] for e in found.entries]
    return View(
        f"Promises of {name_of(pair[0])} and {name_of(pair[1])}", "promises.html", {"on": found.on, "entries": as_plain(found.entries)}, columns, rows,
        {"pair": pair, "promises": found, "verdicts": verdicts(found), "listed": together(found.entries)},
    )  # fmt: skip


def together(entries: Sequence[Entry]) -> list[list[Entry]]:
    """The entries of a ledger, the latest first; what one sentence says of one kind of act, to one end, stands together."""
    found: dict[object, list[Entry]] = {}
    for e in sorted(entries, key=lambda e: e.said, reverse=True):
        words = (e.said_in[0].sentence if e.said_in else None) or e.id
        found.setdefault((e.kind, e.actor, e.recipient, e.event_type, e.said, e.due, e.verdict, words), []).append(e)
    return list(found.values())


def span(months: Sequence[PairMonth], actor: str, recipient: str) -> Span | None:
    """What one side did in the last twelve months that were seen, against the twelve before."""
    own = [m for m in months if m.actor == actor]
    seen = [i for i, m in enumerate(own) if m.n]
    if not seen:
        return None
    last = seen[-1] + 1
    year, before = own[max(0, last - YEAR) : last], own[max(0, last - 2 * YEAR) : max(0, last - YEAR)]
    known = [m.n for m in before if m.n is not None]
    return Span(
        actor, recipient, year[0].period[:7], year[-1].period[:7], sum(m.cooperation or 0 for m in year), sum(m.conflict or 0 for m in year),
        sum((m.material_conflict or 0) + (m.material_cooperation or 0) for m in year), sum(known) if known else None,
        before[0].period[:7] if known else None, before[-1].period[:7] if known else None,
    )  # fmt: skip


def quarterly(months: Sequence[PairMonth], pair: tuple[str, str]) -> list[Quarter]:
    """The mix of each quarter and direction in which something was done, the newest first."""
    found: dict[tuple[str, int, str], list[int]] = {}
    for m in months:
        if m.n:
            year, month = m.period[:4], int(m.period[5:7])
            mix = found.setdefault((year, (month - 1) // 3 + 1, m.actor), [0, 0, 0, 0])
            good, bad = m.material_cooperation or 0, m.material_conflict or 0
            for i, n in enumerate(((m.cooperation or 0) - good, good, (m.conflict or 0) - bad, bad)):
                mix[i] += n
    newest = sorted(found, key=lambda k: (k[0], k[1], -pair.index(k[2])), reverse=True)
    return [
        Quarter(
            f"{year}, quarter {n}",
            f"{year}-{3 * n - 2:02}",
            f"{year}-{3 * n:02}",
            actor,
            pair[pair[0] == actor],
            tuple(found[year, n, actor]),
        )
        for year, n, actor in newest
    ]


def verdicts(promises: Ledger) -> list[tuple[str, int]]:
    """How many entries of the ledger have each verdict, those that there are."""
    return [(verdict, n) for verdict, n in promises.counts().items() if n]


def rows_of(s: Span | Quarter, **more: Any) -> str:
    """The address of the rows that a span or quarter counts."""
    return address(
        "/explore",
        {
            "actor": s.actor,
            "recipient": s.recipient,
            "date": f"{s.start}..{s.end}",
            "status": "happened,ongoing",
            "background": "false",
            **more,
        },
    )
