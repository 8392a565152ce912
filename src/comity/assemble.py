"""Drafts become claims: status and speaker, date, role on that date, place, and the evidence for each."""

from collections.abc import Sequence
from dataclasses import replace

from comity.core.actor import Participant, SentenceActors
from comity.core.claim import FACTS, Claim, Draft, Evidence, claim_id
from comity.core.parse import Parse
from comity.core.text import Document, Sentence
from comity.core.when_where import EventDate, Place
from comity.lexicon.actors import Actors
from comity.lexicon.language import Language
from comity.lexicon.ontology import Ontology
from comity.resolve.names import cast_person
from comity.settled import Settled, as_joined, by_host, concessions, threats, with_recipient
from comity.situate.again import SCENIC, finer, place_again, place_of_day
from comity.situate.dates.act import Dated, Origin, Timeline, date_act, elsewhen, event_date
from comity.situate.dates.attack import day_of_attack
from comity.situate.dates.clauses import act_date, bound_by_sequel
from comity.situate.dates.framing import answers, framed, on_that_day, untimed
from comity.situate.dates.inherit import (
    bound,
    carried_ahead,
    casting_day,
    is_background,
    lies_behind,
    looks_ahead,
    told_as_past,
)
from comity.situate.dates.phrases import Times
from comity.situate.dates.reported import bound_by_report
from comity.situate.dates.same_act import dated_before, habitual, of_the_scene
from comity.situate.dates.sitting import said_there
from comity.situate.dates.timeline import timeline
from comity.situate.foretold import announced, deadline, foretelling
from comity.situate.scene import Ground, event_place, recalled_place, reporters_scene
from comity.situate.speakers import find_speaker, judge
from comity.situate.status import Found, find_status

PROMISED_AID = frozenset({"0331", "0332", "0333"})  # money, arms, relief: CAMEO's expressed intents to provide aid
OPENING = 400  # characters of a text that say what it is about
VERBAL = frozenset({1, 3})  # quad classes of what is done in words


def sentence_claims(
    document: Document, ontology: Ontology, actors: Actors, language: Language, sentence: Sentence, parse: Parse,
    linked: SentenceActors, drafts: Sequence[Draft], times: Times, ground: Ground, earlier: Sequence[Claim],
) -> list[Claim]:  # fmt: skip
    """The claims of one sentence in text order, speech acts and their contents linked."""
    by_token = {d.token: d for d in drafts}
    spoken = [d.token for d in drafts if ontology.types[d.event_type].quad in VERBAL]
    line = timeline(document, sentence, parse, times, by_token, earlier, language, spoken)
    settled = []
    for draft in drafts:
        found = find_status(parse, draft, by_token, language)
        status, speaker = _judged(ontology, language, parse, linked, draft, found, by_token)
        told = _whose_victims(ontology, draft, speaker)
        draft, status = told, "alleged" if told is not draft and status in FACTS else status
        known = dated_before(parse, draft, "happened" if found.tried else status, earlier, language)
        over = found.tried or _refused_then(parse, found, status)
        dated, when, background = _when(
            document, language, line, ground, draft, ontology.types[draft.event_type].quad, status, known, over, earlier
        )
        place = event_place(parse, draft.token, draft.event_type, ground.here, list(by_token), language.words)
        place = (
            finer(place, known) if place else _place_before(document, ontology, ground, draft, line, status, dated, when, known, earlier)
        )
        if place is None and status in FACTS:
            place = recalled_place(parse, draft.token, ground, language.words)
            place = place or reporters_scene(parse, draft.token, draft.event_type, ground.dateline, language.words["scene_noun"])
        settled.append(Settled(draft, found, status, speaker, when, dated, place, background))
    settled = concessions([as_joined(parse, item, settled) for item in settled])
    settled = [_by_report(document, line, with_recipient(item, settled), settled) for item in settled]
    settled = threats(ontology, language, settled)
    made: dict[int, Claim] = {}
    for item in sorted(settled, key=lambda s: s.found.content_of is not None):
        parent = made.get(item.found.content_of) if item.found.content_of is not None else None
        made[item.draft.token] = _claim(document, ontology, actors, parse, item, parent)
    promised = [(s, item) for item in settled if (s := _promised_aid(document, line, item, settled)) is not None]
    implied = [_claim(document, ontology, actors, parse, s, made[item.draft.token]) for s, item in promised]
    speech = [c for item in settled if (c := _speech_act(document, ontology, actors, language, parse, item, line, ground)) is not None]
    linked_contents = {c.content_of: c for c in speech}
    claims = [replace(c, content_of=linked_contents[c.id].id) if c.id in linked_contents else c for c in (*made.values(), *implied)]
    speech = [replace(c, content_of=None) for c in speech]
    return sorted((*claims, *speech), key=lambda c: (c.evidence[0].start, c.event_type, c.status))


def _promised_aid(document: Document, line: Timeline, item: Settled, settled: Sequence[Settled]) -> Settled | None:
    """The aid that a promise of money, arms or goods names by a noun: "pledged 20 million euros to Chad by the end of May"."""
    draft = item.draft
    spelt = any(s.found.content_of == draft.token for s in settled)
    if draft.cameo_code not in PROMISED_AID or draft.content != "planned" or item.status not in FACTS or spelt:
        return None
    if not draft.recipient:
        return None
    given = replace(draft, event_type="AID", mode=None, cameo_code="070", content="", rule=f"AID:content of {draft.rule}")
    told = (date_act(line, t, True) for t in (draft.token, *line.parse.subtree(draft.token)) if t == draft.token or line.parse.is_verb(t))
    dated = next((d for d in told if d), None)  # "coal, all of it to be there by July"
    dated = dated if dated and dated.span.last and document.published and str(dated.span.last) >= document.published else None
    when = dated.date if dated else bound(document.published, "planned", True)
    return Settled(given, Found("planned", cues=(draft.token,), content_of=draft.token), "planned", None, when, dated, None, False)


def _whose_victims(ontology: Ontology, draft: Draft, speaker: Participant | None) -> Draft:
    """Nobody attacks "its soldiers" if its are the attacker's: "Armenia said Azerbaijan had attacked its soldiers"."""
    own = {p.code for p in draft.actor}
    its = draft.recipient and all(p.text.lower().startswith(("its ", "their ", "his ")) and p.code in own for p in draft.recipient)
    if not its or speaker is None or speaker.code in own or ontology.types[draft.event_type].quad != 4:
        return draft
    return replace(draft, recipient=tuple(replace(p, code=speaker.code, antecedent=(speaker.start, speaker.end)) for p in draft.recipient))


def _judged(
    ontology: Ontology,
    language: Language,
    parse: Parse,
    linked: SentenceActors,
    draft: Draft,
    found: Found,
    by_token: dict[int, Draft],
) -> tuple[str, Participant | None]:
    """The status after weighing who says so, and the speaker."""
    if found.content_of is not None:
        parent = by_token[found.content_of]
        speaker = next(iter(parent.actor), None)
        return found.status, None if speaker in draft.actor else speaker
    speaker, token = find_speaker(parse, draft.token, found.report_verb, linked)
    lemma = parse.lemmas[token] if token is not None else ""
    status = judge(
        draft,
        ontology.types[draft.event_type].quad,
        found.status,
        speaker,
        lemma,
        found.claimed,
        language.words["unnamed_source"],
        language.words["third_party"],
        language.words["state_press"],
    )
    if found.wished and speaker is not None and not any(speaker.code == a.code for a in draft.actor):
        return "requested", speaker
    own = speaker is not None and any(speaker.code == a.code for a in draft.actor)
    told_ahead = found.report_verb is not None and any(parse.words[c].lower() in ("would", "'d", "’d") for c in found.cues)
    if status == "hypothetical" and told_ahead and parse.is_verb(draft.token) and foretelling(parse, found.report_verb or 0):
        status = announced(found, own and ontology.types[draft.event_type].quad == 4)
    if status == "not_happened" and own and found.report_verb is not None and ontology.types[draft.event_type].quad in (3, 4):
        status = "denied"  # "We did not bomb the hospital," the minister said
    if speaker is not None and any((speaker.start, speaker.end) == (a.start, a.end) for a in draft.actor) and parse.is_noun(draft.token):
        speaker = None
    if status == "planned" and ontology.types[draft.event_type].quad == 4 and own and (found.conditional or draft.event_type == "ASSAULT"):
        status = "threatened"
    return status, speaker


def _when(
    document: Document,
    language: Language,
    line: Timeline,
    ground: Ground,
    draft: Draft,
    quad: int,
    status: str,
    before: Claim | None,
    over: bool,
    earlier: Sequence[Claim],
) -> tuple[Dated | None, EventDate, bool]:
    """The dated expression of an act if there is one, its date, and whether it lies before the news."""
    if draft.content in ("planned", "threatened", "refused") and status in FACTS:
        line = replace(line, phrases=tuple(p for p in line.phrases if not deadline(p.meaning)))
    behind = over or lies_behind(line.parse, draft.token, language.words)
    ahead = looks_ahead(line.parse, draft.token, status) and not behind
    dated = act_date(line, draft.token, ahead)
    past = told_as_past(line.parse, draft.token, language.words["background_cue"])
    onward = ahead and (line.parse.is_verb(draft.token) or carried_ahead(line.parse, draft.token))
    when = dated.date if dated else bound(document.published, "happened" if behind else status, onward)
    if before is not None and dated is None and not past:
        when = replace(before.date, basis="inherited")
    background = is_background(document.published, when) or (past and dated is None and status in FACTS)
    if dated is not None or before is not None or past:
        return dated, when, background
    told = _day_told(document, language, line, ground, draft, quad, status, earlier)
    if told is not None:
        when = event_date(told.span, "inherited", told.text, f"“{told.text}” {told.span.first}")
        dated = Dated(when, told.span, ((told.start, told.end),))
    else:
        when = framed(line, draft, status, quad, earlier, language) or when
    return dated, when, background


def _day_told(
    document: Document, language: Language, line: Timeline, ground: Ground, draft: Draft, quad: int, status: str, earlier: Sequence[Claim]
) -> Origin | None:
    """The day of the news that the text before names, where an undated act is one of that day."""
    sitting = line.sitting(draft.start) if said_there(line.parse, draft, status, quad, language) else None
    if sitting and untimed(line.parse, [p for p in line.phrases if p.start != sitting.start], draft.token):
        return sitting
    if not untimed(line.parse, line.phrases, draft.token):
        return None
    day = line.scene()
    if day is None:
        opening = line.opening() if quad in VERBAL and answers(line.parse, draft.token) else None
        if opening and on_that_day(line.parse, draft, status, quad, opening.span, earlier, language):
            return opening
        return day_of_attack(document, line, draft, status, quad, language, ground.document)
    begin = f"{document.title or ''} {document.text[:OPENING]}"
    scene = of_the_scene(line.parse, draft, status, quad, language, begin)
    if scene or on_that_day(line.parse, draft, status, quad, day.span, earlier, language):
        return day
    return day_of_attack(document, line, draft, status, quad, language, ground.document)


def _refused_then(parse: Parse, found: Found, status: str) -> bool:
    """Whether a refusal is over, and with it what was refused: "declined to condemn", not "will not condemn"."""
    refusal = found.content_of
    if status != "refused" or refusal is None:
        return False
    fronted = parse.tags[refusal] == "VBG" and parse.deps[refusal] == "advcl"  # "refusing to leave, he agreed"
    return parse.tags[parse.heads[refusal] if fronted else refusal] == "VBD"


def _place_before(
    document: Document, ontology: Ontology, ground: Ground, draft: Draft, line: Timeline, status: str, dated: Dated | None, when: EventDate,
    known: Claim | None, earlier: Sequence[Claim],
) -> Place | None:  # fmt: skip
    """The place told elsewhere for the same act, or for the scene that gave it its day."""
    told = dated is not None and when.basis != "inherited"
    verbal = ontology.types[draft.event_type].quad in VERBAL and draft.event_type != "CONSULT"
    moved = habitual(line.parse, draft.token) or any(elsewhen(p.meaning) for p in line.phrases)
    place = place_again(draft, status, when, told, verbal, known, earlier, moved)
    if place is not None or dated is None or told:
        return place
    sitting = line.sitting(draft.start) if verbal else None
    scene = draft.event_type in SCENIC or (sitting is not None and dated.quotes[0] == (sitting.start, sitting.end))
    return place_of_day(document.text, dated.quotes[0], ground.document) if scene else None


def _by_report(document: Document, line: Timeline, item: Settled, settled: Sequence[Settled]) -> Settled:
    """An act without a date that is told by somebody on a day is bounded by it, and so is what was punished or answered on one: "jailed in 2015 for attacking"."""
    if item.dated is not None or item.date.basis != "publication" or item.status in ("ongoing", "hypothetical") or document.day is None:
        return item
    sequel = bound_by_sequel(line, item.draft.token) if item.date.end else None
    if sequel is not None:
        return replace(item, date=sequel.date, dated=sequel, background=is_background(document.published, sequel.date))
    spoken = next((s for s in settled if s.draft.token == item.found.content_of), None)
    parse, event = line.parse, item.draft.token
    answered = parse.cases[event] == "for" and parse.lemmas[parse.heads[event]] in line.words.requiting
    verb = parse.heads[event] if answered else item.found.report_verb
    said = spoken.dated if spoken else date_act(line, verb, False) if verb is not None else None
    dated = bound_by_report(said, item.date, document.day) if said else None
    return replace(item, date=dated.date, dated=dated, background=is_background(document.published, said.date)) if said and dated else item


def _claim(
    document: Document,
    ontology: Ontology,
    actors: Actors,
    parse: Parse,
    item: Settled,
    parent: Claim | None,
) -> Claim:
    draft = item.draft
    on = casting_day(item.date, document.published)
    actor = tuple(_cast(actors, p, on) for p in draft.actor)
    recipient = tuple(_cast(actors, p, on) for p in draft.recipient)
    polarity, certainty, time = ontology.axes(item.status)
    if item.found.negated and any(axes[0] == "negated" for axes in ontology.axes_of[item.status]):
        polarity = "negated"
    return Claim(
        id=claim_id(document.id, draft.start, draft.end, draft.event_type, item.status), document_id=document.id, sentence=draft.sentence,
        event_type=draft.event_type, mode=draft.mode, context=draft.context,
        quad=ontology.types[draft.event_type].quad, event_scale=ontology.event_scale(draft.event_type, draft.mode),
        cameo_code=draft.cameo_code, goldstein=ontology.goldstein(draft.cameo_code) if draft.cameo_code else None,
        actor=actor, recipient=recipient, reciprocal=draft.reciprocal,
        status=item.status, polarity=polarity, certainty=item.found.certainty or certainty, time=time,
        attributed_to=item.speaker, content_of=parent.id if parent else None, background=item.background,
        date=item.date, place=item.place, evidence=_evidence(document, parse, item), coder=draft.coder, rule=draft.rule, confidence=draft.confidence,
    )  # fmt: skip


def _cast(actors: Actors, person: Participant, on: str | None) -> Participant:
    """A person in the role held on the day of the act; a title that the text gives counts where the tables know of no office."""
    cast = cast_person(actors, person, on)
    titled = person.resolved_by in ("agent", "apposition") and person.sector not in ("ELI", "UNK")
    return person if titled and cast.sector == "ELI" else replace(cast, resolved_by=person.resolved_by)


def _evidence(document: Document, parse: Parse, item: Settled) -> tuple[Evidence, ...]:
    """The quotes of every filled slot, the event first."""
    spans = [("event", item.draft.start, item.draft.end)]
    for role, people in (("actor", item.draft.actor), ("recipient", item.draft.recipient)):
        spans += [(role, p.start, p.end) for p in people]
        spans += [(role, *p.antecedent) for p in people if p.antecedent]  # the link of a pronoun is shown, too
    if item.dated:  # the expression, and what it was counted from
        spans += [("date", *quote) for quote in item.dated.quotes]
    if item.place:  # an inherited place is quoted where it was named
        spans.append(("place", item.place.start, item.place.end))
    spans += [("status", parse.starts[c], parse.ends[c]) for c in item.found.cues]
    if item.speaker:
        spans.append(("speaker", item.speaker.start, item.speaker.end))
    return tuple(Evidence(role, s, e, document.text[s:e]) for role, s, e in dict.fromkeys(spans))


def _speech_act(
    document: Document, ontology: Ontology, actors: Actors, language: Language, parse: Parse, item: Settled, line: Timeline,
    ground: Ground,
) -> Claim | None:  # fmt: skip
    """The speech act that a promised, threatened or refused act implies where no verb of its own expresses it.

    The result's `content_of` holds, for the caller, the id of the content claim.
    """
    event_type = ontology.speech_act(item.status, item.draft.event_type)
    item = by_host(item)
    if (
        item.found.content_of is not None
        or not event_type
        or event_type == item.draft.event_type
        or not item.found.cues
        or not item.draft.actor
    ):
        return None
    own = item.speaker is not None and item.speaker.resolved_by != "context" and any(item.speaker.code == a.code for a in item.draft.actor)
    if item.status in ("alleged", "requested"):
        said = (item.found.claimed or item.found.wished) and item.speaker is not None and not own
        return _addressed(document, ontology, actors, language, parse, item, event_type, line, ground) if said else None
    if item.status not in ("planned", "threatened", "refused") or not (own or (item.status == "refused" and item.speaker is None)):
        return None
    cue = next((c for c in item.found.cues if parse.tags[c] == "MD"), item.found.cues[0])  # "neither would", not "neither"
    announced = own and item.speaker is not None and event_type == "CONCEDE"  # "Trump announced US troops would leave"
    doer = (item.speaker,) if announced and item.speaker is not None else item.draft.actor
    together = {
        (p.start, p.end) for p in item.draft.actor if item.speaker is not None and p.code == item.speaker.code
    }  # "the two would visit"
    if item.speaker is None:
        together = {(p.start, p.end) for p in item.draft.actor if p.start < item.draft.start}  # "Kinshasa would not meet the rebels"
    others = tuple(p for p in item.draft.actor if together and (p.start, p.end) not in together)
    if (
        item.draft.reciprocal and (own or item.speaker is None) and others
    ):  # one side speaks of what both would do: "said it would never negotiate with Israel"
        doer, item = tuple(p for p in doer if p not in others), replace(item, draft=replace(item.draft, reciprocal=False, recipient=others))
    draft = replace(item.draft, token=cue, start=parse.starts[cue], end=parse.ends[cue], event_type=event_type, mode=None, cameo_code=None, actor=doer,
                    content=item.status, rule=f"{event_type}:speech act of {item.draft.rule}")  # fmt: skip
    spoken = item.found.report_verb if item.found.report_verb is not None else cue
    act = _said(document, language, ground, line, draft, spoken, Found("happened", report_verb=item.found.report_verb), item.speaker)
    content = claim_id(document.id, item.draft.start, item.draft.end, item.draft.event_type, item.status)
    return replace(_claim(document, ontology, actors, parse, act, None), content_of=content)


def _said(
    document: Document, language: Language, ground: Ground, line: Timeline, draft: Draft, verb: int, found: Found, speaker: Participant | None
) -> Settled:  # fmt: skip
    """A speech act that happened, on the day and at the place of the verb that tells it: "announced in Oslo on Sunday that troops would leave"."""
    dated = act_date(line, verb, False)
    when = dated.date if dated else bound(document.published, "happened")
    place = event_place(line.parse, verb, draft.event_type, ground.here, line.acts, language.words) if line.parse.is_verb(verb) else None
    return Settled(draft, found, "happened", speaker, when, dated, place, is_background(document.published, when))


def _addressed(
    document: Document, ontology: Ontology, actors: Actors, language: Language, parse: Parse, item: Settled, event_type: str,
    line: Timeline, ground: Ground,
) -> Claim | None:  # fmt: skip
    """What a speaker says to or against the doer: the accusation in "Kyiv claimed that Russian forces shelled the town",
    the request in "Berlin said Moscow must withdraw its troops"."""
    cue = item.found.report_verb
    if cue is None or item.speaker is None:
        return None
    mode, code = ("allege", "112") if event_type == "ACCUSE" else (None, "100")
    draft = replace(item.draft, token=cue, start=parse.starts[cue], end=parse.ends[cue], event_type=event_type, mode=mode, cameo_code=code, actor=(item.speaker,),
                    recipient=item.draft.actor, reciprocal=False, content=item.status, rule=f"{event_type}:speech act of {item.draft.rule}")  # fmt: skip
    act = _said(document, language, ground, line, draft, cue, Found("happened"), None)
    content = claim_id(document.id, item.draft.start, item.draft.end, item.draft.event_type, item.status)
    return replace(_claim(document, ontology, actors, parse, act, None), content_of=content)
