"""Who did what to whom as a graph: entities and the acts between them, of what happened or is going on."""

from collections.abc import Iterable
from dataclasses import dataclass

from comity.core.actor import UNKNOWN, Participant
from comity.core.trace import Coding
from comity.exports.entries import Entry, directed_pairs, done_claims


@dataclass(frozen=True, slots=True)
class Node:
    """One side: a state's sector ("FRA GOV"), or an entity with an id of its own ("igo:NATO")."""

    id: str
    label: str
    code: str
    sector: str


@dataclass(frozen=True, slots=True)
class Edge:
    """One act of one side towards another; `group` is the claim, so that the pairs of one mutual or compound act stay together."""

    id: str
    source: str
    target: str
    entry: Entry


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes by id, edges in the order of the claims."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def build_graph(codings: Iterable[Coding]) -> Graph:
    """The graph of the acts that have both sides, each known at least by code or name."""
    nodes: dict[str, Node] = {}
    edges = []
    for entry in done_claims(codings):
        for number, (actor, recipient) in enumerate(directed_pairs(entry.claim)):
            if actor is not None and recipient is not None:
                source, target = _node(actor), _node(recipient)
                nodes |= {source.id: source, target.id: target}
                edges.append(Edge(f"{entry.claim.id}-{number}", source.id, target.id, entry))
    return Graph(tuple(nodes[k] for k in sorted(nodes)), tuple(edges))


def _node(person: Participant) -> Node:
    if person.code == UNKNOWN or (person.id and not person.id.startswith(("state:", "person:"))):
        name = " ".join((person.name or person.text).split())
        return Node(person.id or name, name, person.code, person.sector)
    return Node(f"{person.code} {person.sector}", f"{person.code} {person.sector}", person.code, person.sector)
