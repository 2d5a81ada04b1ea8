"""The data folder changes while readers have the atlas open."""

import contextlib
import functools
import gc
import json
import logging
import re
import shutil
import weakref

import pytest
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route, Router

from atlas.assets import ASSETS
from atlas.current import current_catalog, use_catalog
from atlas.live.preload import first_assets
from atlas.server.api import api_routes
from atlas.server.front import Front, PresentMiddleware, PresentRoutes
from atlas.server.keeper import Keeper
from tests.apptest import open_atlas, sentence
from tests.server.asgi import ask

pytestmark = pytest.mark.slow


@pytest.fixture
def data(tiny_folder, tmp_path):
    return shutil.copytree(tiny_folder, tmp_path / "data")


@pytest.fixture
def keeper(data, monkeypatch):
    monkeypatch.setenv("ATLAS_DATA", str(data))
    kept = Keeper(_build)
    kept.open()
    yield kept
    use_catalog(None)


def _build(catalog):
    first_assets(catalog)
    return Front(catalog, api_routes(catalog), [Middleware(_Named, name=catalog.version)])


class _Named:
    """Says with which data set it was built."""

    def __init__(self, app, name):
        self._app, self._name = app, name

    async def __call__(self, scope, receive, send):
        await (PlainTextResponse(self._name) if scope["path"] == "/name" else self._app)(scope, receive, send)


def release(data, version):
    """Write a new version of the data, one record less."""
    package = json.loads((data / "datapackage.json").read_text(encoding="utf-8")) | {"version": version}
    (data / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    change(data, lambda lines: [line for line in lines if not line.startswith("2015-areas")])
    decisions = (data / "curation.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    left = "".join(line for line in decisions if "2015-areas" not in line)
    (data / "curation.csv").write_text(left, encoding="utf-8", newline="")


def change(data, edit):
    records = data / "records.csv"
    lines = records.read_text(encoding="utf-8").splitlines(keepends=True)
    records.write_text("".join(edit(lines)), encoding="utf-8", newline="")


def look_twice(keeper):
    keeper.look()
    keeper.look()


def version_of(keeper):
    return keeper.find().catalog.version


def test_a_new_version_is_taken_when_it_has_settled(keeper, data):
    release(data, "0.2.0")
    keeper.look()
    assert version_of(keeper) == "0.1.0"
    keeper.look()
    assert version_of(keeper) == current_catalog().version == "0.2.0"
    assert keeper.is_ready


def test_what_is_still_being_written_is_left_alone(keeper, data):
    for size in range(3):
        (data / "notes.md").write_text("x" * size, encoding="utf-8")
        keeper.look()
    assert version_of(keeper) == "0.1.0"


def test_a_change_while_it_is_read_is_not_taken(data, monkeypatch):
    monkeypatch.setenv("ATLAS_DATA", str(data))

    def build(catalog):
        if catalog.version == "0.2.0" and not (data / "late.md").exists():
            (data / "late.md").write_text("the rest of the copy", encoding="utf-8")
        return Front(catalog, [], [])

    keeper = Keeper(build)
    keeper.open()
    release(data, "0.2.0")
    look_twice(keeper)
    assert version_of(keeper) == "0.1.0"
    look_twice(keeper)
    assert version_of(keeper) == "0.2.0"
    use_catalog(None)


def test_a_bad_version_leaves_the_old_one_and_is_said_once(keeper, data, caplog):
    change(data, lambda lines: [line.replace(",agreement,", ",wedding,") for line in lines])
    before = keeper.find()
    for _ in range(5):
        keeper.look()
    assert keeper.find() is before
    assert keeper.is_ready
    said = [record.getMessage() for record in caplog.records if record.name == "atlas"]
    assert len(said) == 1
    first, problem = said[0].splitlines()
    assert "version 0.1.0 is served on" in first
    assert str(data) in first
    assert problem.startswith("records.csv:2 kind unknown-code")


def test_a_bad_version_put_right_is_taken(keeper, data):
    (data / "partners.csv").rename(data / "away")
    look_twice(keeper)
    (data / "away").rename(data / "partners.csv")
    release(data, "0.3.0")
    look_twice(keeper)
    assert version_of(keeper) == "0.3.0"


def test_the_same_files_written_again_change_nothing(keeper, data):
    before = keeper.find()
    for path in data.iterdir():
        path.write_bytes(path.read_bytes())
    look_twice(keeper)
    assert keeper.find() is before


def test_an_error_of_ours_leaves_the_old_version_and_is_logged(keeper, data, caplog, monkeypatch):
    def fail(catalog):
        raise ZeroDivisionError

    monkeypatch.setattr(keeper, "_build", fail)
    release(data, "0.2.0")
    for _ in range(4):
        keeper._look_on()
    assert version_of(keeper) == "0.1.0"
    assert [record.levelno for record in caplog.records if record.name == "atlas"] == [logging.ERROR]


def test_a_closed_atlas_opens_when_its_data_are_put_right(data, monkeypatch):
    good = (data / "records.csv").read_text(encoding="utf-8")
    change(data, lambda lines: [line.replace(",agreement,", ",wedding,") for line in lines])
    monkeypatch.setenv("ATLAS_DATA", str(data))
    keeper = Keeper(_build)
    keeper.open()
    app = PresentMiddleware(Router([PresentRoutes(keeper.find)]), keeper.find)
    assert not keeper.is_ready
    assert ask(app, "/api/records.json").status == 503
    (data / "records.csv").write_text(good, encoding="utf-8")
    look_twice(keeper)
    assert keeper.is_ready
    assert ask(app, "/api/records.json").status == 200
    use_catalog(None)


def test_routes_and_middleware_change_with_the_data(keeper, data):
    routes = [PresentRoutes(keeper.find), Route("/plain", lambda request: PlainTextResponse("plain"))]
    app = PresentMiddleware(Router(routes), keeper.find)
    before = json.loads(ask(app, "/api/records.json").body)
    assert ask(app, "/name").body == b"0.1.0"
    release(data, "0.2.0")
    look_twice(keeper)
    after = json.loads(ask(app, "/api/records.json").body)
    assert (before["data_version"], after["data_version"]) == ("0.1.0", "0.2.0")
    assert before["count"] == after["count"] + 1
    assert ask(app, "/name").body == b"0.2.0"
    assert ask(app, "/plain").body == b"plain"
    assert ask(app, "/api/nothing").status == 404
    assert ask(app, "/api/records.json", "POST").status == 405


def test_who_is_told_to_stop_is_not_ready(keeper):
    keeper.drain()
    assert not keeper.is_ready
    assert keeper.find() is not None


def test_no_old_data_set_stays_and_nothing_grows(keeper, data, monkeypatch):
    at = open_atlas(monkeypatch)
    assert "5 records" in sentence(at)
    old = weakref.ref(current_catalog())
    addresses = {asset.name for assets in first_assets(current_catalog()).values() for asset in assets}
    sizes = []
    for number in range(2, 8):
        release(data, f"0.{number}.0")
        change(data, functools.partial(_reword, number=number))
        look_twice(keeper)
        assert version_of(keeper) == f"0.{number}.0"
        at.run()
        assert not at.exception
        assert "4 records" in sentence(at)
        keeper.look()
        sizes.append(len(ASSETS))
        if number == 2:
            assert all(ASSETS.find(name) for name in addresses), "an old page no longer finds its files"
    assert old() is None
    assert sizes[-1] == sizes[-3]
    gc.unfreeze()


def _reword(lines, number):
    return [re.sub(r"Joint patrols[^,]*", f"Joint patrols {number}.", line) for line in lines]


@pytest.mark.parametrize("broken", [False, True])
def test_the_collector_works_again_once_the_atlas_has_started(data, monkeypatch, broken):
    def build(catalog):
        assert not gc.isenabled()
        if broken:
            raise RuntimeError
        return _build(catalog)

    monkeypatch.setenv("ATLAS_DATA", str(data))
    with pytest.raises(RuntimeError) if broken else contextlib.nullcontext():
        Keeper(build).open()
    assert gc.isenabled()
    gc.unfreeze()
    use_catalog(None)
