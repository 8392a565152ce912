"""People introduced by title in sentences that were not parsed: "House Speaker Nancy Pelosi" must be known when she acts later."""

import re
from collections.abc import Sequence

from comity.core.actor import UNKNOWN, Participant
from comity.lexicon.actors import Actors, Agent, NameMatch
from comity.resolve.memory import Memory

_NAMED = re.compile(
    r"(?:[A-Z][\w’'-]+|[A-Z]\.)(?: (?:[A-Z][\w’'-]+|[A-Z]\.|al-[A-Z][\w’'-]+|bin|van|von|de|der|den|el))* (?:[A-Z][\w’'-]+|al-[A-Z][\w’'-]+)"
)
_BEFORE = re.compile(r"((?:[\w’'-]+ ){0,3})$")


def introduce_people(memory: Memory, actors: Actors, text: str, start: int, end: int, matches: Sequence[NameMatch]) -> None:
    """Remember each titled person of `text[start:end]`, with the side that the words around the title name."""
    for run in _NAMED.finditer(text, start, end):
        before = _BEFORE.search(text[max(start, run.start() - 40) : run.start()])
        words = run[0].split()
        lead = before[1].split() if before else []
        title, name = _title(actors, lead, words)
        if title is None or not name or name in memory.people:
            continue
        at = run.end() - len(name)
        sides = [m for m in matches if run.start() - 40 <= m.start and m.end <= at]
        reading = next(
            (r for m in reversed(sides) for r in m.readings if r.kind in ("adjective", "name", "organisation", "group", "bloc")),
            None,
        )
        code = reading.code if reading else memory.home.code if memory.home else UNKNOWN
        memory.introduce(name, Participant(name, at, run.end(), None, name, code, title.sector, (), "apposition"))


def opening_name(actors: Actors, text: str, start: int, end: int, matches: Sequence[NameMatch]) -> str:
    """The name of somebody whom no table has, with which `text[start:end]` opens; "" for any other opening."""
    run = _NAMED.match(text, start, end)
    if run is None or any(m.start < run.end() and m.end > start for m in matches):
        return ""
    return "" if any(_agent_ending(actors, [word]) for word in run[0].split()) else run[0]


def _title(actors: Actors, lead: Sequence[str], words: Sequence[str]) -> tuple[Agent | None, str]:
    """The agent that ends right before a name, and the name: inside a capitalised run or in small letters before it."""
    for k in range(len(words) - 1, 0, -1):
        agent = _agent_ending(actors, [*lead, *words[:k]])
        if agent is not None:
            name = words[k:]
            return (agent, " ".join(name)) if len(name) >= 2 else (None, "")
    agent = _agent_ending(actors, lead)
    return agent, " ".join(words)


def _agent_ending(actors: Actors, words: Sequence[str]) -> Agent | None:
    lower = [w.lower() for w in words]
    if not lower:
        return None
    return next(
        (a for a in actors.agents.get(lower[-1], ()) if a.kind == "person" and not a.weak and lower[-len(a.phrase) :] == list(a.phrase)),
        None,
    )
