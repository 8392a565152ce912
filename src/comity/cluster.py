"""Many documents on many machines: the same codings in the same order, by the workers of a dask cluster.

A worker loads its coder once. Work of a worker that is lost is done again by another, so a cluster may shrink and grow while it codes.
"""

import importlib
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from itertools import islice
from threading import Lock
from typing import Any

from comity.config import DATA, Settings
from comity.core.text import Document
from comity.core.trace import Coding
from comity.errors import SettingsError
from comity.runner import AHEAD, CHUNK, code_chunk

LOCAL = "local"
SCHEMES = ("tcp://", "tls://", "ws://", "wss://")
PATIENCE = 20  # seconds for a scheduler to answer
TRIES = 3  # how often the same articles are tried again
_ONE_AT_A_TIME = Lock()  # a worker with several threads codes with one of them: parser and model are made for that


def code_on_cluster(documents: Iterable[Document], settings: Settings, address: str, workers: int) -> Iterator[Coding]:
    """The codings of documents in their order, from the cluster at an address, or from one made here for them (`local`, so many processes).

    Raises SettingsError where `distributed` is not installed, the address is none, nobody answers there or workers die again and again.
    """
    if address != LOCAL and not address.startswith(SCHEMES):
        raise SettingsError(f"cluster is {address!r}; expected 'local' or the address of a scheduler such as tcp://host:8786.")
    distributed = _library()
    with ExitStack() as stack:
        client = stack.enter_context(_client(distributed, address, workers, stack))
        bundled = settings.data == DATA  # then each machine takes its own
        source, waiting = iter(documents), deque[Any]()
        try:
            while chunk := list(islice(source, CHUNK)):
                waiting.append(client.submit(code_here, chunk, settings, bundled, pure=False, retries=TRIES))
                if len(waiting) > AHEAD * max(1, len(client.scheduler_info()["workers"])):
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        except distributed.KilledWorker as error:
            raise SettingsError(
                f"The cluster {address} lost one worker after the other at the same articles ({error}). Give workers more memory (600 MB each), then run again: "
                "what was written stays."
            ) from error


def code_here(documents: list[Document], settings: Settings, bundled: bool) -> list[Coding]:
    """What a worker does; its coder stays loaded."""
    with _ONE_AT_A_TIME:
        return code_chunk(documents, replace(settings, data=DATA) if bundled else settings)


def _client(distributed: Any, address: str, workers: int, stack: ExitStack) -> Any:
    if address == LOCAL:
        address = stack.enter_context(
            distributed.LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None, worker_dashboard_address=None)
        )
    try:
        return distributed.Client(address, timeout=PATIENCE, set_as_default=False)
    except OSError as error:
        raise SettingsError(
            f"No scheduler answers at {address} within {PATIENCE} seconds ({error}). Start one with 'dask scheduler' and workers with "
            "'dask worker ADDRESS --nthreads 1' where Comity is installed, or take --cluster local."
        ) from error


def _library() -> Any:
    """dask.distributed, an extra that takes a second to load: only whoever asks for a cluster needs it."""
    try:
        return importlib.import_module("distributed")
    except ImportError as error:
        raise SettingsError(
            "A cluster needs the extra 'cluster' (dask.distributed); install it with: pip install 'comity[cluster]'."
        ) from error
