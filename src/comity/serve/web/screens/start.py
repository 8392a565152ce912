"""The first page: a box for an article, a sample that is read already, questions to the record, and how the record stands."""

from dataclasses import dataclass

from fastapi import Request

from comity.coder import make_document
from comity.config import DATA
from comity.core.text import Document, digest
from comity.core.trace import Coding
from comity.readers import read_path
from comity.record.overview import Overview
from comity.serve.web.answers import View
from comity.serve.web.asking import AsOf, address
from comity.serve.web.reading import reading
from comity.serve.web.shelf import Shelf
from comity.serve.web.words import day, name_of

SAMPLE = DATA / "sample/lavrov-in-beijing.md"


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of the record's state and where its rows are."""

    name: str
    value: str
    address: str


def start(request: Request, as_of: AsOf = None) -> View:
    """How the record stands, three questions to it, and a box for an article of your own."""
    shelf: Shelf = request.app.state.shelf
    query = shelf.record.query(as_of=as_of)
    counted = shelf.counted(query)
    figures = status(shelf, counted, query.as_of)
    asked = questions(shelf, counted)
    return View(
        "Comity", "start.html", {"status": [{"name": f.name, "value": f.value, "url": f.address} for f in figures], "questions": asked},
        ("name", "value", "url"), [(f.name, f.value, f.address) for f in figures],
        {"figures": figures, "questions": asked, "counted": counted, "sample": sample_text(), "sample_date": sample_document().published, "record": digest(str(shelf.record.path.resolve())),
         "version": shelf.record.version},
    )  # fmt: skip


def sample_reading(request: Request) -> View:
    """The reading of the sample text that stands in the box."""
    shelf: Shelf = request.app.state.shelf
    coding: Coding = shelf.kept("sample", lambda: shelf.code(sample_document()))
    return View("The sample", "try.html", {"claims": len(coding.claims)}, ("claims",), [(len(coding.claims),)], reading(coding))


def sample_document() -> Document:
    """The first paragraph of the bundled sample, without the lines about the file above it."""
    whole = read_path(SAMPLE)[0]
    begin = max((span.end for span in whole.boilerplate if not whole.text[: span.start].strip()), default=0)
    return make_document(whole.text[begin:].strip().split("\n\n")[0], whole.published)


def sample_text() -> str:
    """What stands in the box."""
    return sample_document().text


def status(shelf: Shelf, counted: Overview, as_of: str | int | None) -> list[Figure]:
    """The numbers of the record, each with the address of its rows."""
    state = shelf.state(as_of)
    past = {"as_of": f"v{as_of}" if isinstance(as_of, int) else as_of}
    return [
        Figure("articles", f"{state.articles:,}", address("/documents", past)),
        Figure("claims", f"{counted.of:,}", address("/explore", past)),
        Figure("events", f"{state.events:,}" if state.events is not None else "being worked out", address("/explore", {"level": "event"})),
        Figure("sources", f"{state.publishers:,}", address("/sources", past)),
        Figure("with evidence", f"{state.proved:.0%}" if counted.of else "no data", address("/explore", past)),
        Figure("with an actor nobody knows", f"{state.unresolved:,}", address("/explore", past, actor="---")),
        Figure("inputs that failed", f"{state.failures:,}", "/failures"),
        Figure("last added", day(state.last_added) or "never", "/runs"),
    ]


def questions(shelf: Shelf, counted: Overview) -> list[dict[str, str]]:
    """Three questions that the record can answer, from what it holds most of."""
    found = []
    pair = shelf.kept("busiest", shelf.record.busiest_pair)
    if pair:
        one, two = pair
        found.append(
            {"text": f"How did {name_of(one)} and {name_of(two)} act toward each other?", "url": address(f"/dyads/{one}/{two}", {})}
        )
    if counted.moments:
        busiest = max(counted.moments, key=lambda m: (sum(m.quads), m.time))
        found.append(
            {"text": f"Who started what in {day(busiest.time)}?", "url": address("/explore", {"date": busiest.time, "order": "date"})}
        )
    if dict(counted.facets["status"]).get("planned"):
        found.append({"text": "What was announced, and not yet reported as done?", "url": address("/explore", {"status": "planned"})})
    return found
