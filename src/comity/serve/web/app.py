"""The application: which screen stands at which address, and what becomes of errors."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from comity.config import VERSION, Settings
from comity.errors import ComityError, InputError, RecordError, SettingsError
from comity.serve.web.answers import NotAskedError, NotFoundError, add_screen, failed
from comity.serve.web.coding import add_coding
from comity.serve.web.graphs import add_graphs
from comity.serve.web.guard import Guard, Rules
from comity.serve.web.pages import STATIC
from comity.serve.web.routes import SCREENS
from comity.serve.web.shelf import open_shelf
from comity.serve.web.worker import BusyError, LostError, TooSlowError

CODING_SECONDS = 30.0
YEAR = 31_536_000
STATUS: tuple[tuple[type[ComityError], int, str], ...] = (
    (NotFoundError, 404, "not_found"), (NotAskedError, 400, "unknown_parameter"), (SettingsError, 400, "bad_value"), (InputError, 400, "bad_text"),
    (BusyError, 503, "busy"), (TooSlowError, 504, "too_slow"), (LostError, 503, "lost"), (RecordError, 503, "record_trouble"),
)  # fmt: skip


class KeptFiles(StaticFiles):
    """Files of the pages; their address changes with their content, so browsers may keep them."""

    def file_response(self, *args: object, **given: object) -> Response:
        answer: Response = super().file_response(*args, **given)  # type: ignore[arg-type]
        answer.headers["cache-control"] = f"public, max-age={YEAR}, immutable"
        return answer


def create_app(
    where: str | Path, settings: Settings | None = None, rules: Rules | None = None, coding_seconds: float = CODING_SECONDS
) -> FastAPI:
    """The application on the record in a folder or at an address. It only reads. `rules` say who is served: by default this machine alone.

    Raises RecordError, when it starts, where there is no record.
    """

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        with open_shelf(where, settings or Settings(), coding_seconds) as shelf:
            app.state.shelf = shelf
            yield

    app = FastAPI(
        title="Comity", version=VERSION, lifespan=lifespan, docs_url=None, redoc_url=None,
        description="Who did what to whom, when, where, and did it really happen. Every page is also JSON and CSV at the same address.",
    )  # fmt: skip
    for path, screen in SCREENS:
        add_screen(app, path, screen)
    add_coding(app)
    add_graphs(app)
    app.mount("/static", KeptFiles(directory=STATIC), name="static")
    add_errors(app)
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=5)
    app.add_middleware(Guard, rules=rules or Rules())
    return app


def add_errors(app: FastAPI) -> None:
    """Every error has one shape; what nobody foresaw is logged and told without its inside."""

    @app.exception_handler(ComityError)
    def told(request: Request, error: ComityError) -> Response:
        status, code = next(((s, c) for kind, s, c in STATUS if isinstance(error, kind)), (500, "failed"))
        return failed(request, status, code, str(error).partition("\nThe SQL was")[0])

    @app.exception_handler(RequestValidationError)
    def wrong(request: Request, error: RequestValidationError) -> Response:
        first = error.errors()[0]
        return failed(request, 422, "wrong_parameter", f"{first['loc'][-1]}: {first['msg']}.")

    @app.exception_handler(HTTPException)
    def absent(request: Request, error: HTTPException) -> Response:
        if error.status_code == 404:
            return failed(request, 404, "not_found", f"There is nothing at {request.url.path}.")
        return failed(request, error.status_code, "refused", str(error.detail))

    @app.exception_handler(500)
    def unforeseen(request: Request, error: Exception) -> Response:
        return failed(request, 500, "failed", "Something went wrong here that should not; the server's log has it.")
