"""Names that places bore for a time, read by the time that a text speaks of: Leningrad in 1943, Salisbury in Rhodesia."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from comity.lexicon.former_names import FormerName
from comity.lexicon.gazetteer import Toponym
from comity.lexicon.gazetteer_file import fold
from comity.situate.spans import Span

NEAR = 160  # characters around a name in which a year tells the time that is spoken of
AT_ITS_TIME = 6.0  # what a name's own time weighs against other places of that name
FADED = 0.6  # of the confidence is left to a name outside its time
_YEAR = re.compile(r"\b(1[0-9]\d\d|20\d\d)s?\b")


def in_their_time(text: str, spans: Sequence[Span], former: Mapping[str, FormerName], published: date | None) -> list[Span]:
    """The spans, former names meaning their place at its time; outside it, reused names no longer do."""
    return [_dated(text, s, former[fold(s.name)], published) if fold(s.name) in former else s for s in spans]


def _dated(text: str, span: Span, name: FormerName, published: date | None) -> Span:
    if _at_its_time(text, span, name, published):
        places = [replace(t, weight=t.weight + AT_ITS_TIME) if is_bearer(t, name) else t for t in span.candidates]
    else:
        places = [t for t in span.candidates if not (name.reused and is_bearer(t, name))]
    return replace(span, candidates=tuple(sorted(places, key=lambda t: (-t.weight, t.row))) or span.candidates)


def is_bearer(place: Toponym, name: FormerName) -> bool:
    return (place.name, place.country) == (name.place, name.country)


def share_left(text: str, span: Span, place: Toponym, former: Mapping[str, FormerName], published: date | None) -> float:
    """How much confidence a place keeps: less where the text does not speak of the time at which the place had that name."""
    name = former.get(fold(span.name))
    if name is None or not is_bearer(place, name) or published is None or _at_its_time(text, span, name, published):
        return 1.0
    return FADED


def _at_its_time(text: str, span: Span, name: FormerName, published: date | None) -> bool:
    """Whether the text was published while a name held, or speaks of that time: by a year nearby or by words of the time."""
    if published is not None and name.held(published):
        return True
    around = text[max(0, span.start - NEAR) : span.end + NEAR]
    return any(name.held_in(int(y)) for y in _YEAR.findall(around)) or any(re.search(rf"\b{re.escape(cue)}\b", text) for cue in name.cues)
