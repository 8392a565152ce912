"""The day of the violence or arrest that an article opens with, for what the text goes on to tell of it though the opening itself is no claim."""

import re
from collections.abc import Sequence

from comity.core.actor import Participant
from comity.core.claim import Draft
from comity.core.text import Document
from comity.core.when_where import Place
from comity.lexicon.language import Language
from comity.situate.dates.act import Origin, Timeline, only_day
from comity.situate.dates.framing import TOLD, narrated
from comity.situate.dates.same_act import SCENE_GAP, STEM, codes
from comity.situate.dates.timeline import lead_end, lead_times

_WORD = re.compile(r"[a-z]+")


def day_of_attack(
    document: Document, line: Timeline, draft: Draft, status: str, quad: int, language: Language, places: Sequence[Place]
) -> Origin | None:
    """The one day of the first sentence, where that tells of an attack and the act goes on with it: a blow, or an arrest by somebody of
    somebody who is not named; or where both tell of the same kind of arrest; in a country that it names. None once the text has gone back to an older time."""
    parse, verb = line.parse, draft.token
    kind = draft.event_type in ("ASSAULT", "COERCE") and status in TOLD and 0 < draft.sentence <= SCENE_GAP
    if not kind or not parse.is_verb(verb) or not narrated(parse, verb, quad, language.words):
        return None
    sufferers = draft.recipient if draft.event_type == "COERCE" else (*draft.actor, *draft.recipient)
    if not sufferers or not all(_nameless(p, language) for p in sufferers):
        return None
    end = lead_end(document.text, parse.starts[0])
    lands = {p.country_code for p in places if p.start < end}
    named = {p.country_code for p in places if parse.starts[0] <= p.start < parse.ends[-1]}
    if not (named | codes(draft.actor)) <= lands:
        return None  # "Germany arrested a man in Berlin" is not of the bomb in Lyon
    opening = set(_WORD.findall(document.text[:end].lower()))
    stems = {parse.lemmas[verb][:STEM]}
    if draft.event_type == "ASSAULT" or (draft.actor and not parse.is_passive(verb)):  # "two were arrested" may be days later
        stems |= {w[:STEM] for w in language.words["attack_noun"] | language.words["assault_cue"]}
    if not any(w[:STEM] in stems for w in opening):
        return None
    day = only_day(lead_times(document.text, parse.starts[0], language), document.day)
    before = line.before()
    first, told = day.span.first if day else None, before.span.first if before else None
    return None if first and told and told < first else day


def _nameless(person: Participant, language: Language) -> bool:
    """Whether somebody is told by what he is or a pronoun ("a man", "bystanders", "him"), and is no state or body of one."""
    words = person.text.split()
    if not words or any(w[:1].isupper() for w in words[1:]):
        return False
    return words[-1].lower() in language.words["scene_person"] or person.resolved_by == "coreference"
