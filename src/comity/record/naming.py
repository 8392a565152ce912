"""How articles name a party: their words for it, and how these were resolved."""

from collections.abc import Sequence
from dataclasses import dataclass

from comity.record.ask import Asked
from comity.record.lake import Lake


@dataclass(frozen=True, slots=True)
class Naming:
    """One way of resolving words to a party (`Participant.resolved_by`): how often, and with which words, the most frequent first."""

    way: str
    n: int
    words: tuple[tuple[str, int], ...]


def namings(lake: Lake, sides: Sequence[tuple[Asked, str]], code: str) -> list[Naming]:
    """The ways in which the claims of some questions name a party on a side (actor or recipient), the most frequent first.

    A claim that two questions ask for counts on each side; of a mutual act all are actors.
    """
    counts: dict[str, dict[str, int]] = {}
    for asked, side in sides:
        told = f"SELECT unnest({side}) AS p FROM {asked.steps[-1][0]}"
        sql = f"SELECT p.resolved_by, trim(regexp_replace(p.text, '\\s+', ' ', 'g')) AS words, count(*) FROM ({told}) WHERE p.code = $own OR p.id = $own GROUP BY ALL"
        for way, words, n in lake.fetch(asked.sql(sql), {**asked.values, "own": code}):
            found = counts.setdefault(way, {})
            found[words] = found.get(words, 0) + n
    ways = [Naming(way, sum(words.values()), tuple(sorted(words.items(), key=lambda w: (-w[1], w[0])))) for way, words in counts.items()]
    return sorted(ways, key=lambda w: (-w.n, w.way))
