"""Whether an act told without a date is one that the text has dated before."""

from collections.abc import Collection, Sequence

from comity.core.actor import UNKNOWN, Participant
from comity.core.claim import FACTS, Claim, Draft
from comity.core.parse import Parse
from comity.lexicon.language import Language
from comity.situate.attach import told_past
from comity.situate.dates.act import PRESENT
from comity.situate.dates.inherit import REMEMBERED, heritable

OPENING = 1  # the last sentence that may tell what an article is about
SCENE_GAP = 12  # sentences over which an article tells one scene of fighting or protest
NEXT = 2  # sentences over which somebody goes on speaking, or an act is told again in other words
STEM = 5  # letters that two mentions of an act share: "invaded", "invasion"
CLAIMED = FACTS | {"alleged", "denied"}  # who denies or charges "the attack" speaks of that attack
DEFINITE = frozenset({"the", "that", "this", "those", "these"})


def dated_before(parse: Parse, draft: Draft, status: str, earlier: Sequence[Claim], language: Language) -> Claim | None:
    """The nearest earlier claim whose date is also that of an act: because this one names it again, goes on with its scene, or with
    what the same people were saying."""
    noun = parse.is_noun(draft.token)
    teller = parse.heads[draft.token] if noun and parse.deps[draft.token].startswith("nsubj") else draft.token
    went_on = parse.deps[teller] == "xcomp" and parse.tags[parse.heads[teller]] == "VBD"  # "continued to attack"
    if (
        status not in (CLAIMED if noun else FACTS)
        or not (noun or status == "happened" or went_on)
        or of_another_time(parse, teller, language.words["other_time"])
    ):
        return None
    if opening := _opening_act(parse, draft, earlier, language):
        return opening
    recent = [c for c in reversed(earlier[-REMEMBERED:]) if heritable(c.date)]
    found = [c for c in recent if c.status in FACTS and not _differ(draft, c)]
    one_more = any(parse.words[c].lower() == "also" for c in parse.with_dep(teller, "advmod"))  # "her aide also announced his resignation"
    name = None if one_more else draft.token if noun else _act_as_object(parse, draft, language)
    if name is not None and _definite(parse, name):
        same = [c for c in recent if c.event_type == draft.event_type and _told_again(draft, c)]
        last = next((c for c in same if draft.sentence - c.sentence <= 1), None)
        again = last or next((c for c in same if _alike(parse, name, c)), None)
        near = next((c for c in same if draft.sentence - c.sentence <= SCENE_GAP and not c.background and not turned(draft, c)), None)
        if again or near:
            return again or near
        if single := _only_one(earlier, draft):
            return single
    elif not one_more and (thing := _known_thing(parse, draft)) is not None:
        same = [c for c in recent if c.event_type == draft.event_type and _told_again(draft, c) and draft.sentence - c.sentence <= NEXT]
        if again := next((c for c in same if _alike(parse, thing, c)), None):
            return again
    if noun or _in_a_time(parse, draft.token, language.words["time_noun"]):
        return None
    if _stance(parse, draft.token):
        return None
    if not one_more and (opening := _retold(parse, draft, earlier)) is not None:
        return opening
    another = one_more and draft.event_type not in ("ASSAULT", "PROTEST", "COERCE")
    lasting = parse.lemmas[draft.token] in language.words["attitude"]
    return next(
        (
            c
            for c in found
            if (not another and _same_scene(parse, draft, c, language.words["assailant"])) or (_goes_on(draft, c) and not lasting)
        ),
        None,
    )


def _opening_act(parse: Parse, draft: Draft, earlier: Sequence[Claim], language: Language) -> Claim | None:
    """The violence that an article opens with, where an act is or belongs to "the attack": "six Mexicans were killed in the attack". Victims may
    differ, for they are told one by one; not where the text tells of such violence on another day, too."""
    if violence_again(parse, draft, language) is None:
        return None
    attacks = [c for c in earlier if c.event_type == draft.event_type and heritable(c.date) and not c.background]
    if not attacks or attacks[0].sentence > OPENING or attacks[0].status not in FACTS or len({c.date.start for c in attacks}) > 1:
        return None
    first = attacks[0]
    return first if first.date.precision == "day" and not _apart(draft.actor, first.actor) and not turned(draft, first) else None


def _stance(parse: Parse, verb: int) -> bool:
    """Whether a verb in the present tells what somebody holds these days ("insists"), not what he said in a speech ("I pledge")."""
    return parse.tags[verb] in ("VBZ", "VBP") and not any(parse.lemmas[s].lower() in ("i", "we") for s in parse.with_dep(verb, "nsubj"))


def _retold(parse: Parse, draft: Draft, earlier: Sequence[Claim]) -> Claim | None:
    """The act that an article opens with, told again by the same word further down where it goes through what happened: "convicted of raping …
    she was raped"; not where acts of that type have several dates, or other people."""
    kin = [c for c in earlier if c.event_type == draft.event_type and heritable(c.date) and c.status in FACTS]
    if not kin or kin[0].sentence > OPENING or len({(c.date.start, c.date.end) for c in kin}) > 1 or turned(draft, kin[0]):
        return None
    shared = codes((*draft.actor, *draft.recipient)) & codes((*kin[0].actor, *kin[0].recipient))
    return kin[0] if shared and not _differ(draft, kin[0]) and _alike(parse, draft.token, kin[0]) else None


def violence_again(parse: Parse, draft: Draft, language: Language) -> int | None:
    """The definite noun without a scene of its own by which an act of violence is told again: "the attack", "died in the blast"."""
    if draft.event_type != "ASSAULT":
        return None
    token = draft.token
    nouns = [token] if parse.is_noun(token) else [c for c in parse.with_dep(token, "obl") if parse.cases[c] in ("in", "during", "by")]
    for noun in nouns:
        named = noun == token or any(
            t.event_type == draft.event_type and t.pos == "n" for t in language.triggers.get(parse.lemmas[noun], ())
        )
        bare = not any(parse.deps[c] in ("nmod", "nmod:poss", "amod", "compound") for c in parse.children[noun])
        if named and bare and any(parse.words[c].lower() in DEFINITE for c in parse.children[noun]):
            return noun
    return None


def of_the_scene(parse: Parse, draft: Draft, status: str, quad: int, language: Language, opening: str) -> bool:
    """Whether an act is of the day of the news that the text before names: what "he" or "she" went on to say, fighting and protest, or "the
    attacks" of which the title and first words `opening` tell."""
    if status != "happened" or of_another_time(parse, draft.token, language.words["other_time"]):
        return False
    speaks = bool(draft.actor) and all(_known_person(p, language.words["pronoun_thing"]) for p in draft.actor)
    people = speaks and not _stance(parse, draft.token) and parse.lemmas[draft.token] not in language.words["attitude"]
    if _in_a_time(parse, draft.token, language.words["time_noun"]):
        return False
    if (noun := violence_again(parse, draft, language)) is not None:
        return parse.lemmas[noun][:STEM] in opening.lower()
    told = parse.tags[draft.token] in ("VBD", "VBN") and parse.deps[draft.token] in ("root", "conj", "advcl")
    told = told or (parse.tags[draft.token] == "VBD" and parse.deps[draft.token] == "ccomp" and told_past(parse, parse.heads[draft.token]))
    told = told or _filmed(parse, draft.token, language.words["footage"])
    crowd = any(
        p.resolved_by in ("agent", "context", "coreference") for p in draft.actor or draft.recipient
    )  # "police", "others", not "Iran"
    if told and draft.event_type in ("COERCE", "RETREAT") and _assailant(draft, language.words["assailant"]):
        return True
    return (people and quad in (1, 3)) or (told and crowd and draft.event_type in ("ASSAULT", "PROTEST"))


def _assailant(draft: Draft, nouns: Collection[str]) -> bool:
    """Whether an act is done to or by him who is known from the scene: "police surrounded the attacker", "the gunman surrendered"."""
    people = draft.recipient if draft.event_type == "COERCE" else draft.actor
    return any(p.text.lower().split()[-1] in nouns and p.text.lower().startswith("the ") for p in people if p.text.strip())


def _known_person(person: Participant, things: Collection[str]) -> bool:
    """Whether a participant is somebody of whom the text spoke: by a pronoun ("he", "they", not "it") or a name, not "the commission"."""
    told = person.resolved_by == "coreference" and person.text.lower() not in things
    return told and (person.text[:1].isupper() or " " not in person.text)


def _filmed(parse: Parse, verb: int, footage: Collection[str]) -> bool:
    """Whether pictures of the scene show an act: "the video showed an officer surrounded by protesters"."""
    shows = next((t for t in parse.ancestors(verb) if parse.is_verb(t)), verb)
    seen = any(parse.lemmas[s] in footage for s in parse.with_dep(shows, "nsubj"))
    return seen and parse.tags[shows] == "VBD" and parse.deps[verb] in ("acl", "ccomp", "xcomp", "advcl")


def _act_as_object(parse: Parse, draft: Draft, language: Language) -> int | None:
    """The noun by which a verb's object or passive subject names its act: "the meeting was attended", "the subpoena was issued"."""
    for c in parse.with_dep(draft.token, "obj", "nsubj:pass"):
        if any(t.event_type == draft.event_type and t.pos == "n" for t in language.triggers.get(parse.lemmas[c], ())):
            return c
    return None


def _known_thing(parse: Parse, draft: Draft) -> int | None:
    """What a verb is done to, where the text knows it: "the agreement was signed"."""
    return next((c for c in parse.with_dep(draft.token, "obj", "nsubj:pass") if parse.is_noun(c) and _definite(parse, c)), None)


def _only_one(earlier: Sequence[Claim], draft: Draft) -> Claim | None:
    """The act of long ago that a known one can only be: the text tells of no other of that type between these sides."""
    ours = codes((*draft.actor, *draft.recipient))
    shared = [c for c in earlier if c.event_type == draft.event_type and ours & codes((*c.actor, *c.recipient))]
    if len({(c.date.start, c.date.end) for c in shared}) != 1 or not heritable(shared[0].date) or shared[0].status not in FACTS:
        return None
    return shared[0] if shared[0].background and not _differ(draft, shared[0]) and not turned(draft, shared[0]) else None


def _in_a_time(parse: Parse, verb: int, times: Collection[str]) -> bool:
    """Whether a clause only tells which time is meant: "the night the senator was shot"."""
    return parse.deps[verb] in ("acl:relcl", "acl") and parse.lemmas[parse.heads[verb]] in times


def _definite(parse: Parse, noun: int) -> bool:
    return any(parse.words[c].lower() in DEFINITE or parse.deps[c] == "nmod:poss" for c in parse.children[noun])


def turned(draft: Draft, claim: Claim) -> bool:
    """Whether the side that suffered one act does the other: an answer to it, not the same."""
    doers, sufferers = codes(draft.actor), codes(claim.recipient)
    return bool(doers & sufferers) and not doers & codes(claim.actor)


def _told_again(draft: Draft, claim: Claim) -> bool:
    """Whether a definite noun may name the act of a claim: one that was done or meant to be done by then ("met to sign a pact. The pact was
    signed"), by the same sides; right after it the victims may be told anew ("killed the general in an air strike. The air strike hit")."""
    if claim.status not in FACTS and not (claim.status == "planned" and draft.sentence - claim.sentence <= NEXT):
        return False
    doers = not _apart(draft.actor, claim.actor) and bool(codes(draft.actor) & codes(claim.actor))
    return not _differ(draft, claim) or (doers and draft.sentence - claim.sentence <= NEXT and not turned(draft, claim))


def habitual(parse: Parse, verb: int) -> bool:
    """Whether a verb in the present tells of no act of one day: "a shooting in which four are killed"."""
    return any(parse.words[c].lower() in PRESENT for c in parse.with_dep(verb, "aux:pass", "aux"))


def of_another_time(parse: Parse, verb: int, adverbs: Collection[str]) -> bool:
    """Whether a verb tells of a time of its own: a perfect ("has supported") that no report shifts, or "recently", "later"."""
    if habitual(parse, verb):
        return True
    perfect = [parse.words[c].lower() for c in parse.with_dep(verb, "aux") if parse.lemmas[c] == "have" or parse.words[c] in ("'d", "’d")]
    shifted = perfect == ["had"] and parse.deps[verb] == "ccomp"  # "said the man had stabbed them"
    return bool(perfect and not shifted) or any(parse.words[c].lower() in adverbs for c in parse.with_dep(verb, "advmod"))


def _differ(draft: Draft, claim: Claim) -> bool:
    """Whether the people or sides of two acts exclude each other in one of their roles."""
    return any(_apart(some, others) for some, others in ((draft.actor, claim.actor), (draft.recipient, claim.recipient)))


def _apart(some: Sequence[Participant], others: Sequence[Participant]) -> bool:
    people, known = ({p.id for p in side if (p.id or "").startswith("person:")} for side in (some, others))
    if people and known:
        return people.isdisjoint(known)
    here, there = codes(some), codes(others)
    return bool(here and there) and here.isdisjoint(there)


def codes(people: Sequence[Participant]) -> set[str]:
    """The sides of people, those of no known side left out."""
    return {p.code for p in people} - {UNKNOWN}


def _alike(parse: Parse, token: int, claim: Claim) -> bool:
    """Whether a word shares its stem with a word of a claim's act."""
    told = {w.lower()[:STEM] for w in claim.quoted("event")[0].quote.split()}
    return bool(told & {parse.words[token].lower()[:STEM], parse.lemmas[token][:STEM]})


def _same_scene(parse: Parse, draft: Draft, claim: Claim, assailants: Collection[str]) -> bool:
    """Whether fighting, protest and the force against it are told as one scene, or an act is told once more."""
    gap = draft.sentence - claim.sentence
    if claim.date.precision != "day" and not claim.background or claim.background and gap > NEXT:
        return False
    kinds = (draft.event_type, claim.event_type)
    fighting = set(kinds) <= {"ASSAULT", "PROTEST"} or (
        kinds == ("COERCE", "PROTEST") and parse.deps[draft.token] not in ("acl:relcl", "acl")
    )
    sides = codes((*draft.actor, *draft.recipient)) & codes((*claim.actor, *claim.recipient))
    seized = kinds == ("COERCE", "ASSAULT") and gap == 1 and parse.tags[draft.token] == "VBD"  # "stabbed … Police then surrounded him"
    return (
        (fighting and gap <= SCENE_GAP or seized) and (bool(sides) or (draft.event_type == "ASSAULT" and _assailant(draft, assailants)))
    ) or (kinds[0] == kinds[1] and gap <= NEXT and _alike(parse, draft.token, claim))


def _goes_on(draft: Draft, claim: Claim) -> bool:
    """Whether the same people go on speaking or acting: an act of the same type by the same actor, right after."""
    same = {p.id or p.text.lower() for p in draft.actor} & {p.id or p.text.lower() for p in claim.actor}
    near = draft.sentence - claim.sentence <= NEXT and not claim.background
    return near and claim.date.precision == "day" and draft.event_type == claim.event_type and bool(same)
