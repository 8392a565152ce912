"""Charts of a relation for papers: vector figures, black on white, told apart by line and not by colour alone.

Loaded only when a chart is asked for, since matplotlib takes half a second.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure as Picture

from comity.errors import SettingsError
from comity.relate.months import Month
from comity.relate.relation import Relation
from comity.relate.state import Level, Parameters

BLUE, ORANGE, GREY = "#0072b2", "#d55e00", "#8a8a8a"  # told apart by the colour-blind (Okabe and Ito)
SIZE = (7.0, 3.6)  # inches, the width of a page's text
KINDS = ("flow", "state")


def plot(relation: Relation, kind: str = "flow", measure: str = "kalman", parameters: Parameters | None = None) -> Picture:
    """The acts of both by month (flow, one side above and the other below), or where both stand (state, with 95 % bands)."""
    if kind not in KINDS:
        raise SettingsError(f"kind is {kind!r}; expected one of {', '.join(KINDS)}.")
    picture = Picture(figsize=SIZE, layout="constrained")
    axes: Sequence[Axes] = picture.subplots(2, 1, sharex=True, sharey=True)
    turns = relation.turns().turns
    for axis, party in zip(axes, (relation.one, relation.two), strict=True):
        axis.set_title(f"{relation.names[party]} towards {relation.names[relation.other(party)]}", loc="left", fontsize=9)
        for turn in turns:
            axis.axvspan(_day(turn.earliest), _day(turn.latest), color=GREY, alpha=0.15, linewidth=0)
            axis.axvline(_day(turn.month), color=GREY, linewidth=0.8)
        if kind == "flow":
            _flow(axis, relation.direction(party), relation.query.level)
        else:
            _state(axis, [x for x in relation.state(measure, parameters) if x.actor == party], measure)
        axis.spines[["top", "right"]].set_visible(False)
        axis.tick_params(labelsize=8)
    _legend(picture, axes[0])
    return picture


def _legend(picture: Picture, axis: Axes) -> None:
    handles, labels = axis.get_legend_handles_labels()
    picture.legend(handles, labels, loc="outside lower center", ncols=4, fontsize=8, frameon=False)


def _flow(axis: Axes, months: Sequence[Month], level: str) -> None:
    """Two lines, never one net line; gaps and grey ground where nothing could be known."""
    days = [_day(m.month) for m in months]
    for name, colour, style in (("cooperation", BLUE, "-"), ("conflict", ORANGE, "--")):
        axis.plot(
            days, _values([m.classes[name].value for m in months]), style, color=colour, linewidth=1.4, label=name, marker=".", markersize=3
        )
    for name, colour in (("material_cooperation", BLUE), ("material_conflict", ORANGE)):
        axis.bar(days, [m.classes[name].value or 0 for m in months], width=20, color=colour, alpha=0.3, label=name.replace("_", " "))
    for month in months:
        if not month.known:
            axis.axvspan(_day(month.month), _day(month.month, 1), facecolor="none", edgecolor=GREY, hatch="///", linewidth=0, alpha=0.5)
    axis.set_ylim(bottom=0)
    axis.set_ylabel(f"{level}s a month", fontsize=8)


def _state(axis: Axes, levels: Sequence[Level], measure: str) -> None:
    days = [_day(x.month) for x in levels]
    axis.fill_between(
        days, _values([x.low for x in levels]), _values([x.high for x in levels]), color=BLUE, alpha=0.2, linewidth=0, label="95 %"
    )
    axis.plot(days, _values([x.value for x in levels]), color=BLUE, linewidth=1.4, label=f"level ({measure.replace('_', ' ')})")
    axis.axhline(0, color="black", linewidth=0.6)
    axis.set_ylabel("event scale" if measure == "kalman" else measure.replace("_", " "), fontsize=8)


def _values(values: Sequence[float | None]) -> list[float]:
    """Numbers as matplotlib wants them: a gap where nothing is known."""
    return [float("nan") if v is None else v for v in values]


def _day(month: str, later: int = 0) -> Any:
    year, number = divmod(int(month[:4]) * 12 + int(month[5:7]) - 1 + later, 12)
    return date(year, number + 1, 1)
