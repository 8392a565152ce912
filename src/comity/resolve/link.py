"""Noun phrases become participants: names by their dated reading, agents by their modifiers, pronouns by memory."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from comity.core.actor import UNKNOWN, Participant, SentenceActors
from comity.core.parse import Parse
from comity.core.text import Sentence
from comity.lexicon.actors import Actors, Agent, Name, NameMatch
from comity.lexicon.gazetteer import Gazetteer
from comity.resolve.coref import resolve_description, resolve_pronoun
from comity.resolve.introduce import introduce_people
from comity.resolve.memory import Memory, Mention
from comity.resolve.mentions import Found, extent, find_agents, place_names

SELF_NAMING = frozenset({"name", "capital", "metonym", "bloc", "territory", "organisation", "group"})
NATIONAL = frozenset({"adjective", "name", "capital", "bloc", "territory", "people"})
PLACE_CASES = frozenset({"of", "in", "for", "from"})
PLURAL_TAGS = frozenset({"NNS", "NNPS"})


@dataclass(frozen=True, slots=True)
class Scene:
    """What linking one sentence needs: the document's text and date, the tables, the memory so far."""

    text: str
    published: str | None
    actors: Actors
    words: Mapping[str, frozenset[str]]
    gazetteer: Gazetteer
    memory: Memory


@dataclass(frozen=True, slots=True)
class Link:
    """The working state of one sentence while its phrases are linked."""

    scene: Scene
    sentence: Sentence
    parse: Parse
    names: Mapping[int, Found]
    agents: Mapping[int, tuple[Agent, int]]


def link_sentence(scene: Scene, sentence: Sentence, parse: Parse, matches: Sequence[NameMatch]) -> SentenceActors:
    """The participants of one sentence; what it mentions is added to the scene's memory."""
    names = place_names(parse, scene.text, matches, scene.words["affiliation"])
    link = Link(scene, sentence, parse, names, find_agents(parse, scene.actors, names))
    heads: dict[int, tuple[Participant, ...]] = {}
    for i in range(len(parse)):
        if i in names and names[i].head != i:
            continue
        modifies = _modifies(parse, i)
        people = _national(link, i) if modifies else _people_of(link, i)
        if people:
            heads[i] = people
            _remember(link, i, people)
    _first_persons(link, heads)
    _relatives(link, heads)
    weak = {
        (p.start, p.end)
        for i, people in heads.items()
        if i in link.agents and link.agents[i][0].weak
        for p in people
        if p.resolved_by in ("context", "agent") and not _owned(link, i)
    }
    return SentenceActors(heads, frozenset(weak))


def _owned(link: Link, i: int) -> bool:
    """Whether a modifier says whose an agent is."""
    return any(_national(link, c) for c in owners_of(link, i))


def remember_unparsed(scene: Scene, sentence: Sentence, matches: Sequence[NameMatch]) -> None:
    """Note the names of a sentence that was not parsed, so that later pronouns and short names can look back at them."""
    introduce_people(scene.memory, scene.actors, scene.text, sentence.start, sentence.end, matches)
    for match in matches:
        reading = _reading(scene, match, as_head=True)
        if reading and reading.kind != "adjective":
            person = _as_participant(scene, reading, match.start, match.end)
            if reading.kind == "person":
                scene.memory.introduce(reading.name, person)
            scene.memory.add(Mention(sentence.index, match.start, person, _kind_of(reading.kind), True, False))
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
        return resolve_pronoun(link.scene.memory, link.scene.words, link.scene.text, parse, i, link.sentence.index)
    if i in link.names:
        found = _named(link, i)
        if found:
            return found
    if parse.is_noun(i) or parse.tags[i] == "CD":
        described = resolve_description(link.scene.memory, link.scene.words, link.scene.text, parse, i, link.sentence.index)
        if described:
            return described
    if i in link.agents:
        return _agent(link, i)
    if parse.tags[i].startswith("NNP"):
        return _unknown_name(link, i)
    return ()


def _named(link: Link, i: int) -> tuple[Participant, ...]:
    name = link.names[i]
    reading = _reading(link.scene, name.match, as_head=True)
    if reading is None or (reading.kind == "adjective" and not link.parse.is_noun(i) and link.parse.tags[i] != "JJ"):
        return ()
    if reading.kind == "adjective":
        if link.parse.deps[i] in ("amod", "acomp", "attr", "conj") or link.parse.lemmas[i - 1 if i else 0] != "the":
            return ()
        reading = replace(reading, sector="CVL")
    start, end = extent(link.parse, i, link.names)
    person = _as_participant(link.scene, reading, start, end)
    person = replace(person, text=link.scene.text[start:end])
    if reading.kind == "person":
        person = _titled(link, i, person)
        link.scene.memory.introduce(reading.name, person)
    return (person,)


def _reading(scene: Scene, match: NameMatch, *, as_head: bool) -> Name | None:
    """The reading of a name that holds on the document's date; a noun phrase's head is rather a people than an adjective."""
    order: tuple[str, ...] = (
        "person",
        "organisation",
        "group",
        "name",
        "metonym",
        "capital",
        "territory",
        "bloc",
        "people",
        "adjective",
    )
    holding = [r for r in match.readings if r.holds_on(scene.published)] or [
        r for r in match.readings if r.kind not in ("group", "organisation")
    ]
    if not as_head:
        holding = [r for r in holding if r.kind in NATIONAL] or holding
        order = ("adjective", "name", *order)
    return min(holding, key=lambda r: order.index(r.kind), default=None)


def _as_participant(scene: Scene, reading: Name, start: int, end: int) -> Participant:
    text = scene.text[start:end]
    if reading.kind == "person":
        return cast_person(scene.actors, Participant(text, start, end, reading.id, reading.name), scene.published)
    by = {"people": "demonym", "adjective": "demonym", "capital": "metonym", "metonym": "metonym"}.get(reading.kind, "name")
    return Participant(text, start, end, reading.id, reading.name, reading.code, reading.sector, (), by)


def cast_person(actors: Actors, person: Participant, date: str | None) -> Participant:
    """A known person in the role held on a date (None: the latest known): an office's code and sector, or ELI outside it."""
    offices = actors.offices.get(person.id or "", ())
    if not offices:
        return person
    held = actors.office_on(person.id or "", date) if date else max(offices, key=lambda o: (not o.end, o.start))
    nearest = held or max(offices, key=lambda o: o.start)
    code, _, organisation = nearest.code.partition(":")
    sector = nearest.sector if held else "ELI"
    if organisation:
        return replace(
            person,
            code=code.upper(),
            id=nearest.code if held else person.id,
            sector=sector if held else "ELI",
            resolved_by="office",
        )
    return replace(person, code=code, sector=sector, resolved_by="office")


def _titled(link: Link, i: int, person: Participant) -> Participant:
    """A person whom the tables cannot place takes sector and side from the title before the name."""
    return person if person.code != UNKNOWN and person.code else _from_title(link, i, person) or person


def _from_title(link: Link, i: int, person: Participant) -> Participant | None:
    """What a title ("French Foreign Minister") or an apposition ("the Irish envoy") says of a proper name."""
    parse, first = link.parse, link.names[i].first if i in link.names else i
    title = max((t for t in link.agents if t < first and _close(parse, t, first)), default=None)
    if title is None:
        for c in parse.children[i]:
            if parse.deps[c] == "appos" and c in link.agents:
                described = _agent(link, c) or (person,)
                return replace(
                    described[0],
                    text=person.text,
                    start=person.start,
                    end=person.end,
                    name=person.name,
                    id=person.id,
                    resolved_by="apposition",
                )
        if parse.deps[i] == "appos" and parse.heads[i] in link.agents:
            described = _agent(link, parse.heads[i]) or (person,)
            return replace(
                described[0],
                text=person.text,
                start=person.start,
                end=person.end,
                name=person.name,
                id=person.id,
                resolved_by="apposition",
            )
        return None
    agent, begins = link.agents[title]
    owners = [c for c in (*owners_of(link, i), *owners_of(link, title)) if c < begins]
    sides = tuple(p for c in owners for p in _national(link, c))
    return _with_side(link, replace(person, sector=_sector(link, i, title, agent), resolved_by="apposition"), sides)


def _close(parse: Parse, title: int, first: int) -> bool:
    """Whether a title stands right before a name, with nothing but parts of names between."""
    return all(parse.tags[k].startswith("NNP") for k in range(title + 1, first)) and first - title <= 4


def _unknown_name(link: Link, i: int) -> tuple[Participant, ...]:
    """A proper name that no table has: known from earlier in the document, or told by its title or apposition."""
    parse, memory = link.parse, link.scene.memory
    start, end = extent(parse, i, link.names)
    first = i
    while (
        first
        and parse.tags[first - 1].startswith("NNP")
        and parse.deps[first - 1] == "compound"
        and first - 1 not in link.agents
        and first - 1 not in link.names
    ):
        first -= 1
    name = link.scene.text[parse.starts[first] : parse.ends[i]]
    known = memory.people.get(name) or memory.people.get(parse.words[i] if first == i else name)
    if known:
        return (replace(known, text=link.scene.text[start:end], start=start, end=end, resolved_by="coreference"),)
    titled = _from_title(link, i, Participant(link.scene.text[start:end], start, end, None, name))
    if titled is None or titled.sector == "UNK":
        return ()
    memory.introduce(name, titled)
    return (titled,)


def _agent(link: Link, i: int) -> tuple[Participant, ...]:
    """A generic agent ("Israeli troops", "the police"): sector from the table, side from its modifiers or the document."""
    parse, scene = link.parse, link.scene
    agent, _ = link.agents[i]
    start, end = extent(parse, i, link.names)
    bare = Participant(scene.text[start:end], start, end, sector=_sector(link, i, i, agent), resolved_by="agent")
    owners = owners_of(link, i)
    sides = tuple(p for c in owners for p in _national(link, c))
    if len(sides) > 1 and sides[0].text.lower().startswith(("each other", "one another")):
        return sides
    if not sides and agent.phrase[-1] in scene.words["state_noun"] and parse.tags[i] in PLURAL_TAGS:
        return ()
    if not sides:
        person = next((link.names[c] for c in parse.children[i] if parse.deps[c] == "appos" and c in link.names), None)
        reading = _reading(scene, person.match, as_head=True) if person else None
        if reading and reading.kind == "person":
            return (replace(_as_participant(scene, reading, start, end), text=bare.text),)
        return (_from_context(link, i, bare),)
    found = _with_side(link, bare, sides)
    scene.memory.agents[parse.lemmas[i]] = found
    if len(sides) > 1 and any(parse.deps[c] == "amod" for c in owners):
        return tuple(_with_side(link, bare, (s,)) for s in sides)
    return (found,)


def _sector(link: Link, head: int, title: int, agent: Agent) -> str:
    """The agent's sector unless a modifier changes it: a former minister is ELI, a rebel leader REB."""
    around = {*link.parse.children[head], *link.parse.children[title]}
    for c in sorted(around):
        effect = link.scene.actors.modifiers.get(link.parse.lemmas[c], "")
        if c <= title and effect.isupper() and (agent.kind == "person" or agent.sector == "UNK"):
            return effect
    return agent.sector


def _with_side(link: Link, participant: Participant, sides: Sequence[Participant]) -> Participant:
    if not sides:
        return _from_context(link, -1, participant) if participant.id is None and participant.code == UNKNOWN else participant
    side = sides[0]
    named = side.id if side.code in ("IGO", "NGO", "MNC", "IMG") else None
    sector = (
        side.sector
        if side.id and side.id.startswith(("grp:", "pty:")) and participant.sector in ("UNK", "CVL", "MIL", "UAF")
        else participant.sector
    )
    return replace(participant, code=side.code, id=participant.id or named, sector=sector)


def _from_context(link: Link, i: int, bare: Participant) -> Participant:
    """A bare agent's side: the same agent earlier, else a place of its sentence, else the document's home state."""
    memory = link.scene.memory
    earlier = memory.agents.get(link.parse.lemmas[i]) if i >= 0 else None
    if earlier is not None and earlier.code != UNKNOWN:
        return replace(bare, code=earlier.code, id=earlier.id, resolved_by="context")
    place = _country_here(link, i)
    if place:
        return replace(bare, code=place, resolved_by="context")
    if memory.home is not None:
        return replace(bare, code=memory.home.code, resolved_by="context")
    return bare


def _country_here(link: Link, i: int) -> str | None:
    """The country of a place named after "in" or "at" in the sentence."""
    parse = link.parse
    for t in range(len(parse)):
        if parse.cases[t] in ("in", "at", "near", "across", "outside"):
            if t in link.names:
                reading = _reading(link.scene, link.names[t].match, as_head=True)
                if reading and reading.kind in ("name", "capital", "territory"):
                    return reading.code
            elif parse.tags[t].startswith("NNP"):
                city = link.scene.gazetteer.best(_proper_run(link, t))
                if city and city.country:
                    return city.country
    return None


def _proper_run(link: Link, t: int) -> str:
    first = t
    while first and link.parse.deps[first - 1] == "compound" and link.parse.tags[first - 1].startswith("NNP"):
        first -= 1
    return link.scene.text[link.parse.starts[first] : link.parse.ends[t]]


def owners_of(link: Link, i: int) -> list[int]:
    """The tokens that say whose a noun is: adjective, possessor, compound name, "of France", "in Syria", with conjuncts."""
    parse, found, stack = link.parse, [], [i]
    inside = range(link.agents[i][1], i) if i in link.agents else range(0)
    while stack:
        for c in parse.children[stack.pop()]:
            if parse.deps[c] in ("amod", "compound", "nmod:poss") or (parse.deps[c] == "nmod" and not parse.cases[c]) or c in inside:
                found += [c, *parse.conjuncts(c)]
                stack.append(c) if parse.deps[c] in ("compound", "nmod", "amod") or c in inside else None
            elif parse.deps[c] == "nmod" and parse.cases[c] in PLACE_CASES:
                found += [c, *parse.conjuncts(c)]
    return found


def _national(link: Link, c: int) -> tuple[Participant, ...]:
    """The participant that a modifier stands for, if any."""
    parse, scene = link.parse, link.scene
    if parse.tags[c] == "PRP$" or (parse.lemmas[c] in scene.words["reciprocal"] and c and parse.words[c - 1].lower() in ("each", "one")):
        return resolve_pronoun(scene.memory, scene.words, scene.text, parse, c, link.sentence.index)
    if c in link.names:
        if link.names[c].head != c:
            return ()
        reading = _reading(scene, link.names[c].match, as_head=False)
        if reading is None or (parse.cases[c] in ("in", "from") and reading.kind not in NATIONAL):
            return ()
        match = link.names[c].match
        return (_as_participant(scene, reading, match.start, match.end),)
    if parse.deps[c] in ("compound", "nmod:poss", "nmod") and parse.tags[c].startswith("NNP"):
        known = scene.memory.people.get(parse.words[c])
        if known:
            start, end = parse.starts[c], parse.ends[c]
            return (replace(known, text=scene.text[start:end], start=start, end=end, resolved_by="coreference"),)
        city = scene.gazetteer.best(_proper_run(link, c))
        if city and city.country and parse.cases[c] != "of":
            return (Participant(city.name, parse.starts[c], parse.ends[c], None, city.name, city.country, "GOV"),)
    if parse.deps[c] == "nmod:poss" and c in link.agents:
        return _agent(link, c)
    return ()


def _remember(link: Link, i: int, people: Sequence[Participant]) -> None:
    parse = link.parse
    subject = parse.deps[parse.first_conjunct(i)].startswith("nsubj")
    clause = parse.heads[parse.first_conjunct(i)]
    for person in people:
        if i in link.names:
            reading = _reading(link.scene, link.names[i].match, as_head=True)
            kind = _kind_of(reading.kind) if reading else "state"
        elif i in link.agents:
            kind = {"person": "person", "population": "group", "group": "group"}.get(link.agents[i][0].kind, "organisation")
            kind = "group" if parse.tags[i] in PLURAL_TAGS else kind
        elif parse.tags[i].startswith("PRP"):
            kind = "person" if parse.lemmas[i] in ("he", "she") else "group" if parse.lemmas[i] in ("they", "their") else "state"
            if parse.tags[i] == "PRP$" or parse.lemmas[i] in ("I", "we", "you", "i"):
                continue
        else:
            kind = "person"
        link.scene.memory.add(Mention(link.sentence.index, i, person, kind, subject, kind == "group", clause))
        _set_home(link.scene.memory, person)


def _set_home(memory: Memory, person: Participant) -> None:
    if memory.home is None and len(person.code) == 3 and person.code.isalpha() and person.code not in ("IGO", "NGO", "MNC", "IMG", "WST"):
        memory.home = person


def _kind_of(reading: str) -> str:
    return {"person": "person", "organisation": "organisation", "group": "organisation", "people": "group"}.get(reading, "state")


def _first_persons(link: Link, heads: dict[int, tuple[Participant, ...]]) -> None:
    """First persons in a quotation are its speaker."""
    parse = link.parse
    for i in range(len(parse)):
        if parse.lemmas[i] in ("i", "we", "my", "our", "us", "me") and parse.tags[i].startswith("PRP") and parse.words[i] != "US":
            for verb in parse.ancestors(i):
                if parse.deps[i] != "root" and verb != parse.heads[i]:
                    speaker = next((s for s in parse.with_dep(verb, "nsubj") if s in heads and s != i), None)
                    if speaker is not None:
                        heads[i] = tuple(replace(p, resolved_by="coreference") for p in heads[speaker])
                        break


def _relatives(link: Link, heads: dict[int, tuple[Participant, ...]]) -> None:
    """A relative pronoun stands for the noun before its clause."""
    parse = link.parse
    for i in range(len(parse)):
        if parse.tags[i] in ("WDT", "WP", "WP$") and i not in heads:
            clause = next((a for a in (i, *parse.ancestors(i)) if parse.deps[a] == "acl:relcl"), None)
            if clause is not None and parse.heads[clause] in heads:
                heads[i] = heads[parse.heads[clause]]
