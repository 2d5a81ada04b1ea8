"""A reader's socket seen from outside: when a message asks for a run, when the run has ended."""

import time
from collections.abc import Callable

from starlette.types import Message, Receive, Send

from atlas.live.wire import asks_for_run, ends_run


class SocketWatch:
    """Stands between a server and the application of a socket and times what a reader waits for.

    Parameters
    ----------
    receive, send : callable
        Of the server.
    on_open : callable
        Called when the socket was accepted.
    on_answer : callable
        Called at the end of each run with the seconds since it was asked for and the bytes sent in between.
    """

    def __init__(
        self,
        receive: Receive,
        send: Send,
        *,
        on_open: Callable[[], None],
        on_answer: Callable[[float, int], None],
    ) -> None:
        self._receive = receive
        self._send = send
        self._on_open = on_open
        self._on_answer = on_answer
        self._asked: float | None = None
        self._since = 0  # bytes sent when it was asked
        self.is_open = False
        self.runs = 0
        self.bytes = 0

    async def receive(self) -> Message:
        """Return the next message of the reader."""
        message = await self._receive()
        content = message.get("bytes")
        # What was asked first is waited for longest, so a second question does not start the clock anew.
        if content and self._asked is None and asks_for_run(content):
            self._asked, self._since = time.perf_counter(), self.bytes
        return message

    async def send(self, message: Message) -> None:
        """Send a message of the application."""
        await self._send(message)
        if message["type"] == "websocket.accept":
            self.is_open = True
            self._on_open()
        content = message.get("bytes")
        if not content:
            return
        self.bytes += len(content)
        if self._asked is not None and ends_run(content):
            self.runs += 1
            self._on_answer(time.perf_counter() - self._asked, self.bytes - self._since)
            self._asked = None
