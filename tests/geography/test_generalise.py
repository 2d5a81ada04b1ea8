import geopandas as gpd
import numpy as np
import pytest
import shapely

from atlas.geography.generalise import (
    ISLET,
    REGION_ISLET,
    clean_units,
    drop_islets,
    round_coordinates,
    simplify_units,
    split_at_antimeridian,
    stretch_region,
    unstretch_region,
)


def build_units(**shapes):
    return gpd.GeoDataFrame({"unit": list(shapes)}, geometry=list(shapes.values()), crs="EPSG:4326")


def build_square(west, south, area):
    return shapely.box(west, south, west + area**0.5, south + area**0.5)


def test_a_ring_across_the_antimeridian_is_split_there():
    across = shapely.Polygon([(170, 0), (-170, 0), (-170, 10), (170, 10)])
    halves = split_at_antimeridian(across)
    assert shapely.area(halves) == pytest.approx(200)
    assert sorted(part.bounds for part in halves.geoms) == [(-180, 0, -170, 10), (170, 0, 180, 10)]


def test_a_hole_beyond_the_antimeridian_stays_a_hole():
    ring = [(170, 0), (-170, 0), (-170, 10), (170, 10)]
    hole = [(-178, 4), (-176, 4), (-176, 6), (-178, 6)]
    halves = split_at_antimeridian(shapely.Polygon(ring, [hole]))
    assert shapely.area(halves) == pytest.approx(196)


def test_other_geometry_is_not_split():
    square = shapely.box(40, 38, 50, 42)
    assert split_at_antimeridian(square).equals(square)


def test_clean_units_are_rounded_and_valid():
    with_spike = shapely.Polygon([(0, 0), (2, 0), (2, 2), (1.0002, 2), (1.0001, 3), (1, 2), (0, 2)])
    units = clean_units(build_units(AZE=with_spike))
    assert units.geometry.is_valid.all()
    assert units.geometry[0].equals(shapely.box(0, 0, 2, 2))


def test_coordinates_are_rounded_to_three_decimals():
    assert round_coordinates([shapely.Point(49.86714, 40.40926)])[0] == shapely.Point(49.867, 40.409)


def test_islets_go_but_the_largest_part_stays():
    islets = shapely.union_all([build_square(-100, 0, ISLET / 2), build_square(-90, 0, ISLET / 3)])
    kept = drop_islets(build_units(TUV=islets))
    assert kept.geometry[0].bounds[0] == -100
    assert kept.geometry[0].geom_type == "Polygon"


def test_islets_in_the_region_may_be_smaller():
    large = build_square(30, 40, 1)
    islets = [build_square(50, 26, 2 * REGION_ISLET), build_square(-100, 0, 2 * REGION_ISLET)]
    kept = drop_islets(build_units(BHR=shapely.union_all([large, *islets])))
    assert sorted(part.bounds[0] for part in kept.geometry[0].geoms) == [30, 50]


def test_an_enclave_is_no_islet():
    enclave = build_square(45, 41, REGION_ISLET / 2)
    around = shapely.box(40, 38, 50, 42).difference(enclave)
    kept = drop_islets(build_units(ARM=around, AZE=shapely.union_all([build_square(60, 40, 1), enclave])))
    assert shapely.area(kept.geometry[1]) == pytest.approx(1 + REGION_ISLET / 2)


def test_shared_edges_stay_shared_when_simplified():
    rows = np.linspace(-10, 10, 201)
    edge = np.column_stack([np.sin(rows * 40) * 0.05 - 100, rows]).round(3)
    west = shapely.Polygon([*edge, (-120, 10), (-120, -10)])
    east = shapely.Polygon([*edge, (-80, 10), (-80, -10)])
    simple = simplify_units(build_units(EAS=east, WES=west)).geometry
    assert simple.count_coordinates().max() < 100
    assert shapely.coverage_is_valid(simple.to_numpy())


def test_stretching_the_region_can_be_undone():
    lonlat = np.array([[-180, -90], [-50, 10], [-11, 23.5], [49.867, 40.409], [81, 61], [120, 70], [180, 90]])
    assert unstretch_region(stretch_region(lonlat)) == pytest.approx(lonlat)
    lon, lat = np.diff(stretch_region(np.array([[40.0, 40.0], [41.0, 41.0]])), axis=0)[0]
    assert (lon, lat) == pytest.approx((15, 15))
