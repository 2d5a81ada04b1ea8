"""Where a server's processor time goes: functions of Streamlit and of the atlas, timed from outside.

Time counts once: of calls within calls, what the inner ones leave. Of the atlas only calls from one module
into another are timed, so that the timing itself stays small.
"""

import ast
import functools
import importlib
import inspect
import json
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any, Final

from bench.subject import ROOT

REST: Final = "event loop, middleware, sockets"
"""What the thread of the server does apart from all that is timed."""

_RUN: Final = "Streamlit: run of a script"
_LINE: Final = "Streamlit: messages put in line"
_EVENTS: Final = "Streamlit: events of a run"
_PARTS: Final = {
    "streamlit.runtime.scriptrunner.script_runner:ScriptRunner._run_script_thread": _RUN,
    "streamlit:Page": "Streamlit: st.Page",
    "streamlit:navigation": "Streamlit: st.navigation, st.set_page_config",
    "streamlit:set_page_config": "Streamlit: st.navigation, st.set_page_config",
    "streamlit.navigation.page:StreamlitPage.run": "atlas: frame and pages",
    "streamlit.runtime.state.session_state:SessionState.on_script_will_rerun": "Streamlit: state of widgets",
    "streamlit.runtime.state.session_state:SessionState.on_script_finished": "Streamlit: state of widgets",
    "streamlit.runtime.scriptrunner_utils.script_run_context:ScriptRunContext.enqueue": _LINE,
    "streamlit.runtime.app_session:AppSession.handle_backmsg": "Streamlit: question taken, thread begun",
    "streamlit.runtime.app_session:AppSession._handle_scriptrunner_event_on_event_loop": _EVENTS,
    "streamlit.runtime.app_session:AppSession.flush_browser_queue": "Streamlit: messages taken from the line",
    "streamlit.runtime.runtime:Runtime._send_message": "Streamlit: messages handed out",
}
_REBOUND: Final = {
    "streamlit.runtime.forward_msg_cache:populate_hash_if_needed": "protobuf and its hashes",
    "streamlit.runtime.runtime_util:serialize_forward_msg": "protobuf and its hashes",
}
_UNTIMED: Final = frozenset({"words", "assets", "current", "paths", "model"})
"""Units of the atlas with many small functions."""


class Spans:
    """Notes milliseconds of processor time by part, and when each run began and ended."""

    def __init__(self) -> None:
        self._own = threading.local()
        self._main = time.thread_time()
        self.spent: defaultdict[str, float] = defaultdict(float)
        self.steps: list[tuple[str, float]] = []

    def take(self) -> dict[str, Any]:
        """Return what was noted since the last time; called in the thread of the server."""
        told = {"spent": dict(self.spent), "steps": self.steps[:]}
        now = time.thread_time()
        told["server"], self._main = 1000 * (now - self._main), now
        self.spent.clear()
        self.steps.clear()
        return told

    def note_garbage(self, milliseconds: float) -> None:
        """Count a collection, in whatever part it happened."""
        self._count("garbage collection", milliseconds, 0.0)

    def wrap(self, part: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return a function that does the same and notes its time."""

        @functools.wraps(function)
        def timed(*words: Any, **named: Any) -> Any:  # noqa: ANN401
            outer = getattr(self._own, "within", None)
            self._own.within = 0.0
            begun = time.thread_time()
            try:
                return function(*words, **named)
            finally:
                taken = 1000 * (time.thread_time() - begun)
                inner, self._own.within = self._own.within, outer
                self._count(part, taken, inner)

        return timed

    def step(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return a function that does the same and notes when it began and ended."""

        @functools.wraps(function)
        def noted(*words: Any, **named: Any) -> Any:  # noqa: ANN401
            self.steps.append((f"{name} begins", time.monotonic()))
            try:
                return function(*words, **named)
            finally:
                self.steps.append((f"{name} ends", time.monotonic()))

        return noted

    def _count(self, part: str, taken: float, inner: float) -> None:
        is_main = threading.current_thread() is threading.main_thread()
        self.spent[part] += taken - inner
        if is_main:
            self.spent[REST] -= taken - inner
        if (outer := getattr(self._own, "within", None)) is not None:
            self._own.within = outer + taken


def time_everything(spans: Spans) -> None:
    """Have Streamlit and the atlas timed; called when the application has been imported."""
    for place, part in _PARTS.items():
        module, _, name = place.partition(":")
        holder = sys.modules[module]
        *path, last = name.split(".")
        for step in path:
            holder = getattr(holder, step)
        function = spans.wrap(part, getattr(holder, last))
        if last in ("_run_script_thread", "handle_backmsg"):
            function = spans.step("run" if part == _RUN else "question", function)
        setattr(holder, last, function)
    for place, part in _REBOUND.items():
        module, _, name = place.partition(":")
        _rebind(getattr(sys.modules[module], name), spans.wrap(part, getattr(sys.modules[module], name)))
    json.dumps = spans.wrap("JSON", json.dumps)
    _time_elements(spans)
    _time_units(spans)


def _rebind(old: object, new: object) -> None:
    for module in list(sys.modules.values()):
        for name, value in list(vars(module).items()) if isinstance(module, ModuleType) else ():
            if value is old:
                setattr(module, name, new)


def _time_elements(spans: Spans) -> None:
    import streamlit

    for name, value in list(vars(streamlit).items()):
        if inspect.ismethod(value):
            part = "components" if name == "_bidi_component" else "elements"
            setattr(streamlit, name, spans.wrap(f"Streamlit: {part}", value))


def _time_units(spans: Spans) -> None:
    wrapped: dict[int, Callable[..., Any]] = {}
    for module, name in _find_bindings():
        value = getattr(module, name)
        plain = inspect.unwrap(value) if callable(value) else None
        if not inspect.isfunction(plain) or inspect.isgeneratorfunction(plain) or _is_async(plain):
            continue
        if _unit(plain.__module__) not in _UNTIMED and plain.__module__.startswith("atlas."):
            if id(value) not in wrapped:
                wrapped[id(value)] = spans.wrap(plain.__module__, value)
            setattr(module, name, wrapped[id(value)])


def _find_bindings() -> Iterator[tuple[ModuleType, str]]:
    """Yield where a module holds a function of another, and what pages will import, wherever it is made."""
    for module in [one for name, one in sys.modules.items() if name.startswith("atlas.")]:
        for name, value in list(vars(module).items()):
            if (getattr(value, "__module__", None) or module.__name__) != module.__name__:
                yield module, name
    for path in (ROOT / "dashboard.py", *(ROOT / "pages").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("atlas."):
                module = importlib.import_module(str(node.module))
                yield from ((module, alias.name) for alias in node.names)


def _is_async(function: Callable[..., Any]) -> bool:
    return inspect.iscoroutinefunction(function) or inspect.isasyncgenfunction(function)


def _unit(module: str) -> str:
    parts = module.split(".")
    return parts[1] if parts[0] == "atlas" and len(parts) > 1 else ""
