"""The page in one file, opened from a disk on a machine without a network."""

import pytest

from atlas.catalog import load_catalog
from atlas.export.edition import read_edition
from atlas.export.extract import Extract
from atlas.export.one_file import write_page
from atlas.model import Filters, View
from atlas.paths import ROOT
from atlas.query import count_members, select_of, select_records
from tests.browser.hostile import HOSTILE, HOSTILE_URL, write_hostile_data
from tests.browser.reader import Reader

pytestmark = pytest.mark.browser

SHOWN = "#records li[data-of]:not([hidden])"


@pytest.fixture
def open_file(browser, tmp_path):
    """Open a page from a disk; at the end it may have asked for nothing and complained of nothing."""
    readers = []

    def make(folder, view, **options):
        path = tmp_path / "page.html"
        path.write_bytes(write_page(Extract(read_edition(load_catalog(folder), folder), view)))
        context = browser.new_context(viewport={"width": 1400, "height": 900}, offline=True, **options)
        reader = Reader(context.new_page(), path.as_uri())
        asked = []
        reader.page.on("request", lambda request: asked.append(request.url))
        reader.page.goto(path.as_uri())
        for root in "#atlas-map", "#atlas-network":
            reader.page.locator(f'{root}[data-ready="true"]').wait_for(timeout=30_000)
        readers.append((reader, asked))
        return reader

    yield make
    for reader, asked in readers:
        assert [url for url in asked if url != reader.url] == []
        assert reader.troubles == []
        reader.page.context.close()


def test_map_and_network_are_painted_and_a_click_shows_the_records(open_file, catalog):
    filters = Filters(domain=("joint-exercises",))
    reader = open_file(ROOT / "data", View(filters=filters))
    page = reader.page
    selection = select_records(catalog, filters)
    counts = count_members(selection, "partners")
    drawn = page.locator("#atlas-map path[data-iso3][data-records]")
    painted = dict(drawn.evaluate_all("all => all.map(it => [it.dataset.iso3, Number(it.dataset.records)])"))
    assert painted == {code: count.records for code, count in counts.items() if code in painted}
    assert len(painted) > 20
    assert int(page.locator("#atlas-network").get_attribute("data-nodes")) > 20
    ink = (
        "canvas => canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.some(Boolean)"
    )
    assert page.locator("#atlas-network canvas").evaluate(ink)
    reader.click_country("PAK")
    assert page.locator("#records h2:visible").inner_text() == "Pakistan"
    assert page.locator(SHOWN).count() == int(select_of(selection, "PAK").mask.sum())
    assert page.locator('path[data-iso3="PAK"][data-focus="true"]').count() == 1
    years = {str(row["first_year"]) for row in select_of(selection, "PAK").rows(0, 1_000)}
    assert set(page.locator("#records .year > h3:visible").all_inner_texts()) == years
    select = "root => root.dispatchEvent(new CustomEvent('atlas:select', {detail: {id: 'TUR'}}))"
    page.locator("#atlas-network").evaluate(select)
    assert page.locator("#records h2:visible").inner_text() == "Türkiye"
    page.get_by_role("button", name="Leave the focus").locator("visible=true").click()
    assert page.locator(SHOWN).count() == int(selection.mask.sum())


def test_it_is_dark_where_the_reader_wants_it_and_fits_a_phone(open_file):
    page = open_file(ROOT / "data", View(focus="PAK"), color_scheme="dark").page
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(21, 24, 28)"
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.locator('#records button[data-choose="TUR"]').locator("visible=true").first.click()
    assert page.locator("#records h2:visible").inner_text() == "Türkiye"


def test_hostile_texts_stay_texts(open_file, tmp_path):
    folder = write_hostile_data(tmp_path / "data")
    page = open_file(folder, View(focus="NATO", filters=Filters(q="img src=x"))).page
    assert page.locator("#records h2:visible").inner_text() == HOSTILE
    assert page.locator(f"{SHOWN} h4").first.inner_text() == HOSTILE
    assert page.locator(f"{SHOWN} .cited a").first.get_attribute("href") == HOSTILE_URL
    page.locator('path[data-iso3="PAK"]').first.hover()
    assert page.evaluate("window.pwned") is None
    markup = 'img[src="x"], img[src$="/x"], [onerror], [onmouseover]'
    assert page.locator(markup).count() == 0
    scripts = page.locator("script:not([type])").evaluate_all("all => all.map(it => it.textContent)")
    assert not any("pwned" in script for script in scripts)
