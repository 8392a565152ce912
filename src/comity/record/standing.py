"""How a record stands: its numbers, who published, which pair of actors it tells most of."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from comity.core.actor import COLLECTIVE, UNKNOWN
from comity.core.claim import FACTS
from comity.record.ask import Asked, known
from comity.record.lake import Lake
from comity.record.origins import origins
from comity.record.shape import literal

SHARED = ", ".join(map(literal, sorted(COLLECTIVE)))


@dataclass(frozen=True, slots=True)
class State:
    """The numbers of a record. `proved` is the share of claims with at least one quote or its hash, `unresolved` counts claims with a
    party that no table knows, `events` is None where they do not stand ready."""

    articles: int
    publishers: int
    proved: float
    unresolved: int
    failures: int
    last_added: str | None
    events: int | None


def state(lake: Lake, as_of: str | int | None, events: int | None) -> State:
    """The numbers of a record as of a time; failures and the last intake are today's."""
    asked = known(lake, as_of, "claims")
    articles, publishers = lake.fetch(asked.sql("SELECT count(*), count(DISTINCT site) FROM documents"), asked.values)[0]
    proof = "len(hashes) > 0 AND len(hashes) = len(evidence)"
    unknown = f"list_contains(actor_keys, '{UNKNOWN}') OR list_contains(recipient_keys, '{UNKNOWN}')"
    claims, proved, unresolved = lake.fetch(
        asked.sql(f"SELECT count(*), count(*) FILTER ({proof}), count(*) FILTER ({unknown}) FROM claims"), asked.values
    )[0]
    tables = lake.sources("failures", "runs")
    failures = lake.fetch(f"SELECT count(*) FROM {tables['failures']}")[0][0]
    last = lake.fetch(f'SELECT max("at") FROM {tables["runs"]}')[0][0]
    return State(articles, publishers, proved / claims if claims else 0.0, unresolved, failures, last, events)


def publishers(lake: Lake, as_of: str | int | None) -> list[dict[str, Any]]:
    """Who published the articles: how many, with how many claims, the first and the last day."""
    asked = known(lake, as_of)
    sql = (
        "SELECT COALESCE(site, '(not said)') AS publisher, count(*) AS articles, CAST(sum(claims) AS BIGINT) AS claims, CAST(min(reported) AS VARCHAR) AS first, "
        "CAST(max(reported) AS VARCHAR) AS last FROM documents GROUP BY publisher ORDER BY articles DESC, publisher"
    )
    return lake.records(asked.sql(sql), asked.values)


def busiest_pair(lake: Lake) -> tuple[str, str] | None:
    """The two states or organisations with the most acts of one toward the other that are asserted as done."""
    asked = known(lake, None, "claims")
    done = "status IN (" + ", ".join(f"'{s}'" for s in sorted(FACTS)) + ") AND NOT background"
    political = f"length(k) = 3 AND k NOT IN ({SHARED})"
    sides = "[k FOR k IN {} IF " + political + "]"
    both = f"SELECT unnest({sides.format('actor_keys')}) AS one, CASE WHEN reciprocal THEN actor_keys ELSE recipient_keys END AS others FROM claims WHERE {done}"
    sql = (
        f"SELECT least(one, two), greatest(one, two) FROM (SELECT one, unnest({sides.format('others')}) AS two FROM ({both})) "
        "WHERE one <> two GROUP BY ALL ORDER BY count(*) DESC, 1, 2 LIMIT 1"
    )
    return next(((one, two) for one, two in lake.fetch(asked.sql(sql), asked.values)), None)


def partners(lake: Lake, asked: Asked, other: str, quad: str, item: str) -> list[tuple[str, int, int]]:
    """With whom the claims of a question are that are done and news, as `tally.partners_of` has it; `quad` and `item` are SQL of a claim."""
    done = "status IN (" + ", ".join(f"'{s}'" for s in sorted(FACTS)) + ") AND NOT background"
    keys = f"CASE WHEN reciprocal THEN actor_keys ELSE {other}_keys END"
    party = f"(length(k) = 3 AND k NOT IN ({SHARED})) OR starts_with(k, 'igo:')"
    rows = f"SELECT {quad} AS kind, {item} AS item, unnest(list_filter({keys}, lambda k: {party})) AS other FROM {asked.steps[-1][0]} WHERE {done}"
    sql = (
        "SELECT other, count(DISTINCT item) FILTER (kind <= 2) AS good, count(DISTINCT item) FILTER (kind > 2) AS bad "
        f"FROM ({rows}) WHERE kind > 0 GROUP BY other ORDER BY good + bad DESC, other"
    )
    return [(code, good, bad) for code, good, bad in lake.fetch(asked.sql(sql), asked.values)]


def origins_of(lake: Lake, ids: Collection[str], as_of: str | int | None) -> Mapping[str, str]:
    """For each of some articles the first published of them that it is copied from, or that credits the same agency for the whole."""
    asked = known(lake, as_of)
    roots: dict[str, str] = {**dict(zip(ids, ids, strict=True)), **origins(lake, asked, [list(ids)])[0]}
    sql = "SELECT id, [w.code FOR w IN wires IF len(w.sentences) = 0] FROM documents WHERE list_contains($ids, id) ORDER BY published NULLS LAST, id"
    first: dict[str, str] = {}
    for id, wires in lake.fetch(asked.sql(sql), {**asked.values, "ids": list(ids)}):
        for wire in wires:
            roots[id] = first.setdefault(wire, roots[id])
    return roots


def runs_of(lake: Lake, ids: Collection[str], as_of: str | int | None) -> list[dict[str, Any]]:
    """The runs that brought some articles: id, when it ended (or began, where it never ended), Comity's version, hash of the settings."""
    asked = known(lake, as_of)
    runs = lake.fetch(asked.sql("SELECT DISTINCT run FROM documents WHERE list_contains($ids, id)"), {**asked.values, "ids": list(ids)})
    table = lake.sources("runs")["runs"]
    return lake.records(
        f'SELECT id, max("at") AS "at", max_by(comity, "at") AS comity, max_by(settings, "at") AS settings FROM {table} '
        "WHERE list_contains($runs, id) GROUP BY id ORDER BY 2 DESC, 1", {"runs": [r for (r,) in runs]},
    )  # fmt: skip


def refusals(lake: Lake, as_of: str | int | None) -> list[tuple[str, int]]:
    """How often each reason for coding nothing was given."""
    asked = known(lake, as_of, "rejections")
    return [
        (reason, n)
        for reason, n in lake.fetch(
            asked.sql("SELECT reason, count(*) FROM rejections GROUP BY reason ORDER BY count(*) DESC, reason"), asked.values
        )
    ]


def counts(lake: Lake, as_of: str | int | None) -> Mapping[str, Mapping[str, int]]:
    """How many claims there are of each type, mode ("CONSULT/visit") and status."""
    asked = known(lake, as_of, "claims")
    keys = {"type": "event_type", "mode": "event_type || '/' || mode", "status": "status"}
    return {
        name: dict(
            lake.fetch(
                asked.sql(f"SELECT {key} AS value, count(*) FROM claims WHERE {key} IS NOT NULL GROUP BY value ORDER BY value"),
                asked.values,
            )
        )
        for name, key in keys.items()
    }
