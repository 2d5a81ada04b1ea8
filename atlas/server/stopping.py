"""SIGTERM: not ready at once, then no new connection, what is being answered is finished, exit code 0."""

import asyncio
import contextlib
import logging
import signal
import threading
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any, Final

import uvicorn

_LOG: Final = logging.getLogger("atlas")

FINISH_WITHIN: Final = 10
"""Seconds that what is being answered may still take."""


@contextlib.contextmanager
def stopping_on_term(on_term: Callable[[], None], *, drain: float) -> Iterator[None]:
    """Within it, SIGTERM stops the server in good order; call it in the event loop of the server.

    Parameters
    ----------
    on_term : callable
        Called at once.
    drain : float
        Seconds to go on serving as before, until whoever hands out the readers has noticed. Then sockets are
        closed with code 1012, upon which a browser connects anew.
    """
    before = signal.getsignal(signal.SIGTERM)
    if threading.current_thread() is not threading.main_thread() or not callable(before):
        yield  # nobody serves here: a test, or a server that keeps its signals to itself
        return
    loop = asyncio.get_running_loop()

    def begin(number: int, frame: FrameType | None) -> None:
        on_term()
        _LOG.warning("told to stop; readers are sent elsewhere")
        loop.call_soon_threadsafe(loop.call_later, drain, _stop, before, number, frame)

    signal.signal(signal.SIGTERM, begin)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _stop(before: Callable[[int, FrameType | None], Any], number: int, frame: FrameType | None) -> None:
    server = getattr(before, "__self__", None)
    if isinstance(server, uvicorn.Server):
        # Its own handler would kill the process with the signal once all is done, and would wait for ever for
        # an answer that does not end.
        server.config.timeout_graceful_shutdown = FINISH_WITHIN
        server.should_exit = True
    else:
        before(number, frame)
