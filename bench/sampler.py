"""Where a server's processor time goes: its threads looked at two thousand times a second, from within."""

import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from types import CodeType, FrameType
from typing import Final

_PAUSE: Final = 0.0005
_DEEPEST: Final = 60
"""Frames of a stack that are looked at, from the innermost."""


class Sampler:
    """Notes what the threads of the server and of pages are at, weighted by what each has used since.

    Parameters
    ----------
    collecting : mapping of int to float
        Thread → milliseconds its garbage collections took so far; counted apart.
    """

    def __init__(self, collecting: Mapping[int, float]) -> None:
        self._collecting = collecting
        self._clocks: dict[int, int] = {}
        self._used: dict[int, tuple[float, float]] = {}
        self._seen: Counter[str] = Counter()
        self._names: dict[CodeType, str] = {}

    def start(self) -> None:
        """Begin; called in the thread of the server, before it serves."""
        from streamlit.runtime.scriptrunner.script_runner import ScriptRunner

        run = ScriptRunner._run_script_thread

        def run_watched(runner: ScriptRunner) -> None:
            self._enter()
            try:
                run(runner)
            finally:
                self._leave()

        ScriptRunner._run_script_thread = run_watched  # type: ignore[method-assign]
        self._enter()
        sys.setswitchinterval(0.0002)
        threading.Thread(target=self._go_on, daemon=True, name="sampler").start()

    def take(self) -> dict[str, float]:
        """Return stack → milliseconds since the last time; functions from the innermost, `;` between."""
        seen, self._seen = self._seen, Counter()
        return dict(seen)

    def _enter(self) -> None:
        own = threading.get_ident()
        self._used[own] = (time.thread_time(), self._collecting.get(own, 0.0))
        self._clocks[own] = time.pthread_getcpuclockid(own)

    def _leave(self) -> None:
        own = threading.get_ident()
        self._note(own, sys._getframe(1), time.thread_time())
        self._clocks.pop(own, None)

    def _go_on(self) -> None:
        while True:
            time.sleep(_PAUSE)
            frames = sys._current_frames()
            for thread, clock in list(self._clocks.items()):
                try:
                    now = time.clock_gettime(clock)
                except OSError:
                    continue  # ended meanwhile
                if frame := frames.get(thread):
                    self._note(thread, frame, now)

    def _note(self, thread: int, frame: FrameType, now: float) -> None:
        before, collected = self._used[thread]
        collecting = self._collecting.get(thread, 0.0)
        self._used[thread] = (now, collecting)
        taken = 1000 * (now - before) - (collecting - collected)
        if taken > 0:
            self._seen[";".join(self._stack(frame))] += taken

    def _stack(self, frame: FrameType | None) -> Iterator[str]:
        for _ in range(_DEEPEST):
            if frame is None:
                return
            code = frame.f_code
            if code not in self._names:
                self._names[code] = f"{code.co_filename}:{code.co_qualname}"
            yield self._names[code]
            frame = frame.f_back
