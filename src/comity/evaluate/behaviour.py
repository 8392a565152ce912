"""Behaviour under minimal changes: from seed sentences, variants whose effect on the claim is known, and how often a coder shows it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from comity.core.claim import Claim
from comity.evaluate.cases import code
from comity.evaluate.gate import Coder
from comity.lexicon.tables import read_csv

COLUMNS = ("type", "actor", "past", "base", "participle", "gerund", "link", "recipient", "tail", "passive")
PUBLISHED = "2024-04-09"
CONFLICT = frozenset({"PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"})
DONE = frozenset({"happened", "ongoing"})
OTHERS = ("Ghana", "Peru", "Latvia", "Oman", "Fiji")  # stand in for the countries of a seed
Sides = tuple[frozenset[str], frozenset[str]]


@dataclass(frozen=True, slots=True)
class Seed:
    """One act in parts: "{actor} {past} {link} {recipient} {tail}."""

    type: str
    actor: str
    past: str
    base: str
    participle: str
    gerund: str
    link: str
    recipient: str
    tail: str
    passive: bool

    @property
    def between_countries(self) -> bool:
        """Whether both sides are plain names, which can be swapped and replaced."""
        return self.actor[:1].isupper() and self.recipient[:1].isupper() and " " not in self.actor + self.recipient


@dataclass(frozen=True, slots=True)
class Variant:
    """A changed sentence and the test that the claims made of it must pass, given the claim of the plain sentence."""

    change: str
    text: str
    holds: Callable[[Sequence[Claim], Claim], bool]


@dataclass(frozen=True, slots=True)
class Report:
    """Per change how many variants passed of how many, and every failed text. A variant counts where its plain sentence is coded."""

    passed: Mapping[str, tuple[int, int]]
    failures: tuple[tuple[str, str], ...]


def load_seeds(path: Path) -> tuple[Seed, ...]:
    """The seeds of a CSV file. Raises DataError with file and line."""
    rows = read_csv(path, COLUMNS)
    return tuple(
        Seed(r["type"], r["actor"], r["past"], r["base"], r["participle"], r["gerund"], r["link"], r["recipient"], r["tail"],
             r.one_of("passive", ("yes", "no")) == "yes")
        for r in rows
    )  # fmt: skip


def run(coder: Coder, seeds: Sequence[Seed]) -> Report:
    """Code every seed and every variant of it."""
    passed: dict[str, list[bool]] = {}
    failures = []
    for seed in seeds:
        text = _sentence(seed.actor, seed.past, seed)
        plain = next((c for c in coder.code(text, published=PUBLISHED).claims if _told(c, seed)), None)
        passed.setdefault("plain", []).append(plain is not None)
        if plain is None:
            failures.append(("plain", text))
            continue
        for variant in variants(seed):
            good = variant.holds(coder.code(variant.text, published=PUBLISHED).claims, plain)
            passed.setdefault(variant.change, []).append(good)
            if not good:
                failures.append((variant.change, variant.text))
    return Report({change: (sum(all_), len(all_)) for change, all_ in passed.items()}, tuple(failures))


def _told(claim: Claim, seed: Seed) -> bool:
    """Whether a claim is the seed's act, done, with both sides."""
    return claim.event_type == seed.type and claim.status in DONE and sum(map(len, sides(claim))) > 1


def variants(seed: Seed) -> Iterator[Variant]:
    """Every change that makes good English of a seed."""
    s, actor = seed, seed.actor
    if s.passive:
        be = "were" if s.recipient.split()[-1].endswith("s") and " " in s.recipient else "was"
        yield Variant("passive", _clean(f"{s.recipient} {be} {s.participle} by {s.actor} {s.tail}."), _same)
    yield Variant("negated", _sentence(s.actor, f"did not {s.base}", s), _is("not_happened", s.type))
    yield Variant("never", _sentence(s.actor, f"never {s.past}", s), _is("not_happened", s.type))
    yield Variant("modal", _sentence(s.actor, f"might {s.base}", s), _is("hypothetical", s.type))
    yield Variant(
        "conditional",
        _clean(f"Prices would rise if {actor} were to {s.base} {s.link} {s.recipient} {s.tail}."),
        _is("hypothetical", s.type),
    )
    if s.type in CONFLICT:
        yield Variant("threatened to", _clean(f"{s.actor} threatened to {s.base} {s.link} {s.recipient} {s.tail}."), _threatened(s.type))
    if not any(word in f"{s.actor} {s.link} {s.recipient} {s.tail}" for word in ("Swi", "Geneva")):
        yield from _told_by_others(s)
    yield Variant("denied", _clean(f"{s.actor} denied {s.gerund} {s.link} {s.recipient} {s.tail}."), _is("denied", s.type))
    if s.between_countries:
        yield Variant("swapped", _clean(f"{s.recipient} {s.past} {s.link} {s.actor} {s.tail}."), _swapped)
        one, other = OTHERS[len(s.past) % 5], OTHERS[(len(s.past) + 2) % 5]
        yield Variant("countries permuted", _clean(f"{one} {s.past} {s.link} {other} {s.tail}."), _permuted)
    yield Variant(
        "anniversary",
        f"The region marked an anniversary on Monday.\n\nTen years ago, {_clean(f'{actor} {s.past} {s.link} {s.recipient}.', False)}",
        _past,
    )
    yield Variant("apposition", _clean(f"{s.actor}, once a quiet voice in the region, {s.past} {s.link} {s.recipient} {s.tail}."), _same)


def _told_by_others(seed: Seed) -> Iterator[Variant]:
    """The variants that bring in a third party: a Swiss diplomat, a newspaper in Geneva."""
    told = f"{seed.past} {seed.link} {seed.recipient} {seed.tail}"
    yield Variant("quoted", _clean(f'"{_upper(seed.actor)} {told}," a Swiss diplomat said.'), _attributed(seed.type))
    yield Variant("attributed", _clean(f"A Swiss diplomat said {seed.actor} {told}."), _attributed(seed.type))
    yield Variant("city in passing", _clean(f"{seed.actor} {told}, a newspaper in Geneva wrote."), _not_in_geneva)


def _sentence(actor: str, verb: str, seed: Seed) -> str:
    return _clean(f"{actor} {verb} {seed.link} {seed.recipient} {seed.tail}.")


def _clean(text: str, capital: bool = True) -> str:
    text = " ".join(text.split()).replace(" .", ".").replace(" ,", ",")
    return _upper(text) if capital else text


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def sides(claim: Claim) -> Sides:
    """The codes of actors and recipients; of a mutual act all in one."""
    return frozenset(code(p) for p in claim.actor), frozenset(code(p) for p in claim.recipient)


def _same(claims: Sequence[Claim], plain: Claim) -> bool:
    return any(c.event_type == plain.event_type and c.status in DONE and sides(c) == sides(plain) for c in claims)


def _is(status: str, event_type: str) -> Callable[[Sequence[Claim], Claim], bool]:
    """The act is told with this status and nowhere as done."""

    def holds(claims: Sequence[Claim], plain: Claim) -> bool:
        same = [c for c in claims if c.event_type == event_type]
        return any(c.status == status for c in same) and not any(c.status in DONE for c in same)

    return holds


def _threatened(event_type: str) -> Callable[[Sequence[Claim], Claim], bool]:
    def holds(claims: Sequence[Claim], plain: Claim) -> bool:
        threat = any(c.event_type == "THREATEN" and c.status in DONE for c in claims)
        return threat and _is("threatened", event_type)(claims, plain)

    return holds


def _attributed(event_type: str) -> Callable[[Sequence[Claim], Claim], bool]:
    def holds(claims: Sequence[Claim], plain: Claim) -> bool:
        same = [c for c in claims if c.event_type == event_type and sides(c) == sides(plain)]
        return any(c.status in DONE and c.attributed_to is not None and c.attributed_to.code == "CHE" for c in same)

    return holds


def _swapped(claims: Sequence[Claim], plain: Claim) -> bool:
    actor, recipient = sides(plain)
    wanted = (actor, recipient) if plain.reciprocal else (recipient, actor)
    return any(c.event_type == plain.event_type and c.status in DONE and sides(c) == wanted for c in claims)


def _permuted(claims: Sequence[Claim], plain: Claim) -> bool:
    counts = tuple(map(len, sides(plain)))
    return any(c.event_type == plain.event_type and c.status == plain.status and tuple(map(len, sides(c))) == counts for c in claims)


def _past(claims: Sequence[Claim], plain: Claim) -> bool:
    same = [c for c in claims if c.event_type == plain.event_type]
    return any(c.background and (c.date.end or "") < "2015" for c in same) and all(c.background for c in same)


def _not_in_geneva(claims: Sequence[Claim], plain: Claim) -> bool:
    placed = any(c.place is not None and c.place.name == "Geneva" for c in claims)
    acting = any("CHE" in codes for c in claims if c.event_type == plain.event_type for codes in sides(c))
    return _same(claims, plain) and not placed and not acting
