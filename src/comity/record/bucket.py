"""A record at the address of an object store: its tables are read and written there, a copy of their files lies in a folder of this machine.

The files of a Delta table never change, so that a copy holds for good; each is fetched once, and forgotten when no table needs it any more.
"""

import os
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Self

import obstore
from obstore.exceptions import PermissionDeniedError, UnauthenticatedError
from obstore.store import ObjectStore

from comity.core.text import digest
from comity.errors import RecordError
from comity.record.lease import Lease, leased
from comity.record.lock import EVENTS_LOCK, LOCK
from comity.record.objects import listed, told, trouble

AT_ONCE = 8  # files that are fetched at a time
READ_WITHIN = 3600.0  # seconds for which a file that no table needs any more is kept, for whoever may be reading it
UNNEEDED = ".unneeded"
TRIAL = ".may-write"
PATTERN = "*?[]%"


@dataclass(frozen=True, slots=True)
class Bucket:
    """Where the tables, the description and the locks of a record are. `local` is the folder of the copy and of what is made from it."""

    address: str
    store: ObjectStore = field(compare=False)
    local: Path = Path()
    entries: dict[str, str] = field(default_factory=dict, compare=False)  # by table the newest entry of its log that was seen
    leases: list[Lease] = field(default_factory=list, compare=False)  # the locks that this process holds

    kind = "address"
    look_every = 10.0  # rarer than in a folder, for each look is some requests

    def __str__(self) -> str:
        return self.address

    @property
    def mend(self) -> str:
        """What to do about a file that cannot be read."""
        return f"If a file is damaged, delete the folder {self.local}: it is only a copy, and is fetched again."

    def opened(self, id: str) -> Self:
        """The place once the record's id is known, by which a record that was made anew at the same address gets a copy of its own."""
        endpoint = os.environ.get("AWS_ENDPOINT_URL") or os.environ.get("AWS_ENDPOINT") or ""
        folder = copies() / digest(self.address, endpoint, id)[:32]
        if any(c in str(folder) for c in PATTERN):
            raise RecordError(f"{folder}: a path may not hold any of {' '.join(PATTERN)}. Set XDG_CACHE_HOME to another folder.")
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise RecordError(
                f"{folder}: the copy of {self} cannot be made ({error.strerror}). Set XDG_CACHE_HOME to a folder that may be changed."
            ) from error
        return replace(self, local=folder)

    def uri(self, table: str) -> str:
        """How Delta names a table of the record."""
        return f"{self.address}/{table}"

    def read(self, name: str) -> bytes | None:
        """An object of the record; None where there is none. Raises RecordError."""
        with told(self.address):
            try:
                return obstore.get(self.store, name).bytes().to_bytes()
            except FileNotFoundError:
                listed(self.store, name)  # which fails where the bucket itself is missing
                return None

    def write(self, name: str, data: bytes) -> None:
        """Write an object of the record; a store does so whole or not at all. Hold the lock."""
        self.assure()
        with told(self.address):
            obstore.put(self.store, name, data)

    def make(self) -> None:
        """Nothing: an address needs no making."""

    def other(self) -> str | None:
        """The name of something that lies where no record is; None for nothing."""
        with told(self.address):
            names = (found["path"] for page in obstore.list(self.store) for found in page)
            return next((name for name in names if name.split("/")[0] not in (LOCK, EVENTS_LOCK, TRIAL)), None)

    def newest(self, table: str) -> str | None:
        """As of a folder. Only the entries from the newest known one on are listed, for a log grows long."""
        log, known = f"{table}/_delta_log", self.entries.get(table)
        with told(self.address):
            found = listed(self.store, log, ".json", known[:-1]) if known else []
            found = found or listed(self.store, log, ".json")
            if not found:
                return "" if listed(self.store, log) else None
        self.entries[table] = found[-1].path
        return f"{found[-1].path.rsplit('/', 1)[-1]} {found[-1].mark}"

    def bring(self, table: str, names: list[str]) -> None:
        """Have the files of a table here. Raises RecordError where they cannot be fetched or the disk is full."""
        folder = self.local / table
        try:
            folder.mkdir(exist_ok=True)
            missing = [name for name in names if not (folder / name).exists()]
            with ThreadPoolExecutor(AT_ONCE) as pool:
                list(pool.map(lambda name: self._fetch(table, name), missing))
            _forget_others(folder, set(names))
        except OSError as error:
            raise RecordError(
                f"{self}: its copy in {self.local} cannot be written ({error.strerror}). Make room, or set XDG_CACHE_HOME to another folder."
            ) from error

    def _fetch(self, table: str, name: str) -> None:
        """Fetch a file under another name first, so that it is complete or not there."""
        with told(self.address):
            parts = iter(obstore.get(self.store, f"{table}/{name}").stream())
        with NamedTemporaryFile(dir=self.local / table, suffix=".part", delete=False) as file:
            for part in self._told_each(parts):
                file.write(part)
        Path(file.name).replace(self.local / table / name)

    def _told_each(self, parts: Iterator[bytes]) -> Iterator[bytes]:
        while True:
            with told(self.address):
                part = next(parts, None)
            if part is None:
                return
            yield part

    def delete(self, names: list[str]) -> None:
        """Delete objects of the tables, one by one: not every store can delete several at once. Hold the lock."""
        self.assure()
        with told(self.address):
            for name in names:
                obstore.delete(self.store, name)

    @contextmanager
    def locked(self, name: str = LOCK) -> Iterator[None]:
        """Hold a lock of the record while a block runs. Raises RecordError when another process holds it for too long."""
        with leased(self.address, self.store, name) as lease:
            self.leases.append(lease)
            try:
                yield
            finally:
                self.leases.remove(lease)

    def assure(self) -> None:
        """Raise RecordError where a lock that this process took has been taken over since."""
        with told(self.address):
            for lease in list(self.leases):
                lease.assure()

    def is_writable(self) -> bool:
        """Whether this process may write to the record: it is tried."""
        with told(self.address):
            try:
                obstore.put(self.store, TRIAL, b"")
            except (PermissionDeniedError, UnauthenticatedError):
                return False
        return True

    def trouble(self, error: Exception) -> RecordError:
        """What an error of the store or of Delta means and what to do."""
        return trouble(self.address, error)


def copies() -> Path:
    """The folder of the copies, where systems keep what may be deleted."""
    kept = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    return (Path(kept) if kept else Path.home() / ".cache") / "comity"


def _forget_others(folder: Path, needed: set[str]) -> None:
    """Delete the files that no table has needed for a while, counted from when that was first seen."""
    marks = folder / UNNEEDED
    for file in _others(folder, needed):
        mark = marks / file.name
        if not mark.exists():
            marks.mkdir(exist_ok=True)
            mark.touch()
        elif time.time() - mark.stat().st_mtime > READ_WITHIN:
            file.unlink(missing_ok=True)
            mark.unlink(missing_ok=True)


def _others(folder: Path, needed: set[str]) -> Iterable[Path]:
    return [file for file in folder.iterdir() if file.is_file() and file.name not in needed]
