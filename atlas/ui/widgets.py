"""What values each widget can read, so that a forged one is refused before a run stumbles over it.

Streamlit reads the values of widgets in the midst of a run and after it; one of a wrong kind there ends the
thread of the session without an answer. The id of a widget is a hash of what it is, so what one session
knows of it holds for all.
"""

from collections.abc import Callable
from typing import Any, Final

from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.state.common import unpack_widget_state_value

_MOST: Final = 5_000

_known: dict[str, tuple[str, Callable[[Any], Any]]] = {}


def note_widgets() -> None:
    """Remember the widgets of this run."""
    context = get_script_run_ctx()
    if context is None:
        return
    # Streamlit has no public way to this; tests/ui/test_widgets.py notices if it moves.
    made = context.session_state._state._new_widget_state.widget_metadata
    for own, widget in list(made.items()):
        if own not in _known and len(_known) < _MOST:
            _known[own] = (widget.value_type, widget.deserializer)


def fits(state: WidgetState) -> bool:
    """Return whether the widget can read this value; a widget not known yet is given the benefit."""
    kind = state.WhichOneof("value")
    wanted, read = _known.get(state.id, (kind, None))
    if kind is None or read is None:
        return True
    if kind != wanted:
        return False
    try:
        read(unpack_widget_state_value(state))
    except Exception:
        return False
    return True
