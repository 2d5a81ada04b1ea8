"""Garbage collection that stays short however many readers have the atlas open, and leaks nothing.

Python looks through all that lives now and then, and stops every reader for it: the longer, the more sessions
are open. What has survived such a collection is frozen here, which hides it from the next ones. Garbage among
what is frozen is found when everything is thawed: seldom, and in a quiet moment if there is one.
"""

import contextlib
import gc
import time
from collections.abc import Callable, Iterator
from typing import Final

import anyio
import anyio.to_thread

from atlas.server.metrics import note_garbage

LONG: Final = 0.01
"""Seconds of a full collection from which on what survived it is frozen."""

SELDOM: Final = 300.0
"""Seconds between two thaws at least."""

LATEST: Final = 900.0
"""Seconds after which no quiet moment is waited for any more."""

MUCH: Final = 100
"""Collections since the last thaw that make a thaw worth its while; a few hundred runs of pages."""

_LOOK: Final = 5.0
_FULL: Final = 2  # what Python calls the collection of everything


class Garbage:
    """When what lives is frozen, and when all is thawed and collected.

    Parameters
    ----------
    clock : callable
        Returns seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        self._clock = clock
        self._begun = 0.0
        self._cleared = clock()
        self._since = 0  # collections since all was thawed
        self._seen = 0  # how many of them there were at the last look

    @contextlib.contextmanager
    def watching(self) -> Iterator[None]:
        """Within it, Python's collections are followed."""
        gc.callbacks.append(self.note)
        try:
            yield
        finally:
            gc.callbacks.remove(self.note)

    def note(self, phase: str, info: dict[str, int]) -> None:
        """Take what Python tells before and after a collection; freeze what is left after a long one."""
        if phase == "start":
            self._begun = self._clock()
            return
        seconds, generation = self._clock() - self._begun, info["generation"]
        self._since += 1
        note_garbage(generation, seconds)
        if generation == _FULL and seconds > LONG:
            gc.freeze()

    async def watch(self) -> None:
        """Follow the collections; look every few seconds whether it is time to thaw."""
        with self.watching():
            while True:
                await anyio.sleep(_LOOK)
                if self.is_due():
                    await anyio.to_thread.run_sync(self.clear, abandon_on_cancel=True)

    def is_due(self) -> bool:
        """Return whether to thaw now: long since, much happened, and nothing since the last look."""
        is_quiet, self._seen = self._since == self._seen, self._since
        waited = self._clock() - self._cleared
        return self._since >= MUCH and waited >= (SELDOM if is_quiet else LATEST)

    def clear(self) -> None:
        """Throw away what is no longer used and keep the rest out of the collector's sight.

        What was made so far mostly stays: looked at after every rerun it would cost more than the rerun. What
        was frozen before has to be thawed first, or an old data set would never go.
        """
        gc.unfreeze()
        gc.collect()
        gc.freeze()
        self._cleared = self._clock()
        self._since = self._seen = 0


@contextlib.contextmanager
def uncollected() -> Iterator[None]:
    """Keep the collector from looking through what is being made again and again: nearly all of it stays."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
