"""Where an act took place: which of a sentence's place names is its own."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from comity.core.parse import Parse
from comity.core.when_where import Place
from comity.situate.attach import attachment, said_aside, token_at

STRICT = frozenset({"in", "at", "near", "outside", "across", "inside", "around", "throughout", "within", "off"})
FINEST = ("exact", "city", "district", "province", "sea", "region", "country")
SAID = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
PHYSICAL = frozenset({"ASSAULT", "PROTEST", "COERCE", "CONSULT"})
TOWARDS = {  # prepositions that name the scene of some types only
    "ASSAULT": frozenset({"over", "on", "into", "along"}), "RETREAT": frozenset({"from"}), "MOBILIZE": frozenset({"to", "into", "over", "along"}),
    "CONSULT": frozenset({"to"}), "AID": frozenset({"to", "into"}), "PROTEST": frozenset({"through", "along"}), "COERCE": frozenset({"over"}),
}  # fmt: skip
OBJECT = frozenset({"ASSAULT", "CONSULT"})  # what is bombed, entered or visited is the scene
NOMINAL = frozenset({"of", "on", "against"})
REFERRED = ("city", "province", "country")  # precisions that "the town", "the region" speak of again: the lists "the_city" and so on
DEFINITE = frozenset({"the", "this", "that", "these", "those"})
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
    for place in places:
        token = token_at(parse, place.start, place.end)
        if token is None or not (_is_scene(parse, token, event, event_type, place) or _travelled_to(parse, event, token, words)):
            continue
        near = attachment(parse, event, token, acts)
        if near is None and (_noun_before(parse, token) == event or _beside(parse, event, token, words)):
            near = 2
        if event_type in SAID and said_aside(parse, event) and token not in parse.subtree(event):
            continue  # "acknowledged that a jet had crashed near Tehran, blaming the crew"
        if near is not None and not (event_type in SAID and _told_of(parse, token, event)):
            found.append((min(near, 2), _depth(parse, token, event), place))
    if not found:
        return None
    near, depth, nearest = min(found, key=lambda f: (f[0], f[1], FINEST.index(f[2].precision)))
    finer = [
        (FINEST.index(p.precision), d, p.start, p)
        for n, d, p in found
        if n == near and d <= depth + 1 and p.country_code in (nearest.country_code, None)
    ]
    return min(finer, key=lambda f: f[:3])[3] if finer else nearest


def _depth(parse: Parse, token: int, event: int) -> int:
    """How many steps the name stands below the act or its clause."""
    above = parse.ancestors(token)
    return above.index(event) if event in above else len(above)


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
        and parse.cases[head] in ("for", "of", "over", "about", "as")
    )


def _noun_before(parse: Parse, token: int) -> int | None:
    """The noun right before the preposition of a place, which the place may belong to though the parser hung it higher."""
    case = parse.with_dep(_phrase_head(parse, token), "case")
    return case[0] - 1 if case and case[0] and parse.is_noun(case[0] - 1) else None


def _beside(parse: Parse, event: int, token: int, words: Mapping[str, frozenset[str]]) -> bool:
    """Whether a place stands in a clause that tells the scene of its main verb: "speaking in Oslo", "when it landed in Minsk"."""
    verb = parse.heads[_phrase_head(parse, token)]
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


def _is_scene(parse: Parse, token: int, event: int, event_type: str, place: Place) -> bool:
    """Whether a name stands where the scene of an act would: after "in" or "at", or as what is bombed, left or visited."""
    t = _phrase_head(parse, token)
    allowed = STRICT | TOWARDS.get(event_type, frozenset())
    if parse.cases[t] and parse.cases[t] != "of":
        preposition = parse.cases[t].split()[-1]
        if preposition in STRICT:
            return True
        carried = parse.deps[event] == "obj" and parse.heads[t] == parse.heads[event]  # "began an offensive into Syria"
        if (carried or parse.heads[t] == event or parse.heads[t] in parse.with_dep(event, "obj")) and preposition in allowed | (
            NOMINAL if event_type == "ASSAULT" and parse.is_noun(event) else frozenset()
        ):
            return True
    if event_type not in OBJECT:
        return False
    first = parse.first_conjunct(token)
    if parse.deps[first] in ("obj", "nsubj:pass") and parse.heads[first] == event:
        return True
    if parse.deps[first] == "nmod:poss" and parse.deps[parse.heads[first]] == "obj" and parse.heads[parse.heads[first]] == event:
        return place.precision in ("city", "district", "province", "exact")
    return event_type == "ASSAULT" and parse.is_noun(event) and parse.heads[first] == event and parse.cases[first] in NOMINAL


def reporters_scene(parse: Parse, event: int, event_type: str, dateline: Place | None, scenes: Collection[str]) -> Place | None:
    """The dateline's place for an act that the reporter could see: it has a scene, one of the nouns `scenes`, without a name ("outside a bank")."""
    if dateline is None or event_type not in PHYSICAL:
        return None
    scene = any(parse.cases[c] in STRICT and parse.lemmas[c] in scenes and parse.tags[c] in ("NN", "NNS") for c in parse.subtree(event))
    return replace(dateline, basis="dateline") if scene else None


def recalled_place(parse: Parse, event: int, ground: Ground, words: Mapping[str, frozenset[str]]) -> Place | None:
    """The place of a sentence before that an act without its own speaks of again.

    By "there" or "the city", or because the act is itself known ("the talks lasted").
    """
    before = [p for p in ground.document if ground.begin - REACH <= p.start and p.end <= ground.begin and p.use == "location"]
    for t in parse.subtree(event):
        if parse.words[t].lower() == "there" and parse.deps[t] == "advmod":
            here = [p for p in ground.here if p.end <= parse.starts[t] and _located(parse, p)]
            told = [*before, *here]
            return replace(told[-1], basis="inherited") if told else None
        again = next((k for k in REFERRED if parse.lemmas[t] in words[f"the_{k}"]), None)
        where = parse.cases[t] in STRICT or (parse.heads[t] == event and parse.deps[t] in ("obj", "nsubj:pass"))
        if again and where and _definite(parse, t):
            found = [p for p in before if p.precision == again]
            return replace(found[-1], basis="inherited") if found else None
    if not before:
        return None
    exact = [p for p in before if p.start >= ground.last and p.precision in ("city", "district", "exact")]
    known = parse.is_noun(event) and _definite(parse, event) and not any(parse.deps[c] == "nmod" for c in parse.children[event])
    return replace(exact[-1], basis="inherited") if known and exact else None


def _located(parse: Parse, place: Place) -> bool:
    """Whether a name stands after a preposition, not before a noun as in "the U.S. embassy"."""
    token = token_at(parse, place.start, place.end)
    return token is not None and bool(parse.cases[_phrase_head(parse, token)])


def _definite(parse: Parse, noun: int) -> bool:
    """Whether a noun has a definite article, told by the word before it too: small parsers misread "called the bombing barbaric"."""
    return any(parse.words[c].lower() in DEFINITE for c in (*parse.with_dep(noun, "det"), max(0, noun - 1)))
