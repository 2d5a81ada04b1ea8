"""A reader without a browser: one session that speaks Streamlit's own socket protocol."""

import asyncio
import json
import time
from typing import Final
from urllib.parse import parse_qs, urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException
from websockets.typing import Subprotocol

from bench.serve import Server

PATIENCE: Final = 30
"""Seconds an answer may take before it counts as an error."""

FAILURES: Final = (OSError, RuntimeError, TimeoutError, WebSocketException)
"""What goes wrong with a reader: no connection, an error on the page, no answer."""

_ENDS: Final = (
    ForwardMsg.ScriptFinishedStatus.FINISHED_SUCCESSFULLY,
    ForwardMsg.ScriptFinishedStatus.FINISHED_FRAGMENT_RUN_SUCCESSFULLY,
    ForwardMsg.ScriptFinishedStatus.FINISHED_WITH_COMPILE_ERROR,
)


_TOLD_AHEAD: Final = ("", "network")

Query = dict[str, str | list[str]]
"""Parameter of an address → its value or values."""


class Reader:
    """One open session; what it shows and asks for.

    Parameters
    ----------
    socket : ClientConnection
        To the server, nothing asked yet.
    port : int
        Of the server.
    page : str, default ''
        Which page it is on.
    """

    def __init__(self, socket: ClientConnection, port: int, page: str = "") -> None:
        self._socket = socket
        self._port = port
        self._parts: dict[str, str] = {}  # key of a component → its id
        self._page = page
        self.query: Query = {}
        self.is_busy = False

    async def ask(self) -> None:
        """Have the page run with `query` and wait until it has."""
        await self._send(BackMsg())

    async def change(self, query: Query) -> None:
        """Change the filters, as far as the page is told ahead by the short way, too; wait for both."""
        await asyncio.gather(self._ask_ahead(query), self._change(query))

    async def _change(self, query: Query) -> None:
        self.query = query
        await self.ask()

    async def click(self, entity: str) -> None:
        """Click a country on the map, where there is one; elsewhere open the address a click leads to."""
        ahead = self.query | {"focus": [entity] if entity else []}
        await asyncio.gather(self._ask_ahead(ahead), self._click(entity))

    async def _click(self, entity: str) -> None:
        message = BackMsg()
        if "map" in self._parts:
            state = message.rerun_script.widget_states.widgets.add(id=self._parts["map"])
            clicked = {"at": str(time.monotonic_ns()), "value": entity}
            state.json_value = json.dumps({"select": clicked})
        elif entity:
            self.query["focus"] = entity
        else:
            self.query.pop("focus", None)
        await self._send(message)

    async def turn(self, page: str) -> None:
        """Go to another page."""
        self._page = page
        self._parts = {}
        await self.ask()

    async def leave(self) -> None:
        """Close the page."""
        await self._socket.close()

    async def _ask_ahead(self, query: Query) -> None:
        """Ask as the pages do; a connection of its own, as a browser's is closed after some seconds."""
        if self._page not in _TOLD_AHEAD:
            return
        target = f"/ahead/{self._page}?{urlencode(query, doseq=True)}"
        async with asyncio.timeout(PATIENCE):
            back, out = await asyncio.open_connection("localhost", self._port)
            out.write(f"GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
            status, *_ = (await back.read()).split(b"\r\n", 1)
            out.close()
        if b" 200 " not in status:
            raise RuntimeError(f"{target}: {status.decode('latin-1')}")

    async def _send(self, message: BackMsg) -> None:
        message.rerun_script.page_name = self._page
        message.rerun_script.query_string = urlencode(self.query, doseq=True)
        await self._socket.send(message.SerializeToString())
        async with asyncio.timeout(PATIENCE):
            async for frame in self._socket:
                if self._take(ForwardMsg.FromString(bytes(frame))):
                    return
        raise ConnectionError("the server hung up")

    def _take(self, message: ForwardMsg) -> bool:
        """Note what the page holds; return whether the run has ended."""
        kind = message.WhichOneof("type")
        if kind == "page_info_changed":  # a click changed the address
            self.query = {**parse_qs(message.page_info_changed.query_string)}
        element = message.delta.new_element
        shown = element.WhichOneof("type") if kind == "delta" else ""
        if shown == "exception":
            raise RuntimeError(f"an error on the page: {element.exception.message[:200]}")
        if shown == "bidi_component":
            self._parts[element.bidi_component.id.rpartition("-")[2]] = element.bidi_component.id
        return kind == "script_finished" and message.script_finished in _ENDS


async def open_reader(server: Server, page: str = "") -> Reader:
    """Connect a reader to a server; nothing is asked yet."""
    address = f"ws://localhost:{server.port}/_stcore/stream"
    socket = await connect(address, subprotocols=[Subprotocol("streamlit")], max_size=None)
    return Reader(socket, server.port, page)
