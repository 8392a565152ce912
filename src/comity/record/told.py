"""Claims of a record as merging wants them: everything but their evidence, read a million at a time."""

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from comity.core.actor import Participant
from comity.core.claim import Claim
from comity.core.event import Source
from comity.core.when_where import EventDate, Place
from comity.core.wire import from_plain
from comity.merge.cluster import Cluster
from comity.merge.likeness import Told, told
from comity.merge.merge import words_of
from comity.merge.rules import MergeRules
from comity.record.ask import Asked
from comity.record.lake import Lake

FLAT = (
    "id", "document_id", "sentence", "event_type", "mode", "quad", "event_scale", "cameo_code", "goldstein", "reciprocal", "status",
    "polarity", "certainty", "time", "content_of", "background", "coder", "rule", "confidence",
)  # fmt: skip
NESTED: Mapping[str, Any] = {
    "actor": tuple[Participant, ...], "recipient": tuple[Participant, ...], "attributed_to": Participant | None, "date": EventDate,
    "place": Place | None, "context": tuple[str, ...],
}  # fmt: skip
PAGE = 10_000


def read_told(lake: Lake, asked: Asked, where: str, rules: MergeRules) -> Iterator[Told]:
    """The claims `c` among the step `claims` of which a condition holds.

    Nested columns come as JSON, for most of them are alike and are turned into values once.
    """
    nested = ", ".join(f"CAST(to_json(c.{name}) AS VARCHAR)" for name in NESTED)
    flat = ", ".join(f"c.{name}" for name in FLAT)
    sql = asked.sql(
        f"SELECT {flat}, {nested}, CAST(c.reported AS VARCHAR), c.site, c.url, c.sentence_text, CAST(to_json(w.wires) AS VARCHAR) "
        "FROM claims c LEFT JOIN (SELECT id, wires FROM documents WHERE len(wires) > 0) w ON w.id = c.document_id "
        f"WHERE {where}"
    )
    for row in lake.stream(sql, asked.values, PAGE):
        values = dict(zip(FLAT, row, strict=False))
        values |= {name: _value(name, text) for name, text in zip(NESTED, row[len(FLAT) :], strict=False)}
        published, site, url, sentence, wires = row[-5:]
        claim = Claim(evidence=(), **values)
        yield told(claim, Source(published, _publisher(site, url), _credited(wires, claim.sentence), _words(sentence or "")), rules)


def with_origins(cluster: Cluster, roots: Mapping[str, str]) -> Cluster:
    """The claims of an event with the article that each one's article was copied from beside the agencies it credits."""
    found = []
    for t in cluster:
        keys = (roots.get(t.claim.document_id, t.claim.document_id), *t.source.origins)
        found.append(Told(t.claim, Source(t.source.published, t.source.publisher, keys, t.source.words), t.sides, t.days))
    return found


@lru_cache(maxsize=1 << 17)
def _value(name: str, text: str | None) -> Any:
    return from_plain(NESTED[name], json.loads(text or "null"))


def _publisher(site: str | None, url: str | None) -> str | None:
    return site or (urlsplit(url).hostname if url else None)


def _credited(wires: str | None, sentence: int) -> tuple[str, ...]:
    """The agencies credited by a whole article or by one sentence."""
    return tuple(f"wire:{code}" for code, where in _wires(wires) if not where or sentence in where) if wires else ()


@lru_cache(maxsize=1 << 12)
def _wires(text: str) -> tuple[tuple[str, frozenset[int]], ...]:
    return tuple((w["code"], frozenset(w["sentences"])) for w in json.loads(text))


@lru_cache(maxsize=1 << 14)
def _words(sentence: str) -> frozenset[str]:
    return words_of(sentence)
