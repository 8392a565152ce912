"""Which event type fits what one marked participant does to another: the lexicon's answer and the trained model's, together."""

from comity.coders import patterns
from comity.coders.model import Opinion, Pair
from comity.core.actor import Participant, SentenceActors
from comity.core.claim import TypeScore
from comity.core.parse import Parse
from comity.core.text import Sentence
from comity.pipeline import Engine
from comity.situate.attach import token_at
from comity.situate.status import find_status

BOTH, ONE, NEAR = 1.0, 0.55, 0.25
DOUBT = 0.5  # what a pattern that says nothing still leaves to a type; chosen on own held-out sentences


def classify(text: str, actor: tuple[int, int] | None, recipient: tuple[int, int] | None, engine: Engine) -> list[TypeScore]:
    """All 16 types, best first, and "none" last with its own score."""
    scores = _pattern_scores(text, actor, recipient, engine)
    nothing = 1 - max(scores.values())
    opinion = engine.model.read([Pair(text, actor, recipient)])[0] if engine.model is not None else None
    if opinion is not None:
        read = _with_pardons(opinion)
        raised = {t: (DOUBT + scores[t]) * read[t] for t in scores}
        nothing, total = read["none"], sum(raised.values())
        scores = {t: (1 - nothing) * p / total if total else 0.0 for t, p in raised.items()}
    order = list(scores)
    ranked = sorted((TypeScore(t, round(s, 4)) for t, s in scores.items()), key=lambda s: (-s.score, order.index(s.event_type)))
    return [*ranked, TypeScore("none", round(nothing, 4))]


def _with_pardons(opinion: Opinion) -> dict[str, float]:
    """The shares of PLOVER's types, apology and pardon with CONCEDE: PLOVER's table of codes has them as SUPPORT, the codebook's head tells."""
    read, own = dict(opinion.plover), opinion.types
    conceding = own["CONCEDE"] / (own["CONCEDE"] + own["SUPPORT"]) if own["CONCEDE"] + own["SUPPORT"] else 0.0
    moved = read["SUPPORT"] * conceding
    return read | {"SUPPORT": read["SUPPORT"] - moved, "CONCEDE": read["CONCEDE"] + moved}


def _pattern_scores(text: str, actor: tuple[int, int] | None, recipient: tuple[int, int] | None, engine: Engine) -> dict[str, float]:
    """How well the lexicon's readings of a sentence fit the marked pair, by type."""
    parse = next(engine.parser.parse([(text, 0)]))
    marked = {}
    for role, span in (("actor", actor), ("recipient", recipient)):
        if span is not None and (token := token_at(parse, *span)) is not None:
            marked[token] = (Participant(text[span[0] : span[1]], *span, id=role, code=role),)
    scores = dict.fromkeys(engine.ontology.types, 0.0)
    result = patterns.code_sentence(Sentence(0, 0, len(text)), parse, SentenceActors(marked), engine.language)
    by_token = {d.token: d for d in result.drafts}
    for draft in result.drafts:
        found = find_status(parse, draft, by_token, engine.language)
        event_type = engine.ontology.speech_act(found.status, draft.event_type) or draft.event_type
        roles = (
            "actor" in {p.id for p in draft.actor},
            "recipient" in {p.id for p in (*draft.recipient, *draft.actor)},
        )
        weight = BOTH if all(roles) else ONE if any(roles) else NEAR
        weight -= 0.2 * (found.content_of is not None) + 0.01 * _depth(parse, draft.token)
        scores[event_type] = max(scores[event_type], round(weight * draft.confidence, 4))
    for token, event_type in _bare_triggers(parse, engine):
        scores[event_type] = max(scores[event_type], round(0.1 - 0.01 * min(9, _depth(parse, token)), 4))
    return scores


def _depth(parse: Parse, token: int) -> int:
    return len(parse.ancestors(token))


def _bare_triggers(parse: Parse, engine: Engine) -> list[tuple[int, str]]:
    """Words that head some entry, whether or not its frame is filled: a weak sign of its type."""
    found = []
    for i, lemma in enumerate(parse.lemmas):
        entries = [
            t for t in engine.language.triggers.get(lemma, ()) if not t.conditions and parse.tags[i].startswith(patterns.TAGS[t.pos])
        ]
        found += [(i, t.event_type) for t in entries[:1]]
    return found
