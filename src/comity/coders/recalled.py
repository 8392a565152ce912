"""Sides that a later sentence leaves out, taken from the act as the document told it: "the attack", "He was killed last week"."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from comity.coders.match import People
from comity.core.actor import UNKNOWN, Participant
from comity.core.claim import Draft
from comity.core.parse import Parse

Words = Mapping[str, frozenset[str]]
NEAR = 2  # sentences back, within which the last of several acts is meant
DEFINITE = frozenset({"the", "this", "these", "that", "those"})
BLAMED = frozenset({"obj", "nsubj:pass"})
BLAMED_CASES = frozenset({"against", "over", "for", "at", "about", "of", "with", "to"})
JUDGING = frozenset({"ACCUSE", "SUPPORT"})
ANSWERS = frozenset({"AGREE", "REJECT"})
ASKED = frozenset({"REQUEST", "AGREE"})  # what is agreed to or rejected
DEEDS = frozenset(
    {"ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "RETREAT", "CONCEDE", "AID", "REJECT", "REQUEST"}
)  # what is blamed or praised
ONE_SIDED = frozenset({"ASSAULT", "COERCE", "SANCTION", "ACCUSE", "RETREAT", "AID", "MOBILIZE", "REQUEST", "SUPPORT"})
TOLD_OF_ONE = frozenset({"ASSAULT", "COERCE"})  # what happens to a person once in an article
OWN_WORDS = frozenset({"nmod:poss", "nummod", "nmod", "appos"})  # a noun with such is told of on its own


@dataclass(frozen=True, slots=True)
class Told:
    """The drafts of one sentence with what is needed to compare them."""

    parse: Parse
    drafts: tuple[Draft, ...]


def recall_sides(told: Sequence[Told], words: Words) -> list[tuple[Draft, ...]]:
    """The drafts of a document's sentences, sides left open filled from the same act told elsewhere in it."""
    acts = [(t.parse, d) for t in told for d in t.drafts]
    found = []
    for t in told:
        drafts = []
        for draft in t.drafts:
            whole = _same_act(t.parse, draft, acts, words)
            drafts.append(_blamed(t.parse, whole, acts, words))
        found.append(tuple(drafts))
    return found


def _same_act(parse: Parse, draft: Draft, acts: Sequence[tuple[Parse, Draft]], words: Words) -> Draft:
    """A draft with the sides of the act that it tells again."""
    if draft.reciprocal or draft.event_type not in ONE_SIDED or (draft.actor and draft.recipient):
        return draft
    before = []
    noun = _told_by(parse, draft, words)
    if parse.is_noun(noun):
        back = _definite(parse, noun, words)
        earlier = [(p, d) for p, d in acts if d.sentence < draft.sentence and _alike(parse, noun, draft, p, d, words)]
        before = [(p, d) for p, d in earlier if back or _same_side(draft, d)]
    actor = draft.actor or _agreed(draft, [d for _, d in before], "actor")
    if not actor and draft.recipient and draft.event_type in TOLD_OF_ONE:
        actor = _agreed(
            draft,
            [d for p, d in acts if d is not draft and _alike(parse, draft.token, draft, p, d, words) and _same_person(d, draft)],
            "actor",
        )
    recipient = draft.recipient or _agreed(draft, [d for _, d in before], "recipient") or _answered(parse, draft, acts, words)
    mine = {(p.id or p.name or p.code) for p in draft.recipient or draft.actor}
    at = (parse.starts[draft.token], parse.ends[draft.token])
    text = parse.words[draft.token]
    actor = actor if draft.actor else tuple(_as(p, text, at) for p in actor if (p.id or p.name or p.code) not in mine)
    recipient = recipient if draft.recipient else tuple(_as(p, text, at) for p in recipient if (p.id or p.name or p.code) not in mine)
    return replace(draft, actor=actor, recipient=recipient)


def _told_by(parse: Parse, draft: Draft, words: Words) -> int:
    """The noun by which a draft points back: its own, or the subject of a verb of harm ("The strikes killed two men")."""
    subject = next(iter(parse.with_dep(draft.token, "nsubj")), draft.token) if draft.event_type == "ASSAULT" else draft.token
    return subject if parse.lemmas[subject] in words["attack_noun"] else draft.token


def _answered(parse: Parse, draft: Draft, acts: Sequence[tuple[Parse, Draft]], words: Words) -> People:
    """Whoever struck first, where a strike answers another: "Israel responded with airstrikes"."""
    if draft.event_type != "ASSAULT" or parse.lemmas[draft.token] not in words["answering_verb"]:
        return ()
    own = {p.code for p in draft.actor}
    first = [
        d for _, d in acts if 0 < draft.sentence - d.sentence <= NEAR and d.event_type == "ASSAULT" and own & {p.code for p in d.recipient}
    ]
    return tuple(p for p in first[-1].actor if p.code not in own) if first else ()


def _blamed(parse: Parse, draft: Draft, acts: Sequence[tuple[Parse, Draft]], words: Words) -> Draft:
    """Blame or praise of an act told before is blame or praise of its doer: "condemned the attack", "The operation was criticised"."""
    if draft.event_type not in (*JUDGING, *ANSWERS) or draft.recipient or draft.mode == "investigate" or not draft.actor:
        return draft
    deeds = ASKED if draft.event_type in ANSWERS else DEEDS
    for noun in _judged(parse, draft.token):
        if not _definite(parse, noun, words):
            continue
        before = [
            (p, d)
            for p, d in acts
            if d.sentence < draft.sentence and d.event_type in deeds and (_same_word(parse, noun, p, d) or _generic(parse, noun, d, words))
        ]
        doers = _agreed(draft, [d for _, d in before], "actor")
        mine = {p.code for p in draft.actor}
        at = (parse.starts[noun], parse.ends[noun])
        found = tuple(_as(p, parse.words[noun], at) for p in doers if p.code not in mine)
        if found:
            return replace(draft, recipient=found)
    return draft


def _judged(parse: Parse, verb: int) -> Iterator[int]:
    for c in parse.children[verb]:
        if parse.is_noun(c) and (parse.deps[c] in BLAMED or (parse.deps[c] in ("obl", "nmod") and parse.cases[c] in BLAMED_CASES)):
            yield c


def _definite(parse: Parse, noun: int, words: Words) -> bool:
    """Whether a noun points back to what was told: "the attack", not "the 2011 attack", "the attack on Goma" or "a second attack"."""
    around = parse.children[noun]
    if not any(parse.lemmas[c] in DEFINITE for c in around if parse.deps[c] == "det"):
        return False
    if any(parse.deps[c] in OWN_WORDS and parse.words[c] not in words["calendar"] for c in around):
        return False
    return not any(parse.words[c][0].isdigit() or parse.lemmas[c] in words["other_one"] for c in around)


def _alike(parse: Parse, token: int, draft: Draft, other_parse: Parse, other: Draft, words: Words) -> bool:
    """Whether two drafts may tell one act: of one type and mode or by one word, no side of the one against the other's."""
    if draft.event_type != other.event_type:
        return False
    kind = _same_word(parse, token, other_parse, other) or (draft.mode is not None and draft.mode == other.mode)
    if not kind and not _generic(parse, token, other, words):
        return False
    return all(_compatible(a, b) for a, b in ((draft.actor, other.actor), (draft.recipient, other.recipient)))


def _compatible(a: People, b: People) -> bool:
    a, b = (tuple(p for p in side if not _anybody(p)) for side in (a, b))
    return not a or not b or bool({p.code for p in a} & {p.code for p in b})


def _same_word(parse: Parse, token: int, other_parse: Parse, other: Draft) -> bool:
    """Whether two words are one, or a verb and its noun: "arrested", "arrest"; "bombed", "bombing"."""
    a, b = parse.lemmas[token].lower(), other_parse.lemmas[other.token].lower()
    stem = max(4, min(len(a), len(b)) - 2)
    inside = {lemma for lemma, s in zip(other_parse.lemmas, other_parse.starts, strict=True) if other.start <= s < other.end}
    return a[:stem] == b[:stem] or a in inside  # "the sanctions" after "imposed sanctions"


def _generic(parse: Parse, token: int, other: Draft, words: Words) -> bool:
    """Whether a word may name any use of force, or any request, told before."""
    kind = {"ASSAULT": "attack_noun", "REQUEST": "request_noun"}.get(other.event_type)
    return kind is not None and parse.lemmas[token] in words[kind]


def _same_side(draft: Draft, other: Draft) -> bool:
    """Whether what one side of a draft names is the same side of another by name: "the ban on Mahan Air" after "banned Mahan Air"."""
    pairs = ((draft.actor, other.actor), (draft.recipient, other.recipient))
    return any({p.id for p in a if p.id} & {p.id for p in b if p.id} for a, b in pairs)


def _same_person(a: Draft, b: Draft) -> bool:
    """Whether two drafts are done to one person by name."""
    names = [
        {p.id if (p.id or "").startswith("person:") else p.name for p in d.recipient if (p.id or "").startswith("person:") or not p.id}
        for d in (a, b)
    ]
    return bool((names[0] & names[1]) - {None})


def _agreed(draft: Draft, told: Sequence[Draft], side: str) -> People:
    """The side that the tellings of an act agree on; where they differ, that of a telling just before."""
    filled = [d for d in told if _sides(d, side)]
    if not filled:
        return ()
    last = min(filled, key=lambda d: (abs(draft.sentence - d.sentence), -d.token))
    codes = {frozenset(p.code for p in _sides(d, side)) for d in filled}
    return _sides(last, side) if len(codes) == 1 or 0 <= draft.sentence - last.sentence <= NEAR else ()


def _sides(draft: Draft, side: str) -> People:
    people = draft.actor if side == "actor" else draft.recipient
    return tuple({p.id or (p.code, p.sector, p.name): p for p in people if (p.code != UNKNOWN or p.name) and not _anybody(p)}.values())


def _anybody(person: Participant) -> bool:
    """Whether nothing is told of an attacker but where he struck."""
    return person.sector == "UAF" and person.resolved_by in ("context", "agent") and not (person.id or person.name)


def _as(person: Participant, text: str, at: tuple[int, int]) -> Participant:
    """A side as the word that tells its act again refers to it."""
    return replace(person, text=text, start=at[0], end=at[1], resolved_by="coreference", confidence=round(person.confidence * 0.8, 2),
                   antecedent=person.antecedent or (person.start, person.end))  # fmt: skip
