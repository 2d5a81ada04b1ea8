"""What a page says of the very view its address stands for, to whoever shows a link or runs no script."""

import html.parser
import json
import re
import urllib.parse
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse
from starlette.routing import Mount, Route

from atlas.address import PARAMETERS
from atlas.assets import AssetTable
from atlas.catalog import load_catalog
from atlas.export.head import LISTED
from atlas.export.tables import select_record_rows
from atlas.server.crawlers import crawler_routes
from atlas.server.page_head import PageHead, page_words
from atlas.server.preview import preview_routes
from atlas.views.headings import PAGES
from tests.export.asgi import ask
from tests.export.nasty import NASTY, nasty_edition
from tests.random_views import real_catalog

SHELL = "<!DOCTYPE html><html><head><title>Streamlit</title></head><body><div id=root></div></body></html>"
BASE = "https://atlas.example"


async def shell(request):
    return HTMLResponse(SHELL)


def app_of(words, *routes):
    pages = [Route(f"/{page}", shell) for page in PAGES]
    return Starlette(routes=[*routes, *pages], middleware=[Middleware(PageHead, words=words)])


SCRIPT = AssetTable().add("map.js", "x")
APP = app_of(page_words(real_catalog(), {"/": [SCRIPT]}), *preview_routes(real_catalog()))


class Page(html.parser.HTMLParser):
    """A page as a bot reads it."""

    def __init__(self, text):
        super().__init__()
        self.text, self.metas, self.links, self.hrefs, self.tags = text, {}, [], [], []
        self.title = self.said = self.data = ""
        self._open = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        named = dict(attrs)
        self.tags.append((tag, set(named)))
        self._open.append(tag)
        if tag == "meta" and (name := named.get("name") or named.get("property")):
            assert name not in self.metas
            self.metas[name] = named["content"]
        if tag == "link":
            self.links.append(named)
        if tag == "a":
            self.hrefs.append(named["href"])

    def handle_endtag(self, tag):
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data):
        if "title" in self._open:
            self.title += data
        elif "script" in self._open:
            self.data += data
        elif "noscript" in self._open:
            self.said += data

    def link(self, rel, **wanted):
        return [link["href"] for link in self.links if link["rel"] == rel and wanted.items() <= link.items()]


def page(path="/", query="", **options):
    answer = ask(path, query, app=options.pop("app", APP), **options)
    assert answer.status == 200
    return Page(answer.body.decode())


def test_the_page_of_a_focus_says_whom_it_is_about(catalog):
    found = page("/", "focus=PAK")
    assert found.title == f"Pakistan – {catalog.title}"
    assert re.match(r"Pakistan: \d+ records, \d{4}–\d{4}, \d+ partners\. ", found.metas["description"])
    assert found.link("canonical") == [f"{BASE}/?focus=PAK"]
    card = {name: found.metas[f"og:{name}"] for name in ("title", "url", "image", "site_name", "type")}
    assert card == {
        "title": "Pakistan",
        "url": f"{BASE}/?focus=PAK",
        "image": f"{BASE}/preview.png?focus=PAK",
        "site_name": catalog.title,
        "type": "website",
    }
    assert found.metas["og:description"] == found.metas["description"]
    assert (found.metas["og:image:width"], found.metas["og:image:height"]) == ("1200", "630")
    assert found.metas["twitter:card"] == "summary_large_image"
    assert found.metas["twitter:image"] == found.metas["og:image"]
    assert found.link("alternate", type="application/json") == ["api/records.json?focus=PAK"]
    assert "robots" not in found.metas


@pytest.mark.parametrize(
    ("path", "query", "title", "canonical", "picture"),
    [
        ("/", "", "", "/", "preview.png"),
        ("/network", "focus=TUR", "Türkiye – Network – ", "/network?focus=TUR", "focus=TUR&page=network"),
        ("/timeline", "era=formats", "Timeline – ", "/timeline?era=formats", "era=formats&page=timeline"),
        ("/profile", "focus=NATO", "North Atlantic", "/profile?focus=NATO", "focus=NATO&page=profile"),
        (
            "/compare",
            "with=PAK&with=GEO&focus=TUR",
            "Pakistan and Georgia – ",
            "/compare?with=PAK&with=GEO",
            "with=PAK&with=GEO",
        ),
        ("/", "with=PAK&with=GEO", "", "/", "preview.png"),
        ("/about", "focus=PAK&q=x", "About – ", "/about", "page=about"),
        ("/", "embed=true&utm_source=x&focus=PAK&domain=zzz", "Pakistan", "/?focus=PAK", "focus=PAK"),
    ],
)
def test_each_page_has_a_name_an_address_and_a_picture_that_is_there(path, query, title, canonical, picture):
    found = page(path, query)
    assert found.title.startswith(title)
    assert found.link("canonical") == [BASE + canonical]
    image = found.metas["og:image"]
    assert image.endswith(picture)
    drawn = image.removeprefix(BASE).replace(".png", ".svg").partition("?")
    assert ask(drawn[0], drawn[2], app=APP).status == 200


@pytest.mark.parametrize("path", ["/records", "/timeline"])
def test_an_open_record_stands_for_itself(catalog, path):
    row = catalog.tables["records"].iloc[40]
    found = page(path, f"record={row['id']}&focus=PAK&q=nothing")
    assert found.title == f"{row['title']} – {catalog.title}"
    assert found.metas["description"].endswith(row["summary"][-20:])
    assert found.metas["og:type"] == "article"
    assert found.link("canonical") == [f"{BASE}/records?record={row['id']}"]
    assert row["summary"] in found.said
    urls = {catalog.rows("sources")[cited.source]["url"] for cited in row["sources"]} - {""}
    assert urls <= set(found.hrefs)


def test_the_records_are_listed_the_latest_first(catalog):
    found = page("/", "focus=PAK")
    ids = [href.removeprefix("records?record=") for href in found.hrefs if "record=" in href]
    asked = ask_extract("focus=PAK")
    assert ids == [row["id"] for row in select_record_rows(asked)][::-1]
    assert catalog.records.at[ids[0], "title"] in found.said


def ask_extract(query):
    from atlas.export.edition import read_edition
    from atlas.paths import ROOT
    from atlas.server.api_query import read_extract, read_query

    kind = SimpleNamespace(filtered=True, has_page=False, located=False, count=None)
    return read_extract(kind, read_query(query.encode()), read_edition(real_catalog(), ROOT / "data"), "")


def test_a_long_list_ends_and_says_how_many_more():
    found = page()
    assert sum("record=" in href for href in found.hrefs) == LISTED
    more = ask_extract("").size - LISTED
    assert f"{more} earlier records are not listed here." in found.said
    assert "api/records.json" in found.hrefs
    assert len(found.text.encode()) < 40_000


def test_what_is_empty_or_asked_with_words_is_not_for_search_engines():
    assert page("/", "q=zzzzzz").metas["robots"] == "noindex"
    assert page("/", "q=NATO").metas["robots"] == "noindex"
    assert "0 records" in page("/", "q=zzzzzz").said


def test_the_data_set_is_described_once_on_the_pages_that_stand_for_it(catalog):
    for path in "/", "/about":
        described = json.loads(page(path).data)
        assert (described["@type"], described["version"]) == ("Dataset", catalog.version)
        assert f"{BASE}/api/records.csv" in [part["contentUrl"] for part in described["distribution"]]
    assert page("/", "focus=PAK").data == page("/network").data == ""


def test_what_a_page_fetches_first_is_named():
    assert SCRIPT.address in page().link("modulepreload")
    assert SCRIPT.address not in page("/network").link("modulepreload")


def test_under_a_sub_path_every_absolute_address_has_it():
    app = Starlette(routes=[Mount("/sub", app=APP)])
    found = page("/sub/network", "focus=PAK", app=app)
    assert found.link("canonical") == [f"{BASE}/sub/network?focus=PAK"]
    assert found.metas["og:image"].startswith(f"{BASE}/sub/preview.png?")
    assert all(not href.startswith("/") for href in found.hrefs)


def test_an_address_that_was_given_goes_before_the_one_asked():
    app = app_of(page_words(real_catalog(), {}, address="https://given.example/"))
    assert page(app=app).link("canonical") == ["https://given.example/"]


@pytest.mark.parametrize("host", ["", "a b", 'x"><script>', "a:b@c"])
def test_with_a_strange_host_nothing_absolute_is_said(host):
    found = page("/", "focus=PAK", host=host)
    assert found.link("canonical") == []
    assert not {"og:image", "og:url", "twitter:image"} & set(found.metas)
    assert found.metas["og:title"] == "Pakistan"


HOSTILE = ["</noscript><script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "'", "\x00\u2028", NASTY]


@pytest.mark.parametrize("text", HOSTILE)
def test_words_of_a_stranger_stay_words(text):
    plain = page("/", "q=zzzzzz")
    for name in "q", "focus", "record", "with", "domain", text:
        for path in "/", "/records", "/compare":
            found = page(path, urllib.parse.urlencode({name: text}))
            assert {tag for tag, _ in found.tags} <= {tag for tag, _ in plain.tags} | {"script", "li", "ul"}
            assert not found.data or json.loads(found.data)["@type"] == "Dataset"
            assert not any(name.startswith("on") for _, names in found.tags for name in names)
            assert not any(tag == "img" for tag, _ in found.tags)


def test_texts_of_the_data_are_no_markup(monkeypatch):
    edition = nasty_edition()
    monkeypatch.setattr("atlas.server.page_head.read_edition", lambda *_: edition)
    app = app_of(page_words(edition.catalog, {}))
    for path, query in ("/", ""), ("/", "focus=PRT-ESP-FRA"), ("/records", "record=2003-course"):
        found = page(path, query, app=app)
        assert NASTY in found.title
        assert not any(tag == "img" for tag, _ in found.tags)
        assert not any(name.startswith("on") for _, names in found.tags for name in names)
        assert json.loads(found.data)["name"] == NASTY if found.data else True


def test_another_data_set_speaks_for_itself(tiny_folder):
    app = app_of(page_words(load_catalog(tiny_folder), {}, folder=tiny_folder))
    found = page("/network", app=app)
    assert found.title == "Network – Tiny atlas"
    assert "Patrols" in found.said
    assert "Azerbaijan" not in found.said


@given(st.sampled_from(PAGES), st.binary(max_size=300))
def test_no_address_at_all_raises(path, octets):
    assert page(f"/{path}", octets).metas["og:title"]


@given(
    st.sampled_from(PAGES),
    st.lists(st.tuples(st.sampled_from([*PARAMETERS, "embed", "page"]), st.text(max_size=30)), max_size=5),
)
def test_no_parameter_at_all_raises(path, pairs):
    query = urllib.parse.urlencode([(name, value.encode("utf-8", "replace")) for name, value in pairs])
    assert page(f"/{path}", query).metas["og:title"]


def test_an_overlong_address_gets_the_page_without_its_filters():
    found = page("/", "focus=PAK&q=" + "a" * 20_000)
    assert found.link("canonical") == [f"{BASE}/"]


def test_search_engines_find_every_page_profile_and_record(catalog):
    app = Starlette(routes=[Mount("/sub", routes=crawler_routes(catalog))])
    robots = ask("/sub/robots.txt", app=app).body.decode()
    assert f"Sitemap: {BASE}/sub/sitemap.xml" in robots.splitlines()
    answer = ask("/sub/sitemap.xml", app=app)
    assert answer.headers["content-type"] == "application/xml"
    found = re.findall("<loc>([^<]*)</loc>", answer.body.decode())
    assert len(found) == len(set(found)) == len(PAGES) + len(catalog.entities) + len(catalog.records)
    assert {f"{BASE}/sub/", f"{BASE}/sub/network", f"{BASE}/sub/profile?focus=PAK"} <= set(found)
    assert f"{BASE}/sub/records?record={catalog.records['id'].iloc[0]}" in found
    assert ask("/sub/sitemap.xml", app=app, host="<b>").status == 400
    assert ask("/sub/robots.txt", app=app, host="<b>").body.endswith(b"Allow: /\n")
    assert ask("/sub/robots.txt", app=app, method="HEAD").status == 200
    assert ask("/sub/sitemap.xml", app=app, method="POST").status == 405
