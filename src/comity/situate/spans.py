"""Which words of a text are place names: candidates from the gazetteer, weighed by what stands around them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from comity.lexicon.actors import Actors, NameMatch
from comity.lexicon.gazetteer import Gazetteer, Toponym

PLACE_KINDS = frozenset({"name", "capital", "territory", "area", "metonym"})
INSIDE = frozenset({"in", "at", "near", "across", "outside", "throughout", "inside"})
LARGE, KNOWN, SMALL = 100_000, 30_000, 5_000
ENOUGH = 1.0  # what prior and context must reach together
_LONGEST = 60  # characters of a name
_UPPER = "A-ZÀ-ÖØ-ÞĀ-ŽƏȘȚḀ-Ỿ"
_START = re.compile(rf"(?<![\w@#$])(?:[{_UPPER}]|al-|el-|[\u0370-\u1fff\u2e80-\uffdc])")
_WORD = re.compile(r"[\w'’.]+")
_BEFORE = re.compile(r"([\w’'.-]+)\s+$")
_NEXT_PROPER = re.compile(rf"^[\s]([{_UPPER}][\w’'-]*)")
_NEXT_LOWER = re.compile(r"^ ([a-z]+)")
_PAIR = re.compile(rf"\b(?=([{_UPPER}][\w’'-]*\.?) (?:[{_UPPER}]\.? |[{_UPPER}][\w-]+ )?([{_UPPER}][\w’'-]+))")
_AREA_AFTER = re.compile(rf",\s(?:in\s(?:the\s)?)?[{_UPPER}]")
_COURT = re.compile(r"(?:(?:North|South|East|West)(?:ern)?|Central|Middle) District")
_APPOSITIVE = re.compile(r"^, an? (?:\w+ )?(\w+) (?:of|in)\b")


@dataclass(frozen=True, slots=True)
class Span:
    """A place name at `start..end` and everything it may mean, most likely first."""

    start: int
    end: int
    name: str
    candidates: tuple[Toponym, ...]
    around: "Around"
    kind: str  # the noun of kind beside it: "province", "city"; "" where there is none


@dataclass(frozen=True, slots=True)
class Around:
    """The words around a name: the one before, whether it is a capitalised neighbour, the next ones."""

    before: str
    preposition: str
    next_proper: str
    next_lower: str
    opens: bool  # the sentence or text starts here


def find_spans(
    text: str, actors: Actors, gazetteer: Gazetteer, matches: Sequence[NameMatch], words: Mapping[str, frozenset[str]]
) -> tuple[Span, ...]:
    """The place names of a text in text order, none overlapping another."""
    named = {m.start: m for m in matches}
    others = [m for m in matches if not any(r.kind in PLACE_KINDS for r in m.readings)]
    found: list[Span] = []
    reached = 0
    people = _people(text, gazetteer, words)
    for start in (m.start() for m in _START.finditer(text)):
        if start < reached:
            continue
        for end, name, places in _readings(text, start, gazetteer, named.get(start)):
            around = _look_around(text, start, end, words)
            if any(m.start < end and start < m.end and not _yields(m, start, end, places[0], around) for m in others):
                continue
            if _evidence(text, start, end, name, places, around, gazetteer, words, people) >= ENOUGH:
                found.append(_span(text, start, end, name, places, around, words))
                reached = end
                break
    return tuple(found)


def _yields(actor: NameMatch, start: int, end: int, best: Toponym, around: Around) -> bool:
    """Whether a name of actors gives way to a place: to a longer name, and in "in Amhara", where "Amhara fighters" would be people."""
    if not (start <= actor.start and actor.end <= end):
        return False
    soft = all(r.kind in ("group", "bloc", "adjective", "people") for r in actor.readings)
    longer = end - start > actor.end - actor.start
    return soft and ((longer and best.kind != "embassy") or (around.preposition in INSIDE and best.kind in ("admin1", "region")))


def _readings(text: str, start: int, gazetteer: Gazetteer, match: NameMatch | None) -> Iterator[tuple[int, str, tuple[Toponym, ...]]]:
    """The names that start at a position, the longest first, with the places of each."""
    ends = {start + len(n): n for n in gazetteer.names_at(text[start : start + _LONGEST])}
    state = None
    if match is not None:
        state = next((r for r in match.readings if r.kind in ("name", "territory")), None)
        if state:
            ends[match.end] = state.name
    for end in sorted(ends, reverse=True):
        if end < len(text) and (text[end].isalnum() or text[end] in "_@") and text[end - 1].isalnum():
            continue
        if end < len(text) and text[end] in "’'" and text[end + 1 : end + 2].isalpha() and text[end + 1 : end + 3].rstrip(" ,.") != "s":
            continue  # within a word with an apostrophe
        said = text[start:end]
        places = gazetteer.candidates(said) or (gazetteer.candidates(state.name) if state and end == match.end else ())  # type: ignore[union-attr]
        if places:
            yield end, said, places


def _look_around(text: str, start: int, end: int, words: Mapping[str, frozenset[str]]) -> Around:
    """The preposition may stand before an article, a direction or a noun of kind: "in the northern city of"."""
    left = text[max(0, start - 60) : start]
    before = _BEFORE.search(left)
    last = before[1] if before else ""
    preposition, rest = "", left
    for _ in range(6):
        step = _BEFORE.search(rest)
        if step is None:
            break
        word = step[1].lower()
        if word in words["locative"]:
            preposition = "near" if rest[: step.start()].rstrip().endswith("close") else word  # "close to Mora"
            break
        if word not in words["direction"] and word not in words["place_noun"] and word not in ("the", "of", "a"):
            break
        rest = rest[: step.start()]
    proper, lower = _NEXT_PROPER.match(text[end : end + 40]), _NEXT_LOWER.match(text[end : end + 30])
    opens = not left.strip() or left.rstrip()[-1] in '.!?\n"“:' or "\n" in left[len(left.rstrip()) :]
    return Around(last, preposition, proper[1] if proper else "", lower[1] if lower else "", opens)


def _evidence(
    text: str, start: int, end: int, name: str, places: Sequence[Toponym], around: Around,
    gazetteer: Gazetteer, words: Mapping[str, frozenset[str]], people: frozenset[str],
) -> float:  # fmt: skip
    """How much speaks for a place: its size, its surroundings, against it words and persons of that name."""
    best = places[0]
    score = _prior(best, name)
    if _COURT.fullmatch(name) and text.startswith(" of ", end):
        return 0.0  # "the Eastern District of Virginia" is a court's
    if name in words["calendar"] or name in words["place_feature"] or around.next_lower in words["no_place_noun"]:
        return 0.0
    certain = best.kind not in ("city", "admin1", "admin2", "quarter", "capital") or (best.kind == "capital" and best.population > LARGE)
    if gazetteer.is_word(name) and not certain:
        large = best.population >= LARGE and not best.kind.startswith("admin")
        score -= 1.5 if large or (around.preposition in INSIDE and best.own and best.population >= KNOWN) else 2.5
    if gazetteer.is_personal(name) and not certain:
        score -= 0.5 if best.population >= LARGE or (around.preposition and not around.next_proper) else 1.0
    if around.preposition:
        score += 1.5
    if (
        _APPOSITIVE.match(text[end : end + 40])
        or around.next_lower in words["place_kind"]
        or around.before in words["place_noun"]
        or text[start - 4 : start].endswith(" of ")
    ):
        score += 1.0
    area = _AREA_AFTER.match(text[end : end + 12])
    if area and gazetteer.names_at(text[end + area.end() - 1 : end + 50]):
        score += 1.0
    chained = area is not None and gazetteer.names_at(text[end + area.end() - 1 : end + 50])
    if name in people and not certain and around.preposition not in INSIDE and not chained:
        score -= 4.0
    if not best.own and not certain and (gazetteer.is_personal(name) or len(name) < 5):
        score -= 2.0
    score -= _personal(text, start, name, around, gazetteer, words)
    return score


def _prior(best: Toponym, name: str) -> float:
    if best.kind not in ("city", "admin2", "admin1", "capital"):
        return 3.0
    if best.kind == "admin1":
        return 2.5 if best.weight >= 5.5 else 1.0
    if best.kind == "admin2":
        return 0.5
    size = 3.0 if best.population >= 10 * LARGE else 2.0 if best.population >= LARGE else 1.2 if best.population >= KNOWN else 0.0
    own = best.weight > 1.0 and name[:3] == best.name[:3]
    return (size if own or best.population >= LARGE else size - 1.0) - (0.5 if best.population < SMALL else 0.0)


def _personal(text: str, start: int, name: str, around: Around, gazetteer: Gazetteer, words: Mapping[str, frozenset[str]]) -> float:
    """What speaks for a person or an organisation: a title or given name before, a surname or "Times" after."""
    against = 0.0
    follows = around.next_proper
    if follows in words["no_place_head"] or follows in words["street"]:
        return 9.0
    if follows and not _explained(follows, text, words) and gazetteer.best(follows) is None:
        likely = gazetteer.is_personal(follows) or name in words["given_name_place"] or gazetteer.is_personal(name)
        against += 3.0 if likely else 2.2
    elif follows and (name in words["given_name_place"] or gazetteer.is_personal(name)) and gazetteer.is_personal(follows):
        against += 2.5
    before = around.before.rstrip(".")
    if before == "of" and set(text[max(0, start - 40) : start].split()[-4:-1]) & (words["no_place_head"] | words["institution"]):
        return 9.0
    if before[:1].isupper() and text[start - 1 : start] == " ":
        if before in words["person_title"] or before.rstrip("s") in words["person_title"]:
            against += 4.0
        elif before in words["name_opener"]:
            return 9.0
        elif before in words["female_name"] or gazetteer.is_personal(before):
            against += 3.0
        elif not (_explained(before, text, words) or gazetteer.best(before) or _opens(text, start - 1 - len(around.before))):
            against += 2.2
    return against


def _opens(text: str, start: int) -> bool:
    """Whether a sentence or line begins here, so that a capital says nothing."""
    left = text[max(0, start - 3) : start]
    return not left.strip() or left.rstrip()[-1] in '.!?"“:;—(' or "\n" in left


def _explained(follows: str, text: str, words: Mapping[str, frozenset[str]]) -> bool:
    """Whether a capitalised word after a place is no surname: a feature, an office, a weekday, or a word the text also writes small."""
    small = follows.lower()
    office = follows.rstrip("s") in words["person_title"] or follows in words["area_post"]
    return office or follows in words["place_feature"] or follows in words["calendar"] or f" {small} " in text or follows.isupper()


def _people(text: str, gazetteer: Gazetteer, words: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """The surnames of people whom a text introduces by title or given name: later it calls them by the surname alone."""
    found = set()
    for pair in _PAIR.finditer(text):
        first, last = pair[1].rstrip("."), pair[2].removesuffix("'s").removesuffix("’s")
        given = gazetteer.is_personal(first) and first.lower() not in words["locative"] and not gazetteer.is_word(first)
        if (given or first in words["person_title"]) and last not in words["place_feature"]:
            found.add(last)
    return frozenset(found)


def _span(
    text: str, start: int, end: int, name: str, places: tuple[Toponym, ...], around: Around, words: Mapping[str, frozenset[str]]
) -> Span:
    beside = [around.next_lower, around.next_proper.lower(), around.before.lower()]
    appositive = _APPOSITIVE.match(text[end : end + 40])
    if around.before == "of":
        beside[:0] = text[max(0, start - 30) : start].lower().split()[-2:-1]
    if appositive:
        beside.append(appositive[1])
    return Span(start, end, name, places, around, next((k for k in beside if k in words["place_kind"]), ""))
