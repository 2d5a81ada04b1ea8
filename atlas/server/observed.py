"""What is said of each request and of each interaction: a line of the log, a count among the metrics.

Neither holds anything about a person: no address, no query, no name of a browser. A path is told only as the
kind of address it is.
"""

import asyncio
import functools
import json
import logging
import sys
import time
from typing import Any, Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from atlas.paths import PAGES
from atlas.server.closed import HEALTH
from atlas.server.metrics import note_error, note_interaction, note_request, note_session
from atlas.server.probes import METRICS, READY
from atlas.server.socket_watch import SocketWatch

LOG: Final = logging.getLogger("atlas.requests")

_KINDS: Final = frozenset({"api", "assets", "preview", "static", "_stcore"})
_ALONE: Final = frozenset({""})
_PROBES: Final = frozenset({HEALTH, READY, METRICS})
"""What machines ask every few seconds; it would drown the rest."""


def log_as_json(logger: logging.Logger = LOG) -> None:
    """Write the lines of `logger` to standard output, as they are."""
    if not logger.handlers:
        handler = logging.StreamHandler(sys.stdout)
        handler.setFormatter(logging.Formatter("%(message)s"))
        logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False


def name_route(path: str) -> str:
    """Return the kind of address a path is: `/network`, `/api/{name}`; `other` for what there is not."""
    first, slash, _ = path.strip("/").partition("/")
    if first in _KINDS:
        return f"/{first}/{{name}}" if slash else f"/{first}"
    return f"/{first}" if not slash and (first in _ALONE or first in _pages()) else "other"


class Observed:
    """ASGI middleware that times every request but the probes, and every interaction of a socket.

    Parameters
    ----------
    app : ASGI application
        What answers.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass it on, and note how it went."""
        if scope["type"] == "http" and scope["path"] not in _PROBES:
            await self._observe_request(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._observe_socket(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _observe_request(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun = time.perf_counter()
        status, size = 500, 0  # what it is if nothing is sent

        async def send_counted(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
            else:
                size += len(message.get("body", b""))
            await send(message)

        try:
            await self._app(scope, receive, send_counted)
        except asyncio.CancelledError:
            # The server stops and gives up on an answer nobody fetches. Passed on, this would fill the log.
            pass
        except Exception:
            note_error("request")
            raise
        finally:
            seconds = time.perf_counter() - begun
            route = name_route(scope["path"].removeprefix(scope.get("root_path", "")))
            note_request(scope["method"], route, status, seconds)
            _write("request", seconds, method=scope["method"][:10], route=route, status=status, bytes=size)

    async def _observe_socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun = time.perf_counter()
        watch = SocketWatch(receive, send, on_open=_note_open, on_answer=_note_answer)
        try:
            await self._app(scope, watch.receive, watch.send)
        finally:
            if watch.is_open:
                note_session(-1)
            _write("session", time.perf_counter() - begun, runs=watch.runs, bytes=watch.bytes)


def _note_open() -> None:
    note_session(1)


def _note_answer(seconds: float, size: int) -> None:
    note_interaction(seconds)
    _write("interaction", seconds, bytes=size)


def _write(what: str, seconds: float, **facts: Any) -> None:  # noqa: ANN401, whatever JSON holds
    if LOG.isEnabledFor(logging.INFO):
        now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        LOG.info(json.dumps({"time": now, "what": what, **facts, "ms": round(1000 * seconds, 1)}))


@functools.cache
def _pages() -> frozenset[str]:
    """Return the addresses of the pages, which are those of their files."""
    return frozenset(path.stem for path in PAGES.glob("*.py")) - {"map"}
