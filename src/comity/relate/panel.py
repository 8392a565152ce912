"""Panels: how much of what, for every pair or party and every period, with zeros only where zero is known."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from comity import states
from comity.core.query import Period, Query
from comity.errors import SettingsError
from comity.lexicon.ontology import Ontology
from comity.record.answer import Answer
from comity.record.ask import Asked, conditions_of, known
from comity.record.lake import Lake
from comity.relate.acts import Asking, acts_asked, done_only, pair_conditions
from comity.relate.measures import counted_columns, share_columns, sum_columns

UNITS: Mapping[str, tuple[str, ...]] = {
    "directed": ("actor", "recipient"), "undirected": ("one", "two"), "actor": ("actor",), "recipient": ("recipient",), "party": ("party",),
}  # fmt: skip
PERIODS = {"day": "1 day", "week": "7 days", "month": "1 month", "quarter": "3 months", "year": "1 year"}
SPLITS = ("none", "type", "quad", "status")
ROWS = ("observed", "all")
NORMS = ("none", "volume", "panel")
MOST_ROWS = 20_000_000


@dataclass(frozen=True, slots=True)
class Grid:
    """The shape of a panel.

    unit: directed or undirected pairs, or one party: as actor, as recipient, or either (party). period: day, week (from Monday), month,
    quarter or year. split: also a count for each type, quad class or status. system: whose members have zeros (gw, cow, iso; None: nobody).
    rows: observed units, or all members of the system. normalise: the share of all acts of the period (volume), or of those that a fixed
    panel of sources tells (panel): `sources`, or whoever published in every period.
    """

    unit: str = "directed"
    period: str = "month"
    split: str = "none"
    system: str | None = "gw"
    microstates: bool = False
    rows: str = "observed"
    normalise: str = "none"
    sources: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        allowed = {"unit": UNITS, "period": PERIODS, "split": SPLITS, "rows": ROWS, "normalise": NORMS, "system": (*states.SYSTEMS, None)}
        for name, values in allowed.items():
            if getattr(self, name) not in values:
                told = ", ".join(str(v) for v in values if v is not None)
                raise SettingsError(f"{name} is {getattr(self, name)!r}; expected one of {told}.")
        if self.rows == "all" and self.system is None:
            raise SettingsError("rows is 'all', which needs a state system; expected system to be one of gw, cow, iso.")
        if self.sources and self.normalise != "panel":
            raise SettingsError(f"sources are given and normalise is {self.normalise!r}; expected normalise to be panel.")


@dataclass(frozen=True, slots=True)
class Panel(Answer):
    """The rows of a panel. `left_out` says how many items (claims, reports or events) count in no row, by the reason."""

    grid: Grid = Grid()
    sources: tuple[str, ...] = ()
    left_out: Mapping[str, int] = field(default_factory=dict)


def panel_of(asking: Asking, query: Query, grid: Grid, done: bool = True) -> Panel:
    """The panel of a query. Raises SettingsError where neither the query nor any act gives a period, and for one that is too large."""
    query = done_only(query) if done else query
    if grid.normalise == "panel":
        query = replace(query, publisher=grid.sources or _steady(asking, query, grid.period))
    lake, acts = asking.lake, acts_asked(asking, query)
    window = _window(lake, acts, query)
    asked = _steps(acts, query, grid, asking.ontology, window)
    if grid.normalise != "none":
        volume = _volume(asking, replace(query, date=Period(*window)), grid)
        asked = Asked((*asked.steps[:-1], ("volumes", VOLUMES), asked.steps[-1]), {**asked.values, "volume": volume})
    if grid.rows == "all" or grid.period in ("day", "week"):
        _check_size(lake, asked)
    table = lake.table(asked.sql(f"SELECT * FROM panel ORDER BY {', '.join(UNITS[grid.unit])}, period"), asked.values)
    reasons = lake.fetch(asked.sql(_left_out_sql(grid)), asked.values)
    return Panel(table, None, grid, query.publisher, dict(reasons))


VOLUMES = 'SELECT CAST(v.period AS DATE) AS period, v.volume FROM (SELECT unnest(from_json($volume, \'[{"period": "VARCHAR", "volume": "BIGINT"}]\')) AS v)'


def _volume(asking: Asking, query: Query, grid: Grid) -> str:
    """How many items there are of all parties in each period, as JSON."""
    acts = acts_asked(asking, _everything(query))
    sql = f"SELECT period, count(DISTINCT item) FROM acts a JOIN periods p ON {placed('a', grid.period)} GROUP BY period"
    asked = Asked((*acts.steps, ("periods", periods_sql(grid.period))), {**acts.values, "start": query.date.start, "end": query.date.end})
    return json.dumps([{"period": str(period), "volume": n} for period, n in asking.lake.fetch(asked.sql(sql), asked.values)])


def _everything(query: Query) -> Query:
    """The query for all that was done, by whomever and whatever it was."""
    kept = ("scheme", "status", "background", "publisher", "min_confidence", "reported", "text", "level", "dataset", "as_of", "date")
    return Query(**{name: getattr(query, name) for name in kept})


def _steady(asking: Asking, query: Query, period: str) -> tuple[str, ...]:
    """The publishers that the record has an article of in every period of the query. Raises SettingsError where there is none."""
    asked = known(asking.lake, query.as_of, datasets=query.dataset)
    within = "reported BETWEEN COALESCE(CAST($start AS DATE), '0001-01-01') AND COALESCE(CAST($end AS DATE), '9999-12-31')"
    values = {**asked.values, "start": query.date.start, "end": query.date.end}
    sql = (
        f"SELECT site FROM (SELECT site, date_trunc('{period}', reported) AS period FROM documents WHERE {within}) WHERE site IS NOT NULL "
        "GROUP BY site HAVING count(DISTINCT period) = (SELECT date_diff('{0}', min(reported), max(reported)) + 1 FROM documents WHERE {1}) ORDER BY site"
    ).format(period, within)
    found = tuple(row[0] for row in asking.lake.fetch(asked.sql(sql), values))
    if not found:
        raise SettingsError(
            f"No publisher has an article in every {period} of that time; expected sources to be named, or a longer period."
        )
    return found


def _window(lake: Lake, acts: Asked, query: Query) -> tuple[str, str]:
    """The first and last day: what the query says, else what the acts span. Raises SettingsError where neither says anything."""
    start, end = query.date.start, query.date.end
    if start is None or end is None:
        first, last = lake.fetch(acts.sql("SELECT min(first_day), max(last_day) FROM acts"), acts.values)[0]
        start, end = start or first, end or last
    if start is None or end is None or str(start) > str(end):
        raise SettingsError("No act of that time is dated, and the period is open; expected one with both ends, such as 2023-01..2024-06.")
    return str(start), str(end)


def _check_size(lake: Lake, asked: Asked) -> None:
    units, periods = lake.fetch(asked.sql("SELECT (SELECT count(*) FROM units), (SELECT count(*) FROM periods)"), asked.values)[0]
    if units * periods > MOST_ROWS:
        raise SettingsError(
            f"The panel would have {units:,} units in {periods:,} periods, more than {MOST_ROWS:,} rows; take a shorter time, a longer period, or rows that are observed."
        )


def _steps(acts: Asked, query: Query, grid: Grid, ontology: Ontology, window: tuple[str, str]) -> Asked:
    unit = ", ".join(UNITS[grid.unit])
    groups = _groups(grid.split, query.scheme, ontology)
    steps = [
        *acts.steps,
        ("periods", periods_sql(grid.period)),
        ("placed", f"SELECT a.*, p.period FROM ({_units_sql(grid.unit)}) a JOIN periods p ON {placed('a', grid.period)}"),
        ("items", f"SELECT {unit}, period, item, event_type, quad, status, avg(goldstein) AS goldstein, avg(event_scale) AS event_scale FROM placed GROUP BY ALL"),
        ("cells", f"SELECT {unit}, period, {', '.join((*counted_columns(groups), *sum_columns()))} FROM items GROUP BY ALL"),
        ("membership", "SELECT m.state, CAST(m.start AS DATE) AS start, CAST(m.until AS DATE) AS until FROM (SELECT unnest(from_json($members, '[{\"state\": \"VARCHAR\", \"start\": \"VARCHAR\", \"until\": \"VARCHAR\"}]')) AS m)"),
        ("units", _rows_sql(grid, query)),
        ("belonging", _belonging_sql(UNITS[grid.unit])),
        ("coverage", _coverage_sql(query, grid.period, "found" in acts.values)),
        ("panel", _panel_sql(UNITS[grid.unit], [name for name, _ in groups], grid.normalise != "none")),
    ]  # fmt: skip
    members = [{"state": t.state, "start": t.start, "until": t.end} for t in _tenures(grid)]
    given = {"start": window[0], "end": window[1], "members": json.dumps(members)}
    return Asked(tuple(steps), {**acts.values, **_of_articles(query)[1], **given})


def placed(name: str, period: str) -> str:
    """An act counts in the period that holds the middle of its days, unless its date is less exact than the period."""
    return (
        f"CAST(date_trunc('{period}', {name}.middle) AS DATE) = p.period AND {name}.last_day - {name}.first_day <= p.last - p.period "
        f"AND {name}.middle BETWEEN CAST($start AS DATE) AND CAST($end AS DATE)"
    )


def _left_out_sql(grid: Grid) -> str:
    """How many items are in no row, by the reason; of an item with several acts, the first reason that one of them has."""
    sides = {"party": "actor IS NULL AND recipient IS NULL", "actor": "actor IS NULL", "recipient": "recipient IS NULL"}
    unknown = sides.get(grid.unit, "actor IS NULL OR recipient IS NULL")
    same = "WHEN actor = recipient THEN 4" if len(UNITS[grid.unit]) == 2 else ""
    within = "a.middle BETWEEN CAST($start AS DATE) AND CAST($end AS DATE)"
    reason = f"CASE WHEN first_day IS NULL THEN 1 WHEN {unknown} THEN 2 {same} WHEN NOT ({within}) THEN 5 ELSE 3 END"
    told = " ".join(f"WHEN {n} THEN '{name}'" for n, name in REASONS.items())
    return (
        f"SELECT CASE reason {told} END, count(*) FROM (SELECT item, min({reason}) AS reason FROM acts a "
        "WHERE item NOT IN (SELECT item FROM placed) GROUP BY item) GROUP BY reason ORDER BY 1"
    )


REASONS = {
    1: "no date", 2: "a side unknown", 3: "date less exact than the period", 4: "both sides the same", 5: "mostly outside the time",
}  # fmt: skip


def _tenures(grid: Grid) -> tuple[states.Tenure, ...]:
    return states.tenures(grid.system, grid.microstates) if grid.system else ()


def periods_sql(period: str) -> str:
    step = f"INTERVAL '{PERIODS[period]}'"
    first = f"date_trunc('{period}', CAST($start AS DATE))"
    return (
        f"SELECT CAST(t AS DATE) AS period, CAST(t + {step} AS DATE) - 1 AS last "
        f"FROM (SELECT unnest(generate_series(CAST({first} AS TIMESTAMP), CAST($end AS TIMESTAMP), {step})) AS t)"
    )


def _units_sql(unit: str) -> str:
    """The acts with the columns of a unit. Pairs are of two different parties; a party alone has also acts without another side."""
    if unit == "directed":
        return "SELECT * FROM acts WHERE actor <> recipient"
    if unit == "undirected":
        return "SELECT *, least(actor, recipient) AS one, greatest(actor, recipient) AS two FROM acts WHERE actor <> recipient"
    if unit == "party":
        return "SELECT * FROM (SELECT *, unnest([actor, recipient]) AS party FROM acts) WHERE party IS NOT NULL"
    return f"SELECT * FROM acts WHERE {unit} IS NOT NULL"


def _groups(split: str, scheme: str, ontology: Ontology) -> list[tuple[str, str]]:
    """The columns that split a count, and the condition on an item of each."""
    if split == "type":
        return [(f"n_{name}", f"event_type = '{name}'") for name in ontology.types]
    if split == "quad":
        found = sorted({quad for (s, _), quad in ontology.quads.items() if s == scheme})
        return [(f"n_{scheme}_{quad}", f"quad = {quad}") for quad in found]
    if split == "status":
        return [(f"n_{status}", f"status = '{status}'") for status in ontology.axes_of]
    return []


def _rows_sql(grid: Grid, query: Query) -> str:
    columns = UNITS[grid.unit]
    found = f"SELECT DISTINCT {', '.join(columns)} FROM placed"
    for pair in _asked_pairs(grid.unit, query):
        found += f" UNION SELECT {', '.join(pair)}"
    if grid.rows == "observed":
        return found
    inside = "(SELECT DISTINCT state FROM membership WHERE start <= CAST($end AS DATE) AND until >= CAST($start AS DATE))"
    if len(columns) == 1:
        named = getattr(query, columns[0], ())
        among = f"list_contains(${columns[0]}, {columns[0]})" if named else "true"
        return f"{found} UNION SELECT * FROM (SELECT state AS {columns[0]} FROM {inside}) WHERE {among}"
    among, _ = pair_conditions(query)
    pairs = (
        f"SELECT * FROM (SELECT a.state AS actor, b.state AS recipient FROM {inside} a JOIN {inside} b ON a.state <> b.state) WHERE {among}"
    )
    if grid.unit == "undirected":
        pairs = f"SELECT least(actor, recipient) AS one, greatest(actor, recipient) AS two FROM ({pairs})"
    return f"{found} UNION {pairs}"


def _asked_pairs(unit: str, query: Query) -> list[tuple[str, str]]:
    """The pairs that a query names whole, as SQL: they have rows even where nothing was seen of them."""
    if not query.between or len(UNITS[unit]) == 1:
        return []
    return [("$one", "$two"), ("$two", "$one")] if unit == "directed" else [("least($one, $two)", "greatest($one, $two)")]


def _coverage_sql(query: Query, period: str, searched: bool) -> str:
    """How many articles the record has of each period, of those that are asked for by publisher, day of report and words."""
    within = f"reported BETWEEN date_trunc('{period}', CAST($start AS DATE)) AND CAST($end AS DATE) + INTERVAL '{PERIODS[period]}'"
    among = " AND ".join([within, *_of_articles(query)[0], *(["list_contains($found, id)"] if searched else [])])
    counted = (
        f"SELECT CAST(date_trunc('{period}', reported) AS DATE) AS period, count(*) AS articles FROM documents WHERE {among} GROUP BY 1"
    )
    return f"SELECT p.period, COALESCE(d.articles, 0) AS articles FROM periods p LEFT JOIN ({counted}) d USING (period)"


def _of_articles(query: Query) -> tuple[list[str], Mapping[str, object]]:
    """What a query demands of the articles themselves: where no article meets it, nothing could be known."""
    return conditions_of(Query(publisher=query.publisher, reported=query.reported), {})


def _belonging_sql(columns: tuple[str, ...]) -> str:
    """The periods in which a unit's parties were all members, together, on some day."""
    joins = " ".join(f"JOIN membership m{n} ON m{n}.state = u.{column}" for n, column in enumerate(columns))
    start = "greatest(" + ", ".join(["p.period", *(f"m{n}.start" for n in range(len(columns)))]) + ")"
    until = "least(" + ", ".join(["p.last", *(f"m{n}.until" for n in range(len(columns)))]) + ")"
    named = ", ".join(f"u.{c}" for c in columns)
    return f"SELECT DISTINCT {named}, p.period FROM units u {joins} JOIN periods p ON {start} <= {until}"


def _panel_sql(columns: tuple[str, ...], groups: list[str], shares: bool) -> str:
    named = ", ".join(f"u.{c}" for c in columns)
    using = ", ".join((*columns, "period"))
    known = "CASE WHEN c.n IS NOT NULL THEN c.{0} WHEN member AND articles > 0 THEN 0 END AS {0}"
    counts = ", ".join(
        known.format(c) for c in ("n", "cooperation", "conflict", *groups, *(name for name in SUMS if not name.endswith("mean")))
    )
    means = ", ".join(f"c.{name}" for name in SUMS if name.endswith("mean"))
    base = (
        f"SELECT {named}, p.period, b.period IS NOT NULL AS member, v.articles, {counts}, {means}{', COALESCE(w.volume, CASE WHEN v.articles > 0 THEN 0 END) AS volume' if shares else ''} "
        f"FROM units u CROSS JOIN periods p LEFT JOIN belonging b USING ({using}) LEFT JOIN cells c USING ({using}) "
        f"LEFT JOIN coverage v USING (period) {'LEFT JOIN volumes w USING (period)' if shares else ''}"
    )
    extra = ", ".join(share_columns(shares))
    return f"SELECT *, {extra} FROM ({base})"


SUMS = tuple(column.rsplit(" AS ", 1)[1] for column in sum_columns())
