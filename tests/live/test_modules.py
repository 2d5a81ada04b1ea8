"""What the components are made of: modules and files with addresses of their own, and nothing remote."""

import json
import re

import pytest

from atlas.assets import ASSETS
from atlas.catalog import load_catalog
from atlas.live.component import build_module, build_style
from atlas.live.foot import foot_module
from atlas.live.panel import panel_module
from atlas.live.preload import first_assets
from atlas.live.relation_network import network_assets
from atlas.live.sidebar import sidebar_module
from atlas.live.table import table_module
from atlas.live.world_map import map_assets
from atlas.paths import LIVE, ROOT, VIEWS
from atlas.words import DEFAULT_LANGUAGE

pytestmark = pytest.mark.slow

# An XML name, not an address: nothing is fetched.
SVG = "http://www.w3.org/2000/svg"
REMOTE = re.compile(r"""(?:https?:|wss?:|ftp:)//[\w\[]|["'`(]//[\w-]+\.""")


def own_assets(catalog):
    """Every asset made of our own code and data; not the libraries, which are others' work."""
    found = {asset.name: asset for assets in first_assets(catalog).values() for asset in assets}
    found |= {asset.name: asset for asset in (table_module(DEFAULT_LANGUAGE), build_style())}
    return {name: asset for name, asset in found.items() if not name.startswith(("leaflet", "vis-network"))}


def without_comments(text):
    return re.sub(r"/\*.*?\*/|^\s*//.*$", "", text, flags=re.S | re.M)


def test_no_module_asks_another_host(catalog):
    # Data may name the address of a source, which a reader follows; scripts and styles fetch.
    for name, asset in own_assets(catalog).items():
        if not name.endswith((".js", ".css")):
            continue
        text = without_comments(asset.body.decode()).replace(SVG, "")
        assert REMOTE.findall(text) == [], name


@pytest.mark.parametrize("kind", ["leaflet", "vis-network"])
def test_a_library_loads_nothing_from_elsewhere(catalog, kind):
    files = {asset.name: asset for assets in first_assets(catalog).values() for asset in assets}
    bodies = [asset.body.decode() for name, asset in files.items() if name.startswith(kind)]
    assert bodies
    for body in bodies:
        assert not re.search(
            r"""(?:src|href)\s*=\s*["']https?:|import\(["']https?:|url\(["']?https?:""",
            body.replace('href="https://leafletjs.com"', ""),
        )


def test_two_builds_give_the_same_files(catalog, tiny_folder):
    one, other = (load_catalog(tiny_folder) for _ in range(2))
    assert set(own_assets(one)) == set(own_assets(other))
    assert [a.name for a in map_assets(one, "en").values()] == [
        a.name for a in map_assets(other, "en").values()
    ]
    assert set(own_assets(one)) != set(own_assets(catalog))


def test_every_file_a_page_fetches_is_served(catalog):
    for assets in first_assets(catalog).values():
        assert assets
        for asset in assets:
            assert ASSETS.find(asset.name) is asset
            assert re.fullmatch(r"[\w-]+-[0-9a-f]{12}\.\w+", asset.name)


def test_modules_name_only_assets_there_are(catalog):
    for name, asset in own_assets(catalog).items():
        for address in re.findall(r'"assets/([^"]+)"', asset.body.decode()):
            assert ASSETS.find(address) is not None, name


def test_constants_come_back_as_they_were():
    nasty = "</script>`${1}`\\ \u2028 'ə'\""
    module = build_module("panel", constants={"words": {"close": nasty}, "addresses": {}})
    written = re.search(r"^const words = (.*);$", module.body.decode(), re.M)[1]
    assert json.loads(written) == {"close": nasty}


def test_the_parts_of_a_module_stand_in_order():
    text = build_module("panel", "const part = 1;", constants={"words": {}, "addresses": {}}).body.decode()
    marks = ["function atlasRun", "const part = 1;", "const words = ", "export const run"]
    at = [text.index(mark) for mark in marks]
    assert at == sorted(at)
    assert text.count("export ") == 1


def test_a_module_declares_each_name_once(catalog):
    modules = [
        panel_module("en"),
        sidebar_module(catalog, "en"),
        foot_module(catalog, "en"),
        table_module("en"),
    ]
    modules += [
        asset for assets in first_assets(catalog).values() for asset in assets if asset.name.endswith(".js")
    ]
    for asset in modules:
        if asset.name in own_assets(catalog):
            names = re.findall(r"^(?:const|let|(?:async )?function) (\w+)", asset.body.decode(), re.M)
            assert len(names) == len(set(names)), asset.name


def test_the_network_is_drawn_from_one_file(catalog):
    base = network_assets(catalog, "en")["base"]
    assert base.media_type == "application/json"
    drawn = json.loads(base.body)
    assert drawn["options"]["hub"] == catalog.hub.iso3
    assert set(drawn["nodes"][0]) >= {"id", "label", "x", "y", "shape", "kind"}


def test_the_style_holds_every_sheet():
    style = build_style().body.decode()
    for path in [*VIEWS.glob("*.css"), *LIVE.glob("*.css")]:
        assert path.read_text(encoding="utf-8") in style, path.relative_to(ROOT)


def test_text_enters_the_page_as_text():
    for path in [*VIEWS.glob("*.js"), *LIVE.glob("*.js")]:
        code = without_comments(path.read_text(encoding="utf-8"))
        markup = r"\b(innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval|new Function|bindPopup)\b"
        assert not re.search(markup, code), path.name
