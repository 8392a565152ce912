"""Which place of a name is meant: weighed by size, the areas named beside it, the countries and other places of the document."""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from comity.lexicon.actors import Actors, NameMatch
from comity.lexicon.gazetteer import Toponym
from comity.situate.spans import Span

STEEPNESS = 1.8  # how fast likelihood falls with weight, which counts in powers of ten of inhabitants
LIKELY = 0.4  # below this share of the likelihood a name stays unresolved
NEAR_KM = 60
METROPOLIS = 500_000
PLAIN = 30_000  # inhabitants below which a town is named only in texts about its country
MIDDLING = 150_000  # the same for a town whose own name is spelt otherwise
CLEARLY = 0.6  # the share of a country among a document's mentions from which the document is about it
STRANGER = 0.35  # of the likelihood is left to such a town elsewhere
AROUND = frozenset({"country", "admin1", "admin2", "territory", "island", "region"})
_CHAIN = 6.0
_BESIDE = re.compile(r"^(?:,\s|\s\(|,?\s(?:in|of)\s)(?:the\s|central\s|northern\s|southern\s|eastern\s|western\s)*")
_NATIONAL = ("name", "adjective", "people")
_CLEAR = 2.0  # a name speaks for a country where its first reading outweighs the next by this much
_NATIONAL_AREA = re.compile(r"\s(?:\w+\s)?(?:city|town|village|capital|province|region|state|port|district|county|island|governorate) of $")
_AREA_KINDS = frozenset({"province", "region", "county", "state", "governorate", "oblast", "prefecture"})
_SMALL_KINDS = frozenset({"town", "village"})
_CITY_KINDS = frozenset({"city", "town", "village", "capital", "airport", "suburb"})


@dataclass(frozen=True, slots=True)
class Setting:
    """What a document says about where it plays: the countries it mentions, each with position and name, and the home of its source.

    `states` are the codes of names that are those of a state or disputed area too: "Gaza" is not Mozambique's province.
    """

    mentions: Sequence[tuple[int, str, str]]
    home: str | None
    states: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Choice:
    """The place chosen for a span with its likelihood, and the others by likelihood."""

    place: Toponym | None
    likelihood: float
    ranked: tuple[tuple[Toponym, float], ...]


def read_setting(matches: Sequence[NameMatch], spans: Sequence[Span], home: str | None) -> Setting:
    mentions = [(m.start, r.code, r.alias) for m in matches for r in m.readings[:1] if r.kind in _NATIONAL]
    for span in spans:
        first, *others = span.candidates
        rivals = [t.weight for t in others if t.country != first.country]
        if first.country and first.kind != "country" and first.weight - max(rivals, default=0.0) >= _CLEAR:
            mentions.append((span.start, first.country, span.name))
    states = {r.alias: r.code for m in matches for r in m.readings[:1] if r.kind in ("name", "territory")}
    return Setting(mentions, home, states)


def _shares(span: Span, setting: Setting) -> Mapping[str, float]:
    """The share of each country among the mentions under other names."""
    counts = Counter(code for _, code, name in setting.mentions if name != span.name)
    total = sum(counts.values())
    return {code: n / total for code, n in counts.items()}


def choose_all(text: str, spans: Sequence[Span], setting: Setting, actors: Actors, short: Mapping[str, tuple[str, str]]) -> list[Choice]:
    """A choice for each span; in a second pass the places chosen first speak for their neighbourhood."""
    chains = [_chain(text, spans, n, short) for n in range(len(spans))]
    first = [_choose(text, s, chains[n], setting, actors, ()) for n, s in enumerate(spans)]
    sure = [(s.name, c.place) for s, c in zip(spans, first, strict=True) if c.place and c.likelihood > 0.8 and c.place.kind != "country"]
    chosen = [
        c if c.likelihood > 0.95 else _choose(text, s, chains[n], setting, actors, [p for name, p in sure if name != s.name])
        for n, (s, c) in enumerate(zip(spans, first, strict=True))
    ]
    for n, (choice, chain) in enumerate(zip(chosen, chains, strict=True)):
        framing = [a for a in chain if isinstance(a, Toponym) and a.kind in AROUND and choice.place and _lies_in(choice.place, a)]
        if framing:  # "White Plains, New York" is the state
            chosen[n + 1] = Choice(framing[0], 1.0, ((framing[0], 1.0),))
    return _one_sense(spans, chosen, chains)


def _chain(text: str, spans: Sequence[Span], n: int, short: Mapping[str, tuple[str, str]]) -> tuple[Toponym | tuple[str, str], ...]:
    """The areas named right after a place ("Paris, Texas"), as all that their names may mean."""
    end = spans[n].end
    beside = _BESIDE.match(text[end : end + 40])
    if beside is None:
        return ()
    if n + 1 < len(spans) and spans[n + 1].start == end + beside.end():
        return tuple(t for t in spans[n + 1].candidates if t.kind in AROUND or t.population >= METROPOLIS)
    word = re.match(r"[A-Z][\w]*\.?(?:[A-Z]\.)?(?: [A-Z]\w*\.)?", text[end + beside.end() :])
    return (short[word[0].rstrip(",")],) if word and word[0].rstrip(",") in short else ()


def _choose(
    text: str, span: Span, chain: Sequence[Toponym | tuple[str, str]], setting: Setting, actors: Actors, sure: Sequence[Toponym]
) -> Choice:
    told = _told_by_homonyms(text, span, actors)
    nation = _nation_before(text, span, setting)
    shares = _shares(span, setting)
    scored = sorted(
        (
            (_score(span, t, chain, setting, shares, sure, told) + _CHAIN * (t.country == nation != "" and t.kind != "country"), -n, t)
            for n, t in enumerate(span.candidates)
        ),
        reverse=True,
    )
    best = scored[0][0]
    rivals = [(math.exp(STEEPNESS * max(s - best, -40)), t) for s, _, t in scored[:12]]
    top = rivals[0][1]
    own = sum(e for e, t in rivals if _same_spot(top, t))
    total = sum(e for e, _ in rivals)
    likelihood = own / total * (1.0 if _at_home(span.name, top, chain, setting, shares) else STRANGER)
    ranked = tuple((t, round(e / total, 3)) for e, t in rivals)
    return Choice(top if likelihood >= LIKELY else None, round(likelihood, 3), ranked)


def _at_home(name: str, place: Toponym, chain: Sequence[Toponym | tuple[str, str]], setting: Setting, shares: Mapping[str, float]) -> bool:
    """Whether a small town lies in a country that the document speaks of. If it speaks clearly of another, the name is rather a quarter or
    village there that no gazetteer has: Linwood in a report on Christchurch is not the Scottish one, nor "Bani" in one on Burkina Faso Baní."""
    known = PLAIN if name == place.name else MIDDLING
    if place.kind not in ("city", "admin2", "quarter") or place.population >= known or chain or not shares:
        return True
    return place.country in shares or place.country == setting.home or max(shares.values()) < CLEARLY


def _score(
    span: Span, t: Toponym, chain: Sequence[Toponym | tuple[str, str]], setting: Setting, shares: Mapping[str, float],
    sure: Sequence[Toponym], told: tuple[str, str] | None,
) -> float:  # fmt: skip
    score = t.weight
    if t.kind in ("admin1", "admin2") and any(_seat(o, t) for o in span.candidates):
        score -= 1.5  # an area of its city's name is meant only where the text says so
    if t.country is None:
        score += 3.0  # the country context cannot speak for what lies in several
    if chain:
        score += _CHAIN if any(_lies_in(t, area) for area in chain) else 0.0
    if t.country:
        score += 2.5 * shares.get(t.country, 0.0) ** 0.5
        score += (
            1.0
            if any(code == t.country and abs(at - span.start) < 150 for at, code, name in setting.mentions if name != span.name)
            else 0.0
        )
        score += 1.0 if t.country in (setting.home, setting.states.get(span.name)) else 0.0
    if span.kind in _AREA_KINDS:
        score += 3.5 if t.kind in ("admin1", "admin2", "region", "territory") else 0.0
    elif span.kind in _CITY_KINDS:
        score += 3.5 if t.kind in ("city", "capital") else 0.0
        score -= 3.0 if span.kind in _SMALL_KINDS and t.population >= METROPOLIS else 0.0  # "the town of Madrid" is not the capital
    if told:
        score += 8.0 if (told[0] == "part" and t.kind == "admin1" and t.country == told[1]) else 0.0
    if sure:
        score += 1.0 if any(o.row != t.row and _km(o, t) < 400 for o in sure) else 0.0
        score += 0.5 if t.kind == "city" and any(o.country == t.country and o.admin1 == t.admin1 and o.row != t.row for o in sure) else 0.0
    return score


def _seat(city: Toponym, area: Toponym) -> bool:
    """Whether a city of the same name is the heart of an area: equally called, or home to a good part of its people."""
    if city.kind not in ("city", "capital") or city.country != area.country or _km(city, area) > 300:
        return False
    return city.name == area.name or (city.own and city.population >= 0.15 * area.population)


def _lies_in(place: Toponym, area: Toponym | tuple[str, str]) -> bool:
    if isinstance(area, tuple):
        return place.country == area[1] and (place.admin1 == area[0] or not area[0]) and place.kind not in ("country", "admin1")
    if place.row == area.row:
        return False
    if area.kind == "country":
        return place.country == area.country
    if area.kind in ("admin1", "admin2"):
        return place.country == area.country and area.name in (place.admin1, place.admin2)
    reach = NEAR_KM if area.kind in ("city", "capital") else 300
    return place.kind in ("city", "capital", "admin2", "quarter") and _km(place, area) < reach and (area.country in (None, place.country))


def _nation_before(text: str, span: Span, setting: Setting) -> str:
    """The country of "the Nigerian state of Niger"; "" where none is told."""
    for at, code, _ in setting.mentions:
        if span.start - 40 < at < span.start and _NATIONAL_AREA.search(text[at : span.start]) and text.count(" ", at, span.start) <= 4:
            return code
    return ""


def _told_by_homonyms(text: str, span: Span, actors: Actors) -> tuple[str, str] | None:
    """The reading of a name for which the document's other words speak: ("part", "USA") for the American state of that name."""
    readings = actors.homonyms.get(span.name)
    if not readings:
        return None
    counts = [(sum(cue in text for cue in r.cues), r.default, r.id) for r in readings]
    kind, _, code = max(counts)[2].partition(":")
    return kind, code


def _same_spot(a: Toponym, b: Toponym) -> bool:
    """Whether it hardly matters which is meant: a city and the area of its name around it."""
    return (
        a.row == b.row
        or _km(a, b) < NEAR_KM
        or (a.country == b.country and a.name == b.name and (a.admin1 == b.admin1) and a.kind != b.kind)
    )


def _one_sense(spans: Sequence[Span], chosen: list[Choice], chains: Sequence[Sequence[object]]) -> list[Choice]:
    """A document means one place by a name: where it says which ("Paris, Texas"), it says so for the name's other mentions."""
    said = {s.name: c for s, c, chain in zip(spans, chosen, chains, strict=True) if chain and c.place}
    return [c if chain or s.name not in said or s.kind else said[s.name] for s, c, chain in zip(spans, chosen, chains, strict=True)]


def _km(a: Toponym, b: Toponym) -> float:
    return kilometres(a.lat, a.lon, b.lat, b.lon)


def kilometres(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """The great-circle distance between two points."""
    p, q = math.radians(lat1), math.radians(lat2)
    h = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 12742 * math.asin(math.sqrt(min(1.0, h)))
