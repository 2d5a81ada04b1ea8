"""A reader in front of the atlas: what a person does in the browser, and what they see."""

import re
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import ConsoleMessage, Dialog, Error, Locator, Page

PICTURES = {"/": "#atlas-map", "/network": "#atlas-network"}
WAIT = 45.0

# Streamlit looks for its server under the path of the page first, and the browser reports the miss.
_PROBE = re.compile(r"/[a-z]+/_stcore/(health|host-config)$")

_POINT_IN_COUNTRY = """iso3 => {
  const map = document.querySelector("#atlas-map");
  const inside = (x, y) => document.elementFromPoint(x, y)?.dataset?.iso3 === iso3;
  for (const path of map.querySelectorAll(`path[data-iso3="${iso3}"]`)) {
    const box = path.getBoundingClientRect();
    for (let parts = 2; parts <= 32; parts *= 2) {
      for (let row = 1; row < parts; row += 1) {
        for (let column = 1; column < parts; column += 1) {
          const x = box.left + box.width * column / parts;
          const y = box.top + box.height * row / parts;
          if (inside(x, y) && inside(x + 1, y) && inside(x, y + 1)) return [x, y];
        }
      }
    }
  }
  return null;
}"""

_POINT_AT_SEA = """() => {
  const box = document.querySelector("#atlas-map").getBoundingClientRect();
  const wet = (x, y) => {
    const found = document.elementFromPoint(x, y);
    return found && found.closest(".leaflet-container") && !found.closest("path, .leaflet-control");
  };
  for (let y = box.bottom - 20; y > box.top; y -= 20) {
    for (let x = box.left + 20; x < box.right; x += 20) {
      const around = [[0, 0], [8, 0], [-8, 0], [0, 8], [0, -8]];
      if (around.every(([right, down]) => wet(x + right, y + down))) return [x, y];
    }
  }
  return null;
}"""

_RECORDS_ON_MAP = """() => Object.fromEntries(
  [...document.querySelectorAll("#atlas-map path[data-iso3][data-records]")]
    .map(path => [path.dataset.iso3, Number(path.dataset.records)]))"""

_PLACE_ON_MAP = """() => {
  const frame = document.querySelector("#atlas-map").getBoundingClientRect();
  const box = document.querySelector('#atlas-map path[data-iso3="PAK"]').getBoundingClientRect();
  return [box.left - frame.left, box.top - frame.top, box.width, box.height].map(Math.round);
}"""


# The network of the page, as vis-network knows it.
NETWORK = "Object.values(atlasKept).find(one => one?.live?.network).live.network"

_POINT_OF_NODE = f"""id => {{
  const network = {NETWORK};
  const at = network.canvasToDOM(network.getPosition(id));
  const box = document.querySelector("#atlas-network canvas").getBoundingClientRect();
  return [box.left + at.x, box.top + at.y];
}}"""

# Resolves with the place when the map has stood still for some frames: on a busy machine a frame may take
# longer than any time one could wait for.
_PLACE_AT_REST = f"""() => new Promise(resolve => {{
  const place = () => {{
    try {{ return ({_PLACE_ON_MAP})(); }} catch {{ return []; }}
  }};
  let [last, frames] = ["", 0];
  const look = () => {{
    const now = place();
    const moves = document.querySelector("#atlas-map :is(.leaflet-zoom-anim, .leaflet-pan-anim)");
    frames = !moves && now.join() === last ? frames + 1 : 0;
    last = now.join();
    if (frames === 8) resolve(now);
    else requestAnimationFrame(look);
  }};
  look();
}})"""


class Reader:
    """One page of a fresh browser, and everything about it that may not happen.

    Parameters
    ----------
    page : playwright.sync_api.Page
        Of a context of its own.
    url : str
        Address of the atlas without a slash at the end.
    """

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.url = url
        self.abroad: list[str] = []
        self.troubles: list[str] = []
        page.context.on("request", lambda request: self._note_host(request.url))
        page.on("console", self._note_console)
        page.on("pageerror", lambda error: self.troubles.append(f"script: {error}"))
        page.on("dialog", self._note_dialog)
        page.on("websocket", lambda socket: self._note_host(socket.url))

    # What is seen

    @property
    def picture(self) -> str:
        """Selector of the picture of the page that is open."""
        return PICTURES[urlsplit(self.page.url).path]

    @property
    def query(self) -> dict[str, list[str]]:
        """The query of the address, parameter → values."""
        return parse_qs(urlsplit(self.page.url).query, keep_blank_values=True)

    @property
    def sentence(self) -> str:
        """What the page says is seen."""
        # While a page changes, that of the page left may still stand beside it.
        return self.page.locator(".atlas-sentence").first.inner_text()

    @property
    def title(self) -> str:
        """Whom the panel is about."""
        return self.page.locator("#atlas-panel h2").inner_text()

    @property
    def records_on_map(self) -> dict[str, int]:
        """ISO 3166-1 alpha-3 → records, for every country that shows any."""
        found: dict[str, int] = self.page.evaluate(_RECORDS_ON_MAP)
        return found

    @property
    def nodes(self) -> int:
        """Nodes the network shows for the view."""
        return int(self.data("#atlas-network", "nodes") or 0)

    @property
    def checked(self) -> set[str]:
        """Values of the boxes that are checked, the usual scopes left out."""
        boxes = self.page.locator("#atlas-facets input:checked")
        return set(boxes.evaluate_all("all => all.map(box => box.value)")) - {"direct", "collective"}

    @property
    def place_on_map(self) -> list[int]:
        """Where one country stands in the map: changes with zoom and position and nothing else."""
        found: list[int] = self.page.evaluate(_PLACE_ON_MAP)
        return found

    def data(self, selector: str, name: str) -> str | None:
        """Return a `data-` attribute of the first element that fits, in camel case."""
        found: str | None = self.page.evaluate(
            "([selector, name]) => document.querySelector(selector)?.dataset[name] ?? null", [selector, name]
        )
        return found

    def revision(self) -> int:
        """Return how often the picture has been painted."""
        return int(self.data(self.picture, "revision") or 0)

    def country(self, iso3: str) -> Locator:
        """Return the largest polygon of a country."""
        return self.page.locator(f'#atlas-map path[data-iso3="{iso3}"]').first

    def box(self, value: str) -> Locator:
        """Return the check box of a filter value."""
        return self.page.locator(f'#atlas-facets input[value="{value}"]')

    # What is done

    def open(self, path: str = "/", query: str = "") -> "Reader":
        """Open an address and wait until everything on it is painted."""
        self.page.goto(f"{self.url}{path}{query and '?' + query}", wait_until="commit")
        return self.wait_painted()

    def wait_painted(self) -> "Reader":
        """Wait for picture, panel and filters of the page that is open."""
        for selector in (self.picture, "#atlas-panel", "#atlas-facets"):
            self.page.locator(f'{selector}[data-ready="true"]').wait_for(state="attached", timeout=WAIT * 2e3)
        if self.picture == PICTURES["/"]:
            self.wait_still()
        return self

    def go(self, page_name: str) -> "Reader":
        """Follow a link of the navigation."""
        self.page.locator("#atlas-pages a").filter(has_text=re.compile(f"{page_name}$")).click()
        path = {"Map": "/", "Network": "/network"}[page_name]
        self.eventually(lambda: urlsplit(self.page.url).path, path)
        return self.wait_painted()

    def point_in(self, iso3: str) -> tuple[float, float]:
        """Return a point of the window at which a country is hit."""
        return self._point(_POINT_IN_COUNTRY, iso3)

    def point_of(self, node: str) -> list[float]:
        """Return where a node of the network stands in the window, which may be outside the picture."""
        found: list[float] = self.page.evaluate(_POINT_OF_NODE, node)
        return found

    def choose_node(self, node: object) -> None:
        """Choose a node as a test or an assistive tool does, without the canvas."""
        self.page.evaluate(
            """id => document.querySelector("#atlas-network")
            .dispatchEvent(new CustomEvent("atlas:select", { detail: { id } }))""",
            node,
        )

    def click_country(self, iso3: str) -> None:
        self.page.mouse.click(*self.point_in(iso3))

    def hover_country(self, iso3: str) -> Locator:
        """Point at a country until its tooltip is there; return it."""
        tip = self.page.locator(".atlas-tip")

        def point() -> bool:
            self.page.mouse.move(*self.point_in(iso3))
            return tip.count() == 1 and tip.is_visible()

        self.eventually(point, True)
        return tip

    def click_sea(self) -> None:
        self.page.mouse.click(*self._point(_POINT_AT_SEA, None))

    def tab_to(self, condition: str, *, presses: int = 80) -> None:
        """Press Tab until the element that has the keyboard meets a condition in JavaScript on `it`."""
        for _ in range(presses):
            self.page.keyboard.press("Tab")
            if self.page.evaluate(f"(it => Boolean({condition}))(document.activeElement)"):
                return
        raise AssertionError(f"{presses} times Tab never reached: {condition}")

    def has_keyboard(self, condition: str) -> bool:
        """Return whether the element that has the keyboard meets a condition in JavaScript on `it`."""
        return bool(self.page.evaluate(f"(it => Boolean({condition}))(document.activeElement)"))

    # What is waited for

    def eventually(self, see: Callable[[], Any], expected: Any, *, within: float = WAIT) -> None:
        """Look again and again until what is seen is `expected`; fail with the last sight."""
        until = time.monotonic() + within
        while (seen := self._look(see)) != expected:
            said = f"{seen!r}, expected {expected!r} {self.troubles}"
            assert time.monotonic() < until, f"after {within} s: {said}"
            self.page.wait_for_timeout(20)

    def _look(self, see: Callable[[], Any]) -> Any:
        """Return what is seen; what a repaint has just taken away cannot be seen now."""
        try:
            return see()
        except Error as error:
            return error

    def wait_query(self, **expected: list[str]) -> None:
        """Wait until the address holds exactly this query."""
        self.eventually(lambda: self.query, expected)

    def wait_still(self) -> list[int]:
        """Wait until the map has come to rest and return where it stands."""
        found: list[int] = self.page.evaluate(_PLACE_AT_REST)
        return found

    def wait_moved(self, before: list[int]) -> list[int]:
        """Wait until the map has left a place and come to rest, and return the new one."""
        self.eventually(lambda: self.place_on_map != before, True)
        return self.wait_still()

    # What may not happen

    def check_troubles(self) -> None:
        """Fail if a script, the console or a request did what it may not."""
        assert self.troubles == [], "\n".join(self.troubles)
        assert self.abroad == [], "\n".join(self.abroad)

    def _point(self, script: str, argument: str | None) -> tuple[float, float]:
        found = self.page.evaluate(script, argument)
        assert found is not None, f"nothing to click for {argument or 'the sea'}"
        return found[0], found[1]

    def _note_host(self, address: str) -> None:
        parts = urlsplit(address)
        if parts.scheme not in ("data", "blob") and parts.netloc != urlsplit(self.url).netloc:
            self.abroad.append(address)

    def _note_console(self, message: ConsoleMessage) -> None:
        probe = "404" in message.text and _PROBE.search(message.location["url"])
        if message.type == "error" and not probe:
            self.troubles.append(f"console: {message.text} ({message.location['url']})")

    def _note_dialog(self, dialog: Dialog) -> None:
        self.troubles.append(f"dialog: {dialog.message}")
        dialog.dismiss()
