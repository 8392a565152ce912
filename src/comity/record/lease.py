"""One writer at a time where no system frees a lock: an object that its holder renews, and that others may supersede when he does not.

Each holding has a number and is an object of its own, made only if there is none; the highest number holds. Whoever finds that one free, or
not renewed for as long as it promised, makes the next. That asks of a store no more than Delta itself does: create what is not there.
"""

import json
import os
import random
import secrets
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from threading import Event, Thread

import obstore
from obstore.exceptions import AlreadyExistsError
from obstore.store import ObjectStore

from comity.errors import RecordError
from comity.record.lock import PATIENCE
from comity.record.objects import FAULTS, Found, listed, told

LEASE = 30.0  # seconds for which a holding is promised; it is renewed three times in that time
PAUSE = 0.2
ENDING = ".json"


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a lock, since when, when he last renewed it, and for how many seconds that is good."""

    owner: str
    host: str
    pid: int
    since: str
    renewed: str
    lease: float
    free: bool = False


@dataclass(frozen=True, slots=True)
class Lease:
    """A lock of the record at an address, held by this process under a number."""

    address: str
    store: ObjectStore
    name: str
    number: int
    holder: Holder

    @property
    def path(self) -> str:
        """The object of this holding."""
        return f"{self.name}/{self.number:020}{ENDING}"

    def is_lost(self) -> bool:
        """Whether somebody has taken the lock over."""
        newest = _newest(self.store, self.name)
        return newest is not None and newest.path != self.path

    def assure(self) -> None:
        """Raise RecordError where somebody has taken the lock over, so that nothing is written without it."""
        if self.is_lost():
            raise RecordError(
                f"{self.address}: another process took over while this one stood still for more than {LEASE:.0f} seconds. "
                "What was not yet written is not in the record; call the command again."
            )

    def say(self, free: bool = False) -> None:
        """Renew the lock, or give it back."""
        now = Holder(**{**asdict(self.holder), "renewed": _now(), "free": free})
        obstore.put(self.store, self.path, _bytes(now))


@contextmanager
def leased(address: str, store: ObjectStore, name: str, patience: float = PATIENCE) -> Iterator[Lease]:
    """Hold a lock while the block runs. Raises RecordError when another process holds it for longer than `patience` seconds."""
    with told(address):
        lease = _taken(address, store, name, patience)
    stopped = Event()
    renewing = Thread(target=_renew, args=(lease, stopped), name="comity-lease", daemon=True)
    renewing.start()
    try:
        yield lease
    finally:
        stopped.set()
        renewing.join()
        with suppress(*FAULTS):  # a store that cannot be reached any more: the lease ends by itself
            lease.say(free=True)


def _taken(address: str, store: ObjectStore, name: str, patience: float) -> Lease:
    begun = time.monotonic()
    seen: Found | None = None
    holder, since = None, begun
    while True:
        newest = _newest(store, name)
        if newest is not None and (seen is None or newest != seen):
            seen, since = newest, time.monotonic()  # by this machine's clock alone, for clocks differ
            holder = _holder(store, newest.path)
        if newest is None or holder is None or holder.free or time.monotonic() - since > holder.lease:
            lease = _made(address, store, name, _number(newest) + 1)
            if lease is not None:
                return lease
            seen = None
        elif time.monotonic() - begun > patience:
            raise RecordError(
                f"{address}: another process has been writing for {patience:.0f} seconds ({holder.pid} on {holder.host}, since {holder.since}). "
                "Wait until it has ended and try again."
            )
        time.sleep(PAUSE * random.uniform(0.5, 1.5))


def _made(address: str, store: ObjectStore, name: str, number: int) -> Lease | None:
    """The holding of a number, if nobody else has made it or a higher one."""
    holder = Holder(secrets.token_hex(8), socket.gethostname(), os.getpid(), _now(), _now(), LEASE)
    lease = Lease(address, store, name, number, holder)
    try:
        obstore.put(store, lease.path, _bytes(holder), mode="create")
    except AlreadyExistsError:
        there = _holder(store, lease.path)
        if there is None or there.owner != holder.owner:  # our own where the answer to the first try was lost
            return None
    older = [found.path for found in listed(store, name, ENDING) if found.path < lease.path]
    if lease.is_lost():  # whoever comes late finds a number free that others have cleared away
        obstore.delete(store, lease.path)
        return None
    for path in older:  # one by one, for not every store knows how to delete several
        obstore.delete(store, path)
    return lease


def _renew(lease: Lease, stopped: Event) -> None:
    """Renew the lease until told to stop, or until it is lost; a store that fails is tried again, for what is written is assured."""
    while not stopped.wait(LEASE / 3):
        with suppress(*FAULTS):
            if lease.is_lost():
                return
            lease.say()


def _newest(store: ObjectStore, name: str) -> Found | None:
    return next(reversed(listed(store, name, ENDING)), None)


def _number(found: Found | None) -> int:
    return 0 if found is None else int(found.path.rsplit("/", 1)[-1].removesuffix(ENDING))


def _holder(store: ObjectStore, path: str) -> Holder | None:
    """What an object of a lock says; None where it is gone."""
    try:
        return Holder(**json.loads(obstore.get(store, path).bytes().to_bytes()))
    except FileNotFoundError:
        return None


def _bytes(holder: Holder) -> bytes:
    return json.dumps(asdict(holder)).encode()


def _now() -> str:
    return datetime.now(UTC).isoformat()
