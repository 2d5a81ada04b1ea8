"""Garbage, half-open lines and floods at the socket of a running atlas."""

import asyncio
import contextlib
import random
import time
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from tests.fuzz.socket_client import session
from tests.fuzz.tally import Tally

_HANDSHAKE = (
    "GET {path} HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: {version}\r\nOrigin: {origin}\r\n\r\n"
)
KEY = "dGhlIHNhbXBsZSBub25jZQ=="


async def fuzz_sockets(url: str, count: int, seed: int) -> Tally:
    """Send `count` hostile frames, handshakes and connects, some of them all at once."""
    tally = Tally("sockets: frames, handshakes, connects")
    source = random.Random(seed)
    for _ in range(count // 2):
        await _send_garbage(url, source, tally)
    for _ in range(count // 10):
        await _shake_wrongly(url, source, tally)
    left = count - tally.cases
    await _hold_half_open(url, min(left // 3, 400), tally)
    await _connect_at_once(url, count - tally.cases, tally)
    return tally


def draw_frame(source: random.Random) -> bytes | str:
    """A frame no browser of ours sends."""
    ask = BackMsg()
    ask.rerun_script.query_string = "focus=PAK"
    ask.rerun_script.widget_states.widgets.add(id="x", json_value="{}")
    sound = bytearray(ask.SerializeToString())
    for _ in range(source.choice((1, 2, 8))):
        sound[source.randrange(len(sound))] = source.randrange(256)
    ask.Clear()
    setattr(ask, source.choice(("clear_cache", "load_git_info", "set_run_on_save", "stop_script")), True)
    shut = BackMsg(debug_shutdown_runtime=True)
    leave = BackMsg(debug_disconnect_websocket=True)
    kinds = (
        bytes(sound),
        ask.SerializeToString(),
        shut.SerializeToString(),
        leave.SerializeToString(),
        source.randbytes(source.choice((0, 1, 10, 1_000))),
        b"\x00" * 2_000_000,
        b"\xff" * 5_000_000,
        "text " * source.choice((1, 1_000)),
    )
    return source.choices(kinds, weights=(6, 4, 2, 2, 6, 0.3, 0.3, 3))[0]


async def _send_garbage(url, source, tally):
    frame = draw_frame(source)
    start = time.perf_counter()
    tally.cases += 1
    with contextlib.suppress(ConnectionClosed):
        async with session(url) as reader:
            await reader.socket.send(frame)
            if source.random() < 0.2:
                reader.socket.transport.abort()
                return
    tally.took(time.perf_counter() - start, frame[:80])


async def _shake_wrongly(url, source, tally):
    """Ask for a socket in a way that has to be refused."""
    path = source.choice(("/_stcore/stream", "/", "/api", "/network/_stcore/stream", "/_stcore/other"))
    fields = {"key": KEY, "version": "13", "origin": "http://evil.example"}
    fields |= source.choice(({}, {"key": "x"}, {"version": "99"}, {"origin": "null"}, {"key": "\xff" * 500}))
    host = urlsplit(url).netloc
    answer = await _ask_raw(url, _HANDSHAKE.format(path=path, host=host, **fields).encode("latin-1"), tally)
    if answer.startswith(b"HTTP/1.1 101"):
        tally.blame("tracebacks", (path, fields), "let in")
    tally.look(answer.decode("latin-1"), (path, fields))


async def _ask_raw(url, octets, tally):
    parts = urlsplit(url)
    tally.cases += 1
    start = time.perf_counter()
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    writer.write(octets)
    await writer.drain()
    answer = await asyncio.wait_for(reader.read(4_000), 30)
    writer.close()
    tally.took(time.perf_counter() - start, octets[:80])
    return answer


async def _hold_half_open(url, count, tally):
    """Open lines, say half a sentence, and leave them so for a while."""
    parts = urlsplit(url)
    beginnings = (
        b"",
        b"GET ",
        b"GET /_stcore/stream HTTP/1.1\r\nHost:",
        b"\x16\x03\x01\x02\x00\x01\xff\r\n\r\n",
        b"POST /api HTTP/1.1\r\nContent-Length: 9\r\n",
    )
    writers = []
    for number in range(count):
        tally.cases += 1
        with tally_errors(tally, "half-open"):
            _, writer = await asyncio.open_connection(parts.hostname, parts.port)
            writer.write(beginnings[number % len(beginnings)])
            writers.append(writer)
    await asyncio.sleep(3)
    for writer in writers:
        writer.transport.abort()


async def _connect_at_once(url, count, tally):
    """Open sessions a hundred at a time, ask for a page in each tenth, and cut the lines."""
    for begin in range(0, count, 100):
        await asyncio.gather(
            *(_connect_and_leave(url, number % 10 == 0, tally) for number in range(min(100, count - begin)))
        )


async def _connect_and_leave(url, asks, tally):
    tally.cases += 1
    with tally_errors(tally, "connect"):
        async with session(url) as reader:
            if asks:
                await reader.socket.send(
                    BackMsg(rerun_script={"query_string": "focus=PAK"}).SerializeToString()
                )
            reader.socket.transport.abort()


@contextlib.contextmanager
def tally_errors(tally, what):
    """A connect that is refused is no fault of the atlas's; one that takes too long would be a hang."""
    try:
        yield
    except TimeoutError as error:
        tally.blame("hangs", what, repr(error))
    except (OSError, ConnectionClosed, InvalidHandshake):
        tally.refused += 1
