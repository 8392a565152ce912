"""The command `serve`: the record in a browser and over HTTP."""

import ipaddress
import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import socket
from tempfile import TemporaryDirectory
from typing import Annotated

import typer
import uvicorn

from comity.config import DATA, Settings
from comity.errors import SettingsError
from comity.record.lake import check_there
from comity.record.record import Record
from comity.serve.console import say
from comity.serve.web.app import CODING_SECONDS, create_app
from comity.serve.web.guard import LOCAL, Rules

serve_app = typer.Typer()
PORT = 8765
SHORTEST_TOKEN = 16
AT_ONCE = 300  # connections
QUIET = 5  # seconds that an idle connection is kept
ASKING = 20.0  # seconds within which a request must have arrived


@serve_app.command()
def serve(
    folder: Annotated[
        str | None,
        typer.Argument(
            help="The folder of the record, or its address (s3://…); without it, the bundled sample articles.", show_default=False
        ),
    ] = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port to listen on; 0 takes a free one.")] = PORT,
    host: Annotated[str, typer.Option(help="The address to listen on; any but this machine's own needs --token-file.")] = "127.0.0.1",
    token_file: Annotated[Path | None, typer.Option(help="A file with the token that guests must bring: 16 characters or more.")] = None,
    no_model: Annotated[bool, typer.Option("--no-model", help="Code pasted texts with patterns alone.")] = False,
) -> None:
    """Show a record in the browser and over HTTP. It is only read; what other processes add shows within seconds."""
    rules = served_to(host, token_file)
    settings = Settings(model=not no_model)
    logging.getLogger("comity.serve").addHandler(logging.StreamHandler())
    with _record(folder, settings) as record:
        app = create_app(record, settings, rules, CODING_SECONDS)
        config = uvicorn.Config(
            app, host, port, log_level="warning", access_log=False, server_header=False, limit_concurrency=AT_ONCE, timeout_keep_alive=QUIET,
            timeout_graceful_shutdown=3,
        )  # fmt: skip
        Told(config).run()


class Told(uvicorn.Server):
    """A server that says where it is once it is there, and hangs up on those who never finish asking."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self._silent: dict[object, float] = {}

    async def on_tick(self, counter: int) -> bool:
        now = time.monotonic()
        silent = [c for c in self.server_state.connections if getattr(c, "cycle", None) is None]
        self._silent = {c: self._silent.get(c, now) for c in silent}
        for connection, since in self._silent.items():
            transport = getattr(connection, "transport", None)
            if now - since > ASKING and transport is not None:
                transport.close()
        return await super().on_tick(counter)

    async def startup(self, sockets: list[socket] | None = None) -> None:
        await super().startup(sockets)
        for server in self.servers if self.started else ():
            for listening in server.sockets:
                host, port = listening.getsockname()[:2]
                say(f"Comity is at http://{f'[{host}]' if ':' in host else host}:{port}/ (stop it with Ctrl-C)")


def served_to(host: str, token_file: Path | None) -> Rules:
    """Who is served. Raises SettingsError for an address of other machines without a token, and for a token that is none."""
    token = ""
    if token_file is not None:
        try:
            token = token_file.read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise SettingsError(
                f"{token_file}: cannot be read ({error}). Expected a file with a token of plain letters and digits."
            ) from error
        if len(token) < SHORTEST_TOKEN or not token.replace("-", "").replace("_", "").isalnum():
            raise SettingsError(f"{token_file}: the token is no good; expected {SHORTEST_TOKEN} or more letters, digits, - and _.")
    if not loopback(host) and not token:
        raise SettingsError(
            f"{host} can be reached from other machines; give --token-file with a token that guests must bring, or leave --host out."
        )
    return Rules(frozenset() if token else LOCAL | {host}, token)


def loopback(host: str) -> bool:
    """Whether an address is this machine's own, which no other can reach."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@contextmanager
def _record(folder: str | None, settings: Settings) -> Iterator[str]:
    """The folder or address of the record; for none, one of the bundled sample that lasts as long as the server."""
    if folder is not None:
        check_there(folder)
        yield folder
        return
    with TemporaryDirectory(prefix="comity-sample-") as made:
        say("coding the bundled sample articles …")
        record = str(Path(made) / "record")
        Record(record, settings).add(DATA / "sample")
        yield record
