import asyncio

import pytest
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Route

from atlas.server.api_query import LONGEST_QUERY
from atlas.server.doors import Doors
from tests.server.asgi import ask
from tests.server.test_page_head import Shell

PAGES = ["/", "/network", "/network/", "/about", "/no-such-page"]
FILES = ["/static/js/index.js", "/static/media/a.B-c_1.woff2", "/favicon.png"]
CLOSED = [
    "/app.py",
    "/.git/config",
    "/.streamlit/config.toml",
    "/.env",
    "/data/records.csv",
    "/atlas/paths.py",
    "/static",
    "/static/",
    "/assets/",
    "/index.html",
    "/manifest.json",
    "/a/b",
    "/../app.py",
    "/%2e%2e/app.py",
    "/static/%2e%2e/%2e%2e/app.py",
    "/%252e%252e/app.py",
    "/..%5capp.py",
    "/%00",
    "/network%00.html",
    "/network%0d%0aSet-Cookie:a=b",
    "//evil.example/",
    "/%5cevil.example/",
    "/%2f%2fevil.example/",
    "/%09/evil.example/",
    "/;/evil.example/",
    "/@evil.example/",
    "/_stcore/upload_file/a/b",
    "/_stcore/metrics",
    "/_stcore/script-health-check",
    "/_stcore/agent/openapi.json",
    "/_stcore/agent/interact",
    "/_stcore/agent/mcp",
    "/_stcore/allowed-message-origins",
    "/_stcore/bidi-components/x/index.js",
    "/_stcore/stream",
    "/component/x/index.html",
    "/auth/login",
    "/auth/logout",
    "/oauth2callback",
    "/app/static/x",
]
METHODS = ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"]


def doors(answer=None):
    shell = Shell(answer)
    own = Route("/api/{name:path}", PlainTextResponse("own"))
    return shell, Doors(shell, routes=[own])


@pytest.mark.parametrize("path", [*PAGES, "/_stcore/health", "/_stcore/host-config"])
def test_a_page_and_what_it_needs_goes_through(path):
    shell, app = doors()
    assert ask(app, path, cookie="a=b").status == 200
    assert shell.asked


@pytest.mark.parametrize("path", CLOSED)
@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT"])
def test_nothing_else_does(path, method):
    shell, app = doors()
    answer = ask(app, path, method, cookie="a=b")
    assert answer.status == 404
    assert "location" not in answer.headers
    assert "set-cookie" not in answer.headers
    assert not shell.asked


@pytest.mark.parametrize("path", FILES)
def test_a_file_goes_through(path):
    _, app = doors(PlainTextResponse("file"))
    assert ask(app, path).body == b"file"


@pytest.mark.parametrize("path", FILES)
def test_the_page_in_place_of_a_file_that_is_gone_is_kept_by_nobody(path):
    _, app = doors(HTMLResponse("page", headers={"Cache-Control": "public, immutable, max-age=31536000"}))
    answer = ask(app, path)
    assert (answer.status, answer.headers["cache-control"]) == (404, "no-store")
    assert b"page</" not in answer.body


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("path", ["/", "/network", "/_stcore/health", "/static/js/index.js"])
def test_nothing_can_be_sent(path, method):
    shell, app = doors()
    answer = ask(app, path, method, cookie="a=b")
    assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD")
    assert not shell.asked


@pytest.mark.parametrize("query", ["q=" + "x" * LONGEST_QUERY, "&" * 1_000, "a&" * 1_000])
def test_too_long_an_address_of_a_page_is_refused(query):
    shell, app = doors()
    assert ask(app, f"/network?{query}", cookie="a=b").status == 414
    assert not shell.asked


def test_a_long_address_of_a_page_is_answered():
    _, app = doors()
    assert ask(app, "/?q=" + "x" * (LONGEST_QUERY - 2)).status == 200
    assert ask(app, "/?" + "a&" * 999).status == 200


def test_an_address_of_its_own_says_itself_what_it_refuses():
    shell, app = doors()
    assert ask(app, "/api/x?" + "x" * 9_000, "POST", cookie="a=b").status == 200
    assert shell.asked


@pytest.mark.parametrize(
    ("path", "root", "passes"),
    [
        ("/_stcore/stream", "", True),
        ("/atlas/_stcore/stream", "/atlas", True),
        ("/", "", False),
        ("/network/_stcore/stream", "", False),
        ("/api/records.json", "", False),
    ],
)
def test_a_socket_is_opened_at_one_address_only(path, root, passes):
    passed, sent = knock(path, root)
    assert passed == ([path] if passes else [])
    assert sent == ([] if passes else ["websocket.close"])


@pytest.mark.parametrize(
    ("origin", "passes"),
    [
        (None, True),
        ("http://atlas.example:8501", True),
        ("https://atlas.example:8501", True),
        ("http://evil.example", False),
        ("http://atlas.example:8501.evil.example", False),
        ("http://evil.example/atlas.example:8501", False),
        ("null", False),
        ("", False),
        ("http://[", False),
    ],
)
def test_a_page_of_another_site_gets_no_socket_and_nobody_is_asked_about_it(origin, passes):
    _, sent = knock("/_stcore/stream", "", origin=origin, host="atlas.example:8501")
    assert sent == ([] if passes else ["websocket.close"])


def knock(path, root, **headers):
    """Ask for a socket; return what came through, and what was answered."""
    passed, sent = [], []

    async def inside(scope, receive, send):
        passed.append(scope["path"])

    async def send(message):
        sent.append(message["type"])

    fields = [(name.encode(), value.encode()) for name, value in headers.items() if value is not None]
    scope = {"type": "websocket", "path": path, "root_path": root, "headers": fields}
    asyncio.run(Doors(inside)(scope, None, send))
    return passed, sent
