"""How this peer is used.

Nobody chooses a partner: deck.gl looks up what is under the pointer while the button is down, and a press
that lasts longer than a moment is no click to it. Drawn without a graphics card, the look-up takes too long.
"""

from pathlib import Path

from bench.peers.navigation import BACK, LEAVE, OTHER_READER
from bench.subject import Subject, click_label

# What WebGL has drawn cannot be read. So at each drawing the canvas says what the layer holds just then:
# the deck is found through React, which keeps it with the element that made the canvas.
_SETUP = """
  const deckOf = (canvas) => {
    const key = Object.keys(canvas).find((name) => name.startsWith("__reactFiber$"));
    for (let fiber = canvas[key]; fiber; fiber = fiber.return) {
      for (let hook = fiber.memoizedState; hook; hook = hook.next) {
        const kept = hook.memoizedState?.current;
        if (kept?.deck?.layerManager) return kept.deck;
      }
    }
    return null;
  };
  const say = (canvas) => {
    if (!(canvas instanceof HTMLCanvasElement)) return;
    canvas.deck ??= deckOf(canvas);
    const data = canvas.deck?.layerManager.getLayers({ layerIds: ["countries"] })[0]?.props.data;
    const country = data?.find?.(({ properties }) => properties.iso3 === "USA");
    if (country) canvas.dataset.drawn = country.properties.records;
  };
  for (const name of ["drawArrays", "drawElements", "drawArraysInstanced", "drawElementsInstanced"]) {
    const draw = WebGL2RenderingContext.prototype[name];
    WebGL2RenderingContext.prototype[name] = function (...given) {
      draw.apply(this, given);
      say(this.canvas);
    };
  }"""

_READER = f"""(() => ({{
  filter: document.querySelector("canvas[data-drawn]")?.dataset.drawn,
  panel: document.querySelector("h3")?.textContent,
  other: {OTHER_READER},
}}))()"""


SUBJECTS = [
    Subject(
        name="pydeck",
        label="pydeck GeoJsonLayer",
        app=Path(__file__).with_name("app.py"),
        reader=_READER,
        setup=_SETUP,
        toggle=click_label("Cyber security"),
        leave=LEAVE,
        back=BACK,
    )
]
