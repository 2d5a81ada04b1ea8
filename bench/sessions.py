"""Memory of a session: many are opened over Streamlit's own socket, without a browser."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Final

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect
from websockets.typing import Subprotocol

from bench.serve import Server

_SESSIONS: Final = 150
_WARM_UP: Final = 50


def measure_session_memory(server: Server, path: str) -> float:
    """Return the growth of the server's resident memory per open session, in bytes.

    Parameters
    ----------
    server : Server
        Of a Streamlit app.
    path : str
        Page that is opened.
    """
    with ExitStack() as stack:
        for _ in range(_WARM_UP):
            stack.enter_context(open_session(server, path))
        before = server.memory()
        for _ in range(_SESSIONS):
            stack.enter_context(open_session(server, path))
        return (server.memory() - before) / _SESSIONS


@contextmanager
def open_session(server: Server, path: str) -> Iterator[None]:
    """Open a page in a session of its own, wait for it, and close it in the end."""
    address = f"ws://localhost:{server.port}/_stcore/stream"
    ask = BackMsg()
    ask.rerun_script.query_string = ""
    ask.rerun_script.page_name = path.strip("/")
    with connect(address, subprotocols=[Subprotocol("streamlit")], max_size=None) as socket:
        socket.send(ask.SerializeToString())
        for frame in socket:
            if ForwardMsg.FromString(bytes(frame)).WhichOneof("type") == "script_finished":
                break
        else:
            raise ConnectionError(f"the server hung up on {path}")
        yield
