"""The gate of the sockets: which frames get through to Streamlit."""

from collections.abc import Callable
from typing import Final, Literal

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from atlas.server.api_query import LONGEST_QUERY

Judge = Callable[[bytes, int], Literal["take", "ignore", "close"]]

_PROTOCOL_ERROR: Final = 1002


class Frames:
    """ASGI middleware that hands on the frames of a socket that `judge` takes.

    Parameters
    ----------
    app : ASGI application
        What the sockets lead to.
    judge : callable
        From a frame and the longest query in bytes to `take`, `ignore` or `close`.
    """

    def __init__(self, app: ASGIApp, judge: Judge) -> None:
        self._app = app
        self._judge = judge

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on but the frames of a socket that are not taken."""
        if scope["type"] != "websocket":
            await self._app(scope, receive, send)
            return
        gate = _Gate(receive, send, self._judge)
        await self._app(scope, gate.receive, gate.send)


class _Gate:
    """Both ways of one socket."""

    def __init__(self, receive: Receive, send: Send, judge: Judge) -> None:
        self._receive = receive
        self._send = send
        self._judge = judge
        self._is_closed = False

    async def receive(self) -> Message:
        while True:
            message = await self._receive()
            if message["type"] != "websocket.receive":
                return message
            # Streamlit speaks in octets only; at a text it would end with a traceback in the log.
            octets = message.get("bytes")
            verdict = "close" if octets is None else self._judge(octets, LONGEST_QUERY)
            if verdict == "take":
                return message
            if verdict == "close":
                await self.send({"type": "websocket.close", "code": _PROTOCOL_ERROR})
                return {"type": "websocket.disconnect", "code": _PROTOCOL_ERROR}

    async def send(self, message: Message) -> None:
        if not self._is_closed:
            self._is_closed = message["type"] == "websocket.close"
            await self._send(message)
