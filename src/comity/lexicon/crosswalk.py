"""How Comity's types and sectors are spelt in other data sets, and theirs in ours."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from comity.config import DATA
from comity.lexicon.ontology import Ontology, load_ontology
from comity.lexicon.tables import read_csv

SIDES = ("state", "group", "civilian", "")


@dataclass(frozen=True, slots=True)
class AcledType:
    """One ACLED category; `actor1` is the kind of actor it prescribes, "" for none."""

    disorder: str
    event: str
    sub_event: str
    actor1: str


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """The tables of `data/exports` beside the ontology, all keyed by what is looked up.

    `roles`, `icews`, `acled_kinds` and `sides` go by our sector; `sector_of_role` and `sector_of_icews` lead back. `groups` gives
    CAMEO's known-group code of an id ("igo:NATO"), `ids` the id of a code. `swapped` are the CAMEO codes whose source is our recipient.
    """

    ontology: Ontology
    cameo_of_type: Mapping[str, str]
    roles: Mapping[str, str]
    icews: Mapping[str, str]
    acled_kinds: Mapping[str, str]
    sides: Mapping[str, str]
    sector_of_role: Mapping[str, str]
    sector_of_icews: Mapping[str, str]
    groups: Mapping[str, str]
    ids: Mapping[str, str]
    swapped: frozenset[str]
    acled_types: Mapping[tuple[str, str, str], AcledType]

    def cameo(self, event_type: str, code: str | None) -> str:
        """The CAMEO code of a claim: its own, or its type's unspecified one."""
        return code or self.cameo_of_type[event_type]

    def acled(self, event_type: str, mode: str | None, recipient_side: str) -> AcledType | None:
        """The ACLED category of an act, the most specific line first; None for what ACLED does not collect."""
        keys = (
            (event_type, mode or "", recipient_side),
            (event_type, mode or "", ""),
            (event_type, "", recipient_side),
            (event_type, "", ""),
        )
        return next((self.acled_types[k] for k in keys if k in self.acled_types), None)


@cache
def bundled_crosswalk() -> Crosswalk:
    """The crosswalk of the bundled data, read once."""
    return load_crosswalk(DATA, load_ontology(DATA / "ontology"))


def load_crosswalk(data: Path, ontology: Ontology) -> Crosswalk:
    """The crosswalk of a data folder. Raises DataError with file and line."""
    folder = data / "exports"
    sectors = read_csv(folder / "sectors.csv", ("sector", "cameo", "icews", "acled", "side"))
    groups = read_csv(folder / "known_groups.csv", ("code", "id"))
    by_sector = {r.one_of("sector", ontology.sectors): r for r in sectors}
    acled = read_csv(folder / "acled_events.csv", ("type", "mode", "recipient", "disorder_type", "event_type", "sub_event_type", "actor1"))
    for row in acled:
        if row["mode"] and (row["type"], row["mode"]) not in ontology.modes:
            raise row.wrong("mode", f"a mode of {row['type']} in modes.csv, or nothing")
    return Crosswalk(
        ontology=ontology,
        cameo_of_type=MappingProxyType({
            r.one_of("type", ontology.types): r.one_of("cameo", ontology.cameo)
            for r in read_csv(folder / "cameo_types.csv", ("type", "cameo"))
        }),
        roles=MappingProxyType({s: r["cameo"] for s, r in by_sector.items()}),
        icews=MappingProxyType({s: r["icews"] for s, r in by_sector.items()}),
        acled_kinds=MappingProxyType({s: r["acled"] for s, r in by_sector.items()}),
        sides=MappingProxyType({s: r.one_of("side", SIDES) for s, r in by_sector.items()}),
        sector_of_role=MappingProxyType({
            r["role"]: r["sector"] for r in read_csv(data / "actors/cameo_roles.csv", ("role", "sector")) if r["sector"]
        }),
        sector_of_icews=MappingProxyType({
            r["label"]: r.one_of("sector", ontology.sectors) for r in read_csv(folder / "icews_sectors.csv", ("label", "sector"))
        }),
        groups=MappingProxyType({r["id"]: r["code"] for r in groups}),
        ids=MappingProxyType({r["code"]: r["id"] for r in groups}),
        swapped=frozenset(r.one_of("code", ontology.cameo) for r in read_csv(folder / "cameo_swapped.csv", ("code",))),
        acled_types=MappingProxyType({
            (r.one_of("type", ontology.types), r["mode"], r.one_of("recipient", SIDES)):
                AcledType(r["disorder_type"], r["event_type"], r["sub_event_type"], r["actor1"])
            for r in acled
        }),
    )  # fmt: skip
