import gzip

import pytest

from atlas.assets import AssetTable, media_type


def test_the_address_holds_the_hash_of_the_content():
    table = AssetTable()
    one, same, other = (table.add("a.js", text) for text in ("1", "1", "2"))
    assert one is same
    assert one.name != other.name
    assert one.address == f"assets/{one.name}"
    assert one.name.startswith("a-")
    assert one.name.endswith(".js")


def test_two_processes_give_the_same_bytes():
    one, other = (AssetTable().add("world.geojson", b"{}") for _ in range(2))
    assert one == other


def test_the_packed_body_is_the_body():
    asset = AssetTable().add("a.css", "ə" * 1000)
    assert asset.body == ("ə" * 1000).encode()
    assert gzip.decompress(asset.packed) == asset.body
    assert len(asset.packed) < len(asset.body)


def test_find_knows_only_hashed_names():
    table = AssetTable()
    asset = table.add("a.js", "1")
    assert table.find(asset.name) is asset
    assert table.find("a.js") is None
    assert AssetTable([asset]).find(asset.name) is asset


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.js", "text/javascript; charset=utf-8"),
        ("a.min.js", "text/javascript; charset=utf-8"),
        ("a.css", "text/css; charset=utf-8"),
        ("a.json", "application/json"),
        ("world.geojson", "application/geo+json"),
        ("a.png", "image/png"),
    ],
)
def test_media_type(name, kind):
    assert media_type(name) == kind


@pytest.mark.parametrize("name", ["a.unknown", "README", ""])
def test_an_unknown_ending_is_refused(name):
    with pytest.raises(ValueError, match="no media type"):
        media_type(name)
