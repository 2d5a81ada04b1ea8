import pytest

from atlas.model import Filters
from atlas.views.text import entity_name
from tests.browser.expected import records_of, sentence_of

pytestmark = pytest.mark.browser

FOCUS_SELECT = 'it.id === "atlas-focus"'
ON_COUNTRY = "it.dataset?.iso3"


def test_tab_passes_the_map_in_a_few_steps(reader):
    reader.open()
    reader.tab_to('it.closest("#atlas-map")')
    stops = 0
    while reader.has_keyboard('it.closest("#atlas-map")') and stops < 20:
        reader.page.keyboard.press("Tab")
        stops += 1
    assert stops <= 6, "the map, one country, three buttons"


@pytest.mark.parametrize("path", ["/", "/network"])
def test_a_name_typed_into_the_select_puts_the_entity_in_focus(reader, path):
    reader.open(path)
    reader.tab_to(FOCUS_SELECT)
    reader.page.keyboard.type("Pakistan")
    reader.page.get_by_role("option", name="Pakistan · PAK").wait_for()
    reader.page.keyboard.press("Enter")
    reader.wait_query(focus=["PAK"])
    reader.eventually(lambda: reader.title, "Pakistan")


def test_formats_and_organisations_are_found_by_name_too(reader):
    reader.open()
    reader.tab_to(FOCUS_SELECT)
    reader.page.keyboard.type("North Atlantic")
    reader.page.get_by_role("option", name="NATO").wait_for()
    reader.page.keyboard.press("Enter")
    reader.wait_query(focus=["NATO"])
    reader.eventually(lambda: reader.title, "North Atlantic Treaty Organization")


def test_the_select_shows_what_was_chosen_on_the_map_and_can_be_emptied(reader):
    reader.open()
    reader.click_country("PAK")
    select = reader.page.get_by_role("combobox", name="In focus")
    reader.eventually(select.input_value, "Pakistan · PAK")
    reader.page.get_by_role("button", name="Leave the focus").first.click()
    reader.wait_query()
    reader.eventually(lambda: reader.title, "Azerbaijan")
    assert select.input_value() == ""


def test_arrow_keys_go_from_country_to_country_and_enter_chooses(reader, catalog):
    shown = [catalog.hub.iso3, *records_of(catalog, Filters())]
    by_name = sorted(shown, key=lambda code: entity_name(catalog, code))
    reader.open()
    reader.tab_to(ON_COUNTRY)
    assert reader.has_keyboard(f'it.dataset.iso3 === "{catalog.hub.iso3}"')
    here = by_name.index(catalog.hub.iso3)
    reader.page.keyboard.press("ArrowRight")
    assert reader.has_keyboard(f'it.dataset.iso3 === "{by_name[here + 1]}"')
    reader.page.keyboard.press("ArrowRight")
    reader.page.keyboard.press("ArrowLeft")
    reader.page.keyboard.press("Enter")
    reader.wait_query(focus=[by_name[here + 1]])
    reader.eventually(lambda: reader.title, entity_name(catalog, by_name[here + 1]))


def test_the_keyboard_stays_on_the_country_it_has_chosen(reader):
    reader.open()
    reader.tab_to(ON_COUNTRY)
    reader.page.keyboard.press("ArrowRight")
    chosen = reader.page.evaluate("document.activeElement.dataset.iso3")
    reader.page.keyboard.press("Enter")
    reader.wait_query(focus=[chosen])
    reader.eventually(lambda: reader.country(chosen).get_attribute("data-focus"), "true")
    assert reader.has_keyboard(f'it.dataset?.iso3 === "{chosen}"')
    reader.page.keyboard.press("Enter")
    reader.wait_query()


def test_a_country_on_the_map_tells_assistive_technology_what_it_is(reader, catalog):
    reader.open(query="focus=PAK")
    path = reader.country("PAK")
    number = records_of(catalog, Filters())["PAK"]
    assert path.get_attribute("role") == "button"
    assert path.get_attribute("aria-label").startswith(f"Pakistan: {number} records")
    assert path.get_attribute("aria-pressed") == "true"
    assert reader.page.locator('#atlas-map path[tabindex="0"]').count() == 1


def test_the_keyboard_is_seen_where_it_is(reader):
    reader.open()
    reader.tab_to(ON_COUNTRY)
    stroke = "it => getComputedStyle(it).strokeWidth"
    assert reader.page.locator("#atlas-map path:focus-visible").evaluate(stroke) == "3px"


def test_a_domain_is_checked_with_the_space_bar(reader, catalog):
    reader.open()
    reader.tab_to('it.value === "peacekeeping"')
    reader.page.keyboard.press("Space")
    reader.wait_query(domain=["peacekeeping"])
    reader.eventually(lambda: reader.sentence, sentence_of(catalog, Filters(domain=("peacekeeping",))))
    assert reader.has_keyboard('it.value === "peacekeeping"')
    reader.page.keyboard.press("Space")
    reader.wait_query()


def test_keys_pressed_one_straight_after_the_other_all_count(reader, catalog):
    """A part of the page with newer data before the last were shown was made anew, and lost the keyboard."""
    first, last = catalog.first_year, catalog.last_year
    reader.open()
    reader.tab_to('it.getAttribute("aria-label") === "Years — end"')
    for _ in range(10):
        reader.page.keyboard.press("ArrowLeft")
        reader.page.wait_for_timeout(20)
    reader.wait_query(years=[str(first), str(last - 10)])
    reader.page.wait_for_timeout(1_000)
    reader.page.keyboard.press("End")
    reader.wait_query()


def test_the_years_move_with_the_arrow_keys(reader, catalog):
    first, last = catalog.first_year, catalog.last_year
    reader.open()
    reader.tab_to('it.getAttribute("aria-label") === "Years — start"')
    reader.page.keyboard.press("ArrowRight")
    reader.wait_query(years=[str(first + 1), str(last)])
    reader.eventually(lambda: reader.sentence, sentence_of(catalog, Filters(years=(first + 1, last))))
    reader.tab_to('it.getAttribute("aria-label") === "Years — end"', presses=2)
    reader.page.keyboard.press("ArrowLeft")
    reader.page.keyboard.press("ArrowLeft")
    reader.wait_query(years=[str(first + 1), str(last - 2)])
    reader.page.keyboard.press("End")
    reader.wait_query(years=[str(first + 1), str(last)])


def test_the_link_to_another_page_works_with_enter(reader):
    reader.open(query="focus=PAK")
    reader.tab_to('it.closest("#atlas-pages") && it.innerText.includes("Network")')
    reader.page.keyboard.press("Enter")
    reader.eventually(lambda: reader.page.url.split("?")[0].endswith("/network"), True)
    reader.wait_painted()
    reader.wait_query(focus=["PAK"])
