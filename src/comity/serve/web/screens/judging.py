"""Splitting and merging an event by hand: what people have judged of its claims, and the commands that judge, each with the one that takes it back.

The server only reads, so a page gives commands to copy and tells when they were run.
"""

import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from fastapi import Request

from comity.core.event import Event
from comity.core.wire import as_plain
from comity.errors import SettingsError
from comity.serve.web.answers import NotFoundError, View
from comity.serve.web.screens.events import Id
from comity.serve.web.screens.rows import act_of
from comity.serve.web.shelf import Shelf
from comity.serve.web.words import headline, key_of

COLUMNS = ("one", "two", "same", "by", "note", "at")
NEAR = 31  # days before and after an event within which another may be the same act
SHOWN = 8  # events near it
ASKED = 100  # events read to find them


@dataclass(frozen=True, slots=True)
class Step:
    """A command, and the one that takes it back."""

    do: str
    undo: str


def judging(request: Request, id: Id) -> View:
    """What people have judged of an event's claims, and how to split it or merge it with another."""
    shelf: Shelf = request.app.state.shelf
    told = shelf.record.event(id)
    if told is None:
        raise NotFoundError(f"There is no event {id!r}.")
    place = shelf.record.place
    where = str(place) if place.kind == "address" else str(Path(str(place)).resolve())
    judged = shelf.record.judged(told.claims)
    claims = [act_of(row) for row in shelf.record.claims_by_id(told.claims)]
    splits = [(c, row, step(where, "unmerge", c.id, *(o for o in told.claims if o != c.id))) for c, row in claims]
    merges = [(e, step(where, "merge", told.claims[0], e.claims[0])) for e in near(shelf, told)]
    data = {
        "event": told.id, "claims": list(told.claims), "judged": as_plain(judged),
        "split": [as_plain(s) for _, _, s in splits if len(claims) > 1], "merge": [{"event": e.id, **as_plain(s)} for e, s in merges],
    }  # fmt: skip
    shown = {
        "event": told, "splits": splits if len(claims) > 1 else [], "merges": merges,
        "judged": [(row, step(where, "unjudge", row["one"], row["two"]).do) for row in judged],
    }  # fmt: skip
    return View(f"Split or merge: {headline(told)}", "judging.html", data, COLUMNS, [[r[c] for c in COLUMNS] for r in judged], shown)


def step(where: str, verb: str, one: str, *others: str) -> Step:
    """The command that says something of a claim and others."""
    rest = shlex.join((one, *others, "--record", where))
    return Step(f"comity {verb} {rest}", f"comity unjudge {rest}")


def near(shelf: Shelf, told: Event) -> Sequence[Event]:
    """Other events between one of the same sides at about the time, those of the same type first: what may be the same act."""
    day = told.date.start or told.date.end or told.first_reported
    if not shelf.record.has_events() or not day or not told.actor:
        return ()
    at = date.fromisoformat(day[:10])
    span = timedelta(days=NEAR)
    flags = {"date": f"{at - span}..{at + span}", "level": "event", "order": "date", "limit": ASKED}
    try:
        found, _, _ = shelf.record.event_page(shelf.record.query(actor=key_of(told.actor[0]), **flags))
    except SettingsError:  # a side that no table knows, such as one of somebody's own dictionary
        return ()
    sides = {key_of(p) for p in told.recipient}
    others = [e for e in found if e.id != told.id and (not sides or sides & {key_of(p) for p in e.recipient})]
    return sorted(others, key=lambda e: (e.event_type != told.event_type, abs(_days(e, at)), e.id))[:SHOWN]


def _days(event: Event, at: date) -> int:
    day = event.date.start or event.date.end
    return (date.fromisoformat(day[:10]) - at).days if day else NEAR
