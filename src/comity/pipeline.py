"""One document becomes its claims: the stages in order. This page is the engine."""

import bisect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from comity import assemble
from comity.coders import patterns
from comity.coders.adjudicate import Heard, second_reading
from comity.coders.model import PairModel, load_model
from comity.coders.recalled import Told, recall_sides
from comity.config import Settings
from comity.core.actor import Participant, SentenceActors
from comity.core.claim import Claim
from comity.core.parse import Parse
from comity.core.text import Document, Sentence
from comity.core.trace import Coding, Reading, Rejection, SentenceTrace
from comity.core.when_where import Place, publication_day
from comity.errors import InputError
from comity.gate import Gate, build_gate
from comity.lexicon.actors import Actors, NameMatch, load_actors
from comity.lexicon.gazetteer import Gazetteer, load_gazetteer
from comity.lexicon.language import Language, load_language
from comity.lexicon.named_events import NamedEvents, load_events
from comity.lexicon.ontology import Ontology, load_ontology
from comity.lexicon.own_actors import allowed_in, with_own
from comity.parsers.sentences import headline, split
from comity.parsers.spacy_en import SpacyParser
from comity.protocols import Parser
from comity.readers.language import detect_language
from comity.readers.published import date_conflicts
from comity.resolve.coref import OUTSIDE
from comity.resolve.dateline import find_dateline
from comity.resolve.link import link_sentence, remember_unparsed
from comity.resolve.memory import Memory
from comity.resolve.scene import Scene
from comity.situate.dates.timeline import sentence_times
from comity.situate.places import filed_at, find_places
from comity.situate.politics import domain_claims, private_claims, talk_claims
from comity.situate.scene import STRICT, Ground
from comity.situate.status import find_status

DATELINE_REACH = 1  # sentences after the first that may tell of the scene of the dateline
OWN_WORD = frozenset({"planned", "threatened", "refused"})  # statuses by which the doer itself speaks
Placed = TypeVar("Placed", NameMatch, Place)


@dataclass(frozen=True, slots=True)
class Engine:
    """Everything that coding needs, loaded once and never changed."""

    settings: Settings
    ontology: Ontology
    actors: Actors
    language: Language
    gazetteer: Gazetteer
    events: NamedEvents
    gate: Gate
    parser: Parser
    model: PairModel | None


def load_engine(settings: Settings) -> Engine:
    """Load the data of the settings' folder. Raises DataError with file and line."""
    ontology = load_ontology(settings.data / "ontology")
    actors = load_actors(settings.data / "actors")
    actors = with_own(actors, settings.actors, allowed_in(actors, ontology.sectors, ontology.codes))
    language = load_language(settings.data / "lang/en", ontology)
    gazetteer = load_gazetteer(settings.data / "places")
    events = load_events(settings.data / "events/named_events.csv")
    model = load_model(settings.data / "models", ontology) if settings.model else None
    return Engine(settings, ontology, actors, language, gazetteer, events, build_gate(language, actors), SpacyParser(), model)


@dataclass(frozen=True, slots=True)
class Read:
    """A parsed sentence with its participants and what the coder made of it."""

    sentence: Sentence
    parse: Parse
    actors: SentenceActors
    result: patterns.Result


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document split into sentences, those that passed the gate parsed and linked, the others refused; and the names found.

    `filed` is the place in the dateline.
    """

    sentences: tuple[Sentence, ...]
    matches: tuple[NameMatch, ...]
    reads: tuple[Read, ...]
    refused: tuple[Rejection, ...]
    filed: Participant | None


def code_document(document: Document, engine: Engine, *, explain: bool = False) -> Coding:
    """The claims and refusals of one document; with `explain` also every parse and losing reading."""
    check_published(document)
    foreign = foreign_to(document, engine)
    if foreign:
        return Coding(document, (), (), (foreign,))
    was = read_document(document, engine)
    places = (
        find_places(document.text, engine.actors, engine.gazetteer, was.matches, engine.language.words, published=document.day)
        if any(r.result.drafts for r in was.reads)
        else ()
    )
    dateline = filed_at(was.filed.text, (was.filed.start, was.filed.end), was.filed.code, engine.gazetteer) if was.filed else None
    claims, rejections = _settle(document, engine, was, places, dateline)
    found = sorted(
        (*date_conflicts(document), *was.refused, *rejections, *(x for r in was.reads for x in r.result.rejections)),
        key=lambda r: (r.start, r.end, r.reason),
    )
    traces = _traces(was.sentences, was.reads) if explain else ()
    return Coding(document, was.sentences, claims, tuple(found), traces)


def check_published(document: Document) -> None:
    """Refuse a document with a publication date that is none or after today. Raises InputError."""
    if document.published:
        try:
            publication_day(document.published)
        except ValueError as error:
            raise InputError(f"{document.source or document.url or 'A document'}: the publication date {error}.") from error


def foreign_to(document: Document, engine: Engine) -> Rejection | None:
    """A refusal for a document in another language."""
    language = document.language or detect_language(document.text)
    if not engine.settings.english_only or language == "en":
        return None
    return Rejection(0, 0, len(document.text), "not_english", None, f"the language looks like {language!r}")


def read_document(document: Document, engine: Engine) -> ReadDocument:
    """Split, parse what passes the gate, link participants in text order, and propose drafts."""
    sentences = split(document.text, document.boilerplate, engine.language.words["abbreviation"])
    matches = engine.actors.find(document.text)
    passed, refused = engine.gate.sift(document.text, sentences, matches, engine.settings.longest_sentence)
    head = headline(document.text, sentences)
    if head in passed:
        passed.remove(head)
        refused.append(Rejection(head.index, head.start, head.end, "title"))
    wanted = {s.index for s in passed}
    scene = _scene(document, engine, matches, head)
    filed = scene.memory.home
    parses = engine.parser.parse(_spans(document.text, passed, scene.begin))
    if document.title:
        title = replace(scene, text=document.title, memory=Memory())
        remember_unparsed(title, Sentence(-1, 0, len(document.title)), engine.actors.find(document.title))
        scene.memory.home = scene.memory.home or title.memory.home
        scene.memory.people = {n: replace(p, start=OUTSIDE, end=OUTSIDE) for n, p in title.memory.people.items()}
    reads = []
    for sentence in sentences:
        inside = within(matches, sentence)
        if sentence.index not in wanted:
            remember_unparsed(scene, sentence, inside)
            continue
        parse = next(parses)
        actors = link_sentence(scene, sentence, parse, inside)
        reads.append(Read(sentence, parse, actors, patterns.code_sentence(sentence, parse, actors, engine.language)))
    told = _recalled(_read_again(document, engine, reads), engine)
    return ReadDocument(sentences, matches, told, tuple(refused), filed)


def _read_again(document: Document, engine: Engine, reads: Sequence[Read]) -> Sequence[Read]:
    """The sentences with the trained model's judgement worked in, where it is on."""
    if engine.model is None or not reads:
        return reads
    heard = [Heard(document.text, r.sentence, r.parse, r.actors, r.result, _spoken(r, engine)) for r in reads]
    results = second_reading(heard, engine.model, engine.language, engine.ontology)
    return [replace(r, result=result) for r, result in zip(reads, results, strict=True)]


def _recalled(reads: Sequence[Read], engine: Engine) -> tuple[Read, ...]:
    """The sentences with sides that they leave out taken from the same act elsewhere in the document."""
    found = recall_sides([Told(r.parse, r.result.drafts) for r in reads], engine.language.words)
    return tuple(replace(r, result=replace(r.result, drafts=drafts)) for r, drafts in zip(reads, found, strict=True))


def _spoken(read: Read, engine: Engine) -> tuple[str, ...]:
    """What each draft's doer says by it, where the act itself is only promised, threatened or refused; "" elsewhere."""
    by_token = {d.token: d for d in read.result.drafts}
    found = ((find_status(read.parse, d, by_token, engine.language).status, d.event_type) for d in read.result.drafts)
    return tuple(engine.ontology.speech_act(status, kind) if status in OWN_WORD else "" for status, kind in found)


def _spans(text: str, sentences: Sequence[Sentence], begin: int) -> list[tuple[str, int]]:
    """What to parse: each sentence and its offset, the first one only from where the report begins."""
    return [(text[start : s.end], start) for s in sentences for start in (begin if s.start < begin < s.end else s.start,)]


def _scene(document: Document, engine: Engine, matches: Sequence[NameMatch], head: Sentence | None) -> Scene:
    """What linking needs of a document, the dateline that opens it or follows its headline already read."""
    codes = frozenset(r.id if r.kind == "organisation" else r.code for m in matches for r in m.readings)
    memory = Memory()
    begin, memory.home = find_dateline(document.text, engine.actors, engine.gazetteer, head.end if head else 0)
    return Scene(document.text, document.published, engine.actors, engine.language.words, engine.gazetteer, memory, codes, begin)


def within(spans: Sequence[Placed], sentence: Sentence) -> Sequence[Placed]:
    """The spans, sorted by start, that lie inside a sentence."""
    first = bisect.bisect_left(spans, sentence.start, key=lambda m: m.start)
    last = bisect.bisect_left(spans, sentence.end, key=lambda m: m.start)
    return [m for m in spans[first:last] if m.end <= sentence.end]


def _settle(
    document: Document, engine: Engine, was: ReadDocument, places: Sequence[Place], dateline: Place | None
) -> tuple[tuple[Claim, ...], list[Rejection]]:
    """Give drafts status, date, role and place; derive speech acts; check the evidence of every claim."""
    claims: list[Claim] = []
    rejections: list[Rejection] = []
    ids: set[str] = set()
    starts = {t.index: t.start for t in was.sentences}
    reach = DATELINE_REACH + next((t.index for t in was.sentences if was.filed and was.filed.end <= t.end), 0)
    for read in was.reads:
        if not read.result.drafts:
            continue
        times = sentence_times(document, read.sentence, engine.language, engine.events)
        rejections += [
            Rejection(read.sentence.index, start, end, "impossible_date", None, f"no calendar has {document.text[start:end]!r}")
            for start, end in times.impossible
        ]
        at = read.sentence
        ground = Ground(within(places, at), places, at.start, starts.get(at.index - 1, 0), dateline if at.index <= reach else None)
        made = assemble.sentence_claims(document, engine.ontology, engine.actors, engine.language, read.sentence, read.parse, read.actors,
                                        read.result.drafts, times, ground, claims)  # fmt: skip
        for claim in made:
            wrong = mismatch(document, claim)
            if wrong:
                rejections.append(Rejection(claim.sentence, read.sentence.start, read.sentence.end, "evidence_mismatch", claim.rule, wrong))
            elif claim.id in ids:
                rejections.append(
                    Rejection(claim.sentence, claim.evidence[0].start, claim.evidence[0].end, "duplicate_reading", claim.rule)
                )
            else:
                claims.append(claim)
                ids.add(claim.id)
    words = engine.language.words
    apart = {
        **domain_claims(document.text, document.title or "", claims, words),
        **dict.fromkeys(talk_claims(document.text, claims), "an interview tells of people it does not name"),
        **dict.fromkeys(private_claims(document.text, claims, words["political"]), "the document tells of private people"),
    }
    rejections += [
        Rejection(c.sentence, c.evidence[0].start, c.evidence[0].end, "not_political", c.rule, apart[c.id]) for c in claims if c.id in apart
    ]
    return tuple(c for c in claims if c.id not in apart), rejections


def mismatch(document: Document, claim: Claim) -> str:
    """The quote of a claim that is not literally in the document; "" where all are."""
    if not claim.quoted("event"):
        return "no event"
    return next((repr(e.quote) for e in claim.evidence if not e.quote or document.text[e.start : e.end] != e.quote), "")


def _traces(sentences: Sequence[Sentence], reads: Sequence[Read]) -> tuple[SentenceTrace, ...]:
    by_index: Mapping[int, Read] = {r.sentence.index: r for r in reads}
    nothing: tuple[Reading, ...] = ()
    return tuple(
        SentenceTrace(
            s,
            by_index[s.index].parse if s.index in by_index else None,
            by_index[s.index].result.readings if s.index in by_index else nothing,
        )
        for s in sentences
    )


def _mere_place(parse: Parse, i: int, person: Participant) -> bool:
    """Whether a state or capital is only where something is ("talks in Berlin"); the coder keeps it as a possible side."""
    place = (person.id or "").startswith(("state:", "territory:")) and person.resolved_by in ("name", "metonym")
    return place and parse.is_noun(i) and parse.cases[parse.first_conjunct(i)] in STRICT


def participants_of(document: Document, engine: Engine) -> list[Participant]:
    """Every political actor that a document names, in text order, once for each phrase."""
    sentences = split(document.text, document.boilerplate, engine.language.words["abbreviation"])
    matches = engine.actors.find(document.text)
    scene = _scene(document, engine, matches, headline(document.text, sentences))
    sentences = tuple(s for s in sentences if s.end - s.start < 10 * engine.settings.longest_sentence)
    parses = engine.parser.parse(_spans(document.text, sentences, scene.begin))
    found: dict[tuple[int, int, str], Participant] = {}
    for sentence, parse in zip(sentences, parses, strict=True):
        inside = within(matches, sentence)
        for i, people in link_sentence(scene, sentence, parse, inside).heads.items():
            found |= {(p.start, p.end, p.code): p for p in people if not _mere_place(parse, i, p)}
    widest = [
        p
        for p in found.values()
        if not any(q.start <= p.start and p.end <= q.end and (q.end - q.start) > (p.end - p.start) for q in found.values())
    ]
    return sorted(widest, key=lambda p: (p.start, p.end))
