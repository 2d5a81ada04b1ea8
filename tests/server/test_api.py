"""What the contract says of `/api`: addresses, envelope, tags, packing, cross-origin, paging."""

import gzip
import json
import re

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount

from atlas.address import PARAMETERS
from atlas.catalog import load_catalog
from atlas.export.edition import read_edition
from atlas.export.extract import Extract
from atlas.export.files import build_file, file_kinds
from atlas.model import Filters, View
from atlas.paths import ROOT
from atlas.server import api
from atlas.server.api import api_routes
from atlas.server.api_query import PAGING, PLACE
from atlas.server.security import SecurityHeaders
from tests.export.asgi import ask
from tests.tiny import write_tiny_data

NAMES = [
    "records.json",
    "records.csv",
    "records.xlsx",
    "partners.json",
    "partners.csv",
    "partners.geojson",
    "network.json",
    "network.graphml",
    "network.gexf",
    "facets.json",
    "datapackage.json",
    "datapackage.zip",
    "page.html",
    "feed.atom",
    "openapi.json",
    "tables/records.csv",
    "cite.bib",
    "cite.json",
    "files.json",
    "qr.svg",
]


@pytest.fixture
def tiny_app(tiny_catalog, tiny_folder):
    return Starlette(routes=api_routes(tiny_catalog, folder=tiny_folder))


@pytest.mark.parametrize("name", NAMES)
def test_every_address_answers_as_the_contract_says(name):
    answer = ask(f"/api/{name}")
    assert answer.status == 200
    assert re.fullmatch(r'"[0-9a-f]{32}"', answer.headers["etag"])
    assert answer.headers["cache-control"] == "public, max-age=300"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["vary"] == "Accept-Encoding"
    assert int(answer.headers["content-length"]) == len(answer.raw)


@pytest.mark.parametrize("name", NAMES)
def test_an_unchanged_answer_is_not_sent_again(name):
    for accepted in "", "gzip":
        headers = {"Accept-Encoding": accepted}
        tag = ask(f"/api/{name}", headers=headers).headers["etag"]
        for condition in tag, f"W/{tag}", f'"other", {tag}', "*":
            answer = ask(f"/api/{name}", headers=headers | {"If-None-Match": condition})
            assert (answer.status, answer.raw) == (304, b"")
            assert answer.headers["access-control-allow-origin"] == "*"
            assert condition == "*" or answer.headers["etag"] == tag
        assert ask(f"/api/{name}", headers={"If-None-Match": '"other"'}).status == 200


@pytest.mark.parametrize("name", NAMES)
def test_head_says_what_get_would(name):
    got, head = ask(f"/api/{name}"), ask(f"/api/{name}", method="HEAD")
    assert (head.status, head.raw) == (200, b"")
    assert head.headers == got.headers


@pytest.mark.parametrize("name", NAMES)
def test_packed_and_plain_hold_the_same(name):
    plain = ask(f"/api/{name}")
    packed = ask(f"/api/{name}", headers={"Accept-Encoding": "br;q=1.0, gzip;q=0.8, *;q=0.1"})
    if name == "datapackage.zip" or len(plain.raw) < 500:
        assert "content-encoding" not in packed.headers
        assert packed.headers["etag"] == plain.headers["etag"]
    else:
        assert gzip.decompress(packed.raw) == plain.raw
        assert packed.headers["etag"] != plain.headers["etag"]
    refused = ask(f"/api/{name}", headers={"Accept-Encoding": "gzip;q=0"})
    assert "content-encoding" not in refused.headers


def test_the_envelope_begins_with_the_four_keys_of_the_contract():
    answer = ask("/api/records.json", "domain=cyber-security&years=2005&years=2020").json
    assert list(answer)[:4] == ["data_version", "filters", "count", "items"]
    assert answer["filters"] == {"domain": ["cyber-security"], "years": ["2005", "2020"]}
    assert answer["count"] == len(answer["items"]) > 0
    for said in answer["sentence"], "CC-BY-4.0", "https://atlas.example/?domain=cyber-security":
        assert said in answer["cite"]


def test_the_order_in_an_address_does_not_matter():
    one = ask("/api/records.csv", "domain=cyber-security&domain=demining&focus=USA")
    other = ask("/api/records.csv", "focus=USA&domain=demining&domain=cyber-security&domain=demining")
    assert one.headers["etag"] == other.headers["etag"]
    assert one.raw == other.raw


def test_different_views_and_formats_have_different_tags():
    queries = ["", "focus=PAK", "domain=demining", "limit=1", "limit=1&offset=1", "q=mines"]
    tags = [ask(f"/api/{name}", query).headers["etag"] for name in NAMES[:2] for query in queries]
    assert len(set(tags)) == len(tags)


def test_new_data_have_new_tags(tmp_path):
    tags = []
    for name, change in ("one", ""), ("two", "Lisbonne,lisbon\n"):
        folder = write_tiny_data(tmp_path / name)
        with (folder / "aliases.csv").open("a", encoding="utf-8", newline="\n") as aliases:
            aliases.write(change)
        app = Starlette(routes=api_routes(load_catalog(folder), folder=folder))
        tags.append(ask("/api/records.json", app=app).headers["etag"])
    assert tags[0] != tags[1]


def test_an_opened_record_and_a_renamed_id_are_found(tiny_app):
    answer = ask("/api/records.json", "record=2014-patrols&kind=agreement", app=tiny_app).json
    assert [item["id"] for item in answer["items"]] == ["2014-esp-patrols"]


def test_pages_follow_the_links_to_the_end():
    whole = [item["id"] for item in ask("/api/records.json", "focus=PAK").json["items"]]
    query, seen = "focus=PAK&limit=7", []
    while query:
        answer = ask("/api/records.json", query)
        assert answer.json["count"] == len(whole)
        seen += [item["id"] for item in answer.json["items"]]
        after = re.search(r'<records\.json\?([^>]*)>; rel="next"', answer.headers["link"])
        query = after[1] if after else ""
    assert seen == whole


def test_a_page_beyond_the_end_is_empty():
    answer = ask("/api/records.csv", "offset=1000000")
    assert answer.status == 200
    assert answer.body.count(b"\r\n") == 1


def test_a_large_answer_is_streamed_and_the_same(monkeypatch, catalog):
    whole = ask("/api/records.json")
    monkeypatch.setattr(api, "_STREAMED", 10)
    monkeypatch.setattr("atlas.export.json_file.BATCH", 20)
    app = Starlette(routes=api_routes(catalog, folder=ROOT / "data"))
    streamed = ask("/api/records.json", app=app)
    assert streamed.pieces > 5
    assert "content-length" not in streamed.headers
    assert streamed.json == whole.json
    packed = ask("/api/records.json", app=app, headers={"Accept-Encoding": "gzip"})
    assert packed.json == whole.json
    assert packed.headers["etag"] == whole.headers["etag"][:-1] + '-gz"'
    head = ask("/api/records.json", app=app, method="HEAD")
    assert (head.status, head.raw) == (200, b"")


def test_other_sites_may_ask(tiny_app):
    answer = ask("/api/records.json", method="OPTIONS", app=tiny_app)
    assert (answer.status, answer.raw) == (204, b"")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["access-control-allow-methods"] == "GET, HEAD, OPTIONS"
    assert "If-None-Match" in answer.headers["access-control-allow-headers"]
    assert "Link" in ask("/api/records.csv", app=tiny_app).headers["access-control-expose-headers"]


def test_a_csv_says_beside_its_rows_what_it_is():
    answer = ask("/api/records.csv", "focus=PAK")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8; header=present"
    assert answer.headers["x-data-version"] in answer.headers["content-disposition"]
    assert answer.headers["x-sentence"].startswith("Pakistan%3A%20")
    links = answer.headers["link"]
    assert '<https://creativecommons.org/licenses/by/4.0/>; rel="license"' in links
    assert '<datapackage.json>; rel="describedby"' in links
    assert '<https://atlas.example/?focus=PAK>; rel="cite-as"' in links


def test_links_of_a_table_lead_up():
    assert '<../datapackage.json>; rel="describedby"' in ask("/api/tables/records.csv").headers["link"]


def test_the_longest_view_does_not_choke_a_proxy(catalog):
    domains = "&".join(f"domain={domain}" for domain in catalog.domains["id"])
    answer = ask("/api/records.csv", f"{domains}&limit=1&q=" + "%F0%9F%97%BA" * 200)
    assert answer.status == 200
    assert sum(len(name) + len(value) for name, value in answer.headers.items()) < 8_000


def test_tables_stand_where_the_dictionary_says(tiny_app):
    package = ask("/api/datapackage.json", "focus=BRA", app=tiny_app).json
    for resource in package["resources"]:
        path, _, query = resource["path"].partition("?")
        answer = ask(f"/api/{path}", query, app=tiny_app)
        assert answer.status == 200
        header = answer.body.decode().partition("\n")[0]
        assert header == ",".join(field["name"] for field in resource["schema"]["fields"])
    assert b"ESP," not in ask("/api/tables/partners.csv", "focus=BRA", app=tiny_app).body


def test_a_filter_changes_every_file_that_takes_filters(edition_of):
    for name, kind in file_kinds(edition_of).items():
        if kind.filtered and name not in ("tables/eras.csv", "tables/conflicts.csv", "tables/renamed.csv"):
            assert ask(f"/api/{name}").raw != ask(f"/api/{name}", "focus=BHR").raw, name


@pytest.fixture(scope="module")
def edition_of(catalog):
    return read_edition(catalog, ROOT / "data")


def test_the_description_names_every_address_and_filter():
    description = ask("/api/openapi.json").json
    assert description["openapi"].startswith("3.1")
    assert {f"/api/{name}" for name in NAMES if name != "openapi.json"} <= set(description["paths"])
    names = set(description["components"]["parameters"])
    assert names == {*PARAMETERS, *PAGING, PLACE}
    assert description["servers"] == [{"url": "https://atlas.example"}]


def test_the_page_for_people_links_to_files_that_exist():
    answer = ask("/api", "focus=PAK&q=" + "%3Cscript%3Ealert(1)%3C/script%3E")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert b"<script" not in answer.body
    links = re.findall(r'href="([^"]+)"', answer.body.decode())
    assert len(links) > 20
    for link in links:
        path, _, query = link.replace("&amp;", "&").partition("?")
        assert ask(f"/{path}", query).status == 200, link


def test_a_slash_at_the_end_leads_to_the_page():
    answer = ask("/api/", "focus=PAK")
    assert (answer.status, answer.headers["location"]) == (308, "../api?focus=PAK")


def test_under_a_sub_path_addresses_hold(tiny_catalog, tiny_folder):
    app = Starlette(routes=[Mount("/maps/atlas", routes=api_routes(tiny_catalog, folder=tiny_folder))])
    answer = ask("/maps/atlas/api/records.json", "focus=BRA", app=app)
    assert answer.json["address"] == "https://atlas.example/maps/atlas/?focus=BRA"


def test_a_public_address_that_was_set_is_the_one_cited(tiny_catalog, tiny_folder):
    routes = api_routes(tiny_catalog, folder=tiny_folder, address="https://public.example/atlas/")
    answer = ask("/api/records.json", app=Starlette(routes=routes), host="inner:8501")
    assert answer.json["address"] == "https://public.example/atlas/"


def test_the_headers_of_the_server_go_along(tiny_app):
    answer = ask("/api/records.json", app=SecurityHeaders(tiny_app))
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "content-security-policy" in answer.headers


def test_a_kept_answer_is_the_one_made_first(tiny_app, extract_of):
    first = ask("/api/records.xlsx", "focus=ESP", app=tiny_app)
    again = ask("/api/records.xlsx", "focus=ESP", app=tiny_app)
    assert first.raw == again.raw == build_file(extract_of, "records.xlsx")
    assert first.headers == again.headers


@pytest.fixture
def extract_of(tiny_catalog, tiny_folder):
    view = View(filters=Filters(), focus="ESP")
    return Extract(read_edition(tiny_catalog, tiny_folder), view, "https://atlas.example")


def test_json_is_json_to_the_last_sign():
    for name in NAMES:
        if name.endswith("json"):
            json.loads(ask(f"/api/{name}").body)


def test_the_compared_leave_the_records_that_concern_one_of_them():
    def ids(query):
        return {row["id"] for row in ask("/api/records.json", query).json["items"]}

    both = ids("with=PAK&with=NATO")
    assert both == ids("focus=PAK") | ids("focus=NATO")
    assert ids("with=PAK&with=NATO&focus=GEO") == both
    facets = ask("/api/facets.json", "with=PAK&with=NATO&kind=exercise").json["items"]
    (exercises,) = (row["records"] for row in facets if row["value"] == "exercise")
    assert exercises == len(ids("with=PAK&with=NATO&kind=exercise"))
