"""How the atlas is used."""

from playwright.sync_api import Page

from bench.subject import Act, Input, Subject, click_on, click_shape

_READER = """(() => {
  const map = document.querySelector("#atlas-map[data-ready]");
  const network = document.querySelector("#atlas-network[data-ready]");
  const records = map && map.querySelector('path[data-iso3="USA"]').dataset.records;
  const drawn = network && `${network.dataset.nodes} nodes, ${network.dataset.edges} edges`;
  return {
    filter: %s,
    other: %s,
    panel: document.querySelector("#atlas-panel[data-ready] h2")?.textContent,
  };
})()"""

_PAGE_READER = "({ filter: %s ?? null })"


def _toggle(page: Page) -> Input:
    return click_on(page, page.locator('#atlas-facets input[value="cyber-security"]'))


def _country(iso3: str) -> Act:
    find = f"""document.querySelector('#atlas-map path[data-iso3="{iso3}"]')"""
    return lambda page: click_shape(page, page.main_frame, find)


def _node(code: str) -> Act:
    # A node has no element to click: the network takes this event as it takes a click on its canvas.
    event = f'new CustomEvent("atlas:select", {{ detail: {{ id: "{code}" }} }})'
    script = f'bench.input(); document.querySelector("#atlas-network").dispatchEvent({event})'
    return lambda page: lambda: page.evaluate(script)


def _link(name: str) -> Act:
    return lambda page: click_on(page, page.locator("#atlas-pages a", has_text=name))


SUBJECTS = [
    Subject(
        name="atlas-map",
        label="atlas, map",
        reader=_READER % ("records", "drawn"),
        toggle=_toggle,
        choose={code: _country(code) for code in ("PAK", "TUR")},
        leave=_link("Network"),
        back=_link("Map"),
    ),
    Subject(
        name="atlas-network",
        label="atlas, network",
        path="/network",
        reader=_READER % ("drawn", "records"),
        toggle=_toggle,
        choose={code: _node(code) for code in ("PAK", "TUR")},
        leave=_link("Map"),
        back=_link("Network"),
    ),
    Subject(
        name="atlas-timeline",
        label="atlas, timeline",
        path="/timeline",
        reader=_PAGE_READER % """document.querySelector("#atlas-timeline[data-ready]")?.dataset.records""",
        toggle=_toggle,
    ),
    Subject(
        name="atlas-compare",
        label="atlas, compare five",
        path="/compare?with=TUR&with=PAK&with=GEO&with=NATO&with=USA",
        # The last of what the page paints: the table of domains.
        reader=_PAGE_READER
        % """document.querySelector(".atlas-table [data-level]")?.parentElement.textContent""",
        toggle=_toggle,
    ),
]
