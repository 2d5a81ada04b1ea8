"""The pages without a browser: Streamlit's AppTest, and a way to see and use the atlas's own components.

AppTest shows a component of the second version as an unknown element. What the component is given stands
in it as JSON; what a browser would send back goes into the widget states under the id of its triggers.
"""

import itertools
import json
import re
import zlib

from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest, app_test

from atlas.paths import ROOT

PAGES = sorted(
    re.findall(r"""["']pages/(\w+\.py)["']""", (ROOT / "dashboard.py").read_text(encoding="utf-8"))
)
"""Pages the frame knows; that these are all there are is for tests/repo to say."""

WITH_SENTENCE = [page for page in PAGES if page != "about.py"]
"""Pages that show a selection."""

# A component registers once a process, AppTest asks for a registry a test: they get the same one.
_COMPONENTS = BidiComponentManager()
_TURNS = itertools.count()


class _Pages(PagesManager):
    """Keeps AppTest from forgetting at every run that the pages are those of `st.navigation`."""


def open_atlas(monkeypatch, query=None, page="map.py", sent=None):
    """Return the atlas as a reader sees it who opens this address; an open page sends its states along."""
    monkeypatch.setattr(app_test, "PagesManager", _Pages)
    monkeypatch.setattr(PagesManager, "uses_pages_directory", False)
    at = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    at._bidi_component_manager = _COMPONENTS
    if page != "map.py":
        at.run()
        at.switch_page(f"pages/{page}")
    at.query_params.update(query or {})
    return at._run(sent)


def data_of(at, key):
    """Return what the component of this key is given."""
    sent = _component(at, key).proto.bytes
    return json.loads(sent if sent.startswith(b"{") else zlib.decompress(sent))


def has(at, key):
    """Whether something of this key is on the page."""
    return any(getattr(node, "key", None) == key for node in at._tree)


def send(at, key, name, value):
    """Send what a browser would when the reader does something in a component, and run."""
    message = {name: {"at": str(next(_TURNS)), "value": value}}
    return send_raw(at, key, json_value=json.dumps(message))


def ask(at, name, value):
    """Send what the reader does in the sidebar, as `send` does, each change with a number of its own."""
    return send(at, "sidebar", name, {"turn": next(_TURNS), "value": value})


def asked(at):
    """Return what the sidebar shows."""
    return data_of(at, "sidebar")


def box(at, name):
    """Return what stands in the foot behind a line: `label`, and `table` if it is open."""
    return next(one for one in data_of(at, "foot")["boxes"] if one["id"] == name)


def send_table(at, name, act, value):
    """Send what the reader does in a table of the foot, as `send` does."""
    return send(at, "foot", "table", {"box": name, "name": act, "value": value})


def send_raw(at, key, **fields):
    """Send any message in the name of a component, and run."""
    states = at._tree.get_widget_states()
    own = _component(at, key).proto.id
    if "json_trigger_value" in fields:
        own = f"$$STREAMLIT_INTERNAL_KEY_{own}__events"
    states.widgets.append(WidgetState(id=own, **fields))
    return at._run(states)


def texts(at):
    """Everything written on the page as HTML, one string."""
    return "\n".join(node.value for node in at.get("html")) + "\n".join(
        node.value for node in at.sidebar.get("html")
    )


def notice(at):
    """The notice about what was left out of the address, '' if there is none."""
    return next((node.value for node in at.get("html") if "atlas-notice" in node.value), "")


def sentence(at):
    """The sentence above the view."""
    return next(node.value for node in at.get("html") if "atlas-sentence" in node.value)


def _component(at, key):
    return next(node for node in at._tree if getattr(node, "key", None) == key)
