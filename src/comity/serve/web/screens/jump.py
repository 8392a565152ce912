"""Where some letters may lead: to a party, a pair, an event or a screen. What the keyboard's Ctrl-K asks as one types."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fastapi import Request

from comity.core.wire import as_plain
from comity.serve.web.answers import View
from comity.serve.web.asking import AsOf, Text, address
from comity.serve.web.pages import GO
from comity.serve.web.shelf import Shelf
from comity.serve.web.words import headline, name_of

MOST = 8  # places of one answer
COLUMNS = ("kind", "label", "url")
EVENT = re.compile(r"[0-9a-f]{16}")
BETWEEN = re.compile(r"\s*(?:,|&|↔|\band\b|\bvs\b)\s*|\s+")

Party = tuple[str, str]  # code and name


@dataclass(frozen=True, slots=True)
class Goal:
    """A place to go to: what it is (actor, pair, event, page or search), what it is called, where it is."""

    kind: str
    label: str
    url: str


def jump(request: Request, q: Text = None, as_of: AsOf = None) -> View:
    """Parties, pairs, events and screens that some letters may mean, the likeliest first, and the search for the words themselves."""
    shelf: Shelf = request.app.state.shelf
    line = " ".join((q or "").split())
    found = goals(shelf, line, as_of) if line else []
    return View("Go to", "jump.html", as_plain(found), COLUMNS, [(g.kind, g.label, g.url) for g in found], {"line": line, "goals": found})


def goals(shelf: Shelf, line: str, as_of: str | None) -> list[Goal]:
    """The places that a line may mean."""
    past = {"as_of": as_of}
    parties: Sequence[Party] = shelf.kept("parties", lambda: [(code, name_of(code)) for code in shelf.record.parties()])
    found = [Goal("pair", f"{one[1]} and {two[1]}", address(f"/dyads/{one[0]}/{two[0]}", past)) for one, two in pairs_meant(parties, line)]
    found += [Goal("actor", name, address(f"/actors/{code}", past)) for code, name in parties_meant(parties, line)]
    found += [Goal("page", label, address(to, {})) for to, label, _ in GO if label.casefold().startswith(line.casefold())]
    if EVENT.fullmatch(line) and (event := shelf.record.event(line)):
        found.insert(0, Goal("event", headline(event), address(f"/events/{event.id}", past)))
    return [*found[: MOST - 1], Goal("search", f"Search for “{line}”", address("/search", past, q=line))]


def parties_meant(parties: Sequence[Party], words: str) -> list[Party]:
    """The parties whose code or name begins so, before those with a later word that does; of each the busiest first."""
    sought = words.casefold()
    if not sought:
        return []
    ranked = [(rank, n, party) for n, party in enumerate(parties) if (rank := _rank(party, sought)) is not None]
    return [party for _, _, party in sorted(ranked)[:MOST]]


def _rank(party: Party, sought: str) -> int | None:
    code, name = party[0].casefold(), party[1].casefold()
    if sought in (code, name):
        return 0
    if name.startswith(sought):
        return 1
    return 2 if f" {sought}" in name else None


def pairs_meant(parties: Sequence[Party], line: str) -> Iterator[tuple[Party, Party]]:
    """The pairs that a line of two names may mean, wherever the one ends and the other begins."""
    for gap in BETWEEN.finditer(line):
        ones, twos = (parties_meant(parties, part) for part in (line[: gap.start()].strip(), line[gap.end() :].strip()))
        if ones and twos and ones[0] != twos[0]:
            yield ones[0], twos[0]
