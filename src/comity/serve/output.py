"""Where results go: standard output, a file that is complete or not there at all, or straight into a pipe or device."""

import os
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from comity.errors import SettingsError
from comity.serve.console import pipe

SUFFIX = {"stata": "dta", "bundle": "zip"}


def check_target(file: Path | None, format: str, binary: bool) -> None:
    """Refuse before any work what cannot be written afterwards. Raises SettingsError."""
    if binary and file is None:
        raise SettingsError(f"{format} is a binary format; name a file for it, such as -o claims.{SUFFIX.get(format, format)}.")
    if file is not None and file.is_dir():
        raise SettingsError(f"{file} is a folder; expected the name of a file to write.")
    if file is not None and not _is_special(file) and not _target(file).parent.is_dir():
        raise SettingsError(f"{_target(file).parent} does not exist; make the folder first, or name a file in one that exists.")


def put(result: bytes | Iterable[str], file: Path | None) -> None:
    """Write text to standard output, or anything to a file, which is replaced only when everything is written.

    A link stays one: its target is replaced, and keeps its mode. A pipe or device is written to as it is.
    """
    if file is None:
        if isinstance(result, bytes):
            raise SettingsError("A binary result needs a file; name one with -o.")
        with pipe():
            sys.stdout.writelines(result)
        return
    try:
        if _is_special(file):
            with pipe(), file.open("wb") as out:
                _write(result, out)
        else:
            _replace(result, _target(file))
    except OSError as error:
        raise SettingsError(f"{file}: cannot be written ({error.strerror}). Free some space or choose another folder.") from error


def _is_special(file: Path) -> bool:
    """Whether the name stands for something other than a regular file: a pipe, a device, a terminal."""
    return file.exists() and not file.is_file()


def _target(file: Path) -> Path:
    """The file that a name stands for, at the end of its links. Raises SettingsError where they lead in a circle."""
    target = Path(os.path.realpath(file))
    if target.is_symlink():
        raise SettingsError(f"{file}: its links lead in a circle; name another file.")
    return target


def _write(result: bytes | Iterable[str], out: BinaryIO) -> None:
    if isinstance(result, bytes):
        out.write(result)
    else:
        out.writelines(part.encode("utf-8", "surrogatepass") for part in result)


def _replace(result: bytes | Iterable[str], file: Path) -> None:
    scratch = file.with_name(f".comity-{os.getpid()}.part")
    try:
        with scratch.open("wb") as out:
            _write(result, out)
        if file.exists():
            shutil.copymode(file, scratch)
        scratch.replace(file)
    finally:
        scratch.unlink(missing_ok=True)
