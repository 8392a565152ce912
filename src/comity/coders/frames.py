"""Who fills the slots of an argument frame: from the parse's tokens to participants."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from comity.coders.match import entries
from comity.coders.nominal import harmed
from comity.coders.people import View, distinct, of_owners, participants_at, state_at
from comity.coders.slots import clause_subjects, filler, light_verb, objects, surface_subjects
from comity.core.actor import Participant
from comity.lexicon.triggers import Trigger

PRONOUNS = frozenset({"i", "he", "she", "it", "we", "they", "his", "her", "its", "our", "their", "my", "him", "them", "us", "me"})
TO_ANYBODY = frozenset({"ACCUSE", "COERCE", "ASSAULT", "CONCEDE", "RETREAT", "REQUEST", "SUPPORT", "THREATEN"})  # a private person, too
SEATED = frozenset({"GOV", "LEG", "COP", "JUD", "MIL", "PTY", "SPY"})
CONFLICT = frozenset({"ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "PROTEST", "THREATEN", "ACCUSE"})
AT = frozenset({"in", "near", "at", "outside", "of", "on", "against"})
RISING = frozenset({"REB", "UAF", "PRE", "PRM"})
FACING = frozenset({"toward", "towards", "against", "near", "off", "around", "opposite"})


def fill_frame(view: View, i: int, trigger: Trigger) -> tuple[tuple[Participant, ...], tuple[Participant, ...]]:
    """Who fills the frame; in mutual frames everybody is an actor."""
    if trigger.mutual:
        return _everybody(view, i, trigger), ()
    if trigger.pos == "n" and (victims := undergoing(view, i)):
        actor = distinct(_first_filled(view, i, [s for s in trigger.actor if s != "subj"], taken=victims))
        if all((p.start, p.end) in view.actors.weak for p in victims):  # "many died in the attack on the American mission"
            victims = distinct(_first_filled(view, i, trigger.recipient, taken=actor)) or victims
        return actor, victims
    doers, sufferers = _slots(view, i, trigger)
    actor = distinct((*_first_filled(view, i, doers), *_company(view, i)))
    recipient = distinct(_first_filled(view, i, sufferers, taken=actor))
    if not actor and trigger.pos == "v" and trigger.event_type == "ASSAULT":
        actor = _by_operation(view, i, recipient)
    seized = trigger.event_type == "ASSAULT" or trigger.mode == "seize"
    if (
        not recipient
        and seized
        and (trigger.pos == "v" or trigger.head not in view.language.words["undergone_noun"] or not _undergone_by(view, i))
    ):
        recipient = _at_whose(view, i, actor)
    if not recipient and trigger.pos == "n" and trigger.event_type in ("ASSAULT", "COERCE"):
        recipient = distinct(p for o in harmed(view.parse, i) for p in participants_at(view, o) or of_owners(view, o, actor))
        recipient = recipient or _hit_where(view, i, actor)
    if not recipient and trigger.event_type == "AID" and trigger.pos == "v":
        recipient = _where_to(view, i, actor)
    if not recipient and trigger.mode == "withdraw":
        recipient = _withdrawn_from(view, i, trigger, actor)
    if not recipient and trigger.event_type == "MOBILIZE":
        recipient = tuple(p for p in _towards(view, i) if p.code not in {a.code for a in actor})
    if not recipient and trigger.pos == "n" and trigger.event_type in ("REQUEST", "AGREE"):
        recipient = _at_whose_request(view, i, actor)
    if not recipient and trigger.event_type == "PROTEST":
        recipient = _opposed(view, i, actor) or _before_whose_doors(view, i, actor)
    if not actor and trigger.pos == "n":
        actor = _behind(view, i)
    if not actor and trigger.mode == "arrest":
        actor = _police(view, recipient)
    if trigger.pos == "v":
        recipient = tuple(r for p in recipient for r in ((p,) if not _oneself(p, actor) else _somebody_else(view, p, actor)))
    if not recipient and trigger.event_type in ("ACCUSE", "SUPPORT", "REJECT"):
        recipient = _whose_deed(view, i, trigger, actor) or _accused_of_clause(view, i, trigger, actor)
    if not recipient and actor and trigger.event_type in TO_ANYBODY:
        recipient = distinct(
            p for slot in trigger.recipient for f in filler(view.parse, i, slot, view.control) for p in _strangers(view, f)
        )
    if len(recipient) > 1 and recipient[0].text.lower().startswith(("each other", "one another")):
        return recipient, ()  # "visits to each other's capitals"
    return actor, recipient


def _slots(view: View, i: int, trigger: Trigger) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The frame's slots for doer and sufferer, as the noun's own words turn them."""
    doers, sufferers = trigger.actor, trigger.recipient
    if trigger.pos == "n" and view.parse.cases[i] == "in" and "of" in doers:  # "rallied in support of the president"
        doers, sufferers = tuple(s for s in doers if s != "of"), ("of", *sufferers)
    if trigger.pos == "n" and _by_whom_undergone(view, i, trigger) and not filler(view.parse, i, "of", view.control):
        doers, sufferers = tuple(s for s in doers if s != "poss"), (*sufferers, "poss")  # "Khashoggi's killing"
    return doers, sufferers


def _by_whom_undergone(view: View, i: int, trigger: Trigger) -> bool:
    """Whether who stands before a noun suffers it: "Khashoggi's killing", "his capture", but "Russia's capture of a town"."""
    his = trigger.head == "capture" and any(view.parse.words[c].lower() in ("his", "her") for c in view.parse.with_dep(i, "nmod:poss"))
    return his or trigger.head in view.language.words["undergone_noun"]


def _everybody(view: View, i: int, trigger: Trigger) -> tuple[Participant, ...]:
    """All parties of a mutual act."""
    matter = _matter(view, i, trigger)
    first = tuple(p for p in _first_filled(view, i, trigger.actor) if p.end not in matter)
    others = _first_filled(view, i, trigger.recipient, taken=first, matter=False)
    everybody = _by_entity(distinct((*others, *_company(view, i), *first)), first)
    if len(everybody) < 2 and trigger.pos == "n" and trigger.event_type != "AGREE":
        together = _by_entity(distinct((*everybody, *(_carried_by(view, i) or _told_of_own(view, i)))), ())
        everybody = together if len(together) > 1 else everybody
    return everybody


def _matter(view: View, i: int, trigger: Trigger) -> set[int]:
    """Where the nouns end that only say what a mutual act is about: "a prisoner exchange with Kyiv"."""
    told = {w for c in trigger.conditions if c.slot == "mod" and not c.negated for w in c.words}
    parse = view.parse
    return {parse.ends[m] for m in filler(parse, i, "mod", view.control) if parse.lemmas[m] in told and parse.tags[m] in ("NN", "NNS")}


def _where_to(
    view: View, i: int, actor: tuple[Participant, ...], cases: Sequence[str] = ("to", "into", "for", "in", "at")
) -> tuple[Participant, ...]:
    """The state of the place that something is given to or taken from: "sent trainers to Kunduz", "recalled its envoy from Blantyre"."""
    own = {p.code for p in actor}
    near = [c for case in cases for c in filler(view.parse, i, case, view.control) if c not in view.control.days]
    return tuple(p for c in near for p in state_at(view, c) if p.code not in own)[:1]


def _withdrawn_from(view: View, i: int, trigger: Trigger, actor: tuple[Participant, ...]) -> tuple[Participant, ...]:
    """The state of the place that somebody leaves: "withdrew from Kherson", "left Bunia"."""
    if trigger.event_type != "RETREAT":
        return _where_to(view, i, actor, ("from", "in"))
    return _where_to(view, i, actor, ("from", "of", "in")) or (_at_whose(view, i, actor) if trigger.pos == "v" else ())


def _undergone_by(view: View, i: int) -> bool:
    """Whether a noun such as "killings" says of whom: "the killing of a boy in Gaza" is not that of Gaza."""
    found = [*filler(view.parse, i, "of", view.control), *view.parse.with_dep(i, "nmod:poss", "compound", "amod")]
    return any(c not in view.control.days for c in found)


def _whose_deed(view: View, i: int, trigger: Trigger, actor: tuple[Participant, ...]) -> tuple[Participant, ...]:
    """Who did what is praised or blamed as "the move", "this decision"; who "also criticised the move" joins another critic."""
    if any(view.parse.lemmas[c] in ("also", "too") for c in view.parse.with_dep(i, "advmod")):
        return ()
    slots = dict.fromkeys((*trigger.recipient, "obj") if trigger.pos == "v" else trigger.recipient)
    people = tuple(p for slot in slots for f in filler(view.parse, i, slot, view.control) for p in view.actors.deeds.get(f, ()))
    return () if {p.id or p.code for p in people} & {p.id or p.code for p in actor} else distinct(people)


def _accused_of_clause(view: View, i: int, trigger: Trigger, actor: tuple[Participant, ...]) -> tuple[Participant, ...]:
    """Who does what an accusation tells: "the accusation that Rwanda backs rebels"."""
    if trigger.pos != "n" or trigger.event_type != "ACCUSE":
        return ()
    clauses = [c for c in view.parse.with_dep(i, "acl", "ccomp") if view.parse.with_dep(c, "mark")]
    doers = distinct(p for c in clauses for s in surface_subjects(view.parse, c, view.control) for p in participants_at(view, s))
    own = {p.id or p.code for p in actor}
    return tuple(p for p in doers if (p.id or p.code) not in own)


def _strangers(view: View, c: int) -> tuple[Participant, ...]:
    """The people named in a noun phrase whose side nobody knows."""
    return tuple(view.actors.strangers[t] for t in (c, *view.parse.conjuncts(c)) if t in view.actors.strangers)


def _carried_by(view: View, i: int) -> tuple[Participant, ...]:
    """Who takes part in a mutual act named somewhere in their clause: "Wang arrived for talks with Lavrov"."""
    return tuple(p for s in clause_subjects(view.parse, i, view.control) for p in participants_at(view, s))


def _told_of_own(view: View, i: int) -> tuple[Participant, ...]:
    """Who speaks of a mutual act as his own: "Iran denied any talks with the United States"."""
    first = view.parse.first_conjunct(i)
    verb = view.parse.heads[first]
    own = view.parse.deps[first] == "obj" and view.parse.lemmas[verb] in view.language.words["own_report_verb"]
    return tuple(p for s in surface_subjects(view.parse, verb, view.control) for p in participants_at(view, s)) if own else ()


def _at_whose(view: View, i: int, actor: tuple[Participant, ...]) -> tuple[Participant, ...]:
    """The state in which force is used on a thing: "struck a refinery in Russia", "seized Goma", "the bombing at Gao's market"."""
    parse, own = view.parse, {p.code for p in actor if p.sector not in RISING}  # rebels take what is their state's
    things = objects(parse, i, view.control) if parse.is_verb(i) else [i]
    for thing in things:
        if not parse.is_noun(thing) or thing in view.actors.heads:
            continue
        near = [thing, *(c for c in parse.children[thing] if parse.cases[c] in AT)]
        near += [c for case in ("in", "near", "at") for c in filler(parse, i, case, view.control)]
        sides = [p for place in near for p in state_at(view, place) if p.code not in own]
        if sides:
            return tuple(sides[:1])
    return ()


def _hit_where(view: View, i: int, actor: tuple[Participant, ...]) -> tuple[Participant, ...]:
    """The state in which an attack that is a subject hits something: "An air strike hit a wedding in Yemen"."""
    verb = view.parse.heads[i]
    if view.parse.deps[i] != "nsubj" or view.parse.lemmas[verb] not in view.language.words["striking_verb"]:
        return ()
    return _at_whose(view, verb, actor)


def _before_whose_doors(view: View, i: int, actor: tuple[Participant, ...]) -> tuple[Participant, ...]:
    """Those in front of whose seat people protest: "gathered around the police headquarters", "in front of the Greek parliament"."""
    parse = view.parse
    verb = i if parse.is_verb(i) else parse.heads[parse.first_conjunct(i)]
    near = [c for b in (i, verb) for c in parse.children[b] if parse.cases[c] in ("outside", "around", "at", "before", "opposite")]
    fronts = [c for b in (i, verb) for c in parse.children[b] if parse.lemmas[c] == "front" and parse.cases[c] == "in"]
    near += [n for c in fronts for n in parse.children[c] if parse.cases[n] == "of"]
    near += [c for b in (i, verb) for c in parse.children[b] if parse.cases[c] == "in front of"]
    spans = {(p.start, p.end) for p in actor}
    found = [p for c in near for p in participants_at(view, c) or of_owners(view, c, actor) if (p.start, p.end) not in spans]
    return distinct(p for p in found if p.sector in SEATED)[:1]


def _by_operation(view: View, i: int, recipient: tuple[Participant, ...]) -> tuple[Participant, ...]:
    """Whose operation it was: "was killed in a US counter-terrorism operation"."""
    parse = view.parse
    for c in parse.children[i]:
        if parse.cases[c] in ("in", "by", "during") and parse.lemmas[c] in view.language.words["operation"]:
            owners = [m for m in parse.subtree(c) if m < c and parse.deps[m] != "case" and m in view.actors.heads]
            found = [p for m in owners for p in view.actors.heads[m] if (p.start, p.end) not in {(r.start, r.end) for r in recipient}]
            if found:
                return tuple(found[:1])
    return ()


def _opposed(view: View, at: int, actor: tuple[Participant, ...]) -> tuple[Participant, ...]:
    """The government that "anti-government protesters" are against."""
    parse = view.parse
    for p in actor:
        for i in range(2, len(parse)):
            inside = p.start <= parse.starts[i - 2] and parse.ends[i] <= p.end or (at in (parse.heads[i], i + 1) and parse.is_noun(at))
            if inside and parse.lemmas[i] in ("government", "regime") and parse.words[i - 2].lower() == "anti":
                return (Participant(parse.words[i], parse.starts[i], parse.ends[i], None, None, p.code, "GOV", (), "context", 0.8),)
    return ()


def _oneself(person: Participant, actor: tuple[Participant, ...]) -> bool:
    """Whether a pronoun was taken for the doer: "Merkel accused her", who must be somebody else."""
    pronoun = person.text.lower() in ("him", "her", "it", "them", "me", "us")
    return pronoun and bool(person.id) and any(person.id == p.id for p in actor)


def _somebody_else(view: View, pronoun: Participant, actor: tuple[Participant, ...]) -> tuple[Participant, ...]:
    """Whom a pronoun means that cannot mean the doer: the one of its kind whom the sentence named last before it."""
    taken = {p.id or p.code for p in actor}
    person = pronoun.text.lower() in ("him", "her", "me")
    for t in sorted((t for t in view.actors.heads if view.parse.starts[t] < pronoun.start), reverse=True):
        for p in view.actors.heads[t]:
            state = (p.id or "").startswith(("state:", "igo:", "territory:", "grp:", "mnc:", "ngo:"))
            if (
                (p.id or p.code) not in taken
                and p.resolved_by != "coreference"
                and state != person
                and not view.parse.tags[t].startswith("J")
            ):
                return (
                    replace(
                        p,
                        text=pronoun.text,
                        start=pronoun.start,
                        end=pronoun.end,
                        resolved_by="coreference",
                        confidence=0.7,
                        antecedent=(p.start, p.end),
                    ),
                )
    return ()


def _at_whose_request(view: View, i: int, actor: tuple[Participant, ...]) -> tuple[Participant, ...]:
    """Who acts at somebody's request: "She resigned at the request of the king", "is there at the invitation of Kenya"."""
    parse = view.parse
    if parse.cases[i] not in ("at", "on", "upon", "per") or parse.deps[i] not in ("obl", "nmod", "advmod"):
        return ()
    verb = next((a for a in parse.ancestors(i) if parse.is_verb(a)), None)
    doers = surface_subjects(parse, verb, view.control) if verb is not None and not parse.is_passive(verb) else []
    spans = {(p.start, p.end) for p in actor}
    return distinct(p for s in doers for p in participants_at(view, s) if (p.start, p.end) not in spans)


def _towards(view: View, i: int) -> tuple[Participant, ...]:
    """The state that forces face: "massed tanks on the border with Guyana", "sent warships toward Vietnam"."""
    parse = view.parse
    bases = [i, *objects(parse, i, view.control)] if parse.is_verb(i) else [i]
    faced = [c for b in bases for c in parse.children[b] if parse.cases[c] in FACING]
    borders = [c for b in bases for c in parse.children[b] if parse.lemmas[c] in view.language.words["border"]]
    faced += [n for b in borders for n in parse.children[b] if parse.cases[n] in ("with", "of")]
    faced += [c for b in bases for c in parse.children[b] if borders and parse.cases[c] == "with"]
    return tuple(p for c in faced for p in participants_at(view, c))[:1]


def _behind(view: View, i: int) -> tuple[Participant, ...]:
    """Who is said to be behind an act: "Serbia was behind the attack"."""
    verb = view.parse.heads[i]
    if view.parse.cases[i] != "behind" or view.parse.lemmas[verb] not in ("be", "stand"):
        return ()
    return distinct(p for s in surface_subjects(view.parse, verb, view.control) for p in participants_at(view, s))


def _police(view: View, arrested: tuple[Participant, ...]) -> tuple[Participant, ...]:
    """The police that the sentence names, as those who made an arrest that has no other doer: "police said ten were arrested"."""
    people = (
        p
        for i in sorted(view.actors.heads)
        if view.parse.deps[i] not in ("nsubj:pass", "obj", "compound")
        for p in view.actors.heads[i]
        if p.sector == "COP" and p not in arrested and p.text.lower() not in PRONOUNS
    )
    return tuple(p for p in people if (p.start, p.end) not in view.actors.weak)[:1]


def _by_entity(people: tuple[Participant, ...], first: tuple[Participant, ...]) -> tuple[Participant, ...]:
    """Each entity once, those of the first slot leading: "the two countries deepened their cooperation" has two parties."""
    seen: dict[object, Participant] = {}
    for p in (*first, *people):
        seen.setdefault(p.id or (p.start, p.end, p.code), p)
    named = {(p.code, p.sector) for p in seen.values() if p.text.lower() not in PRONOUNS}
    return tuple(p for p in seen.values() if p.text.lower() not in PRONOUNS or (p.code, p.sector) not in named)


def undergoing(view: View, i: int) -> tuple[Participant, ...]:
    """Those to whom a nominal act is done by the verb that carries it: "survived the attack", "was hurt in the bombing"."""
    first = view.parse.first_conjunct(i)
    verb = view.parse.heads[first]
    undergoes = view.parse.lemmas[verb] in view.language.words["undergone_verb"] and view.parse.is_verb(verb)
    if not undergoes or not (view.parse.deps[first] == "obj" or view.parse.cases[first] in ("in", "from", "during", "by")):
        return ()
    return distinct(p for s in surface_subjects(view.parse, verb, view.control) for p in participants_at(view, s))


def _company(view: View, i: int) -> tuple[Participant, ...]:
    """Those who act beside the subject: "alongside India", "together with NATO"."""
    verb = i if view.parse.is_verb(i) else light_verb(view.parse, i, view.control)
    if verb is None:
        return ()
    beside = [c for c in view.parse.with_dep(verb, "obl") if view.parse.cases[c] in view.language.words["beside"]]
    beside += [
        s for c in view.parse.with_dep(verb, "advcl") if view.parse.lemmas[c] == "do" for s in view.parse.with_dep(c, "nsubj")
    ]  # "as does India"
    return tuple(p for c in beside for p in participants_at(view, c))


def _first_filled(
    view: View, i: int, slots: Iterable[str], taken: tuple[Participant, ...] = (), *, matter: bool = True
) -> tuple[Participant, ...]:
    """The participants of the first slot that names any, leaving out those already taken.

    `matter`: whether a verb is done to the owner of its object ("opposed Iran's plan"); who discusses it does not meet him.
    """
    spans = {(p.start, p.end) for p in taken}
    slots = tuple(slots)
    for owners in (False, True):
        for slot in (*slots, "obj") if owners and taken and matter and view.parse.is_verb(i) else slots:
            found: list[Participant] = []
            fillers = filler(view.parse, i, slot, view.control)
            if slot == "obj" and not owners and _only_strangers(view, fillers):
                return ()
            for f in fillers:
                crime = slot == "for" and any(
                    t.pos == "n" and t.event_type in CONFLICT for t in entries(view.language, view.parse, f)
                )  # "jailed for the murder of"
                found += () if owners and crime else of_owners(view, f, taken) if owners else participants_at(view, f)
            found = [p for p in found if (p.start, p.end) not in spans]
            if found:
                return tuple(found)
    return ()


def _only_strangers(view: View, tokens: Sequence[int]) -> bool:
    """Whether a slot holds nothing but the name of a person whom nobody knows: "criticised Wallace for his manners"."""
    parse = view.parse
    names = [t for t in tokens if parse.tags[t] == "NNP" and not participants_at(view, t)]
    plain = [t for t in names if not any(parse.deps[c] in ("det", "amod", "nmod:poss", "nmod", "appos") for c in parse.children[t])]
    return bool(tokens) and len(plain) == len(tokens)
