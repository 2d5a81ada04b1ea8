import pytest

pytestmark = pytest.mark.browser

READY = '#atlas-timeline[data-ready="true"]'
MARK = '.atlas-item[role="button"]'
CARD = ".atlas-timeline-card"
SCROLLER = ".atlas-timeline-scroller"

# Where a mark stands, to a pixel.
PLACE = """name => {
  const box = document.querySelector(`.atlas-item[data-seen="${name}"]`).getBoundingClientRect();
  return [box.left, box.top, box.width].map(Math.round);
}"""


def open_timeline(reader, query=""):
    reader.page.goto(f"{reader.url}/timeline{query and '?' + query}", wait_until="commit")
    reader.page.locator(READY).wait_for()
    for selector in ("#atlas-facets", "#atlas-player"):
        reader.page.locator(f'{selector}[data-ready="true"]').wait_for(state="attached")
    return reader.page


def click_mark(page, number):
    """Click on a mark as a mouse does; return what it is called."""
    mark = page.locator(MARK).nth(number)
    page.locator(SCROLLER).evaluate("it => { it.scrollTop = 0; }")
    box = mark.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    return mark.get_attribute("aria-label")


def lanes(page):
    return page.locator("#atlas-timeline text.name").all_text_contents()


def test_a_click_on_a_mark_shows_the_record_and_a_name_in_it_gets_the_focus(reader):
    page = open_timeline(reader)
    name = click_mark(page, 3)
    card = page.locator(CARD)
    card.wait_for()
    assert name.endswith(card.locator("h2").inner_text())
    reader.eventually(lambda: len(reader.query.get("record", [])), 1)
    (record,) = reader.query["record"]
    assert page.locator(".atlas-item.open").count() == 1

    chip = card.locator(".atlas-chip").first
    who = chip.inner_text()
    chip.click()
    reader.eventually(lambda: page.locator(".atlas-item.faded").count() > 0, True)
    reader.eventually(lambda: reader.query.get("record"), [record])
    assert who in page.get_by_role("combobox", name="In focus").input_value()
    assert card.is_visible()
    assert "faded" not in page.locator(".atlas-item.open").get_attribute("class")

    card.get_by_role("button", name="Close").click()
    reader.eventually(lambda: "record" in reader.query, False)
    card.wait_for(state="hidden")


def test_the_way_to_the_whole_record_and_back(reader):
    page = open_timeline(reader, "domain=joint-exercises")
    click_mark(page, 2)
    card = page.locator(CARD)
    title = card.locator("h2").inner_text()
    reader.eventually(lambda: "record" in reader.query, True)
    address = page.url
    card.get_by_role("link", name="The whole record").click()
    page.locator('#atlas-record[data-ready="true"]').wait_for()
    assert page.locator("#atlas-record h2").inner_text() == title
    page.go_back()
    page.locator(READY).wait_for()
    reader.eventually(lambda: page.url, address)
    card.wait_for()
    assert card.locator("h2").inner_text() == title


def test_the_keyboard_alone_finds_a_record_opens_and_closes_it(reader):
    page = open_timeline(reader)
    reader.tab_to('it.matches(".atlas-timeline-scroller")')
    for key in ("ArrowRight", "ArrowRight", "ArrowDown"):
        page.keyboard.press(key)
    assert reader.has_keyboard('it.matches(".atlas-item")')
    name = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert page.locator(".atlas-timeline-tip").is_visible()
    page.keyboard.press("Enter")
    page.locator(CARD).wait_for()
    assert name.endswith(page.locator(f"{CARD} h2").inner_text())
    reader.eventually(lambda: reader.has_keyboard('it.matches(".atlas-timeline-card")'), True)
    page.keyboard.press("Escape")
    page.locator(CARD).wait_for(state="hidden")
    reader.wait_query()
    reader.eventually(lambda: page.evaluate("document.activeElement.getAttribute('aria-label')"), name)


def test_the_reader_chooses_what_the_lanes_stand_for(reader, catalog):
    page = open_timeline(reader)
    assert set(lanes(page)) <= set(catalog.labels("records", "kind").values())
    page.get_by_test_id("stButtonGroup").get_by_text("Region").click()
    reader.eventually(lambda: "Central Asia" in lanes(page), True)
    page.get_by_test_id("stButtonGroup").get_by_text("Field").click()
    reader.eventually(lambda: set(lanes(page)) <= set(catalog.labels("domains", "group").values()), True)
    reader.box("demining").click()
    reader.eventually(lambda: "Emergencies" in lanes(page), True)
    reader.wait_query(domain=["demining"])


def test_what_lies_outside_the_chosen_years_keeps_its_place(reader):
    page = open_timeline(reader)
    page.evaluate(
        "document.querySelectorAll('.atlas-item').forEach((one, at) => { one.dataset.seen = String(at); })"
    )
    before = [page.evaluate(PLACE, str(at)) for at in (0, 10, 50)]
    page.locator("#atlas-player summary").click()
    page.get_by_role("button", name="One year forward").click()
    reader.eventually(lambda: page.locator(".atlas-timeline-body .ghost").count() > 0, True)
    reader.eventually(lambda: "years" in reader.query, True)
    # The player has opened, so everything stands lower by the same length.
    after = [page.evaluate(PLACE, str(at)) for at in (0, 10, 50)]
    assert len({now[1] - then[1] for now, then in zip(after, before, strict=True)}) == 1
    assert [(now[0], now[2]) for now in after] == [(then[0], then[2]) for then in before]


def test_the_zoom_stays_through_filters_and_pages_and_goes_with_one_button(reader):
    page = open_timeline(reader)
    years = page.locator("#atlas-timeline text.year.strong")
    whole = years.all_text_contents()
    for _ in range(4):
        page.get_by_role("button", name="Zoom in").click()
    near = years.all_text_contents()
    assert len(near) < len(whole)
    reader.box("peacekeeping").click()
    reader.wait_query(domain=["peacekeeping"])
    reader.eventually(lambda: reader.sentence.split(" on ")[-1].startswith("peacekeeping"), True)
    assert years.all_text_contents() == near
    page.locator("#atlas-pages a").filter(has_text="Network").click()
    page.locator('#atlas-network[data-ready="true"]').wait_for()
    page.locator("#atlas-pages a").filter(has_text="Timeline").click()
    page.locator(READY).wait_for()
    reader.eventually(years.all_text_contents, near)
    page.get_by_role("button", name="Whole span").click()
    assert years.all_text_contents() == whole


def test_dragging_moves_through_time_and_opens_nothing(reader):
    page = open_timeline(reader)
    for _ in range(4):
        page.get_by_role("button", name="Zoom in").click()
    years = page.locator("#atlas-timeline text.year.strong")
    before = years.all_text_contents()
    box = page.locator(SCROLLER).bounding_box()
    x, y = box["x"] + box["width"] * 0.7, box["y"] + box["height"] * 0.5
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 400, y + 5, steps=6)
    page.mouse.up()
    assert years.all_text_contents()[-1] > before[-1]
    assert reader.query == {}


@pytest.mark.parametrize("width", [1400, 390])
def test_nothing_is_wider_than_the_window(new_reader, width):
    reader = new_reader(viewport={"width": width, "height": 844})
    page = open_timeline(reader)
    page.locator("#atlas-player summary").click()
    page.locator(".atlas-player-row").wait_for()
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width
    inside = page.locator("#atlas-timeline").bounding_box()
    assert inside["x"] >= 0
    assert inside["x"] + inside["width"] <= width


def test_an_empty_view_says_so_in_the_picture(reader):
    page = open_timeline(reader, "q=zzznothing")
    assert page.locator(".atlas-timeline-empty").is_visible()
    assert page.locator(MARK).count() == 0
