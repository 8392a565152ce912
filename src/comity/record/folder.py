"""A record in a folder of this machine."""

import os
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from comity.errors import RecordError
from comity.record.lock import EVENTS_LOCK, LOCK, locked

DRAFT = ".new"  # how a file ends that is being written; a writer killed while he makes a record leaves one


@dataclass(frozen=True, slots=True)
class Folder:
    """Where the tables, the description and the locks of a record are; what is made from them lies in the same folder, `local`."""

    local: Path

    kind = "folder"
    look_every = 1.0  # seconds between two looks of a server whether the record has grown
    mend = "If a file is damaged or missing, put it back from a copy; `comity verify` checks all."

    def __str__(self) -> str:
        return str(self.local)

    def opened(self, id: str) -> Self:
        """The place once the record's id is known."""
        return self

    def uri(self, table: str) -> str:
        """How Delta names a table of the record."""
        return (self.local / table).absolute().as_uri()

    def read(self, name: str) -> bytes | None:
        """A file of the record; None where there is none. Raises RecordError."""
        try:
            if self.local.exists() and not self.local.is_dir():
                raise RecordError(f"{self}: this is a file; expected a folder for the record.")
            path = self.local / name
            return path.read_bytes() if path.exists() else None
        except OSError as error:
            raise RecordError(f"{self}: cannot be read ({error.strerror}). Give a folder that may be read.") from error

    def write(self, name: str, data: bytes) -> None:
        """Write a file of the record whole or not at all. Hold the lock."""
        draft = self.local / (name + DRAFT)
        try:
            draft.write_bytes(data)
            draft.replace(self.local / name)
        except OSError as error:
            raise self.trouble(error) from error

    def make(self) -> None:
        """Make the folder where there is none."""
        try:
            self.local.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise RecordError(f"{self}: cannot be created ({error.strerror}). Give a folder that may be changed.") from error

    def other(self) -> str | None:
        """The name of something that lies where no record is; None for nothing."""
        if not self.local.exists():
            return None
        try:
            names = sorted(p.name for p in self.local.iterdir())
        except OSError as error:
            raise RecordError(f"{self}: cannot be read ({error.strerror}). Give a folder that may be read.") from error
        return next((name for name in names if name not in (LOCK, EVENTS_LOCK) and not name.endswith(DRAFT)), None)

    def newest(self, table: str) -> str | None:
        """The newest entry of a table's log and when it was written, which change whenever the table does, also when it is deleted and
        made anew. "" where only a checkpoint is left of the log, None for a table without a row yet."""
        log = self.local / table / "_delta_log"
        newest = max(log.glob("*.json"), default=None) if log.is_dir() else None
        if newest is None:
            return "" if log.is_dir() else None
        try:
            return f"{newest.name} {newest.stat().st_mtime_ns}"
        except OSError as error:
            raise self.trouble(error) from error

    def bring(self, table: str, names: list[str]) -> None:
        """Nothing: the files of the tables are here."""

    def delete(self, names: list[str]) -> None:
        """Delete files of the tables. Hold the lock."""
        for name in names:
            (self.local / name).unlink(missing_ok=True)

    def locked(self, name: str = LOCK) -> AbstractContextManager[None]:
        """Hold a lock of the record while a block runs. Raises RecordError when another process holds it for too long."""
        return locked(self.local / name)

    def assure(self) -> None:
        """Nothing: the system keeps a lock until its holder ends."""

    def is_writable(self) -> bool:
        """Whether this process may write to the record."""
        return os.access(self.local, os.W_OK)

    def trouble(self, error: Exception) -> RecordError:
        """What an error of the disk or of Delta means and what to do."""
        told = f"{self}: {type(error).__name__}: {error}".rstrip(". ")
        return RecordError(f"{told}. What the record held before is unharmed; look at free space and permissions and try again.")
