"""The network as GraphML and GEXF, at its page's address with the ending of the format."""

from collections.abc import Callable, Iterator

from fastapi import FastAPI, Request
from starlette.responses import Response

from comity.exports.ties_graph import ties_gexf, ties_graphml
from comity.relate.blocs import Partition
from comity.relate.network import Network
from comity.serve.web.answers import REFUSALS, asked_names, refuse_unknown
from comity.serve.web.asking import AsOf, Scheme
from comity.serve.web.screens.network import Counted, Day, Quads, Window
from comity.serve.web.shelf import Shelf

Writer = Callable[[Network, Partition | None], Iterator[str]]
WRITERS: tuple[tuple[str, Writer], ...] = (("graphml", ties_graphml), ("gexf", ties_gexf))
XML = "application/xml"


def add_graphs(app: FastAPI) -> None:
    """Serve the network in each graph format; blocs are among the nodes' values when they have been worked out."""
    for ending, write in WRITERS:
        app.add_api_route(
            f"/network.{ending}", _endpoint(ending, write), methods=["GET"], name=f"network.{ending}", operation_id=f"network_{ending}",
            response_class=Response, summary=f"The ties of a day as {ending}.", tags=[ending],
            responses={200: {"description": "A graph file", "content": {XML: {"schema": {"type": "string"}}}}, **REFUSALS},
        )  # fmt: skip


def _endpoint(ending: str, write: Writer) -> Callable[..., Response]:
    def graph(
        request: Request, date: Day = None, window: Window = None, level: Counted = None, quad: Quads = None, scheme: Scheme = None, as_of: AsOf = None
    ) -> Response:  # fmt: skip
        refuse_unknown(request, asked_names(graph))
        shelf: Shelf = request.app.state.shelf
        found = shelf.network(date, window, shelf.record.query(as_of=as_of, level=level, quad=quad, scheme=scheme))
        divided = shelf.divided(found) if len(found.parties) >= found.rules["blocs"]["least"] else None
        name = f'attachment; filename="network-{found.date}.{ending}"'
        return Response("".join(write(found, divided.best if divided else None)), media_type=XML, headers={"content-disposition": name})

    return graph
