"""What the acts of one sentence are dated with: its expressions, the publication date, and the text before it."""

import re
from collections.abc import Collection, Sequence
from datetime import date
from functools import cache

from comity.core.claim import Claim
from comity.core.parse import Parse
from comity.core.text import Document, Sentence
from comity.lexicon.language import Language
from comity.lexicon.named_events import NamedEvents
from comity.situate.dates.act import NEWS_DAYS, Origin, Timeline, last_origin, only_day
from comity.situate.dates.attaching import Binding
from comity.situate.dates.framing import frame_of, in_frame
from comity.situate.dates.inherit import heritable
from comity.situate.dates.meanings import Fixed, Named, Phrase, Yearly
from comity.situate.dates.phrases import Times, read_times
from comity.situate.dates.resolve import Clock, resolve
from comity.situate.dates.same_act import STEM
from comity.situate.dates.sitting import sitting_before
from comity.situate.dates.spans import Span

LOOK_BACK = 600  # characters before a sentence in which "two days later" finds what it counts from
COUNTED_FROM = {  # where the publication date comes from: what anchors say of it, and the basis of dates counted from it
    "dateline": ("dateline", "dateline"),
    "url": ("date of the address", "relative"),
    "visible": ("date shown", "relative"),
}
_BREAK = re.compile(r"""[.!?]["”’')]*\s+(?=["“‘'(]?[A-Z])|\n""")
_NOUN = re.compile(r"\s[a-z]{4,}\b(?<!\s(?:when|that|with|from|upon|over|near|into))")
LEAD = 80  # characters that a title or a byline may take before the end of the first sentence
REMARK = 80  # characters of a relative clause up to its date
_REMARK = re.compile(r", (?:who|which|whose)\b[^,.;!?\n]*$")
_OWNER = re.compile(r"\b(?:his|her|its|their|an?) $")
_OWNED = re.compile(r"['’]s?\s[a-z]")
_SPACE = re.compile(r"\s")


def sentence_times(document: Document, sentence: Sentence, language: Language, events: NamedEvents) -> Times:
    """The time expressions of one sentence; "September 11" in "the September 11 attacks" is part of an event's name."""
    text = document.text[sentence.start : sentence.end]
    times = read_times(text, sentence.start, language.times)
    named = [
        Phrase(
            sentence.start + start,
            sentence.start + end,
            text[start:end],
            Named(Span(event.start, event.end, event.precision), event.name, event.kind),
        )
        for start, end, event in events.find(text)
        if event.end is not None
    ]
    others = [p for p in times.phrases if isinstance(p.meaning, Fixed) or not any(n.start < p.end and p.start < n.end for n in named)]
    phrases = sorted((*others, *named), key=lambda p: p.start)
    return Times(in_frame(phrases, frame_of(document, language)), times.impossible)


def timeline(
    document: Document, sentence: Sentence, parse: Parse, times: Times, acts: Collection[int], earlier: Sequence[Claim], language: Language,
    spoken: Collection[int] = (),
) -> Timeline:  # fmt: skip
    """Everything that dating the acts of a sentence needs; `spoken` are those of the acts that are done in words."""
    published = document.day

    @cache
    def preceding() -> tuple[Phrase, ...]:
        start = _look_back(document.text, sentence.start)
        return read_times(document.text[start : sentence.start], start, language.times).phrases

    def before() -> Origin | None:
        near = last_origin([p for p in preceding() if not _attributive(document.text, p)], published)
        return near or only_day(lead(), published)

    def scene() -> Origin | None:
        near = [p for p in preceding() if not _by_the_way(document.text, p)]
        told = only_day(near, published) if near else only_day(lead(), published)
        return told if told is None or _of_the_lead(told, lead(), published) else None

    def opening() -> Origin | None:
        return _opening_day(document.text, lead(), [p for p in preceding() if not _by_the_way(document.text, p)], published)

    def sitting(begin: int) -> Origin | None:
        return sitting_before(document.text, begin, published, language)

    @cache
    def lead() -> tuple[Phrase, ...]:
        return lead_times(document.text, sentence.start, language)

    def told(token: int) -> Origin | None:
        types = {t.event_type for t in language.triggers.get(parse.lemmas[token], ()) if t.pos == "n" and parse.is_noun(token)}
        return _told(earlier, {parse.words[token].lower()[:STEM], parse.lemmas[token][:STEM]}, types)

    lists = ("date_barrier", "light_verb", "concluding_verb", "requiting_verb", "sequel", "dying")
    words = Binding(*(language.words[name] for name in lists))
    counted_from, basis = COUNTED_FROM.get(document.published_from or "", ("publication", "relative"))
    return Timeline(parse, times.phrases, list(acts), published, words, before, scene, opening, sitting, told, counted_from, basis,
                    frozenset(spoken), frame_of(document, language))  # fmt: skip


def lead_end(text: str, before: int) -> int:
    """Where the first sentence of a text ends; 0 if it reaches to the offset `before`."""
    first = _BREAK.search(text, LEAD, before) or _BREAK.search(text, 0, before)
    first = first or _BREAK.search(text, 0, before + 1)  # right before the second sentence, known by its capital
    return first.start() + 1 if first else 0


def lead_times(text: str, before: int, language: Language) -> tuple[Phrase, ...]:
    """The time expressions of the first sentence that are no remark by the way."""
    told = read_times(text[: lead_end(text, before)], 0, language.times).phrases
    return tuple(p for p in told if not _by_the_way(text, p))


def _of_the_lead(scene: Origin, lead: Sequence[Phrase], published: date | None) -> bool:
    """Whether a day may be that of the scene which the article opens with: its lead names that day or no other of the news, and no older time."""
    ends = [s.last for p in lead if (s := resolve(p.meaning, Clock(published))) and s.last]
    if published is None or any((published - end).days > NEWS_DAYS for end in ends):
        return False
    days = {end for end in ends if end <= published}
    return not days or scene.span.last in days


def _opening_day(text: str, lead: Sequence[Phrase], near: Sequence[Phrase], published: date | None) -> Origin | None:
    """The day with which an article opens ("On Monday, …"), where its first sentence names older times only to explain, and no time is told since."""
    if len(lead) < 2 or any(p.start > lead[-1].start for p in near) or text[: lead[0].start].strip().lower() not in ("", "on"):
        return None
    return only_day(lead[:1], published)


def _attributive(text: str, phrase: Phrase) -> bool:
    """Whether a day only tells which thing is meant: "the November 27 memorandum", "his January 2 remarks"."""
    calendar = isinstance(phrase.meaning, Fixed | Yearly)
    owned = calendar and bool(_OWNER.search(text, max(0, phrase.start - 8), phrase.start))
    return (owned or phrase.text.lower().startswith("the ")) and bool(_NOUN.match(text, phrase.end))


def _by_the_way(text: str, phrase: Phrase) -> bool:
    """Whether a date stands in a remark on somebody ("her husband, who was arrested in May, and") or only tells which thing is meant: "the
    November 27 memorandum", "Monday's final session"."""
    remark = bool(_REMARK.search(text, max(0, phrase.start - REMARK), phrase.start))
    return remark or _attributive(text, phrase) or bool(_OWNED.match(text, phrase.end))


def _look_back(text: str, end: int) -> int:
    """Where the text before a sentence is read from: a sentence's start, else a word's, for a window cut inside "25 March" would read "5 March"."""
    start = end - LOOK_BACK
    if start <= 0:
        return 0
    whole = _BREAK.search(text, start, end) or _SPACE.search(text, start, end)
    return whole.end() if whole else end


def _told(earlier: Sequence[Claim], stems: Collection[str], types: Collection[str]) -> Origin | None:
    """The date of the last claim whose act is named by a word with one of these beginnings, or is of a type that a noun can name:
    "the attack" after "a militant bombed a bus"."""
    for claim in reversed(earlier):
        named = {w.lower()[:STEM] for w in claim.quoted("event")[0].quote.split()}
        if not (named & set(stems) or claim.event_type in types):
            continue
        beside = [c for c in earlier if c.sentence == claim.sentence and c.date.precision == "day" and not c.background]
        for dated in (claim, *(beside if named & set(stems) else ())):  # "at the summit they agreed on Thursday": the day of the summit
            shown = dated.quoted("date")
            if heritable(dated.date) and shown and dated.date.start and dated.date.end:
                span = Span(date.fromisoformat(dated.date.start), date.fromisoformat(dated.date.end), dated.date.precision)
                return Origin(span, shown[0].start, shown[0].end, shown[0].quote)
    return None
