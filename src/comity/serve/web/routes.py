"""Which screen stands at which address."""

from comity.serve.web.answers import Screen
from comity.serve.web.screens import (
    actors,
    codebook,
    documents,
    dyads,
    events,
    explore,
    jump,
    lasting,
    network,
    quality,
    search,
    standing,
    start,
    tables,
)

SCREENS: tuple[tuple[str, Screen], ...] = (
    ("/", start.start),
    ("/sample", start.sample_reading),
    ("/documents", documents.documents),
    ("/documents/{id}", documents.document),
    ("/documents/{id}/why/{sentence}", documents.why),
    ("/events/{id}", events.event),
    ("/explore", explore.explore),
    ("/dyads/{a}/{b}", dyads.dyad),
    ("/dyads/{a}/{b}/promises", dyads.promises),
    ("/dyads/{a}/{b}/standing", standing.standing),
    ("/dyads/{a}/{b}/ties", lasting.ties),
    ("/dyads/{a}/{b}/press", lasting.press),
    ("/dyads/{a}/{b}/thirds", lasting.thirds),
    ("/actors/{code}", actors.actor),
    ("/network", network.network),
    ("/search", search.search),
    ("/jump", jump.jump),
    ("/sources", tables.sources),
    ("/runs", tables.runs),
    ("/failures", tables.failures),
    ("/quality", quality.quality),
    ("/codebook", codebook.codebook),
)
