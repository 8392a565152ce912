"""Every format that can be imported, by the name of its data set."""

from collections.abc import Callable, Iterator
from pathlib import Path
from types import MappingProxyType

from comity.core.trace import Coding
from comity.imports.gdelt import read_gdelt
from comity.imports.icews import read_icews
from comity.imports.phoenix import read_phoenix
from comity.imports.polecat import read_polecat
from comity.imports.rows import OnError

Reader = Callable[[Path, OnError], Iterator[Coding]]

READERS: MappingProxyType[str, Reader] = MappingProxyType({
    "gdelt": read_gdelt, "icews": read_icews, "polecat": read_polecat, "phoenix": read_phoenix,
})  # fmt: skip
