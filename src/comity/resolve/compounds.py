"""Words in front of a noun: those that name who acts ("the police shooting"), and those that only name a currency ("US dollars")."""

from collections.abc import Mapping

from comity.core.actor import Participant
from comity.core.parse import Parse
from comity.resolve.agents import agent_at
from comity.resolve.scene import Link

DOING = frozenset({"COP", "MIL", "REB", "UAF", "PRM", "OPP", "CVL", "LAB", "EDU", "REL", "REF", "CRM", "SPY"})
RULING = frozenset({"government", "regime"})


def in_compound(link: Link, i: int) -> tuple[Participant, ...]:
    """Who acts or is acted upon by the generic agent before a common noun: "a rebel attack", "student protests", "the army base"."""
    parse, head = link.parse, link.parse.heads[i]
    if parse.deps[i] != "compound" or i not in link.agents or link.agents[i][0].weak:
        return ()
    if link.agents[i][0].sector not in DOING and parse.lemmas[i] not in RULING or parse.lemmas[i] == "military":
        return ()
    if parse.lemmas[head] in link.scene.words["accord"]:
        return ()  # "a military intelligence pact"
    if any(c in link.names for c in parse.children[head] if c < i):
        return ()  # "Turkish army deployments" are told by the adjective
    if not parse.tags[head].startswith("NN") or parse.tags[head].startswith("NNP") or head in link.agents or head in link.names:
        return ()
    found = agent_at(link, i)
    if found:
        link.scene.memory.agents.setdefault(parse.lemmas[i], found[0])
    return found


def in_currency(parse: Parse, i: int, words: Mapping[str, frozenset[str]]) -> bool:
    """Whether a name only tells which money is meant: "nine billion US dollars"."""
    if parse.deps[i] not in ("compound", "amod", "nmod"):
        return False
    return parse.heads[i] > i and parse.lemmas[parse.heads[i]].lower() in words["currency"]
