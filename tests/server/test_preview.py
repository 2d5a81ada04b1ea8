"""`/preview.png` and `/preview.svg`: asked and refused as all under `/api`, drawn once, bounded."""

import io
import urllib.parse

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from starlette.applications import Starlette
from starlette.routing import Mount

from atlas.address import PARAMETERS
from atlas.server import api
from atlas.server.preview import preview_routes
from tests.export.asgi import ask
from tests.random_views import real_catalog
from tests.server.test_api_bad_input import KEYS

APP = Starlette(routes=preview_routes(real_catalog()))


def preview(query="", name="preview.svg", **options):
    return ask(f"/{name}", query, app=options.pop("app", APP), **options)


def test_a_picture_is_sent_as_what_it_is():
    png, svg = preview("focus=PAK", "preview.png"), preview("focus=PAK")
    assert Image.open(io.BytesIO(png.body)).size == (1200, 630)
    assert (png.headers["content-type"], svg.headers["content-type"]) == ("image/png", "image/svg+xml")
    assert svg.body.startswith(b"<svg")
    for answer in png, svg:
        assert answer.status == 200
        assert answer.headers["cache-control"] == "public, max-age=300"
        assert answer.headers["access-control-allow-origin"] == "*"
        assert int(answer.headers["content-length"]) == len(answer.raw)
        assert '<api/datapackage.json>; rel="describedby"' in answer.headers["link"]
        assert '<https://atlas.example/?focus=PAK>; rel="cite-as"' in answer.headers["link"]


def test_the_same_picture_is_drawn_once(monkeypatch):
    first = preview("focus=TUR", "preview.png")
    monkeypatch.setattr("atlas.export.preview.build_preview", None)
    assert preview("focus=TUR", "preview.png").raw == first.raw
    head = preview("focus=TUR", "preview.png", method="HEAD")
    assert (head.status, head.raw, head.headers) == (200, b"", first.headers)
    tag = {"If-None-Match": first.headers["etag"]}
    assert preview("focus=TUR", "preview.png", headers=tag).status == 304


def test_a_drawing_is_packed_a_painting_is_not():
    packed = {"Accept-Encoding": "gzip"}
    assert preview(headers=packed).headers["content-encoding"] == "gzip"
    assert "content-encoding" not in preview(name="preview.png", headers=packed).headers


@pytest.mark.parametrize(
    ("query", "status", "parameter"),
    [
        ("focus=XXX", 400, "focus"),
        ("page=map", 400, "page"),
        ("page=", 400, "page"),
        ("page=network&page=network", 400, "page"),
        ("limit=1", 400, "limit"),
        ("embed=true", 400, "embed"),
        ("record=%3Cimg%20onerror%3E", 400, "record"),
        ("q=%ff", 400, "q"),
        ("q=" + "a" * 9_000, 414, ""),
    ],
)
def test_what_is_not_understood_is_named(query, status, parameter):
    for name in "preview.png", "preview.svg":
        answer = preview(query, name)
        assert (answer.status, answer.headers["content-type"]) == (status, "application/json")
        assert list(answer.json) == KEYS
        assert answer.json["parameter"] == parameter
        assert not set(b"<>&") & set(answer.body)


def test_other_methods_and_endings_are_refused():
    assert preview(method="POST").status == 405
    assert preview(method="OPTIONS").status == 204
    answer = preview(name="preview.gif")
    assert (answer.status, answer.json["allowed"]) == (404, ["/preview.png", "/preview.svg"])


def test_the_page_named_is_the_page_drawn():
    assert b"data-iso3" in preview("page=timeline").body
    network = preview("page=network")
    assert b"data-iso3" not in network.body
    assert network.headers["etag"] != preview().headers["etag"]
    assert '<https://atlas.example/network>; rel="cite-as"' in network.headers["link"]


def test_under_a_sub_path_the_card_names_it():
    app = Starlette(routes=[Mount("/sub", routes=preview_routes(real_catalog()))])
    assert b"atlas.example/sub<" in ask("/sub/preview.svg", app=app).body
    given = Starlette(routes=preview_routes(real_catalog(), address="https://given.example/"))
    assert b"given.example<" in preview(app=given).body
    assert b"evil" not in preview(host="evil<script>").body


def test_whoever_comes_when_too_many_wait_is_asked_to_come_again(monkeypatch):
    monkeypatch.setattr(api, "_WAITING", 0)
    answer = preview("focus=GEO")
    assert (answer.status, answer.headers["retry-after"]) == (503, "5")
    monkeypatch.undo()
    assert preview("focus=GEO").status == 200


def test_words_of_a_stranger_stay_words(tmp_path):
    answer = preview(urllib.parse.urlencode({"q": "</text><script>alert(1)</script>\x00\ufffe"}))
    assert answer.status == 200
    assert b"<script" not in answer.body


@given(st.binary(max_size=200))
def test_no_query_at_all_raises(octets):
    assert preview(octets).status in (200, 400)


@given(st.dictionaries(st.sampled_from([*PARAMETERS, "page", "v"]), st.text(max_size=30), max_size=4))
def test_no_parameter_at_all_raises(query):
    assert preview(urllib.parse.urlencode(query, errors="replace")).status in (200, 400)
