"""How this peer is used."""

from pathlib import Path

import pyvis

from bench.peers.navigation import BACK, LEAVE, OTHER_READER
from bench.subject import Subject, click_label

_VIS = Path(pyvis.__file__).parent / "templates/lib/vis-9.1.2"

# A canvas cannot be read, so vis tells each frame it has drawn. pyvis keeps the network in a variable of
# this name; with its physics on, vis draws nothing until the network has come to rest.
_SETUP = """let drawn;
  Object.defineProperty(globalThis, "network", {
    configurable: true,
    get: () => drawn,
    set: (value) => {
      drawn = value;
      value.once("afterDrawing", () => {
        const body = value.body.data;
        document.body.dataset.drawn = `${body.nodes.length} nodes, ${body.edges.length} edges`;
      });
    },
  })"""

SUBJECTS = [
    Subject(
        name="pyvis-iframe",
        label="pyvis HTML in st.iframe",
        app=Path(__file__).with_name("app.py"),
        static={name: (_VIS / name).read_bytes() for name in ("vis-network.min.js", "vis-network.css")},
        reader=f"({{ filter: document.body?.dataset.drawn, other: {OTHER_READER} }})",
        setup=_SETUP,
        toggle=click_label("Cyber security"),
        leave=LEAVE,
        back=BACK,
    )
]
