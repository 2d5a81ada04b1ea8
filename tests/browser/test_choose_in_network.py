import json
import urllib.request

import pytest

from atlas.graph import build_graph, place_nodes
from atlas.model import Filters
from atlas.query import select_records
from tests.browser.expected import nodes_of, sentence_of
from tests.browser.reader import Reader

pytestmark = pytest.mark.browser


def _point_of(reader: Reader, catalog, code: str) -> tuple[float, float]:
    """Return where a node stands in the window, after one press on a zoom button has fixed the view."""
    graph = build_graph(select_records(catalog, Filters()))
    x, y = place_nodes(catalog, graph)[code]
    reader.page.get_by_role("button", name="Zoom in").click()
    view = reader.page.evaluate("atlasKept.network")
    box = reader.page.locator("#atlas-network canvas").bounding_box()
    left = box["x"] + box["width"] / 2 + (x - view["position"]["x"]) * view["scale"]
    top = box["y"] + box["height"] / 2 + (y - view["position"]["y"]) * view["scale"]
    return left, top


def test_the_select_event_chooses_a_node_as_a_click_does(reader):
    reader.open("/network")
    reader.choose_node("PAK")
    reader.wait_query(focus=["PAK"])
    reader.eventually(lambda: reader.title, "Pakistan")
    reader.eventually(lambda: reader.data("#atlas-network", "focus"), "PAK")
    reader.choose_node("PAK")
    reader.wait_query()
    reader.eventually(lambda: reader.title, "Azerbaijan")
    assert reader.data("#atlas-network", "focus") == ""


def test_formats_organisations_and_the_hub_can_be_chosen_in_the_network(reader):
    reader.open("/network")
    for code in ("AZE-TUR-PAK", "NATO", "AZE"):
        reader.choose_node(code)
        reader.wait_query(focus=[code])
        reader.eventually(lambda: reader.data("#atlas-network", "focus"), code)
    reader.go("Map")
    reader.wait_query(focus=["AZE"])


def test_a_select_event_for_no_node_does_nothing(reader):
    reader.open("/network")
    for wrong in ("ATLANTIS", "", None, 7, {"id": "PAK"}):
        reader.choose_node(wrong)
    reader.page.evaluate(
        'document.querySelector("#atlas-network").dispatchEvent(new CustomEvent("atlas:select"))'
    )
    reader.choose_node("TUR")
    reader.wait_query(focus=["TUR"])
    reader.page.go_back()
    reader.wait_query()


def test_a_real_click_on_a_node_puts_it_in_focus_and_a_click_beside_it_ends_that(reader, catalog):
    reader.open("/network")
    left, top = _point_of(reader, catalog, "PAK")
    reader.page.mouse.click(left, top)
    reader.wait_query(focus=["PAK"])
    reader.eventually(lambda: reader.title, "Pakistan")
    reader.eventually(lambda: reader.data("#atlas-network", "focus"), "PAK")
    reader.page.mouse.click(left, top)
    reader.wait_query()
    reader.eventually(lambda: reader.title, "Azerbaijan")
    reader.page.mouse.click(left, top)
    reader.wait_query(focus=["PAK"])
    reader.eventually(lambda: reader.title, "Pakistan")
    box = reader.page.locator("#atlas-network").bounding_box()
    reader.page.mouse.click(box["x"] + 15, box["y"] + 15)
    reader.wait_query()


def test_hovering_shows_a_tooltip_and_breaks_nothing(reader, catalog):
    reader.open("/network")
    left, top = _point_of(reader, catalog, "PAK")
    counts = reader.nodes, reader.data("#atlas-network", "edges")
    reader.page.mouse.move(left - 40, top)
    reader.page.mouse.move(left, top, steps=4)
    tip = reader.page.locator("#atlas-network .vis-tooltip")
    reader.eventually(
        lambda: tip.count() and tip.evaluate("it => getComputedStyle(it).visibility"), "visible"
    )
    assert tip.inner_text().startswith("Pakistan\n")
    for step in range(12):
        reader.page.mouse.move(left - 30 * step, top - 20 * step)
    assert (reader.nodes, reader.data("#atlas-network", "edges")) == counts
    assert reader.query == {}
    reader.page.mouse.click(left, top)
    reader.wait_query(focus=["PAK"])


def test_the_network_shows_as_many_nodes_as_the_view_has_entities(reader, catalog):
    maritime = Filters(domain=("maritime-security",))
    reader.open("/network")
    assert reader.nodes == nodes_of(catalog, Filters())
    whole = reader.nodes
    reader.box("maritime-security").click()
    reader.wait_query(domain=["maritime-security"])
    reader.eventually(lambda: reader.nodes, nodes_of(catalog, maritime))
    reader.eventually(lambda: reader.sentence, sentence_of(catalog, maritime))
    reader.page.go_back()
    reader.eventually(lambda: reader.nodes, whole)


def test_nodes_stand_still_when_a_filter_changes(reader, catalog):
    reader.open("/network")
    left, top = _point_of(reader, catalog, "TUR")
    view = reader.page.evaluate("atlasKept.network")
    reader.box("joint-exercises").click()
    reader.wait_query(domain=["joint-exercises"])
    reader.eventually(lambda: "joint exercises" in reader.sentence, True)
    reader.page.mouse.click(left, top)
    reader.wait_query(domain=["joint-exercises"], focus=["TUR"])
    assert reader.page.evaluate("atlasKept.network") == view


def test_the_network_keeps_zoom_and_position_through_another_page(reader, catalog):
    reader.open("/network")
    left, top = _point_of(reader, catalog, "PAK")
    reader.go("Map")
    reader.go("Network")
    reader.page.mouse.click(left, top)
    reader.wait_query(focus=["PAK"])


def test_a_node_outside_the_view_fades_but_can_still_be_chosen(reader, catalog):
    view = Filters(domain=("cyber-security",), era=("after-2020",))
    outside = set(build_graph(select_records(catalog, Filters()))) - set(
        build_graph(select_records(catalog, view))
    )
    code = sorted(outside & set(catalog.partners["iso3"]))[0]
    reader.open("/network", "domain=cyber-security&era=after-2020")
    reader.choose_node(code)
    reader.wait_query(domain=["cyber-security"], era=["after-2020"], focus=[code])
    line = reader.page.locator("#atlas-panel .atlas-panel-line")
    reader.eventually(lambda: line.inner_text().startswith("No record in this view."), True)


def test_what_the_network_is_built_from_holds_every_entity_of_the_data(reader, catalog, atlas_url):
    with reader.page.expect_response(lambda answer: "/assets/network-" in answer.url) as answer:
        reader.open("/network")
    with urllib.request.urlopen(answer.value.url) as body:
        base = json.load(body)
    assert {node["id"] for node in base["nodes"]} == set(build_graph(select_records(catalog, Filters())))
