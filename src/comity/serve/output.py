"""Where results go: standard output, or a file that is complete or not there at all."""

import os
import sys
from collections.abc import Iterable
from pathlib import Path

from comity.errors import SettingsError
from comity.serve.console import pipe

SUFFIX = {"stata": "dta", "bundle": "zip"}


def check_target(file: Path | None, format: str, binary: bool) -> None:
    """Refuse before any work what cannot be written afterwards. Raises SettingsError."""
    if binary and file is None:
        raise SettingsError(f"{format} is a binary format; name a file for it, such as -o claims.{SUFFIX.get(format, format)}.")
    if file is not None and file.is_dir():
        raise SettingsError(f"{file} is a folder; expected the name of a file to write.")
    if file is not None and not file.parent.is_dir():
        raise SettingsError(f"{file.parent} does not exist; make the folder first, or name a file in one that exists.")


def put(result: bytes | Iterable[str], file: Path | None) -> None:
    """Write text to standard output, or anything to a file, which is replaced only when everything is written."""
    if file is None:
        if isinstance(result, bytes):
            raise SettingsError("A binary result needs a file; name one with -o.")
        with pipe():
            sys.stdout.writelines(result)
        return
    try:
        _replace(result, file)
    except OSError as error:
        raise SettingsError(f"{file}: cannot be written ({error.strerror}). Free some space or choose another folder.") from error


def _replace(result: bytes | Iterable[str], file: Path) -> None:
    scratch = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        with scratch.open("wb") as out:
            if isinstance(result, bytes):
                out.write(result)
            else:
                out.writelines(part.encode("utf-8", "surrogatepass") for part in result)
        scratch.replace(file)
    finally:
        scratch.unlink(missing_ok=True)
