"""One request to an ASGI application, without a server."""

import asyncio
from dataclasses import dataclass
from urllib.parse import unquote


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


def ask(app, path, method="GET", **headers):
    """Return what `app` answers; `accept_encoding="gzip"` becomes a header."""
    return asyncio.run(ask_along(app, path, method, **headers))


async def ask_along(app, path, method="GET", **headers):
    """Return the same, for one request among several at a time."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": unquote(path.partition("?")[0]),
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": path.partition("?")[2].encode(),
        "headers": [(name.encode(), value.encode()) for name, value in named.items()],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
    }
    sent = []

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message):
        sent.append(message)

    await app(scope, receive, send)
    start, *bodies = sent
    names = [name for name, _ in start["headers"]]
    assert len(names) == len(set(names)), "a header stands twice"
    fields = {name.decode(): value.decode() for name, value in start["headers"]}
    return Answer(start["status"], fields, b"".join(message.get("body", b"") for message in bodies))
