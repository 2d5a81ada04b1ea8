"""`/ready` and `/metrics`: the atlas seen by the machines that run it.

`/ready` says whether readers may be sent here; `/_stcore/health`, which is Streamlit's own, says whether the
process lives. A process that is closed or about to stop lives, and a restart would not help it.
"""

import ipaddress
import json
from typing import Final, Protocol

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from atlas.server.front import Front
from atlas.server.metrics import CONTENT_TYPE, write_metrics

READY: Final = "/ready"
METRICS: Final = "/metrics"

_THROUGH_A_PROXY: Final = ("forwarded", "x-forwarded-for", "x-real-ip")
_FRESH: Final = {"Cache-Control": "no-store"}


class State(Protocol):
    """What the probes tell of."""

    def find(self) -> Front | None:
        """Return what is served now."""

    @property
    def is_ready(self) -> bool:
        """Whether readers may be sent here."""


class Probes:
    """ASGI middleware that answers `/ready` and `/metrics` and passes on all else.

    Parameters
    ----------
    app : ASGI application
        What answers everything else.
    state : State
        What is told.
    metrics : str
        Who may read the metrics: `off`, `loopback` or `all`.
    """

    def __init__(self, app: ASGIApp, state: State, *, metrics: str) -> None:
        self._app = app
        self._state = state
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a probe, pass on the rest."""
        if scope["type"] != "http" or (path := _path(scope)) not in (READY, METRICS):
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        answer = self._tell_ready() if path == READY else self._tell_metrics(request)
        if request.method not in ("GET", "HEAD"):
            answer = PlainTextResponse("only GET\n", 405, headers={"Allow": "GET, HEAD"})
        await answer(scope, receive, send)

    def _tell_ready(self) -> Response:
        front, is_ready = self._state.find(), self._state.is_ready
        told = {"ready": is_ready, "data_version": front.catalog.version if front is not None else None}
        return Response(
            json.dumps(told) + "\n", 200 if is_ready else 503, headers=_FRESH, media_type="application/json"
        )

    def _tell_metrics(self, request: Request) -> Response:
        if self._metrics == "all" or (self._metrics == "loopback" and _is_near(request)):
            return Response(
                write_metrics(is_ready=self._state.is_ready), headers=_FRESH, media_type=CONTENT_TYPE
            )
        return PlainTextResponse("no such file\n", 404)


def _is_near(request: Request) -> bool:
    """Whether a request comes from this machine, and not through a proxy on it."""
    if request.client is None or any(name in request.headers for name in _THROUGH_A_PROXY):
        return False
    try:
        address = ipaddress.ip_address(request.client.host)
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)  # how IPv4 looks on a socket that takes both
    return bool((mapped or address).is_loopback)


def _path(scope: Scope) -> str:
    path: str = scope["path"]
    return path.removeprefix(scope.get("root_path", ""))
