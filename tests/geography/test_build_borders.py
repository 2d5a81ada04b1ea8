import json

import geopandas as gpd
import pytest
import shapely

from atlas.geography import border_policy, build_borders
from atlas.geography.border_policy import DisputedLine


def build_units(**shapes):
    frame = {"unit": list(shapes), "name": [f"name of {unit}" for unit in shapes]}
    return gpd.GeoDataFrame(frame, geometry=list(shapes.values()), crs="EPSG:4326")


def test_another_version_of_the_source_is_refused(tmp_path):
    source = tmp_path / "50m.json"
    source.write_text("{}")
    with pytest.raises(ValueError, match="SHA-256"):
        build_borders.read_units(source)


def test_without_npm_the_way_out_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(build_borders.shutil, "which", lambda name: None)
    with pytest.raises(RuntimeError, match="--source"):
        build_borders.fetch_source(tmp_path)


def test_the_golan_is_cut_from_israel_between_two_vertices():
    south, north = border_policy.GOLAN_LINE[0], border_policy.GOLAN_LINE[-1]
    israel = shapely.Polygon([south, (36, 32.7), (36, 33.3), north, (35.2, 33.2), (35.2, 32.6)])
    units = build_borders.cut_golan(build_units(ISR=israel, SYR=shapely.box(36, 32.7, 37, 33.3)))
    assert sorted(units["unit"]) == ["GOL", "ISR", "SYR"]
    golan = units.set_index("unit").geometry["GOL"]
    assert golan.contains(shapely.Point(35.8, 33.0))
    assert not golan.contains(shapely.Point(35.5, 33.0))
    assert shapely.coverage_is_valid(units.geometry.to_numpy())


def test_a_folded_unit_takes_code_and_name_of_its_country():
    units = build_units(CYN=shapely.box(33, 35.1, 34, 36), CYP=shapely.box(33, 34.5, 34, 35.1))
    countries = build_borders.build_countries(units)
    assert countries[["iso3", "name"]].to_numpy().tolist() == [["CYP", "name of CYP"]]
    assert countries.geometry[0].equals(shapely.box(33, 34.5, 34, 36))


def test_abbreviated_names_are_written_out():
    assert build_borders.build_countries(build_units(TUR=shapely.box(26, 36, 45, 42)))["name"][0] == "Türkiye"


def test_exterior_rings_run_clockwise():
    countries = build_borders.build_countries(build_units(AZE=shapely.box(45, 38, 50, 42)))
    assert not shapely.is_ccw(shapely.get_exterior_ring(countries.geometry[0]))


def test_overlapping_countries_stop_the_build():
    with pytest.raises(ValueError, match="overlap"):
        build_borders.build_countries(build_units(ARM=shapely.box(0, 0, 2, 2), AZE=shapely.box(1, 0, 3, 2)))


def test_a_disputed_line_is_the_shared_edge_within_its_box(monkeypatch):
    units = build_units(MAR=shapely.box(0, 1, 10, 2), ESH=shapely.box(0, 0, 10, 1))
    line = DisputedLine("a line", "a note", (("ESH", "MAR"),), (4, 0, 20, 20))
    monkeypatch.setattr(border_policy, "DISPUTED_LINES", (line,))
    lines = build_borders.build_disputed_lines(units)
    assert lines[["name", "note"]].to_numpy().tolist() == [["a line", "a note"]]
    assert lines.geometry[0].equals(shapely.LineString([(4, 1), (10, 1)]))


def test_units_that_share_no_edge_stop_the_build(monkeypatch):
    units = build_units(MAR=shapely.box(0, 5, 10, 6), ESH=shapely.box(0, 0, 10, 1))
    monkeypatch.setattr(border_policy, "DISPUTED_LINES", (DisputedLine("a line", "", (("ESH", "MAR"),)),))
    with pytest.raises(ValueError, match="a line"):
        build_borders.build_disputed_lines(units)


def test_the_order_of_the_source_does_not_change_a_byte(tmp_path):
    units = build_units(BBB=shapely.box(1, 0, 2, 1), AAA=shapely.box(0, 0, 1, 1), CYN=shapely.box(1, 1, 2, 2))
    contents = []
    for rows in (units, units[::-1]):
        build_borders.write_geojson(build_borders.build_countries(rows), tmp_path / "world.geojson")
        contents.append((tmp_path / "world.geojson").read_bytes())
    assert contents[0] == contents[1]
    codes = [feature["properties"]["iso3"] for feature in json.loads(contents[0])["features"]]
    assert codes == ["AAA", "BBB", "CYP"]
