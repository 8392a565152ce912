"""The pattern coder: trigger entries matched against the parse, their frames filled with participants."""

from dataclasses import dataclass, replace

from comity.coders.around import told_around
from comity.coders.clauses import complement_kind, complements, is_duty, is_menace, is_wish
from comity.coders.contents import fill_content
from comity.coders.frames import PRONOUNS, fill_frame
from comity.coders.held import told_by_clause
from comity.coders.implied import fill_implied, jointly
from comity.coders.lacks import lack
from comity.coders.match import Match, People, entries
from comity.coders.parties import told_by_act
from comity.coders.people import View, distinct, participants_at
from comity.coders.slots import Control, filler, is_infinitive
from comity.coders.within import told_by_contents, told_within
from comity.core.actor import SentenceActors
from comity.core.claim import Draft
from comity.core.parse import Parse
from comity.core.text import Sentence
from comity.core.trace import Reading, Rejection
from comity.lexicon.language import Language
from comity.lexicon.triggers import Condition, Trigger

ARMED = frozenset({"MIL", "REB", "UAF", "PRM", "PRE"})
CIVIL = frozenset({"CVL", "LAB", "EDU", "MED", "AGR", "SOC", "OPP", "PTY", "JRN", "REL", "REF", "ELI", "JUD", "UNK"})  # who may protest
SPOKEN = frozenset({"ACCUSE", "SUPPORT", "REJECT", "CONCEDE"})  # what is spoken of may be an act of its own: "complained of the attack"
SPAN = 6  # tokens between a verb and the noun that carries its meaning
TAGS = {"v": ("V",), "n": ("NN", "NNS", "VBG"), "a": ("J", "VBN", "RB")}


@dataclass(frozen=True, slots=True)
class Result:
    """What the pattern coder made of one sentence."""

    drafts: tuple[Draft, ...]
    readings: tuple[Reading, ...]
    rejections: tuple[Rejection, ...]


def code_sentence(sentence: Sentence, parse: Parse, actors: SentenceActors, language: Language) -> Result:
    """The drafts of one sentence, with every reading that was considered and every refusal."""
    whose: dict[int, str] = {}
    light = frozenset(i for i, lemma in enumerate(parse.lemmas) if lemma in language.words["light_verb"] and parse.is_verb(i))
    carrying = light | {i for i, lemma in enumerate(parse.lemmas) if lemma in language.words["carrying_verb"] and parse.is_verb(i)}
    instruments = frozenset(i for i, lemma in enumerate(parse.lemmas) if lemma in language.words["instrument"] and parse.is_noun(i))
    means = instruments | {i for i, lemma in enumerate(parse.lemmas) if lemma in language.words["operation"] and parse.is_noun(i)}
    times = language.words["calendar"] | language.words["time_noun"]
    days = frozenset(i for i, lemma in enumerate(parse.lemmas) if parse.words[i] in times or lemma in times)
    view = View(sentence, parse, actors, language, whose, Control(whose, light, carrying, instruments, means, days))
    matches: list[Match] = []
    readings: list[Reading] = []
    rejections: list[Rejection] = []
    for i in _top_down(parse):
        if parse.words[i] in language.words["calendar"]:
            continue  # "3 March in Brussels"
        fitting = [(t, used) for t in entries(language, parse, i) if _tag_fits(parse, i, t) and (used := fits(view, i, t)) is not None]
        if fitting:
            _choose(view, i, fitting, matches, readings, rejections)
    matches = told_by_contents(view, matches)
    kept = _distinct_acts(parse, [m for m in matches if not _part_of_another(parse, m, matches) and not _readying(parse, m, matches)])
    told = {m.token for m in kept}
    for m in matches:
        if m.token not in told:
            readings.append(_reading(view, m.token, m.trigger, False, "the words belong to a longer expression that was coded"))
    return Result(tuple(_draft(view, m) for m in sorted(kept, key=lambda m: m.token)), tuple(readings), tuple(rejections))


def _top_down(parse: Parse) -> list[int]:
    """Tokens with governors before what they govern, so that control is known when a complement is read."""
    return sorted(range(len(parse)), key=lambda i: (len(parse.ancestors(i)), i))


def _tag_fits(parse: Parse, i: int, trigger: Trigger) -> bool:
    tag = parse.tags[i]
    if not tag.startswith(TAGS[trigger.pos]) or (trigger.pos == "n" and tag == "VBG" and parse.words[i].lower() != trigger.head):
        return False
    if trigger.pos == "v":
        return parse.deps[i] not in ("compound", "case") and not (parse.deps[i] == "amod" and tag == "VBG")
    return parse.deps[i] not in ("compound", "case") or trigger.pos == "a"


def fits(view: View, i: int, trigger: Trigger) -> frozenset[int] | None:
    """The tokens that an entry's conditions use, or None where a condition fails."""
    used: set[int] = set()
    for condition in trigger.conditions:
        found = _holding(view, i, condition)
        if bool(found) == condition.negated:
            return None
        if not condition.negated and not (condition.slot == "prep" and trigger.event_type in SPOKEN):
            used |= set(found)
    return frozenset(used)


def _holding(view: View, i: int, condition: Condition) -> list[int]:
    """The tokens by which a condition holds."""
    parse = view.parse
    if condition.slot == "comp":
        return [
            c
            for c in complements(parse, i)
            if complement_kind(parse, c) in condition.words
            or ("base" in condition.words and is_wish(parse, c))
            or ("duty" in condition.words and is_duty(view, i, c))
            or ("menace" in condition.words and is_menace(view, i, c))
            or ("aim" in condition.words and parse.lemmas[c] in view.language.words["protest_aim"])
        ]
    if condition.slot == "prep":
        after = [c for case in sorted(condition.words) for c in filler(parse, i, case, view.control)]
        return [c for c in after if c not in view.control.days] or [
            c
            for c in parse.children[i]
            if parse.deps[c] in ("prep", "advcl") and (parse.lemmas[c] in condition.words or parse.cases[c] in condition.words)
        ]
    found = [c for f in filler(parse, i, condition.slot, view.control) for c in (f, *parse.conjuncts(f))]
    held = [c for c in found if _is_one_of(view, c, condition.words)]
    return held or [c for f in found for c in _kind(view, f) if _is_one_of(view, c, condition.words)]


def _kind(view: View, c: int) -> list[int]:
    """The words that say what a measured or named thing is: "tonnes of wheat", "the aircraft carrier Independence"."""
    parse = view.parse
    if parse.tags[c].startswith("NNP"):
        return [n for n in parse.with_dep(c, "compound") if parse.tags[n] == "NN"]
    if parse.lemmas[c] not in view.language.words["measure"] | view.language.words["partitive"]:
        return []
    below = [n for n in parse.with_dep(c, "nmod") if parse.cases[n] == "of"]
    return below + [k for n in below for k in _kind(view, n)]


def _is_one_of(view: View, c: int, words: frozenset[str]) -> bool:
    if "@any" in words or view.parse.lemmas[c] in words or view.parse.words[c].lower() in words:
        return True
    if "million" in words and view.parse.tags[c] == "CD" and any(view.parse.tags[k] == "$" for k in view.parse.children[c]):
        return True  # "$500,000"
    people = participants_at(view, c) if words & {"@actor", "@armed", "@press", "@civil"} else ()
    if "@armed" in words and any(p.sector in ARMED and (view.parse.tags[c] == "NNS" or (p.id or "").startswith("grp:")) for p in people):
        return True
    if ("@press" in words and any(p.sector == "JRN" for p in people)) or ("@civil" in words and any(p.sector in CIVIL for p in people)):
        return True
    return ("@actor" in words and bool(people)) or ("@place" in words and c in view.actors.places)


def _choose(
    view: View,
    i: int,
    fitting: list[tuple[Trigger, frozenset[int]]],
    matches: list[Match],
    readings: list[Reading],
    rejections: list[Rejection],
) -> None:
    """Keep the most specific reading whose frame can be filled; note why the others lost."""
    top = len(fitting[0][0].conditions)
    chosen: Match | None = None
    missing = ""
    for trigger, used in fitting:
        if chosen is not None:
            fuller = _fuller(view, i, chosen, trigger)
            readings.append(_reading(view, i, trigger, fuller is not None, f"{chosen.trigger.rule} is more specific or stands first"))
            chosen = fuller or chosen
            continue
        if len(trigger.conditions) < top and missing:
            readings.append(_reading(view, i, trigger, False, "a more specific entry fits these words"))
            continue
        view.whose[i] = trigger.controller or ("obj" if trigger.content else "")
        actor, recipient = fill_content(view, i, trigger, matches, *fill_frame(view, i, trigger))
        actor, recipient = told_by_act(view, i, trigger, *fill_implied(view, i, trigger, actor, recipient))
        actor, recipient = told_within(view, i, trigger, *told_around(view, i, trigger, actor, recipient))
        recipient = _others(told_by_clause(view, i, trigger, actor, recipient), actor)
        trigger = jointly(view, trigger, actor)
        why = lack(view, i, trigger, actor, recipient)
        if why:
            missing = missing or why
            readings.append(_reading(view, i, trigger, False, why.replace("_", " ")))
        else:
            chosen = Match(trigger, i, used, actor, recipient)
            readings.append(_reading(view, i, trigger, True, "kept"))
    if chosen is not None:
        matches.append(chosen)
    else:
        rejections.append(Rejection(view.sentence.index, view.parse.starts[i], view.parse.ends[i], missing, fitting[0][0].rule))


def _fuller(view: View, i: int, chosen: Match, trigger: Trigger) -> Match | None:
    """The match with the recipient that a less specific entry of the same act finds, where the chosen one has none."""
    same = (trigger.event_type, trigger.mode, trigger.content) == (chosen.trigger.event_type, chosen.trigger.mode, chosen.trigger.content)
    if not same or chosen.recipient or chosen.trigger.mutual or trigger.mutual:
        return None
    actor, recipient = told_by_act(view, i, trigger, *fill_frame(view, i, trigger))
    recipient = _others(recipient, actor)
    return replace(chosen, recipient=recipient) if recipient and actor == chosen.actor else None


def _others(recipient: People, actor: People) -> People:
    """The recipients without those that are the actors' own words."""
    return tuple(r for r in recipient if not any((r.start, r.end) == (a.start, a.end) for a in actor))


def _reading(view: View, i: int, trigger: Trigger, kept: bool, why: str) -> Reading:
    return Reading(trigger.rule, view.parse.starts[i], view.parse.ends[i], kept, why, trigger.where)


def _part_of_another(parse: Parse, match: Match, matches: list[Match]) -> bool:
    """Whether another entry already used this token as part of its expression, with the same type or as its object."""
    for other in matches:
        if other.token == match.token:
            continue
        spoken = other.trigger.content not in ("", "happened") and other.trigger.event_type != match.trigger.event_type
        if spoken and match.trigger.pos == "n" and match.actor:
            continue  # the content of a speech act is a claim of its own: "asked for aid"
        if match.token in other.used and (other.trigger.event_type == match.trigger.event_type or not complement_kind(parse, match.token)):
            return True
    return False


def _distinct_acts(parse: Parse, matches: list[Match]) -> list[Match]:
    """One act told twice in a sentence is one claim: a protest beside "the protest", and coordinated blows by the same doer."""
    kept: list[Match] = []
    for m in sorted(matches, key=lambda m: m.token):
        same = [k for k in kept if k.trigger.event_type == m.trigger.event_type]
        itself = any(parse.starts[m.token] <= p.end and p.start <= parse.starts[m.token] < p.end for p in m.actor)
        if m.trigger.event_type == "PROTEST" and m.trigger.pos == "n" and itself and same:
            if m.recipient and not same[0].recipient:  # "Serbs protested; the protest was against the government"
                kept[kept.index(same[0])] = replace(same[0], recipient=m.recipient)
            continue
        if m.trigger.pos == "n" and parse.cases[m.token] == "for" and any(k.token == parse.heads[m.token] for k in same):
            continue  # "hosted Kenya for talks"
        struck_by = next((k for k in same if _struck_by(parse, k, m)), None)
        if struck_by is not None:
            kept[kept.index(struck_by)] = replace(m, actor=m.actor or struck_by.actor)
            continue
        told_by = next((k for k in same if _victims_of(parse, k, m)), None)
        if told_by is not None:
            kept[kept.index(told_by)] = replace(m, actor=m.actor or told_by.actor, recipient=distinct((*told_by.recipient, *m.recipient)))
            continue
        if any(_told_again(parse, k, m) for k in same):
            continue
        against = next((k for k in same if _to_protest(parse, k, m)), None)
        if against is not None:
            kept[kept.index(against)] = replace(against, recipient=m.recipient)
            continue
        twin = next((k for k in same if _blows(parse, k, m)), None)
        if twin is not None:
            known = {p.code for p in twin.recipient}
            more = tuple(p for p in m.recipient if p.text.lower() not in PRONOUNS or p.code not in known)  # "abducted four and hold them"
            kept[kept.index(twin)] = replace(twin, recipient=distinct((*twin.recipient, *more)))
        else:
            kept.append(m)
    return _demanded_in_protest(kept)


def _demanded_in_protest(matches: list[Match]) -> list[Match]:
    """What protesters demand is no REQUEST beside the protest (codebook §3), but tells whom the protest is against."""
    kept = list(matches)
    for protest in (m for m in matches if m.trigger.event_type == "PROTEST" and m.actor):
        doers = {(p.start, p.end) for p in protest.actor} | {p.antecedent for p in protest.actor if p.antecedent}
        demands = [m for m in matches if m.trigger.event_type == "REQUEST" and m.actor]
        own = [m for m in demands if doers & ({(p.start, p.end) for p in m.actor} | {p.antecedent for p in m.actor})]
        asked = distinct(p for m in own for p in m.recipient if (p.start, p.end) not in doers)
        kept = [replace(m, recipient=m.recipient or asked) if m is protest else m for m in kept if m not in own]
    return kept


def _blows(parse: Parse, first: Match, second: Match) -> bool:
    """Whether two coordinated verbs tell of one use of force: "two were killed and five were injured"."""
    verbs = first.trigger.event_type == "ASSAULT" and first.trigger.pos == second.trigger.pos == "v"
    same_doer = {(p.start, p.end) for p in first.actor} == {(p.start, p.end) for p in second.actor}
    return verbs and same_doer and parse.first_conjunct(second.token) == parse.first_conjunct(first.token)


def _told_again(parse: Parse, first: Match, second: Match) -> bool:
    """Whether a second word says the act of the first again: "turned out to protest", "did not concede or admit defeat"."""
    same_doer = {(p.start, p.end) for p in first.actor} == {(p.start, p.end) for p in second.actor}
    nothing_new = not second.recipient or second.recipient == first.recipient
    to_protest = _to_protest(parse, first, second)
    joined = (
        parse.deps[second.token] == "conj" and parse.heads[second.token] == first.token and first.trigger.pos == second.trigger.pos == "v"
    )
    alike = (
        joined and first.trigger.mode == second.trigger.mode and any(parse.words[c].lower() == "or" for c in parse.children[first.token])
    )
    return bool(first.actor) and same_doer and ((nothing_new and (to_protest or alike)) or _by_saying(parse, first, second))


def _to_protest(parse: Parse, first: Match, second: Match) -> bool:
    """Whether a protest says what another is for: "blocked roads to protest against the rules"."""
    below = parse.heads[second.token] == first.token and is_infinitive(parse, second.token)
    return below and second.trigger.event_type == "PROTEST" and {p.start for p in first.actor} == {p.start for p in second.actor}


def _by_saying(parse: Parse, first: Match, second: Match) -> bool:
    """Whether a participle only tells how the criticism of its main verb went: "lashed out at the mayor, accusing her of sloth"."""
    participle = parse.tags[second.token] == "VBG" and parse.deps[second.token] == "advcl" and parse.heads[second.token] == first.token
    said = first.trigger.event_type == "ACCUSE" and participle and not parse.with_dep(second.token, "nsubj")
    sides = {p.code for p in first.recipient}
    acts = [c for c in parse.children[second.token] if parse.tags[c] == "VBG" and parse.with_dep(c, "obj")]
    return said and bool(sides) and not acts and {p.code for p in second.recipient} <= sides


def _struck_by(parse: Parse, noun: Match, verb: Match) -> bool:
    """Whether a verb tells what the attack that is its subject struck: "An air strike destroyed a clinic"."""
    pair = noun.trigger.event_type == "ASSAULT" and noun.trigger.pos == "n" and verb.trigger.pos == "v"
    return pair and parse.heads[noun.token] == verb.token and parse.deps[noun.token] == "nsubj" and not noun.recipient


def _victims_of(parse: Parse, verb: Match, noun: Match) -> bool:
    """Whether a verb tells the victims of the attack that a noun names: "two were killed in a bombing"."""
    pair = noun.trigger.event_type == "ASSAULT" and verb.trigger.pos == "v" and noun.trigger.pos == "n"
    head = parse.heads[parse.first_conjunct(noun.token)]
    joined = head == verb.token or parse.first_conjunct(head) == verb.token
    return pair and joined and parse.cases[noun.token] in ("in", "by", "during", "from", "with") and not (verb.actor and noun.actor)


def _readying(parse: Parse, match: Match, matches: list[Match]) -> bool:
    """Whether a MOBILIZE only readies the ASSAULT of the same sentence: "launched missiles targeting a base"."""
    if match.trigger.event_type != "MOBILIZE":
        return False
    below = set(parse.subtree(match.token))
    return any(m.trigger.event_type == "ASSAULT" and m.token in below and parse.tags[m.token] == "VBG" for m in matches)


def _draft(view: View, match: Match) -> Draft:
    trigger = match.trigger
    start, end = _event_span(view, match)
    return Draft(
        sentence=view.sentence.index, token=match.token, start=start, end=end, event_type=trigger.event_type, mode=trigger.mode,
        context=_contexts(view, match), cameo_code=trigger.cameo, actor=match.actor, recipient=match.recipient,
        reciprocal=len(match.actor) > 1 and (trigger.mutual or match.actor[0].text.lower().startswith(("each other", "one another"))), content=trigger.content, controller=trigger.controller,
        coder="patterns", rule=trigger.rule, confidence=_confidence(match),
    )  # fmt: skip


def _event_span(view: View, match: Match) -> tuple[int, int]:
    """The trigger's word, widened over neighbouring words of its expression: "gave Kenya a fresh ultimatum"."""
    parse, first, last = view.parse, match.token, match.token
    reach = {t: SPAN if parse.deps[t] == "obj" and t not in view.actors.heads else 3 for t in match.used}
    near = sorted(t for t in match.used if abs(t - match.token) <= reach[t] and parse.deps[t] in ("prt", "obj", "amod", "compound"))
    for t in near:
        first, last = min(first, t), max(last, t)
    return parse.starts[first], parse.ends[last]


def _contexts(view: View, match: Match) -> tuple[str, ...]:
    """The contexts that the entry names, and those of context words in the trigger's phrase."""
    found = dict.fromkeys(match.trigger.context)
    for t in view.parse.subtree(match.token)[:25]:
        found |= dict.fromkeys(view.language.context_words.get(view.parse.lemmas[t], ()))
    return tuple(found)


def _confidence(match: Match) -> float:
    """A first, uncalibrated confidence: full frames and specific entries count more."""
    base = 0.6 + 0.1 * bool(match.actor) + 0.1 * bool(match.recipient or match.trigger.mutual)
    return round(min(0.95, base + 0.05 * len(match.trigger.conditions)), 2)
