"""What an undated act may take over, and whether an act lies before the news of its article."""

from collections.abc import Collection, Mapping
from datetime import date

from comity.core.parse import Parse
from comity.core.when_where import EventDate
from comity.situate.attach import told_past

AHEAD = frozenset({"planned", "threatened", "requested", "refused"})
BACKGROUND_DAYS = 62
REMEMBERED = 200  # claims back that a later mention may look


def bound(published: str | None, status: str, ahead: bool = False) -> EventDate:
    """What is known of the date of an undated act: a done act took place by the publication date, a planned or conditional one from then on."""
    if ahead or status in AHEAD:
        return EventDate(published, None, "unknown", "publication")
    return EventDate(None, published, "unknown", "publication")


def looks_ahead(parse: Parse, event: int, status: str) -> bool:
    """Whether an act has not happened yet: by its status, an open condition, or as the noun after "before"."""
    if status in AHEAD:
        return True
    perfect = any(parse.deps[c] == "aux" and parse.lemmas[c] == "have" for c in parse.children[event])
    return (status == "hypothetical" and not perfect) or (parse.is_noun(event) and parse.cases[event] in ("ahead of", "before", "until"))


def casting_day(when: EventDate, published: str | None) -> str | None:
    """The day on which the people of an act are cast in their offices: the middle of a day to a year, else the end of its interval."""
    if when.basis == "publication" or not when.end:
        return published
    if not when.start:
        return when.end
    first, last = date.fromisoformat(when.start), date.fromisoformat(when.end)
    return (first + (last - first) / 2).isoformat() if (last - first).days <= 366 else when.end


def lies_behind(parse: Parse, event: int, words: Mapping[str, frozenset[str]]) -> bool:
    """Whether the words around an act that was asked for, planned or thought of put it behind: "punished for refusing", "the vote to remove
    him failed", "a trip, which was cancelled", "whether they allied", "dismissed his lawsuit"."""
    head = parse.heads[event]
    if parse.cases[event] == "for" and parse.lemmas[head] in words["requiting_verb"]:
        return True
    verb = parse.heads[head]
    if parse.deps[event] in ("acl", "acl:relcl") and parse.deps[head] == "nsubj" and parse.lemmas[verb] in words["miscarrying_verb"]:
        return parse.tags[verb] == "VBD"
    if any(parse.lemmas[c] in words["miscarrying_verb"] and parse.tags[c] in ("VBD", "VBN") for c in parse.with_dep(event, "acl:relcl")):
        return True
    lodged = parse.deps[event] in ("obj", "nsubj:pass") and parse.lemmas[event] in words["lodged_noun"]
    if (
        lodged
        and parse.tags[head] in ("VBD", "VBN")
        or _would_not(parse, event)
        or _hangs_on_the_past(parse, event, words)
        or _came_for(parse, event, words)
    ):
        return True
    if parse.tags[event] != "VBD" and not _perfect(parse, event):
        return False
    return not any(parse.words[c].lower() in ("if", "unless", "until", "once") for c in parse.with_dep(event, "mark"))


def _perfect(parse: Parse, event: int) -> bool:
    """Whether a verb tells what is done by the time of the news: "as much as he had asked for"."""
    aux = parse.with_dep(event, "aux")
    tensed = any(parse.lemmas[c] == "have" and parse.tags[c] in ("VBD", "VBZ", "VBP") for c in aux)
    return parse.tags[event] == "VBN" and tensed and not any(parse.tags[c] in ("MD", "TO") for c in aux)


def _hangs_on_the_past(parse: Parse, event: int, words: Mapping[str, frozenset[str]]) -> bool:
    """Whether what an infinitive tells of hangs on what is over: "Did the rebels attack?", "had planned to march", "was supposed to send",
    "jailed for plotting to kill"."""
    plan, verb = parse.heads[event], parse.heads[parse.heads[event]]
    if parse.deps[event] == "acl" and parse.tags[event] == "VB" and parse.deps[plan] == "obj" and parse.tags[verb] == "VBG":
        return any(parse.tags[c] == "VBD" for c in parse.with_dep(verb, "aux"))  # "was developing plans to attack"
    if parse.deps[event] == "acl" and parse.tags[event] == "VB" and parse.lemmas[plan] in words["plotting"] and parse.deps[plan] == "nmod":
        told = next((t for t in parse.ancestors(plan) if parse.is_verb(t)), plan)
        past = parse.tags[told] == "VBD" or any(parse.tags[c] == "VBD" for c in parse.with_dep(told, "aux:pass"))
        if past:
            return True  # "was sanctioned in relation to a plot to kill"
    t = event
    while parse.heads[t] != t and parse.deps[t] in ("xcomp", "advcl", "conj", "pcomp"):
        if any(parse.words[c].lower() == "did" for c in parse.with_dep(t, "aux")):
            return True
        t = parse.heads[t]
        if parse.cases[t] == "for" and parse.lemmas[parse.heads[t]] in words["requiting_verb"]:
            return True
        past = any(parse.tags[c] == "VBD" for c in parse.with_dep(t, "aux", "aux:pass"))
        had = any(parse.words[c].lower() in ("had", "'d", "’d") for c in parse.with_dep(t, "aux"))
        if parse.lemmas[t] in words["intending"] and had or parse.lemmas[t] in words["supposing"] and past:
            return True
    return parse.tags[t] == "VB" and any(parse.words[c].lower() == "did" for c in parse.with_dep(t, "aux"))


def _would_not(parse: Parse, event: int) -> bool:
    """“Claimed fraud and would not accept the result”: a refusal in the course of a tale."""
    would = any(parse.words[c].lower() == "would" for c in parse.with_dep(event, "aux")) and bool(parse.with_dep(event, "neg"))
    return would and parse.deps[event] == "conj" and parse.tags[parse.heads[event]] == "VBD"


def _came_for(parse: Parse, event: int, words: Mapping[str, frozenset[str]]) -> bool:
    """“The coalition came to Iraq to fight”: the purpose of a way or gathering that is over."""
    verb = parse.heads[event]
    purpose = parse.deps[event] in ("advcl", "xcomp") and parse.tags[event] == "VB" and told_past(parse, verb)
    return purpose and parse.lemmas[verb] in words["travel"] | words["gathering"]


def carried_ahead(parse: Parse, noun: int) -> bool:
    """Whether the verb that carries an act looks ahead: "would begin an investigation"."""
    verb = next((t for t in parse.ancestors(noun) if parse.is_verb(t)), noun)
    return any(parse.tags[c] == "MD" for c in parse.with_dep(verb, "aux")) and not any(
        parse.lemmas[c] == "have" for c in parse.with_dep(verb, "aux")
    )


def heritable(when: EventDate) -> bool:
    """Whether a date can be that of a later mention, too: "since Tuesday" dates no single act, and a bound none at all."""
    open_ended = when.precision == "day" and when.start != when.end or not when.start or not when.end
    return when.basis in ("stated", "relative", "dateline", "inherited") and not open_ended


def is_background(published: str | None, when: EventDate) -> bool:
    """Whether an act's date lies clearly before the article's news."""
    if not published or when.basis == "publication" or not when.end:
        return False
    day, end = date.fromisoformat(published[:10]), date.fromisoformat(when.end)
    if when.precision == "year" and when.start and int(when.start[:4]) < day.year and end >= day:
        return True
    return (day - end).days > BACKGROUND_DAYS or (end.year < day.year and (day - end).days > 31)


def told_as_past(parse: Parse, event: int, cues: Collection[str]) -> bool:
    """Whether the words around an act put it before the news: "previously", "prior to", an anniversary."""
    t = event
    for _ in range(len(parse)):
        near = [c for c in parse.children[t] if parse.deps[c] in ("advmod", "amod", "npadvmod")]
        inside = any(parse.cases[c] in cues or (parse.lemmas[c] == "century" and parse.cases[c] == "in") for c in parse.children[t])
        if (
            inside
            or any(parse.words[c].lower() in cues for c in near)
            or parse.cases[t] in cues
            or parse.lemmas[parse.heads[t]] == "anniversary"
        ):
            return True
        if parse.is_verb(t) or parse.heads[t] == t:
            return False
        t = parse.heads[t]
    return False
