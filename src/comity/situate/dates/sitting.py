"""The sitting that an article takes its readers through: "At the first debate, held on May 3 in Ghent, …" dates what was said there, however far down."""

import re
from datetime import date
from functools import lru_cache

from comity.core.claim import Draft
from comity.core.parse import Parse
from comity.lexicon.language import Language
from comity.situate.dates.act import Origin
from comity.situate.dates.framing import TALKED, TOLD, narrated
from comity.situate.dates.meanings import Phrase
from comity.situate.dates.phrases import read_times
from comity.situate.dates.resolve import Clock, resolve

REACH = 9000  # characters over which an article tells of one sitting: a long section
MONTHS = 62  # days for which a sitting is news, as in a monthly review
BETWEEN = 60  # characters from the sitting's name to its day
_DET = r"(?:the|an?|their|its|this|that|his|her)\b[^.;:\n]{0,60}?"
_OPENS = (  # "At the first debate, held", "the summit took place", "hosted an emergency session"
    rf"(?:^|[.!?][\"”’')]*\s+|\n)(?:At|During) {_DET}\b(?:%(nouns)s)\b,?(?: which (?:was|took place))?(?: held| hosted| taking place)?"
    rf"|\b(?:%(nouns)s) (?:was held|were held|took place|began|opened|convened)\b"
    rf"|\b(?:held|hosted|convened|opened|addressed) {_DET}\b(?:%(nouns)s)\b"
)
_THEN = re.compile(r"(?: (?:of|with|between) [^.;:\n]{3,40}?)?(?: (?:in|at) [A-Z][^.;:\n]*?,?)?,?(?: on)? ")


@lru_cache(8)
def _opening(nouns: frozenset[str]) -> re.Pattern[str]:
    return re.compile(_OPENS % {"nouns": "|".join(sorted(map(re.escape, nouns)))})


def sitting_before(text: str, begin: int, published: date | None, language: Language) -> Origin | None:
    """The day of the last sitting that the text opens before the offset `begin`, where no other time is told since; None without one."""
    start = max(0, begin - REACH)
    openings = list(_opening(language.words["sitting"]).finditer(text, start, begin))
    if not openings or published is None:
        return None
    since = openings[-1].end()
    phrases = read_times(text[since:begin], since, language.times).phrases
    if not phrases or phrases[0].start - since > BETWEEN or not _THEN.fullmatch(text, since, phrases[0].start):
        return None
    held = resolve(phrases[0].meaning, Clock(published))
    if held is None or held.last is None or held.first != held.last or not 0 <= (published - held.last).days <= MONTHS:
        return None
    at = Origin(held, phrases[0].start, phrases[0].end, phrases[0].text)
    return None if any(_moves(p, published) for p in phrases[1:]) else at


def _moves(phrase: Phrase, published: date) -> bool:
    """Whether an expression takes the tale to another time, as a day or month does and a bare year in the name of a thing does not."""
    span = resolve(phrase.meaning, Clock(published))
    return span is not None and span.precision in ("day", "week", "month")


def said_there(parse: Parse, draft: Draft, status: str, quad: int, language: Language) -> bool:
    """Whether an act is one of those done in words that the tale of a sitting goes through, in the simple past."""
    spoken = quad in TALKED and draft.event_type != "CONSULT" and bool(draft.actor) and status in TOLD
    return spoken and narrated(parse, draft.token, quad, language.words)
