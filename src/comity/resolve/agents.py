"""Generic agents and titles: sector from the table, side from modifiers, the sentence's place or the document."""

from collections.abc import Sequence
from dataclasses import replace

from comity.core.actor import UNKNOWN, Participant
from comity.core.parse import Parse
from comity.lexicon.actors import Agent
from comity.resolve.coref import refer, resolve_description, resolve_pronoun
from comity.resolve.holders import LONGEST_TITLE, title_before
from comity.resolve.mentions import extent
from comity.resolve.names import NATIONAL, as_participant, reading_of
from comity.resolve.relational import indefinite, other_state
from comity.resolve.scene import Link
from comity.resolve.sufferers import COUNTED, country_struck, proper_run, state_fled

PLACE_CASES = frozenset({"of", "in", "for", "from"})
OUT_OF_OFFICE = frozenset({"MIL", "REB", "OPP", "LEG", "COP", "JUD", "REL", "PRE", "SPY", "BUS"})  # roles a text gives that outweigh ELI
LARGE = 100_000  # inhabitants of a city whose people are known by it
ARMED_OR_PARTY = frozenset({"REB", "UAF", "PRM", "PRE", "PTY", "OPP"})  # who have spokesmen of their own
BODIES = frozenset({"group", "organisation"})  # "gunmen from al-Shabaab", "officials from the UN"
PLURAL_TAGS = frozenset({"NNS", "NNPS"})


def from_title(link: Link, i: int, person: Participant) -> Participant | None:
    """What a title ("French Foreign Minister") or an apposition ("the Irish envoy") says of a proper name."""
    parse, first = link.parse, link.names[i].first if i in link.names else i
    title = max((t for t in link.agents if t < first and _close(parse, t, first)), default=None)
    if title is None:
        beside = [c for c in parse.children[i] if parse.deps[c] == "appos"] + ([parse.heads[i]] if parse.deps[i] == "appos" else [])
        told = next((agent_at(link, c) for c in beside if c in link.agents), ())
        if not told:
            return None
        if told[0].code == UNKNOWN and told[0].resolved_by == "agent":  # "Smith, the suspect": not known to be a stranger
            told = (from_context(link, -1, told[0]),)
        return replace(person, code=told[0].code, sector=told[0].sector, id=person.id or told[0].id, resolved_by="apposition")
    agent, begins = link.agents[title]
    sides = sides_before(link, i)
    return _with_side(link, replace(person, sector=_sector(link, i, title, agent), resolved_by="apposition"), sides)


def sides_before(link: Link, i: int) -> tuple[Participant, ...]:
    """On whose side the words before a name put it: "French Foreign Minister X", "the Kremlin's envoy Y"."""
    first = link.names[i].first if i in link.names else i
    title = max((t for t in link.agents if t < first and _close(link.parse, t, first)), default=None)
    owners = [*owners_of(link, i), *(owners_of(link, title) if title is not None else ())]
    begins = link.agents[title][1] if title is not None else first
    return tuple(p for c in dict.fromkeys(owners) if c < begins for p in national(link, c))


def _close(parse: Parse, title: int, first: int) -> bool:
    """Whether a title stands right before a name, with nothing but parts of names between."""
    return all(parse.tags[k].startswith("NNP") for k in range(title + 1, first)) and first - title <= 4


def agent_at(link: Link, i: int) -> tuple[Participant, ...]:
    """A generic agent ("Israeli troops", "the police"): sector from the table, side from its modifiers or the document."""
    parse, scene = link.parse, link.scene
    agent, _ = link.agents[i]
    if agent.phrase[-1] in scene.words["state_noun"] and any(parse.lemmas[c] in ("a", "an") for c in parse.children[i]):
        return ()  # "fighting for an Islamic state"
    start, end = extent(parse, i, link.names)
    headed = _head_of(link, i, start)
    if headed:
        return (headed,)
    bare = Participant(scene.text[start:end], start, end, sector=_sector(link, i, i, agent), resolved_by="agent")
    if bare.sector == "COP" and agent.phrase[-1] == "officer":
        scene.memory.agents.setdefault("officer", bare)  # "officers" then are the police's, too
    owners = owners_of(link, i)
    own = [
        c for c in owners if parse.cases[parse.first_conjunct(c)] not in ("in", "for", "from")
    ]  # "Syrian refugees in Jordan" are Syria's
    if any(parse.deps[c] in ("amod", "compound", "nmod") and parse.tags[c] != "PRP$" and national(link, c) for c in own):
        # "his Japanese counterpart" is Japan's
        own = [c for c in own if parse.tags[c] != "PRP$"]
    sides = tuple(p for c in own for p in national(link, c)) or tuple(p for c in owners for p in national(link, c))
    if parse.lemmas[i] in scene.words["spokesperson"] and sides and sides[0].sector in ARMED_OR_PARTY:
        bare = replace(bare, sector=sides[0].sector)  # "a spokesman for the Houthis"
    if parse.lemmas[i] == "counterpart":
        bare = replace(bare, sector=next((p.sector for c in parse.with_dep(i, "nmod:poss") for p in national(link, c)), "GOV"))
    if parse.lemmas[i] in scene.words["relational"] and _seen_from(link, i, own, sides):
        return (other_state(link, bare, sides),)
    if not sides and agent.kind == "thing":
        return ()
    if not sides and parse.deps[i] == "conj":  # "Russian individuals and companies"
        sides = tuple(p for c in owners_of(link, parse.first_conjunct(i)) if parse.deps[c] == "amod" for p in national(link, c))
    if len(sides) > 1 and sides[0].text.lower().startswith(("each other", "one another")):
        return sides
    if not sides and agent.phrase[-1] in scene.words["state_noun"] and parse.tags[i] in PLURAL_TAGS:
        region = any(parse.lemmas[c].lower() in scene.words["stateless"] and parse.words[c][0].isupper() for c in parse.children[i])
        return (bare,) if region else ()  # "European nations"
    if not sides:
        person = next((link.names[c] for c in parse.children[i] if parse.deps[c] == "appos" and c in link.names), None)
        reading = reading_of(scene, person.match, as_head=True) if person else None
        if reading and reading.kind == "person":
            return (replace(as_participant(scene, reading, start, end), text=bare.text),)
        if _of_no_side(link, i, agent):
            return (bare,)
        return (from_context(link, i, bare),)
    found = _named_beside(link, i, _with_side(link, bare, sides))
    scene.memory.agents[parse.lemmas[i]] = found
    joined = parse.tags[i] in PLURAL_TAGS or any(parse.deps[c] == "amod" or parse.tags[c] == "PRP$" for c in owners)
    if len(sides) > 1 and joined:  # "the presidents of Kenya and Somalia"
        return tuple(_with_side(link, bare, (s,)) for s in sides)
    return (found,)


def _seen_from(link: Link, i: int, own: Sequence[int], sides: Sequence[Participant]) -> bool:
    """Whether a neighbour or rival is told by the state that he is not: "its neighbour", "the rival of China", but not "its Syrian ally"."""
    adjectives = [c for c in own if link.parse.deps[c] in ("amod", "compound") and national(link, c)]
    named = any(c in link.names for c in link.parse.with_dep(i, "appos"))
    return not adjectives and not named and any(p.sector == "GOV" and not (p.id or "").startswith("person:") for p in sides)


def _of_no_side(link: Link, i: int, agent: Agent) -> bool:
    """Whether an agent without a modifier belongs to nobody known: "foreign troops", "the attacker", but not "five other civilians"."""
    parse, words = link.parse, link.scene.words
    if parse.words[i].lower() in words["stranger"]:
        return True
    states = [
        c for c in parse.with_dep(i, "nmod") if parse.cases[c] == "of" and parse.lemmas[c] in words["state_noun"] | words["relational"]
    ]
    if any(parse.lemmas[c] == "world" for c in parse.with_dep(i, "nmod")):
        return True  # "bishops from around the world"
    if any(indefinite(parse, c) for c in (*states, *([i] if parse.lemmas[i] in words["relational"] else []))):
        return True  # "the air force of a neighbouring state", "an ally"
    counted = words["quantity"] if agent.sector in COUNTED else frozenset[str]()
    return any(c < link.agents[i][1] and parse.lemmas[c] in words["stateless"] - counted for c in parse.children[i])


def _named_beside(link: Link, i: int, found: Participant) -> Participant:
    """An official with the name in apposition ("the Iraqi president, Barham Salih"), where the tables put that person on this side."""
    for c in link.parse.with_dep(i, "appos"):
        reading = reading_of(link.scene, link.names[c].match, as_head=True) if c in link.names else None
        known = link.scene.actors.people.get(reading.id) if reading else None
        if reading and known and link.parse.lemmas[i] in link.scene.words["relational"]:
            return replace(as_participant(link.scene, reading, found.start, found.end), text=found.text)  # "his rival, Joe Biden"
        if reading and known and any(o.code == found.code for o in known.offices):
            return replace(found, id=reading.id, name=reading.name)
    return found


def _head_of(link: Link, i: int, start: int) -> Participant | None:
    """The person in "former head of state Olusegun Obasanjo", which the parser reads as "head of (state Olusegun Obasanjo)"."""
    parse, scene = link.parse, link.scene
    for c in parse.with_dep(i, "nmod"):
        if parse.cases[c] == "of" and c in link.names and any(parse.tags[k] == "NN" for k in parse.with_dep(c, "compound")):
            reading = reading_of(scene, link.names[c].match, as_head=True)
            if reading and reading.kind == "person":
                return as_participant(scene, reading, start, link.names[c].match.end)
    return None


def _sector(link: Link, head: int, title: int, agent: Agent) -> str:
    """The agent's sector unless a modifier changes it: a former minister is ELI, a rebel leader REB."""
    parse = link.parse
    own = range(link.agents[title][1], title) if title in link.agents else range(0)  # "presidential candidate" is no president's
    around = sorted({*parse.children[head], *parse.children[title]} - set(own))
    effects = [
        effect
        for c in around
        if c <= title
        and not (c >= 2 and parse.words[c - 1] == "-" and parse.lemmas[c - 2].lower() in link.scene.words["opposing"])  # "anti-government"
        and (effect := _effect(link, c)).isupper()
    ]
    if effects and (agent.kind == "person" or agent.sector == "UNK"):
        return "ELI" if "ELI" in effects else effects[0]
    firms = (link.agents[c][0].sector for c in parse.conjuncts(title) if c in link.agents)
    if agent.sector == "GOV" and agent.kind == "person" and "BUS" in firms:
        return "BUS"  # "the president and chief executive officer of the firm"
    known = link.scene.memory.agents
    if agent.phrase == ("officer",) and known.get("officer") and known["officer"].sector == "COP":
        return "COP"
    if agent.phrase == ("officer",) and "police" in known and not known.keys() & {"soldier", "army", "troop", "military"}:
        return "COP"  # where the police are the topic
    return agent.sector


def _effect(link: Link, c: int) -> str:
    """What a modifier does to the sector, by its base form or as it stands ("retired")."""
    modifiers = link.scene.actors.modifiers
    return modifiers.get(link.parse.lemmas[c]) or modifiers.get(link.parse.words[c].lower(), "")


def _with_side(link: Link, participant: Participant, sides: Sequence[Participant]) -> Participant:
    if not sides:
        return from_context(link, -1, participant) if participant.id is None and participant.code == UNKNOWN else participant
    side = next((s for s in sides if (s.id or "").startswith(("grp:", "pty:"))), sides[0])  # "Colombia's ELN guerrillas"
    named = side.id if side.code in ("IGO", "NGO", "MNC", "IMG") else None
    lent = ("GOV", "MIL", "UNK") if side.sector == "PRE" else ("UNK", "CVL", "MIL", "UAF")
    has_own = side.sector == "PRE" or (side.id or "").startswith(("grp:", "pty:"))
    sector = side.sector if has_own and participant.sector in lent else participant.sector
    return replace(participant, code=side.code, id=participant.id or named, sector=sector)


def from_context(link: Link, i: int, bare: Participant) -> Participant:
    """A bare agent's side: the same agent earlier, else a place of its sentence, else the document's home state."""
    memory = link.scene.memory
    if i >= 0 and link.parse.lemmas[i] in link.scene.words["spokesperson"]:
        body = memory.latest(("organisation",), link.sentence.index)  # "a spokesman" speaks for the ministry named before
        if body is not None and body[0].code != UNKNOWN:
            return replace(refer(body[0], link.scene.text, bare.start, bare.end, body[1]), name=None, sector=bare.sector)
    if i in link.agents and link.parse.tags[i] in PLURAL_TAGS and " ".join(link.agents[i][0].phrase) in link.scene.words["one_each"]:
        return bare  # "the foreign ministers": of several states, not of one
    earlier = memory.agents.get(link.parse.lemmas[i]) if i >= 0 else None
    if earlier is not None and earlier.code != UNKNOWN:
        return replace(
            bare, code=earlier.code, id=earlier.id, resolved_by="context", confidence=0.8, antecedent=(earlier.start, earlier.end)
        )
    fled = state_fled(link, i) if bare.sector == "REF" else None
    place = fled or country_struck(link, i, bare) or country_here(link)
    if place:
        return replace(bare, code=place, resolved_by="context", confidence=0.8)
    if memory.scene is not None and link.sentence.index - memory.scene[0] <= 2:
        return replace(bare, code=memory.scene[1], resolved_by="context", confidence=0.7)
    if memory.home is not None:
        return replace(bare, code=memory.home.code, resolved_by="context", confidence=0.6)
    states = [c for c in link.scene.codes if c in link.scene.actors.state_names] if i < 0 and bare.sector == "OPP" else []
    return replace(bare, code=states[0], resolved_by="context", confidence=0.5) if len(states) == 1 else bare


def country_here(link: Link) -> str | None:
    """The country of a place named after "in" or "at" in the sentence."""
    parse = link.parse
    for t in range(len(parse)):
        aside = next((a for a in parse.ancestors(t) if parse.deps[a] == "acl:relcl"), None)
        if aside is not None and parse.words[max(0, min(parse.subtree(aside)) - 1)] == ",":
            continue  # "the minister, who studied in Paris"
        if parse.cases[t] in ("in", "at", "near", "across", "outside", "inside", "through", "throughout", "around") or (
            parse.cases[t] == "of"
            and (parse.lemmas[t] in link.scene.words["place_noun"] or parse.lemmas[parse.heads[t]] in link.scene.words["part_of_place"])
        ):
            reading = reading_of(link.scene, link.names[t].match, as_head=False) if t in link.names else None
            if reading and reading.kind in ("name", "capital", "territory"):
                return reading.code
            if parse.tags[t].startswith("NNP"):
                inside = next((n for n in parse.with_dep(t, "nmod") if parse.cases[n] == "of" and parse.tags[n] == "NNP"), t)
                told = reading_of(link.scene, link.names[inside].match, as_head=False) if inside in link.names else None
                if told is not None and told.kind == "name":
                    return told.code  # "the Northern District of Georgia" where the document tells that it is the American one
                city = link.scene.gazetteer.best(proper_run(link, inside))  # "the Eastern District of Virginia"
                if city and city.country:
                    return city.country
            elif parse.tags[t].startswith("NN") and (
                t not in link.agents or parse.lemmas[t] in link.scene.words["place_noun"]
            ):  # "in the Iraqi city of Mosul"
                if indefinite(parse, t) and parse.lemmas[t] not in link.scene.words["place_noun"]:
                    continue  # "at an Irish pub" is not in Ireland
                sides = [
                    p
                    for c in parse.children[t]
                    if parse.deps[c] in ("amod", "nmod:poss", "compound") and c in link.names
                    for p in national(link, c)
                ]
                if sides and (sides[0].id or "").startswith("state:"):
                    return sides[0].code
    return None


def first_of_name(link: Link, i: int) -> int:
    """Where a proper name that ends at `i` begins: "Nabil Hasan al-Quaety", "Pieter van Wyk"."""
    parse, first = link.parse, i
    while first:
        joined = parse.words[first - 1] == "-" or parse.words[first - 1] in link.scene.words["name_particle"]
        back = first - 2 if joined and first > 1 else first - 1
        inside = joined or parse.tags[back].startswith("NNP")
        if not inside or parse.deps[back] not in ("compound", "nmod") or back in link.agents or back in link.names:
            break
        first = back
    return first


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


def national(link: Link, c: int) -> tuple[Participant, ...]:
    """The participant that a modifier stands for, if any."""
    parse, scene = link.parse, link.scene
    if parse.tags[c] == "PRP$" or (parse.lemmas[c] in scene.words["reciprocal"] and c and parse.words[c - 1].lower() in ("each", "one")):
        return resolve_pronoun(scene.memory, scene.words, scene.text, parse, c, link.sentence.index)
    if c in link.names:
        if link.names[c].head != c:
            return ()
        reading = reading_of(scene, link.names[c].match, as_head=False)
        if reading is None or (
            parse.cases[c] in ("in", "from") and reading.kind not in (NATIONAL | BODIES if parse.cases[c] == "from" else NATIONAL)
        ):
            return ()
        if (
            reading.kind == "capital"
            and parse.tags[parse.heads[c]] == "NNP"
            and parse.lemmas[parse.heads[c]].lower() in scene.words["accord"]
        ):
            return ()  # "the Paris Climate Accord" is not France's
        match = link.names[c].match
        return (as_participant(scene, reading, match.start, match.end),)
    if parse.tags[c].startswith("NN") and parse.lemmas[c] in link.scene.words["place_noun"] and parse.cases[c] in PLACE_CASES:
        near = ("amod", "nmod:poss", "compound")
        return tuple(p for a in parse.children[c] if parse.deps[a] in near and a in link.names for p in national(link, a))
    if parse.tags[c] in PLURAL_TAGS and parse.cases[c] == "of":
        pair = resolve_description(scene.memory, scene.words, scene.text, parse, c, link.sentence.index)
        if pair:
            return pair  # "the leaders of the two countries"
    if _part_of_name(link, c):
        return ()  # "George Floyd", "Ariel Manuel Friedler": neither the city nor another Chris
    if parse.deps[c] in ("compound", "nmod:poss", "nmod") and parse.tags[c].startswith("NNP"):
        known = scene.memory.people.get(parse.words[c])
        if known:
            start, end = parse.starts[c], parse.ends[c]
            return (refer(known, scene.text, start, end, 0.9),)
        if city := _by_city(link, c):
            return (city,)
    if c in link.agents and (parse.deps[c] == "nmod:poss" or parse.cases[c] == "of"):
        return tuple(p for p in agent_at(link, c) if parse.deps[c] == "nmod:poss" or p.resolved_by == "agent" or _told_before(link, c))
    return ()


def _by_city(link: Link, c: int) -> Participant | None:
    """The state that a city's or province's name in front or after "of" tells: "the Lagos governor", "the residents of Goma"."""
    parse, scene = link.parse, link.scene
    run = proper_run(link, c)
    misleading = parse.words[c] in scene.words["given_name_place"] | scene.words["name_with_article"] or (
        c in link.agents
        and not parse.cases[c]  # "Police Commissioner"
        or parse.deps[c] == "compound"
        and scene.gazetteer.is_word(run)  # "Coast Guard"
    )
    city = None if misleading else scene.gazetteer.best(run)
    if (
        city
        and city.country
        and (parse.cases[c] != "of" or city.kind == "admin1" or city.population >= LARGE)  # "the residents of Goma"
        and not scene.gazetteer.is_chance(parse.words[c], city)
    ):
        return Participant(city.name, parse.starts[c], parse.ends[c], None, city.name, city.country, "GOV")
    return None


def _told_before(link: Link, c: int) -> bool:
    """Whether whose a body is was told earlier: "members of Parliament" after "the Parliament of Iraq"."""
    return link.agents[c][0].kind != "person" and link.parse.lemmas[c] in link.scene.memory.agents


def _part_of_name(link: Link, c: int) -> bool:
    """Whether a compound begins a proper name that no table has."""
    parse, head = link.parse, link.parse.heads[c]
    if parse.deps[c] != "compound" or head <= c or head in link.agents or head in link.names:
        return False
    return all(parse.tags[t].startswith("NNP") and t not in link.agents and t not in link.names for t in range(c + 1, head + 1))


def titled(link: Link, i: int, person: Participant) -> Participant:
    """A person whom the tables cannot place takes sector and side from the title before the name."""
    told = from_title(link, i, person)
    if told is None or not person.code or person.code == UNKNOWN:
        return told or person
    if person.sector != "ELI":
        return person
    first = link.names[i].first
    before = [w.lower() for w in link.parse.words[max(0, first - LONGEST_TITLE - 1) : first]]
    title, _ = title_before(link.scene, before)
    known = link.scene.actors.people.get(person.id or "")
    if known and title and "then" in before:  # in the office held at the time of the act
        held = [o for o in known.offices if o.office in link.scene.actors.titles[title] and not o.code.startswith("igo:")]
        return replace(person, code=held[0].code, sector=held[0].sector) if held else person
    sides = [p.code for p in sides_before(link, i) if p.code != UNKNOWN]
    code = sides[0] if sides and known and any(o.code == sides[0] for o in known.offices) else person.code
    in_office = title and title not in link.scene.words["courtesy"] and told.sector != "ELI"
    return replace(person, code=code, sector=told.sector if in_office or told.sector in OUT_OF_OFFICE else "ELI")
