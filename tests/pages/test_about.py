import json

import pytest

from atlas.assets import ASSETS
from atlas.live.about import about_assets
from atlas.query import count_sources, select_records
from atlas.views.coverage import all_records
from atlas.views.text import describe, describe_number, escape
from tests.apptest import box, data_of, has, send, sentence


def test_nothing_of_the_text_travels_at_a_rerun(open_atlas):
    at = open_atlas({}, "about.py")
    assert data_of(at, "about") == {}


def test_the_page_describes_the_whole_data_set_whatever_the_filters(open_atlas, catalog):
    at = open_atlas({"domain": "cyber-security", "scope": "direct", "focus": "PAK"}, "about.py")
    assert escape(describe(select_records(catalog, all_records(catalog)))) in sentence(at)
    cited = len(count_sources(select_records(catalog, all_records(catalog))))
    assert f"Sources: {describe_number(cited)}" in box(at, "sources")["label"]


def test_an_empty_view_changes_nothing_here(open_atlas):
    at = open_atlas({"q": "nowhereatall"}, "about.py")
    assert has(at, "about")


def test_all_sources_can_be_read(open_atlas, catalog):
    at = open_atlas({}, "about.py")
    send(at, "foot", "open", {"box": "sources", "open": True})
    cited = len(count_sources(select_records(catalog, all_records(catalog))))
    assert box(at, "sources")["table"]["note"].endswith(f"of {describe_number(cited)}")


@pytest.mark.parametrize("name", ["content", "module"])
def test_its_files_are_served(catalog, name):
    asset = about_assets(catalog, "en")[name]
    assert ASSETS.find(asset.name) == asset


def test_the_text_names_the_version_and_the_known_gaps(catalog):
    content = json.loads(about_assets(catalog, "en")["content"].body)
    told = json.dumps(content, ensure_ascii=False)
    assert catalog.version in told
    assert "GAPS.md" in told
    assert "geo/README.md" in told
