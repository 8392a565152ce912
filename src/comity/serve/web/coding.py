"""POST /api/code and the box on the first page: a text of the user's own, coded and shown; nothing of it is kept."""

from collections.abc import Mapping
from typing import Annotated
from urllib.parse import parse_qs

from fastapi import Body, Depends, FastAPI, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import JSONResponse, Response

from comity.coder import make_document
from comity.core.trace import Coding
from comity.core.wire import as_plain
from comity.errors import SettingsError
from comity.serve.web.answers import REFUSALS
from comity.serve.web.pages import render
from comity.serve.web.reading import reading
from comity.serve.web.shelf import Shelf

LONGEST_TEXT = 100_000


class Text(BaseModel):
    """What is to be coded."""

    model_config = ConfigDict(extra="forbid", strict=True)

    text: Annotated[str, Field(min_length=1, max_length=LONGEST_TEXT, description="The article, as plain text.")]
    published: Annotated[str | None, Field(max_length=40, description="Its publication date: year-month-day.")] = None
    title: Annotated[str | None, Field(max_length=1000)] = None
    url: Annotated[str | None, Field(max_length=2000)] = None


def coded(shelf: Shelf, text: str, published: str | None = None, title: str | None = None, url: str | None = None) -> Coding:
    """The coding of a text that is not kept. Raises SettingsError for a date that is none or a text that is no text."""
    if "\x00" in text or any("\ud800" <= c <= "\udfff" for c in text):
        raise SettingsError("The text holds characters that no text has (NUL or half of a pair); expected plain text.")
    return shelf.code(make_document(text, published or None, title or None, url or None))


def add_coding(app: FastAPI) -> None:
    """Serve the two ways of giving a text."""

    @app.post("/api/code", responses={200: {"description": "Document, sentences, claims and rejections"}, **REFUSALS}, tags=["json"])
    def api_code(request: Request, given: Annotated[Text, Body()]) -> Response:
        """Code a text: its claims with their evidence, and why other sentences gave none. Nothing is kept."""
        coding = coded(request.app.state.shelf, given.text, given.published, given.title, given.url)
        shape = {n: as_plain(getattr(coding, n)) for n in ("document", "sentences", "claims", "rejections")}
        return JSONResponse({"data": shape})

    @app.post("/try", include_in_schema=False)
    def pasted(request: Request, fields: Annotated[Mapping[str, str], Depends(form_fields)]) -> Response:
        """The reading of a text from the box, as a page."""
        text = fields.get("text", "").replace("\r\n", "\n").strip()
        if not text or len(text) > LONGEST_TEXT:
            raise SettingsError(f"The box holds {len(text)} characters; expected a text of 1 to {LONGEST_TEXT}.")
        shelf: Shelf = request.app.state.shelf
        coding = coded(shelf, text, fields.get("published", "").strip())
        return Response(render(request, shelf, "try.html", title="Your text", **reading(coding)), media_type="text/html")


async def form_fields(request: Request) -> Mapping[str, str]:
    """The fields of a form, the first value of each."""
    body = (await request.body()).decode("utf-8", "replace")
    return {name: values[0] for name, values in parse_qs(body, max_num_fields=10).items()}
