"""How a live component gets to the browser: a module behind `/assets`, a few lines inline.

Streamlit sends a component's inline script and style again at every rerun, so these are kept to one
import; everything else is fetched once and cached by the browser.
"""

import functools
import itertools
import json
import threading
import weakref
import zlib
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

import streamlit as st
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.types import ComponentRenderer

from atlas.assets import ASSETS, Asset
from atlas.catalog import Catalog
from atlas.live.callbacks import whole
from atlas.paths import LIVE, VIEWS
from atlas.views.text import escape
from atlas.views.theme import build_css

RETURN: Final = "back"
"""State in which the filters, the first component of every page, say that the socket is open again."""

_STYLES: Final = (
    "world_map.css",
    "relation_network.css",
    "timeline.css",
    "player.css",
    "compare.css",
    "sidebar.css",
    "facets.css",
    "navigation.css",
    "panel.css",
    "table.css",
    "record.css",
    "profile.css",
    "cards.css",
    "article.css",
    "foot.css",
    "share.css",
    "page.css",
    "print.css",
)
_PACKED: Final = 400
"""Bytes from which on data are packed; what is shorter gains too little."""

# With a line break Streamlit takes it for a script, without one for a path.
_LOADER: Final = """export default c=>
import(new URL({address},document.baseURI)).then(m=>m.run(c))"""


def build_style() -> Asset:
    """Return the one style sheet of the atlas: colours, then each component's own rules."""
    folders = {path.name: path for folder in (VIEWS, LIVE) for path in folder.glob("*.css")}
    rules = [build_css()] + [folders[name].read_text(encoding="utf-8") for name in _STYLES]
    return ASSETS.add("atlas.css", "\n".join(rules))


def unseen_title(title: str) -> str:
    """Return the first heading of a page whose picture says by itself what it is: heard, not seen.

    Parameters
    ----------
    title : str
        Plain text.
    """
    return f'<h1 class="atlas-unseen">{escape(title)}</h1>'


def build_module(name: str, *parts: str, constants: Mapping[str, Any], of: Catalog | None = None) -> Asset:
    """Return a component's script as one module.

    Parameters
    ----------
    name : str
        Stem of the script in `atlas/live/` that exports `run`.
    *parts : str
        Scripts it calls, put before it.
    constants : mapping of str to JSON
        Becomes a `const` each.
    of : Catalog, optional
        The data set the constants or parts were made from; None if it does not matter to them.
    """
    frame = (LIVE / "frame.js").read_text(encoding="utf-8")
    own = (LIVE / f"{name}.js").read_text(encoding="utf-8")
    return ASSETS.add(f"{name}.js", "\n".join([frame, *parts, *write_constants(constants), own]), of=of)


def write_constants(constants: Mapping[str, Any]) -> list[str]:
    """Return a line of script for each constant: its name and its value as JSON."""
    return [f"const {key} = {json.dumps(value, ensure_ascii=False)};" for key, value in constants.items()]


def build_component(name: str, module: Asset, html: str) -> ComponentRenderer:
    """Return the mounting command of a component whose script is `module`.

    Parameters
    ----------
    name : str
        What it shows; no other kind of component may have it.
    module : Asset
        From `build_module`.
    html : str
        What stands in the page until the script has run; it must give the component its final height,
        so that nothing jumps.
    """
    script = _LOADER.format(address=json.dumps(module.address))
    # Two first readers at once must not make two of it: a cache lets both through.
    with _building:
        component = _living.get((name, script))
        if component is None:
            own = _take_name(name)
            component = st.components.v2.component(own, html=html, js=script, isolate_styles=False)
            # Its name is given back when the data set it was built for is gone.
            weakref.finalize(component, _free[name].append, own).atexit = False
            _living[name, script] = component
    return component


_building: Final = threading.Lock()
_living: Final[weakref.WeakValueDictionary[tuple[str, str], Any]] = weakref.WeakValueDictionary()
_free: Final[defaultdict[str, deque[str]]] = defaultdict(deque)
# A count a stem: replicas that began with other pages still give a component the same name.
_numbers: Final[defaultdict[str, Iterator[int]]] = defaultdict(itertools.count)


def _take_name(stem: str) -> str:
    """Return a name no living component has, one that was given back if there is one.

    Streamlit knows a component by its name. A page begun with the data set before still mounts the component
    built for that one, so another data set needs another name; and every name ever used would be remembered.
    """
    try:
        name = _free[stem].pop()
    except IndexError:
        return f"{stem}_{next(_numbers[stem])}"
    get_bidi_component_manager().unregister(name)
    return name


def encode(data: Mapping[str, Any]) -> str:
    """Return the JSON a component is sent, on one line; the script compares it letter by letter."""
    # No browser that took it for a page would find an element in it.
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def pack(text: str) -> bytes:
    """Return what is sent of a text: UTF-8, in the zlib format (RFC 1950) where that is a gain.

    Streamlit sends all as it is. The first byte tells the two apart: JSON of an object begins with a brace.
    """
    plain = text.encode()
    return plain if len(plain) < _PACKED else zlib.compress(plain)


def mount(
    component: ComponentRenderer,
    key: str,
    *,
    data: Mapping[str, Any],
    triggers: Mapping[str, Callable[[Any], None]],
) -> None:
    """Show a component and hand what the reader does in it to `triggers`.

    Parameters
    ----------
    component : ComponentRenderer
        From `build_component`.
    key : str
        Key of the component in the page.
    data : mapping
        JSON the script's `patch` gets.
    triggers : mapping of str to callable
        Name of a trigger → what to do with its value. The value comes from the browser: it may be anything.
    """
    handlers: dict[str, Any] = {
        f"on_{name}_change": whole(functools.partial(_answer, key, name, act))
        for name, act in triggers.items()
    }
    # As bytes: JSON of Streamlit's own making spends a sixth on blanks and escapes.
    component(key=key, data=pack(encode(data)), **handlers)
    if f"{key}_met" not in st.session_state:
        _pass_over_answered(key, triggers)
    # A message whose callback Streamlit passed over, because the next came in between, is found here.
    found = [_handle(key, name, act) for name, act in triggers.items()]
    if any(found):
        st.rerun()


def _pass_over_answered(key: str, names: Iterable[str]) -> None:
    """Mark as done what another session has answered, at the first sight of a component in this one.

    When a replica is lost, the browser sends all that the reader did on this page to a new session. What was
    done before the address last changed is in the address; what came after it is still to be done.
    """
    state = st.session_state[key]
    if isinstance(back := state.get(RETURN), Mapping):
        st.session_state["moved"] = back.get("moved")
    for name in names:
        message = state.get(name)
        if isinstance(message, Mapping) and message.get("moved") != st.session_state.get("moved"):
            st.session_state[f"{key}_{name}_done"] = message.get("at")
    st.session_state[f"{key}_met"] = True


def _answer(key: str, name: str, act: Callable[[Any], None]) -> None:
    _handle(key, name, act)


def _handle(key: str, name: str, act: Callable[[Any], None]) -> bool:
    """Do what the reader asked for, once; return whether there was something to do.

    A message is `{"at": str, "value": …}`, and may come again.
    """
    # A forged event may come without the state of the component it is said to be of.
    state = st.session_state.get(key)
    message = state.get(name) if isinstance(state, Mapping) else None
    if not isinstance(message, Mapping) or not isinstance(message.get("at"), str):
        return False
    done = f"{key}_{name}_done"
    if st.session_state.get(done) == message["at"]:
        return False
    act(message.get("value"))
    st.session_state[done] = message["at"]
    return True
