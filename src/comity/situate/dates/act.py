"""The date of an act from the expressions of its sentence, and what it was counted from."""

import bisect
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from comity.core.parse import Parse
from comity.core.when_where import EventDate
from comity.situate.attach import after_which, said_aside, token_at, told_past
from comity.situate.dates.attaching import Binding, Candidate, anchor_of, anniversary_of, candidates, own_year
from comity.situate.dates.meanings import Anniversary, Between, Bounded, Fixed, Meaning, Named, Phrase, Step, Weekday, Yearly
from comity.situate.dates.resolve import NEAR, Clock, as_fine, in_year, resolve
from comity.situate.dates.spans import PRECISIONS, Span, day_span, shifted

PRESENT = frozenset({"is", "are", "am", "'s", "’s", "'re", "’re"})
QUOTES = frozenset({'"', "``", "''", "“", "”"})
DEFINITE = frozenset({"the", "that", "this", "its", "his", "her", "their"})
NEWS_DAYS = 10  # what is told of longer ago is no longer the scene that the article reports
RECENT_DAYS = 92  # a date without a year from here back may as well lie in a year that the text named before
NEAR_BY = 400  # characters from that year to the date
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
HALF_A_YEAR = 183  # days
DEEPEST = 3  # acts dated by acts dated by acts


@dataclass(frozen=True, slots=True)
class Origin:
    """A date that an expression counts from, and where the text says it."""

    span: Span
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """What dating the acts of one sentence needs.

    `before` gives the last dated expression of the preceding text, `scene` its day where it names only one, `opening` that on which the text opens, `sitting` that of a debate or session which it goes through at an offset, `told` the date that the text gave earlier for the act at a token.
    `spoken` are the acts done in words, `frame` the month that the title is about. `counted_from` names the publication date in anchors ("publication", "dateline"), `basis` is that of dates counted from it.
    """

    parse: Parse
    phrases: tuple[Phrase, ...]
    acts: Sequence[int]
    published: date | None
    words: Binding
    before: Callable[[], Origin | None]
    scene: Callable[[], Origin | None]
    opening: Callable[[], Origin | None]
    sitting: Callable[[int], Origin | None]
    told: Callable[[int], Origin | None]
    counted_from: str = "publication"
    basis: str = "relative"
    spoken: frozenset[int] = frozenset()
    frame: tuple[Span, str] | None = None


@dataclass(frozen=True, slots=True)
class Dated:
    """A date, and the characters that prove it: the expression, then what it was counted from."""

    date: EventDate
    span: Span
    quotes: tuple[tuple[int, int], ...]


def date_act(line: Timeline, event: int, ahead: bool, depth: int = 0) -> Dated | None:
    """The date of the act at a token, `ahead` where its status says that it has not happened yet; None where nothing is said."""
    options = [_as_of(line.parse, event, o) for o in candidates(line.parse, event, line.phrases, line.acts, line.words)]
    remembered = anniversary_of(line.parse, event, line.phrases)
    if remembered is not None:
        return _remembered(line, event, remembered, [o for o in options if o.phrase.meaning is not remembered])
    year = own_year(options, Clock(line.published, ahead))
    governed = any(a in line.acts for a in line.parse.ancestors(event))
    for option in options:
        way = _governing(line.parse, event, option.phrase)
        if way == "xcomp" and ahead:
            continue
        tenses = (True, False) if _scheduled(line.parse, event, option.phrase.meaning) else (ahead and way != "advcl",)
        found = next((d for tense in tenses if (d := _dated(line, option, tense, governed, year, depth)) is not None), None)
        if found is not None:
            return _finer(found, [_dated(line, o, ahead, governed, year, depth) for o in options if o is not option and not o.past])
    if ahead or depth:
        return _years_back(line, event)
    if after_which(line.parse, event) and line.parse.lemmas[line.parse.heads[event]] in line.words.dying:
        return date_act(line, line.parse.heads[event], False, depth + 1)
    if event in line.spoken and said_aside(line.parse, event):
        return date_act(line, line.parse.heads[line.parse.heads[event]], False, depth + 1)
    return _years_back(line, event)


def _as_of(parse: Parse, event: int, option: Candidate) -> Candidate:
    """“As of Monday, troops have killed ten”, "no arrests": up to that day, where a simple past or present ("is closed as of Monday") begins there."""
    meaning = option.phrase.meaning
    if not isinstance(meaning, Bounded) or meaning.word != "as of":
        return option
    counted = parse.is_noun(event) or any(parse.lemmas[c] == "have" for c in parse.with_dep(event, "aux"))
    return replace(option, phrase=replace(option.phrase, meaning=replace(meaning, word="by" if counted else "since")))


def _governing(parse: Parse, event: int, phrase: Phrase) -> str:
    """Whether an expression dates the past verb before an infinitive: by its label, "advcl" for what the infinitive was the purpose of
    ("gathered on Wednesday to discuss the war"), "xcomp" for what was meant to come ("decided on Wednesday to leave"), else ""."""
    verb, token = parse.heads[event], token_at(parse, phrase.start, phrase.end)
    infinitive = parse.tags[event] == "VB" and any(parse.tags[c] == "TO" for c in parse.children[event])
    if not infinitive or isinstance(phrase.meaning, Bounded) or not told_past(parse, verb) or parse.lemmas[verb] == "be":
        return ""
    return parse.deps[event] if token is not None and token < event and token in parse.subtree(verb) else ""


def _remembered(line: Timeline, event: int, meaning: Anniversary, options: Sequence[Candidate]) -> Dated | None:
    """“Yesterday was the 70th anniversary of the takeover”: so many years before that day; a date of the act's own goes first."""
    below = line.parse.subtree(event)
    for option in options:
        found = _dated(line, option, False, False, None, 1)
        token = token_at(line.parse, option.phrase.start, option.phrase.end)
        if found is None or token in below:
            return found
        day = found.span.first
        span = day_span(day.year - meaning.years, day.month, day.day) if day and meaning.years and found.span.precision == "day" else None
        return Dated(event_date(span, "relative", found.date.text, found.date.anchor), span, found.quotes) if span else None
    return None


def _finer(found: Dated, others: Sequence[Dated | None]) -> Dated:
    """The day among the expressions of an act where the first gives only its month: "next month on August 2"."""
    rank = PRECISIONS.index
    inside = [
        d for d in others
        if d and d.span.first and d.span.last and "named event" not in (d.date.anchor or "") and found.span.first and found.span.last and d.quotes[0] != found.quotes[0]
        and found.span.first <= d.span.first and d.span.last <= found.span.last and rank(d.span.precision) < rank(found.span.precision)
    ]  # fmt: skip
    return min(inside, key=lambda d: rank(d.span.precision), default=found)


def _scheduled(parse: Parse, event: int, meaning: Meaning) -> bool:
    """Whether a present tense may tell of what is to come: "flies to Bangkok on Thursday", "is building six carriers by '35"."""
    deadline = isinstance(meaning, Bounded) and meaning.word == "by" and isinstance(meaning.inner, Fixed) and meaning.inner.short
    if not (isinstance(meaning, Weekday | Step) or deadline) or not parse.is_verb(event):
        return False
    aux = {parse.words[c].lower() for c in parse.with_dep(event, "aux")}
    return (parse.tags[event] in ("VBZ", "VBP") and not aux) or (parse.tags[event] == "VBG" and bool(aux & PRESENT) and "been" not in aux)


def _dated(line: Timeline, option: Candidate, ahead: bool, governed: bool, year: int | None, depth: int) -> Dated | None:
    phrase = option.phrase
    origin = _origin(line, phrase, option.anchor, ahead, depth)
    meaning = phrase.meaning
    clock = Clock(_spoken_on(line, phrase) or line.published, ahead, origin.span if origin else None)
    span = resolve(meaning, clock)
    if _pinned(meaning, 2000) is not None:
        year = _year_told(line, phrase, span) if year is None and not ahead else year
        pinned = _pinned(meaning, year) if year is not None else None
        span = resolve(pinned, clock) if pinned else span
    if (
        year is not None
        and isinstance(meaning, Named)
        and span
        and span.first
        and span.last
        and not span.first.year <= year <= span.last.year
    ):
        return None  # "the 2019 Geneva summit" is another one
    if (
        span is None
        or not _fits(meaning, span, line.published, ahead, governed)
        or (option.past and not _past(meaning, span, line.published))
    ):
        return None
    counted = origin if origin is not None and _counts_from(meaning) else None
    anchor_text = f"“{counted.text}” {counted.span.first or ''}".strip() if counted else _publication(line, meaning, year)
    basis = "stated" if _stated(meaning) else "relative" if counted else line.basis
    quotes = ((phrase.start, phrase.end), *([(counted.start, counted.end)] if counted else []))
    return Dated(event_date(span, basis, phrase.text, anchor_text), span, quotes)


def _pinned(meaning: Meaning, year: int) -> Meaning | None:
    """A date without a year put into one, also within "until July" and "from May to July"; None for any other."""
    if isinstance(meaning, Yearly) and not meaning.relation and meaning.years is None:
        span = in_year(meaning, year)
        return Fixed(span) if span else None
    if isinstance(meaning, Bounded):
        inner = _pinned(meaning.inner, year)
        return replace(meaning, inner=inner) if inner else None
    if isinstance(meaning, Between):
        first, last = _pinned(meaning.first, year), _pinned(meaning.last, year)
        return Between(first, last) if first and last else None
    return None


def _spoken_on(line: Timeline, phrase: Phrase) -> date | None:
    """The day on which a quoted speaker said "today", where the text dates the speech: not that of the publication."""
    step = phrase.meaning
    if not (isinstance(step, Step) and step.origin == "publication" and step.unit == "day" and _quoted(line.parse, phrase.start)):
        return None
    scene = line.scene()
    outside = [p for p in line.phrases if p.meaning is not step and not _quoted(line.parse, p.start)]
    spans = [resolve(p.meaning, Clock(line.published)) for p in outside]
    day = next((s for s in spans if s and s.precision == "day" and s.first == s.last), scene.span if scene else None)
    return day.first if day else None


def _quoted(parse: Parse, at: int) -> bool:
    """Whether a character stands inside quotation marks of its sentence."""
    marks = [w for w, start in zip(parse.words, parse.starts, strict=True) if start < at and w in QUOTES]
    return bool(marks) and (marks[-1] == "“" or (marks[-1] in ('"', "``") and sum(w in ('"', "``", "''") for w in marks) % 2 == 1))


def _year_told(line: Timeline, phrase: Phrase, span: Span | None) -> int | None:
    """The year that the text gave right before a bare date of long ago: "moved on November 15, 2017 … resigned on November 21"."""
    edge = (span.first or span.last) if span else None
    if edge is None or line.published is None or (line.published - edge).days <= RECENT_DAYS:
        return None
    told = [(p.end, p.text) for p in line.phrases if p.end <= phrase.start and isinstance(_unbound(p.meaning), Fixed)]
    origin = line.before()
    if not told and origin is not None and phrase.start - origin.end <= NEAR_BY:
        told = [(origin.end, origin.text)]
    year = _YEAR.search(told[-1][1]) if told else None
    return int(year[0]) if year and int(year[0]) < edge.year else None


def event_date(span: Span, basis: str, text: str | None, anchor: str | None) -> EventDate:
    iso = [d.isoformat() if d else None for d in (span.first, span.last)]
    return EventDate(iso[0], iso[1], span.precision, basis, text, anchor)


def _origin(line: Timeline, phrase: Phrase, anchor: int | None, ahead: bool, depth: int) -> Origin | None:
    """What an expression counts from: the act it names, or the date that the text gave last."""
    if anchor is not None and depth < DEEPEST:
        dated = _anchor_date(line, phrase.meaning, anchor, ahead, depth)
        at = (line.parse.starts[anchor], line.parse.ends[anchor])
        told = Origin(dated.span, *at, line.parse.words[anchor]) if dated else line.told(anchor)
        definite = any(line.parse.words[c].lower() in DEFINITE for c in line.parse.children[anchor])
        if told is not None or not (definite or anchor == _end(line.parse, phrase) + 2):
            return told
    elif not _counts_from(phrase.meaning):
        return None
    exact = as_fine if anchor is not None else lambda span, meaning: True  # no year told by the way dates "hours before the summit"
    earlier = [p for p in line.phrases if p.end <= phrase.start and not _counts_from(p.meaning)]
    for p in reversed(earlier):
        span = resolve(_unbound(p.meaning), Clock(line.published, ahead))
        if span is not None and exact(span, phrase.meaning):
            return Origin(span, p.start, p.end, p.text)
    last = line.before()
    return last if last is None or exact(last.span, phrase.meaning) else line.scene()


def _end(parse: Parse, phrase: Phrase) -> int:
    """The last token of an expression."""
    return bisect.bisect_left(parse.ends, phrase.end)


def _anchor_date(line: Timeline, meaning: Meaning, anchor: int, ahead: bool, depth: int) -> Dated | None:
    """The date of the act that is counted from. "On the eve of Thursday's speech": the next Thursday, if its eve is not still to come."""
    back = isinstance(meaning, Step) and meaning.n < 0
    line = replace(line, phrases=tuple(p for p in line.phrases if p.meaning is not meaning))
    if back and not ahead and line.published:
        to_come = date_act(line, anchor, True, depth + 1)
        result = resolve(meaning, Clock(line.published, False, to_come.span)) if to_come else None
        if result and result.first and result.first <= line.published:
            return to_come
    return date_act(line, anchor, ahead, depth + 1)


def _counts_from(meaning: Meaning) -> bool:
    """Whether an expression counts from another date or act than the publication's."""
    if isinstance(meaning, Bounded):
        return _counts_from(meaning.inner)
    told = isinstance(meaning, Step) and meaning.origin != "publication"
    told = told or (isinstance(meaning, Yearly) and meaning.relation == "same")
    return told or isinstance(meaning, Anniversary) or (isinstance(meaning, Weekday) and meaning.relation in ("previous", "following"))


def elsewhen(meaning: Meaning) -> bool:
    """Whether an expression speaks of a time of its own: "the next day", "hours after the attack", "a 2018 trip", "in World War I"."""
    return isinstance(meaning, Fixed | Named) or isinstance(meaning, Step) and meaning.origin != "publication" and bool(meaning.n)


def _stated(meaning: Meaning) -> bool:
    """Whether an expression is a calendar date, its year perhaps left out."""
    if isinstance(meaning, Between):
        return _stated(meaning.last)
    if isinstance(meaning, Bounded):
        return _stated(meaning.inner)
    return isinstance(meaning, Fixed | Named) or (isinstance(meaning, Yearly) and not meaning.relation and meaning.years is None)


def _publication(line: Timeline, meaning: Meaning, year: int | None) -> str | None:
    """The publication date as an anchor, where an expression needed it."""
    if isinstance(meaning, Fixed):
        return None
    if isinstance(meaning, Named):
        return f"named event {meaning.name}"
    if isinstance(meaning, Bounded | Between) and isinstance(meaning.inner if isinstance(meaning, Bounded) else meaning.last, Fixed):
        return None
    if year is not None and isinstance(meaning, Yearly):
        return f"year {year}"
    return f"{line.counted_from} {line.published}" if line.published else None


def _past(meaning: Meaning, span: Span, published: date | None) -> bool:
    """Whether an expression can only look back; a bare weekday may as well look ahead, and so may a month of half a year ago."""
    if published is None or span.last is None or span.last >= published or isinstance(meaning, Weekday):
        return False
    return _pinned(meaning, 2000) is None or (published - span.last).days < HALF_A_YEAR


def _fits(meaning: Meaning, span: Span, published: date | None, ahead: bool, governed: bool) -> bool:
    """What is done lies not wholly after the publication date, what is ahead not wholly before it: unless the text says the year and no
    other act asks for or promises it ("offered to mediate as early as May 2021" dates the offer)."""
    if published is None:
        return True
    if not ahead:
        return span.first is None or span.first <= published + timedelta(days=NEAR if isinstance(meaning, Yearly) else 0)
    return span.last is None or span.last >= published or (_stated(meaning) and not governed)


def _years_back(line: Timeline, event: int) -> Dated | None:
    """“Ten years after Russia seized Crimea, the allies met”: the news counts the years back to an act without a date; "were killed on
    Sunday, a day after rebels attacked the town": the verb that the clause hangs on counts the days."""
    for phrase in line.phrases:
        step = phrase.meaning
        if not (isinstance(step, Step) and step.origin == "act" and step.n > 0) or anchor_of(line.parse, phrase) != event:
            continue
        if step.unit in ("year", "decade"):
            start, anchor = line.published, f"{line.counted_from} {line.published}"
            quotes: tuple[tuple[int, int], ...] = ()
        else:
            others = replace(line, phrases=tuple(p for p in line.phrases if p is not phrase))
            told = date_act(others, line.parse.heads[event], False, DEEPEST) if line.parse.is_verb(event) else None
            day = told is not None and told.span.precision == "day" and told.span.first == told.span.last
            start, anchor = (told.span.first, f"“{told.date.text}” {told.span.first}") if told and day else (None, "")
            quotes = told.quotes[:1] if told else ()
        span = shifted(start, step.unit, -step.n) if start else None
        if span is not None:
            return Dated(event_date(span, line.basis, phrase.text, anchor), span, ((phrase.start, phrase.end), *quotes))
    return None


def last_origin(phrases: Sequence[Phrase], published: date | None) -> Origin | None:
    """The last expression of some text that gives a date by itself."""
    for p in reversed(phrases):
        if not _counts_from(p.meaning):
            span = resolve(_unbound(p.meaning), Clock(published))
            if span is not None and span.first is not None and (published is None or span.first <= published):
                return Origin(span, p.start, p.end, p.text)
    return None


def only_day(phrases: Sequence[Phrase], published: date | None) -> Origin | None:
    """The day of the news that some text names, if it names only one and goes back to no older time after it."""
    found: dict[date, Origin] = {}
    for p in phrases:
        span = resolve(p.meaning, Clock(published))
        since = isinstance(p.meaning, Bounded) and p.meaning.word == "since"  # how long something has lasted
        if span is None or span.last is None or published is None or since:
            continue
        days = (published - span.last).days
        if span.first == span.last and 0 <= days <= NEWS_DAYS:
            found[span.last] = Origin(span, p.start, p.end, p.text)
        elif days > NEWS_DAYS:
            found.clear()
    return next(iter(found.values())) if len(found) == 1 else None


def _unbound(meaning: Meaning) -> Meaning:
    """The date inside since, by, until, before and after."""
    return meaning.inner if isinstance(meaning, Bounded) else meaning
