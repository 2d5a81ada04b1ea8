import json

import pytest

from atlas.catalog import load_catalog
from atlas.export.about import describe_file, write_readme
from atlas.export.edition import read_edition
from atlas.export.extract import Extract
from tests.tiny import write_tiny_data


def _with_licences(folder, licences):
    path = folder / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    package["licenses"] = licences
    path.write_text(json.dumps(package), encoding="utf-8")
    return read_edition(load_catalog(folder), folder).licence


def test_the_folder_of_another_data_set_is_refused(tiny_catalog, tmp_path):
    folder = write_tiny_data(tmp_path)
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    (folder / "datapackage.json").write_text(json.dumps(package | {"version": "0.2.0"}), encoding="utf-8")
    with pytest.raises(ValueError, match=r"0\.2\.0"):
        read_edition(tiny_catalog, folder)


def test_any_change_of_a_file_changes_the_digest(tiny_edition, tmp_path):
    folder = write_tiny_data(tmp_path)
    same = read_edition(load_catalog(folder), folder)
    (folder / "CHANGELOG.md").write_text("## 0.1.0 (2024-06-30)\n", encoding="utf-8")
    other = read_edition(load_catalog(folder), folder)
    assert same.digest == tiny_edition.digest != other.digest


@pytest.mark.parametrize("licences", [None, [], {}, ["CC-BY"], [{}]])
def test_a_missing_licence_is_said_to_be_missing(tmp_path, licences):
    assert str(_with_licences(write_tiny_data(tmp_path), licences)) == "licence not stated"


def test_a_licence_links_to_nothing_but_the_web(tmp_path):
    licence = _with_licences(write_tiny_data(tmp_path), [{"name": "X", "path": "javascript:alert(1)"}])
    assert (licence.name, licence.url) == ("X", "")


def test_every_file_says_what_it_is(tiny_edition):
    about = describe_file(Extract(tiny_edition, base="https://atlas.example"))
    assert (about["data_version"], about["created"]) == ("0.1.0", "2024-06-30")
    assert about["licence"] == "CC-BY-4.0, https://creativecommons.org/licenses/by/4.0/"
    assert about["sentence"] in about["cite"]
    assert about["cite"] in write_readme(Extract(tiny_edition, base="https://atlas.example"))


def test_without_an_address_nothing_is_invented(tiny_edition):
    about = describe_file(Extract(tiny_edition))
    assert about["address"] == ""
    assert about["cite"].endswith("CC-BY-4.0.")
