import pytest

from tests.browser.reader import Reader

pytestmark = pytest.mark.browser

# Notes where a country stands at every frame from the first paint on.
WATCH_PLACES = """(() => {
  const places = globalThis.atlasPlaces = [];
  const look = () => {
    const map = document.querySelector('#atlas-map[data-ready="true"]');
    const path = map && map.querySelector('path[data-iso3="PAK"]');
    if (path) {
      const [frame, box] = [map.getBoundingClientRect(), path.getBoundingClientRect()];
      places.push([box.left - frame.left, box.top - frame.top, box.width].map(Math.round).join(" "));
    }
    requestAnimationFrame(look);
  };
  look();
})()"""


def _places(reader: Reader) -> list[str]:
    reader.page.add_init_script(WATCH_PLACES)
    reader.open()
    reader.eventually(lambda: reader.page.evaluate("atlasPlaces.length > 30"), True)
    found: list[str] = reader.page.evaluate("[...new Set(atlasPlaces)]")
    return found


def test_the_map_stands_still_from_its_first_paint(reader):
    assert len(_places(reader)) == 1


def test_on_a_phone_the_map_starts_with_the_part_of_the_world_around_the_hub(new_reader):
    reader = new_reader(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    places = _places(reader)
    assert int(places[-1].split()[2]) > 30, "Pakistan is wide enough for a finger"
    assert len(places) == 1


@pytest.mark.parametrize("path", ["/", "/network"])
def test_picture_panel_and_filters_say_when_they_are_painted(reader, path):
    reader.open(path, "focus=TUR&domain=joint-exercises")
    for selector in (reader.picture, "#atlas-panel", "#atlas-facets"):
        assert reader.data(selector, "ready") == "true"
        assert int(reader.data(selector, "revision")) >= 1
    assert reader.title == "Türkiye"
    assert reader.checked == {"joint-exercises"}


@pytest.mark.parametrize("width", [1400, 820, 390])
def test_a_map_made_before_its_place_was_there_is_the_same_map(new_reader, width):
    early, late = (new_reader(viewport={"width": width, "height": 900}) for _ in range(2))
    asked = []
    early.page.on("request", lambda request: asked.append(request.url))
    nothing = {"body": "", "content_type": "text/javascript"}
    late.page.route("**/assets/early-*.js", lambda route: route.fulfill(**nothing))
    assert _places(early) == _places(late)
    assert any("/assets/early-" in url for url in asked)
