"""Where a record is: in a folder of this machine, or at the address of an object store."""

from pathlib import Path

from comity.record.bucket import Bucket
from comity.record.folder import Folder
from comity.record.objects import is_address, open_store

Place = Folder | Bucket


def place_of(where: str | Path) -> Place:
    """The place that a path or an address names. Raises RecordError for an address that is none."""
    address = str(where)
    if not is_address(address):
        return Folder(Path(where))
    return Bucket(address.rstrip("/"), open_store(address))
