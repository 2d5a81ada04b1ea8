"""Generalise units: fewer islands, fewer vertices, fewer digits, and still every shared edge shared exactly.

A unit is a row with `unit` and `geometry` in degrees (EPSG:4326). Coordinates are rounded first, because
simplifying only takes vertices away: what was shared before is shared after.
"""

from collections.abc import Iterable, Sequence

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from shapely.affinity import translate
from shapely.geometry.base import BaseGeometry

DECIMALS = 3
"""About 100 m on the ground, which is finer than the borders of a 1:50m map are true."""

REGION = (-11, 23.5, 81, 61)
"""West, south, east, north of Europe to Central Asia, where the map is finer."""

STRETCH = 15
"""How many times finer the region is than the rest."""

TOLERANCE = 0.25
"""What simplifying flattens outside the region: triangles as large as a square of this side, in degrees."""

ISLET, REGION_ISLET = 0.03, 0.001
"""Islands below this area, in square degrees, are left out: in the world, in the region."""


def clean_units(units: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return units split at the antimeridian, with rounded coordinates, all valid."""
    halves = [split_at_antimeridian(geometry) for geometry in units.geometry]
    valid = shapely.make_valid(round_coordinates(halves), method="structure", keep_collapsed=False)
    return units.set_geometry(valid, crs=units.crs)


def split_at_antimeridian(geometry: BaseGeometry) -> BaseGeometry:
    """Return a geometry whose rings jump from 180 to -180 as parts that end there.

    Assumes that no ring goes round a pole.
    """
    unrolled = [shapely.transform(part, _unroll) for part in shapely.get_parts(geometry)]
    worlds = {east: shapely.box(east - 180, -90, east + 180, 90) for east in (-360, 0, 360)}
    parts = [
        translate(part.intersection(world), xoff=-east) for part in unrolled for east, world in worlds.items()
    ]
    return shapely.union_all(parts)


def _unroll(lonlat: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the coordinates of one polygon with its longitudes running on beyond 180 instead of jumping."""
    return np.unwrap(lonlat, period=360, axis=0)


def round_coordinates(geometries: Iterable[BaseGeometry]) -> NDArray[np.object_]:
    """Return geometries with coordinates of `DECIMALS` decimals, which need not be valid."""
    return np.asarray(shapely.transform(list(geometries), lambda lonlat: lonlat.round(DECIMALS)))


def drop_islets(units: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return units without small islands; a unit keeps its largest part and whatever touches another part."""
    parts = units.explode(ignore_index=True)
    # A ring that only touches the antimeridian has left a point there.
    parts = parts[shapely.area(parts.geometry.array) > 0].reset_index(drop=True)
    area = pd.Series(shapely.area(parts.geometry.array))
    in_region = parts.geometry.representative_point().within(shapely.box(*REGION))
    large = area >= np.where(in_region, REGION_ISLET, ISLET)
    largest = area == area.groupby(parts["unit"]).transform("max")
    # A small enclave is no islet: without it a hole would stay in the country around it.
    touching = parts.index.isin(parts.sindex.query(parts.geometry, predicate="touches")[0])
    return parts[large | largest | touching].dissolve(by="unit", as_index=False, method="coverage")


def simplify_units(units: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return units with fewer vertices, fewest outside `REGION`; shared edges stay exactly shared."""
    stretched = shapely.transform(units.geometry.array, stretch_region)
    simple = shapely.transform(shapely.coverage_simplify(stretched, TOLERANCE), unstretch_region)
    return units.set_geometry(round_coordinates(simple), crs=units.crs)


def stretch_region(lonlat: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return lon/lat with `REGION` drawn out `STRETCH`-fold, so that one tolerance is finer there."""
    return _interpolate(lonlat, _PLAIN, _STRETCHED)


def unstretch_region(lonlat: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return what `stretch_region` was given, but for rounding errors."""
    return _interpolate(lonlat, _STRETCHED, _PLAIN)


_WEST, _SOUTH, _EAST, _NORTH = REGION
_PLAIN = ((-180, _WEST, _EAST, 180), (-90, _SOUTH, _NORTH, 90))
_STRETCHED = tuple(
    (low, start, start + STRETCH * (end - start), start + STRETCH * (end - start) + high - end)
    for low, start, end, high in _PLAIN
)


def _interpolate(
    lonlat: NDArray[np.float64], known: Sequence[Sequence[float]], wanted: Sequence[Sequence[float]]
) -> NDArray[np.float64]:
    """Return lon/lat moved, each axis by itself, so that its `known` positions fall on the `wanted` ones."""
    axes = zip(lonlat.T, known, wanted, strict=True)
    return np.column_stack([np.interp(values, old, new) for values, old, new in axes])
