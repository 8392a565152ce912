"""How far a figure depends on choices: its envelope over levels, quad schemes and rules of merging."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import product
from statistics import median

from comity.core.query import LEVELS, SCHEMES, Query
from comity.errors import SettingsError
from comity.merge.summary import RULES
from comity.relate.acts import IS_PAIR, Asking, acts_asked, done_only
from comity.relate.tabular import Tabular

FIGURES: Mapping[str, str] = {
    "conflict_share": "count(DISTINCT item) FILTER (quad IN (3, 4)) / nullif(count(DISTINCT item) FILTER (quad IN (1, 2, 3, 4)), 0)",
    "material_conflict_share": "count(DISTINCT item) FILTER (quad = 4) / nullif(count(DISTINCT item) FILTER (quad IN (1, 2, 3, 4)), 0)",
    "event_scale": "avg(event_scale)",
    "goldstein": "avg(goldstein)",
}
Figure = Callable[[str, str, str], float | None]


@dataclass(frozen=True, slots=True)
class Variant:
    """A figure under one set of choices; None where nothing is known."""

    level: str
    scheme: str
    rule: str
    value: float | None


@dataclass(frozen=True, slots=True)
class Envelope(Tabular):
    """The least, middle and greatest value of a figure over all variants that have one. Rows are the variants."""

    low: float | None
    middle: float | None
    high: float | None
    variants: tuple[Variant, ...]

    def _rows(self) -> Sequence[object]:
        return self.variants

    def _kind(self) -> type:
        return Variant


def sensitivity(figure: Figure, levels: Sequence[str] = LEVELS, schemes: Sequence[str] = SCHEMES, rules: Sequence[str] = RULES) -> Envelope:
    """The envelope of `figure(level, scheme, rule)`. Rules of merging differ only on the level of events; elsewhere the first stands."""
    for name, values, allowed in (("levels", levels, LEVELS), ("schemes", schemes, SCHEMES), ("rules", rules, RULES)):
        for value in values:
            if value not in allowed:
                raise SettingsError(f"{name} holds {value!r}; expected some of {', '.join(allowed)}.")
        if not values:
            raise SettingsError(f"{name} is empty; expected some of {', '.join(allowed)}.")
    variants = tuple(
        Variant(level, scheme, rule, figure(level, scheme, rule))
        for level, scheme, rule in product(levels, schemes, rules)
        if level == "event" or rule == rules[0]
    )
    values_known = [v.value for v in variants if v.value is not None]
    if not values_known:
        return Envelope(None, None, None, variants)
    return Envelope(min(values_known), median(values_known), max(values_known), variants)


def figure_of(name: str, asking: Callable[[str], Asking], query: Query) -> Figure:
    """A figure by name, of the acts of a query; `asking` gives the questions under a rule. Raises SettingsError for an unknown name."""
    if name not in FIGURES:
        raise SettingsError(f"figure is {name!r}; expected one of {', '.join(FIGURES)}, or a function of level, scheme and rule.")
    return partial(_value, FIGURES[name], asking, done_only(query))


def _value(sql: str, asking: Callable[[str], Asking], query: Query, level: str, scheme: str, rule: str) -> float | None:
    told = asking(rule)
    asked = acts_asked(told, replace(query, level=level, scheme=scheme))
    value = told.lake.fetch(asked.sql(f"SELECT {sql} FROM acts WHERE {IS_PAIR}"), asked.values)[0][0]
    return None if value is None else float(value)
