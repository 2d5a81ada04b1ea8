import re

import pyproj
import pytest

from atlas.geography.borders import read_world
from atlas.geography.plane import (
    build_country_paths,
    build_line_path,
    fit_window,
    project,
    read_plane,
)

WORLD = [(-128.0, -38.0), (150.0, 68.0)]


def test_the_plane_is_that_of_web_maps():
    mercator = pyproj.Transformer.from_crs("EPSG:4326", "EPSG:3857", always_xy=True)
    unit = mercator.transform(1, 0)[0]
    for lon, lat in (0, 0), (49.9, 40.4), (-98, -38), (179, 84):
        x, y = mercator.transform(lon, lat)
        assert project(lon, lat) == pytest.approx((x / unit, -y / unit), abs=1e-6)
    assert project(0, 90) == project(0, 85)


def test_a_window_holds_all_points_and_no_more_than_it_must():
    window = fit_window(WORLD, 1200, 400)
    placed = [window.place(*point) for point in WORLD]
    assert all(-1e-6 <= x <= 1200 + 1e-6 and -1e-6 <= y <= 400 + 1e-6 for x, y in placed)
    assert placed[0][1] == pytest.approx(400)
    assert placed[1][1] == pytest.approx(0)
    wide = fit_window([(0.0, 40.0), (90.0, 41.0)], 1200, 400)
    assert wide.place(0, 40)[0] == pytest.approx(0)


def test_every_country_is_drawn_where_it_is():
    plane, window = read_plane(), fit_window(WORLD, 1200, 400)
    paths = build_country_paths(plane, window)
    assert set(plane.codes) == set(read_world()["iso3"])
    for code in "AZE", "PAK", "USA":
        xs, ys = zip(
            *[map(float, pair) for pair in re.findall(r"(-?[\d.]+),(-?[\d.]+)", paths[code])], strict=True
        )
        x, y = window.place(*plane.points[code])
        assert min(xs) < x < max(xs)
        assert min(ys) < y < max(ys)
    assert "ATA" not in paths, "beyond the window"


def test_nothing_is_drawn_far_beyond_the_window():
    plane, window = read_plane(), fit_window([(40.0, 30.0), (60.0, 50.0)], 600, 400)
    numbers = "".join(build_country_paths(plane, window).values()) + build_line_path(plane, window)
    pairs = [(float(x), float(y)) for x, y in re.findall(r"(-?[\d.]+),(-?[\d.]+)", numbers)]
    assert all(-10 <= x <= 610 and -10 <= y <= 410 for x, y in pairs)
    assert build_line_path(plane, fit_window(WORLD, 1200, 400)).startswith("M")
