"""Which part of the world a small map shows."""

import math
from collections.abc import Sequence
from typing import Final

WIDTH: Final = 340
HEIGHT: Final = 176
"""Of a small map, in the units of its drawing."""

INHABITED: Final = ((-38.0, -128.0), (68.0, 150.0))
"""Opposite corners, as (latitude, longitude), of the part of the world where nearly all capitals lie."""

_MARGIN: Final = 5.0
_LEAST: Final = 24.0
_SOUTH, _NORTH = -58.0, 80.0


def build_frame(points: Sequence[Sequence[float]]) -> dict[str, float]:
    """Return the part of the world that holds all points, with a margin, in the shape of a small map.

    Parameters
    ----------
    points : sequence of (latitude, longitude)
        Degrees, WGS 84; the whole world if there are none.

    Returns
    -------
    dict of str to float
        `west`, `east`, `south`, `north` in degrees, `width` and `height` of the drawing. Meridians and
        parallels are straight, and a degree is drawn as wide as it is in the middle of the map.

    Examples
    --------
    >>> frame = build_frame([(40.4, 49.9), (39.9, 32.9)])
    >>> frame["west"] < 32.9 < 49.9 < frame["east"]
    True
    """
    if not points:
        points = [(_SOUTH, -180.0), (_NORTH, 180.0)]
    latitudes, longitudes = ([point[axis] for point in points] for axis in (0, 1))
    south, north = _widen(min(latitudes), max(latitudes), _LEAST)
    west, east = _widen(min(longitudes), max(longitudes), _LEAST)
    south, north = max(south, _SOUTH), min(north, _NORTH)
    narrow = math.cos(math.radians((south + north) / 2))
    wanted = (north - south) * WIDTH / HEIGHT / narrow
    if east - west < wanted:
        west, east = _widen(west, east, wanted, margin=0)
    else:
        south, north = _widen(south, north, (east - west) * narrow * HEIGHT / WIDTH, margin=0)
    corners = {"west": west, "east": east, "south": south, "north": north}
    return {name: round(value, 2) for name, value in corners.items()} | {"width": WIDTH, "height": HEIGHT}


def _widen(low: float, high: float, least: float, *, margin: float = _MARGIN) -> tuple[float, float]:
    middle, half = (low + high) / 2, max((high - low) / 2 + margin, least / 2)
    return middle - half, middle + half
