"""Where an act took place: which of a sentence's place names is its own."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from comity.core.parse import SUBJECTS, Parse
from comity.core.when_where import Place
from comity.situate.attach import after_which, attachment, said_aside, token_at

STRICT = frozenset({"in", "at", "near", "outside", "across", "inside", "around", "throughout", "within", "off"})
FINEST = ("exact", "city", "district", "province", "sea", "region", "country")
SAID = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
JUDGED = frozenset({"ACCUSE", "REJECT"})
PHYSICAL = frozenset({"ASSAULT", "PROTEST", "COERCE", "CONSULT"})
TOWARDS = {  # prepositions that name the scene of some types only
    "ASSAULT": frozenset({"over", "on", "into", "along"}), "RETREAT": frozenset({"from"}), "MOBILIZE": frozenset({"to", "into", "over", "along"}),
    "CONSULT": frozenset({"to"}), "AID": frozenset({"to", "into"}), "PROTEST": frozenset({"through", "along"}), "COERCE": frozenset({"over"}),
}  # fmt: skip
OBJECT = frozenset({"ASSAULT", "CONSULT", "COERCE"})  # what is bombed, entered, visited or seized is the scene
NOMINAL = frozenset({"of", "on", "against"})
REFERRED = ("city", "province", "country")  # precisions that "the town", "the region" speak of again: the lists "the_city" and so on
DEFINITE = frozenset({"the", "this", "that", "these", "those"})
MISSIONS = frozenset({"embassy", "consulate"})  # what a state has elsewhere
CITY_STATES = frozenset({"HKG", "MAC", "SGP", "MCO", "VAT", "GIB"})  # what lies in them lies in the city
HARMING = frozenset(
    {"kill", "wound", "injure", "destroy", "hit"}
)  # what a strike or attack does at its scene: "the blast that killed ten in Aden"
REACH = 400  # characters back to the name that "there" or "the city" stands for


@dataclass(frozen=True, slots=True)
class Ground:
    """The places that the acts of a sentence may have: those it names, the document's, and that of the dateline if it may tell of that scene.

    `begin` is where the sentence starts, `last` where the one before it does.
    """

    here: Sequence[Place]
    document: Sequence[Place]
    begin: int
    last: int
    dateline: Place | None


def event_place(
    parse: Parse, event: int, event_type: str, places: Sequence[Place], acts: Sequence[int], words: Mapping[str, frozenset[str]]
) -> Place | None:
    """The place where an act took place: the nearest name in locative position in its clause, or a finer one inside it."""
    found: list[tuple[int, int, Place]] = []
    told = [event, parse.heads[event]] if _goes_along(parse, event) else [event]
    for place in places:
        token = token_at(parse, place.start, place.end)
        if token is None:
            continue
        if _of_the_answer(parse, event, token, words["requiting_verb"]) or (
            place.precision == "country" and _names_another(parse, token, place, words)
        ):
            continue
        led = leads_to(parse, event, token, words)
        scene = any(_is_scene(parse, token, verb, event_type, place, words["place_kind"]) for verb in told)
        if not (led or scene or _travelled_to(parse, event, token, words)):
            continue
        near = 1 if led else attachment(parse, event, token, acts)
        if near is None and (_noun_before(parse, token) == event or _beside(parse, event, token, words)):
            near = 2
        if event_type in SAID and said_aside(parse, event) and token not in parse.subtree(event):
            continue  # "acknowledged that a jet had crashed near Tehran, blaming the crew"
        if event_type in SAID and _of_a_mission(parse, token, event):
            continue
        if event_type in JUDGED and _in_what_is_judged(parse, token, event):
            continue
        if near is not None and (led or event_type not in SAID or not _told_of(parse, token, event)):
            found.append((min(near, 2), _depth(parse, token, event), place))
    if not found:
        dying = after_which(parse, event) and parse.lemmas[parse.heads[event]] in words["dying"]
        return event_place(parse, parse.heads[event], event_type, places, acts, words) if dying else None
    near, depth, nearest = min(found, key=lambda f: (f[0], f[1], FINEST.index(f[2].precision)))
    finer = [
        (FINEST.index(p.precision), d, p.start, p)
        for n, d, p in found
        if n == near and d <= depth + 1 and p.country_code in (nearest.country_code, None)
    ]
    return min(finer, key=lambda f: f[:3])[3] if finer else nearest


def _of_the_answer(parse: Parse, event: int, token: int, answers: Collection[str]) -> bool:
    """Whether a place is that of what answers an act: "sentenced for the murder by a court in Multan"."""
    answered = parse.cases[event] == "for" and parse.lemmas[parse.heads[event]] in answers
    return answered and token not in parse.subtree(event)


def _names_another(parse: Parse, token: int, place: Place, words: Mapping[str, frozenset[str]]) -> bool:
    """Whether the name of a state only tells whose a thing is: "the United States embassy", "the 2016 United States presidential election"."""
    thing = parse.heads[parse.first_conjunct(token)]
    if parse.deps[token] not in ("compound", "nmod") or parse.cases[token] or thing <= token or place.country_code in CITY_STATES:
        return False
    kind = parse.lemmas[thing] in words["place_kind"] | words["owned_by_place"] and parse.lemmas[thing] not in MISSIONS
    return parse.is_noun(thing) and not kind and parse.starts[thing] >= place.end


def _of_a_mission(parse: Parse, token: int, event: int) -> bool:
    """Whether a place only tells which embassy speaks: "the embassy in Iraq advised its citizens"."""
    seat = parse.heads[_phrase_head(parse, token)]
    return parse.lemmas[seat].lower() in MISSIONS and seat in parse.with_dep(event, *SUBJECTS)


def _depth(parse: Parse, token: int, event: int) -> int:
    """How many steps the name stands below the act or its clause."""
    above = parse.ancestors(token)
    return above.index(event) if event in above else len(above)


def leads_to(parse: Parse, event: int, token: int, words: Mapping[str, frozenset[str]]) -> bool:
    """Whether a place belongs to an act by another way than its own clause: "met in Oslo, where they agreed", "promised during a visit to
    Warsaw", "troops stationed in Gao came under attack", "the attack, which took place near Timbuktu"."""
    t = _phrase_head(parse, token)
    above = parse.heads[t]
    if _where(parse, event) in (token, t):
        return True
    if _target_of(parse, event, token, words["target"]):
        return True
    subjects = parse.with_dep(event if parse.is_verb(event) else parse.heads[event], *SUBJECTS)
    if parse.lemmas[above] in words["visit_noun"] and parse.cases[t] in ("to", "in", "of"):
        return parse.cases[above] in ("during", "on", "in", "at") and parse.heads[above] in (event, *subjects)
    if parse.deps[above] == "acl" and parse.heads[above] in subjects:
        held = parse.deps[t] == "obj" and parse.lemmas[above] in words["holding"]
        return held or (parse.cases[t] in STRICT and parse.lemmas[above] in words["scene_participle"])
    if _staying(parse, event, t, subjects):
        return True
    nouns = [event] if parse.is_noun(event) else subjects
    return (
        parse.deps[above] == "acl:relcl"
        and parse.cases[t] in STRICT
        and (_takes_place(parse, above) or (parse.heads[above] == event and parse.lemmas[above] in HARMING))
        and any(above in parse.subtree(n) for n in nouns)
    )


def _staying(parse: Parse, event: int, noun: int, subjects: Sequence[int]) -> bool:
    """“The minister, who was visiting the town of Bambari, was stabbed”: where somebody was while it was done to him."""
    verb = parse.heads[noun]
    if parse.deps[verb] != "acl:relcl" or parse.heads[verb] not in (*subjects, *parse.with_dep(event, "obj")):
        return False
    then = parse.tags[verb] == "VBG" and any(parse.tags[c] == "VBD" for c in parse.with_dep(verb, "aux"))
    return then and (parse.cases[noun] in STRICT or (parse.deps[noun] == "obj" and parse.lemmas[verb] in ("visit", "tour")))


def _target_of(parse: Parse, event: int, token: int, targets: Collection[str]) -> bool:
    """“Abqaiq was the target of an attack”, "has been the scene of clashes": the place is the subject."""
    noun = parse.heads[event]
    named = parse.lemmas[noun] in targets and parse.cases[event] == "of" and parse.deps[parse.first_conjunct(token)] == "nsubj"
    return named and parse.deps[noun] in ("attr", "obj", "obl") and parse.heads[noun] == parse.heads[parse.first_conjunct(token)]


def _goes_along(parse: Parse, event: int) -> bool:
    """Whether a participle tells more of the act that it follows: "entered the town of Bambari, killing ten"."""
    return (
        parse.deps[event] == "advcl"
        and parse.tags[event] == "VBG"
        and parse.heads[event] < event
        and not parse.cases[event]
        and not parse.with_dep(event, "mark", "nsubj")
    )


def _where(parse: Parse, event: int) -> int | None:
    """The place whose clause with "where" tells of an act."""
    verb = parse.first_conjunct(event)
    told = parse.deps[verb] == "acl:relcl" and any(parse.words[c].lower() == "where" for c in parse.with_dep(verb, "advmod"))
    return parse.heads[verb] if told else None


def _takes_place(parse: Parse, verb: int) -> bool:
    return parse.lemmas[verb] in ("occur", "happen") or (
        parse.lemmas[verb] == "take" and any(parse.lemmas[c] == "place" for c in parse.with_dep(verb, "obj"))
    )


def _in_what_is_judged(parse: Parse, token: int, event: int) -> bool:
    """Whether a place says which thing is spoken against: "criticised the election law in California"."""
    noun = parse.heads[_phrase_head(parse, token)]
    return parse.deps[noun] == "obj" and parse.heads[noun] == event and parse.is_noun(noun)


def _told_of(parse: Parse, token: int, event: int) -> bool:
    """Whether a place belongs to what a speech act is about ("blamed them for the bombings in Negombo")."""
    t = _phrase_head(parse, token)
    head = parse.heads[t]
    before = _noun_before(parse, token)
    if before is not None and head == event < before and parse.cases[before] in ("for", "of", "over"):
        return True  # "accused troops of rape in Adwa", however it was parsed
    above = parse.ancestors(t)
    doers = [s for s in parse.with_dep(event, "nsubj") if s in above]  # "an assembly of ministers in Cairo denounced"
    return (
        not doers
        and head not in (event, t)
        and parse.is_noun(head)
        and event in parse.ancestors(head)
        and parse.cases[head] in ("for", "of", "on", "over", "about", "as")
    )


def _noun_before(parse: Parse, token: int) -> int | None:
    """The noun right before the preposition of a place, which the place may belong to though the parser hung it higher."""
    case = parse.with_dep(_phrase_head(parse, token), "case")
    return case[0] - 1 if case and case[0] and parse.is_noun(case[0] - 1) else None


def _beside(parse: Parse, event: int, token: int, words: Mapping[str, frozenset[str]]) -> bool:
    """Whether a place stands in a clause that tells the scene of its main verb: "speaking in Oslo", "when it landed in Minsk"."""
    verb = parse.heads[_phrase_head(parse, token)]
    verb = parse.heads[verb] if parse.deps[verb] == "obj" else verb  # "addressing parliament in Ottawa"
    if _travelled_to(parse, event, token, words):
        return True
    if parse.deps[verb] != "advcl" or parse.heads[verb] != event:
        return False
    speaking = parse.tags[verb] == "VBG" and parse.lemmas[verb] in words["scene_participle"]
    return speaking or any(parse.lemmas[c] == "when" for c in parse.children[verb])


def _travelled_to(parse: Parse, event: int, token: int, words: Mapping[str, frozenset[str]]) -> bool:
    """Whether a place is where somebody went for an act: "flew to Cairo for talks", "travelled to Beijing to meet"."""
    t = _phrase_head(parse, token)
    verb = parse.heads[t]
    if parse.heads[event] != verb or verb == event or parse.lemmas[verb] not in words["travel"] or parse.cases[t] not in ("to", "in", "at"):
        return False
    purpose = parse.tags[event] == "VB" and parse.deps[event] in ("advcl", "xcomp")
    return purpose or (parse.is_noun(event) and parse.cases[event] == "for")


def _phrase_head(parse: Parse, token: int) -> int:
    """The noun that carries the preposition of a name: "Idlib" in "in Idlib province" stands for "province"."""
    t = token
    for _ in range(len(parse)):
        t = parse.first_conjunct(t)
        if parse.cases[t] and parse.cases[t] != "of":
            return t
        noun_above = parse.deps[t] in ("nmod", "nmod:poss") and parse.is_noun(parse.heads[t])
        if parse.deps[t] not in ("appos", "npadvmod", "compound", "dep") and not noun_above:
            return t
        t = parse.heads[t]
    return t


def _is_scene(parse: Parse, token: int, event: int, event_type: str, place: Place, kinds: Collection[str]) -> bool:
    """Whether a name stands where the scene of an act would: after "in" or "at", or as what is bombed, left or visited."""
    t = _phrase_head(parse, token)
    allowed = STRICT | TOWARDS.get(event_type, frozenset())
    if parse.cases[t] and parse.cases[t] != "of":
        preposition = parse.cases[t].split()[-1]
        marched = event_type == "PROTEST" and preposition == "to" and place.precision in ("exact", "district", "city")
        sent = preposition == "from" and event_type in SAID and min(parse.subtree(t)) == 0 and parse.words[max(parse.subtree(t)) + 1] == ","
        if preposition in STRICT or sent or (marched and parse.heads[t] == event):
            return True
        carried = parse.deps[event] == "obj" and parse.heads[t] == parse.heads[event]  # "began an offensive into Syria"
        if (carried or parse.heads[t] == event or parse.heads[t] in parse.with_dep(event, "obj")) and preposition in allowed | (
            NOMINAL if event_type == "ASSAULT" and parse.is_noun(event) else frozenset()
        ):
            return True
    if event_type not in OBJECT:
        return False
    first = parse.first_conjunct(token)
    if parse.deps[t] in ("obj", "nsubj:pass") and parse.heads[t] == event and parse.lemmas[t] in kinds and parse.heads[first] == t:
        return (
            parse.words[min(parse.subtree(t)) - 1] != ","
        )  # "entered the town of Bambari", not "held in Bacongo, a district of Brazzaville"
    if parse.deps[first] in ("obj", "nsubj:pass") and parse.heads[first] == event:
        return True
    if parse.deps[first] == "nmod:poss" and parse.deps[parse.heads[first]] == "obj" and parse.heads[parse.heads[first]] == event:
        return place.precision in ("city", "district", "province", "exact")
    nominal = NOMINAL if event_type == "ASSAULT" else frozenset({"of"}) if event_type == "COERCE" else frozenset()
    return parse.is_noun(event) and parse.heads[first] == event and parse.cases[first] in nominal


def reporters_scene(parse: Parse, event: int, event_type: str, dateline: Place | None, scenes: Collection[str]) -> Place | None:
    """The dateline's place for an act that the reporter could see: it has a scene, one of the nouns `scenes`, without a name ("outside a bank")."""
    if dateline is None or event_type not in PHYSICAL:
        return None
    scene = any(parse.cases[c] in STRICT and parse.lemmas[c] in scenes and parse.tags[c] in ("NN", "NNS") for c in parse.subtree(event))
    return replace(dateline, basis="dateline") if scene else None


def recalled_place(parse: Parse, event: int, ground: Ground, words: Mapping[str, frozenset[str]]) -> Place | None:
    """The place of a sentence before that an act without its own speaks of again.

    By "there", "the city" or "at the rally", or because the act is itself known ("the talks lasted").
    """
    before = [p for p in ground.document if ground.begin - REACH <= p.start and p.end <= ground.begin and p.use == "location"]
    verb = parse.first_conjunct(event)
    for t in dict.fromkeys((*parse.subtree(event), *parse.with_dep(verb, "obl", "obj"))):
        if parse.words[t].lower() == "there" and parse.deps[t] == "advmod":
            named = [p for p in ground.here if p.end <= parse.starts[t]]
            here = [p for p in named if _located(parse, p)]
            told = [] if _apart(parse, event, t) or (named and not here) else [*before, *here]
            return replace(told[-1], basis="inherited") if told else None
        again = next((k for k in REFERRED if parse.lemmas[t] in words[f"the_{k}"]), None)
        where = parse.cases[t] in STRICT or (parse.heads[t] == event and parse.deps[t] in ("obj", "nsubj:pass"))
        thing = any(parse.deps[c] == "compound" for c in parse.children[t])  # "the police state"
        if again and where and not thing and _definite(parse, t):
            found = [p for p in before if p.precision == again]
            return replace(found[-1], basis="inherited") if found else None
        if parse.lemmas[t] in words["gathering_noun"] and parse.cases[t] in ("at", "during") and _definite(parse, t) and t != event:
            bare = not any(parse.deps[c] in ("nmod", "amod", "compound", "acl:relcl") for c in parse.children[t])
            there = [p for p in before if p.start >= ground.last and p.precision in ("city", "district", "exact")]
            return replace(there[-1], basis="inherited") if bare and there else None
    if not before:
        return None
    exact = [p for p in before if p.start >= ground.last and p.precision in ("city", "district", "exact")]
    known = parse.is_noun(event) and _definite(parse, event) and not any(parse.deps[c] == "nmod" for c in parse.children[event])
    return replace(exact[-1], basis="inherited") if known and exact else None


def _apart(parse: Parse, event: int, token: int) -> bool:
    """Whether a word stands in a clause of its own: "it was destroyed, but fighters are there"."""
    above = parse.ancestors(token)
    between = above[: above.index(event)] if event in above else []
    return any(parse.is_verb(t) and parse.with_dep(t, *SUBJECTS, "expl") for t in between)


def _located(parse: Parse, place: Place) -> bool:
    """Whether a name stands after a preposition, not before a noun as in "the U.S. embassy"."""
    token = token_at(parse, place.start, place.end)
    return token is not None and bool(parse.cases[_phrase_head(parse, token)])


def _definite(parse: Parse, noun: int) -> bool:
    """Whether a noun has a definite article, told by the word before it too: small parsers misread "called the bombing barbaric"."""
    return any(parse.words[c].lower() in DEFINITE for c in (*parse.with_dep(noun, "det"), max(0, noun - 1)))
