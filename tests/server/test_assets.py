import gzip

import pytest
from starlette.applications import Starlette

from atlas.assets import ASSETS
from atlas.server.assets import asset_route
from tests.server.asgi import ask


@pytest.fixture(scope="module")
def asset():
    return ASSETS.add("for-the-test.js", "// ə\n" * 1_000)


@pytest.fixture(scope="module")
def app():
    return Starlette(routes=[asset_route()])


def test_a_file_is_kept_for_a_year(app, asset):
    answer = ask(app, f"/{asset.address}")
    assert (answer.status, answer.body) == (200, asset.body)
    assert "content-encoding" not in answer.headers
    rules = {rule.strip() for rule in answer.headers["cache-control"].split(",")}
    assert rules == {"public", "max-age=31536000", "immutable"}
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert int(answer.headers["content-length"]) == len(asset.body)


@pytest.mark.parametrize("encoding", ["gzip", "gzip, deflate, br", "br;q=1.0, gzip;q=0.8"])
def test_it_is_sent_packed_to_who_takes_it(app, asset, encoding):
    answer = ask(app, f"/{asset.address}", accept_encoding=encoding)
    assert answer.headers["content-encoding"] == "gzip"
    assert "accept-encoding" in answer.headers["vary"].lower()
    assert int(answer.headers["content-length"]) == len(answer.body) < len(asset.body)
    assert gzip.decompress(answer.body) == asset.body


@pytest.mark.parametrize("encoding", ["", "identity", "br", "deflate", "gzip;q=0", "gzip;q=0.0, br"])
def test_it_is_sent_plain_to_who_does_not(app, asset, encoding):
    answer = ask(app, f"/{asset.address}", accept_encoding=encoding)
    assert "content-encoding" not in answer.headers
    assert answer.body == asset.body
    assert "accept-encoding" in answer.headers["vary"].lower()


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_head_tells_the_same(app, asset, encoding):
    full = ask(app, f"/{asset.address}", accept_encoding=encoding)
    head = ask(app, f"/{asset.address}", "HEAD", accept_encoding=encoding)
    assert (head.status, head.headers) == (200, full.headers)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_a_file_can_only_be_read(app, asset, method):
    assert ask(app, f"/{asset.address}", method).status == 405


@pytest.mark.parametrize(
    "name",
    [
        "",
        "for-the-test.js",
        "nothing-000000000000.js",
        "..%2f..%2fapp.py",
        "%2e%2e/app.py",
        "../app.py",
        "..%5capp.py",
        "%00",
        "a/b.js",
        "x" * 10_000,
        "%ff",
    ],
)
def test_what_there_is_not_is_not_found(app, name):
    answer = ask(app, f"/assets/{name}")
    assert answer.status == 404
    assert b"import" not in answer.body
    assert "immutable" not in answer.headers.get("cache-control", "")


def test_other_content_has_another_address(asset):
    assert ASSETS.add("for-the-test.js", "// other").address != asset.address
