"""An answer asked for while the pointer is down: there when it is let go."""

import pytest

from atlas.model import Filters
from tests.browser.expected import records_of

pytestmark = pytest.mark.browser


@pytest.fixture
def asked(reader):
    """Queries of what was asked for ahead, in order."""
    found = []
    reader.page.on(
        "request", lambda request: "/ahead/" in request.url and found.append(request.url.split("&", 1)[1])
    )
    return found


def point_at(reader, box):
    """Put the pointer on a box or button of the sidebar."""
    box.scroll_into_view_if_needed()
    place = box.bounding_box()
    reader.page.mouse.move(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)


def press(reader, asked):
    """Press, wait for the one answer there is, then let nothing ahead through any more."""
    reader.page.mouse.down()
    reader.eventually(lambda: len(asked), 1)
    reader.page.wait_for_load_state("networkidle")
    reader.page.route("**/ahead/**", lambda route: None)


def test_a_filter_is_asked_for_once_and_before_it_is_let_go(reader, asked, catalog):
    reader.open()
    reader.box("maritime-security").check()
    reader.wait_query(domain=["maritime-security"])
    asked.clear()
    point_at(reader, reader.box("maritime-security"))
    press(reader, asked)
    assert reader.checked == {"maritime-security"}
    assert reader.records_on_map == records_of(catalog, Filters(domain=("maritime-security",)))
    assert reader.query == {"domain": ["maritime-security"]}
    reader.page.mouse.up()
    reader.eventually(lambda: reader.records_on_map, records_of(catalog, Filters()))
    reader.wait_query()
    assert len(asked) == 1
    assert reader.checked == set()


def test_a_press_let_go_elsewhere_changes_nothing(reader, asked, catalog):
    reader.open()
    point_at(reader, reader.box("cyber-security"))
    press(reader, asked)
    reader.page.mouse.move(900, 20)
    reader.page.mouse.up()
    reader.page.wait_for_timeout(500)
    assert reader.query == {}
    assert reader.checked == set()
    assert reader.records_on_map == records_of(catalog, Filters())


def test_a_press_after_one_that_led_nowhere_is_asked_for_anew(reader, asked):
    reader.open()
    for presses in (1, 2):
        point_at(reader, reader.box("cyber-security"))
        reader.page.mouse.down()
        reader.eventually(lambda: len(asked), presses)
        reader.page.mouse.move(900, 20)
        reader.page.mouse.up()
        reader.page.wait_for_timeout(2_200)  # longer than a press


def test_another_change_in_between_is_not_lost(reader, asked, catalog):
    """What was asked for at the press is of a view that is no more; the keyboard can do that."""
    reader.open()
    point_at(reader, reader.box("cyber-security"))
    reader.page.mouse.down()
    reader.eventually(lambda: len(asked), 1)
    reader.box("maritime-security").evaluate("box => box.click()")
    reader.wait_query(domain=["maritime-security"])
    reader.page.mouse.up()
    both = Filters(domain=("cyber-security", "maritime-security"))
    reader.eventually(lambda: reader.records_on_map, records_of(catalog, both))
    reader.wait_query(domain=["cyber-security", "maritime-security"])
    reader.page.wait_for_timeout(500)
    assert reader.records_on_map == records_of(catalog, both)


def test_all_filters_are_reset_at_the_press(reader, asked, catalog):
    reader.open("/", "domain=cyber-security&focus=TUR")
    point_at(reader, reader.page.locator(".atlas-reset-filters"))
    press(reader, asked)
    reader.page.mouse.up()
    reader.eventually(lambda: reader.records_on_map, records_of(catalog, Filters()))
    reader.wait_query(focus=["TUR"])
    assert asked == ["focus=TUR"]


def test_a_country_is_asked_for_once_and_before_it_is_let_go(reader, asked):
    reader.open()
    reader.page.mouse.move(*reader.point_in("PAK"))
    press(reader, asked)
    reader.page.mouse.up()
    reader.eventually(lambda: reader.title, "Pakistan")
    reader.wait_query(focus=["PAK"])
    assert asked == ["focus=PAK"]


def test_moving_the_map_by_a_country_without_records_asks_nothing(reader, asked):
    reader.open()
    reader.page.mouse.move(*reader.point_in("BRA"))
    reader.page.mouse.down()
    reader.page.mouse.move(700, 400, steps=4)
    reader.page.mouse.up()
    reader.page.wait_for_timeout(300)
    assert asked == []
    assert reader.query == {}


def test_a_node_is_asked_for_once_and_before_it_is_let_go(reader, asked):
    reader.open("/network")
    reader.page.mouse.move(*reader.point_of("PAK"))
    press(reader, asked)
    reader.page.mouse.up()
    reader.eventually(lambda: reader.title, "Pakistan")
    reader.wait_query(focus=["PAK"])
    assert asked == ["focus=PAK"]
