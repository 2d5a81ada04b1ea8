import pytest

pytestmark = pytest.mark.browser

MATRIX = '.st-key-matrix .atlas-table[data-ready="true"]'
PANEL = '#atlas-panel[data-ready="true"]'


def open_matrix(reader, query=""):
    reader.page.goto(f"{reader.url}/matrix{query and '?' + query}", wait_until="commit")
    reader.page.locator(MATRIX).wait_for()
    reader.page.locator('#atlas-facets[data-ready="true"]').wait_for(state="attached")
    return reader.page


def lowest_cell(page):
    """Return the key of a cell of the last row of the page."""
    return page.locator(f"{MATRIX} tbody tr:last-child [data-level] button").first.get_attribute("data-key")


def test_a_cell_far_down_opens_its_records_in_sight_and_closing_leads_back(reader):
    page = open_matrix(reader)
    key = lowest_cell(page)
    cell = page.locator(f'{MATRIX} button[data-key="{key}"]')
    number = sum(int(part) for part in cell.inner_text().replace("+", " ").split())
    cell.focus()
    page.keyboard.press("Enter")
    panel = page.locator(PANEL)
    panel.wait_for()
    reader.eventually(lambda: reader.has_keyboard('it.id === "atlas-panel"'), True)
    reader.eventually(lambda: 0 <= panel.bounding_box()["y"] < page.viewport_size["height"] - 100, True)
    assert panel.locator(".atlas-records > li").count() == min(number, 10)
    close = panel.get_by_role("button", name="Close")
    close.focus()
    page.keyboard.press("Enter")
    panel.wait_for(state="detached")
    reader.eventually(lambda: page.evaluate("document.activeElement.dataset.key"), key)


def test_the_headings_stay_in_sight_while_the_rows_are_scrolled(reader):
    page = open_matrix(reader)
    heading = page.locator(f"{MATRIX} thead th").nth(2)
    scroller = page.locator(f"{MATRIX} .atlas-scroller")
    assert scroller.evaluate("it => it.scrollHeight > it.clientHeight")
    before = heading.bounding_box()["y"]
    scroller.evaluate("it => { it.scrollTop = 400; }")
    assert heading.bounding_box()["y"] == pytest.approx(before, abs=1)


@pytest.mark.parametrize("width", [1400, 390])
def test_nothing_is_wider_than_the_window(new_reader, width):
    page = open_matrix(new_reader(viewport={"width": width, "height": 844}), "focus=PAK")
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width
