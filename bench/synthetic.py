"""Write a record of synthetic claims: 196 states, 20 years, several reports an event, copies, agencies, revisions; the same for one seed.

usage: python bench/synthetic.py FOLDER [--claims N] [--seed S] [--block DOCUMENTS]
The claims are Comity's own values with quotes that stand in their texts (`comity verify` finds no fault), written without coding anything.
Prints one line of JSON. From Python: `write(folder, claims, seed)`, or `codings(claims, seed)` for the values alone.
"""

import argparse
import json
import random
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import accumulate, islice
from pathlib import Path

from comity import Record, Settings, states
from comity.config import DATA, VERSION
from comity.core.actor import Participant
from comity.core.claim import Claim, Evidence, claim_id
from comity.core.text import Document, Sentence
from comity.core.trace import Coding
from comity.core.when_where import EventDate, Place
from comity.lexicon.ontology import Ontology, load_ontology
from comity.record.kept import Kept, Named, keep
from comity.record.lake import Lake
from comity.record.shape import Mention, RunRow

FIRST, DAYS, STATES = date(2004, 1, 1), 20 * 365, 196
# type, mode, context, CAMEO code, words of the act, whether it is mutual, how often
ACTS = (
    ("CONSULT", "visit", "diplomatic", "042", "visited", False, 14), ("CONSULT", None, "diplomatic", "040", "held talks with", True, 14),
    ("ACCUSE", "disapprove", "diplomatic", "111", "criticised", False, 12), ("SUPPORT", None, "diplomatic", "051", "praised", False, 9),
    ("AGREE", None, "economic", "030", "offered trade terms to", False, 8), ("COOPERATE", None, "economic", "061", "signed a trade deal with", True, 7),
    ("REQUEST", None, "diplomatic", "100", "demanded answers from", False, 7), ("REJECT", None, "diplomatic", "120", "rebuffed", False, 6),
    ("THREATEN", None, "military", "130", "threatened", False, 5), ("ASSAULT", None, "military", "190", "shelled", False, 5),
    ("SANCTION", None, "economic", "163", "imposed sanctions on", False, 4), ("AID", None, "economic", "071", "sent aid to", False, 4),
    ("MOBILIZE", None, "military", "150", "massed troops against", False, 3), ("COERCE", None, "legal", "173", "detained envoys of", False, 1),
    ("PROTEST", None, "diplomatic", "141", "rallied against", False, 1),
)  # fmt: skip
STATUSES = (("happened", 84), ("ongoing", 3), ("planned", 6), ("alleged", 3), ("denied", 2), ("hypothetical", 2))
CUES = {"planned": "would soon have", "alleged": "allegedly", "denied": "never", "hypothetical": "might have", "ongoing": "still"}
HEADS = ("ba", "ce", "di", "fo", "gu", "ka", "le", "mi", "no", "pu", "ra", "se", "ti", "vo", "wu", "za")
TAILS = ("bor", "den", "fil", "gan", "lam", "mer", "nel", "pos", "rit", "sun", "tal", "ver")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WORDS = tuple(a + b + c for a in HEADS for b in ("ri", "lo", "na", "te") for c in TAILS)
PAPERS = tuple(f"{HEADS[n % 16]}{TAILS[n % 12]}-{n}.example" for n in range(60))
AGENCIES = ("Reuters", "AFP", "Xinhua")


@dataclass(frozen=True, slots=True)
class Side:
    """Somebody who acts: what texts call them, and the participant without its place in a text."""

    words: str
    who: Participant


@dataclass(frozen=True, slots=True)
class Act:
    """One event of the synthetic world, and the words that tell it from others."""

    kind: tuple[str, str | None, str, str, str, bool, int]
    status: str
    day: date
    actor: tuple[Side, ...]
    recipient: tuple[Side, ...]
    place: str
    topic: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class World:
    """Who there is, by state, the likelier the earlier, and where; `partners` are the states a state mostly deals with."""

    states: tuple[str, ...]
    weights: tuple[float, ...]
    sides: dict[str, tuple[Side, ...]]
    partners: dict[str, tuple[str, ...]]
    ontology: Ontology


def make_world(chance: random.Random, size: int) -> World:
    members = [(m.state, m.name) for m in states.members(FIRST + timedelta(days=DAYS), "iso", microstates=True)]
    chance.shuffle(members)
    members = members[:size]
    sides = {}
    for code, name in members:
        people = [f"{chance.choice(HEADS)}{chance.choice(TAILS)} {chance.choice(WORDS)}".title() for _ in range(8)]
        own = Participant(name, 0, 0, f"state:{code}", name, code, "GOV")
        army = Participant(f"the army of {name}", 0, 0, None, None, code, "MIL", (), "agent")
        persons = (Side(p, Participant(p, 0, 0, f"person:{p}", p, code, "GOV", (), "office")) for p in people)
        sides[code] = (Side(name, own), Side(army.text, army), *persons)
    codes = tuple(code for code, _ in members)
    weights = tuple(accumulate(1 / (n + 2) for n in range(len(codes))))
    partners = {c: tuple(p for p in chance.choices(codes, cum_weights=weights, k=12) if p != c) or codes[:2] for c in codes}
    return World(codes, weights, sides, partners, load_ontology(DATA / "ontology"))


def make_act(world: World, chance: random.Random, day: date) -> Act:
    kind = chance.choices(ACTS, [a[-1] for a in ACTS])[0]
    one = chance.choices(world.states, cum_weights=world.weights)[0]
    two = chance.choice(world.partners[one])
    status = chance.choices([s for s, _ in STATUSES], [n for _, n in STATUSES])[0]
    actor, recipient = ((chance.choice(world.sides[c]) if chance.random() < 0.4 else world.sides[c][0],) for c in (one, two))
    place = chance.choice((one, two))
    return Act(kind, status, day, actor, recipient, world.sides[place][0].words, tuple(chance.sample(WORDS, 6)))


class Text:
    """A text that grows, and remembers where its parts stand."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0

    def add(self, words: str) -> tuple[int, int]:
        start = self.length
        self.parts.append(words)
        self.length += len(words)
        return start, self.length


def tell(act: Act, published: date, text: Text, sentence: int, chance: random.Random, world: World) -> tuple[Claim, Sentence]:
    """One sentence that reports an act, and its claim, whose document is not known yet."""
    begin = text.length
    evidence: list[Evidence] = []

    def say(role: str, words: str) -> tuple[int, int]:
        where = text.add(words)
        evidence.append(Evidence(role, *where, words))
        return where

    def party(role: str, side: Side) -> Participant:
        where = say(role, side.words)
        return replace(side.who, text=side.words, start=where[0], end=where[1])

    actor = tuple(party("actor", s) for s in act.actor)
    text.add(" ")
    if act.status in CUES:
        say("status", CUES[act.status])
        text.add(" ")
    event = say("event", act.kind[4])
    text.add(" ")
    recipient = tuple(party("recipient", s) for s in act.recipient)
    when, place = EventDate(end=published.isoformat()), None
    if chance.random() < 0.5:
        text.add(" on ")
        word = WEEKDAYS[act.day.weekday()]
        say("date", word)
        when = EventDate(act.day.isoformat(), act.day.isoformat(), "day", "relative", word, f"publication {published}")
    if chance.random() < 0.3:
        text.add(" in ")
        place = Place(act.place, *say("place", act.place), act.place, precision="country")
    a, b, c = chance.sample(act.topic, 3)
    text.add(f" over the {a} {b} and its {c}.")
    order = sorted(evidence, key=lambda e: (e.role != "event", e.start))
    sides = (actor + recipient, ()) if act.kind[5] else (actor, recipient)
    claim = claim_of(act, event, sides, when, place, tuple(order), sentence, world.ontology)
    return claim, Sentence(sentence, begin, text.length)


def claim_of(act, event, sides, when, place, evidence, sentence, ontology) -> Claim:
    type, mode, context, code, _, mutual, _ = act.kind
    polarity, certainty, time_ = ontology.axes(act.status)
    return Claim(
        f"{event[0]}-{event[1]}", "", sentence, type, mode, (context,), ontology.types[type].quad, ontology.event_scale(type, mode), code,
        ontology.goldstein(code), *sides, mutual, act.status, polarity, certainty, time_, None, None, False, when, place, evidence,
        "synthetic", f"{type}:synthetic", 0.9,
    )  # fmt: skip


def owned(claim: Claim, document: str) -> Claim:
    """The claim as that of a document, with its id."""
    start, end = map(int, claim.id.split("-"))
    return replace(claim, id=claim_id(document, start, end, claim.event_type, claim.status), document_id=document)


@dataclass(frozen=True, slots=True)
class Written:
    """An article with its claims, and the agency it credits."""

    coding: Coding
    agency: str | None


def articles(claims: int, seed: int, days: int = DAYS, size: int = STATES) -> Iterator[Written]:
    """Articles in order of publication that hold exactly so many claims, about so many days and states."""
    chance = random.Random(seed)
    world = make_world(chance, size)
    left, number = claims, 0
    acts: list[Act] = []
    recent: list[Written] = []
    for n in range(days):
        day = FIRST + timedelta(days=n)
        goal = claims - claims * (n + 1) // days  # claims that are still to come after this day
        acts = acts[-max(1, (left - goal) // 3) :] + [make_act(world, chance, day) for _ in range(max(1, (left - goal) // 3))]
        recent = recent[-20:]
        while left > goal:
            number += 1
            copied = chance.choice(recent) if recent and chance.random() < 0.15 else None
            if copied and len(copied.coding.claims) <= left:
                found = copy(copied, day, number, chance)
            else:
                found = article([chance.choice(acts) for _ in range(min(left, chance.choice((1, 2, 3, 4))))], day, number, chance, world)
            left -= len(found.coding.claims)
            recent.append(found)
            yield found


def article(told: list[Act], day: date, number: int, chance: random.Random, world: World) -> Written:
    text, sentences, claims = Text(), [], []
    agency = chance.choice(AGENCIES) if chance.random() < 0.1 else None
    for act in dict.fromkeys(told):
        if text.length:
            text.add(" ")
        claim, sentence = tell(act, day, text, len(sentences), chance, world)
        claims.append(claim)
        sentences.append(sentence)
        text.add(" ")
        start, end = text.add(" ".join(chance.choices(WORDS, k=9)).capitalize() + (f", {agency} reported." if agency else "."))
        sentences.append(Sentence(len(sentences), start, end))
    return finished("".join(text.parts), tuple(sentences), claims, day, number, chance, agency)


def copy(of: Written, day: date, number: int, chance: random.Random) -> Written:
    """The same wording in another paper, or now and then with a sentence more at the same address: a revision."""
    before = of.coding.document
    if chance.random() < 0.1:
        text = before.text + " " + " ".join(chance.choices(WORDS, k=8)).capitalize() + "."
        extra = (*of.coding.sentences, Sentence(len(of.coding.sentences), len(before.text) + 1, len(text)))
        return coded(replace(before, text=text), extra, of.coding.claims, of.agency)
    told = [replace(c, date=replace(c.date, end=day.isoformat())) if c.date.start is None else c for c in of.coding.claims]
    return finished(before.text, of.coding.sentences, told, day, number, chance, of.agency)


def finished(text, sentences, claims, day, number, chance, agency) -> Written:
    site = chance.choice(PAPERS)
    title = text[: text.index(" over the ")]
    document = Document(text, day.isoformat(), title, f"https://{site}/{day:%Y/%m}/{number}", site, "en")
    return coded(document, sentences, claims, agency)


def coded(document: Document, sentences, claims, agency) -> Written:
    def own(c: Claim) -> Claim:
        event = c.evidence[0]
        return owned(replace(c, id=f"{event.start}-{event.end}"), document.id)

    return Written(Coding(document, tuple(sentences), tuple(map(own, claims)), ()), agency)


def codings(claims: int, seed: int = 0) -> Iterator[Coding]:
    """The articles as codings."""
    return (a.coding for a in articles(claims, seed))


def kept(article: Written, batch: str, run: str) -> Kept:
    named: dict[str, set[int]] = {}
    for claim in article.coding.claims:
        for p in claim.actor + claim.recipient:
            named.setdefault(p.code, set()).add(claim.sentence)
    mentions = tuple(Mention(code, tuple(sorted(where))) for code, where in sorted(named.items()))
    wires = (Mention(article.agency, ()),) if article.agency else ()
    return keep(article.coding, None, Named(mentions, wires), "full", batch, run)


def write(folder: Path, claims: int, seed: int = 0, block: int = 20_000) -> Record:
    """A new record with so many claims, a version for every `block` articles."""
    record = Record(folder, Settings(model=False))
    lake = record._lake
    run = RunRow(f"synthetic-{seed}", "started", FIRST.isoformat(), VERSION, "synthetic", 0, 0, 0, 0)
    lake.append("runs", [run])
    source = articles(claims, seed)
    seen: dict[str, tuple[str, int]] = {}
    total = version = 0
    while found := list(islice(source, block)):
        version += 1
        total += append(lake, found, version, run.id, seen)
    lake.append("runs", [replace(run, state="finished", added=total)])
    return record


def append(lake: Lake, found: list[Written], version: int, run: str, seen: dict[str, tuple[str, int]]) -> int:
    """Write one version; `seen` has the newest revision by key."""
    rows, claims, there = [], [], set()
    for article in found:
        document = kept(article, f"batch-{version}", run)
        if document.document.id in there:
            continue
        there.add(document.document.id)
        previous, revision = seen.get(document.document.key, (None, 0))
        seen[document.document.key] = (document.document.id, revision + 1)
        added = f"{found[-1].coding.document.published}T12:00:00+00:00"
        rows.append(replace(document.document, previous=previous, revision=revision + 1, version=version, added=added))
        claims += document.claims
    with lake.place.locked():
        lake.append("claims", claims)
        lake.append("documents", rows)
    return len(rows)


def main() -> int:
    ask = argparse.ArgumentParser()
    ask.add_argument("folder", type=Path)
    ask.add_argument("--claims", type=int, default=1_000_000)
    ask.add_argument("--seed", type=int, default=0)
    ask.add_argument("--block", type=int, default=20_000)
    args = ask.parse_args()
    start, cpu = time.perf_counter(), time.process_time()
    record = write(args.folder, args.claims, args.seed, args.block)
    print(json.dumps({
        "claims": args.claims, "version": record.version, "seconds": round(time.perf_counter() - start, 1),
        "cpu_seconds": round(time.process_time() - cpu, 1)}))  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main())
