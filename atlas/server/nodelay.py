"""Messages of a socket leave at once, even if the reader has not confirmed the ones before."""

import signal
from socket import AF_INET, AF_INET6, IPPROTO_TCP, TCP_NODELAY
from typing import Final

import anyio
import uvicorn

_LOOK: Final = 0.01


async def send_at_once(server: uvicorn.Server | None) -> None:
    """Switch off Nagle's algorithm for all connections to come, once the server listens.

    Parameters
    ----------
    server : uvicorn.Server, optional
        Of this process; None does nothing.

    Notes
    -----
    A run is answered by several small messages, one after the other. With the algorithm each waits until the
    one before is confirmed: the way to the reader and back, up to 40 ms more where confirmations are held
    back. asyncio switches it off only for listening sockets that name their protocol; Streamlit's does not.
    """
    while server is not None and not server.started:
        await anyio.sleep(_LOOK)
    for listening in server.servers if server is not None else ():
        for one in listening.sockets:
            # What is accepted has the options of what listens.
            if one.family in (AF_INET, AF_INET6):
                one.setsockopt(IPPROTO_TCP, TCP_NODELAY, 1)


def find_server() -> uvicorn.Server | None:
    """Return the server of this process, which listens to SIGTERM; None if there is none."""
    server = getattr(signal.getsignal(signal.SIGTERM), "__self__", None)
    return server if isinstance(server, uvicorn.Server) else None
