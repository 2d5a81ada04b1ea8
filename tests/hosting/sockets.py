"""Readers without a browser: they speak Streamlit's protocol and reconnect as its page does."""

import asyncio
import contextlib
import hashlib
import http.client
import random
import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.typing import Subprotocol

# These two name the session and the run; everything else a page consists of.
_OF_THE_SESSION = ("new_session", "script_finished")


@dataclass
class SocketReader:
    """One reader of a view, whatever happens to the replica.

    Parameters
    ----------
    port : int
        Of the proxy.
    page, query : str
        The address.
    """

    port: int
    page: str
    query: str
    views: list[str] = field(default_factory=list)
    """Hash of everything the page consists of, for each connection."""
    codes: list[int] = field(default_factory=list)
    """How each connection was closed: 1006 if it broke off."""
    lost_at: float = 0.0
    back_at: float = 0.0
    cookie: str = ""

    async def read(self) -> None:
        """Open the page, keep its socket open, come back when it is lost, until cancelled."""
        self.cookie = await asyncio.to_thread(self._fetch_page)
        session = ""
        while True:
            try:
                async with self._connect(session) as socket:
                    session = await self._see(socket)
                    self.back_at = time.monotonic()
                    await socket.wait_closed()
                    self._lose(socket.close_code)
            except (ConnectionClosed, InvalidStatus, OSError):
                self._lose(None)
            await self._wait_for_health()

    def _lose(self, code: int | None) -> None:
        self.lost_at = time.monotonic()
        self.codes.append(code or 1006)

    def _connect(self, session: str) -> connect:
        offered = ["streamlit", "PLACEHOLDER_AUTH_TOKEN", *([session] if session else [])]
        return connect(
            f"ws://localhost:{self.port}/_stcore/stream",
            subprotocols=[Subprotocol(text) for text in offered],
            additional_headers={"Cookie": self.cookie, "Origin": f"http://localhost:{self.port}"},
            max_size=None,
            compression=None,
        )

    async def _see(self, socket: ClientConnection) -> str:
        """Ask for the address, keep what the page consists of, return the session."""
        ask = BackMsg()
        ask.rerun_script.query_string = self.query
        ask.rerun_script.page_name = self.page
        await socket.send(ask.SerializeToString())
        seen, session = hashlib.sha256(), ""
        async for frame in socket:
            message = ForwardMsg.FromString(bytes(frame))
            kind = message.WhichOneof("type")
            if kind == "new_session":
                session = message.new_session.initialize.session_id
            if kind not in _OF_THE_SESSION:
                seen.update(_without_run(message))
            if kind == "script_finished":
                self.views.append(seen.hexdigest())
                return session
        raise ConnectionError("hung up")

    def _fetch_page(self) -> str:
        connection = http.client.HTTPConnection("localhost", self.port, timeout=30)
        connection.request("GET", f"/{self.page}?{self.query}")
        answer = connection.getresponse()
        answer.read()
        connection.close()
        assert answer.status == 200
        return answer.headers["Set-Cookie"].partition(";")[0]

    async def _wait_for_health(self) -> None:
        """As Streamlit's page: a look after 0.25 to 0.5 s, then at growing intervals."""
        pause = random.uniform(0.25, 0.5)
        while True:
            await asyncio.sleep(pause)
            if await asyncio.to_thread(self._is_healthy):
                return
            pause = min(4.0, pause * 2)

    def _is_healthy(self) -> bool:
        connection = http.client.HTTPConnection("localhost", self.port, timeout=15)
        with contextlib.closing(connection), contextlib.suppress(OSError, http.client.HTTPException):
            connection.request("GET", "/_stcore/health", headers={"Cookie": self.cookie})
            return connection.getresponse().status == 200
        return False


def _without_run(message: ForwardMsg) -> bytes:
    message.metadata.ClearField("run")
    return message.SerializeToString(deterministic=True)


@contextlib.asynccontextmanager
async def reading(readers: Sequence[SocketReader]) -> AsyncIterator[None]:
    """Let them read; an error of one of them is raised in the end."""
    tasks = [asyncio.create_task(reader.read()) for reader in readers]
    try:
        await until(lambda: all(reader.views for reader in readers), "a first view for everybody", tasks)
        yield
    finally:
        for task in tasks:
            task.cancel()
        ends = await asyncio.gather(*tasks, return_exceptions=True)
    assert [end for end in ends if not isinstance(end, asyncio.CancelledError)] == []


async def until(see, what: str, tasks: Sequence[asyncio.Task] = (), *, within: float = 30.0) -> None:
    """Look again and again until it is so."""
    end = time.monotonic() + within
    while not see():
        assert time.monotonic() < end, f"after {within} s still not: {what}"
        for task in tasks:
            if task.done():
                await task
        await asyncio.sleep(0.02)
