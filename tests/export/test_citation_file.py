"""CITATION.cff says what pyproject.toml and the data package say."""

import tomllib

import pytest
import yaml

from atlas.paths import ROOT


@pytest.fixture(scope="module")
def cff():
    return yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))


def test_the_software_has_the_version_of_the_project(cff):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert (cff["cff-version"], cff["type"], cff["license"]) == ("1.2.0", "software", "MIT")
    assert cff["version"] == project["version"]
    assert cff["message"]


def test_the_data_have_the_version_of_the_data_package(cff, edition):
    data = cff["preferred-citation"]
    assert data["type"] == "data"
    assert data["title"] == edition.catalog.title
    assert data["version"] == edition.catalog.version
    assert str(data["date-released"]) == edition.catalog.created.isoformat()
    assert data["license"] == edition.licence.name


def test_no_person_is_named(cff):
    for work in cff, cff["preferred-citation"]:
        assert [list(author) for author in work["authors"]] == [["name"]]
