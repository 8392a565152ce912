"""The acts of one sentence with everything found out about them, and what they tell of one another."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from comity.core.actor import Participant
from comity.core.claim import Draft
from comity.core.parse import SUBJECTS, Parse
from comity.core.when_where import EventDate, Place
from comity.lexicon.language import Language
from comity.lexicon.ontology import Ontology
from comity.situate.dates.act import Dated
from comity.situate.dates.framing import TOLD
from comity.situate.status import Found

YIELDED = frozenset({"RETREAT", "CONCEDE"})  # what a promise to do is a concession


@dataclass(frozen=True, slots=True)
class Settled:
    """A draft with everything found out about it."""

    draft: Draft
    found: Found
    status: str
    speaker: Participant | None
    date: EventDate
    dated: Dated | None
    place: Place | None
    background: bool


def with_recipient(item: Settled, settled: Sequence[Settled]) -> Settled:
    """A promise, threat or refusal without a recipient of its own is addressed to that of its content: "agreed to send arms to Kyiv"."""
    if item.draft.content == "requested" and not item.draft.reciprocal:
        return _asked(item, settled)
    threat = item.draft.event_type == "THREATEN"
    if item.draft.recipient or item.draft.reciprocal or not (threat or item.draft.content in ("planned", "threatened", "refused")):
        return item
    contents = (s.draft for s in settled if s.found.content_of == item.draft.token)
    others = next((o for draft in contents if (o := _others(draft, item.draft.actor))), ())
    if others:
        return replace(item, draft=replace(item.draft, recipient=others))
    return replace(item, draft=replace(item.draft, reciprocal=True)) if _with_each_other(item.draft) else item


def _with_each_other(draft: Draft) -> bool:
    """Whether the parties of an agreement that names no other made it with one another: "Chad and Niger agreed to share the lake"."""
    return draft.rule.startswith("AGREE:agree.v") and len({p.id or p.code for p in draft.actor}) > 1


def _others(content: Draft, speakers: Sequence[Participant]) -> tuple[Participant, ...]:
    """Whom an act is towards, by the side that speaks of it; of a mutual act its other parties: "refused to negotiate with Ukraine"; of
    one done to the speaker who does it: "is ready to host NATO troops"."""
    own, said = {p.code for p in speakers}, {(p.start, p.end) for p in speakers}
    towards = tuple(p for p in content.recipient if (p.start, p.end) not in said)
    mutual = content.reciprocal or len(towards) < len(content.recipient)
    return towards or tuple(p for p in content.actor if mutual and p.code not in own)


def _asked(item: Settled, settled: Sequence[Settled]) -> Settled:
    """A request that names nobody but the asker is addressed to the doer of its content: "demanded that the EU impose sanctions"."""
    asker = {p.code for p in item.draft.actor}
    if any(p.code not in asker for p in item.draft.recipient):
        return item
    doers = next((s.draft.actor for s in settled if s.found.content_of == item.draft.token and s.draft.actor), ())
    others = tuple(p for p in doers if p.code not in asker) or tuple(p for p in doers if _another(p, item.draft.actor))
    return replace(item, draft=replace(item.draft, recipient=others)) if others else item


def _another(person: Participant, people: Sequence[Participant]) -> bool:
    """Whether a participant is somebody else, though perhaps on the same side: "protesters called for the governor's resignation"."""
    known = (person.id or "").startswith("person:")
    return all((person.id or person.start) != (p.id or p.start) and (known or person.sector != p.sector) for p in people)


def concessions(settled: Sequence[Settled]) -> list[Settled]:
    """A promise of one side to yield is a concession: "agreed to free two pilots"; two sides that agree on it made a deal.

    To be read before `with_recipient`: whom an agreement is "with" is the other side of a deal.
    """
    yielding = {
        s.found.content_of: s.draft
        for s in settled
        if s.draft.event_type in YIELDED and s.status in ("planned", "refused") and s.draft.actor and not s.draft.reciprocal
    }
    return [
        replace(s, draft=replace(s.draft, event_type="CONCEDE", mode=None, cameo_code="035"))
        if s.draft.event_type == "AGREE" and s.draft.content == "planned" and _alone(s.draft, yielding.get(s.draft.token))
        else s
        for s in settled
    ]


def _alone(promise: Draft, content: Draft | None) -> bool:
    """Whether one side promises to yield: not "the rebels and the government agreed", nor "agreed with Niger"; who is ready has not promised."""
    if content is None:
        return False
    deal = promise.rule.startswith("AGREE:agree") and not {p.code for p in promise.recipient} <= {p.code for p in content.recipient}
    ready = promise.rule.removeprefix("AGREE:").split(" ")[0].endswith(".a")
    return len({p.id or (p.code, p.sector) for p in promise.actor}) == 1 and not deal and not ready


def threats(ontology: Ontology, language: Language, settled: Sequence[Settled]) -> list[Settled]:
    """A vow to do harm is a threat, and so is a warning of what its speaker would do."""
    found, strangers = list(settled), set[int]()
    for n, item in enumerate(settled):
        parent = next((k for k, s in enumerate(settled) if s.draft.token == item.found.content_of), None)
        told = next(
            (k for k, s in enumerate(settled) if s.draft.token == item.found.report_verb and s.draft.event_type == "THREATEN"), None
        )
        at = parent if parent is not None else told
        if at is None or ontology.types[item.draft.event_type].quad != 4 or item.status not in ("planned", "hypothetical", "threatened"):
            continue
        speech = found[at].draft
        own = any(_same_party(p, q) for p in speech.actor for q in item.draft.actor)
        if not own and item.draft.actor and speech.rule.startswith("THREATEN:warn"):
            strangers.add(at)
        vow = speech.event_type == "AGREE" and speech.rule.removeprefix("AGREE:").split(".")[0] in language.words["vow"]
        if own and (speech.event_type == "THREATEN" or vow):
            threat = replace(speech, event_type="THREATEN", mode=speech.mode if speech.event_type == "THREATEN" else None,
                             cameo_code=speech.cameo_code if speech.event_type == "THREATEN" else "130",
                             recipient=speech.recipient or item.draft.recipient)  # fmt: skip
            found[at] = replace(found[at], draft=threat)
            found[n] = replace(item, status="threatened")
    return [s for k, s in enumerate(found) if k not in strangers]  # warning of another's act threatens nobody


def _same_party(a: Participant, b: Participant) -> bool:
    """Whether two participants are on one side, and, where both are people known by name, the same person."""
    if (a.id or "").startswith("person:") and (b.id or "").startswith("person:"):
        return a.id == b.id
    return a.code == b.code


def by_host(item: Settled) -> Settled:
    """Who will or will not receive a guest says so, not the guest: "Asmara will not receive the envoy"."""
    draft = item.draft
    hosted = draft.event_type == "CONSULT" and not draft.reciprocal and draft.rule.endswith(">subj") and draft.recipient
    return replace(item, draft=replace(draft, actor=draft.recipient, recipient=draft.actor)) if hosted else item


def as_joined(parse: Parse, item: Settled, settled: Sequence[Settled]) -> Settled:
    """An undated act has the day that the act it is joined to took from the text before: "she agreed to add members but did not accede"."""
    if item.dated is not None or item.date.basis != "publication" or parse.deps[item.draft.token] != "conj" or item.status not in TOLD:
        return item
    first = next((s for s in settled if s.draft.token == parse.heads[item.draft.token] and s.draft.actor == item.draft.actor), None)
    if first is None or first.date.basis != "inherited" or parse.with_dep(item.draft.token, *SUBJECTS):
        return item
    return replace(item, date=first.date, dated=first.dated, background=first.background)
