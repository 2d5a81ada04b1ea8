"""How the atlas is used."""

import json

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

_PAGE_READER = "({ filter: (%s) ?? null })"


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


def _text(selector: str) -> str:
    return f"document.querySelector({json.dumps(selector)})?.textContent"


def _page(name: str, path: str, shown: str, *, label: str = "") -> Subject:
    """Return a page of which only the change of a filter is measured."""
    reader = _PAGE_READER % shown
    return Subject(
        name=f"atlas-{name}", label=label or f"atlas, {name}", path=path, reader=reader, toggle=_toggle
    )


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
    _page(
        "timeline", "/timeline", """document.querySelector("#atlas-timeline[data-ready]")?.dataset.records"""
    ),
    _page("profile", "/profile?focus=TUR", _text("#atlas-profile[data-ready] .atlas-profile-text")),
    _page("formats", "/formats", _text('#atlas-cards[data-ready] [data-id="NATO"] dd')),
    _page("matrix", "/matrix", _text(".st-key-matrix tbody tr")),
    # The last of what the page paints: the table of domains.
    _page(
        "compare",
        "/compare?with=TUR&with=PAK&with=GEO&with=NATO&with=USA",
        """document.querySelector(".atlas-table [data-level]")?.parentElement.textContent""",
        label="atlas, compare five",
    ),
    _page("records", "/records", _text(".st-key-records tbody")),
    # Nothing on this page changes with the filters but the addresses of its links.
    _page(
        "about",
        "/about",
        """document.querySelector('#atlas-about[data-ready]')
        && [...document.links].find((link) => link.pathname.endsWith("/network"))?.search""",
    ),
]
