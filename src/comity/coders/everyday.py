"""Readings that are everyday life, rules of law or half an act, and so no political act: each function names its sentence."""

from comity.coders.clauses import is_menace
from comity.coders.domestic import PRIVATE, STATESMEN, at_home
from comity.coders.match import People
from comity.coders.people import View, participants_at
from comity.coders.slots import is_infinitive, subjects
from comity.core.actor import Participant
from comity.core.parse import Parse
from comity.lexicon.triggers import Trigger

HOUSES = frozenset(
    {"LEG", "COP", "JUD", "PTY", "MED", "EDU", "BUS", "CVL", "LAB", "UNK", "JRN", "OPP", "ELI", "MIL", "SPY"}
)  # meet all day
PLURAL = frozenset({"NNS", "NNPS"})
MODALS = frozenset({"can", "must", "shall"})
PRESENT = frozenset({"VBZ", "VBP"})
ON_PERSONS = frozenset({"expel", "arrest", "convict", "release", "abduct", "targeted"})
RULED = frozenset({"GOV", "LEG", "JUD", "CVL", "UNK", "BUS", "LAB"})  # whom rules speak of; soldiers and rebels act
ACCORD = frozenset({"to", "on", "upon", "for"})
NAMED = frozenset({"AGREE", "SUPPORT", "PROTEST", "COOPERATE", "REQUEST", "ACCUSE"})  # types whose nouns also close names of things
NEEDED = frozenset({"need", "require", "necessary", "enough", "sufficient"})
ANYBODY = frozenset({"a", "an", "any", "every", "each", "no", "whichever"})


def everyday(view: View, i: int, trigger: Trigger, actor: People, recipient: People) -> str:
    """Why a filled reading is no political act all the same; "" where it is one."""
    alone = len(actor) < 2 and not recipient
    checks = (
        (_rule_of_law(view, i, trigger, actor, recipient), "not_political"),
        (_of_ideas(view, i, trigger), "not_political"),
        (_against_weather(view, trigger), "not_political"),
        (_among_friends(view, trigger, actor, recipient), "not_political"),
        (_position(view, i, trigger, actor, recipient), "not_political"),
        (_campaign_rally(view, i, trigger, actor), "not_political"),
        (_it_kills(view, trigger, actor), "not_political"),
        (_plain_crime(view, trigger, actor, recipient), "not_political"),
        (_awaited(view, i, trigger), "not_political"),
        (_answers_calls(view, i, trigger), "not_political"),
        (_warns_of_others(view, i, trigger, actor), "not_political"),
        (trigger.head == "meet" and trigger.pos == "v" and view.parse.is_passive(i), "not_political"),  # "was met with protests"
        (_forced_by_things(view, i, trigger, actor), "actor_missing"),
        (_own_followers(view, trigger, actor, recipient), "not_political"),
        (_opinion_shared(view, i, trigger, actor), "not_political"),
        (trigger.mode in ON_PERSONS and bool(recipient) and all(p.text.lower() == "it" for p in recipient), "actor_missing"),
        (_by_voters(view, i, trigger, actor), "not_political"),
        (_out_of_care(view, i, trigger), "not_political"),
        (_named_thing(view, i, trigger), "not_political"),
        (at_home(view, i, trigger, actor, recipient), "not_political"),
        (
            trigger.head == "commit" and view.parse.tags[i] == "VBN" and not view.parse.with_dep(i, "aux", "aux:pass"),
            "not_political",
        ),  # "a committed man"
        (trigger.event_type == "AGREE" and alone and trigger.head in view.language.words["accord_verb"], "recipient_missing"),
        (alone and trigger.head == "come" and _stand_together(trigger, actor), "recipient_missing"),
        ((alone or (trigger.mode == "investigate" and not recipient)) and _routine(view, i, trigger, actor), "recipient_missing"),
    )
    return next((reason for holds, reason in checks if holds), "")


def _rule_of_law(view: View, i: int, trigger: Trigger, actor: People, recipient: People) -> bool:
    """What anybody may do or suffer by law or habit: "officials are removed from office after being impeached"."""
    parse = view.parse
    if not (actor or recipient):
        return False
    clauses = [v for v in (i, *parse.ancestors(i)) if parse.is_verb(v) and _finite(parse, v)]
    if any(_timeless(parse, v) and _laid_down(view, v) for v in clauses):
        return True
    if trigger.pos != "v" or not clauses or not _timeless(parse, clauses[0]):
        return False
    anybody = [_anybody(view, p) for p in (*actor, *recipient)]
    return all(anybody) or (any(anybody) and _takes(view, i))


def _takes(view: View, i: int) -> bool:
    """Whether a clause says what an act takes: "two thirds are needed to remove an official"."""
    parse = view.parse
    above = parse.heads[i]
    return is_infinitive(parse, i) and parse.lemmas[above] in NEEDED and parse.tags[above] in ("VBN", "JJ")


def _laid_down(view: View, clause: int) -> bool:
    """Whether a law says so: "under the constitution, the house impeaches the official", "the charter prohibits intervention"."""
    parse, laws = view.parse, view.language.words["law"]
    own = any(parse.lemmas[s].lower() in laws for s in parse.with_dep(clause, "nsubj"))
    return own or any(parse.cases[c] == "under" and parse.lemmas[c].lower() in laws for c in parse.children[clause])


def _finite(parse: Parse, v: int) -> bool:
    helpers = parse.with_dep(v, "aux", "aux:pass")
    return parse.tags[v] in ("VBD", *PRESENT) or any(parse.tags[h] in ("MD", "VBD", *PRESENT) for h in helpers)


def _timeless(parse: Parse, v: int) -> bool:
    """Whether a clause is in the simple present or says what may be: no progressive, no perfect."""
    helpers = parse.with_dep(v, "aux", "aux:pass")
    if any(parse.lemmas[h] in MODALS for h in helpers):
        return True
    present = parse.tags[v] in PRESENT or any(parse.tags[h] in PRESENT and parse.deps[h] == "aux:pass" for h in helpers)
    return present and parse.tags[v] != "VBG" and not any(parse.deps[h] == "aux" and parse.lemmas[h] in ("have", "be") for h in helpers)


def _anybody(view: View, p: Participant) -> bool:
    """Whether a participant is any of its kind: "an official", "officials", not "the official" or "French officials"."""
    parse = view.parse
    if p.resolved_by not in ("agent", "context", "coreference"):
        return False
    head = max((t for t in range(len(parse)) if p.start <= parse.starts[t] < p.end), default=None)
    if head is None or not parse.is_noun(head):
        return False
    if any(c in view.actors.heads for c in parse.children[head]):
        return False
    marks = [c for c in parse.children[head] if c < head and parse.deps[c] in ("det", "nmod:poss", "nummod")]
    bare = not marks and parse.tags[head] in PLURAL
    return p.sector in RULED and (bare or (bool(marks) and all(parse.lemmas[c] in ANYBODY for c in marks)))


def _of_ideas(view: View, i: int, trigger: Trigger) -> bool:
    """ "His politics clashed with the party's stance": ideas use no force."""
    if trigger.event_type != "ASSAULT" or trigger.pos != "v":
        return False
    parse = view.parse
    ideas = view.language.words["idea"]
    doers = [s for s in subjects(parse, i, view.control) if s not in view.actors.heads]
    return any(parse.lemmas[s] in ideas or parse.words[s].lower() in ideas for s in doers)


def _against_weather(view: View, trigger: Trigger) -> bool:
    """A state of emergency for a storm brings relief, no force: "declared a state of emergency as the hurricane approached"."""
    return trigger.mode == "martial-law" and any(lemma.lower() in view.language.words["weather"] for lemma in view.parse.lemmas)


def _among_friends(view: View, trigger: Trigger, actor: People, recipient: People) -> bool:
    """Help among private people, or of one politician to another's election, is no aid."""
    if trigger.event_type != "AID" or not actor or not recipient:
        return False
    if trigger.head == "treat" and all(p.sector == "MED" and not p.id for p in actor) and all(p.sector in PRIVATE for p in recipient):
        return True  # a hospital, wherever its name seems to lie
    if len({p.code for p in (*actor, *recipient)}) > 1:
        return False
    if all(p.name and p.sector == "BUS" for p in recipient):
        return True  # "the committee gave Smith $500"
    owned = (view.parse.tags[view.parse.starts.index(p.start)] == "PRP$" for p in recipient)
    if trigger.head in ("protect", "defend") and all(owned):
        return True  # "protects its people"
    sectors = {p.sector for p in (*actor, *recipient)}
    healers = all(p.sector == "MED" for p in actor) and all(p.sector not in ("MIL", "REF") for p in recipient)
    return healers or sectors <= PRIVATE | {"PTY", "ELI", "REL"} or (sectors <= STATESMEN and sectors != {"GOV"})


def _own_followers(view: View, trigger: Trigger, actor: People, recipient: People) -> bool:
    """ "She thanked her supporters" is courtesy."""
    if trigger.event_type != "SUPPORT" or not actor or not recipient or not all(p.sector in STATESMEN | PRIVATE for p in actor):
        return False
    if len({p.code for p in (*actor, *recipient)}) > 1:
        return False
    return all(p.sector in ("CVL", "UNK", "PTY") and p.resolved_by != "name" and _is_followers(view, p) for p in recipient)


def _is_followers(view: View, p: Participant) -> bool:
    parse = view.parse
    inside = [t for t in range(len(parse)) if p.start <= parse.starts[t] < p.end]
    return any(parse.lemmas[t] in view.language.words["follower"] for t in inside)


def _opinion_shared(view: View, i: int, trigger: Trigger, actor: People) -> bool:
    """ "The governor agreed, saying …", "all agreed that vaccines help": one opinion, no accord."""
    if (trigger.head, trigger.pos) != ("agree", "v") or trigger.event_type != "AGREE":
        return False
    parse = view.parse
    asked = any(parse.words[t].lower() in ("how", "whether", "what", "why") for c in parse.children[i] for t in parse.subtree(c)[:3])
    accord = (any(parse.cases[c] in ACCORD for c in parse.children[i]) and not asked) or any(
        c for c in parse.children[i] if parse.deps[c] in ("xcomp", "advcl") and any(parse.tags[t] == "TO" for t in parse.children[c])
    )
    if accord or (parse.with_dep(i, "obj") and parse.deps[i] != "acl"):  # "a statement agreeing the issue should be decided"
        return False
    told = [c for c in parse.with_dep(i, "ccomp") if c > i]
    alone = len({p.code for p in actor}) < 2
    if told:
        ahead = [parse.lemmas[h] for c in told for h in parse.with_dep(c, "aux") if parse.tags[h] == "MD"]
        return not ahead or (alone and all(m in ("should", "must", "ought") for m in ahead))
    return alone


def _routine(view: View, i: int, trigger: Trigger, actor: People) -> bool:
    """An act of one side that means nothing without the other: talk, journeys at home, warnings of what others may do."""
    words, head = view.language.words, trigger.head
    if trigger.event_type == "CONSULT":
        if trigger.pos == "n" or any(c.slot != "prep" and not c.negated for c in trigger.conditions):
            return False
        chat = head in words["chat"] and trigger.mode in (None, "visit")
        return chat or (trigger.mode is None and all(p.sector in HOUSES and p.code != "IGO" for p in actor))
    if trigger.event_type == "AGREE":
        return trigger.pos != "n" and head in words["one_sided_offer"] and all(p.sector in HOUSES and p.code != "IGO" for p in actor)
    if trigger.event_type == "THREATEN":
        warns = head in ("warn", "warning") or (head == "issue" and _holds(view, i, "obj", frozenset({"warning"})))
        return warns and not (trigger.controller and _of_oneself(view, i, actor))
    if trigger.mode == "investigate":
        casual = any(lemma.lower() in words["accident"] for lemma in view.parse.lemmas)
        return casual or all(p.sector == "COP" for p in actor)
    if trigger.event_type == "REQUEST" and head == "apply":
        return all(p.sector not in ("GOV", "MIL", "PRE") or p.resolved_by == "coreference" for p in actor)
    return False


def _stand_together(trigger: Trigger, actor: People) -> bool:
    """ "Voters came together to back her": people of one side unite, nobody meets."""
    return trigger.event_type == "CONSULT" and all(p.sector in PRIVATE | {"PTY", "LEG"} for p in actor)


def _holds(view: View, i: int, dep: str, words: frozenset[str]) -> bool:
    return any(view.parse.lemmas[c] in words for c in view.parse.with_dep(i, dep))


def _position(view: View, i: int, trigger: Trigger, actor: People, recipient: People) -> bool:
    """ "The party opposes nuclear power": what somebody at home holds of a matter is a standing position, no act."""
    if recipient or trigger.event_type not in ("SUPPORT", "ACCUSE") or trigger.head not in view.language.words["attitude"]:
        return False
    standing = view.parse.tags[i] in (*PRESENT, "VBG")
    return standing and all(p.code != "IGO" and not (p.id or "").startswith("state:") for p in actor)


def _campaign_rally(view: View, i: int, trigger: Trigger, actor: People) -> bool:
    """A candidate's rally is no protest: "held campaign rallies"."""
    if trigger.event_type != "PROTEST":
        return False
    parse = view.parse
    rallies = [t for t in (i, *parse.with_dep(i, "obj")) if parse.lemmas[t] == "rally"]
    campaign = any(parse.lemmas[c] in ("campaign", "election", "victory") for t in rallies for c in parse.children[t])
    return campaign or (bool(rallies) and bool(actor) and all(p.sector in ("GOV", "ELI") for p in actor))


def _it_kills(view: View, trigger: Trigger, actor: People) -> bool:
    """ "It killed nine people": a storm, a fire or a disease, unless the sentence itself says who it is."""
    if trigger.event_type != "ASSAULT" or trigger.pos != "v" or not actor or any(p.text.lower() != "it" for p in actor):
        return False
    return all(p.antecedent is None or p.antecedent[0] < view.sentence.start for p in actor)


def _forced_by_things(view: View, i: int, trigger: Trigger, actor: People) -> bool:
    """ "Holding the vote would force people to queue": what forces them is a thing."""
    things = not actor and trigger.pos == "v" and not view.parse.is_passive(i) and bool(subjects(view.parse, i, view.control))
    own = view.parse.with_dep(i, "csubj", "nsubj")
    return trigger.event_type == "COERCE" and trigger.mode is None and (things or (not actor and bool(own)))


def _of_oneself(view: View, i: int, actor: People) -> bool:
    """Whether a warning is of what the warner would do: "warned that it would strike", "warned of consequences"."""
    parse = view.parse
    told = [s for c in parse.with_dep(i, "ccomp") for s in parse.with_dep(c, "nsubj", "nsubj:pass")]
    codes = {p.code for p in actor}
    return not told or any(
        parse.tags[s] == "PRP"
        or codes & {p.code for p in participants_at(view, s) if p.resolved_by != "context" and not _private_person(p)}
        for s in told
    )


def _private_person(p: Participant) -> bool:
    """Whether a participant is somebody out of office, whose acts are not his state's."""
    return p.sector == "ELI" or (bool(p.name) and p.sector in PRIVATE and not p.id)


def _plain_crime(view: View, trigger: Trigger, actor: People, recipient: People) -> bool:
    """Police and courts against private people over theft, drugs or rape: "nine men were jailed over abuse"."""
    parse = view.parse
    legal = trigger.mode in ("arrest", "convict") or trigger.head in ("charge", "prosecute", "indict")
    others = any(p.sector not in ("COP", "JUD", "GOV") or p.resolved_by in ("name", "office") for p in actor)
    if not legal or not recipient or others:
        return False
    unnamed = all(p.sector in PRIVATE and p.resolved_by != "office" for p in recipient)
    aside = {t for c in range(len(parse)) if parse.deps[c] == "acl:relcl" for t in parse.subtree(c)}  # "the lawyer who represented her"
    near = {form for t in range(len(parse)) if t not in aside for form in (parse.lemmas[t].lower(), parse.words[t].lower())}
    words = {lemma.lower() for lemma in parse.lemmas} | {word.lower() for word in parse.words}
    political = words & view.language.words["political"] or near & {"protester", "opposition", "activist", "government", "president"}
    return unnamed and not political and bool(words & view.language.words["crime"])


def _by_voters(view: View, i: int, trigger: Trigger, actor: People) -> bool:
    """Elections as such: "aided by the support of young voters", "polls showed support for her among the electorate"."""
    parse = view.parse
    near = [c for t in (i, *parse.children[i]) for c in parse.children[t]]
    near += [c for t in near if parse.is_noun(t) and parse.cases[t] in ("at", "of", "by") for c in parse.children[t]]
    heads = [t for t, people in view.actors.heads.items() if any(p in people for p in actor)]
    return trigger.event_type in ("SUPPORT", "AID") and any(parse.lemmas[c] in view.language.words["voter"] for c in (*near, *heads))


def _answers_calls(view: View, i: int, trigger: Trigger) -> bool:
    """ "The police were called to the scene" is no talk."""
    received = trigger.head == "receive" and not view.parse.with_dep(i, "obl")
    passive = view.parse.is_passive(i) and not view.parse.with_dep(i, "obl:agent")
    return trigger.mode == "phone" and trigger.pos == "v" and (passive or (received and not _call_from(view, i)))


def _call_from(view: View, i: int) -> bool:
    """Whether a call comes from somebody: "received a call from the president"."""
    below = [c for o in view.parse.with_dep(i, "obj") for c in view.parse.children[o]]
    return any(view.parse.cases[c] == "from" for c in (*view.parse.children[i], *below))


def _warns_of_others(view: View, i: int, trigger: Trigger, actor: People) -> bool:
    """ "Officials warned the ministry that a hacker could attack" threatens nobody: the act is another's."""
    if trigger.event_type != "THREATEN" or trigger.head != "warn":
        return False
    told = view.parse.with_dep(i, "ccomp")
    return bool(told) and not _of_oneself(view, i, actor) and not any(is_menace(view, i, c) for c in told)


def _out_of_care(view: View, i: int, trigger: Trigger) -> bool:
    """ "Released from hospital" frees no captive."""
    return trigger.mode == "release" and any(
        view.parse.lemmas[c].lower() in view.language.words["care"] for c in view.parse.children[i] if view.parse.cases[c] in ("from", "to")
    )


def _named_thing(view: View, i: int, trigger: Trigger) -> bool:
    """Whether a noun that could be an act only closes a name: "the Green New Deal", "the Capitol Hill Organized Protest"."""
    parse = view.parse
    if trigger.pos != "n" or not parse.tags[i].startswith("NNP") or trigger.event_type not in NAMED:
        return False
    return any(parse.words[c][:1].isupper() and c not in view.actors.heads for c in parse.with_dep(i, "compound", "amod") if c < i)


def _awaited(view: View, i: int, trigger: Trigger) -> bool:
    """ "The plan awaits approval by parliament", "without approval": nothing was agreed."""
    if trigger.pos != "n" or trigger.event_type not in ("AGREE", "SUPPORT"):
        return False
    parse = view.parse
    verb = parse.heads[parse.first_conjunct(i)]
    wanting = parse.deps[i] in ("obj", "nsubj:pass") and parse.lemmas[verb] in view.language.words["wanting"]
    return wanting or parse.cases[i] in ("without", "pending", "until")
