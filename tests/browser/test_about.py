from itertools import pairwise

import pytest

pytestmark = pytest.mark.browser

ARTICLE = '#atlas-about[data-ready="true"]'


def open_about(reader, anchor=""):
    reader.page.goto(f"{reader.url}/about{anchor}", wait_until="commit")
    reader.page.locator(ARTICLE).wait_for()
    reader.page.locator('#atlas-facets[data-ready="true"]').wait_for(state="attached")
    return reader.page


def top_of(page, anchor):
    return page.locator(f"section#{anchor}").bounding_box()["y"]


def test_a_link_of_the_contents_leads_to_its_section_and_into_the_address(reader):
    page = open_about(reader)
    page.get_by_role("link", name="Known gaps", exact=True).click()
    reader.eventually(lambda: page.url.endswith("/about#gaps"), True)
    reader.eventually(lambda: 0 <= top_of(page, "gaps") < 200, True)
    assert reader.has_keyboard('it.tagName === "H2" && it.textContent.startsWith("Known gaps")')


def test_an_address_with_a_section_opens_there(reader):
    page = open_about(reader, "#errors")
    reader.eventually(lambda: top_of(page, "errors") < page.viewport_size["height"], True)


@pytest.mark.parametrize("width", [390, 1400])
def test_every_box_opens_and_nothing_is_wider_than_the_window(new_reader, width):
    reader = new_reader(viewport={"width": width, "height": 844})
    page = open_about(reader)
    boxes = page.locator(f"{ARTICLE} details")
    assert boxes.count() >= 4
    for box in boxes.all():
        assert box.locator(".atlas-article-box").count() == 0
        box.locator("summary").click()
        box.locator(".atlas-article-box").wait_for()
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width
    levels = page.locator("h1, #atlas-about :is(h2, h3, h4, h5, h6)").evaluate_all(
        "all => all.map(it => Number(it.tagName[1]))"
    )
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_a_box_stays_open_when_a_filter_changes(reader):
    page = open_about(reader)
    page.locator(f"{ARTICLE} summary").first.click()
    page.locator(".atlas-article-box").first.wait_for()
    reader.box("cyber-security").click()
    reader.wait_query(domain=["cyber-security"])
    link = page.locator("#atlas-pages a").first
    reader.eventually(lambda: "domain=cyber-security" in link.get_attribute("href"), True)
    assert page.locator(".atlas-article-box").count() == 1
