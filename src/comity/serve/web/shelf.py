"""What a running server holds: the record, kept up to date in the background; its events; the processes that code and merge."""

import logging
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event as Signal
from threading import Lock, Thread
from typing import Any, TypeVar

from comity.config import Settings
from comity.core.event import Event
from comity.core.text import Document
from comity.core.trace import Coding
from comity.errors import ComityError, RecordError
from comity.record.event_rows import write_events
from comity.record.record import Record
from comity.record.served import ServedRecord
from comity.record.snapshot import mark
from comity.serve.web.worker import Worker, code_texts

LOOK_EVERY = 1.0  # seconds between two looks whether the record has grown
SMALL = 2000  # claims up to which events are worked out on the spot
MERGING = 3600.0  # seconds that working out all events may take
PAST = 20.0  # seconds that working out the events of an earlier day may take
PATIENCE = 10.0  # seconds to wait for the coder to be free
KEPT = 512  # answers kept until the record changes

Value = TypeVar("Value")
log = logging.getLogger("comity.serve")


@dataclass(slots=True)
class Shelf:
    """The record as the pages see it. `generation` grows with everything that may change an answer."""

    record: ServedRecord
    scratch: Path
    coding_seconds: float
    coder: Worker
    merger: Worker
    generation: int = 1
    seen: tuple[str, ...] = ()
    events_of: tuple[str, ...] = ()
    trouble: str = ""
    answers: OrderedDict[Hashable, Any] = field(default_factory=OrderedDict)
    lock: Lock = field(default_factory=Lock)
    stopped: Signal = field(default_factory=Signal)

    def kept(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """What `make` gives, worked out once for as long as the record stays as it is."""
        key = (self.generation, key)
        with self.lock:
            if key in self.answers:
                self.answers.move_to_end(key)
                found: Value = self.answers[key]
                return found
        made = make()
        with self.lock:
            self.answers[key] = made
            while len(self.answers) > KEPT:
                self.answers.popitem(last=False)
        return made

    def code(self, document: Document) -> Coding:
        """A text coded by the process beside the server, with everything that was considered. Raises a ComityError when it takes too long."""
        coding: Coding = self.coder.ask(document, self.coding_seconds, PATIENCE)
        return coding

    def event(self, id: str, as_of: str | int | None) -> Event | None:
        """An event by its id, of today or of an earlier day."""
        if as_of is None or not self.merger_needed():
            return self.record.event(id, as_of)
        found: Event | None = self.merger.ask((None, id, as_of), PAST, PATIENCE)
        return found

    def merger_needed(self) -> bool:
        """Whether the record is too large for merging its claims while somebody waits."""
        return self.kept("large", lambda: self.record.overview().of > SMALL)

    def look(self) -> None:
        """Take in what other processes have written since the last look."""
        now = mark(self.record.path)
        if now != self.seen:
            self.record.refresh()
            self.seen = now
            self.grown()
        if self.events_of != self.seen:
            wanted = self.seen
            self.keep_events()
            self.events_of = wanted
            self.grown()

    def grown(self) -> None:
        """Answers from before no longer hold."""
        with self.lock:
            self.generation += 1
            self.answers.clear()

    def keep_events(self) -> None:
        """Work out all events and put them where pages find them."""
        file = self.scratch / "events.jsonl"
        if self.merger_needed():
            self.merger.ask((file, None, None), MERGING, MERGING)
        else:
            write_events(self.record.events(), file)
        self.record.keep_events(file)
        file.unlink()

    def watch(self) -> None:
        """Look until told to stop. Trouble is told on the pages, and looked at again."""
        while not self.stopped.wait(LOOK_EVERY):
            try:
                self.look()
                self.trouble = ""
            except ComityError as error:
                if str(error) != self.trouble:
                    log.warning("%s", error)
                self.trouble = str(error)


@contextmanager
def open_shelf(folder: Path, settings: Settings, coding_seconds: float) -> Iterator[Shelf]:
    """A shelf for the record of a folder, looking for news in the background until it is closed. Raises RecordError."""
    if not (folder / "record.json").is_file():
        raise RecordError(f"{folder}: there is no record. Make one with: comity add ARTICLES --to {folder}")
    with TemporaryDirectory(prefix="comity-serve-") as scratch:
        seen = mark(folder)
        record = ServedRecord(folder, Path(scratch), settings)
        shelf = Shelf(record, Path(scratch), coding_seconds, Worker(code_texts, settings), Worker(merge_claims, folder), seen=seen)
        if not shelf.merger_needed():
            shelf.look()
        watcher = Thread(target=shelf.watch, name="comity-watch", daemon=True)
        watcher.start()
        try:
            yield shelf
        finally:
            shelf.stopped.set()
            shelf.coder.stop()
            shelf.merger.stop()
            watcher.join(timeout=10)


def merge_claims(folder: Path, pipe: Connection) -> None:
    """Work out events as asked through a pipe: all of today's into a file, or one of an earlier day."""
    record = Record(folder)
    while True:
        try:
            file, id, as_of = pipe.recv()
        except EOFError:
            return
        answer: Event | ComityError | None = None
        try:
            if file is not None:
                write_events(record.events(), file)
            else:
                answer = record.event(id, as_of)
        except ComityError as error:
            answer = error
        pipe.send(answer)
