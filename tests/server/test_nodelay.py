"""Small messages do not wait for each other: what is said of the sockets of a server."""

import asyncio
import socket
import threading

import uvicorn

from atlas.server.nodelay import find_server, send_at_once


def bind_as_streamlit():
    """A listening socket that does not name its protocol."""
    one = socket.socket(socket.AF_INET)
    one.bind(("127.0.0.1", 0))
    one.listen()
    return one


async def answer(scope, receive, send):
    assert scope["type"] == "http"


async def serve_until_told(listening):
    server = uvicorn.Server(uvicorn.Config(answer, lifespan="off", log_level="error"))
    server.install_signal_handlers = lambda: None
    task = asyncio.create_task(server.serve(sockets=[listening]))
    await asyncio.wait_for(send_at_once(server), 10)
    with socket.socket() as reader:
        reader.setblocking(False)
        await asyncio.get_running_loop().sock_connect(reader, listening.getsockname())
        while not server.server_state.connections:
            await asyncio.sleep(0.01)
        (connection,) = server.server_state.connections
        taken = connection.transport.get_extra_info("socket")
        nodelay = taken.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
    server.should_exit = True
    await task
    return nodelay


def test_connections_do_not_wait_for_confirmations():
    with bind_as_streamlit() as listening:
        assert asyncio.run(serve_until_told(listening))


def test_without_a_server_nothing_is_done():
    assert find_server() is None
    asyncio.run(send_at_once(None))


def test_no_server_is_found_in_another_thread():
    found = []
    thread = threading.Thread(target=lambda: found.append(find_server()))
    thread.start()
    thread.join()
    assert found == [None]
