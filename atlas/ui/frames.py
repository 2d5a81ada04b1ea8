"""What a browser may ask over its socket: to run a page, to stop it, and to be known as present.

Streamlit would do more for whoever asks: name the files of the checkout it runs from and start `git` to
learn them, empty the caches all readers share, watch files. No page of the atlas asks for any of that.
"""

import json
import re
from collections.abc import Iterable
from typing import Final, Literal

from google.protobuf.message import DecodeError
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

from atlas.ui.widgets import fits

Verdict = Literal["take", "ignore", "close"]

_WANTED: Final = ("rerun_script", "stop_script", "app_heartbeat")
_ID: Final = re.compile(r"(\$\$STREAMLIT_INTERNAL_KEY_)?\$\$ID-[0-9a-f]{32}-.{1,200}")
"""How Streamlit names widgets; it takes any other name for a value of the session, and stumbles."""
_JSON: Final = ("json_value", "json_trigger_value")
_DEEPEST: Final = 20
"""Lists in lists and objects in objects that a component may send; ours send three."""


def judge_frame(octets: bytes, longest_query: int) -> Verdict:
    """Return what to do with a frame from a browser.

    Parameters
    ----------
    octets : bytes
        The frame.
    longest_query : int
        Bytes the query of an address may have.

    Returns
    -------
    str
        `take` it, `ignore` it, or `close` the socket: no browser with our page sends such a frame.
    """
    message = BackMsg()
    try:
        message.ParseFromString(octets)
    except DecodeError:
        return "close"
    rerun = message.rerun_script
    if len(rerun.query_string.encode()) > longest_query or not _are_sound(rerun.widget_states.widgets):
        return "close"
    return "take" if message.WhichOneof("type") in _WANTED else "ignore"


def _are_sound(states: Iterable[WidgetState]) -> bool:
    """Return whether all are values that widgets can read: a run would end with it otherwise."""
    found = list(states)
    texts = (getattr(state, name) for state in found for name in _JSON if state.HasField(name))
    named = all(_ID.fullmatch(state.id) for state in found)
    return named and all(map(_is_json, texts)) and all(map(fits, found))


def _is_json(text: str) -> bool:
    try:
        layer = [json.loads(text)]
    except (ValueError, RecursionError):
        return False
    for _ in range(_DEEPEST):
        layer = [part for whole in layer for part in _parts(whole)]
    return not layer


def _parts(whole: object) -> Iterable[object]:
    if isinstance(whole, dict):
        return whole.values()
    return whole if isinstance(whole, list) else ()
