"""PRIO-GRID: the number of the cell, half a degree wide, in which an act's place lies."""

from math import floor

from comity.core.when_where import Place

FINE = frozenset({"exact", "city", "district"})  # what is known only to a province or country lies in many cells
ROWS, COLUMNS = 360, 720


def priogrid(lat: float, lon: float) -> int:
    """The cell of a point: rows are counted from 90 south, columns from 180 west; a point on an edge lies north and east of it.

    >>> priogrid(-90, -180), priogrid(0, 0), priogrid(34.531094, 69.162796)
    (1, 129961, 179779)
    """
    row, column = min(floor((lat + 90) * 2), ROWS - 1) + 1, min(floor((lon + 180) * 2), COLUMNS - 1) + 1
    return (row - 1) * COLUMNS + column


def cell_of(place: Place) -> int | None:
    """The cell of a place whose coordinates stand for the place itself, None for others."""
    if place.lat is None or place.lon is None or place.precision not in FINE:
        return None
    return priogrid(place.lat, place.lon)
