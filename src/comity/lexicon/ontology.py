"""The PLOVER ontology: types, modes, contexts, sectors, CAMEO codes, quad schemes, statuses and the speech-act table."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from comity.errors import DataError
from comity.lexicon.tables import Row, read_csv

QUADS = ("1", "2", "3", "4")
PENTACLASSES = ("0", *QUADS)  # Phoenix has a class of its own for statements
POLARITIES = ("positive", "negated")
CERTAINTIES = ("certain", "probable", "possible", "unknown")
TIMES = ("past", "ongoing", "future")


@dataclass(frozen=True, slots=True)
class EventType:
    """One PLOVER event type: `quad` 1–4 in the PLOVER scheme, `scale` −10…10."""

    name: str
    quad: int
    scale: float
    summary: str


@dataclass(frozen=True, slots=True)
class Cameo:
    """One CAMEO code and what it is in PLOVER, overrides applied; `event_type` is "" where it is nothing."""

    code: str
    text: str
    goldstein_icews: float | None
    goldstein_gdelt: float | None
    event_type: str
    mode: str
    context: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ontology:
    """All tables, immutable. `axes_of` holds the allowed (polarity, certainty, time) of each status, the usual one first."""

    types: Mapping[str, EventType]
    modes: Mapping[tuple[str, str], float | None]
    mode_codes: Mapping[tuple[str, str], str]
    contexts: Mapping[str, str]
    sectors: Mapping[str, str]
    codes: Mapping[str, str]
    cameo: Mapping[str, Cameo]
    quads: Mapping[tuple[str, str], int]
    speech_acts: Mapping[tuple[str, str], str]
    axes_of: Mapping[str, tuple[tuple[str, str, str], ...]]
    reasons: Mapping[str, str]

    def event_scale(self, event_type: str, mode: str | None = None) -> float:
        """PLOVER's score of a type, or of its mode where that has one."""
        score = self.modes.get((event_type, mode or ""))
        return self.types[event_type].scale if score is None else score

    def goldstein(self, code: str, table: Literal["icews", "gdelt"] = "icews") -> float | None:
        """The Goldstein value of a CAMEO code in a named table, None for an unknown code or one without a value."""
        found = self.cameo.get(code)
        if found is None:
            return None
        return found.goldstein_icews if table == "icews" else found.goldstein_gdelt

    def cameo_to_plover(self, code: str) -> Cameo | None:
        """What a CAMEO code is in PLOVER, overrides applied; None for statements, roots and unknown codes."""
        found = self.cameo.get(code)
        return found if found is not None and found.event_type else None

    def quad(self, scheme: str, event_type: str, cameo_code: str | None = None) -> int | None:
        """The quad class in a named scheme: plover goes by type, cameo, gdelt and phoenix by the code's root."""
        return self.quads.get((scheme, event_type if scheme == "plover" else (cameo_code or "")[:2]))

    def speech_act(self, status: str, event_type: str) -> str:
        """The type of the speech act whose content has this status and type, "" for none."""
        return self.speech_acts.get((status, event_type), "")

    def axes(self, status: str) -> tuple[str, str, str]:
        """The usual polarity, certainty and time of a status."""
        return self.axes_of[status][0]


def load_ontology(folder: Path) -> Ontology:
    """The ontology of a data folder. Raises DataError with file and line."""
    types = {
        r["type"]: EventType(r["type"], int(r.one_of("quad_plover", QUADS)), _number(r, "scale") or 0.0, r["summary"])
        for r in _rows(folder / "types.csv", ("type",), "quad_plover", "scale", "summary")
    }
    mode_rows = _rows(folder / "modes.csv", ("type", "mode"), "scale", "cameo", "summary")
    modes = {(r.one_of("type", types), r["mode"]): _number(r, "scale") for r in mode_rows}
    contexts = _names(folder / "contexts.csv", "context", "summary")
    axes: dict[str, list[tuple[str, str, str]]] = {}
    for r in _rows(folder / "status.csv", ("status", "polarity", "certainty", "time"), "default"):
        if (r["default"] == "yes") != (r["status"] not in axes):
            raise r.wrong("default", "yes in the first line of a status and nothing in its other lines")
        allowed = (r.one_of("polarity", POLARITIES), r.one_of("certainty", CERTAINTIES), r.one_of("time", TIMES))
        axes.setdefault(r["status"], []).append(allowed)
    cameo = _cameo(folder, types, modes, contexts)
    for r in mode_rows:
        r.one_of("cameo", (*cameo, ""))
    return Ontology(
        types=MappingProxyType(types),
        modes=MappingProxyType(modes),
        mode_codes=MappingProxyType({(r["type"], r["mode"]): r["cameo"] for r in mode_rows}),
        contexts=contexts,
        sectors=_names(folder / "sectors.csv", "sector", "name"),
        codes=_names(folder / "codes.csv", "code", "name"),
        cameo=MappingProxyType(cameo),
        quads=MappingProxyType({(r["scheme"], r["key"]): int(r.one_of("quad", PENTACLASSES)) for r in _rows(folder / "quad_schemes.csv", ("scheme", "key"), "quad")}),
        speech_acts=MappingProxyType({
            (r.one_of("content_status", axes), r.one_of("content_type", types)): r.one_of("speech_type", (*types, ""))
            for r in _rows(folder / "speech_acts.csv", ("content_status", "content_type"), "speech_type")
        }),
        axes_of=MappingProxyType({s: tuple(a) for s, a in axes.items()}),
        reasons=_names(folder / "reasons.csv", "reason", "summary"),
    )  # fmt: skip


def _rows(path: Path, key: tuple[str, ...], *columns: str) -> list[Row]:
    """The lines of a table, no two of which may have the same key."""
    seen: dict[tuple[str, ...], int] = {}
    rows = read_csv(path, (*key, *columns))
    for row in rows:
        first = seen.setdefault(tuple(row[k] for k in key), row.line)
        if first != row.line:
            raise row.wrong(key[-1], f"a line that does not stand already at line {first}")
    return rows


def _names(path: Path, key: str, value: str) -> Mapping[str, str]:
    return MappingProxyType({r[key]: r[value] for r in _rows(path, (key,), value)})


def _number(row: Row, column: str) -> float | None:
    if not row[column]:
        return None
    try:
        return float(row[column])
    except ValueError as error:
        raise row.wrong(column, "a number or nothing") from error


def _cameo(folder: Path, types: Collection[str], modes: Collection[tuple[str, str]], contexts: Collection[str]) -> dict[str, Cameo]:
    """The CAMEO table with the overrides applied; the result may name only types, modes and contexts that exist."""
    columns = ("plover_type", "plover_mode", "plover_context")
    overrides = {r["code"]: r for r in _rows(folder / "cameo_overrides.csv", ("code",), *columns, "reason")}
    found = {}
    for row in _rows(folder / "cameo.csv", ("code",), *columns, "text", "goldstein_icews", "goldstein_gdelt"):
        plover = overrides.pop(row["code"], row)
        event_type, mode, named = plover["plover_type"], plover["plover_mode"], plover.parts("plover_context")
        plover.one_of("plover_type", (*types, ""))
        if mode and (event_type, mode) not in modes:
            raise plover.wrong(
                "plover_mode",
                f"a mode of {event_type} in modes.csv, or nothing; mend it with a line in cameo_overrides.csv",
            )
        if not set(named) <= set(contexts):
            raise plover.wrong("plover_context", "contexts of contexts.csv; mend it with a line in cameo_overrides.csv")
        found[row["code"]] = Cameo(
            row["code"],
            row["text"],
            _number(row, "goldstein_icews"),
            _number(row, "goldstein_gdelt"),
            event_type,
            mode,
            named,
        )
    if overrides:
        stray = next(iter(overrides.values()))
        raise stray.wrong("code", "a code of cameo.csv")
    return found


def check_ontology(ontology: Ontology) -> list[DataError]:
    """What the loader cannot see line by line: missing types, contexts, quad keys and speech acts, and quads that disagree."""
    problems = []
    if len(ontology.types) != 16 or len(ontology.contexts) != 37:
        problems.append(DataError(f"ontology: {len(ontology.types)} types and {len(ontology.contexts)} contexts; expected 16 and 37."))
    roots = sorted({c[:2] for c in ontology.cameo})
    for scheme, keys in (("plover", ontology.types), ("cameo", roots), ("gdelt", roots), ("phoenix", roots)):
        problems += [
            DataError(f"quad_schemes.csv: scheme {scheme} has no line for {k}.") for k in keys if (scheme, k) not in ontology.quads
        ]
    problems += [
        DataError(f"quad_schemes.csv: plover {t.name} is not {t.quad}, as types.csv has it.")
        for t in ontology.types.values()
        if ontology.quads.get(("plover", t.name), t.quad) != t.quad
    ]
    for status in ("planned", "threatened", "refused", "requested", "alleged", "denied"):
        problems += [
            DataError(f"speech_acts.csv: no line for {status} {t}.") for t in ontology.types if (status, t) not in ontology.speech_acts
        ]
    return problems
