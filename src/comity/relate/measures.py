"""What is measured of a group of acts, as columns of SQL: counts, sums and means, shares with their chance intervals."""

from collections.abc import Sequence
from math import sqrt

Z = 1.959964  # 95 %
COOPERATION = "quad IN (1, 2)"
CONFLICT = "quad IN (3, 4)"
SCORES = ("goldstein", "event_scale")


def counted_columns(groups: Sequence[tuple[str, str]] = ()) -> list[str]:
    """How many items there are, how many of cooperation and of conflict, and how many of each group (name and condition)."""
    named = [("cooperation", COOPERATION), ("conflict", CONFLICT), *groups]
    return ["count(DISTINCT item) AS n", *(f"count(DISTINCT item) FILTER ({condition}) AS {name}" for name, condition in named)]


def sum_columns() -> list[str]:
    """Sum and mean of each score over all items, those of cooperation and those of conflict; nothing where no item has a score."""
    found = []
    for score in SCORES:
        for name, condition in (("", "true"), ("_cooperation", COOPERATION), ("_conflict", CONFLICT)):
            some = f"CASE WHEN count(*) FILTER ({condition}) = 0 THEN 0.0 ELSE sum({score}) FILTER ({condition}) END"
            found += [f"{some} AS {score}{name}_sum", f"avg({score}) FILTER ({condition}) AS {score}{name}_mean"]
    return found


def wilson(part: int, whole: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share.

    >>> [round(v, 3) for v in wilson(1, 10)]
    [0.018, 0.404]
    """
    p = part / whole
    middle, half = p + Z * Z / (2 * whole), Z * sqrt(p * (1 - p) / whole + Z * Z / (4 * whole * whole))
    return max(0.0, (middle - half) / (1 + Z * Z / whole)), min(1.0, (middle + half) / (1 + Z * Z / whole))


def wilson_sql(part: str, whole: str) -> tuple[str, str]:
    """The lower and upper end of Wilson's 95 % interval of a share, as SQL; nothing where the whole is empty or unknown."""
    n = f"nullif({whole}, 0)"
    p = f"(({part}) / {n})"
    middle = f"({p} + {Z**2 / 2} / {n}) / (1 + {Z**2} / {n})"
    half = f"({Z} * sqrt(greatest({p} * (1 - {p}), 0) / {n} + {Z**2 / 4} / ({n} * {n})) / (1 + {Z**2} / {n}))"
    known = f"CASE WHEN {p} IS NOT NULL THEN {{}} END"  # greatest() and least() pass over what is not known
    return known.format(f"greatest(0, {middle} - {half})"), known.format(f"least(1, {middle} + {half})")


def share_columns(volume: bool) -> list[str]:
    """The share of conflict among cooperation and conflict, and where volumes are known the unit's share of them, with intervals."""
    shares = [("conflict_share", "conflict", "(cooperation + conflict)")] + ([("share", "n", "volume")] if volume else [])
    found = []
    for name, part, whole in shares:
        low, high = wilson_sql(part, whole)
        found += [f"{part} / nullif({whole}, 0) AS {name}", f"{low} AS {name}_low", f"{high} AS {name}_high"]
    return found
