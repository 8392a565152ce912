"""A process beside the server that does what takes long, coding and finding blocs, and is ended when it takes too long."""

import multiprocessing
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from threading import Lock
from typing import Any

from comity.coder import Coder
from comity.config import Settings
from comity.core.text import Document
from comity.core.trace import Coding
from comity.errors import ComityError

STARTING = 180.0  # seconds that loading may take


class BusyError(ComityError):
    """The worker is at something else; asking again later will do."""


class TooSlowError(ComityError):
    """The work took longer than allowed and was given up."""


class LostError(ComityError):
    """The worker ended in the middle of its work, as when memory ran out."""


@dataclass(slots=True)
class Worker:
    """One process that answers one question at a time. It starts with the first one, and again after it had to be ended.

    `serve` runs in the process: it is given `argument` and its end of a pipe, and says True there once it has loaded what it needs.
    """

    serve: Callable[[Any, Connection], None]
    argument: Any
    lock: Lock = field(default_factory=Lock)
    process: BaseProcess | None = None
    pipe: Connection | None = None

    def ask(self, question: object, seconds: float, patience: float) -> Any:
        """The worker's answer. `patience` are the seconds to wait for others' work to end, `seconds` those that the work may take.

        Raises BusyError, TooSlowError, LostError, or the ComityError that the work ended in.
        """
        if not self.lock.acquire(timeout=patience):
            raise BusyError("The coder is at another text; try again in a few seconds.")
        try:
            answer = self._exchange(question, seconds)
        finally:
            self.lock.release()
        if isinstance(answer, ComityError):
            raise answer
        return answer

    def _exchange(self, question: object, seconds: float) -> Any:
        try:
            pipe = self._started()
            pipe.send(question)
            if not pipe.poll(seconds):
                self.stop()
                raise TooSlowError(f"The work took more than {seconds:g} seconds and was given up; try a shorter text.")
            return pipe.recv()
        except (EOFError, OSError) as error:
            self.stop()
            raise LostError("The coder ended in the middle of the work; try again, or a shorter text.") from error

    def _started(self) -> Connection:
        if self.pipe is not None and self.process is not None and self.process.is_alive():
            return self.pipe
        context = multiprocessing.get_context("spawn")
        pipe, theirs = context.Pipe()  # by names of their own, for another thread may stop the worker meanwhile
        process = context.Process(target=self.serve, args=(self.argument, theirs), daemon=True)
        process.start()
        self.pipe, self.process = pipe, process
        theirs.close()
        if not pipe.poll(STARTING) or pipe.recv() is not True:
            self.stop()
            raise LostError(f"The worker did not start within {STARTING:g} seconds; try again when the machine has less to do.")
        return pipe

    def stop(self) -> None:
        """End the process, whatever it is at."""
        if self.process is not None:
            self.process.kill()
            self.process.join()
        if self.pipe is not None:
            self.pipe.close()
        self.process = self.pipe = None


def code_texts(settings: Settings, pipe: Connection) -> None:
    """Code each document that comes through the pipe, with every parse and losing reading. Ends when the pipe does."""
    coder = Coder(settings)
    pipe.send(True)
    while True:
        try:
            document: Document = pipe.recv()
        except EOFError:
            return
        answer: Coding | ComityError
        try:
            answer = coder.explain(document)
        except ComityError as error:
            answer = error
        pipe.send(answer)
