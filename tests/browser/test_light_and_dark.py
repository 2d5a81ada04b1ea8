import pytest

from tests.browser.reader import Reader

pytestmark = pytest.mark.browser

# Contrast of every text against what lies behind it, by WCAG 2.2: [ratio, text], the poorest first.
CONTRASTS = """selector => {
  const parse = text => {
    const numbers = (text.match(/[\\d.]+%?/g) || []).map(Number);
    const unit = text.startsWith("color(") ? 255 : 1;
    const [red, green, blue, alpha = 1] = numbers;
    return { rgb: [red * unit, green * unit, blue * unit], alpha };
  };
  const behind = element => {
    for (let it = element; it; it = it.parentElement) {
      const colour = parse(getComputedStyle(it).backgroundColor);
      if (colour.alpha > 0.99) return colour.rgb;
    }
    return [255, 255, 255];
  };
  const light = rgb => {
    const [red, green, blue] = rgb.map(value => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const found = [];
  for (const root of document.querySelectorAll(selector)) {
    for (const element of [root, ...root.querySelectorAll("*")]) {
      const text = [...element.childNodes].filter(it => it.nodeType === 3).map(it => it.data.trim()).join("");
      if (!text || !element.getClientRects().length) continue;
      const pair = [light(parse(getComputedStyle(element).color).rgb), light(behind(element))];
      const ratio = (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
      found.push([Math.round(ratio * 100) / 100, text.slice(0, 40)]);
    }
  }
  return found.sort((a, b) => a[0] - b[0]);
}"""

COLOURS_OF_MAP = """() => ({
  sea: getComputedStyle(document.querySelector("#atlas-map .leaflet-container")).backgroundColor,
  land: getComputedStyle(document.querySelector("#atlas-map [data-iso3]:not([data-drawn], [data-hub])")).fill,
  partner: getComputedStyle(document.querySelector('#atlas-map path[data-iso3="PAK"]')).fill,
  hub: getComputedStyle(document.querySelector('#atlas-map path[data-iso3="AZE"]')).fill,
})"""

MODE = "document.documentElement.dataset.atlasMode"
TEXTS = (
    "#atlas-panel, #atlas-facets, .atlas-sentence, .atlas-policy, .atlas-brand, .atlas-legend, .atlas-notice"
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_takes_the_readers_scheme_and_every_text_stands_out(new_reader, scheme):
    reader = new_reader(color_scheme=scheme)
    queries = ("", "focus=PAK", "focus=AZE-TUR-PAK&domain=nothing")
    for path, query in [*(("/", query) for query in queries), ("/network", "focus=NATO")]:
        reader.open(path, query)
        assert reader.page.evaluate(MODE) == scheme
        found = reader.page.evaluate(CONTRASTS, TEXTS)
        assert len(found) > 50
        assert [pair for pair in found if pair[0] < 4.5] == []


def test_land_sea_and_partners_have_colours_of_their_own_in_both_schemes(new_reader):
    light = new_reader(color_scheme="light").open().page.evaluate(COLOURS_OF_MAP)
    dark = new_reader(color_scheme="dark").open().page.evaluate(COLOURS_OF_MAP)
    for name, colour in light.items():
        assert dark[name] != colour
    for colours in (light, dark):
        assert len(set(colours.values())) == len(colours)


@pytest.mark.parametrize("path", ["/", "/network"])
def test_a_change_of_scheme_while_the_page_is_open_reaches_the_picture(reader, path):
    reader.open(path)
    if path == "/network":
        reader.eventually(lambda: any(_look(reader)), True)  # a canvas is drawn a frame after it is ready
    picture = _look(reader)
    reader.page.emulate_media(color_scheme="dark")
    reader.eventually(lambda: reader.page.evaluate(MODE), "dark")
    reader.eventually(lambda: _look(reader) != picture, True)
    reader.page.emulate_media(color_scheme="light")
    reader.eventually(lambda: reader.page.evaluate(MODE), "light")
    reader.eventually(lambda: _look(reader) == picture, True)


def _look(reader: Reader) -> object:
    if reader.picture == "#atlas-map":
        return reader.page.evaluate(COLOURS_OF_MAP)
    # The pixel of the hub's star: the canvas is drawn anew or it is not.
    return reader.page.evaluate(
        """() => {
          const canvas = document.querySelector("#atlas-network canvas");
          const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
          const seen = new Set();
          for (let at = 0; at < pixels.length; at += 4) {
            if (pixels[at + 3] === 255) seen.add(pixels.slice(at, at + 3).join());
          }
          return ["196,138,18", "224,171,60"].map(colour => seen.has(colour));
        }"""
    )
