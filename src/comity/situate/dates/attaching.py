"""Which time expressions of a sentence can be the date of an act, the most likely first."""

import bisect
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from comity.core.parse import SUBJECTS, Parse
from comity.situate.attach import attachment, same_time, token_at
from comity.situate.dates.meanings import Anniversary, Between, Bounded, Fixed, Meaning, Named, Phrase, Step
from comity.situate.dates.resolve import Clock, resolve

PREMODIFIER = frozenset({"amod", "compound", "nummod", "nmod:poss", "nmod", "npadvmod", "dep"})
INSIDE = frozenset({"in", "at", "during", "on"})  # "said in Tuesday's statement"
AFTER_NOUN = frozenset({"of", "from"})  # "the agreement of 2015" is not of the act around
DASHES = frozenset({"—", "–", "--"})
SPANS = frozenset({"hour", "day", "night", "weekend", "week", "month", "year", "decade", "time"})
RANKS = {"participle": 5, "joined": 6, "infinitive": 7}  # after every direct attachment


@dataclass(frozen=True, slots=True)
class Candidate:
    """An expression that may date an act; `anchor` is the token of the act or noun it counts from, `past` says that it
    can only do so where it lies in the past, for it stands in what was asked or promised."""

    phrase: Phrase
    anchor: int | None
    past: bool = False


@dataclass(frozen=True, slots=True)
class Binding:
    """The words that decide: prepositions whose noun keeps its date to itself ("met before the summit on Friday"), and verbs
    that only carry their object ("attend tomorrow's summit"), make the treaty that is their object ("signed the Oslo accords") or answer
    what went before ("sentenced on Friday for the murder"); adverbs that put an act after the one it is joined to ("and later banned"); verbs of dying, whose day is that of the blow ("died on Tuesday
    after being shot")."""

    barriers: Collection[str]
    light: Collection[str]
    concluding: Collection[str]
    requiting: Collection[str]
    sequel: Collection[str]
    dying: Collection[str]


def candidates(parse: Parse, event: int, phrases: Sequence[Phrase], acts: Sequence[int], words: Binding) -> list[Candidate]:
    """The expressions that belong to an act, best first."""
    ranked = []
    below = set(parse.subtree(event)) if phrases else set()
    for phrase in phrases:
        anchor = anchor_of(parse, phrase, event)
        modifier = _modifier(parse, phrase, anchor)
        if modifier is None or anchor == event or _elsewhere(parse, event, modifier, phrase, acts, words):
            continue
        near, past = _nearness(parse, event, modifier, phrase, [a for a in acts if a != anchor], words)
        if near is None:
            continue
        since = isinstance(phrase.meaning, Bounded) and phrase.meaning.word == "since"
        name_only = isinstance(phrase.meaning, Named)  # a date that the text states goes before that of a name
        ranked.append(((name_only, modifier not in below, near, since, abs(modifier - event)), Candidate(phrase, anchor, past)))
    return [candidate for _, candidate in sorted(ranked, key=lambda r: r[0])]


def _nearness(parse: Parse, event: int, modifier: int, phrase: Phrase, acts: Sequence[int], words: Binding) -> tuple[int | None, bool]:
    """How directly an expression belongs to an act, None for not at all; and whether only as a past date."""
    head = parse.heads[event]
    asked = any(parse.tags[c] in ("WDT", "WP") for c in parse.children[event])
    if (
        head != event and phrase.start <= parse.starts[head] < phrase.end and not asked
    ):  # "was on 14 February killed", read as a clause of the date
        return 0, False
    if isinstance(phrase.meaning, Named) and not _dated_by_name(parse, event, modifier, phrase, words):
        return None, False
    if _in_its_clause(parse, event, modifier, words.light) or _was_the_day(parse, event, modifier):
        return 1, False
    if _of_what_is_asked(parse, event, modifier):
        return RANKS["infinitive"], True
    near = attachment(parse, event, modifier, acts)
    if near is not None and _vague(phrase.meaning) and parse.lemmas[event] in words.requiting and _of_the_cause(parse, event, modifier):
        return None, False
    if near is None and (_while_doing(parse, event, modifier) or (_vague(phrase.meaning) and _in_spite_of(parse, event, modifier))):
        return 2, False
    if near and same_time(parse, event) and isinstance(phrase.meaning, Bounded) and modifier < event:
        return None, False  # "has ruled since 2010, when he seized power"
    if near is not None and _vague(phrase.meaning) and _nouns_between(parse, modifier, event) > 1:
        return None, False
    barred = _barred(parse, modifier, event, words) and not isinstance(phrase.meaning, Between)
    if near is not None and not barred and _shared(parse, modifier, event, words.sequel):
        return near, False
    if _told_before(parse, event, modifier):
        return RANKS["infinitive"], True
    if near is None and not _barred(parse, modifier, event, words):
        way = _roundabout(parse, modifier, event, words.barriers)
        if way:
            return RANKS[way], way == "infinitive"
    return None, False


def _of_what_is_asked(parse: Parse, event: int, modifier: int) -> bool:
    """“Encouraged schools to reopen at the end of summer”: the time of what somebody is to do, unless it is over."""
    verb = next((t for t in parse.ancestors(modifier) if parse.is_verb(t)), event)
    infinitive = parse.deps[verb] == "xcomp" and any(parse.tags[c] == "TO" for c in parse.children[verb])
    return infinitive and parse.heads[verb] == event and bool(parse.with_dep(event, "obj"))


def _while_doing(parse: Parse, event: int, modifier: int) -> bool:
    """“Speaking in Ankara on Monday, he accused Greece”: a participle before a verb tells its time."""
    verb = parse.heads[modifier]
    fronted = parse.deps[verb] == "advcl" and parse.tags[verb] == "VBG" and parse.heads[verb] == event and verb < event
    if fronted and parse.deps[modifier] == "obl" and not parse.with_dep(verb, "mark", "aux", "case") and not parse.cases[verb]:
        return True
    said_in = parse.heads[verb]  # "in a statement issued on Friday, Ankara denounced"
    paper = (
        parse.deps[verb] == "acl" and parse.tags[verb] in ("VBN", "VBD") and parse.cases[said_in] == "in" and parse.heads[said_in] == event
    )
    before = parse.deps[verb] == "ccomp" and parse.heads[verb] == event and verb < event and not parse.with_dep(verb, *SUBJECTS)
    return (paper or before) and parse.deps[modifier] in ("obl", "npadvmod", "obj")


def _in_spite_of(parse: Parse, event: int, modifier: int) -> bool:
    """“In 2016, despite a lawsuit, he was denied access”: a year before the clause is also that of what did not help."""
    noun = parse.first_conjunct(event)
    met = parse.is_noun(event) and parse.cases[noun] in ("despite", "amid") and modifier < event
    return met and parse.heads[noun] == parse.heads[modifier] and parse.cases[modifier] == "in"


def _elsewhere(parse: Parse, event: int, modifier: int, phrase: Phrase, acts: Sequence[int], words: Binding) -> bool:
    """Whether an expression tells of something else than an act: an anniversary, a record, a source, the answer to the act or another act beside it."""
    if _remembers(parse, modifier, phrase.meaning) or _superlative(parse, event, phrase.meaning):
        return True
    if _in_an_aside(parse, event, modifier):
        return True
    below = set(parse.subtree(event))
    path = [modifier, *parse.ancestors(modifier)]
    if any(parse.cases[t] == "including" and event not in parse.subtree(t) for t in path):
        return True  # "attacks over the last months, including the one on Friday"
    if modifier in below:
        return False
    if any(parse.cases[t] == "according to" for t in path):
        return True
    if parse.cases[event] == "for" and parse.lemmas[parse.heads[event]] in words.requiting:
        return True
    head = parse.heads[event]
    if parse.cases[event] == "of" and parse.tags[head] == "NNS" and parse.lemmas[head] in SPANS:
        return modifier not in parse.subtree(head)  # "this comes on Friday after weeks of protests"
    first = bisect.bisect_left(parse.starts, phrase.start)
    beside = first - 2 if first > 1 and parse.words[first - 1] == "," else first - 1
    return beside in acts and beside != event and parse.is_verb(beside) and not parse.cases[modifier]


def _in_an_aside(parse: Parse, event: int, modifier: int) -> bool:
    """Whether an expression stands in a clause set off by dashes: "governments — he took office in July — suspend parliament"."""
    dashes = [t for t, word in enumerate(parse.words) if word in DASHES]
    before, after = [t for t in dashes if t < modifier], [t for t in dashes if t > modifier]
    if not before or not after or before[-1] < event < after[0]:
        return False
    inside = range(before[-1] + 1, after[0])
    return any(parse.is_verb(t) and any(s in inside for s in parse.with_dep(t, *SUBJECTS)) for t in inside)


def _was_the_day(parse: Parse, event: int, modifier: int) -> bool:
    """Whether an expression is told to be the time of an act: "Friday was the fourth night in a row that they protested"."""
    noun = parse.heads[event]
    if parse.deps[event] != "acl:relcl":
        return False
    verb = next((t for t in parse.ancestors(noun) if parse.is_verb(t)), noun)
    named = any(parse.lemmas[c] in SPANS for c in parse.with_dep(verb, "attr"))
    return parse.lemmas[verb] == "be" and named and modifier in parse.with_dep(verb, "nsubj", "npadvmod")


def _told_before(parse: Parse, event: int, modifier: int) -> bool:
    """Whether an expression stands right after a noun phrase, hung on an infinitive that it cannot date: "to proceed as in the trial of
    the president in 1998"; or on the clause that an act went before: "became Sultan in 1970 after overthrowing his father"."""
    verb = parse.heads[modifier]
    if parse.deps[event] == "advcl" and parse.heads[event] == verb and parse.cases[event] == "after" and parse.tags[event] == "VBG":
        return parse.deps[modifier] == "obl" and modifier < event and parse.words[modifier].isdigit()
    infinitive = parse.is_verb(verb) and any(parse.tags[c] == "TO" for c in parse.children[verb])
    return infinitive and parse.is_noun(event) and parse.heads[event] == verb and event < modifier and max(parse.subtree(event)) < modifier


def _vague(meaning: Meaning) -> bool:
    return isinstance(meaning, Fixed) and meaning.span.precision in ("year", "decade")


def _of_the_cause(parse: Parse, event: int, modifier: int) -> bool:
    """Whether a year stands right after what an act was for: "apologised for the massacre in 1995"."""
    causes = [c for c in parse.with_dep(event, "obl") if parse.cases[c] == "for" and parse.is_noun(c)]
    return any(max(parse.subtree(c)) == min(parse.subtree(modifier)) - 1 for c in causes)


def _nouns_between(parse: Parse, modifier: int, event: int) -> int:
    """Through how many nouns an expression hangs on an act; two mean that a year tells of them ("unrest in cities throughout 2020")."""
    nouns, t = 0, parse.heads[modifier]
    while t != event and parse.is_noun(t) and parse.heads[t] != t:
        nouns, t = nouns + 1, parse.heads[t]
    return nouns


def _dated_by_name(parse: Parse, event: int, modifier: int, phrase: Phrase, words: Binding) -> bool:
    """Whether a named event is the act itself, the treaty that the act makes, or the time in which it took place."""
    assert isinstance(phrase.meaning, Named)
    if phrase.start <= parse.starts[event] < phrase.end:
        return True
    if phrase.meaning.kind == "treaty":
        return parse.lemmas[event] in words.concluding and parse.heads[modifier] == event and parse.deps[modifier] in ("obj", "nsubj:pass")
    return parse.cases[modifier] in ("in", "during", "throughout") or (phrase.meaning.kind == "summit" and parse.cases[modifier] == "at")


def _in_its_clause(parse: Parse, event: int, modifier: int, light: Collection[str]) -> bool:
    """Whether an expression stands in the clause that tells of a noun: "the massacre that the group committed on 7 October"; or
    after the noun that an act tells of: "the memorandum (1994), signed by three states"."""
    head = parse.heads[modifier]
    told = parse.deps[head] in ("acl:relcl", "acl") and parse.heads[head] == event and parse.lemmas[head] in light
    of_noun = parse.deps[event] == "acl" and parse.tags[event] == "VBN" and head == parse.heads[event] < modifier < event
    return told or (of_noun and not parse.cases[modifier] and parse.words[modifier - 1] == "(")


def anchor_of(parse: Parse, phrase: Phrase, event: int | None = None) -> int | None:
    """The token of the act or noun that an expression counts from: "hours after the coup", "on the eve of the vote"."""
    uncounted = isinstance(phrase.meaning, Anniversary) and phrase.meaning.of is None
    if not uncounted and not (isinstance(phrase.meaning, Step) and phrase.meaning.origin == "act"):
        return None
    last = bisect.bisect_left(parse.ends, phrase.end)
    if last + 1 >= len(parse):
        return None
    if uncounted:
        return next((c for c in parse.children[last] if parse.cases[c] == "of"), None)
    head = parse.heads[last]
    found = head if head != last and parse.ends[head] > phrase.end else next((c for c in parse.children[last] if c > last), None)
    if found is not None and parse.is_verb(found):  # "ten years after Rome annexed Libya, it attacked": the clause taken for a subject
        inner = [c for c in parse.with_dep(found, *SUBJECTS, "ccomp", "advcl") if last < c < found and parse.is_verb(c)]
        found = inner[0] if inner else found
    if found == event and parse.tags[last + 1] in ("DT", "PRP$") and last + 2 < len(parse) and parse.is_noun(last + 2):
        return last + 2  # "two days before its departure ambassadors will meet", the noun taken for part of the subject
    return found


def _modifier(parse: Parse, phrase: Phrase, anchor: int | None) -> int | None:
    """The token through which an expression hangs on the rest of the sentence."""
    token = token_at(parse, phrase.start, phrase.end)
    if token is None:
        return None
    inside = range(bisect.bisect_left(parse.starts, phrase.start), bisect.bisect_left(parse.starts, phrase.end))
    if anchor is not None:
        while parse.heads[anchor] in inside:
            anchor = parse.heads[anchor]
        return anchor
    before = inside.start - 1
    stranded = before >= 0 and parse.tags[before] == "IN" and parse.deps[before] == "prep" and parse.heads[before] not in inside
    return before if stranded else token  # "On Tuesday Libya's parliaments agreed": the noun was taken into the subject


def _remembers(parse: Parse, modifier: int, meaning: Meaning) -> bool:
    """An anniversary that is marked, recalled or named dates nothing; only "on the anniversary" does."""
    return isinstance(meaning, Anniversary) and parse.cases[modifier] not in ("on", "at")


def anniversary_of(parse: Parse, event: int, phrases: Sequence[Phrase]) -> Anniversary | None:
    """The anniversary that remembers an act, where its expression stands above it and gives no date of its own."""
    for phrase in phrases:
        if isinstance(phrase.meaning, Anniversary) and phrase.meaning.of is None and phrase.end <= parse.starts[event]:
            token = token_at(parse, phrase.start, phrase.end)
            between = parse.ancestors(event)
            if token in between and all(parse.is_noun(t) for t in between[: between.index(token)]):
                return phrase.meaning
    return None


def _superlative(parse: Parse, event: int, meaning: Meaning) -> bool:
    """“The first visit since 2014”, "the first to refuse since 2014": it took place long after."""
    if not isinstance(meaning, Bounded) or meaning.word != "since":
        return False
    noun = parse.heads[event] if parse.is_verb(event) and parse.deps[event] in ("acl", "acl:relcl") else event
    return any(parse.tags[c] == "JJS" or parse.lemmas[c] in ("first", "second", "third", "only", "last") for c in parse.children[noun])


def _barred(parse: Parse, modifier: int, event: int, words: Binding) -> bool:
    """Whether a noun between an expression and the act keeps the date to itself."""
    t = modifier
    above = {event, *parse.ancestors(event)}
    while t != event and parse.heads[t] != t and t not in above:
        head = parse.heads[t]
        if head != event and parse.is_noun(head) and head not in above:
            if t == modifier and parse.deps[t] in PREMODIFIER and head > t and not parse.cases[t]:
                carried = parse.deps[head] == "obj" and parse.heads[head] == event and parse.lemmas[event] in words.light
                return not (carried or parse.cases[head] in INSIDE or parse.deps[head] in SUBJECTS)
            if parse.cases[t] in AFTER_NOUN or (parse.cases[t] == "since" and parse.lemmas[head] == "time"):
                return True
        if t != modifier and parse.cases[t] in words.barriers:
            return True
        t = head
    return False


def _shared(parse: Parse, modifier: int, event: int, sequel: Collection[str]) -> bool:
    """A clause with a subject of its own shares only a date that stands before the clause it is joined to; what came later shares none."""
    below = set(parse.subtree(event))
    if (
        parse.deps[event] == "conj"
        and modifier not in below
        and any(parse.words[c].lower() in sequel for c in parse.with_dep(event, "advmod"))
    ):
        return False
    t = event
    while modifier not in below and parse.heads[t] != t:
        head = parse.heads[t]
        if parse.deps[t] == "conj" and parse.is_noun(t) and modifier in parse.subtree(head) and modifier != head:
            return False  # "an inquiry into violence on June 12 and the dropping of charges"
        own = [s for s in parse.with_dep(t, *SUBJECTS) if parse.tags[s] != "PRP"]  # "…tomorrow, and they will sign"
        if parse.deps[t] == "conj" and own and modifier > min([head, *parse.with_dep(head, *SUBJECTS)]):
            return False
        if modifier in parse.subtree(head):
            return True
        below.add(head)
        t = head
    return True


def _roundabout(parse: Parse, modifier: int, event: int, barriers: Collection[str]) -> str:
    """By which way an expression reaches an act through clauses that have no time of their own; "" for none.

    "fired on monks marching on the 26th" (participle), "will restore ties and reopen its embassy in May" (joined),
    "threatened to send refugees ten days ago" (infinitive).
    """
    if parse.deps[modifier] in PREMODIFIER and not parse.cases[modifier] and parse.heads[modifier] > modifier:
        return ""
    way = "joined" if event != parse.heads[modifier] else ""
    pronoun = any(parse.tags[s] == "PRP" for s in parse.with_dep(event, *SUBJECTS))
    before = parse.heads[event] if parse.deps[event] == "conj" and pronoun else event  # "is to arrive tomorrow, and they will sign"
    t = modifier
    for _ in range(len(parse)):
        if t in (event, before):
            return way
        dep, head = parse.deps[t], parse.heads[t]
        if head == t or (t != modifier and parse.cases[t] in barriers and parse.is_noun(t)):
            return ""
        if parse.is_verb(t) and t != modifier:
            infinitive = any(parse.tags[c] == "TO" for c in parse.children[t])
            if dep == "acl" and parse.tags[t] == "VBG" and way != "infinitive":
                way = "participle"
            elif infinitive and parse.lemmas[head] == "be":
                pass
            elif infinitive and dep in ("xcomp", "acl", "advcl", "ccomp"):
                way = "infinitive"
            elif not (
                dep == "conj" and way == "joined" and parse.tags[t] == parse.tags[head] == "VB" and not parse.with_dep(t, *SUBJECTS, "aux")
            ):
                return ""
        t = head
    return ""


def own_year(options: Sequence[Candidate], clock: Clock) -> int | None:
    """The year that another expression of the same act gives: "In 2003, forces crossed the border on 20 March"."""
    for option in options:
        meaning = option.phrase.meaning
        span = resolve(meaning, clock) if isinstance(meaning, Fixed) else None
        if span is not None and span.precision == "year" and span.first and span.last and span.first.year == span.last.year:
            return span.first.year
    return None
