"""The network of a date as GraphML or GEXF, which networkx, igraph, Gephi and yEd read: an edge a tie, with sign and weight."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from xml.sax.saxutils import escape

from comity.exports.graphml import attribute
from comity.relate.blocs import Partition
from comity.relate.network import Network

NODES = MappingProxyType({"label": "string", "bloc": "int", "stability": "double"})
EDGES = MappingProxyType({
    "weight": "double", "sign": "int", "balance": "double", "cooperation": "double", "conflict": "double", "n": "int",
    "n_cooperation": "int", "n_conflict": "int", "last_day": "string",
})  # fmt: skip
Cells = Mapping[str, object]


def ties_graphml(network: Network, partition: Partition | None) -> Iterator[str]:
    """The lines of one GraphML document; blocs are left out where there are none."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    for owner, keys in (("node", NODES), ("edge", EDGES)):
        for name, kind in keys.items():
            yield f'  <key id="{owner}_{name}" for="{owner}" attr.name="{name}" attr.type="{kind}"/>\n'
    yield '  <graph edgedefault="undirected">\n'
    for id, cells in _nodes(network, partition):
        yield f"    <node id={attribute(id)}>{_data('node', cells)}</node>\n"
    for one, two, cells in _edges(network):
        yield f"    <edge source={attribute(one)} target={attribute(two)}>{_data('edge', cells)}</edge>\n"
    yield "  </graph>\n</graphml>\n"


def ties_gexf(network: Network, partition: Partition | None) -> Iterator[str]:
    """The lines of one GEXF 1.3 document."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://gexf.net/1.3" version="1.3">\n'
    yield '  <graph mode="static" defaultedgetype="undirected">\n'
    for owner, keys in (("node", NODES), ("edge", EDGES)):
        yield f'    <attributes class="{owner}">\n'
        for number, (name, kind) in enumerate(keys.items()):
            yield f'      <attribute id="{number}" title="{name}" type="{"integer" if kind == "int" else kind}"/>\n'
        yield "    </attributes>\n"
    yield "    <nodes>\n"
    for id, cells in _nodes(network, partition):
        yield f"      <node id={attribute(id)} label={attribute(id)}>{_values(NODES, cells)}</node>\n"
    yield "    </nodes>\n    <edges>\n"
    for number, (one, two, cells) in enumerate(_edges(network)):
        ends = f'id="{number}" source={attribute(one)} target={attribute(two)} weight="{cells["weight"]}"'
        yield f"      <edge {ends}>{_values(EDGES, cells)}</edge>\n"
    yield "    </edges>\n  </graph>\n</gexf>\n"


def _nodes(network: Network, partition: Partition | None) -> Iterator[tuple[str, Cells]]:
    placed = {m.party: m for m in partition.members} if partition else {}
    for party in network.parties:
        member = placed.get(party)
        yield party, {"label": party} | ({"bloc": member.bloc, "stability": member.stability} if member else {})


def _edges(network: Network) -> Iterator[tuple[str, str, Cells]]:
    for tie in network.ties:
        yield tie.one, tie.two, {name: getattr(tie, name) for name in EDGES}


def _data(owner: str, cells: Cells) -> str:
    return "".join(f'<data key="{owner}_{k}">{escape(str(v))}</data>' for k, v in cells.items())


def _values(keys: Mapping[str, str], cells: Cells) -> str:
    numbers = {name: n for n, name in enumerate(keys)}
    return "<attvalues>" + "".join(f'<attvalue for="{numbers[k]}" value={attribute(v)}/>' for k, v in cells.items()) + "</attvalues>"
