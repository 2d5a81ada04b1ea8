"""The static atlas as any file server carries it, in a folder of its own."""

import functools
import http.server
import threading

import pytest

from atlas.export.edition import read_edition
from atlas.export.site.site import Site
from atlas.export.site.write import write_site
from atlas.model import Filters
from atlas.query import count_members, select_records
from tests.browser.reader import Reader

pytestmark = pytest.mark.browser


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *words):
        pass


@pytest.fixture(scope="module")
def site_url(tiny_catalog, tiny_folder, tmp_path_factory):
    root = tmp_path_factory.mktemp("www")
    write_site(Site(read_edition(tiny_catalog, tiny_folder)), root / "deep" / "atlas", lambda line: None)
    handler = functools.partial(_Quiet, directory=str(root))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://localhost:{server.server_port}/deep/atlas"
        server.shutdown()
        thread.join()


@pytest.fixture
def open_site(browser, site_url, tiny_folder):
    readers = []

    def make(address, **options):
        context = browser.new_context(**{"viewport": {"width": 1400, "height": 900}} | options)
        reader = Reader(context.new_page(), site_url)
        reader.page.goto(address)
        for root in "#atlas-map", "#atlas-network":
            reader.page.locator(f'{root}[data-ready="true"]').wait_for(timeout=30_000)
        readers.append(reader)
        return reader

    yield make
    for reader in readers:
        assert reader.troubles == []
        reader.page.context.close()


def test_the_start_page_is_painted_and_a_click_opens_a_partner(open_site, site_url, tiny_catalog):
    reader = open_site(f"{site_url}/")
    page = reader.page
    counts = count_members(select_records(tiny_catalog, Filters()), "partners")
    drawn = page.locator("#atlas-map path[data-iso3][data-records]")
    painted = dict(drawn.evaluate_all("all => all.map(it => [it.dataset.iso3, Number(it.dataset.records)])"))
    assert painted == {code: count.records for code, count in counts.items()}
    assert page.locator("#atlas-network").get_attribute("data-nodes") == "6"
    reader.click_country("ESP")
    page.wait_for_url("**/deep/atlas/partners/ESP.html")
    assert page.locator("h1").inner_text() == "Spain"
    page.get_by_role("link", name="Joint exercise", exact=True).click()
    page.wait_for_url("**/records/2010-prt-esp-fra-exercise.html")


def test_the_search_finds_what_the_keyboard_asks_for(open_site, site_url):
    page = open_site(f"{site_url}/").page
    page.get_by_role("searchbox").fill("espana")
    found = page.locator("#found a")
    found.first.wait_for()
    assert found.first.inner_text().startswith("Spain")
    page.keyboard.press("Enter")
    page.wait_for_url("**/partners/ESP.html")
    page.get_by_role("searchbox").fill("zzz")
    page.get_by_text("Nothing found").wait_for()


def test_it_fits_a_phone_in_the_dark_and_opens_from_a_disk(
    open_site, site_url, tiny_catalog, tiny_folder, tmp_path
):
    write_site(Site(read_edition(tiny_catalog, tiny_folder)), tmp_path / "atlas", lambda line: None)
    address = (tmp_path / "atlas" / "index.html").as_uri()
    page = open_site(address, viewport={"width": 390, "height": 844}, color_scheme="dark").page
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(21, 24, 28)"
    page.get_by_role("link", name="Brazil").click()
    assert page.locator("h1").inner_text() == "Brazil"
    assert page.evaluate("document.documentElement.scrollWidth") == 390
