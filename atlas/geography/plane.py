"""The borders on the plane of web maps (spherical Mercator, EPSG:3857), cut to a window and drawn as paths.

A unit of the plane is a degree of longitude; x runs to the east, y to the south, (0, 0) is where they are.
"""

import functools
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import shapely

from atlas.geography.borders import label_points, read_disputed_lines, read_world

Point = tuple[float, float]
Geometries = npt.NDArray[Any]

_NORTHMOST: Final = 85.0
_BEYOND: Final = 10.0
"""Pixels around a window in which borders are still drawn, so that no cut is seen."""

_TOLERANCE: Final = 0.35
"""Pixels a border may be off."""


@dataclass(frozen=True, eq=False)
class Plane:
    """The world on the plane.

    Parameters
    ----------
    codes : tuple of str
        ISO 3166-1 alpha-3 of each country, '' for the one area without.
    countries : array of geometry, shape (countries,)
        Their territories, in units of the plane.
    lines : array of geometry
        The lines to be drawn dashed, in units of the plane.
    points : mapping of str to (float, float)
        Where a country's name stands: code → longitude, latitude, degrees.
    sizes : mapping of str to float
        Extent of each country in degrees, the square root of its area.
    """

    codes: tuple[str, ...]
    countries: Geometries
    lines: Geometries
    points: Mapping[str, Point]
    sizes: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Window:
    """The part of the plane a picture shows.

    Parameters
    ----------
    centre : (float, float)
        What lies in its middle, in units of the plane.
    scale : float
        Pixels a unit of the plane takes.
    width, height : float
        Size of the picture in pixels.
    """

    centre: Point
    scale: float
    width: float
    height: float

    def place(self, lon: float, lat: float) -> Point:
        """Return where a point of the globe, in degrees, lies in the picture, in pixels from its top left."""
        x, y = project(lon, lat)
        return self._across(x), self._down(y)

    def shift(self, coordinates: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """Return coordinates of the plane, shape (points, 2), as pixels of the picture."""
        middle = np.array([self.width / 2, self.height / 2])
        shifted: npt.NDArray[np.float64] = (coordinates - self.centre) * self.scale + middle
        return shifted

    def _across(self, x: float) -> float:
        return (x - self.centre[0]) * self.scale + self.width / 2

    def _down(self, y: float) -> float:
        return (y - self.centre[1]) * self.scale + self.height / 2


@functools.cache
def read_plane() -> Plane:
    """Read the borders of the atlas; once a process."""
    world, points = read_world(), label_points(read_world())
    codes = tuple(world["iso3"])
    return Plane(
        codes,
        shapely.transform(world.geometry.to_numpy(), _project_all),
        shapely.transform(read_disputed_lines().geometry.to_numpy(), _project_all),
        {code: (point.x, point.y) for code, point in zip(codes, points.geometry, strict=True) if code},
        dict(zip(codes, np.sqrt(shapely.area(world.geometry.to_numpy())).tolist(), strict=True)),
    )


def project(lon: float, lat: float) -> Point:
    """Return a point of the globe, in degrees, as a point of the plane; beyond 85° it stays there."""
    kept = math.radians(max(-_NORTHMOST, min(_NORTHMOST, lat)))
    return lon, -math.degrees(math.asinh(math.tan(kept)))


def fit_window(points: Iterable[Point], width: float, height: float) -> Window:
    """Return the closest window of a given size that holds every point.

    Parameters
    ----------
    points : iterable of (float, float)
        At least two: longitude and latitude in degrees, not all on one line of either.
    width, height : float
        Size of the picture in pixels.
    """
    xs, ys = zip(*(project(*point) for point in points), strict=True)
    scale = min(width / (max(xs) - min(xs)), height / (max(ys) - min(ys)))
    centre = ((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2)
    return Window(centre, scale, width, height)


def build_country_paths(plane: Plane, window: Window) -> dict[str, str]:
    """Return code → path data of SVG in pixels, for each country that reaches into the window."""
    paths = zip(plane.codes, map(_outline, _cut(plane.countries, window)), strict=True)
    return {code: path for code, path in paths if path}


def build_line_path(plane: Plane, window: Window) -> str:
    """Return the path data of all lines to be drawn dashed, '' if none is in the window."""
    return "".join(_draw(part, "") for part in shapely.get_parts(_cut(plane.lines, window)))


def _project_all(coordinates: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    lat = np.radians(np.clip(coordinates[:, 1], -_NORTHMOST, _NORTHMOST))
    return np.column_stack([coordinates[:, 0], -np.degrees(np.arcsinh(np.tan(lat)))])


def _cut(geometries: Geometries, window: Window) -> Geometries:
    placed = shapely.transform(geometries, window.shift)
    edges = (-_BEYOND, -_BEYOND, window.width + _BEYOND, window.height + _BEYOND)
    # Each by itself: neighbours may part by less than can be seen, and the coast line covers it.
    cut: Geometries = shapely.simplify(
        shapely.clip_by_rect(placed, *edges), _TOLERANCE, preserve_topology=False
    )
    return cut


def _outline(country: shapely.Geometry) -> str:
    polygons = (part for part in shapely.get_parts(country) if isinstance(part, shapely.Polygon))
    rings = (ring for part in polygons for ring in (part.exterior, *part.interiors))
    return "".join(_draw(ring, "Z") for ring in rings)


def _draw(line: shapely.Geometry, end: str) -> str:
    pairs = shapely.get_coordinates(line).round(1).tolist()
    return "M" + "L".join(f"{x:g},{y:g}" for x, y in pairs) + end if pairs else ""
