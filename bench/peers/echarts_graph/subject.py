"""How this peer is used."""

from pathlib import Path

from bench.peers.canvas import CANVAS_SETUP, click_text
from bench.peers.navigation import BACK, LEAVE, OTHER_READER
from bench.subject import Act, Subject, click_label

_READER = f"""(() => ({{
  filter: document.querySelector("canvas[data-drawn]")?.dataset.drawn,
  panel: document.querySelector("h3")?.textContent,
  other: {OTHER_READER},
}}))()"""


def _node(name: str) -> Act:
    return lambda page: click_text(page, name)


SUBJECTS = [
    Subject(
        name="echarts-graph",
        label="st.echarts_chart, graph",
        app=Path(__file__).with_name("app.py"),
        reader=_READER,
        setup=CANVAS_SETUP,
        toggle=click_label("Cyber security"),
        choose={"PAK": _node("Pakistan"), "TUR": _node("Türkiye")},
        leave=LEAVE,
        back=BACK,
    )
]
