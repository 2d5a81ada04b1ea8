"""The layers of the house: an import points down, never up, never sideways."""

import re

import pytest

from atlas.paths import ROOT
from tests.repo.code import calls, imports, sources, strings

# From the ground up. A unit may import those below its own line and itself, nothing beside it.
LAYERS = [
    {"paths", "model", "search"},
    {"words"},
    {"catalog", "geography"},
    {"address", "current"},
    {"columns"},
    {"index"},
    {"query"},
    {"graph", "dictionary", "compare"},
    {"views", "assets"},
    {"export"},
    {"live"},
    {"ui", "server"},
    {"pages"},
    {"dashboard", "app", "__main__"},
]
LEVEL = {unit: level for level, units in enumerate(LAYERS) for unit in units}

STREAMLIT = ("atlas/ui/", "atlas/live/", "pages/", "dashboard.py", "app.py")
STARLETTE = ("atlas/server/", "app.py")


def unit_of(name):
    """`atlas.views.text` and `atlas/views/text.py` → `views`; '' for what is not ours."""
    parts = re.split(r"[./]", name.removesuffix(".py"))
    if parts[0] == "atlas":
        return parts[1] if len(parts) > 1 else "atlas"
    return parts[0] if parts[0] in LEVEL else ""


def where(package):
    """The files that import a package."""
    return {
        path
        for path, tree in sources().items()
        if any(name == package or name.startswith(f"{package}.") for name, _ in imports(tree))
    }


def test_every_unit_has_its_level():
    units = {unit_of(path) for path in sources()} - {"__init__"}
    assert units <= set(LEVEL)


@pytest.mark.parametrize("path", sources())
def test_imports_point_down(path):
    own = unit_of(path)
    for name, line in imports(sources()[path]):
        other = unit_of(name)
        # `from atlas import paths` names both the package and the unit.
        if other in ("", "atlas", own):
            continue
        assert LEVEL[other] < LEVEL[own], f"{path}:{line} imports {name}"


def test_no_page_knows_another():
    assert {
        path
        for path in sources()
        if path.startswith("pages/") and "pages" in {unit_of(n) for n, _ in imports(sources()[path])}
    } == set()


def test_nothing_imports_a_page_the_frame_or_the_server():
    tops = {"pages", "dashboard", "app", "__main__"}
    for path, tree in sources().items():
        assert not tops & {unit_of(name) for name, _ in imports(tree)}, path


def test_streamlit_stays_above():
    assert {path for path in where("streamlit") if not path.startswith(STREAMLIT)} == set()


def test_starlette_stays_in_the_server():
    assert {path for path in where("starlette") if not path.startswith(STARLETTE)} == set()


def test_folium_is_for_the_map():
    assert where("folium") | where("branca") == {"atlas/views/world_map.py"}


def test_pyvis_is_for_the_network():
    # The package also brings the script of vis-network, whose place `paths` knows without importing it.
    assert where("pyvis") == {"atlas/views/relation_network.py"}


def test_tables_are_read_in_one_place():
    readers = {
        path for path, tree in sources().items() for name, _ in calls(tree) if name.endswith("read_csv")
    }
    assert readers == {"atlas/catalog/read.py"}


@pytest.mark.parametrize(
    "path", ["atlas/model.py", "atlas/paths.py", "atlas/words.py", "atlas/search.py", "atlas/address.py"]
)
def test_the_ground_needs_no_tables(path):
    assert not {"pandas", "numpy", "geopandas", "networkx"} & {
        name.split(".")[0] for name, _ in imports(sources()[path])
    }


def test_views_read_no_files():
    for path, tree in sources().items():
        if path.startswith("atlas/views/"):
            named = {name.rpartition(".")[2] for name, _ in calls(tree)}
            assert not {"open", "read_text", "read_bytes", "write_text", "write_bytes"} & named, path


def test_folder_names_are_known_to_paths_alone():
    for path, tree in sources().items():
        roots = [name for name, _ in imports(tree) if name == "atlas.paths.ROOT"]
        assert not roots or not path.startswith(("atlas/views/", "atlas/ui/", "pages/")), path
        if path != "atlas/paths.py":
            assert not any(name == "os.environ.get" for name, _ in calls(tree)), path


def test_the_hub_is_data():
    names = re.compile(r"azerbaij|\bAZE\b", re.IGNORECASE)
    for path, tree in sources().items():
        assert [node.lineno for node in strings(tree) if names.search(node.value)] == [], path
    for path in [*ROOT.glob("atlas/**/*.js"), *ROOT.glob("atlas/**/*.css")]:
        assert not names.search(path.read_text(encoding="utf-8")), path.name


def test_a_fresh_server_knows_its_pages(monkeypatch):
    # Otherwise Streamlit takes pages/ for its older kind of pages until dashboard.py has run once, and shows
    # the first reader who opens /network a page without the frame.
    import runpy

    from streamlit.runtime.pages_manager import PagesManager

    monkeypatch.setattr(PagesManager, "uses_pages_directory", None)
    runpy.run_path(str(ROOT / "app.py"))
    PagesManager(str(ROOT / "dashboard.py"))
    assert PagesManager.uses_pages_directory is False
