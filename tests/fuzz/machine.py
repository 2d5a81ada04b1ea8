"""Hostile requests to a running atlas over HTTP, and to the machine surface without a server."""

import asyncio
import http.client
import random
from urllib.parse import quote, urlsplit

from tests.export.asgi import ask
from tests.fuzz.queries import PAGES, PAYLOADS, draw_queries
from tests.fuzz.tally import Tally

FILES = (
    "records.json",
    "records.csv",
    "partners.json",
    "partners.csv",
    "partners.geojson",
    "network.json",
    "network.graphml",
    "network.gexf",
    "facets.json",
    "",
)
_UNDERSTOOD = {200, 204, 304, 400, 404, 405, 414}
_PARTS = (
    "..",
    "%2e%2e",
    "%252e%252e",
    ".%2e",
    "..%5c",
    "..%2f",
    "%c0%ae%c0%ae",
    "%00",
    "\\",
    "/",
    "//",
    ";",
    "evil.example",
    "@evil.example",
    "http:",
    "app.py",
    ".git",
    "config",
    ".streamlit",
    "config.toml",
    ".env",
    "data",
    "records.csv",
    "static",
    "assets",
    "media",
    "api",
    "ahead",
    "_stcore",
    "upload_file",
    "component",
    "etc",
    "passwd",
    "%0d%0aX:y",
    "%09",
    "~",
    "C:",
    "index.html",
)
_METHODS = ("GET",) * 12 + ("HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "FUZZ")
_SOURCES = (b"import streamlit", b"[core]\n", b"root:x:0", b"[server]\n", b"date_basis,end_date")


async def fuzz_api(url: str, catalog, count: int, seed: int) -> Tally:
    """Send hostile queries to `/api` and `/ahead` of a running atlas over HTTP."""
    tally = Tally("queries to /api and /ahead, over HTTP")
    source = random.Random(seed)
    queries = draw_queries(catalog, count, seed)
    places = [*(f"/api/{name}".removesuffix("/") for name in FILES), "/ahead/", "/ahead/network"]
    targets = [f"{source.choice(places)}?{query}" for query in queries]
    await _ask_all(url, [("GET", target) for target in targets], tally)
    return tally


async def fuzz_paths(url: str, count: int, seed: int) -> Tally:
    """Ask a running atlas for paths that lead out of it, and with methods it has no use for."""
    tally = Tally("paths and methods, over HTTP")
    source = random.Random(seed)
    parts = [*_PARTS, *PAGES, *(quote(text[:60], safe="") for text in PAYLOADS)]
    paths = [
        "/" + source.choice(("/", "/", "")).join(source.choices(parts, k=source.choice((1, 2, 3, 4, 6))))
        for _ in range(count)
    ]
    await _ask_all(url, [(source.choice(_METHODS), path) for path in paths], tally)
    return tally


async def _ask_all(url, requests, tally):
    shares = [requests[at::2] for at in range(2)]
    await asyncio.gather(*(asyncio.to_thread(_ask_share, url, share, tally) for share in shares))


def _ask_share(url, requests, tally):
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=20)
    for method, target in requests:
        with tally.case((method, target)):
            connection.putrequest(method, target, skip_accept_encoding=True)
            connection.endheaders()
            answer = connection.getresponse()
            look_at_answer(answer.status, dict(answer.getheaders()), answer.read(), tally, (method, target))
    connection.close()


def look_at_answer(status, headers, body, tally: Tally, what: object) -> None:
    """Count what an answer says that it may not."""
    fields = {name.lower(): value for name, value in headers.items()}
    if status not in _UNDERSTOOD | {301, 308}:
        tally.blame("tracebacks", what, f"status {status}")
    kind = fields.get("content-type", "")
    if kind.startswith(("text/html", "text/plain", "application/json")):
        tally.look(body.decode("utf-8", errors="replace"), what)
    if status != 200 and kind.startswith("text/html") and b"onload=" in body:
        tally.blame("markup", what, "echoed")
    if any(secret in body for secret in _SOURCES) and "/api" not in what[1]:
        tally.blame("tracebacks", what, "a file of the server")
    place = fields.get("location", "/")
    if place.startswith(("//", "/\\")) or ":" in place.partition("?")[0]:
        tally.blame("markup", what, f"sent on to {place}")
    if "content-security-policy" not in fields and status < 500:
        tally.blame("markup", what, "no Content-Security-Policy")


def fuzz_api_without_server(catalog, count: int, seed: int) -> Tally:
    """Send hostile queries to `/api` over ASGI, octets as they are."""
    tally = Tally("queries to /api, over ASGI")
    source = random.Random(seed)
    for query in draw_queries(catalog, count, seed + 1):
        octets = bytearray(query.encode("latin-1", errors="replace"))
        if octets and source.random() < 0.3:  # a server lets some through that no browser sends
            octets[source.randrange(len(octets))] = source.randrange(256)
        name = source.choice(FILES)
        with tally.case((name, bytes(octets))):
            answer = ask(f"/api/{name}" if name else "/api", bytes(octets))
            if answer.status not in _UNDERSTOOD:
                tally.blame("tracebacks", octets, f"status {answer.status}")
            tally.look(answer.body[:20_000].decode("utf-8", errors="replace"), octets)
    return tally
