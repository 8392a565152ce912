"""The state of every pair at once, by the same filter as for one."""

import json
from typing import Any

import numpy as np

from comity.core.query import Query
from comity.errors import SettingsError
from comity.record.answer import Answer
from comity.record.ask import Asked
from comity.relate.acts import IS_PAIR, Asking, acts_asked, done_only
from comity.relate.measures import Z
from comity.relate.panel import periods_sql, placed
from comity.relate.state import Flow, Parameters, estimate, filtered

BUSIEST = 200  # pairs from which the parameters are estimated
SHAPE = [
    {
        "actor": "VARCHAR",
        "recipient": "VARCHAR",
        "value": "DOUBLE",
        "low": "DOUBLE",
        "high": "DOUBLE",
        "acts": "BIGINT",
        "last_act": "VARCHAR",
    }
]


def states_of(asking: Asking, query: Query, parameters: Parameters | None = None) -> Answer:
    """Where every directed pair of which anything was seen stands in the last month of a query's time, or of the record's.

    The parameters are those given, or estimated from the 200 busiest pairs together. Raises SettingsError where there is no act.
    """
    asked = acts_asked(asking, done_only(query))
    first, last = asking.lake.fetch(asked.sql(f"SELECT min(middle), max(middle) FROM acts WHERE {IS_PAIR}"), asked.values)[0]
    if first is None:
        raise SettingsError("The record has no act between two parties in that time; expected a time within the record.")
    values = {**asked.values, "start": query.date.start or str(first), "end": query.date.end or str(last)}
    steps = Asked((*asked.steps, ("periods", periods_sql("month"))), values)
    rows = asking.lake.fetch(steps.sql(_FLOW.format(placed("a", "month"))), values)
    months = [str(p) for (p,) in asking.lake.fetch(steps.sql("SELECT period FROM periods ORDER BY period"), values)]
    pairs, flow, latest = _arrays(rows, months)
    total = (flow.good + flow.bad).sum(axis=1)
    busiest = np.argsort(-total, kind="stable")[:BUSIEST]
    by = parameters or estimate(Flow(flow.good[busiest], flow.bad[busiest], flow.good_sum[busiest], flow.bad_sum[busiest]))
    level, variance, _ = filtered(flow, by)
    half = Z * np.sqrt(variance[:, -1])
    made = [
        {"actor": actor, "recipient": recipient, "value": float(v), "low": max(-10.0, float(v - h)), "high": min(10.0, float(v + h)), "acts": int(n), "last_act": day}
        for (actor, recipient), v, h, n, day in zip(pairs, level[:, -1], half, total, latest, strict=True)
    ]  # fmt: skip
    sql = "SELECT row.* FROM (SELECT unnest(from_json($rows, $shape)) AS row) ORDER BY 1, 2"
    return Answer(asking.lake.table(sql, {"rows": json.dumps(made), "shape": json.dumps(SHAPE)}))


_FLOW = (
    "SELECT actor, recipient, period, count(*) FILTER (scale >= 0), count(*) FILTER (scale < 0), "
    "COALESCE(sum(scale) FILTER (scale >= 0), 0), COALESCE(sum(scale) FILTER (scale < 0), 0), max(middle) FROM "
    "(SELECT actor, recipient, p.period, item, avg(event_scale) AS scale, max(middle) AS middle FROM acts a JOIN periods p ON {} "
    f"WHERE {IS_PAIR} AND actor <> recipient GROUP BY ALL) GROUP BY ALL ORDER BY actor, recipient, period"
)


def _arrays(rows: list[tuple[Any, ...]], months: list[str]) -> tuple[list[tuple[str, str]], Flow, list[str]]:
    """Pairs in order, their flows with a row a pair and a column a month, and the day of each pair's last act."""
    latest = {(row[0], row[1]): str(row[7]) for row in rows}
    place, column = {pair: n for n, pair in enumerate(latest)}, {month: n for n, month in enumerate(months)}
    at = [(place[row[0], row[1]] for row in rows), (column[str(row[2])] for row in rows)]
    index = tuple(np.fromiter(numbers, int, len(rows)) for numbers in at)
    found = [np.zeros((len(place), len(months))) for _ in range(4)]
    for n, array in enumerate(found):
        array[index] = [row[3 + n] for row in rows]
    return list(latest), Flow(*found), list(latest.values())
