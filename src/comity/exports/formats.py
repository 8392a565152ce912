"""Every format by name: the one list that the command line and the record's exports share."""

from collections.abc import Callable, Iterable
from types import MappingProxyType

from comity.config import Settings
from comity.core.trace import Coding
from comity.exports.acled import write_acled
from comity.exports.bundle import write_bundle
from comity.exports.csv_table import write_csv
from comity.exports.gdelt import write_gdelt
from comity.exports.geojson import write_geojson
from comity.exports.gexf import write_gexf
from comity.exports.graphml import write_graphml
from comity.exports.icews import write_icews
from comity.exports.parquet import write_parquet
from comity.exports.phoenix import write_phoenix
from comity.exports.plover import write_plover
from comity.exports.polecat import write_polecat
from comity.exports.stata import write_stata
from comity.exports.ucdp import write_ucdp

TextWriter = Callable[[Iterable[Coding]], Iterable[str]]
BinaryWriter = Callable[[Iterable[Coding], Settings, str], bytes]

TEXT: MappingProxyType[str, TextWriter] = MappingProxyType({
    "csv": write_csv, "plover": write_plover, "polecat": write_polecat, "gdelt": write_gdelt, "icews": write_icews, "phoenix": write_phoenix,
    "acled": write_acled, "ucdp": write_ucdp, "geojson": write_geojson, "graphml": write_graphml, "gexf": write_gexf,
})  # fmt: skip
BINARY: MappingProxyType[str, BinaryWriter] = MappingProxyType({
    "parquet": lambda codings, settings, version: write_parquet(codings),
    "stata": lambda codings, settings, version: write_stata(codings),
    "bundle": write_bundle,
})  # fmt: skip
