"""Whether a place name is used as a location or for those who act there ("Beijing warned Washington")."""

import re
from collections.abc import Mapping, Sequence

from comity.situate.spans import Span

STATES = frozenset({"country", "capital", "territory"})
_POSSESSIVE = re.compile(r"^(?:['’]s?)\s(?:[\w-]+ly\s)?(\w+)(?:\s(\w+))?")
_NEXT = re.compile(r"^\s(?:also |again |then |later |now |once |has |have |had |repeatedly )*([a-z]+)")
_SAME_PHRASE = re.compile(r"^(?:,| and| or) (?:the )?$")
_AND = re.compile(r"^(?:, and|,| and| or|, or) (?:the )?$")


def used_as_actor(text: str, spans: Sequence[Span], words: Mapping[str, frozenset[str]]) -> list[bool]:
    """For each span whether it acts. Members of an enumeration ("Mali, Niger and Chad left") share the use of the first or last."""
    told = [_told(text, s, words) for s in spans]
    for n in range(len(spans) - 2, -1, -1):  # the verb follows the last member
        if told[n] is None and told[n + 1] and _joined(text, spans, n):
            told[n] = True
    for n in range(1, len(spans)):  # the preposition stands before the first
        if not _joined(text, spans, n - 1) or told[n - 1] is None or spans[n].around.preposition:
            continue
        phrase = told[n - 1] is False and _SAME_PHRASE.match(text[spans[n - 1].end : spans[n].start])
        if told[n] is not True or phrase:
            told[n] = told[n - 1]
    return [bool(t) and s.candidates[0].kind in (*STATES, "site", "admin1") for s, t in zip(spans, told, strict=True)]


def _joined(text: str, spans: Sequence[Span], n: int) -> bool:
    return bool(_AND.match(text[spans[n].end : spans[n + 1].start]))


def _told(text: str, span: Span, words: Mapping[str, frozenset[str]]) -> bool | None:
    """True for an actor, False for a location, None where the words around do not say."""
    state = span.candidates[0].kind in STATES
    left = text[max(0, span.start - 80) : span.start].split()
    before = left[-1].lower().strip('("“') if left else ""
    if before == "the":
        before = left[-2].lower() if len(left) > 1 else ""
    if before in ("by", "against", "with") or left[-2:] in (["According", "to"], ["according", "to"]):
        return state
    if before == "between":
        return state and not words["stretch"] & {w.lower().strip(",") for w in left[-4:]}
    if before == "to":
        return state and bool(words["transfer"] & {w.lower().strip(",.") for w in left[-7:-1]})
    if before == "of":
        return state and bool(words["office_of"] & {w.lower() for w in left[-3:-1]})
    if span.around.preposition:
        return False
    return _by_verb(text, span, before, words)


def _by_verb(text: str, span: Span, before: str, words: Mapping[str, frozenset[str]]) -> bool | None:
    """What a name without a preposition does or undergoes."""
    state = span.candidates[0].kind in STATES
    owner = _POSSESSIVE.match(text[span.end : span.end + 40])
    if owner:
        return state and not {owner[1], owner[2]} & (words["place_kind"] | words["owned_by_place"])
    follows = _NEXT.match(text[span.end : span.end + 40])
    verb = follows[1] if follows else ""
    says = verb.endswith("ed") or verb in words["acting"] or verb in words["past"]
    if before in words["place_object_verb"] and not says:
        return False
    if says:
        return True
    if before.endswith("ed") or before in words["past"] or before == "that":
        return state
    return None
