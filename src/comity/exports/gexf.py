"""The graph of acts as dynamic GEXF 1.3: each edge stands on the graph's time line for the days its act can have taken."""

from collections.abc import Iterable, Iterator, Mapping

from comity.core.trace import Coding
from comity.exports.graphml import EDGE_KEYS, NODE_KEYS, attribute, edge_cells, node_cells
from comity.exports.network import Edge, build_graph


def write_gexf(codings: Iterable[Coding]) -> Iterator[str]:
    """The lines of one GEXF document. An open end of a date stays open; edges of one pair differ in `kind`, the type of the act."""
    graph = build_graph(codings)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://gexf.net/1.3" version="1.3">\n'
    yield '  <graph mode="dynamic" defaultedgetype="directed" timeformat="date" timerepresentation="interval">\n'
    yield from _declared("node", NODE_KEYS)
    yield from _declared("edge", EDGE_KEYS)
    yield "    <nodes>\n"
    for node in graph.nodes:
        yield f"      <node id={attribute(node.id)} label={attribute(node.label)}>{_values(NODE_KEYS, node_cells(node))}</node>\n"
    yield "    </nodes>\n    <edges>\n"
    for edge in graph.edges:
        ends = f"source={attribute(edge.source)} target={attribute(edge.target)} kind={attribute(edge.entry.claim.event_type)}"
        yield f'      <edge id={attribute(edge.id)} {ends} weight="1"{_spell(edge)}>{_values(EDGE_KEYS, edge_cells(edge))}</edge>\n'
    yield "    </edges>\n  </graph>\n</gexf>\n"


def _declared(owner: str, keys: Mapping[str, str]) -> Iterator[str]:
    yield f'    <attributes class="{owner}" mode="static">\n'
    for number, (name, kind) in enumerate(keys.items()):
        yield f'      <attribute id="{number}" title="{name}" type="{"integer" if kind == "int" else kind}"/>\n'
    yield "    </attributes>\n"


def _values(keys: Mapping[str, str], cells: Mapping[str, object]) -> str:
    numbers = {name: n for n, name in enumerate(keys)}
    return "<attvalues>" + "".join(f'<attvalue for="{numbers[k]}" value={attribute(v)}/>' for k, v in cells.items()) + "</attvalues>"


def _spell(edge: Edge) -> str:
    date = edge.entry.claim.date
    return "".join(f' {name}="{day}"' for name, day in (("start", date.start), ("end", date.end)) if day)
