"""Which articles of one event were copied from which: a tree whose roots are the origins."""

from collections.abc import Iterable, Mapping, Sequence

from comity.record.ask import Asked, known
from comity.record.lake import Lake

SHARED = 3  # hashes two texts must share at least
COPIED = 0.5  # share of the shorter text's sketch that the other one has
FIRST = 8  # texts that a passage is compared with, in order of publication


def origins(lake: Lake, asked: Asked, events: Iterable[Sequence[str]]) -> list[Mapping[str, str]]:
    """For each event, given by its articles, the first published of those that each was copied from, directly or by others.

    Two articles are copies where one is mostly in the other, by the sketches of their wording, or where their texts are the same. `asked`
    has the step `documents`. An article that is no copy of another in its event is left out.
    """
    listed = [sorted(set(articles)) for articles in events]
    several = [(n, article) for n, articles in enumerate(listed) if len(articles) > 1 for article in articles]
    roots: list[dict[str, str]] = [{} for _ in listed]
    if not several:
        return list(roots)
    values = {**asked.values, "event": [n for n, _ in several], "article": [a for _, a in several]}
    steps = (
        *asked.steps,
        ("told", "SELECT unnest($event::BIGINT[]) AS event, unnest($article::VARCHAR[]) AS id"),
        ("placed", "SELECT t.event, d.id, d.published, d.text_hash, d.shingles, row_number() OVER (ORDER BY t.event, d.published NULLS LAST, d.id) AS place FROM told t JOIN documents d USING (id)"),
        ("passages", "SELECT event, id, place, len(shingles) AS size, unnest(shingles) AS passage FROM placed"),
        ("earliest", f"SELECT * FROM passages QUALIFY row_number() OVER (PARTITION BY event, passage ORDER BY place) <= {FIRST}"),
        ("alike", "SELECT a.event, a.id AS early, b.id AS late, a.place AS place, a.size AS one, b.size AS two, count(*) AS shared FROM earliest a JOIN passages b ON a.event = b.event AND a.passage = b.passage AND a.place < b.place GROUP BY ALL"),
        ("copies", f"SELECT event, early, late FROM alike WHERE shared >= {SHARED} AND shared >= {COPIED} * least(one, two)"),
        ("same", "SELECT event, first_value(id) OVER (PARTITION BY event, text_hash ORDER BY place) AS early, id AS late FROM placed"),
    )  # fmt: skip
    sql = Asked(steps, values)
    order = {id: (day or "9999", id) for id, day in lake.fetch(sql.sql("SELECT DISTINCT id, published FROM placed"), values)}
    for event, early, late in lake.fetch(sql.sql("SELECT * FROM copies UNION SELECT * FROM same WHERE early != late"), values):
        one, two = sorted((_root(roots[event], early), _root(roots[event], late)), key=lambda id: order[id])
        if one != two:
            roots[event][two] = one
    return [{id: _root(found, id) for id in found} for found in roots]


def all_origins(lake: Lake, as_of: str | int | None = None) -> Mapping[str, str]:
    """Like `origins`, of all articles together as of a time, whatever they tell of."""
    asked = known(lake, as_of)
    ids = [id for (id,) in lake.fetch(asked.sql("SELECT id FROM documents"), asked.values)]
    return origins(lake, asked, [ids])[0]


def _root(parent: Mapping[str, str], article: str) -> str:
    while article in parent:
        article = parent[article]
    return article
