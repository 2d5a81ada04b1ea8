"""What the share dialog asks for: citations, QR code, list of files, and the address the reader has."""

import io
import json
import urllib.parse

import pytest
from starlette.applications import Starlette

from atlas.server.api import api_routes
from tests.export.asgi import ask

MINE = "https://atlas.example/maps/network"
FORMS = ["txt", "bib", "ris", "json"]


@pytest.fixture(scope="module")
def app(tiny_catalog, tiny_folder):
    return Starlette(routes=api_routes(tiny_catalog, folder=tiny_folder))


def decode(svg):
    """Return what a reader of QR codes sees in a code of ours, drawn from its path."""
    import zxingcpp

    from tests.qr import draw

    return zxingcpp.read_barcode(draw(svg)).text


@pytest.mark.parametrize("form", FORMS)
def test_a_citation_has_the_address_the_reader_has(app, form):
    answer = ask(f"/api/cite.{form}", f"focus=ESP&at={MINE}", app=app)
    assert answer.status == 200
    assert f"{MINE}?focus=ESP" in answer.body.decode()
    told = ask(f"/api/cite.{form}", "focus=ESP", app=app)
    assert "https://atlas.example/?focus=ESP" in told.body.decode()
    assert told.headers["etag"] != answer.headers["etag"]


@pytest.mark.parametrize("form", FORMS)
def test_each_form_is_of_its_kind_and_saved_under_its_name(app, form):
    answer = ask(f"/api/cite.{form}", "record=2003-course", app=app)
    assert answer.headers["content-disposition"].endswith(f'cite.{form}"')
    assert "2003-course" in answer.body.decode()
    kinds = {"txt": "text/plain", "bib": "bibtex", "ris": "research-info", "json": "csl+json"}
    assert kinds[form] in answer.headers["content-type"]


def test_atlas_page_view_and_record_are_cited_as_what_they_are(app):
    def cite(query):
        return ask("/api/cite.txt", query, app=app).body.decode()

    assert cite("") == cite("at=https://atlas.example/")
    assert cite("").endswith("0.1.0, 30 June 2024, CC-BY-4.0. https://atlas.example/\n")
    assert "records" in cite(f"at={MINE}")
    assert cite(f"at={MINE}").endswith(f"{MINE}\n")
    assert cite("record=2003-course&at=https://atlas.example/maps/records").endswith(
        "https://atlas.example/maps/records?record=2003-course\n"
    )


def test_the_list_counts_what_the_files_hold(app):
    listed = ask("/api/files.json", "focus=ESP", app=app).json
    assert listed["count"] == len(listed["items"])
    rows = {item["name"]: item["rows"] for item in listed["items"]}
    for name in "records.json", "partners.json", "network.json":
        assert rows[name] == ask(f"/api/{name}", "focus=ESP", app=app).json["count"]
    assert rows["records.xlsx"] == rows["records.csv"] == rows["records.json"]
    table = ask("/api/tables/sources.csv", "focus=ESP", app=app).body.decode()
    assert rows["tables/sources.csv"] == len(table.splitlines()) - 1
    assert rows["datapackage.zip"] is None
    assert "files.json" not in rows


def test_everything_listed_is_there(app):
    for item in ask("/api/files.json", app=app).json["items"]:
        answer = ask(f"/api/{item['name']}", "focus=ESP" if item["filtered"] else "", app=app)
        assert answer.status == 200
        assert answer.headers["content-type"].partition(";")[0] == item["media_type"]


@pytest.mark.parametrize("query", ["", "focus=ESP&q=%C9%99+%26+%22%3C%27"])
def test_the_qr_code_says_the_address(app, query):
    answer = ask("/api/qr.svg", f"{query}&at={MINE}", app=app)
    assert answer.headers["content-type"] == "image/svg+xml"
    address, _, found = decode(answer.body).partition("?")
    assert address == MINE
    assert urllib.parse.parse_qs(found) == urllib.parse.parse_qs(query)


def test_the_longest_view_still_has_a_qr_code():
    codes = "".join(f"&with={code}" for code in ("PAK", "TUR", "GEO", "USA", "NATO"))
    answer = ask("/api/qr.svg", "q=" + "%F0%9F%97%BA" * 200 + codes)
    assert answer.status == 200


def test_an_address_too_long_for_a_qr_code_is_refused_by_name(catalog):
    domains = "&".join(f"domain={domain}" for domain in catalog.domains["id"])
    answer = ask("/api/qr.svg", f"{domains}&q=" + "%F0%9F%97%BA" * 200)
    assert (answer.status, answer.json["parameter"], answer.json["allowed"]) == (400, "at", ["≤ 2953"])


def test_without_an_address_there_is_no_qr_code_but_a_citation(app):
    assert ask("/api/qr.svg", app=app, host="<b>").status == 400
    answer = ask("/api/cite.txt", app=app, host="<b>")
    assert answer.status == 200
    assert "http" not in answer.body.decode()


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/",
        "https://evil.example:443/atlas.example/",
        "https://atlas.example@evil.example/",
        "https://evil.example/?https://atlas.example/",
        "https://atlas.example.evil.example/",
        "https://atlas.example:8501/",
        "https://atlas.example",
        "https://atlas.example/a b/",
        "https://atlas.example/'\"<script>/",
        "https://atlas.example/network?focus=ESP",
        "https://atlas.example/network#x",
        "https://atlas.example/\nnetwork",
        "https://atlas.example/network\n",
        "https://atlas.example/" + "x/" * 20,
        "javascript:alert(1)//atlas.example/",
        "//atlas.example/",
        "/network",
        "",
    ],
)
def test_nobody_elses_address_is_cited_or_drawn(app, address):
    for name in "cite.txt", "qr.svg":
        answer = ask(f"/api/{name}", urllib.parse.urlencode({"at": address}), app=app)
        assert (answer.status, answer.json["parameter"]) == (400, "at")
        assert answer.json["allowed"] == ["https://atlas.example/…", "http://atlas.example/…"]
        assert not set(b"<>&") & set(answer.body)


def test_an_address_said_twice_is_refused(app):
    assert ask("/api/cite.txt", f"at={MINE}&at={MINE}", app=app).status == 400


def test_what_does_not_show_an_address_takes_none(app):
    answer = ask("/api/records.json", f"at={MINE}", app=app)
    assert (answer.status, answer.json["parameter"]) == (400, "at")


def test_the_host_may_be_written_in_capitals(app):
    assert ask("/api/cite.txt", "at=http://Atlas.EXAMPLE/", app=app).status == 200


def test_the_host_that_was_set_is_the_one_asked_for(tiny_catalog, tiny_folder):
    routes = api_routes(tiny_catalog, folder=tiny_folder, address="https://public.example/atlas/")
    app = Starlette(routes=routes)
    assert ask("/api/cite.txt", "at=https://public.example/atlas/", app=app, host="inner:8501").status == 200
    assert ask("/api/cite.txt", "at=http://inner:8501/", app=app, host="inner:8501").status == 400


def test_a_search_for_markup_stays_text_in_every_form(app):
    query = urllib.parse.urlencode({"q": "</textarea><script>alert(1)</script>"})
    for form in FORMS:
        text = ask(f"/api/cite.{form}", query, app=app).body.decode()
        assert "%3Cscript%3E" in text, "the address holds it encoded"
    assert json.loads(text)
    svg = ask("/api/qr.svg", query, app=app).body
    assert b"script" not in svg
    assert io.BytesIO(svg).read().startswith(b"<svg")
