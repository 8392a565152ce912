"""What a screen gives, and how it is sent: a page, JSON or CSV, each at the same address with its ending."""

import csv
import gzip
import inspect
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from fastapi import FastAPI, Request
from fastapi.params import Depends, Path
from starlette.responses import JSONResponse, Response, StreamingResponse

from comity.config import VERSION
from comity.core.text import digest
from comity.core.wire import as_plain
from comity.errors import ComityError
from comity.serve.web.guard import problem
from comity.serve.web.pages import render
from comity.serve.web.shelf import Shelf

FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would run
FORMATS = (".json", ".csv", "")  # endings first, so that none is taken for part of an id
PACKED = 1000  # bytes from which an answer is packed, once for all who ask the same


class NotFoundError(ComityError):
    """There is nothing at this address."""


@dataclass(frozen=True, slots=True)
class View:
    """What a screen shows. `data` is the answer as JSON; `columns` and `rows` the same as a table; `shown` what only the page needs.

    `data` may be a function, for answers that cost much to write and that a page does not show; `rows` too, for tables that are too long to hold.
    """

    title: str
    template: str
    data: object
    columns: Sequence[str]
    rows: Iterable[Sequence[object]] | Callable[[], Iterator[Sequence[object]]]
    shown: Mapping[str, Any] = field(default_factory=dict)
    next_url: str | None = None
    about: Mapping[str, Any] = field(default_factory=dict)


Screen = Callable[..., View]
ERRORS = {
    "type": "object", "required": ["error"],
    "properties": {"error": {"type": "object", "required": ["status", "code", "message"], "properties": {
        "status": {"type": "integer"}, "code": {"type": "string"}, "message": {"type": "string"}}}},
}  # fmt: skip
ANSWER = {
    "type": "object", "required": ["data", "next_url", "version"],
    "properties": {"data": {}, "next_url": {"type": ["string", "null"]}, "version": {"type": "integer"}},
}  # fmt: skip
REFUSALS: dict[int | str, dict[str, Any]] = {
    status: {"description": told, "content": {"application/json": {"schema": ERRORS}}}
    for status, told in (
        (400, "A value that is not allowed"), (404, "Nothing there"), (422, "A parameter of the wrong kind"),
        (503, "The record cannot be read, or others are being served"), (504, "It took too long"),
    )
}  # fmt: skip


def add_screen(app: FastAPI, path: str, screen: Screen) -> None:
    """Serve a screen at a path as a page, at path.json and at path.csv. What its function takes are the parameters."""
    name = screen.__name__.strip("_")
    for ending in FORMATS:
        at = ("/index" if path == "/" else path) + ending if ending else path
        kind = {".json": "application/json", ".csv": "text/csv"}.get(ending, "text/html")
        answers: dict[int | str, dict[str, Any]] = {
            200: {"description": screen.__doc__, "content": {kind: {"schema": ANSWER if ending == ".json" else {"type": "string"}}}},
            304: {"description": "Unchanged since the ETag that was sent"},
            **REFUSALS,
        }
        app.add_api_route(
            at, _endpoint(screen, ending), methods=["GET"], name=f"{name}{ending}", operation_id=f"{name}{ending.replace('.', '_')}",
            include_in_schema=bool(ending), response_class=Response, responses=answers, summary=screen.__doc__, tags=[ending.strip(".")] if ending else None,
        )  # fmt: skip


def _endpoint(screen: Screen, ending: str) -> Callable[..., Response]:
    known = asked_names(screen)

    def answer(request: Request, **given: object) -> Response:
        refuse_unknown(request, known)
        shelf: Shelf = request.app.state.shelf
        tag = etag(request, shelf)
        if tag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers={"etag": tag})
        headers = {"etag": tag, "cache-control": "no-cache"}
        if ending == ".csv":
            return csv_answer(screen(request, **given), headers)
        key = (request.url.path, str(request.url.query), ending, shelf.trouble)
        view = partial(screen, request, **given)
        body = shelf.kept(key, lambda: _json(shelf, view()) if ending else _page(request, shelf, view(), "as_of" in known))
        if len(body) > PACKED and "gzip" in request.headers.get("accept-encoding", ""):
            body = shelf.kept((*key, "gzip"), lambda: gzip.compress(body, 5, mtime=0))
            headers |= {"content-encoding": "gzip", "vary": "accept-encoding"}
        return Response(body, media_type="application/json" if ending else "text/html", headers=headers)

    answer.__signature__ = inspect.signature(screen)  # type: ignore[attr-defined]
    answer.__name__ = screen.__name__
    answer.__doc__ = screen.__doc__
    return answer


def asked_names(screen: Callable[..., object]) -> frozenset[str]:
    """The parameters that a screen takes from the query of an address."""
    names: set[str] = set()
    for name, parameter in inspect.signature(screen).parameters.items():
        marks = getattr(parameter.annotation, "__metadata__", ())
        depends = next((m.dependency for m in marks if isinstance(m, Depends) and m.dependency), None)
        if depends is not None:
            names |= asked_names(depends)
        elif parameter.annotation is not Request and not any(isinstance(m, Path) for m in marks):
            names.add(name)
    return frozenset(names)


def refuse_unknown(request: Request, known: frozenset[str]) -> None:
    """A parameter that no page of this address takes is a mistake, and told as one. Raises NotAskedError."""
    unknown = sorted(set(request.query_params) - known)
    if unknown:
        told = ", ".join(sorted(known)) or "none"
        raise NotAskedError(f"{unknown[0]!r} is no parameter of {request.url.path}; expected {told}.")


class NotAskedError(ComityError):
    """An address has a parameter that means nothing there."""


def etag(request: Request, shelf: Shelf) -> str:
    """What stays the same for as long as the answer does."""
    return f'"{digest(VERSION, request.url.path, request.url.query, *shelf.seen, str(shelf.generation), str(shelf.pages), shelf.trouble)}"'


def _json(shelf: Shelf, view: View) -> bytes:
    data = view.data() if callable(view.data) else view.data
    told = {"data": as_plain(data), "next_url": view.next_url, "version": shelf.record.version, **as_plain(dict(view.about))}
    return json.dumps(told, ensure_ascii=False, allow_nan=False, default=str).encode("utf-8", "replace")


def _page(request: Request, shelf: Shelf, view: View, past: bool) -> bytes:
    return render(request, shelf, view.template, past=past, title=view.title, next_url=view.next_url, **view.shown).encode(
        "utf-8", "replace"
    )


def csv_answer(view: View, headers: Mapping[str, str]) -> Response:
    """A table that is sent while it is made, so that its length costs no memory."""
    rows = view.rows() if callable(view.rows) else view.rows
    return StreamingResponse(_csv(view.columns, rows), media_type="text/csv; charset=utf-8", headers=dict(headers))


def _csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[bytes]:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    for n, row in enumerate(rows):
        writer.writerow([_cell(v) for v in row])
        if n % 500 == 499:
            yield _taken(out)
    yield _taken(out)


def _cell(value: object) -> object:
    """A value that no spreadsheet takes for a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def _taken(out: io.StringIO) -> bytes:
    text = out.getvalue()
    out.seek(0)
    out.truncate()
    return text.encode("utf-8", "replace")


def wants_page(request: Request) -> bool:
    """Whether an error should be a page: for addresses without an ending that a browser opens."""
    return not request.url.path.endswith((".json", ".csv")) and "text/html" in request.headers.get("accept", "")


def failed(request: Request, status: int, code: str, message: str) -> Response:
    """An error in its one shape, or as a page that says what to do."""
    headers = {"retry-after": "5"} if status == 503 else None
    if wants_page(request):
        shelf: Shelf = request.app.state.shelf
        body = render(request, shelf, "error.html", title=f"{status}", status=status, code=code, message=message)
        return Response(body, status, headers, media_type="text/html")
    return JSONResponse(problem(status, code, message), status, headers)
