"""The second reading: a trained model judges what the patterns propose, fills a side they left open, and proposes where they are silent."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace

from comity.coders.model import Opinion, Pair, PairModel
from comity.coders.patterns import TAGS, Result
from comity.core.actor import UNKNOWN, Participant, SentenceActors
from comity.core.claim import Draft
from comity.core.parse import Parse
from comity.core.text import Sentence
from comity.core.trace import Reading, Rejection
from comity.lexicon.language import Language
from comity.lexicon.ontology import Ontology

# Chosen on held-out sentences and pairs of our own and by reading what they change in open news, never on a set that measures.
NOTHING = 0.98  # how sure the model must be that nothing happens between two sides to overrule a pattern
OTHER = 0.98  # … that another type is meant than the pattern's
SILENT = 0.97  # … to propose a claim that no pattern proposes
FILLED = 0.96  # … to take a participant for the side that a pattern left open
UNLIKELY = 0.03  # a type at or below this share is not what the model reads
BOTH = "patterns+model"  # the coder of a draft that the model changed
MOST = 4  # pairs a sentence that are proposed
LEFT_TO_PATTERNS = frozenset({"AGREE", "CONSULT", "COOPERATE", "none"})  # what two people in a sentence seem to do too easily
PRIVATE = frozenset({"BUS", "JRN", "EDU", "MED", "CVL", "UNK", "CRM", "LAB"})  # among themselves they are hardly in politics
DOERS = ("nsubj", "obl:agent", "nmod:poss", "compound", "amod")
SETTING = frozenset(
    {"in", "at", "via", "on", "near", "outside", "within", "across", "inside", "around", "throughout", "since", "during", "like", "as"}
)
PARTIES = (
    "nsubj",
    "nsubj:pass",
    "obj",
    "obl:agent",
    "iobj",
    "conj",
    "nmod:poss",
    "dative",
    "obl",
    "nmod",
    "compound",
    "amod",
    "appos",
    "pobj",
)


@dataclass(frozen=True, slots=True)
class Heard:
    """One parsed sentence with its participants and the patterns' result. `text` is the document's.

    spoken: for each draft the type of the speech act that its status makes of it ("promised to send": AGREE), "" for none.
    """

    text: str
    sentence: Sentence
    parse: Parse
    actors: SentenceActors
    result: Result
    spoken: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """What the model is asked: about draft `draft` of a sentence, or, where that is None, about a pair without one."""

    actor: Participant | None
    recipient: Participant | None
    draft: int | None
    fills: bool = False  # whether the recipient would fill the draft's open side


def second_reading(heard: Sequence[Heard], model: PairModel, language: Language, ontology: Ontology) -> list[Result]:
    """The results of a document's sentences after the model has judged them, in order."""
    asked = [questions(h) for h in heard]
    pairs = [_pair(h, q) for h, found in zip(heard, asked, strict=True) for q in found]
    opinions = iter(model.read(pairs))
    return [_judged(h, [(q, next(opinions)) for q in found], language, ontology) for h, found in zip(heard, asked, strict=True)]


def questions(heard: Heard) -> list[Question]:
    """What to ask about one sentence: each draft, each side it left open, each pair without a draft."""
    people = _participants(heard)
    found: list[Question] = []
    for n, draft in enumerate(heard.result.drafts):
        actor, recipient = _sides(draft)
        inside = [p for p in (actor, recipient) if p is not None and heard.sentence.start <= p.start and p.end <= heard.sentence.end]
        if not inside:
            continue
        found.append(Question(actor if actor in inside else None, recipient if recipient in inside else None, n))
        if inside == [actor] and not draft.reciprocal and draft.mode != "resign":  # an office is given up to nobody
            found += [Question(actor, other, n, fills=True) for other in _nearest(heard, draft, people)]
    found += [Question(a, r, None) for a, r in _silent_pairs(heard, people)]
    return found


def _sides(draft: Draft) -> tuple[Participant | None, Participant | None]:
    """The first of each side; of a mutual act the first two."""
    actor = draft.actor[0] if draft.actor else None
    if draft.recipient:
        return actor, draft.recipient[0]
    return actor, draft.actor[1] if draft.reciprocal and len(draft.actor) > 1 else None


def _participants(heard: Heard) -> list[tuple[int, Participant]]:
    """Who could take part, by token in text order: nobody in general, no pronoun's double, no modifier inside another's phrase."""
    everybody = [
        (i, p)
        for i, people in sorted(heard.actors.heads.items())
        for p in people[:1]
        if (p.start, p.end) not in heard.actors.weak and heard.sentence.start <= p.start and p.end <= heard.sentence.end
    ]
    return [
        (i, p)
        for i, p in everybody
        if not any(q is not p and q.start <= p.start and p.end <= q.end and q.end - q.start > p.end - p.start for _, q in everybody)
        and heard.parse.deps[i] in PARTIES
    ]


def _nearest(heard: Heard, draft: Draft, people: Sequence[tuple[int, Participant]]) -> list[Participant]:
    """The nearest participants that could be the draft's open recipient: nobody of the doer's own kind, nor the doer of an act that is not
    what this one speaks of ("demanded that the palace act")."""
    parse = heard.parse
    doers = [i for i, p in people if p in draft.actor]
    own = {(p.code, p.sector, p.id) for p in draft.actor}
    states = {f"state:{p.code}" for p in draft.actor}  # a minister asks nothing of his own state
    free = [
        (abs(i - draft.token), i, p)
        for i, p in people
        if (p.code, p.sector, p.id) not in own
        and p.id not in states
        and p.code != UNKNOWN
        and p not in draft.actor
        and parse.deps[i] != "appos"
        and (parse.deps[i] != "nsubj" or draft.token in parse.ancestors(i))
        and not _setting(parse, i)
        and not any(_same_phrase(parse, i, d) for d in doers)
    ]
    return [p for _, _, p in sorted(free, key=lambda x: x[:2])[:2]]


def _clause(parse: Parse, i: int) -> int:
    """The verb in whose clause a token stands; an infinitive or participle without a subject of its own belongs to the clause above."""
    while parse.heads[i] != i:
        i = parse.heads[i]
        bare = parse.deps[i] in ("xcomp", "advcl", "acl", "pcomp", "conj") and not parse.with_dep(i, "nsubj", "nsubj:pass")
        if parse.is_verb(i) and not bare:
            break
    return i


def _silent_pairs(heard: Heard, people: Sequence[tuple[int, Participant]]) -> Iterator[tuple[Participant, Participant]]:
    """Pairs that share a clause and no draft, the subject first; at most a few a sentence."""
    parse = heard.parse
    told = [{(p.start, p.end) for p in (*d.actor, *d.recipient)} for d in heard.result.drafts]
    asked = 0
    for i, doer in people:
        first = parse.first_conjunct(i)
        if parse.deps[first] not in DOERS or (parse.tags[first].startswith("PRP") and parse.deps[first] == "nmod:poss"):
            continue
        for k, other in people:
            pair = {(doer.start, doer.end), (other.start, other.end)}
            apart = len(pair) == 2 and (doer.code != other.code or doer.id != other.id) and _clause(parse, i) == _clause(parse, k)
            private = {doer.sector, other.sector} <= PRIVATE
            if (
                apart
                and asked < MOST
                and not private
                and not parse.tags[k].startswith("PRP")
                and not _same_phrase(parse, i, k)
                and not _setting(parse, k)
                and not any(pair <= t for t in told)
            ):
                asked += 1
                yield doer, other


def _same_phrase(parse: Parse, i: int, k: int) -> bool:
    """Whether one token stands inside the other's noun phrase or description: "Angela Merkel, the Chancellor of Germany"."""
    for low, high in ((i, k), (k, i)):
        for t in parse.ancestors(low):
            if t == high:
                return True
            if parse.is_verb(t) or parse.deps[t] == "conj":
                break
    return False


def _setting(parse: Parse, k: int) -> bool:
    """Whether a participant only says where or by what means: "in Berlin", "via Twitter"."""
    return parse.cases[parse.first_conjunct(k)] in SETTING


def _pair(heard: Heard, question: Question) -> Pair:
    start = heard.sentence.start

    def span(p: Participant | None) -> tuple[int, int] | None:
        return (p.start - start, p.end - start) if p else None

    return Pair(heard.text[start : heard.sentence.end], span(question.actor), span(question.recipient))


def _judged(heard: Heard, answered: Sequence[tuple[Question, Opinion | None]], language: Language, ontology: Ontology) -> Result:
    """The result of one sentence with the model's opinions worked in."""
    drafts: list[Draft | None] = list(heard.result.drafts)
    readings, rejections = list(heard.result.readings), list(heard.result.rejections)
    heard_of = [(q, o) for q, o in answered if o is not None]
    for question, opinion in heard_of:
        if question.draft is None or (draft := drafts[question.draft]) is None:
            continue
        change = _filled if question.fills else _weighed
        told = {draft.event_type, heard.spoken[question.draft]}
        judged, why = change(draft, told, question, opinion, [d for d in drafts if d], ontology)
        drafts[question.draft] = judged
        if why and (judged is None or judged.event_type != draft.event_type):
            readings = [replace(r, kept=False) if r.kept and r.start == draft.start and r.rule == draft.rule else r for r in readings]
        if judged is None:
            readings.append(Reading(draft.rule, draft.start, draft.end, False, why))
            rejections.append(Rejection(draft.sentence, draft.start, draft.end, "model_none", draft.rule, why))
        elif why:
            readings.append(Reading(judged.rule, draft.start, draft.end, True, why))
    kept = [d for d in drafts if d is not None]
    for question, opinion in heard_of:
        if question.draft is None and (own := _proposed(heard, question, opinion, kept, language, ontology)) is not None:
            kept.append(own)
            readings.append(Reading(own.rule, own.start, own.end, True, f"no pattern; {_told(opinion)}"))
    return Result(tuple(sorted(kept, key=lambda d: d.token)), tuple(readings), tuple(rejections))


def _told(opinion: Opinion) -> str:
    """The model's likeliest types in words."""
    ranked = sorted(opinion.types.items(), key=lambda x: -x[1])[:2]
    return "the model reads " + ", ".join(f"{t} {p:.2f}" for t, p in ranked)


def _weighed(
    draft: Draft, told: Set[str], question: Question, opinion: Opinion, drafts: Sequence[Draft], ontology: Ontology
) -> tuple[Draft | None, str]:
    """The draft with the model's share in its confidence, under another type, or None; and why, "" where the model changes nothing.

    told: the types under which its claims will stand; the model may mean either.
    """
    own = max(max(opinion.types[t], opinion.plover[t]) for t in told if t)
    if opinion.types["none"] >= NOTHING and own <= UNLIKELY:
        return None, _told(opinion)
    best = opinion.best
    between = [d for d in drafts if d is not draft and (_sides(d) == _sides(draft) or (d.event_type == best and _same_doer(d, draft)))]
    if (
        best not in ("none", *told)
        and min(opinion.types[best], opinion.plover[best]) >= OTHER
        and own <= UNLIKELY
        and not draft.content
        and not between
    ):
        mode = max(opinion.modes, key=lambda m: opinion.modes[m]) or None
        changed = replace(draft, event_type=best, mode=mode, cameo_code=ontology.mode_codes.get((best, mode or "")), coder=BOTH,
                          rule=f"{best}:model", confidence=round(opinion.types[best], 2))  # fmt: skip
        return changed, f"the pattern {draft.rule} reads {draft.event_type}; {_told(opinion)}"
    return replace(draft, confidence=round((draft.confidence + own) / 2, 2)), ""


def _same_doer(one: Draft, other: Draft) -> bool:
    """Whether two acts have one doer, be it that a pronoun names him: "Kenya warned that it would close the border"."""
    a, b = _sides(one)[0], _sides(other)[0]
    return a == b or (a is not None and b is not None and a.code == b.code and a.code != UNKNOWN)


def _filled(
    draft: Draft, told: Set[str], question: Question, opinion: Opinion, drafts: Sequence[Draft], ontology: Ontology
) -> tuple[Draft, str]:
    """The draft with its open side taken by a participant that the model is sure of, and why."""
    taken = question.recipient
    if draft.recipient or taken is None or max(opinion.types[t] for t in told if t) < FILLED:
        return draft, ""
    why = f"the pattern leaves the recipient open; with ‘{taken.text}’ {_told(opinion)}"
    return replace(draft, recipient=(taken,), coder=BOTH), why


def _proposed(
    heard: Heard, question: Question, opinion: Opinion, drafts: Sequence[Draft], language: Language, ontology: Ontology
) -> Draft | None:
    """A draft of the model's own where it is sure and a word in the clause can carry the act."""
    best = opinion.best
    if (
        best in LEFT_TO_PATTERNS
        or min(opinion.types[best], opinion.plover[best]) < SILENT
        or question.actor is None
        or question.recipient is None
    ):
        return None
    token = _carrier(heard, question.actor, question.recipient, best, language)
    if token is None or any(d.token == token for d in drafts) or _refused(heard, token):
        return None
    mode = max(opinion.modes, key=lambda m: opinion.modes[m]) or None
    parse = heard.parse
    return Draft(
        sentence=heard.sentence.index, token=token, start=parse.starts[token], end=parse.ends[token], event_type=best, mode=mode,
        context=(), cameo_code=ontology.mode_codes.get((best, mode or "")),
        actor=(question.actor,), recipient=(question.recipient,), reciprocal=False, content="", controller="", coder="model", rule=f"{best}:model", confidence=round(opinion.types[best], 2),
    )  # fmt: skip


def _refused(heard: Heard, token: int) -> bool:
    """Whether the patterns know the word and found no politics in it: the model does not overrule that."""
    start = heard.parse.starts[token]
    return any(r.start == start and r.reason == "not_political" for r in heard.result.rejections)


def _carrier(heard: Heard, actor: Participant, recipient: Participant, event_type: str, language: Language) -> int | None:
    """The word that carries the act between two participants: one that the lexicon knows for that type, on the way from one to the other."""
    parse = heard.parse
    at = {(p.start, p.end): i for i, people in heard.actors.heads.items() for p in people}
    i, k = at[actor.start, actor.end], at[recipient.start, recipient.end]
    up, down = [i, *parse.ancestors(i)], [k, *parse.ancestors(k)]
    shared = next((t for t in up if t in down), None)
    if shared is None:
        return None
    way = [t for t in (*up[1 : up.index(shared)], shared, *reversed(down[1 : down.index(shared)])) if t not in (i, k)]
    content = [t for t in way if parse.is_verb(t) or (parse.is_noun(t) and parse.deps[t] not in ("appos", "compound"))]
    known = [
        t
        for t in content
        if any(e.event_type == event_type and parse.tags[t].startswith(TAGS[e.pos]) for e in language.triggers.get(parse.lemmas[t], ()))
    ]
    return next(iter(known), None)
