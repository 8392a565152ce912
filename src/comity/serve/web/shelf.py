"""What a running server holds: the record, kept up to date in the background; the processes that code and find blocs."""

import logging
import os
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event as Signal
from threading import Lock, Thread
from typing import Any, TypeVar

from comity.config import Settings
from comity.core.query import Query
from comity.core.text import Document
from comity.core.trace import Coding
from comity.errors import ComityError
from comity.record.lake import check_there
from comity.record.overview import Overview
from comity.record.place import place_of
from comity.record.served import ServedRecord
from comity.record.snapshot import mark
from comity.record.standing import State
from comity.relate.blocs import Blocs, blocs
from comity.relate.network import Network
from comity.serve.web.worker import Worker, code_texts

SMALL = 2000  # claims up to which events are worked out before the first page is served
FEW = 25  # parties up to which blocs are worked out on the spot
DIVIDING = 1800.0  # seconds that finding blocs may take
POLITE = 10  # how much others go before the process that finds blocs
PATIENCE = 10.0  # seconds to wait for the coder to be free
KEPT = 512  # answers kept until the record changes

Value = TypeVar("Value")
log = logging.getLogger("comity.serve")


@dataclass(slots=True)
class Shelf:
    """The record as the pages see it. `generation` grows with everything that may change an answer."""

    record: ServedRecord
    coding_seconds: float
    coder: Worker
    divider: Worker
    generation: int = 1
    pages: int = 0
    seen: tuple[str, ...] = ()
    events_of: tuple[str, ...] = ()
    trouble: str = ""
    undivided: tuple[Hashable, Network] | None = None
    dividing: bool = False
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

    def counted(self, query: Query, clock: str = "happened") -> Overview:
        """The claims of a question counted, the same for all its pages."""
        whole = replace(query, cursor=None, limit=None, order="date", level="claim")
        return self.kept(("overview", whole, clock), lambda: self.record.overview(whole, clock))

    def state(self, as_of: str | int | None = None) -> State:
        """The record in numbers."""
        return self.kept(("state", as_of), lambda: self.record.state(as_of))

    def network(self, date: str | None, window: int | None, query: Query) -> Network:
        """The network of a day. Raises SettingsError where nothing was done then."""
        return self.kept(("network", date, window, query), lambda: self.record.network(date, window, query))

    def divided(self, network: Network) -> Blocs | None:
        """The blocs of a network; None for as long as they are being worked out, which a process of its own does for large ones."""
        if len(network.parties) <= FEW:
            return self.kept(("blocs", network.date, network.start, network.ties), lambda: blocs(network))
        key = (self.generation, "blocs", network.date, network.start, network.ties)
        with self.lock:
            if key not in self.answers:
                if self.undivided is not None:  # who moves on through the months no longer waits for this one
                    self.answers.pop(self.undivided[0], None)
                self.answers[key], self.undivided = None, (key, network)
                if not self.dividing:
                    self.dividing = True
                    Thread(target=self._divide, name="comity-blocs", daemon=True).start()
            found: Blocs | None = self.answers[key]
            return found

    def _divide(self) -> None:
        """Find the blocs of the network that was asked for last, until none waits."""
        while True:
            with self.lock:
                wanted, self.undivided = self.undivided, None
                if wanted is None or self.stopped.is_set():
                    self.dividing = False
                    return
            try:
                found = self.divider.ask(wanted[1], DIVIDING, DIVIDING)
            except ComityError as error:
                log.warning("blocs: %s", error)
                continue
            with self.lock:
                self.answers[wanted[0]] = found
                for other in [k for k in self.answers if isinstance(k, tuple) and k[1][0] == "/network"]:
                    del self.answers[other]  # pages that still say that blocs are being worked out
                self.pages += 1

    def look(self) -> None:
        """Take in what other processes have written since the last look, and have the record bring its events up to date."""
        self.take_in()
        self.record.lay_acts()
        self.record.lay_claims()
        if self.events_of != self.seen:
            wanted = self.seen
            self.record.work_out_events()
            self.events_of = wanted
            self.take_in()

    def take_in(self) -> None:
        """Serve the record as it is now."""
        now = mark(self.record.place)
        if now != self.seen:
            self.record.refresh()
            self.seen = now
            self.grown()
            self.foresee()

    def foresee(self) -> None:
        """Work out what the first page asks for, before somebody does."""
        self.counted(Query())
        self.kept("busiest", self.record.busiest_pair)
        self.state()

    def grown(self) -> None:
        """Answers from before no longer hold."""
        with self.lock:
            self.generation += 1
            self.answers.clear()

    def watch(self) -> None:
        """Look until told to stop. Trouble is told on the pages, and looked at again."""
        while not self.stopped.wait(self.record.place.look_every):
            self.try_look()

    def try_look(self) -> None:
        """Look; trouble is kept for the pages, which tell of it."""
        try:
            self.look()
            self.trouble = ""
        except ComityError as error:
            if str(error) != self.trouble:
                log.warning("%s", error)
            self.trouble = str(error)


@contextmanager
def open_shelf(where: str | Path, settings: Settings, coding_seconds: float) -> Iterator[Shelf]:
    """A shelf for the record in a folder or at an address, looking for news in the background until it is closed. Raises RecordError."""
    check_there(where)
    with TemporaryDirectory(prefix="comity-serve-") as scratch:
        seen = mark(place_of(where))
        record = ServedRecord(where, Path(scratch), settings)
        shelf = Shelf(
            record,
            coding_seconds,
            Worker(code_texts, settings),
            Worker(divide, None),
            seen=seen,
        )
        if shelf.counted(Query()).of <= SMALL:
            shelf.try_look()
        shelf.foresee()
        watcher = Thread(target=shelf.watch, name="comity-watch", daemon=True)
        watcher.start()
        try:
            yield shelf
        finally:
            shelf.stopped.set()
            shelf.coder.stop()
            shelf.divider.stop()
            watcher.join(timeout=10)


def divide(_: None, pipe: Connection) -> None:
    """Find the blocs of each network that comes through a pipe, when nobody else wants the processor."""
    os.nice(POLITE)
    pipe.send(True)
    while True:
        try:
            found: Network = pipe.recv()
        except EOFError:
            return
        answer: Blocs | ComityError
        try:
            answer = blocs(found)
        except ComityError as error:
            answer = error
        pipe.send(answer)
