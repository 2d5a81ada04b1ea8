import pytest

from atlas.model import Filters
from tests.browser.expected import sentence_of
from tests.browser.reader import Reader

pytestmark = pytest.mark.browser

WIDTH = 390


@pytest.fixture
def phone(new_reader) -> Reader:
    return new_reader(viewport={"width": WIDTH, "height": 844}, has_touch=True, is_mobile=True)


def _open_sidebar(phone: Reader) -> None:
    phone.page.get_by_test_id("stExpandSidebarButton").tap()
    facets = phone.page.locator("#atlas-facets")
    facets.wait_for(state="visible")
    phone.eventually(lambda: facets.bounding_box()["x"] >= 0 and facets.bounding_box()["width"] > 200, True)


@pytest.mark.parametrize("path", ["/", "/network"])
def test_nothing_is_wider_than_the_window_and_the_panel_stands_below_the_picture(phone, path):
    for query in ("", "focus=PAK&domain=joint-exercises&era=formats&colour=blue"):
        phone.open(path, query)
        assert phone.page.evaluate("document.scrollingElement.scrollWidth") <= WIDTH
        boxes = [phone.page.locator(it).bounding_box() for it in (phone.picture, "#atlas-panel")]
        for box in boxes:
            assert box["x"] >= 0
            assert 300 < box["width"] <= WIDTH - box["x"]
        assert boxes[1]["y"] >= boxes[0]["y"] + boxes[0]["height"]


def test_the_links_to_the_pages_can_be_tapped(phone):
    phone.open(query="focus=PAK")
    phone.page.locator("#atlas-pages a").filter(has_text="Network").tap()
    phone.eventually(lambda: phone.page.url.split("?")[0].endswith("/network"), True)
    phone.wait_painted()
    phone.page.locator("#atlas-pages a").filter(has_text="Map").tap()
    phone.eventually(lambda: "/network" in phone.page.url, False)
    phone.wait_painted()
    assert phone.title == "Pakistan"


def test_a_tap_on_a_country_shows_its_panel(phone):
    phone.open()
    phone.page.touchscreen.tap(*phone.point_in("KAZ"))
    phone.wait_query(focus=["KAZ"])
    phone.eventually(lambda: phone.title, "Kazakhstan")
    panel = phone.page.locator("#atlas-panel")
    panel.scroll_into_view_if_needed()
    assert panel.is_visible()


def test_a_tap_on_a_node_and_on_a_name_in_the_panel_work(phone):
    phone.open("/network")
    phone.page.get_by_role("button", name="Zoom in").tap()
    view = phone.page.evaluate("atlasKept.network")
    box = phone.page.locator("#atlas-network canvas").bounding_box()
    left = box["x"] + box["width"] / 2 - view["position"]["x"] * view["scale"]
    top = box["y"] + box["height"] / 2 - view["position"]["y"] * view["scale"]
    phone.page.touchscreen.tap(left, top)
    phone.wait_query(focus=["AZE"])
    phone.page.locator("#atlas-panel button.atlas-chip", has_text="Pakistan").last.tap()
    phone.wait_query(focus=["PAK"])
    phone.eventually(lambda: phone.title, "Pakistan")


def test_the_filters_can_be_opened_used_and_closed(phone, catalog):
    phone.open()
    assert not phone.page.get_by_test_id("stSidebar").locator("#atlas-facets").is_visible() or (
        phone.page.get_by_test_id("stSidebar").bounding_box()["x"] < 0
    )
    _open_sidebar(phone)
    phone.box("peacekeeping").tap()
    phone.wait_query(domain=["peacekeeping"])
    phone.eventually(lambda: phone.sentence, sentence_of(catalog, Filters(domain=("peacekeeping",))))
    assert phone.page.evaluate("document.scrollingElement.scrollWidth") <= WIDTH
    phone.page.get_by_test_id("stSidebarCollapseButton").get_by_role("button").tap()
    phone.page.locator(phone.picture).scroll_into_view_if_needed()
    phone.page.locator(".atlas-sentence").tap()


def test_what_is_tapped_is_large_enough_for_a_finger(phone):
    phone.open(query="focus=PAK")
    _open_sidebar(phone)
    row = phone.box("peacekeeping").locator("xpath=..").bounding_box()
    assert row["height"] >= 24, "target size of WCAG 2.2, level AA"
    assert row["width"] >= 24
    phone.page.get_by_test_id("stSidebarCollapseButton").get_by_role("button").tap()
    for selector in (".leaflet-control-zoom-in", ".atlas-reset", "#atlas-panel .atlas-close"):
        box = phone.page.locator(selector).bounding_box()
        assert min(box["width"], box["height"]) >= 24


@pytest.mark.parametrize("code", ["TUR", "JPN", "SOM", "CZE"])
def test_whoever_is_in_focus_is_in_the_picture(phone, code):
    """The whole network does not fit a phone; the nodes named stand at its four sides."""
    phone.open("/network", f"focus={code}")
    box = phone.page.locator("#atlas-network canvas").bounding_box()

    def stands_inside() -> bool:
        x, y = phone.point_of(code)
        return 20 < x - box["x"] < box["width"] - 20 and 20 < y - box["y"] < box["height"] - 20

    phone.eventually(stands_inside, True)
    phone.page.locator("#atlas-network .atlas-controls button").last.tap()  # the whole
    phone.page.wait_for_timeout(300)
    assert stands_inside()


def test_the_network_moves_to_whoever_is_chosen_and_stays_where_it_can(phone):
    phone.open("/network", "focus=NATO")
    before = phone.point_of("AZE")
    phone.choose_node("UN")
    phone.wait_query(focus=["UN"])
    phone.eventually(lambda: phone.data("#atlas-network", "focus"), "UN")
    assert phone.point_of("AZE") == before, "it was in the picture"
    phone.choose_node("TUR")
    phone.eventually(lambda: phone.data("#atlas-network", "focus"), "TUR")
    assert phone.point_of("TUR")[0] > 40
    assert phone.point_of("AZE") != before
