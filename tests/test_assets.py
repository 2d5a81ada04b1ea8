import gc
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


class DataSet:
    """Stands for one: anything that may be gone one day."""


def test_what_was_made_of_a_data_set_outlives_it_a_little():
    table = AssetTable(remembered=2)
    lasting = table.add("style.css", "body {}")
    sets = [DataSet() for _ in range(4)]
    assets = [table.add("data.json", str(number), of=one) for number, one in enumerate(sets)]
    assert all(table.find(asset.name) is asset for asset in assets)
    sets.clear()
    gc.collect()
    assert [table.find(asset.name) is not None for asset in assets] == [False, False, True, True]
    assert table.find(lasting.name) is lasting
    assert len(table) == 3


def test_data_sets_may_share_a_file():
    table = AssetTable(remembered=1)
    one, other = DataSet(), DataSet()
    asset = table.add("data.json", "same", of=one)
    assert table.add("data.json", "same", of=other) is asset
    del one
    gc.collect()
    assert table.find(asset.name) is asset
