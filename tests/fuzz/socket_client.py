"""A reader without a browser: Streamlit's own socket, spoken by hand."""

import asyncio
import time
from contextlib import asynccontextmanager

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect
from websockets.typing import Subprotocol

PATIENCE = 30.0


class SocketReader:
    """One session on a running atlas."""

    def __init__(self, socket):
        self.socket = socket

    async def open(self, page="", query="", states=None):
        """Open an address; return the messages of the run and the seconds it took."""
        ask = BackMsg()
        ask.rerun_script.page_name = page
        ask.rerun_script.query_string = query
        if states is not None:
            ask.rerun_script.widget_states.CopyFrom(states)
        return await self.send(ask)

    async def send(self, ask):
        """Send a message that runs the page; return the messages of the run and the seconds it took."""
        start = time.perf_counter()
        await self.socket.send(ask.SerializeToString())
        messages = []
        async with asyncio.timeout(PATIENCE):
            async for frame in self.socket:
                messages.append(ForwardMsg.FromString(frame))
                if messages[-1].WhichOneof("type") == "script_finished":
                    return messages, time.perf_counter() - start
        raise ConnectionError("the server hung up")


@asynccontextmanager
async def session(url, **options):
    """A session of its own on the atlas at `url`."""
    address = url.replace("http", "ws", 1) + "/_stcore/stream"
    wanted = {"subprotocols": [Subprotocol("streamlit")], "max_size": None, "open_timeout": PATIENCE}
    async with connect(address, **wanted | options) as socket:
        yield SocketReader(socket)


def elements(messages):
    """Every element of a run."""
    for message in messages:
        if message.WhichOneof("type") == "delta" and message.delta.WhichOneof("type") == "new_element":
            yield message.delta.new_element


def html_of(messages):
    """Every piece of HTML of a run."""
    return [element.html.body for element in elements(messages) if element.WhichOneof("type") == "html"]


def sentence_of(messages):
    """The sentence that says what is seen."""
    return next(text for text in html_of(messages) if "atlas-sentence" in text)


def exceptions_of(messages):
    """What the page shows of exceptions."""
    return [
        str(element.exception) for element in elements(messages) if element.WhichOneof("type") == "exception"
    ]
