import pytest

from atlas.model import Filters
from atlas.query import select_of, select_records

pytestmark = pytest.mark.browser

PROFILE = '#atlas-profile[data-ready="true"]'
COUNT_PRINTS = "window.print = () => { window.printed = (window.printed || 0) + 1; };"


def open_profile(reader, query=""):
    reader.page.goto(f"{reader.url}/profile{query and '?' + query}", wait_until="commit")
    reader.page.locator(PROFILE).wait_for()
    reader.page.locator('#atlas-facets[data-ready="true"]').wait_for(state="attached")
    return reader.page


def heading(page):
    return page.locator("h1").inner_text()


def test_the_profile_of_a_partner_leads_to_another_and_back(reader):
    page = open_profile(reader, "focus=PAK")
    assert heading(page) == "Pakistan"
    assert page.locator(".atlas-rhythm-picture").get_attribute("aria-label").startswith("Records by the year")
    page.locator(f"{PROFILE} .atlas-table tbody button", has_text="Türkiye").click()
    reader.wait_query(focus=["TUR"])
    reader.eventually(lambda: heading(page), "Türkiye")
    page.go_back()
    reader.wait_query(focus=["PAK"])
    reader.eventually(lambda: heading(page), "Pakistan")


def test_domains_open_grow_and_stay_open_by_keyboard(reader, catalog):
    page = open_profile(reader, "focus=PAK")
    box = page.locator(".atlas-profile-box").nth(1)
    number = int(box.locator(".atlas-count").inner_text())
    shown = box.locator("[data-record]")
    box.locator("summary").focus()
    page.keyboard.press("Enter")
    reader.eventually(lambda: shown.count() > 0, True)
    while shown.count() < number:
        before = shown.count()
        more = box.locator(".atlas-more")
        more.focus()
        page.keyboard.press("Enter")
        reader.eventually(lambda before=before: shown.count() > before, True)
    ids = shown.evaluate_all("all => all.map(it => it.dataset.record)")
    assert len(set(ids)) == number
    assert page.locator(".atlas-profile-box").first.evaluate("box => box.open")
    assert set(ids) <= set(select_of(select_records(catalog, Filters()), "PAK").records["id"])


def test_a_record_opens_on_its_page_and_back_returns(reader):
    page = open_profile(reader, "focus=PAK")
    title = page.locator(".atlas-record-title").first
    name = title.inner_text()
    title.click()
    page.locator('#atlas-record[data-ready="true"]').wait_for()
    assert page.locator("#atlas-record h2").inner_text() == name
    page.go_back()
    page.locator(PROFILE).wait_for()
    page.go_back()
    reader.wait_query(focus=["PAK"])
    page.locator(PROFILE).wait_for()


def test_print_shows_every_record_and_neither_sidebar_nor_buttons(new_reader, catalog):
    reader = new_reader(color_scheme="dark")
    reader.page.add_init_script(COUNT_PRINTS)
    page = open_profile(reader, "focus=AZE-TUR-GEO")
    page.get_by_role("button", name="Print or save as PDF").click()
    reader.eventually(lambda: page.evaluate("window.printed"), 1)
    page.emulate_media(media="print")
    own = select_of(select_records(catalog, Filters()), "AZE-TUR-GEO")
    printed = page.locator(".atlas-profile-print [data-record]")
    assert printed.count() == own.mask.sum()
    assert printed.first.is_visible()
    for hidden in (
        '[data-testid="stSidebar"]',
        "#atlas-pages",
        ".atlas-more >> nth=0",
        ".atlas-box >> nth=0",
    ):
        assert not page.locator(hidden).is_visible()
    ink = page.locator("h1").evaluate("it => getComputedStyle(it).color")
    assert max(int(part) for part in ink[4:-1].split(",")) < 100, "dark on paper, whatever the screen"


@pytest.mark.parametrize("query", ["", "focus=TUR", "focus=NATO&domain=peacekeeping"])
def test_nothing_is_wider_than_a_phone(new_reader, query):
    reader = new_reader(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = open_profile(reader, query)
    for summary in page.locator(f"{PROFILE} summary").all()[:3]:
        summary.click()
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 390


def test_the_years_of_the_picture_are_in_its_table(reader):
    page = open_profile(reader, "focus=PAK")
    page.locator(".atlas-rhythm-twin summary").click()
    rows = page.locator(".atlas-rhythm-twin tbody tr")
    assert rows.count() == page.locator(".atlas-rhythm-picture g > title").count() > 0
