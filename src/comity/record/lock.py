"""One writer at a time: a lock file a record, freed by the system when its holder ends, however that comes about."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from comity.errors import RecordError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

LOCK = ".lock"
EVENTS_LOCK = ".events.lock"
PAUSE = 0.02
PATIENCE = 600.0


@contextmanager
def locked(path: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the lock file while the block runs. Raises RecordError when another process holds it for longer than `patience` seconds."""
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        raise RecordError(
            f"{path.parent}: cannot be written to ({error.strerror}). Give a folder that may be changed; reading needs no lock."
        ) from error
    try:
        until = time.monotonic() + patience
        while not _try(handle):
            if time.monotonic() > until:
                raise RecordError(
                    f"{path.parent}: another process has been writing for {patience:.0f} seconds. Wait until it has ended and try again."
                )
            time.sleep(PAUSE)
        yield
    finally:
        os.close(handle)


def _try(handle: int) -> bool:
    """Take the lock if it is free; closing the file gives it back."""
    try:
        if sys.platform == "win32":
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True
