"""One party: with whom it deals, how, and what is told of it last."""

from collections import Counter
from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import Path, Request

from comity import states
from comity.core.query import Query
from comity.core.wire import as_plain
from comity.errors import SettingsError
from comity.record.served import ServedRecord
from comity.serve.web.answers import View
from comity.serve.web.asking import AsOf, Level, Scheme, Text, described, text
from comity.serve.web.screens.rows import act_of
from comity.serve.web.shelf import Shelf
from comity.serve.web.words import name_of

SHOWN = 15  # partners on the page and claims in each list
WORDS = 8  # shown of each way of naming
WAYS = {
    "name": "by its name, or that of a body or person of its own", "office": "by who held an office then", "demonym": "by a word for its people (Chinese)",
    "metonym": "by a place that stands for it (the Kremlin)", "agent": "by its agents, such as a government or army", "apposition": "by words beside a name",
    "coreference": "by words that refer back", "context": "only from the context", "import": "by another data set",
}  # fmt: skip
COLUMNS = ("party", "partner", "cooperation_to", "conflict_to", "cooperation_from", "conflict_from")
Code = Annotated[str, Path(description="A state, organisation or person: CHN, igo:NATO, 'person:Xi Jinping'.", max_length=100)]


@dataclass(frozen=True, slots=True)
class Partner:
    """What was done, and is news, to and by one other party."""

    code: str
    cooperation_to: int = 0
    conflict_to: int = 0
    cooperation_from: int = 0
    conflict_from: int = 0

    @property
    def n(self) -> int:
        """All of it."""
        return self.cooperation_to + self.conflict_to + self.cooperation_from + self.conflict_from


def actor(
    request: Request,
    code: Code,
    date: Annotated[Text, text("When: 2023, 2022-01..2024-06.")] = None,
    level: Level = None,
    scheme: Scheme = None,
    as_of: AsOf = None,
) -> View:
    """With whom a party deals and how, what it does, what is done to it."""
    shelf: Shelf = request.app.state.shelf
    record = shelf.record
    does = record.query(actor=code, date=date, level=level, scheme=scheme, as_of=as_of, order="-reported")
    suffers = record.query(recipient=code, date=date, level=level, scheme=scheme, as_of=as_of, order="-reported")
    (own,) = does.actor
    found = partners(record, own, does, suffers)
    acts, done_to = shelf.counted(does), shelf.counted(suffers)
    lists = [[act_of(r) for r in record.claim_page(replace(q, level="claim", limit=SHOWN))[0]] for q in (does, suffers)]
    data = {
        "code": own, "name": name_of(own), "acts": acts.claims, "acts_toward": done_to.claims, "partners": as_plain(found),
        "types": {"acts": list(acts.facets["type"]), "toward": list(done_to.facets["type"])},
    }  # fmt: skip
    rows = [(own, p.code, p.cooperation_to, p.conflict_to, p.cooperation_from, p.conflict_from) for p in found]
    return View(
        name_of(own), "actor.html", data, COLUMNS, rows,
        {"code": own, "partners": found[:SHOWN], "rest": len(found) - SHOWN, "acts_count": acts.claims, "to_count": done_to.claims, "acts_reports": acts.reports, "does": lists[0], "suffers": lists[1], "memberships": memberships(own), "date": date,
         "level": does.level, "scheme": does.scheme},
        None, {"query": described(does), "level": does.level},
    )  # fmt: skip


def names(request: Request, code: Code, date: Text = None, as_of: AsOf = None) -> View:
    """How articles name a party: with which words, and how these were resolved to it."""
    shelf: Shelf = request.app.state.shelf
    does = shelf.record.query(actor=code, date=date, as_of=as_of)
    (own,) = does.actor
    found = shelf.record.namings(own, does, shelf.record.query(recipient=code, date=date, as_of=as_of))
    rows = [(own, naming.way, words, n) for naming in found for words, n in naming.words]
    return View(
        f"How articles name {name_of(own)}", "names.html", {"code": own, "namings": as_plain(found)}, ("party", "way", "words", "n"), rows,
        {"code": own, "namings": found, "ways": WAYS, "most": WORDS}, None, {"query": described(does)},
    )  # fmt: skip


def partners(record: ServedRecord, own: str, does: Query, suffers: Query) -> list[Partner]:
    """The other parties by how much passed between them and this one."""
    counts: dict[str, Counter[str]] = {}
    for query, other, way in ((does, "recipient", "to"), (suffers, "actor", "from")):
        for code, good, bad in record.partners(query, other):
            counts.setdefault(code, Counter()).update({f"cooperation_{way}": good, f"conflict_{way}": bad})
    found = [Partner(code, **c) for code, c in counts.items() if code != own]
    return sorted((p for p in found if p.n), key=lambda p: (-p.n, p.code))


def memberships(code: str) -> list[str]:
    """The codes of a state in the systems of the field, for those who join data."""
    if not any(s.id == code for s in states.all_states()):
        return []
    found = []
    for system in ("iso3", "cow", "gw"):
        try:
            found.append(f"{system} {states.convert(f'id:{code}', system)}")
        except SettingsError:  # the state has no code in that system
            continue
    return found
