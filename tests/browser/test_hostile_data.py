from collections.abc import Iterator

import pytest

from atlas.catalog import check_folder
from atlas.graph import build_graph
from atlas.model import Filters
from atlas.query import count_members, select_records
from tests.browser.hostile import HOSTILE, HOSTILE_URL, write_hostile_data
from tests.browser.reader import Reader
from tests.browser.server import Server, running_atlas

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def hostile_atlas(tmp_path_factory) -> Iterator[Server]:
    data = write_hostile_data(tmp_path_factory.mktemp("hostile") / "data")
    assert [str(problem) for problem in check_folder(data)] == []
    with running_atlas(tmp_path_factory.mktemp("server"), data=data) as server:
        yield server


@pytest.fixture
def reader(new_reader, hostile_atlas) -> Iterator[Reader]:
    """A reader of the hostile data; whatever a test opens, nothing of it may have become markup."""
    made = new_reader(url=hostile_atlas.url)
    yield made
    assert made.page.evaluate("window.pwned") is None
    markup = 'img[src="x"], img[src$="/x"], [onerror], [onmouseover]'
    assert made.page.locator(markup).count() == 0
    scripts = "[...document.scripts].filter(it => it.textContent.includes('pwned'))"
    # The description of the data set for search engines is no script, and holds no sign of markup.
    data = "it.type === 'application/ld+json' && !it.textContent.includes('<')"
    assert made.page.evaluate(f"{scripts}.filter(it => !({data})).length") == 0


def _texts(reader: Reader, selector: str) -> list[str]:
    return reader.page.locator(selector).evaluate_all("all => all.map(it => it.textContent)")


def test_the_panel_shows_it_as_text(reader):
    reader.open(query="focus=PAK")
    assert set(_texts(reader, "#atlas-panel .atlas-records h4")) == {HOSTILE}
    assert set(_texts(reader, "#atlas-panel .atlas-records li > p:not([class])")) == {HOSTILE}
    assert set(_texts(reader, "#atlas-panel .atlas-sources a")) == {f"{HOSTILE}: {HOSTILE}"}
    assert any(HOSTILE in text for text in _texts(reader, "#atlas-panel .atlas-chip"))
    assert any(HOSTILE in text for text in _texts(reader, "#atlas-panel .atlas-conflict"))


def test_a_hostile_address_of_a_source_stays_one_address(reader):
    reader.open(query="focus=PAK")
    links = reader.page.locator("#atlas-panel .atlas-sources a")
    assert {link.get_attribute("href") for link in links.all()} == {HOSTILE_URL}
    links.first.hover()


def test_the_name_of_what_is_in_focus_is_shown_as_text(reader):
    for path in ("/", "/network"):
        for focus in ("AZE-TUR-PAK", "NATO"):
            reader.open(path, f"focus={focus}")
            assert reader.title == HOSTILE
            assert reader.page.locator("#atlas-panel .atlas-panel-note").inner_text() == HOSTILE
            select = reader.page.get_by_role("combobox", name="In focus")
            assert select.input_value() == f"{HOSTILE} · {focus}"


def test_the_select_lists_it_as_text(reader):
    reader.open()
    reader.page.get_by_role("combobox", name="In focus").click()
    options = reader.page.get_by_role("option")
    options.first.wait_for()
    assert f"{HOSTILE} · AZE-TUR-PAK" in options.all_inner_texts()


def test_sidebar_title_and_sentence_show_it_as_text(reader):
    reader.open(query="domain=cyber-security&era=formats")
    assert reader.page.locator(".atlas-brand").inner_text() == HOSTILE
    assert reader.page.title() == HOSTILE
    labels = _texts(reader, "#atlas-facets label > span:not([class])")
    assert labels.count(HOSTILE) > 20
    assert any(label.startswith(f"{HOSTILE} (") for label in labels)
    assert f"on {HOSTILE}" in reader.sentence
    hint = reader.box("cyber-security").locator("xpath=..").get_attribute("title")
    assert hint == HOSTILE


def test_the_map_and_its_tooltip_hold(reader):
    reader.open(query="focus=AZE-TUR-PAK")
    tip = reader.hover_country("PAK")
    assert tip.inner_text().startswith("Pakistan\n")
    reader.click_country("PAK")
    reader.wait_query(focus=["PAK"])


def test_the_network_and_its_tooltip_show_it_as_text(reader):
    reader.open("/network")
    reader.choose_node("NATO")
    reader.wait_query(focus=["NATO"])
    reader.eventually(lambda: reader.title, HOSTILE)
    # Until a tooltip of a format or an organisation has been met, wherever it stands.
    box = reader.page.locator("#atlas-network canvas").bounding_box()
    tip = reader.page.locator("#atlas-network .vis-tooltip")
    reader.page.get_by_role("button", name="Zoom in").click()
    view = reader.page.evaluate("atlasKept.network")
    nodes = reader.page.evaluate(
        """async () => {
          const names = performance.getEntriesByType("resource").map(it => it.name);
          const base = await (await fetch(names.find(name => name.includes("/assets/network-")))).json();
          return base.nodes.filter(node => node.kind === "organisation").map(node => [node.x, node.y]);
        }"""
    )
    for x, y in nodes:
        left = box["x"] + box["width"] / 2 + (x - view["position"]["x"]) * view["scale"]
        top = box["y"] + box["height"] / 2 + (y - view["position"]["y"]) * view["scale"]
        reader.page.mouse.move(box["x"] + 5, box["y"] + 5)
        reader.page.mouse.move(left, top, steps=3)
        reader.eventually(lambda: tip.count() and tip.inner_text().split("\n")[0], HOSTILE)


def test_tables_and_sources_below_the_picture_show_it_as_text(reader, catalog):
    domain, era = _few_entities(catalog)
    reader.open(query=f"domain={domain}&era={era}")
    for summary in reader.page.locator(".atlas-box > summary").all():
        summary.click()
    main = reader.page.get_by_test_id("stMain")
    reader.eventually(lambda: main.locator("table").count(), 2)
    for table in main.locator("table").all():
        assert HOSTILE in table.inner_text()


def _few_entities(catalog) -> tuple[str, str]:
    """Return the domain and era with the fewest entities, an organisation among them."""
    found = {}
    for domain in catalog.rows("domains"):
        for era in catalog.rows("eras"):
            selection = select_records(catalog, Filters(domain=(domain,), era=(era,)))
            if count_members(selection, "organisations"):
                found[domain, era] = len(build_graph(selection))
    return min(found, key=lambda pair: (found[pair], pair))


def test_an_empty_view_and_a_search_for_markup_hold(reader):
    reader.open()
    reader.page.get_by_label("Words to find").fill("<img src=x onerror=window.pwned=5>nowhere")
    reader.page.keyboard.press("Enter")
    reader.eventually(lambda: "nowhere" in str(reader.query), True)
    reader.page.get_by_role("button", name="Without “Words to find”").wait_for()
    assert "<img src=x onerror=window.pwned=5>nowhere" in reader.sentence


def test_the_timeline_shows_it_as_text(reader):
    page = reader.page
    page.goto(f"{reader.url}/timeline?focus=NATO", wait_until="commit")
    page.locator('#atlas-timeline[data-ready="true"]').wait_for()
    page.get_by_test_id("stButtonGroup").get_by_text("Domain").click()
    reader.eventually(lambda: HOSTILE in _texts(reader, "#atlas-timeline text.name"), True)
    mark = page.locator('.atlas-item[role="button"]').first
    assert mark.get_attribute("aria-label").endswith(HOSTILE)
    page.locator(".atlas-timeline-scroller").focus()
    page.keyboard.press("ArrowRight")
    assert HOSTILE in page.locator(".atlas-timeline-tip").inner_text()
    page.keyboard.press("Enter")
    card = page.locator(".atlas-timeline-card")
    card.wait_for()
    assert card.locator("h2").inner_text() == HOSTILE
    assert HOSTILE in _texts(reader, ".atlas-timeline-card > p")
    assert {link.get_attribute("href") for link in card.locator(".atlas-sources a").all()} == {HOSTILE_URL}


def test_the_comparison_shows_it_as_text(reader):
    page = reader.page
    page.goto(f"{reader.url}/compare?focus=NATO", wait_until="commit")
    page.locator('.atlas-links[data-ready="true"]').wait_for()
    assert any(HOSTILE in text for text in _texts(reader, ".atlas-links a"))
    page.goto(f"{reader.url}/compare?with=NATO&with=AZE-TUR-PAK&with=TUR", wait_until="commit")
    page.locator('#atlas-rhythms[data-ready="true"]').wait_for()
    assert _texts(reader, "#atlas-rhythms h3")[:2] == [HOSTILE, HOSTILE]
    assert HOSTILE in page.locator(".atlas-compare-shared").inner_text()
    chips = page.get_by_test_id("stMultiSelect").locator("[data-tag]")
    assert f"{HOSTILE} · NATO" in chips.all_inner_texts()
    page.get_by_test_id("stButtonGroup").get_by_text("Records they share").click()
    reader.eventually(lambda: HOSTILE in _texts(reader, ".atlas-table th a"), True)
