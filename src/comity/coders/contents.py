"""Who takes part in the content of a speech act that names nobody: "asked Germany for aid", "threatened Iran with war"."""

from collections.abc import Collection, Sequence

from comity.coders.match import Match
from comity.coders.people import View, participants_at
from comity.core.actor import Participant
from comity.core.parse import Parse
from comity.lexicon.triggers import Trigger

Sides = tuple[tuple[Participant, ...], tuple[Participant, ...]]
OWN = frozenset({"planned", "threatened", "refused"})  # contents that the speaker does
TO_SPEAKER = frozenset({"AID", "COOPERATE", "RETREAT", "CONCEDE"})  # what is asked for oneself
OF_CONTENT = frozenset({"for", "of", "with", "to", "about", "from"})
CLAUSES = frozenset({"xcomp", "ccomp", "advcl", "acl", "pcomp"})


def fill_content(
    view: View, i: int, trigger: Trigger, matches: Sequence[Match], actor: tuple[Participant, ...], recipient: tuple[Participant, ...]
) -> Sides:
    """The sides of a content, those it does not name taken from the speech act that governs it."""
    parse = view.parse
    speech = _speech_act_above(parse, i, matches)
    spoken = trigger.content and speech is not None and speech.trigger.content == "refused"  # "dismissed a lawsuit": somebody else's
    if speech is None or not speech.actor or spoken:
        return actor, recipient
    own = speech.trigger.content in OWN or speech.trigger.event_type == "THREATEN"
    doer, other = (speech.actor, speech.recipient) if own else (speech.recipient, speech.actor)
    if trigger.pos == "v" and not actor and own and to_be_done(parse, i):
        doing = {p.code for p in doer}
        return doer, recipient or tuple(p for p in speech.recipient if p.code not in doing)
    if trigger.pos == "v":
        codes = {p.code for p in actor}
        addressed = own and not recipient and not trigger.mutual and codes & {p.code for p in speech.actor}
        told = tuple(p for p in speech.recipient if p.code not in codes) if addressed else recipient
        return actor, told or (_who_may_avert(view, i, codes) if addressed and speech.trigger.event_type == "THREATEN" else ())
    if actor or not doer:
        return actor, recipient
    if trigger.mutual:
        return ((*doer, *other) if own else doer if len(doer) > 1 else (*other, *doer)), ()
    return doer, recipient or (other if own or trigger.event_type in TO_SPEAKER else ())


def _who_may_avert(view: View, i: int, codes: Collection[str]) -> tuple[Participant, ...]:
    """Whom a threat is meant for that names nobody: "warned that it would close the crossing unless Uganda returned the boats"."""
    parse = view.parse
    clauses = [
        c for c in parse.with_dep(i, "advcl") if any(parse.lemmas[m] in ("if", "unless", "until") for m in parse.with_dep(c, "mark"))
    ]
    doers = (s for c in clauses for s in parse.with_dep(c, "nsubj"))
    return tuple(p for s in doers for p in participants_at(view, s) if p.code not in codes)


def to_be_done(parse: Parse, i: int) -> bool:
    """Whether a passive verb tells what will be done, with nobody to do it: "pledged that no camp would be closed"."""
    ahead = any(
        parse.lemmas[c] in ("will", "would", "shall", "wo") or parse.words[c].lower() in ("would", "'d") for c in parse.with_dep(i, "aux")
    )
    by = any(parse.deps[c] == "obl:agent" or parse.cases[c] == "by" for c in parse.children[i])
    return ahead and parse.is_passive(i) and not by


def none_to_come(parse: Parse, i: int) -> bool:
    """Whether it is said of a noun that there will be none of it: "there will be no release", "there is to be no blockade"."""
    verb = parse.heads[i]
    there = any(parse.with_dep(v, "expl") for v in (verb, parse.heads[verb]))
    ahead = any(parse.words[c].lower() in ("will", "would", "wo", "shall", "to") for c in parse.with_dep(verb, "aux"))
    return parse.deps[i] == "attr" and there and ahead and any(parse.words[c].lower() == "no" for c in parse.with_dep(i, "det", "neg"))


def _speech_act_above(parse: Parse, i: int, matches: Sequence[Match]) -> Match | None:
    """The match whose promise, threat, request or refusal holds token `i`."""
    first = parse.first_conjunct(i)
    head = parse.heads[first]
    speech = next(
        (m for m in matches if m.token == head and (m.trigger.content in (*OWN, "requested") or m.trigger.event_type == "THREATEN")), None
    )
    if speech is None or head == first:
        return None
    nominal = parse.deps[first] == "obj" or (parse.deps[first] in ("obl", "nmod") and parse.cases[first] in OF_CONTENT)
    return speech if (nominal if parse.is_noun(i) else parse.deps[first] in CLAUSES) else None
