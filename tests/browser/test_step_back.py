"""Whoever is looked at in the network stands out, with their ties; the rest steps back and comes again."""

import pytest

from tests.browser.reader import NETWORK

pytestmark = pytest.mark.browser

# How much of the canvas's own colour there is at a node, from 0 to 255.
_ALPHA = f"""id => {{
  const network = {NETWORK};
  const canvas = document.querySelector("#atlas-network canvas");
  const at = network.canvasToDOM(network.getPosition(id));
  const share = canvas.width / canvas.clientWidth;
  return canvas.getContext("2d").getImageData(at.x * share, at.y * share, 1, 1).data[3];
}}"""

# How many nodes and edges vis is told of from now on.
_COUNT = f"""() => {{
  globalThis.atlasToldVis = 0;
  const {{ nodes, edges }} = {NETWORK}.body.data;
  for (const data of [nodes, edges]) {{
    data.on("update", (_, {{ items }}) => {{ globalThis.atlasToldVis += items.length; }});
  }}
}}"""

FAR, NEAR = "JPN", "AZE-TUR-PAK"


def alphas(reader):
    return [reader.page.evaluate(_ALPHA, node) for node in ("PAK", NEAR, FAR)]


def test_the_rest_steps_back_while_a_node_is_pointed_at(reader):
    reader.open("/network")
    before = alphas(reader)
    assert before == [255, 255, 255]
    reader.page.evaluate(_COUNT)
    left, top = reader.point_of("PAK")
    reader.page.mouse.move(left - 40, top)
    reader.page.mouse.move(left, top, steps=4)
    reader.eventually(lambda: alphas(reader)[2] < 180, True)
    assert alphas(reader)[:2] == [255, 255]
    box = reader.page.locator("#atlas-network canvas").bounding_box()
    reader.page.mouse.move(box["x"] + 12, box["y"] + 12, steps=4)
    reader.eventually(lambda: alphas(reader), before)
    told = reader.page.evaluate("atlasToldVis")
    everything = reader.page.evaluate(f"{NETWORK}.body.data.edges.length")
    assert 0 < told < everything / 3, "of whoever steps back vis knows nothing: that took longer than a frame"


def test_the_rest_steps_back_around_whoever_is_in_focus(reader):
    reader.open("/network", "focus=PAK")
    reader.eventually(lambda: alphas(reader)[2] < 180, True)
    assert alphas(reader)[:2] == [255, 255]
    reader.page.locator("#atlas-panel .atlas-close").click()
    reader.wait_query()
    reader.eventually(lambda: alphas(reader), [255, 255, 255])
