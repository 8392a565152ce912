"""The press lens: the same pair as told by the press of the one, of the other, and of third countries, and how far they differ."""

import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log2
from pathlib import Path
from typing import Any

import numpy as np

from comity.core.query import Query
from comity.errors import DataError, SettingsError
from comity.record.ask import known
from comity.relate.acts import IS_PAIR, Asking, acts_asked, done_only
from comity.relate.measures import wilson
from comity.relate.outlets import Outlets
from comity.relate.tabular import Tabular

LENSES = ("one", "two", "third", "unknown")
DOUBT = ("alleged", "denied")


@dataclass(frozen=True, slots=True)
class Lens:
    """What one press tells of the pair. `lens` is one, two, third (countries) or unknown.

    `acts` are done ones between the two, in either direction; `conflict` of them with Wilson's interval of the share; `by_one` is the share
    of one-sided conflict whose doer is the first party; `scale` the mean event-scale value; `doubted` counts acts told as alleged or denied.
    """

    lens: str
    countries: tuple[str, ...]
    outlets: int
    articles: int
    acts: int
    conflict: int
    share: float | None
    low: float | None
    high: float | None
    by_one: float | None
    scale: float | None
    doubted: int


@dataclass(frozen=True, slots=True)
class Divergence:
    """How far two presses differ in what they tell: Jensen-Shannon divergence of who does what (doer and quad class), 0 to 1.

    `chance` is what shuffling the articles gives in the mean, `p` the share of shuffles that differ as much; `verdict` is differ, alike (no
    more than chance gives) or too little (then `needed` articles of each are missing). `tone` is the difference of the mean scale.
    """

    one: str
    two: str
    value: float | None
    chance: float | None
    p: float | None
    tone: float | None
    verdict: str
    needed: int


@dataclass(frozen=True, slots=True)
class Press(Tabular):
    """The lenses of a pair and how far each two of them diverge. Rows are the lenses."""

    one: str
    two: str
    lenses: tuple[Lens, ...]
    divergences: tuple[Divergence, ...]

    def _rows(self) -> Sequence[object]:
        return self.lenses

    def _kind(self) -> type:
        return Lens


@dataclass(frozen=True, slots=True)
class _Telling:
    """One act as one article tells it; a mutual one has no doer."""

    document: str
    lens: str
    country: str | None
    outlet: str
    doer: str | None
    quad: int | None
    scale: float
    doubted: bool

    @property
    def conflict(self) -> bool:
        """Whether the act is one of conflict, in the query's scheme."""
        return self.quad in (3, 4)


def load_press_rules(path: Path) -> Mapping[str, float]:
    """The numbers of `press.toml`. Raises DataError."""
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))["press"]
        return {name: float(told[name]) for name in ("least", "draws", "level")}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise DataError(f"{path}: cannot be read ({type(error).__name__}: {error}). Mend the file and try again.") from error


def press(asking: Asking, query: Query, outlets: Outlets, rules: Mapping[str, float], seed: int = 0) -> Press:
    """The press lens of the pair in a query's `between`. Raises SettingsError where no article tells of the pair in that time."""
    if query.between is None:
        raise SettingsError("between is empty; expected two parties.")
    one, two = query.between
    if one == two:
        raise SettingsError(f"{one!r} is given twice; expected two different parties.")
    told = _tellings(asking, query, outlets)
    if not told:
        raise SettingsError(f"No article tells of an act between {one} and {two} in that time; expected a longer one, or another pair.")
    lenses = tuple(_lens(name, [t for t in told if t.lens == name], one) for name in LENSES)
    pairs = (("one", "two"), ("one", "third"), ("two", "third"))
    done = [t for t in told if not t.doubted]
    return Press(one, two, lenses, tuple(_divergence(done, a, b, rules, seed) for a, b in pairs))


def _tellings(asking: Asking, query: Query, outlets: Outlets) -> list[_Telling]:
    """The acts between the two, done or doubted, each once an article, doer and type; a mutual act once, not in both directions."""
    statuses = (*done_only(Query()).status, *DOUBT)
    kept = {f: getattr(query, f) for f in Query.__dataclass_fields__}
    asked = acts_asked(asking, Query(**{**kept, "status": statuses, "background": False, "level": "claim"}))
    sql = (
        f"SELECT document_id, CASE WHEN NOT reciprocal THEN actor END AS doer, event_type, list_contains($doubt, status), avg(event_scale), any_value(quad) FROM acts WHERE {IS_PAIR} "
        "GROUP BY ALL ORDER BY ALL"
    )
    rows = asking.lake.fetch(asked.sql(sql), {**asked.values, "doubt": list(DOUBT)})
    sources = known(asking.lake, query.as_of)
    wanted = {**sources.values, "ids": sorted({r[0] for r in rows})}
    where = "SELECT id, site, url FROM documents WHERE list_contains($ids, id)"
    published = {id: (site, url) for id, site, url in asking.lake.fetch(sources.sql(where), wanted)}
    found = []
    for document, doer, _, doubted, scale, quad in rows:
        site, url = published[document]
        country = outlets.country(site, url)
        lens = _lens_of(country, query)
        found.append(_Telling(document, lens, country, site or url or "", doer, quad, scale or 0.0, doubted))
    return found


def _lens_of(country: str | None, query: Query) -> str:
    one, two = query.between or ("", "")
    return "unknown" if country is None else "one" if country == one else "two" if country == two else "third"


def _lens(name: str, told: Sequence[_Telling], one: str) -> Lens:
    done = [t for t in told if not t.doubted]
    bad = [t for t in done if t.conflict]
    sided = [t for t in bad if t.doer]
    share: tuple[float | None, float | None, float | None] = (None, None, None)
    if done:
        share = (len(bad) / len(done), *wilson(len(bad), len(done)))
    return Lens(
        name, tuple(sorted({t.country for t in told if t.country})), len({t.outlet for t in told}), len({t.document for t in told}), len(done),
        len(bad), *share, sum(t.doer == one for t in sided) / len(sided) if sided else None,
        sum(t.scale for t in done) / len(done) if done else None, len(told) - len(done),
    )  # fmt: skip


def _divergence(told: Sequence[_Telling], a: str, b: str, rules: Mapping[str, float], seed: int) -> Divergence:
    """The divergence of two lenses against shuffled articles: whole articles, since what one article tells hangs together."""
    articles: dict[str, list[_Telling]] = {}
    for t in told:
        if t.lens in (a, b):
            articles.setdefault(t.document, []).append(t)
    names = sorted(articles)
    sides = np.array([articles[d][0].lens == a for d in names], dtype=bool)
    needed = int(rules["least"])
    if min(int(sides.sum()), int((~sides).sum())) < needed:
        return Divergence(a, b, None, None, None, None, "too little", needed)
    kinds = sorted({(t.doer or "", t.quad or 0) for ts in articles.values() for t in ts})
    at = {kind: n for n, kind in enumerate(kinds)}
    counts = np.zeros((len(names), len(kinds)))
    for row, name in enumerate(names):
        for kind, n in Counter((t.doer or "", t.quad or 0) for t in articles[name]).items():
            counts[row, at[kind]] += n
    value = _between(counts, sides)
    rng = np.random.default_rng(seed)
    drawn = [_between(counts, rng.permutation(sides)) for _ in range(int(rules["draws"]))]
    p = (1 + sum(d >= value for d in drawn)) / (1 + len(drawn))
    tone = _mean(articles, a) - _mean(articles, b)
    return Divergence(a, b, value, float(np.mean(drawn)), p, tone, "differ" if p < rules["level"] else "alike", needed)


def _mean(articles: Mapping[str, Sequence[_Telling]], lens: str) -> float:
    scales = [t.scale for ts in articles.values() for t in ts if t.lens == lens]
    return sum(scales) / len(scales)


def _between(counts: Any, sides: Any) -> float:
    """The Jensen-Shannon divergence, in bits, of what two sides tell."""
    p, q = counts[sides].sum(axis=0), counts[~sides].sum(axis=0)
    return jensen_shannon(p / p.sum(), q / q.sum())


def jensen_shannon(p: Sequence[float], q: Sequence[float]) -> float:
    """How far two distributions differ: 0 the same, 1 nothing in common.

    >>> jensen_shannon([1, 0], [0, 1]), jensen_shannon([0.5, 0.5], [0.5, 0.5])
    (1.0, 0.0)
    """
    total = 0.0
    for a, b in zip(p, q, strict=True):
        middle = (a + b) / 2
        total += sum(float(v) * log2(v / middle) / 2 for v in (a, b) if v > 0)
    return total
