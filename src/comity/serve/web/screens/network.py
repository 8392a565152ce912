"""Who stands with whom on a day: a signed matrix, a drawing of few, blocs and how sure they are, strained triads."""

from datetime import date as day
from typing import Annotated

from fastapi import Query as Param
from fastapi import Request

from comity.core.wire import as_plain
from comity.relate.blocs import Partition
from comity.relate.network import Network, NothingDoneError
from comity.relate.pair_months import months_between
from comity.relate.standing import balance
from comity.serve.web.answers import View
from comity.serve.web.asking import AsOf, Scheme, Text, described, text
from comity.serve.web.shelf import Shelf
from comity.serve.web.words import name_of

COLUMNS = ("one", "two", "n", "n_cooperation", "n_conflict", "cooperation", "conflict", "balance", "sign", "last_day")
LISTED = 150  # ties on the page; CSV and JSON have all
Day = Annotated[Text, text("The day, 2024-06-30; by default that of the last report.")]
Counted = Annotated[Text, text("What is counted: claim or report.", "^(claim|report)$")]
Quads = Annotated[Text, text("Only acts of these quad classes, such as 2,4 for deeds; which they are says the scheme.")]
Window = Annotated[int | None, Param(description="How many days before the date count.", ge=1, le=40_000)]


def network(
    request: Request,
    date: Day = None,
    window: Window = None,
    level: Counted = None,
    quad: Quads = None,
    scheme: Scheme = None,
    as_of: AsOf = None,
) -> View:
    """The signed and weighted ties of a day, blocs with their stability, and the triads that are strained."""
    shelf: Shelf = request.app.state.shelf
    query = shelf.record.query(as_of=as_of, level=level, quad=quad, scheme=scheme)
    about = {"query": described(query), "level": query.level}
    if not shelf.counted(query).claims:
        return View("Network", "network.html", {"ties": []}, COLUMNS, (), {"network": None, "months": [], "quiet": None}, None, about)
    first, last = shelf.record.reported_days(query.as_of)
    months = [str(m)[:7] for m in months_between(day.fromisoformat(first), day.fromisoformat(last))] if first and last else []
    try:
        found = shelf.network(date, window, query)
    except NothingDoneError as error:
        told = {"network": None, "months": months, "quiet": str(error), "on": date or f"{months[-1]}-28", "window": window}
        return View("Network", "network.html", {"date": date, "ties": [], "quiet": str(error)}, COLUMNS, (), told, None, about)
    enough = len(found.parties) >= found.rules["blocs"]["least"]
    divided = shelf.divided(found) if enough else None
    state = balance(found)
    best = divided.best if divided else None
    data = {
        "date": found.date,
        "start": found.start,
        "ties": as_plain(found.ties),
        "blocs": as_plain(best),
        "balance": as_plain(state),
        "mediations": as_plain(found.mediations),
    }
    shown = {
        "network": found, "blocs": best, "balance": state, "drawn": _drawn(found, best), "listed": found.ties[:LISTED], "window": window,
        "enough": enough, "months": months, "on": found.date, "quiet": None, "query": query,
    }  # fmt: skip
    rows = [[getattr(t, c) for c in COLUMNS] for t in found.ties]
    return View("Network", "network.html", data, COLUMNS, rows, shown, None, about)


def _drawn(found: Network, best: Partition | None) -> dict[str, object]:
    """What the picture of a network is drawn from: names, stable blocs, and each tie as a list."""
    groups = {m.party: m.bloc for m in best.members} if best and best.verdict == "stable" else {}
    return {
        "names": {p: name_of(p) for p in found.parties}, "blocs": groups,
        "ties": [[t.one, t.two, t.n_cooperation, t.n_conflict, round(t.balance, 3), t.sign, round(t.weight, 2)] for t in found.ties],
    }  # fmt: skip
