"""Many documents, in one process or several, with the same result."""

from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context

from comity.config import Settings
from comity.core.text import Document
from comity.core.trace import Coding
from comity.errors import SettingsError
from comity.pipeline import Engine, code_document, load_engine

CHUNK = 4


def code_many(documents: Iterable[Document], engine: Engine, workers: int = 1) -> Iterator[Coding]:
    """The codings of documents in their order. Raises SettingsError for fewer workers than one."""
    if workers < 1:
        raise SettingsError(f"workers is {workers}; expected 1 or more.")
    if workers == 1:
        return (code_document(d, engine) for d in documents)
    return _in_processes(documents, engine.settings, workers)


def _in_processes(documents: Iterable[Document], settings: Settings, workers: int) -> Iterator[Coding]:
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        yield from pool.map(_code_one, ((d, settings) for d in documents), chunksize=CHUNK)


def _code_one(job: tuple[Document, Settings]) -> Coding:
    document, settings = job
    return code_document(document, _engine(settings))


@cache
def _engine(settings: Settings) -> Engine:
    """The engine of a worker process, loaded once."""
    return load_engine(settings)
