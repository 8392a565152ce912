"""The place that an act takes over from an earlier claim: of the same act, or of the scene of one day."""

import re
from collections.abc import Sequence
from dataclasses import replace

from comity.core.claim import FACTS, Claim, Draft
from comity.core.when_where import EventDate, Place
from comity.situate.dates.inherit import REMEMBERED, heritable
from comity.situate.dates.same_act import NEXT, OPENING, SCENE_GAP, codes, turned

SCENE = frozenset({"ASSAULT", "PROTEST", "COERCE"})  # fighting, protest and force: what makes a scene
SCENIC = SCENE | {"RETREAT"}  # what happens where that is
TOLD = FACTS | {"alleged"}
FINE = ("exact", "city", "district", "province")
HEAD = 5  # the last sentence of the head of an article
REACH = 300  # characters from a date to the place told in its sentence
_STOP = re.compile(r"[.!?][\"”’')]*\s+[\"“‘'(]?[A-Z]|\n")
_IN = re.compile(r"\b(?:in|at|near|outside|across)\s(?:[\w.'’-]+\s){0,5}$")


def place_again(
    draft: Draft, status: str, when: EventDate, told: bool, verbal: bool, known: Claim | None, earlier: Sequence[Claim], moved: bool
) -> Place | None:  # fmt: skip
    """The place of an act that names none: that of the claim it tells again (`known`), of what the same people said on that day
    (`verbal`), or of the scene. `told` says that the act has a date of its own, `moved` that its sentence speaks of another time."""
    if known is not None and known.place is not None and not told:
        return replace(known.place, basis="inherited")
    if status not in TOLD:
        return None
    day = when.start if when.start and when.start == when.end else None
    placed = [c for c in reversed(earlier[-REMEMBERED:]) if c.place is not None and draft.sentence - c.sentence <= SCENE_GAP]
    same_day = [c for c in placed if day and _on_that_day(c, day) and c.status in TOLD]
    if verbal:
        spoke = [] if told else [c for c in same_day if c.event_type not in SCENE and codes(draft.actor) & codes(c.actor)]
        found = [c for c in spoke if c.event_type == "CONSULT"] or spoke
    else:
        found = [c for c in same_day if _one_scene(draft, c)]
        if told and day is None and not moved and draft.event_type == "PROTEST":  # "has been home to protests since June"
            lands = [c for c in placed if c.place is not None and c.place.precision == "country"]
            found += _only_place([c for c in lands if c.status in FACTS and not c.background and _one_scene(draft, c)])
        if not told and not moved:
            answered = [c for c in placed if codes(c.actor) and turned(draft, c)]
            undated = [c for c in placed if c.status in FACTS and not c.background and _one_scene(draft, c) and c not in answered]
            found += [c for c in undated if _goes_along(draft, day, c)]
            found += _only_place([c for c in undated if day is None and c.event_type == draft.event_type == "PROTEST"])
    again = [c for c in found if c.event_type == draft.event_type] or found
    place = again[0].place if again else None
    return replace(place, basis="inherited") if place else None


def _on_that_day(claim: Claim, day: str) -> bool:
    """Whether a claim is of a day, or of days up to the news that hold it: "since Tuesday"."""
    start, end = claim.date.start, claim.date.end
    return claim.date.precision == "day" and start is not None and end is not None and start <= day <= end


def _one_scene(draft: Draft, claim: Claim) -> bool:
    """Whether two acts may be of one scene: of the same type by a side in common, or fighting, protest and the force against it; who alone joins a meeting
    joins that of the day."""
    fighting = draft.event_type in SCENIC and claim.event_type in SCENE
    sides = codes((*claim.actor, *claim.recipient)) & codes((*draft.actor, *draft.recipient))
    joined = draft.event_type == claim.event_type == "CONSULT" and len({p.id for p in draft.actor}) == 1 and not draft.recipient
    return joined or bool(sides) and (fighting or claim.event_type == draft.event_type)


def _goes_along(draft: Draft, day: str | None, claim: Claim) -> bool:
    """Whether an act without a date of its own goes on with a claim: right after it, with the day that the scene has, or with what opens the
    article; a meeting or a conviction is told again from further off."""
    gap, dated = draft.sentence - claim.sentence, heritable(claim.date)
    if day is not None:
        return not dated and (gap <= NEXT or claim.sentence <= OPENING)
    kinds = {claim.event_type, draft.event_type}
    opens = claim.sentence <= OPENING and (len(kinds) == 1 or kinds <= {"ASSAULT", "PROTEST"})
    return gap <= NEXT or (dated and claim.date.precision == "day") or opens or draft.event_type not in SCENIC


def _only_place(claims: Sequence[Claim]) -> Sequence[Claim]:
    """The claims, where all of them are at one place and the head of the article tells of it, or it is a country."""
    names = {c.place.name for c in claims if c.place}
    told = claims and (claims[-1].sentence <= HEAD or all(c.place is not None and c.place.precision == "country" for c in claims))
    return claims if told and len(names) == 1 else ()


def place_of_day(text: str, at: tuple[int, int], places: Sequence[Place]) -> Place | None:
    """The one place, a province or finer, that the sentence of a date at `at` names as the scene: "On Friday a man stabbed several in London"."""
    found = [
        p for p in places
        if p.use == "location" and p.precision in FINE and abs(p.start - at[0]) < REACH
        and not _STOP.search(text, min(p.end, at[1]), max(p.start, at[0])) and _IN.search(text, max(0, p.start - 60), p.start)
    ]  # fmt: skip
    finest = [p for p in found if p.precision == min((q.precision for q in found), key=FINE.index)]
    return replace(finest[0], basis="inherited") if len({p.name for p in finest}) == 1 else None


def finer(place: Place, known: Claim | None) -> Place:
    """The place of an act told again, where the later mention names only its country: killed in Aden, "the killing in Yemen"."""
    better = known.place if known else None
    if better is None or place.precision != "country" or better.precision == "country" or better.country_code != place.country_code:
        return place
    return replace(better, basis="inherited")
