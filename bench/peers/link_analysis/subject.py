"""How this peer is used."""

from pathlib import Path

from playwright.sync_api import Page

from bench.peers.navigation import BACK, LEAVE, OTHER_READER
from bench.subject import Act, Input, Subject, click_at, click_label

# A canvas cannot be read, so Cytoscape tells its frame what it has drawn, and how often: while nodes move,
# the page is not at rest. It keeps itself with the element it draws into.
_SETUP = """
  let heard;
  const listen = () => {
    const cy = [...document.querySelectorAll("div")].find((one) => one._cyreg?.cy)?._cyreg.cy;
    if (!cy || cy === heard) return;
    heard = cy;
    let times = 0;
    cy.on("render", () => {
      document.body.dataset.times = times += 1;
      const [nodes, edges] = [cy.nodes().length, cy.edges().length];
      if (nodes) document.body.dataset.drawn = `${nodes} nodes, ${edges} edges`;
    });
    globalThis.cy = cy;
  };
  const watcher = new MutationObserver(listen);
  addEventListener("DOMContentLoaded", () => watcher.observe(document, { subtree: true, childList: true }))"""

_READER = f"""(() => ({{
  filter: document.body?.dataset.drawn,
  panel: window === top ? document.querySelector("h3")?.textContent : null,
  other: {OTHER_READER},
}}))()"""


def _node(code: str) -> Act:
    def point(page: Page) -> Input:
        frame = next(frame for frame in page.frames if frame.query_selector("body[data-drawn]"))
        place = frame.evaluate(
            """(code) => {
              const box = cy.container().getBoundingClientRect();
              const place = cy.getElementById(code).renderedPosition();
              return { x: box.left + place.x, y: box.top + place.y };
            }""",
            code,
        )
        box = frame.frame_element().bounding_box()
        if box is None:
            raise LookupError("the frame is not visible")
        return click_at(page, box["x"] + place["x"], box["y"] + place["y"])

    return point


SUBJECTS = [
    Subject(
        name="link-analysis",
        label="st-link-analysis",
        app=Path(__file__).with_name("app.py"),
        reader=_READER,
        setup=_SETUP,
        toggle=click_label("Cyber security"),
        choose={code: _node(code) for code in ("PAK", "TUR")},
        leave=LEAVE,
        back=BACK,
    )
]
