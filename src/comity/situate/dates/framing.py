"""What dates an act from around it: the month that a title sets as the frame of its article, and the day of the news that is being told."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from comity.core.actor import Participant
from comity.core.claim import FACTS, Claim, Draft
from comity.core.parse import SUBJECTS, Parse
from comity.core.text import Document
from comity.core.when_where import EventDate
from comity.lexicon.language import Language
from comity.situate.attach import token_at, told_past
from comity.situate.dates.act import Timeline, event_date
from comity.situate.dates.inherit import heritable
from comity.situate.dates.meanings import Fixed, Phrase, Step
from comity.situate.dates.phrases import read_times
from comity.situate.dates.same_act import NEXT, SCENE_GAP, codes, of_another_time, turned
from comity.situate.dates.spans import Span

TALKED = frozenset({1, 3})  # quad classes of what is done in words
TITLE = "title"  # what the anchor of a date says that the title gave
KNOWN = frozenset({"the", "this", "that", "these", "those"})
ANSWERING = frozenset({"respond", "reply", "answer", "react"})
SCENIC = frozenset({"ASSAULT", "PROTEST", "COERCE", "RETREAT"})
BESIDE = frozenset({"though", "although", "while", "whereas"})  # clauses of the same time as the one they stand beside
TOLD = FACTS | {"alleged", "denied", "not_happened"}


def title_month(title: str, language: Language) -> tuple[Span, str] | None:
    """The month that a title ends with, as an edition of what happened in it does: "On the campaign trail, May 2020"; with its words."""
    found = read_times(title, 0, language.times).phrases
    last = found[-1] if found else None
    ends = (
        last is not None and not title[last.end :].strip(" .)]") and title[: last.start].rstrip()[-1:] in ("", ",", ":", "-", "–", "—", "(")
    )
    month = last is not None and isinstance(last.meaning, Fixed) and last.meaning.span.precision == "month"
    return (last.meaning.span, last.text) if last and ends and month and isinstance(last.meaning, Fixed) else None


def frame_of(document: Document, language: Language) -> tuple[Span, str] | None:
    """The month that an article is about by its title, where it was over or under way when the article came out."""
    frame = title_month(document.title, language) if document.title else None
    return frame if frame and frame[0].first and document.day and frame[0].first <= document.day else None


def in_frame(phrases: Sequence[Phrase], frame: tuple[Span, str] | None) -> tuple[Phrase, ...]:
    """The expressions of a framed article: "this month" is the month of its title, not that of its publication."""
    if frame is None:
        return tuple(phrases)
    return tuple(replace(p, meaning=Fixed(frame[0])) if p.meaning == Step("month", 0) else p for p in phrases)


def framed(line: Timeline, draft: Draft, status: str, quad: int, earlier: Sequence[Claim], language: Language) -> EventDate | None:
    """The date of an undated act by its article's title: what a sentence tells in the simple past happened in that month, unless the text
    just before went back to an older time and is not with somebody of whom the month was told again."""
    frame = line.frame
    if frame is None or status not in TOLD or not narrated(line.parse, draft.token, quad, language.words):
        return None
    if not untimed(line.parse, [p for p in line.phrases if not _holds(p, frame[0])], draft.token):
        return None
    before = line.before()
    older = before is not None and before.span.last is not None and before.span.last < (frame[0].first or before.span.last)
    known = {p.id for c in earlier if c.date.anchor == TITLE for p in c.actor}
    if older and not any((p.id or "").startswith("person:") and p.id in known for p in draft.actor):
        return None
    return event_date(frame[0], "inherited", frame[1], TITLE)


def _holds(phrase: Phrase, month: Span) -> bool:
    """Whether an expression is of a year around the month, as in the name of a thing: "the 2020 convention"."""
    span = phrase.meaning.span if isinstance(phrase.meaning, Fixed) else None
    return bool(span and span.first and span.last and month.first and month.last and span.first <= month.first and month.last <= span.last)


def untimed(parse: Parse, phrases: Sequence[Phrase], event: int) -> bool:
    """Whether the expressions of a sentence leave an act alone, for all of them stand in clauses that only tell who somebody is: "the senator,
    who was elected in 2018, agreed"."""
    return all(_in_remark(parse, token_at(parse, p.start, p.end), event) for p in phrases)


def _in_remark(parse: Parse, token: int | None, event: int) -> bool:
    above = parse.ancestors(token) if token is not None else []
    return any(parse.deps[t] == "acl:relcl" and event not in parse.subtree(t) for t in above)


def narrated(parse: Parse, event: int, quad: int, words: Mapping[str, frozenset[str]]) -> bool:
    """Whether an act is one of those that a tale goes through: by a simple past of its own, or as what such a verb begins, sets off or is done by
    ("started several lawsuits", "led to riots", "continued to attack"), not as something known already ("criticised the war")."""
    verb = event
    if parse.is_noun(event):
        first = parse.first_conjunct(event)
        verb, role = parse.heads[first], parse.deps[first]
        known = parse.deps[event] == "nmod:poss" or any(
            parse.words[c].lower() in KNOWN or parse.deps[c] == "nmod:poss" for c in parse.children[event]
        )
        held = role == "obj" or parse.cases[event] in ("to", "during")  # "led to riots", "during a riot they set fire to a church"
        if not parse.is_verb(verb) or not (role in SUBJECTS or held and not known):
            return False
    own = any(parse.tags[s] == "PRP" for s in parse.with_dep(verb, *SUBJECTS))  # "said she opposed": what is done by saying it
    beside = verb < parse.heads[verb] and bool(parse.with_dep(parse.heads[verb], "obj"))  # "one voiced doubts, another called for talks"
    if quad in TALKED and parse.deps[verb] == "ccomp" and not own and not beside:
        return False  # "noted that the house rejected the line": said on another day than that of the report
    told = [
        verb,
        *(t for t in parse.ancestors(verb) if parse.deps[verb] == "conj" and parse.is_verb(t)),
    ]  # "threatened it before, and he accused"
    return _simple_past(parse, verb) and not any(of_another_time(parse, t, words["other_time"]) for t in told)


def _simple_past(parse: Parse, verb: int) -> bool:
    """Whether a verb tells an act in the simple past, as a main clause, one joined to it, what somebody is reported to have done or went on to do,
    or what was done with it: "said …, calling for talks"."""
    aux = parse.with_dep(verb, "aux", "aux:pass")
    dep, head = parse.deps[verb], parse.heads[verb]
    if any(parse.words[c].lower() not in ("did", "was", "were", "to") for c in aux) or not parse.is_verb(head):
        return False
    if dep == "xcomp" and parse.tags[verb] in ("VB", "VBG"):
        return _simple_past(parse, head)
    if dep == "conj" and parse.tags[verb] in ("VB", "VBG", "VBN") and parse.tags[verb] == parse.tags[head]:
        return _simple_past(parse, head)
    bare = not parse.cases[verb] and not parse.with_dep(verb, "mark")
    if dep == "advcl" and parse.tags[verb] == "VBG" and bare:
        return _simple_past(parse, head)
    mistagged = dep == "root" and parse.tags[verb] == "VBN" and not aux  # "the president, who …, criticised"
    past = parse.tags[verb] == "VBD" or mistagged or any(parse.tags[c] == "VBD" for c in aux)
    if dep == "conj":
        return past and _simple_past(parse, head)
    if dep in ("ccomp", "parataxis"):
        return past and told_past(parse, head)
    beside = dep == "advcl" and any(parse.words[c].lower() in BESIDE for c in parse.with_dep(verb, "mark"))
    return past and (dep == "root" or (beside and _simple_past(parse, head)))


def on_that_day(parse: Parse, draft: Draft, status: str, quad: int, day: Span, earlier: Sequence[Claim], language: Language) -> bool:
    """Whether an undated act is one of the day of the news that the text before names: told in the simple past, and said by
    somebody who acted that day or in answer to that, or of the scene of that day."""
    if status not in TOLD or not narrated(parse, draft.token, quad, language.words):
        return False
    if parse.lemmas[draft.token] in language.words["attitude"]:
        return False
    if any(parse.cases[t] == "according to" for t in parse.children[draft.token]):
        return False  # what a source tells of how things came about
    near = [c for c in earlier if draft.sentence - c.sentence <= SCENE_GAP]
    last = [c.background for c in near if c.sentence < draft.sentence and draft.sentence - c.sentence <= 1]
    if last and all(last):
        return False  # the tale has gone back
    same_day = [c for c in near if c.date.precision == "day" and c.date.start == str(day.first) and heritable(c.date)]
    if quad in TALKED and draft.event_type != "CONSULT":
        if not codes(draft.actor) and any(c.event_type == "CONSULT" for c in same_day):
            return True  # "the ministers agreed": those who met
        acted = [p for c in same_day for p in c.actor if draft.sentence - c.sentence <= NEXT or (p.id or "").startswith("person:")]
        return (bool(same_day) and answers(parse, draft.token)) or bool(_people(draft.actor) & _people(acted))
    return any(_one_scene(draft, c) for c in same_day)


def answers(parse: Parse, event: int) -> bool:
    """Whether an act is told as the answer to another: "responded to her letter, calling for talks"."""
    return any(parse.lemmas[t] in ANSWERING for t in (event, parse.heads[event]))


def _one_scene(draft: Draft, claim: Claim) -> bool:
    """Whether two acts of one day may be told as one scene: fighting, protest and force, or one kind of act, by or to a side in common; who joins a
    meeting need not be of those who were told to meet."""
    kinds = {draft.event_type, claim.event_type}
    common = codes((*draft.actor, *draft.recipient)) & codes((*claim.actor, *claim.recipient))
    return kinds == {"CONSULT"} or (bool(common) and not turned(draft, claim) and (len(kinds) == 1 or kinds <= SCENIC))


def _people(side: Sequence[Participant]) -> set[str]:
    return {p.id or p.text.lower() for p in side}
