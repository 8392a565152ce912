"""The graph of acts as GraphML, which networkx, igraph, Gephi and yEd read: a directed multigraph with the act on each edge."""

from collections.abc import Iterable, Iterator
from types import MappingProxyType
from xml.sax.saxutils import escape, quoteattr

from comity.core.trace import Coding
from comity.exports.network import Edge, Node, build_graph

NODE_KEYS = MappingProxyType({"label": "string", "code": "string", "sector": "string"})
EDGE_KEYS = MappingProxyType({
    "claim": "string", "type": "string", "mode": "string", "quad": "int", "event_scale": "double", "goldstein": "double", "status": "string",
    "date_start": "string", "date_end": "string", "date_precision": "string", "published": "string",
})  # fmt: skip


def write_graphml(codings: Iterable[Coding]) -> Iterator[str]:
    """The lines of one GraphML document."""
    graph = build_graph(codings)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    for owner, keys in (("node", NODE_KEYS), ("edge", EDGE_KEYS)):
        for name, kind in keys.items():
            yield f'  <key id="{owner}_{name}" for="{owner}" attr.name="{name}" attr.type="{kind}"/>\n'
    yield '  <graph edgedefault="directed">\n'
    for node in graph.nodes:
        yield f"    <node id={attribute(node.id)}>{_data('node', node_cells(node))}</node>\n"
    for edge in graph.edges:
        ends = f"source={attribute(edge.source)} target={attribute(edge.target)}"
        yield f"    <edge id={attribute(edge.id)} {ends}>{_data('edge', edge_cells(edge))}</edge>\n"
    yield "  </graph>\n</graphml>\n"


def node_cells(node: Node) -> dict[str, object]:
    """The values of NODE_KEYS."""
    return {"label": node.label, "code": node.code, "sector": node.sector}


def edge_cells(edge: Edge) -> dict[str, object]:
    """The values of EDGE_KEYS that are known."""
    claim = edge.entry.claim
    cells = {
        "claim": claim.id, "type": claim.event_type, "mode": claim.mode, "quad": claim.quad, "event_scale": claim.event_scale,
        "goldstein": claim.goldstein, "status": claim.status, "date_start": claim.date.start, "date_end": claim.date.end,
        "date_precision": claim.date.precision, "published": edge.entry.document.published,
    }  # fmt: skip
    return {k: v for k, v in cells.items() if v is not None}


def attribute(value: object) -> str:
    """A quoted XML attribute, without the control characters that XML forbids."""
    return quoteattr(allowed(value))


def allowed(value: object) -> str:
    """Text without what no XML document may contain."""
    return "".join(c for c in str(value) if c in "\t\n\r" or (" " <= c <= "\ud7ff") or ("\ue000" <= c <= "\ufffd") or c >= "\U00010000")


def _data(owner: str, cells: dict[str, object]) -> str:
    return "".join(f'<data key="{owner}_{k}">{escape(allowed(v))}</data>' for k, v in cells.items())
