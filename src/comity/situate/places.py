"""Place names of a text, and the place of an act."""

import re
from collections.abc import Collection, Sequence

from comity.core.parse import Parse
from comity.core.when_where import Place
from comity.lexicon.actors import Actors, NameMatch
from comity.lexicon.gazetteer import Gazetteer, Toponym
from comity.situate.attach import attachment, token_at

LOCATIVE = frozenset(
    {
        "in",
        "at",
        "near",
        "outside",
        "across",
        "inside",
        "around",
        "throughout",
        "within",
        "off",
        "over",
        "into",
        "to",
        "from",
        "through",
        "on",
        "along",
    }
)
STRICT = frozenset({"in", "at", "near", "outside", "across", "inside", "around", "throughout", "within", "off"})
PRECISION = {
    "country": "country",
    "capital": "city",
    "city": "city",
    "admin1": "province",
    "region": "region",
    "sea": "sea",
}
_RUN = re.compile(r"(?:[A-ZÀ-ÞŞİČŠŽ][\w’'.-]*)(?:[ -](?:(?:of|the|de|del|la|el|al|ad|da|do|es|and)[ -])?[A-ZÀ-ÞŞİČŠŽ][\w’'-]*)*")
_BEFORE = re.compile(
    r"(\w+)(?:\s+(?:the|central|northern|southern|eastern|western|nearby|downtown|city of|town of|port of))*\s+$",
    re.IGNORECASE,
)
_NEXT = re.compile(r"^(?:([’']s)\b|\s+([a-z]+))")


def find_places(
    text: str, actors: Actors, gazetteer: Gazetteer, matches: Sequence[NameMatch], acting: Collection[str]
) -> tuple[Place, ...]:
    """Every place name of a text, with its use: location, or actor where a word of `acting` follows ("Beijing said")."""
    named = {m.start: m for m in matches}
    taken: list[tuple[int, int]] = [
        (m.start, m.end) for m in matches if not any(r.kind in ("name", "capital", "territory", "area") for r in m.readings)
    ]
    found: list[Place] = []
    for run in _RUN.finditer(text):
        at = run.start()
        while at < run.end():
            name, toponym, length = _longest(text, at, run.end(), gazetteer, named)
            if toponym is not None and not any(s < at + length and at < e for s, e in taken):
                found.append(_place(text, at, at + length, toponym, acting))
                at += length
            else:
                at += max(1, len(re.match(r"[^\s-]*[\s-]*", text[at : run.end()])[0]))  # type: ignore[index]
    return tuple(found)


def _longest(text: str, at: int, end: int, gazetteer: Gazetteer, named: dict[int, NameMatch]) -> tuple[str, Toponym | None, int]:
    """The longest place name that starts at a position."""
    words = [m.end() + at for m in re.finditer(r"[\w’'.]+", text[at:end])][: gazetteer.longest]
    state = named.get(at)
    for stop in reversed(words):
        name = text[at:stop].rstrip(".").removesuffix("'s").removesuffix("’s")
        toponym = gazetteer.best(name)
        if toponym is None and state is not None and state.end == stop:
            reading = next((r for r in state.readings if r.kind in ("name", "territory")), None)
            toponym = gazetteer.best(reading.name) if reading else None
        if toponym is not None:
            return name, toponym, len(name)
    if state is not None and any(r.kind in ("name", "territory") for r in state.readings):
        reading = next(r for r in state.readings if r.kind in ("name", "territory"))
        toponym = gazetteer.best(reading.name)
        return text[at : state.end], toponym, state.end - at
    return "", None, 0


def _place(text: str, start: int, end: int, toponym: Toponym, acting: Collection[str]) -> Place:
    preceding = _BEFORE.search(text[max(0, start - 40) : start])
    locative = bool(preceding) and preceding[1].lower() in LOCATIVE  # type: ignore[index]
    following = _NEXT.match(text[end : end + 20])
    says = bool(following) and (bool(following[1]) or following[2] in acting)  # type: ignore[index]
    as_actor = toponym.kind in ("country", "capital") and not locative and says
    return Place(
        text=text[start:end], start=start, end=end, name=toponym.name, country_code=toponym.country, admin1=toponym.admin1,
        lat=toponym.lat, lon=toponym.lon, geonameid=toponym.geonameid, precision=PRECISION[toponym.kind],
        use="actor" if as_actor else "location",
    )  # fmt: skip


def event_place(parse: Parse, event: int, event_type: str, places: Sequence[Place], acts: Sequence[int]) -> Place | None:
    """The place where an act took place: a place name in locative position in its clause, the most exact of the nearest."""
    best: tuple[int, int] | None = None
    chosen = None
    order = ("city", "district", "exact", "province", "sea", "region", "country")
    for place in places:
        token = token_at(parse, place.start, place.end)
        if token is None or not _is_location(parse, token, event, event_type):
            continue
        near = attachment(parse, event, token, acts)
        if near is None:
            continue
        rank = (min(near, 2), order.index(place.precision))
        if best is None or rank < best:
            best, chosen = rank, place
    return chosen


def _is_location(parse: Parse, token: int, event: int, event_type: str) -> bool:
    """Whether a place name stands where a location would: after "in" or "at", or as what is visited."""
    t = token
    for _ in range(len(parse)):
        t = parse.first_conjunct(t)
        if parse.cases[t] and parse.cases[t] != "of":
            return parse.cases[t].split()[-1] in STRICT
        if parse.deps[t] in ("appos", "npadvmod", "compound", "dep") or (parse.deps[t] == "nmod" and parse.is_noun(parse.heads[t])):
            t = parse.heads[t]
        else:
            break
    return event_type == "CONSULT" and parse.deps[token] == "obj" and parse.heads[token] == event
