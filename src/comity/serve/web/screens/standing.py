"""How a relation stands: its slow level in each direction, when it turned, and the sentences that decided it."""

from collections.abc import Sequence
from typing import Any

from fastapi import Request

from comity.core.wire import as_plain
from comity.errors import SettingsError
from comity.record.served import ServedRecord
from comity.relate.telling import load_words, told
from comity.relate.turns import Turn
from comity.serve.web.answers import View
from comity.serve.web.asking import AsOf
from comity.serve.web.screens.dyads import Party
from comity.serve.web.screens.rows import act_of
from comity.serve.web.shelf import Shelf
from comity.serve.web.words import name_of

COLUMNS = ("month", "actor", "recipient", "value", "low", "high", "acts")
DECISIVE = 5  # sentences shown of those that decided a turn


def standing(request: Request, a: Party, b: Party, as_of: AsOf = None) -> View:
    """The level of a relation in each direction by month, its turning points, and what decided each."""
    shelf: Shelf = request.app.state.shelf
    record = shelf.record
    query = record.query(between=f"{a},{b}", as_of=as_of)
    pair = query.between
    if pair is None or pair[0] == pair[1]:
        raise SettingsError(f"{a} and {b} are the same party; expected two different ones.")
    relation = record.relation(*pair, record.query(as_of=as_of))
    parameters, turns = relation.parameters(), relation.turns()
    levels = relation.state(parameters=parameters)
    sentence = told(relation, load_words(record.settings.data)).text
    shown = decisive(record, turns.turns, query.as_of)

    def data() -> dict[str, object]:
        return {
            "sentence": sentence, "levels": as_plain(levels), "turns": as_plain(turns.turns), "lack": turns.lack,
            "parameters": as_plain(parameters),
        }  # fmt: skip

    return View(
        f"How {name_of(pair[0])} and {name_of(pair[1])} stand", "standing.html",
        data, COLUMNS, [[getattr(level, c) for c in COLUMNS] for level in levels],
        {"pair": pair, "sentence": sentence, "turns": shown, "lack": turns.lack, "levels": levels, "drawn": [[v.actor, v.month[:7], v.value, v.low, v.high] for v in levels]},
    )  # fmt: skip


def decisive(record: ServedRecord, turns: Sequence[Turn], as_of: str | int | None) -> Sequence[tuple[Turn, Sequence[Any]]]:
    """Each turn with the first of the acts without which it would not be there, and their articles. All are read at once."""
    wanted = dict.fromkeys(id for turn in turns for id in turn.decisive or ())
    rows = record.claims_by_id(list(wanted), as_of)
    found = []
    for turn in turns:
        own = set(turn.decisive or ())
        found.append((turn, [act_of(r) for r in rows if r["id"] in own][:DECISIVE]))
    return found
