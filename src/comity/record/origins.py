"""Which articles were copied from which: a tree whose roots are the origins."""

from collections.abc import Collection, Mapping

from comity.record.ask import known
from comity.record.lake import Lake

SHARED = 3  # hashes two texts must share at least
COPIED = 0.5  # share of the shorter text's sketch that the other one has
FIRST = 8  # texts that a passage is compared with, in order of publication


def origins(lake: Lake, as_of: str | int | None = None, among: Collection[str] | None = None) -> Mapping[str, str]:
    """For each article the id of the first published of those it is copied from, directly or by others; its own where it is no copy.

    Two articles are copies where one is mostly in the other, by the sketches of their wording, or where their texts are the same. `among` are
    the ids of articles to compare, by default all.
    """
    asked = known(lake, as_of)
    if among is not None:
        chosen = ("chosen", "SELECT * FROM documents WHERE list_contains($among, id)")
        asked = type(asked)((*asked.steps, chosen), {**asked.values, "among": list(among)})
    steps = (
        *asked.steps,
        ("placed", f"SELECT id, text_hash, shingles, row_number() OVER (ORDER BY published NULLS LAST, id) AS place FROM {asked.steps[-1][0]}"),
        ("passages", "SELECT id, place, len(shingles) AS size, unnest(shingles) AS passage FROM placed"),
        ("earliest", f"SELECT * FROM passages QUALIFY row_number() OVER (PARTITION BY passage ORDER BY place) <= {FIRST}"),
        ("alike", "SELECT a.place AS early, b.place AS late, a.size AS one, b.size AS two, count(*) AS shared FROM earliest a JOIN passages b ON a.passage = b.passage AND a.place < b.place GROUP BY ALL"),
        ("copies", f"SELECT early, late FROM alike WHERE shared >= {SHARED} AND shared >= {COPIED} * least(one, two)"),
        ("same", "SELECT min(place) OVER (PARTITION BY text_hash) AS early, place AS late FROM placed"),
    )  # fmt: skip
    sql = type(asked)(steps, asked.values)
    parent = {place: place for (place,) in lake.fetch(sql.sql("SELECT place FROM placed"), asked.values)}

    def root(place: int) -> int:
        while parent[place] != place:
            parent[place] = parent[parent[place]]
            place = parent[place]
        return place

    for early, late in lake.fetch(sql.sql("SELECT * FROM copies UNION SELECT * FROM same WHERE early < late"), asked.values):
        one, two = sorted((root(early), root(late)))
        parent[two] = one
    ids = dict(lake.fetch(sql.sql("SELECT place, id FROM placed"), asked.values))
    return {ids[place]: ids[root(place)] for place in parent}
