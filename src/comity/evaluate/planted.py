"""Articles with claims whose truth is known, because it was planted: made of a seed, not of news."""

import math
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from comity.core.actor import Participant
from comity.core.claim import Claim, Evidence, claim_id
from comity.core.text import Document, Sentence
from comity.core.trace import Coding
from comity.core.when_where import EventDate
from comity.lexicon.ontology import Ontology


@dataclass(frozen=True, slots=True)
class Act:
    """One act to be reported: on `day` or, if `days` is more than one, within that many days from it; by `site`, `delay` days later."""

    day: str
    event_type: str
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    mode: str | None = None
    cameo_code: str | None = None
    status: str = "happened"
    reciprocal: bool = False
    background: bool = False
    days: int = 1
    delay: int = 1
    site: str = "one.example"


def coding_of(number: int, acts: Sequence[Act], ontology: Ontology) -> Coding:
    """One article that reports some acts, a sentence each, and its coding. `number` makes its address; the first act dates it."""
    published = (date.fromisoformat(acts[0].day) + timedelta(days=acts[0].delay)).isoformat()
    said, sentences, at = "", [], 0
    for n, act in enumerate(acts):
        line = f"{' and '.join(act.actor)} {act.event_type} {' and '.join(act.recipient)} ({act.status}, {number}.{n})."
        sentences.append(Sentence(n, at, at + len(line)))
        said, at = said + line + " ", at + len(line) + 1
    document = Document(said, published, url=f"http://{acts[0].site}/{number}", site=acts[0].site, source=f"planted {number}")
    return Coding(document, tuple(sentences), tuple(_claim(document, s, a, ontology) for s, a in zip(sentences, acts, strict=True)), ())


def _claim(document: Document, sentence: Sentence, act: Act, ontology: Ontology) -> Claim:
    text = document.text
    start = text.index(f" {act.event_type} ", sentence.start) + 1
    end = start + len(act.event_type)
    actor = tuple(_party(text, sentence.start, code) for code in act.actor)
    recipient = tuple(_party(text, end, code) for code in act.recipient)
    code = act.cameo_code or ontology.mode_codes.get((act.event_type, act.mode or "")) or None
    polarity, certainty, time = ontology.axes(act.status)
    last = (date.fromisoformat(act.day) + timedelta(days=act.days - 1)).isoformat()
    when = EventDate(act.day, last, "day" if act.days == 1 else "week" if act.days <= 7 else "month", "stated", act.day)
    parties = [("actor", p) for p in actor] + [("recipient", p) for p in recipient]
    evidence = (Evidence("event", start, end, text[start:end]), *(Evidence(role, p.start, p.end, p.text) for role, p in parties))
    return Claim(
        claim_id(document.id, start, end, act.event_type, act.status), document.id, sentence.index, act.event_type, act.mode, (),
        ontology.types[act.event_type].quad, ontology.event_scale(act.event_type, act.mode), code, ontology.goldstein(code) if code else None,
        actor, recipient, act.reciprocal, act.status, polarity, certainty, time, None, None, act.background, when, None, evidence,
        "planted", "planted", 1.0,
    )  # fmt: skip


def _party(text: str, start: int, code: str) -> Participant:
    """A state by its code, an organisation by its id."""
    at = text.index(code, start)
    shared = code.partition(":")[0].upper() if ":" in code else code
    id = code if ":" in code else f"state:{code}"
    return Participant(code, at, at + len(code), id, code, shared, "GOV")


@dataclass(frozen=True, slots=True)
class Level:
    """From month number `since` on: how many acts a month of a party (0 or 1 of its pair) and a type."""

    since: int
    rates: Mapping[tuple[int, str], float]


@dataclass(frozen=True, slots=True)
class Noise:
    """What keeps the truth from showing: months that scatter more than chance alone (`scatter`, variance of their rate), acts that no article
    tells, that are coded as another type, that are dated a month off."""

    scatter: float = 0.1
    lost: float = 0.1
    mistyped: float = 0.1
    misdated: float = 0.05


@dataclass(frozen=True, slots=True)
class Planted:
    """A pair, the levels of its acts, and the acts that a seed made of them. The breaks are where levels begin after the first."""

    pair: tuple[str, str]
    start: str
    months: int
    levels: tuple[Level, ...]
    acts: tuple[Act, ...]

    @property
    def breaks(self) -> tuple[str, ...]:
        return tuple(month_of(self.start, level.since) for level in self.levels[1:])


VERBAL = {"cooperation": "CONSULT", "conflict": "ACCUSE"}
MATERIAL = {"cooperation": "AID", "conflict": "COERCE"}


def month_of(start: str, number: int) -> str:
    """The first day of the month so many after the first."""
    count = int(start[:4]) * 12 + int(start[5:7]) - 1 + number
    return f"{count // 12:04}-{count % 12 + 1:02}-01"


def plant(
    pair: tuple[str, str], seed: int, breaks: int, factor: float = 3.0, months: int = 60, start: str = "2015-01-01", noise: Noise = Noise()
) -> Planted:  # noqa: B008
    """A pair with levels for `months`: at each break one party's cooperation or conflict becomes `factor` times what it was, or falls back."""
    chance = random.Random(f"{pair} {seed}")
    usual = {(side, type): rate * chance.gammavariate(8, 1 / 8) for side in (0, 1) for kinds, rate in ((VERBAL, 3.0), (MATERIAL, 1.5)) for type in kinds.values()}  # fmt: skip
    places: list[int] = []
    while len(places) < breaks:
        place = chance.randrange(8, months - 8)
        if all(abs(place - p) >= 8 for p in places):
            places.append(place)
    levels, rates = [Level(0, usual)], dict(usual)
    for place in sorted(places):
        side, kind = chance.randrange(2), chance.choice(sorted(VERBAL))
        for type in (VERBAL[kind], MATERIAL[kind]):
            raised = rates[side, type] > usual[side, type]
            rates[side, type] = usual[side, type] * (1 if raised else factor)
        levels.append(Level(place, dict(rates)))
    return Planted(pair, start, months, tuple(levels), tuple(_acts(pair, start, months, levels, noise, chance)))


def _acts(pair: tuple[str, str], start: str, months: int, levels: Sequence[Level], noise: Noise, chance: random.Random) -> Iterator[Act]:
    types = [*VERBAL.values(), *MATERIAL.values()]
    for month in range(months):
        rates = next(level.rates for level in reversed(levels) if level.since <= month)
        for (side, type), rate in rates.items():
            scattered = rate * (chance.gammavariate(1 / noise.scatter, noise.scatter) if noise.scatter else 1.0)
            for _ in range(_poisson(scattered, chance)):
                if chance.random() < noise.lost:
                    continue
                told = chance.choice(types) if chance.random() < noise.mistyped else type
                off = chance.choice((-1, 1)) if chance.random() < noise.misdated else 0
                day = f"{month_of(start, min(months - 1, max(0, month + off)))[:8]}{chance.randrange(1, 29):02}"
                yield Act(day, told, (pair[side],), (pair[1 - side],), site=chance.choice(SITES))


SITES = ("one.example", "two.example", "three.example", "four.example")


def _poisson(rate: float, chance: random.Random) -> int:
    """A number of a Poisson distribution, by Knuth's product of chances."""
    limit, product, number = math.exp(-rate), chance.random(), 0
    while product > limit:
        product *= chance.random()
        number += 1
    return number


def articles(acts: Iterable[Act], ontology: Ontology) -> list[Coding]:
    """One article for each act."""
    return [coding_of(n, [act], ontology) for n, act in enumerate(acts)]
