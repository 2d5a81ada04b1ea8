"""What stands in a data folder in place of a file is a problem, not something to wait for."""

import os
import time

import pytest

from atlas.catalog import DataError, load_catalog
from atlas.export.edition import read_edition
from tests.tiny import TABLES, write_tiny_data

pytestmark = pytest.mark.slow

ALL = ["datapackage.json", *(f"{name}.csv" for name in TABLES)]


@pytest.fixture
def folder(tmp_path):
    return write_tiny_data(tmp_path / "data")


def codes(folder):
    with pytest.raises(DataError) as caught:
        load_catalog(folder)
    return {(problem.file, problem.code) for problem in caught.value.problems}


@pytest.mark.parametrize("file", ["datapackage.json", "records.csv"])
@pytest.mark.parametrize("way", ["pipe", "folder", "loop", "device"])
def test_what_is_no_file_is_a_missing_file(folder, file, way):
    path = folder / file
    path.unlink()
    if way == "pipe":
        os.mkfifo(path)
    elif way == "folder":
        path.mkdir()
    else:
        path.symlink_to({"loop": path, "device": "/dev/zero"}[way])
    assert (file, "missing-file") in codes(folder)


@pytest.mark.parametrize("file", ALL)
def test_a_link_to_a_file_is_a_file(folder, file):
    # Kubernetes mounts every file of a folder as a link.
    kept = folder / f"{file}.kept"
    (folder / file).rename(kept)
    (folder / file).symlink_to(kept)
    assert len(load_catalog(folder).records) == 5


def test_a_pipe_in_place_of_the_notes_is_left_out(folder):
    os.mkfifo(folder / "CHANGELOG.md")
    assert read_edition(load_catalog(folder), folder).changes == ""


def test_notes_that_are_not_utf_8_do_not_keep_the_atlas_from_starting(folder):
    (folder / "CHANGELOG.md").write_bytes("# Dəyişikliklər\n".encode("utf-16"))
    assert "D" in read_edition(load_catalog(folder), folder).changes


def test_two_hundred_thousand_columns_are_refused_at_once(folder):
    (folder / "eras.csv").write_text("," * 200_000 + "\n", encoding="utf-8")
    begin = time.perf_counter()
    assert ("eras.csv", "extra-column") in codes(folder)
    assert time.perf_counter() - begin < 5  # it was half a minute
