"""Indices of threats and acts: the share of articles that tell of them, by period, for the corpus, a party or a pair."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from comity.core.query import Query
from comity.errors import DataError, SettingsError
from comity.lexicon.ontology import Ontology
from comity.record.ask import Asked, conditions_of, known
from comity.record.lake import Lake
from comity.record.shape import literal
from comity.relate.asked import about
from comity.relate.measures import wilson
from comity.relate.panel import NORMS, PERIODS
from comity.relate.tabular import Tabular

KINDS = ("threats", "acts")
LEVELS = {"report": "document_id", "claim": "id"}


@dataclass(frozen=True, slots=True)
class IndexRules:
    """The kinds of claims that count as threats and as acts, as SQL conditions, and the mean to which an index is scaled."""

    conditions: Mapping[str, str]
    base: float


@dataclass(frozen=True, slots=True)
class Point:
    """One period. `matched` of `volume` articles (or claims) count; `share` has Wilson's interval. All is None where the record has no article."""

    period: str
    volume: int
    matched: int | None
    share: float | None
    low: float | None
    high: float | None
    index: float | None


@dataclass(frozen=True, slots=True)
class Index(Tabular):
    """An index by period. `index` is 100 in the mean of the periods that have articles; `sources` are those of a fixed panel."""

    kind: str
    parties: tuple[str, ...]
    normalise: str
    level: str
    points: tuple[Point, ...]
    sources: tuple[str, ...] = ()

    def _rows(self) -> Sequence[object]:
        return self.points

    def _kind(self) -> type:
        return Point


@dataclass(frozen=True, slots=True)
class Shape:
    """What index is wanted: threats or acts, by which period, normalised how (none, volume, panel), on which level (report, claim)."""

    kind: str = "threats"
    period: str = "month"
    normalise: str = "volume"
    level: str = "report"

    def __post_init__(self) -> None:
        for name, allowed in (("kind", KINDS), ("period", PERIODS), ("normalise", NORMS), ("level", tuple(LEVELS))):
            if getattr(self, name) not in allowed:
                raise SettingsError(f"{name} is {getattr(self, name)!r}; expected one of {', '.join(allowed)}.")


def load_index_rules(path: Path, ontology: Ontology) -> IndexRules:
    """The kinds of a file. Raises DataError that names what is wrong."""
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
        return IndexRules(
            {kind: " OR ".join(_condition(k, path, ontology) for k in told[kind]) for kind in KINDS}, float(told["index"]["base"])
        )
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise DataError(f"{path}: cannot be read ({type(error).__name__}: {error}). Mend the file and try again.") from error


def _condition(told: Mapping[str, Any], path: Path, ontology: Ontology) -> str:
    modes = {m for _, m in ontology.modes}
    for name, values, allowed in (
        ("type", told["type"], ontology.types),
        ("status", told["status"], ontology.axes_of),
        ("mode", told.get("mode", ()), modes),
    ):
        for value in values:
            if value not in allowed:
                raise DataError(f"{path}: {value!r} is no {name}; expected one of {', '.join(sorted(allowed))}.")
    columns = {"event_type": told["type"], "status": told["status"]} | ({"mode": told["mode"]} if "mode" in told else {})
    return "(NOT background AND " + " AND ".join(f"{c} IN ({', '.join(map(literal, v))})" for c, v in columns.items()) + ")"


def index(lake: Lake, rules: IndexRules, shape: Shape, query: Query, parties: Sequence[str] = ()) -> Index:
    """The index of all, of one party (on either side) or of a pair. The query's `reported` bounds the time, `publisher` the sources.

    Raises SettingsError where the record has no dated article in that time, and for a panel without any steady source.
    """
    one, two = (*parties, None, None)[:2]
    asked = _steps(lake, rules, shape, query, one, two)
    if shape.normalise == "panel":
        rows = lake.fetch(asked.sql(_PANEL_SQL), asked.values)
        points, sources = _panel_points(rows, rules.base)
    else:
        points, sources = _points(lake.fetch(asked.sql(_SQL), asked.values), rules.base, shape.normalise == "volume"), ()
    if not points:
        raise SettingsError("The record has no dated article in that time; expected a period with articles, such as 2023-01..2024-06.")
    return Index(shape.kind, tuple(parties), shape.normalise, shape.level, points, sources)


def _steps(lake: Lake, rules: IndexRules, shape: Shape, query: Query, one: str | None, two: str | None) -> Asked:
    asked = known(lake, query.as_of, "claims")
    kept = replace(Query(), reported=query.reported, publisher=query.publisher, sector=query.sector, as_of=query.as_of)
    narrowed, values = conditions_of(kept, {})
    of_documents = [c for c in narrowed if "reported" in c or "publisher" in c]
    of_parties, named = about(one, two, named=True)
    period = f"CAST(date_trunc('{shape.period}', reported) AS DATE)"
    within = " AND ".join(["reported IS NOT NULL", *of_documents])
    item = LEVELS[shape.level]
    everything = f"SELECT {period} AS period, COALESCE(site, '') AS site, id AS item FROM documents WHERE {within}"
    if shape.level == "claim":
        everything = f"SELECT {period} AS period, COALESCE(site, '') AS site, id AS item FROM claims WHERE {within}"
    matching = " AND ".join([within, f"({rules.conditions[shape.kind]})", *narrowed, *of_parties])
    steps = (
        *asked.steps,
        ("everything", everything),
        ("matching", f"SELECT DISTINCT {period} AS period, COALESCE(site, '') AS site, {item} AS item FROM claims WHERE {matching}"),
        ("periods", f"SELECT unnest(generate_series(min(period)::TIMESTAMP, max(period)::TIMESTAMP, INTERVAL '{PERIODS[shape.period]}'))::DATE AS period FROM everything"),
        ("cells", "SELECT e.period, e.site, e.volume, COALESCE(m.matched, 0) AS matched FROM (SELECT period, site, count(DISTINCT item) AS volume FROM everything GROUP BY ALL) e "
                  "LEFT JOIN (SELECT period, site, count(*) AS matched FROM matching GROUP BY ALL) m USING (period, site)"),
    )  # fmt: skip
    return Asked(steps, {**asked.values, **values, **named})


_SQL = (
    "SELECT CAST(p.period AS VARCHAR), COALESCE(sum(c.volume), 0)::BIGINT, COALESCE(sum(c.matched), 0)::BIGINT "
    "FROM periods p LEFT JOIN cells c ON c.period = p.period GROUP BY p.period ORDER BY p.period"
)
_PANEL_SQL = (
    "SELECT CAST(period AS VARCHAR), site, volume::BIGINT, matched::BIGINT FROM cells WHERE site <> '' AND site IN "
    "(SELECT site FROM cells GROUP BY site HAVING count(*) = (SELECT count(*) FROM periods)) ORDER BY period, site"
)


def _points(rows: Sequence[tuple[str, int, int]], base: float, by_volume: bool) -> tuple[Point, ...]:
    """Shares (or counts) scaled to the base; a period without articles says nothing."""
    levels = [(m / v if by_volume else float(m)) if v else None for _, v, m in rows]
    scaled = _scaled(levels, base)
    found = []
    for (period, volume, matched), value in zip(rows, scaled, strict=True):
        if volume:
            found.append(Point(period, volume, matched, matched / volume, *wilson(matched, volume), value))
        else:
            found.append(Point(period, 0, None, None, None, None, None))
    return tuple(found)


def _panel_points(rows: Sequence[tuple[str, str, int, int]], base: float) -> tuple[tuple[Point, ...], tuple[str, ...]]:
    """Each source's shares scaled by its own mean, then the mean over sources: no source counts more because it writes more."""
    sources = tuple(sorted({site for _, site, _, _ in rows}))
    if not sources:
        raise SettingsError("No publisher has an article in every period of that time; expected a shorter time, longer periods, or volume.")
    periods = sorted({period for period, *_ in rows})
    cells = {(period, site): (volume, matched) for period, site, volume, matched in rows}
    own = {s: _scaled([cells[p, s][1] / cells[p, s][0] for p in periods], 1.0) for s in sources}
    means: list[float | None] = []
    for n in range(len(periods)):
        known_values = [value for s in sources if (value := own[s][n]) is not None]
        means.append(sum(known_values) / len(known_values) if known_values else None)
    found = []
    for period, value in zip(periods, _scaled(means, base), strict=True):
        volume, matched = (sum(cells[period, s][k] for s in sources) for k in (0, 1))
        found.append(Point(period, volume, matched, matched / volume, *wilson(matched, volume), value))
    return tuple(found), sources


def _scaled(values: Sequence[float | None], base: float) -> list[float | None]:
    """Values so that the mean of those that are known is the base; nothing to scale where all are nought."""
    told = [v for v in values if v is not None]
    mean = sum(told) / len(told) if told else 0.0
    return [None if v is None or mean == 0 else base * v / mean for v in values]
