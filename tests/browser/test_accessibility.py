"""Every page as axe-core sees it, in both themes; headings; text at twice its size."""

from itertools import pairwise
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from playwright.sync_api import Page

from tests.browser.reader import Reader

pytestmark = pytest.mark.browser

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")

FIVE = "with=TUR&with=PAK&with=GEO&with=NATO&with=USA"
RECORD = "record=2002-pak-defence-agreement"
EVERY_PAGE = {
    "/": "#atlas-map",
    "/network": "#atlas-network",
    "/timeline": "#atlas-timeline",
    "/profile": "#atlas-profile",
    "/formats": "#atlas-cards",
    "/matrix": ".st-key-matrix .atlas-table",
    f"/compare?{FIVE}": "#atlas-rhythms",
    "/records": ".st-key-records .atlas-table",
    "/about": "#atlas-about",
}
OTHER_VIEWS = {
    "/?focus=PAK&colour=blue": "#atlas-panel",
    "/network?focus=NATO": "#atlas-panel",
    f"/timeline?focus=PAK&{RECORD}": "#atlas-timeline",
    "/profile?focus=AZE-TUR-GEO": "#atlas-profile",
    "/formats?focus=NATO": "#atlas-cards",
    "/compare?focus=PAK": ".atlas-links",
    f"/records?focus=PAK&{RECORD}": "#atlas-record",
    "/matrix?q=zzznothing": ".st-key-matrix .atlas-table",
    "/?q=zzznothing": "#atlas-panel",
}
WINDOWS = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True},
}

# axe gives up a whole rule where a table is much wider than the box it is scrolled in. Colours are the same
# at any width, and at 1400 pixels the rule is asked on every page.
GIVEN_UP = {"phone": {"color-contrast"}}

RUN = """async () => {
  const found = await axe.run(document, { resultTypes: ["violations", "incomplete"] });
  const list = (rules) => rules.flatMap(rule => rule.nodes.map(
    node => [rule.id, node.target.join(" "), rule.impact, node.html.slice(0, 120)]));
  const failed = found.incomplete.filter(rule => rule.error).map(rule => rule.id);
  return { broken: list(found.violations), failed };
}"""

WIDER = """() => {
  const page = document.scrollingElement, main = document.querySelector("[data-testid=stMain]");
  return [page, main].map(it => it.scrollWidth - it.clientWidth);
}"""

# Texts of ours whose box lets nothing out and is smaller than what is in it.
CUT = """() => [...document.querySelectorAll("[data-testid=stMain] [class*=atlas]")].filter(it => {
  const style = getComputedStyle(it);
  if (!it.getClientRects().length || it.closest(".atlas-unseen, svg, .leaflet-container")) return false;
  const hides = way => ["hidden", "clip"].includes(way);
  return (hides(style.overflowX) && it.scrollWidth > it.clientWidth + 1)
    || (hides(style.overflowY) && it.scrollHeight > it.clientHeight + 1);
}).map(it => it.className + ": " + it.textContent.slice(0, 60))"""


# What is read line by line needs room for a line.
PROSE = ".atlas-sentence, .atlas-profile-text, .atlas-panel-line, .atlas-article section > p, .atlas-card > p"


def open_view(reader: Reader, address: str, picture: str) -> Page:
    page = reader.page
    page.goto(f"{reader.url}{address}", wait_until="commit")
    page.locator('#atlas-facets[data-ready="true"]').wait_for(state="attached")
    ready = "" if picture == ".atlas-links" else '[data-ready="true"]'
    page.locator(f"{picture}{ready}").first.wait_for(state="attached")
    page.locator(".atlas-policy").wait_for()
    return page


def violations(page: Page, window: str = "light") -> list[Any]:
    """Return what axe finds, of any weight; fail if it could not ask one of its rules."""
    page.evaluate(AXE)
    found = page.evaluate(RUN)
    assert set(found["failed"]) <= GIVEN_UP.get(window, set())
    return list(found["broken"])


@pytest.mark.parametrize("window", WINDOWS)
def test_no_page_breaks_a_rule_of_axe(new_reader, window):
    reader = new_reader(**WINDOWS[window])
    views = EVERY_PAGE if window == "phone" else EVERY_PAGE | OTHER_VIEWS
    for address, picture in views.items():
        page = open_view(reader, address, picture)
        assert violations(page, window) == [], address
        check_headings(page, address)


def check_headings(page: Page, address: str) -> None:
    """Fail unless there is one first heading, it comes first, and no level is passed over."""
    levels = page.locator("h1, h2, h3, h4, h5, h6").evaluate_all(
        "all => all.filter(it => it.getClientRects().length).map(it => Number(it.tagName[1]))"
    )
    assert levels.count(1) == 1, (address, levels)
    assert levels[0] == 1, (address, levels)
    assert all(after <= before + 1 for before, after in pairwise(levels)), (address, levels)


def test_what_opens_breaks_no_rule_either(new_reader):
    reader = new_reader(**WINDOWS["phone"])
    page = open_view(reader, "/records?focus=PAK", EVERY_PAGE["/records"])
    page.locator(".atlas-box > summary").last.click()
    page.locator('#atlas-foot .atlas-table[data-ready="true"]').wait_for()
    assert violations(page, "phone") == []
    page.get_by_test_id("stExpandSidebarButton").tap()
    page.locator("#atlas-facets").wait_for(state="visible")
    closed = page.locator("#atlas-facets details:not([open])")
    while closed.count():
        closed.first.locator("summary").click()
    assert violations(page, "phone") == []


def test_axe_sees_what_is_wrong(reader):
    page = open_view(reader, "/compare", "#atlas-facets")
    page.evaluate(
        """() => document.querySelector(".atlas-policy").replaceChildren(
          Object.assign(document.createElement("button"), { style: "color: #ccc; background: #fff" }),
          Object.assign(document.createElement("p"), { textContent: "pale", style: "color: #ccc" }))"""
    )
    assert {"button-name", "color-contrast"} <= {rule for rule, *_ in violations(page)}


@pytest.mark.parametrize("way", ["zoom of the browser", "size of the text"])
def test_at_200_percent_nothing_is_lost(new_reader, way):
    zoomed = {"viewport": {"width": 700, "height": 450}, "device_scale_factor": 2}
    reader = new_reader(**(zoomed if way == "zoom of the browser" else {}))
    for address, picture in EVERY_PAGE.items():
        page = open_view(reader, address, picture)
        if way == "size of the text":
            page.add_style_tag(content="html { font-size: 200% !important }")
        # A picture takes a frame to fit itself into the room that is left.
        reader.eventually(lambda page=page: page.evaluate(WIDER), [0, 0])
        reader.eventually(lambda page=page: page.evaluate(CUT), [])
        assert page.locator(PROSE).evaluate_all("all => all.filter(it => it.clientWidth < 160).length") == 0
