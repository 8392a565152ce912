"""How a relation stands: its slow level in each direction, when it turned, and the sentences that decided it."""

from collections.abc import Sequence
from typing import Any

from fastapi import Request

from comity.core.query import Query
from comity.core.wire import as_plain
from comity.record.served import ServedRecord
from comity.relate.telling import load_words, told
from comity.relate.turns import Turn
from comity.serve.web.answers import View
from comity.serve.web.asking import AsOf, Level, Scheme, described
from comity.serve.web.screens.dyads import Party, pair_of
from comity.serve.web.screens.rows import act_of
from comity.serve.web.shelf import Shelf
from comity.serve.web.words import name_of

COLUMNS = ("month", "actor", "recipient", "value", "low", "high", "acts")
DECISIVE = 5  # sentences shown of those that decided a turn


def standing(request: Request, a: Party, b: Party, level: Level = None, scheme: Scheme = None, as_of: AsOf = None) -> View:
    """The level of a relation in each direction by month, its turning points, and what decided each."""
    shelf: Shelf = request.app.state.shelf
    record = shelf.record
    pair = pair_of(shelf, a, b)
    query = record.query(level=level, scheme=scheme, as_of=as_of)
    relation = record.relation(*pair, query)
    parameters, turns = relation.parameters(), relation.turns()
    levels = relation.state(parameters=parameters)
    sentence = told(relation, load_words(record.settings.data)).text
    shown = decisive(record, turns.turns, query)

    def data() -> dict[str, object]:
        return {
            "sentence": sentence, "levels": as_plain(levels), "turns": as_plain(turns.turns), "lack": turns.lack,
            "parameters": as_plain(parameters),
        }  # fmt: skip

    return View(
        f"How {name_of(pair[0])} and {name_of(pair[1])} stand", "standing.html",
        data, COLUMNS, [[getattr(level, c) for c in COLUMNS] for level in levels],
        {"pair": pair, "sentence": sentence, "turns": shown, "lack": turns.lack, "levels": levels, "drawn": [[v.actor, v.month[:7], v.value, v.low, v.high] for v in levels],
         "level": query.level},
        None, {"query": described(query), "level": query.level},
    )  # fmt: skip


def decisive(record: ServedRecord, turns: Sequence[Turn], query: Query) -> Sequence[tuple[Turn, Sequence[Any]]]:
    """Each turn with the first of the acts without which it would not be there: events, or claims with their articles, read at once."""
    if query.level == "event":
        return [(turn, [e for id in (turn.decisive or ())[:DECISIVE] if (e := record.event(id, query.as_of))]) for turn in turns]
    wanted = dict.fromkeys(id for turn in turns for id in turn.decisive or ())
    rows = record.claims_by_id(list(wanted), query.as_of)
    found = []
    for turn in turns:
        own = set(turn.decisive or ())
        found.append((turn, [act_of(r) for r in rows if r["id"] in own][:DECISIVE]))
    return found
