import gzip
import hashlib
import math

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from atlas.geography import border_policy
from atlas.geography.borders import label_points, locate, read_disputed_lines, read_world
from atlas.paths import DISPUTED_LINES, GEO, WORLD, data_folder

MAX_GZIPPED = 220_000

COUNTRY_AT = {
    "Simferopol": (34.10, 44.95, "UKR"),
    "Sevastopol": (33.53, 44.60, "UKR"),
    "Donetsk": (37.80, 48.00, "UKR"),
    "Baku": (49.87, 40.40, "AZE"),
    "Khankendi": (46.75, 39.82, "AZE"),
    "Shusha": (46.75, 39.76, "AZE"),
    "Aghdam": (46.93, 39.99, "AZE"),
    "Lachin": (46.55, 39.64, "AZE"),
    "Nakhchivan": (45.41, 39.21, "AZE"),
    "Yerevan": (44.51, 40.18, "ARM"),
    "Sukhumi": (41.02, 43.01, "GEO"),
    "Tskhinvali": (43.97, 42.23, "GEO"),
    "Famagusta": (33.93, 35.13, "CYP"),
    "Akrotiri": (32.95, 34.60, "CYP"),
    "Pristina": (21.16, 42.66, "SRB"),
    "Tiraspol": (29.62, 46.84, "MDA"),
    "Gaza": (34.46, 31.50, "PSE"),
    "Ramallah": (35.20, 31.90, "PSE"),
    "Tel Aviv": (34.79, 32.08, "ISR"),
    "Tiberias": (35.53, 32.79, "ISR"),
    "Golan": (35.80, 33.00, "SYR"),
    "Laayoune": (-13.20, 27.15, "ESH"),
    "Hargeisa": (44.06, 9.56, "SOM"),
    "Srinagar": (74.80, 34.08, "IND"),
    "Gilgit": (74.30, 35.90, "PAK"),
    "Siachen Glacier": (77.10, 35.40, ""),
    "Manama": (50.57, 26.22, "BHR"),
    "Valletta": (14.51, 35.89, "MLT"),
    "Singapore": (103.82, 1.36, "SGP"),
    "Chukotka, east of the antimeridian": (-175.00, 66.50, "RUS"),
    "Chukotka, west of it": (175.00, 66.50, "RUS"),
    "mid-Atlantic": (-40.00, 30.00, ""),
}

NEEDED = """
AZE TUR GEO RUS IRN UKR BLR MDA KAZ KGZ UZB TJK TKM PAK CHN KOR USA DEU GBR ITA FRA ESP POL ROU BGR LTU LVA
EST HUN CZE SVK SVN SRB HRV BIH MKD MNE CHE LUX JOR BHR SAU ISR ARE QAT KWT EGY IRQ MAR VNM ZAF DJI SOM ETH
SGP
"""


@pytest.fixture(scope="module")
def world():
    return read_world()


@pytest.mark.parametrize("place", COUNTRY_AT)
def test_place_lies_in(place):
    lon, lat, iso3 = COUNTRY_AT[place]
    assert locate(lon, lat) == iso3


@pytest.mark.parametrize(("lon", "lat"), [(181, 0), (0, -91), (math.nan, 0)])
def test_a_point_off_the_globe_is_refused(lon, lat):
    with pytest.raises(ValueError, match="lon should be"):
        locate(lon, lat)


def test_world_has_one_sorted_row_a_country(world):
    assert world.columns.tolist() == ["iso3", "name", "geometry"]
    assert world.crs == "EPSG:4326"
    assert world["iso3"].is_monotonic_increasing
    assert world["iso3"].is_unique
    assert world["iso3"].str.fullmatch("[A-Z]{3}|").all()
    assert world["name"].str.len().gt(0).all()


def test_the_needed_countries_are_there(world):
    assert set(world["iso3"]) >= set(NEEDED.split())


def test_every_partner_is_on_the_map(world):
    partners = pd.read_csv(data_folder() / "partners.csv", dtype=str)
    assert set(world["iso3"]) >= set(partners["iso3"])


def test_source_codes_that_are_not_iso_are_gone(world):
    assert not {*border_policy.FOLDED, *border_policy.DROPPED} & set(world["iso3"])


def test_geometries_are_valid_polygons(world):
    assert world.geometry.is_valid.all()
    assert set(world.geom_type) == {"Polygon", "MultiPolygon"}


def test_countries_do_not_overlap_and_share_their_edges(world):
    assert shapely.coverage_is_valid(world.geometry.to_numpy())
    assert shapely.area(world.geometry.union_all()) == pytest.approx(shapely.area(world.geometry).sum())


@pytest.mark.parametrize(
    ("one", "other", "degrees"), [("AZE", "GEO", 2.5), ("AZE", "ARM", 6), ("ISR", "SYR", 0.5)]
)
def test_neighbours_share_a_line(world, one, other, degrees):
    boundaries = world.set_index("iso3").geometry.boundary
    assert boundaries[one].intersection(boundaries[other]).length > degrees


def test_no_country_is_drawn_across_the_whole_map(world):
    widths = world.explode().bounds.eval("maxx - minx")
    assert widths.max() < 155


def test_exterior_rings_run_clockwise(world):
    rings = shapely.get_exterior_ring(world.explode().geometry.to_numpy())
    assert not shapely.is_ccw(rings).any()


def test_files_are_small():
    assert len(gzip.compress(WORLD.read_bytes(), 9)) <= MAX_GZIPPED


@pytest.mark.parametrize("path", [WORLD, DISPUTED_LINES], ids=lambda path: path.name)
def test_readme_knows_the_checksum(path):
    assert hashlib.sha256(path.read_bytes()).hexdigest() in (GEO / "README.md").read_text(encoding="utf-8")


def test_disputed_lines_are_those_of_the_policy_and_of_the_readme():
    lines = read_disputed_lines()
    assert lines.columns.tolist() == ["name", "note", "geometry"]
    assert lines["name"].tolist() == [line.name for line in border_policy.DISPUTED_LINES]
    assert lines["name"].is_monotonic_increasing
    readme = (GEO / "README.md").read_text(encoding="utf-8")
    assert [name for name in lines["name"] if name not in readme] == []


def test_disputed_lines_lie_on_land(world):
    land = world.geometry.union_all().buffer(0.002)
    assert read_disputed_lines().within(land).all()


def test_a_label_lies_in_its_country(world):
    labels = label_points(world)
    assert labels["iso3"].tolist() == world["iso3"].tolist()
    assert set(labels.geom_type) == {"Point"}
    assert world.contains(labels).all()


def test_a_label_lies_in_the_largest_part():
    parts = shapely.union_all([shapely.box(44.5, 39, 45.5, 39.5), shapely.box(46, 39, 50, 42)])
    labels = label_points(gpd.GeoDataFrame({"iso3": ["AZE"]}, geometry=[parts], crs="EPSG:4326"))
    assert labels.geometry[0].x > 46


def test_a_missing_file_says_how_to_build_it(tmp_path):
    with pytest.raises(FileNotFoundError, match="build_borders"):
        read_world(tmp_path / "world.geojson")


def test_a_missing_column_is_named():
    with pytest.raises(ValueError, match="iso3"):
        read_world(DISPUTED_LINES)
