"""How this peer is used."""

from pathlib import Path

from atlas.paths import WORLD
from bench.subject import Act, Subject, click_link, click_on, click_shape

_READER = r"""(() => ({
  filter: document.querySelector("path.c-USA")?.getAttribute("class").match(/\bn-(\d+)/)[1],
  panel: document.querySelector("h3")?.textContent,
  other: document.querySelector("#other")?.textContent,
}))()"""


def _country(iso3: str) -> Act:
    return lambda page: click_shape(page, page.main_frame, f'document.querySelector("path.c-{iso3}")')


SUBJECTS = [
    Subject(
        name="dash-leaflet",
        label="Dash with dash-leaflet",
        app=Path(__file__).with_name("app.py"),
        command=("app.py", "{port}"),
        folder="assets",
        static={"world.geojson": WORLD.read_bytes()},
        reader=_READER,
        toggle=lambda page: click_on(page, page.locator("#domain input")),
        choose={code: _country(code) for code in ("PAK", "TUR")},
        leave=click_link("Other"),
        back=click_link("Home"),
    )
]
