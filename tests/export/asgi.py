"""One request to the machine surface, without a server and without a network."""

import asyncio
import functools
import gzip
import json
from dataclasses import dataclass

from starlette.applications import Starlette

from atlas.catalog import load_catalog
from atlas.paths import ROOT
from atlas.server.api import api_routes


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    raw: bytes
    pieces: int

    @property
    def body(self):
        return gzip.decompress(self.raw) if self.headers.get("content-encoding") == "gzip" else self.raw

    @property
    def json(self):
        return json.loads(self.body)


@functools.cache
def real_app():
    """The machine surface over the real data set."""
    return Starlette(routes=api_routes(load_catalog(ROOT / "data"), folder=ROOT / "data"))


def ask(path, query=b"", *, method="GET", headers=None, app=None, host="atlas.example", root_path=""):
    """Return the answer; `query` may hold any bytes."""
    query = query.encode() if isinstance(query, str) else query
    sent = [(b"host", host.encode("latin-1"))]
    sent += [(name.lower().encode(), value.encode("latin-1")) for name, value in (headers or {}).items()]
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "https",
        "path": root_path + path,
        "raw_path": path.encode(),
        "root_path": root_path,
        "query_string": query,
        "headers": sent,
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
    }
    return asyncio.run(_ask(app or real_app(), scope))


async def _ask(app, scope):
    messages = []
    requests = [{"type": "http.request", "body": b"", "more_body": False}]
    never = asyncio.Event()

    async def receive():
        if not requests:
            await never.wait()  # the reader stays to the end
        return requests.pop()

    async def send(message):
        messages.append(message)

    await app(scope, receive, send)
    start, *bodies = messages
    names = [name for name, _ in start["headers"]]
    assert len(names) == len(set(names)), "a header stands twice"
    assert not any(b"\r" in value or b"\n" in value for _, value in start["headers"])
    headers = {name.decode(): value.decode("latin-1") for name, value in start["headers"]}
    parts = [message["body"] for message in bodies if message.get("body")]
    return Answer(start["status"], headers, b"".join(parts), len(parts))
