"""Many documents, in one process or several, with the same result."""

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from functools import cache
from itertools import islice
from multiprocessing import get_context, parent_process
from threading import Thread

from comity.config import Settings
from comity.core.text import Document
from comity.core.trace import Coding
from comity.errors import SettingsError
from comity.pipeline import Engine, code_document, load_engine

CHUNK = 4
AHEAD = 3  # chunks a worker that wait for it or for the reader


def code_many(documents: Iterable[Document], engine: Engine, workers: int = 1) -> Iterator[Coding]:
    """The codings of documents in their order. Raises SettingsError for fewer workers than one."""
    if workers < 1:
        raise SettingsError(f"workers is {workers}; expected 1 or more.")
    if workers == 1:
        return (code_document(d, engine) for d in documents)
    return _in_processes(documents, engine.settings, workers)


def _in_processes(documents: Iterable[Document], settings: Settings, workers: int) -> Iterator[Coding]:
    """Only a few chunks are handed out ahead of the reader, so that an endless input needs no more memory than a short one."""
    source = iter(documents)
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=end_with_parent) as pool:
        waiting: deque[Future[list[Coding]]] = deque()
        while chunk := list(islice(source, CHUNK)):
            waiting.append(pool.submit(code_chunk, chunk, settings))
            if len(waiting) > AHEAD * workers:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


def end_with_parent() -> None:
    """A worker whose parent was killed ends, too; its queue alone would keep it waiting for ever."""
    Thread(target=_wait_for_parent, daemon=True).start()


def _wait_for_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def code_chunk(documents: list[Document], settings: Settings) -> list[Coding]:
    """The codings of some documents, by the engine of this process."""
    return [code_document(d, _engine(settings)) for d in documents]


@cache
def _engine(settings: Settings) -> Engine:
    """The engine of a worker process, loaded once."""
    return load_engine(settings)
