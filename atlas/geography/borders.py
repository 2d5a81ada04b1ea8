"""Read the boundaries of `geo/` and answer what lies where; all in degrees (EPSG:4326)."""

from functools import cache
from pathlib import Path

import geopandas as gpd
import shapely

from atlas.paths import DISPUTED_LINES, WORLD

LABEL_PRECISION = 0.1
"""How far, in degrees, a label point may be from the best one."""


def read_world(path: Path = WORLD) -> gpd.GeoDataFrame:
    """Read the countries of the world as the atlas draws them.

    Returns
    -------
    geopandas.GeoDataFrame
        One row a country or territory, sorted by `iso3`: `iso3` (ISO 3166-1 alpha-3, empty for the one
        area that has no code), `name` (short English name), `geometry` (Polygon or MultiPolygon, EPSG:4326).

    Raises
    ------
    FileNotFoundError
        If the file has not been built.
    ValueError
        If the file lacks a column.
    """
    return _read_features(path, ["iso3", "name", "geometry"])


def read_disputed_lines(path: Path = DISPUTED_LINES) -> gpd.GeoDataFrame:
    """Read the lines to draw dashed.

    Returns
    -------
    geopandas.GeoDataFrame
        One row a line, sorted by `name`: `name`, `note` (what the line is, one or two sentences),
        `geometry` (LineString or MultiLineString, EPSG:4326).

    Raises
    ------
    FileNotFoundError
        If the file has not been built.
    ValueError
        If the file lacks a column.
    """
    return _read_features(path, ["name", "note", "geometry"])


def _read_features(path: Path, columns: list[str]) -> gpd.GeoDataFrame:
    """Return the named columns of a GeoJSON file."""
    if not path.is_file():
        raise FileNotFoundError(f"{path} is missing: build it with python -m atlas.geography.build_borders")
    features = gpd.read_file(path)
    missing = [column for column in columns if column not in features]
    if missing:
        raise ValueError(f"{path} should have the columns {columns}, lacks {missing}")
    return features[columns]


def locate(lon: float, lat: float) -> str:
    """Return the code of the country at a point.

    Parameters
    ----------
    lon, lat : float
        Degrees east and north.

    Returns
    -------
    str
        ISO 3166-1 alpha-3, empty at sea and where no country is drawn; on a border the first by alphabet.

    Raises
    ------
    ValueError
        If the point is not on the globe.

    Examples
    --------
    >>> locate(49.87, 40.4)
    'AZE'
    """
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise ValueError(f"lon should be -180 to 180 and lat -90 to 90, got {lon} and {lat}")
    codes, tree = _country_index()
    return min(
        (codes[row] for row in tree.query(shapely.Point(lon, lat), predicate="intersects")), default=""
    )


@cache
def _country_index() -> tuple[list[str], shapely.STRtree]:
    """Return the codes of the countries and a spatial index over them in the same order."""
    world = read_world()
    return world["iso3"].tolist(), shapely.STRtree(world.geometry.to_numpy())


def label_points(world: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return one point a country, well inside its largest part: where a label or a marker goes.

    Parameters
    ----------
    world : geopandas.GeoDataFrame
        As `read_world` gives it, EPSG:4326. Largest is meant in square degrees, as on a plain map.

    Returns
    -------
    geopandas.GeoDataFrame
        The same rows and columns with Point geometry, EPSG:4326.
    """
    largest = [max(shapely.get_parts(country), key=shapely.area) for country in world.geometry]
    # The circle comes as a line from its centre to its rim.
    circles = shapely.maximum_inscribed_circle(largest, tolerance=LABEL_PRECISION)
    return world.set_geometry(shapely.get_point(circles, 0), crs=world.crs)
