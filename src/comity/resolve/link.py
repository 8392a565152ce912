"""Noun phrases become participants, sentence by sentence in text order."""

from collections.abc import Sequence
from dataclasses import replace

from comity.core.actor import Participant, SentenceActors
from comity.core.parse import Parse
from comity.core.text import Sentence
from comity.lexicon.actors import Name, NameMatch
from comity.resolve.addressed import second_persons
from comity.resolve.agents import (
    PLURAL_TAGS,
    agent_at,
    country_here,
    first_of_name,
    from_context,
    from_title,
    national,
    owners_of,
    sides_before,
    titled,
)
from comity.resolve.cities import city_at, place_countries
from comity.resolve.compounds import in_compound, in_currency
from comity.resolve.coref import doers_of, refer, resolve_description, resolve_pronoun
from comity.resolve.holders import ROLES, holder_at
from comity.resolve.introduce import introduce_people, opening_name
from comity.resolve.memory import Memory, Mention
from comity.resolve.mentions import extent, find_agents, is_abstract, is_common_word, is_given_name, is_surname, lacks_article, place_names
from comity.resolve.names import as_participant, kind_of, reading_of
from comity.resolve.relational import indefinite
from comity.resolve.scene import Link, Scene
from comity.resolve.strangers import PERSONAL, unknown_kind
from comity.resolve.sufferers import proper_run

PREDICATES = frozenset({"attr", "xcomp", "acomp"})
SETTING = frozenset({"in", "at", "near", "outside"})
UNDERGOING = frozenset({"obj", "nsubj:pass"})
BODIES = ("igo:", "grp:", "ngo:")  # never private, though of no sector
PRIVATE = frozenset({"CVL", "UNK", "MED", "EDU", "LAB", "BUS", "AGR", "SOC", "REL"})


def link_sentence(scene: Scene, sentence: Sentence, parse: Parse, matches: Sequence[NameMatch]) -> SentenceActors:
    """The participants of one sentence; what it mentions is added to the scene's memory."""
    names = place_names(parse, scene.text, matches, scene.words["affiliation"])
    agents = find_agents(parse, scene.actors, names, scene.words)
    misread = {
        t
        for t in names
        if is_given_name(parse, t, names, agents, scene.words)
        or is_common_word(parse, t, agents, scene.words)
        or is_surname(parse, t, names, scene.words)
        or in_currency(parse, t, scene.words)
    }
    names = {t: name for t, name in names.items() if t not in misread}
    agents = {t: a for t, a in agents.items() if not lacks_article(parse, t, scene.words) and not is_abstract(parse, t, scene.words)}
    link = Link(scene, sentence, parse, names, agents)
    heads: dict[int, tuple[Participant, ...]] = {}
    deeds: dict[int, tuple[Participant, ...]] = {}
    strangers: dict[int, Participant] = {}
    for i in range(len(parse)):
        if i in names and names[i].head != i:
            continue
        if doers := doers_of(scene, parse, i, sentence.index):
            deeds[i] = doers
        modifies = _modifies(parse, i)
        people = national(link, i) if modifies else _people_of(link, i)
        if not people and modifies and parse.deps[i] == "nmod:poss" and parse.tags[i].startswith("NNP"):
            people = _unknown_name(link, i)
        if people:
            heads[i] = people
            _remember(link, i, people)
        elif modifies and (doers := in_compound(link, i)):
            heads[i] = doers
        elif parse.words[i] == "it" and parse.deps[i] in ("obj", "obl", "iobj"):
            owners = scene.memory.owners_of_thing(sentence.index, parse.heads[i])
            deeds[i] = tuple(refer(p, scene.text, parse.starts[i], parse.ends[i], 0.8) for p in owners)
        elif unknown := unknown_kind(link, i):
            somebody = _remember_unknown(link, i, unknown)
            if unknown == "stranger" and parse.tags[i] == "NNP":
                strangers[i] = somebody
    place = country_here(link)
    if place:
        scene.memory.scene = (sentence.index, place)
    _first_persons(link, heads)
    second_persons(link, heads)
    _relatives(link, heads)
    weak = {(p.start, p.end) for i, people in heads.items() for p in people if _is_weak(link, i, p)}
    weak |= {(p.start, p.end) for p in strangers.values()}
    return SentenceActors(
        heads, frozenset(weak), place_countries(link, {i for i, people in heads.items() if not _is_city(people)}), deeds, strangers
    )


def _is_city(people: Sequence[Participant]) -> bool:
    """Whether a phrase names only a city: a place to be taken as well as a side to be shelled."""
    return all(p.id is None and p.name and p.sector == "UNK" and p.resolved_by == "name" for p in people)


def _is_weak(link: Link, i: int, person: Participant) -> bool:
    """Whether a participant is only somebody: people in general without a side of their own, or a pronoun for private people."""
    if link.parse.tags[i].startswith("PRP"):
        known = (person.id or "").startswith(BODIES) or link.scene.memory.was_captured(person.antecedent)
        return person.sector in PRIVATE and not known
    if i not in link.agents or person.resolved_by not in ("context", "agent"):
        return False
    return link.parse.lemmas[i] in link.scene.words["kin"] or (link.agents[i][0].weak and not _owned(link, i))


def _owned(link: Link, i: int) -> bool:
    """Whether a modifier says whose an agent is."""
    return any(national(link, c) for c in owners_of(link, i))


def remember_unparsed(scene: Scene, sentence: Sentence, matches: Sequence[NameMatch]) -> None:
    """Note the names of a sentence that was not parsed, so that later pronouns and short names can look back at them."""
    introduce_people(scene.memory, scene.actors, scene.text, sentence.start, sentence.end, matches)
    unknown = PERSONAL.get(scene.text[sentence.start : sentence.end].split(" ", 1)[0].lower())
    name = opening_name(scene.actors, scene.text, sentence.start, sentence.end, matches)
    if name and name not in scene.memory.people and scene.gazetteer.best(name) is None:
        unknown = "stranger"
    if unknown:
        somebody = Participant("", sentence.start, sentence.start)
        scene.memory.add(Mention(sentence.index, sentence.start, somebody, unknown, True))
    for match in matches:
        reading = reading_of(scene, match, as_head=True)
        if reading and reading.kind != "adjective":
            person = as_participant(scene, reading, match.start, match.end)
            if reading.kind == "person":
                scene.memory.introduce(reading.name, person)
            scene.memory.add(Mention(sentence.index, match.start, person, kind_of(reading.kind), True))
            _set_home(scene.memory, person)


def _modifies(parse: Parse, i: int) -> bool:
    """Whether token `i` only modifies a noun ("US" in "US troops", "Chinese", "its", "Russia" in "Russia's")."""
    if parse.deps[i] == "nmod:poss":
        return True
    return parse.deps[i] in ("compound", "amod", "nmod") and parse.heads[i] > i and parse.is_noun(parse.heads[i]) and not parse.cases[i]


def _people_of(link: Link, i: int) -> tuple[Participant, ...]:
    parse = link.parse
    if (
        parse.tags[i] in ("PRP", "PRP$")
        or parse.lemmas[i] == "both"
        or (parse.lemmas[i] in link.scene.words["reciprocal"] and i and parse.words[i - 1].lower() in ("each", "one"))
    ):
        scene, named = link.scene, _named_after(link, i)
        return resolve_pronoun(scene.memory, scene.words, scene.text, parse, i, link.sentence.index, named)
    if i in link.names:
        found = _named(link, i)
        if found or link.names[i].match.readings[0].alias in link.scene.actors.own:
            return found
    if parse.is_noun(i) or parse.tags[i] == "CD":
        described = resolve_description(link.scene.memory, link.scene.words, link.scene.text, parse, i, link.sentence.index)
        if described:
            return described
    if i in link.agents:
        return agent_at(link, i)
    if parse.tags[i].startswith("NNP") or (parse.tags[i] == "NNS" and parse.words[i].isupper()):  # "the gas supplier DEPA"
        return _unknown_name(link, i) or city_at(link, i)
    return ()


def _named_after(link: Link, i: int) -> frozenset[str]:
    """Whom a clause names after its pronoun, who is somebody else: "He challenged Biden"."""
    parse = link.parse
    if not parse.deps[i].startswith("nsubj"):
        return frozenset()
    beside = [c for c in parse.children[parse.heads[i]] if c > i and c in link.names]
    found = [reading_of(link.scene, link.names[c].match, as_head=True) for c in beside]
    known = [link.scene.memory.people.get(parse.words[c]) for c in parse.children[parse.heads[i]] if c > i and parse.tags[c] == "NNP"]
    return frozenset(r.id for r in found if r and r.kind == "person" and r.id) | frozenset(p.name for p in known if p and p.name)


def _named(link: Link, i: int) -> tuple[Participant, ...]:
    name = link.names[i]
    reading = reading_of(link.scene, name.match, as_head=True)
    if reading is None or (reading.kind == "adjective" and not link.parse.is_noun(i) and link.parse.tags[i] != "JJ"):
        return ()
    if _place_of_city(link, i, reading):
        return ()
    if reading.kind == "adjective":
        if link.parse.deps[i] in ("amod", "acomp", "attr", "conj") or link.parse.lemmas[i - 1 if i else 0] != "the":
            return ()
        reading = replace(reading, sector="CVL")
    start, end = extent(link.parse, i, link.names)
    person = as_participant(link.scene, reading, start, end)
    person = replace(person, text=link.scene.text[start:end])
    if reading.kind == "pair":
        return _pair(link, i, reading)
    if reading.kind == "person":
        person = titled(link, i, _namesake(link, i, person) or person)
        link.scene.memory.introduce(reading.name, person)
        _remember_title(link, i, person)
    elif reading.kind == "organisation":
        link.scene.memory.agents |= {link.parse.lemmas[t]: person for t in link.parse.with_dep(i, "compound") if t in link.agents}
    return (person,)


def _namesake(link: Link, i: int, person: Participant) -> Participant | None:
    """The holder meant on the day by a surname that more than one person bears ("President Assad" in 1999)."""
    name = link.names[i]
    surname = link.parse.words[name.last]
    if name.first != name.last or surname in link.scene.actors.own or len(link.scene.actors.surnames.get(surname, ())) < 2:
        return None
    holder = holder_at(link, name.first, name.last, sides_before(link, i))
    return replace(holder, text=person.text, start=person.start, end=person.end) if holder else None


def _pair(link: Link, i: int, reading: Name) -> tuple[Participant, ...]:
    """The states that a plural name stands for: "the two Koreas"."""
    start, end = extent(link.parse, i, link.names)
    text, states = link.scene.text[start:end], reading.code.split()
    return tuple(Participant(text, start, end, f"state:{s}", link.scene.actors.state_names.get(s), s, "GOV") for s in states)


def _place_of_city(link: Link, i: int, reading: Name) -> bool:
    """Whether a state or capital only says where a city lies: "in Yakima, Washington", "the Greek region of Macedonia"."""
    parse, at = link.parse, link.names[i].first - 1
    if (
        reading.kind == "name"
        and parse.cases[i] == "of"
        and parse.lemmas[parse.heads[i]] in link.scene.words["place_noun"] - {"state", "capital"}
    ):
        return True
    if reading.kind not in ("name", "capital") or parse.deps[i] not in ("appos", "nmod", "conj") or at < 1 or parse.words[at] != ",":
        return False
    return parse.tags[at - 1] == "NNP" and at - 1 not in link.names and link.scene.gazetteer.best(proper_run(link, at - 1)) is not None


def _remember_title(link: Link, i: int, person: Participant) -> None:
    """Remember by which titles a person may be called: those before the name, and those of the office held."""
    memory, scene = link.scene.memory, link.scene
    first = link.names[i].first if i in link.names else i
    for t in link.agents:
        if t < first <= t + 3:
            memory.titles[link.parse.lemmas[t]] = person
    known = scene.actors.people.get(person.id or "")
    held = known.office_on(scene.published) if known and scene.published else None
    for title, offices in scene.actors.titles.items():
        if held and held.office in offices and title not in scene.words["rank"]:
            memory.titles[title] = person
            if held.office in scene.actors.titles.get(title.split()[-1], ()):  # "the minister", not "the state" of a secretary of state
                memory.titles[title.split()[-1]] = person


def _unknown_name(link: Link, i: int) -> tuple[Participant, ...]:
    """A proper name that no table has: known from earlier in the document, or told by its title or apposition."""
    parse, memory = link.parse, link.scene.memory
    if parse.words[i] in link.scene.words["calendar"] and (parse.cases[i] or parse.deps[i] not in ROLES):
        return ()
    start, end = extent(parse, i, link.names)
    first = first_of_name(link, i)
    name = link.scene.text[parse.starts[first] : parse.ends[i]]
    holder = holder_at(link, first, i, sides_before(link, i)) if name not in memory.people else None
    if holder:
        memory.introduce(holder.name or name, holder)
        memory.people.setdefault(name, holder)
        _remember_title(link, i, holder)
        return (replace(holder, text=link.scene.text[start:end], start=start, end=end),)
    known = memory.people.get(name) or memory.people.get(parse.words[i] if first == i else name)
    if known:
        return (refer(known, link.scene.text, start, end, 0.9),)
    titled = from_title(link, i, Participant(link.scene.text[start:end], start, end, None, name))
    if titled is None or titled.sector == "UNK":
        return ()
    memory.introduce(name, titled)
    _remember_title(link, i, titled)
    return (titled,)


def _remember(link: Link, i: int, people: Sequence[Participant]) -> None:
    parse = link.parse
    top = parse.first_conjunct(i)
    if parse.deps[top] == "nmod" and parse.cases[top] == "of" and parse.lemmas[parse.heads[top]] in link.scene.words["partitive"]:
        top = parse.first_conjunct(parse.heads[top])  # "thousands of protesters gathered"
    subject = parse.deps[top].startswith("nsubj")
    clause = parse.heads[top]
    setting = parse.cases[top] in SETTING
    main = _is_main(parse, clause)
    if i in link.agents and parse.tags[i] in PLURAL_TAGS and len({p.code for p in people}) > 1:
        link.scene.memory.groups[parse.lemmas[i]] = tuple(people)
    if i in link.agents and indefinite(parse, i) and (parse.cases[top] == "as" or parse.deps[top] in PREDICATES):
        return  # "labelled him a terrorist": no second person
    for person in people:
        if i in link.names:
            reading = reading_of(link.scene, link.names[i].match, as_head=not _modifies(parse, i))
            kind = kind_of(reading.kind) if reading else "state"
        elif i in link.agents:
            kind = {"person": "person", "population": "group", "group": "group"}.get(link.agents[i][0].kind, "organisation")
            kind = "group" if parse.tags[i] in PLURAL_TAGS else kind
        elif parse.tags[i].startswith("PRP"):
            kind = "person" if parse.lemmas[i] in ("he", "she") else "group" if parse.lemmas[i] in ("they", "their") else "state"
            if parse.tags[i] == "PRP$" or parse.lemmas[i] in ("I", "we", "you", "i"):
                continue
        else:
            kind = "person"
        held = parse.deps[top] in UNDERGOING and parse.lemmas[clause] in link.scene.words["capturing"]
        link.scene.memory.add(Mention(link.sentence.index, i, person, kind, subject, clause, setting=setting, main=main, held=held))
        _set_home(link.scene.memory, person)


def _remember_unknown(link: Link, i: int, kind: str) -> Participant:
    parse = link.parse
    start, end = extent(parse, i, link.names)
    text = link.scene.text[start:end]
    somebody = Participant(text, start, end, None, text, resolved_by="context", confidence=0.5)
    if kind == "stranger":
        somebody = from_context(link, -1, replace(somebody, sector="CVL"))
    first = parse.first_conjunct(i)
    main = _is_main(parse, parse.heads[first])
    owners = tuple(p for c in owners_of(link, i) for p in national(link, c)) if kind == "thing" else ()
    subject = parse.deps[first].startswith("nsubj") and (kind == "stranger" or main)
    link.scene.memory.add(Mention(link.sentence.index, i, somebody, kind, subject, parse.heads[first], owners, main=main))
    return somebody


def _is_main(parse: Parse, verb: int) -> bool:
    """Whether a clause is the main one, or joined to it."""
    top = parse.first_conjunct(verb)
    return parse.heads[top] == top


def _set_home(memory: Memory, person: Participant) -> None:
    if memory.home is None and len(person.code) == 3 and person.code.isalpha() and person.code not in ("IGO", "NGO", "MNC", "IMG", "WST"):
        memory.home = person


def _first_persons(link: Link, heads: dict[int, tuple[Participant, ...]]) -> None:
    """First persons in a quotation are its speaker, and what is theirs ("our troops") is on the speaker's side."""
    parse = link.parse
    for i in range(len(parse)):
        owned = parse.heads[i]
        if parse.lemmas[i] in link.scene.words["own_possessive"] and all(
            p.resolved_by in ("agent", "context") for p in heads.get(owned, ())
        ):
            speaker = next((s for verb in parse.ancestors(owned) for s in parse.with_dep(verb, "nsubj") if s in heads and s != owned), None)
            if owned in heads and speaker is not None:
                side = heads[speaker][0]
                heads[owned] = tuple(
                    replace(p, code=side.code, resolved_by="coreference", confidence=0.85, antecedent=(side.start, side.end))
                    for p in heads[owned]
                )
    for i in range(len(parse)):
        if parse.lemmas[i] in ("i", "we", "my", "our", "us", "me") and parse.tags[i].startswith("PRP") and parse.words[i] != "US":
            below = i
            for verb in parse.ancestors(i):
                said, below = parse.deps[below] not in ("xcomp", "conj"), verb
                if parse.deps[i] != "root" and verb != parse.heads[i] and said:
                    speaker = next((s for s in parse.with_dep(verb, "nsubj") if s in heads and s != i), None)
                    if speaker is not None:
                        heads[i] = tuple(refer(p, link.scene.text, parse.starts[i], parse.ends[i], 0.9) for p in heads[speaker])
                        break


def _relatives(link: Link, heads: dict[int, tuple[Participant, ...]]) -> None:
    """A relative pronoun stands for the noun before its clause."""
    parse = link.parse
    for i in range(len(parse)):
        if parse.tags[i] in ("WDT", "WP", "WP$") and i not in heads:
            clause = next((a for a in (i, *parse.ancestors(i)) if parse.deps[a] == "acl:relcl"), None)
            if clause is not None and parse.heads[clause] in heads:
                heads[i] = heads[parse.heads[clause]]
