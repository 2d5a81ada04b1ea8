"""What is answered at all: the atlas's own addresses, its pages, and what these need of Streamlit.

Streamlit answers much that the atlas has no use for: uploads, sign-in, an interface for programs, figures
about its sessions. And it answers whatever it does not know with its page and 200. What nobody needs, nobody
can misuse, so all of that is 404.
"""

import re
from collections.abc import Sequence
from typing import Final

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from atlas.server.api_query import LONGEST_QUERY
from atlas.server.plain_page import answer_plainly
from atlas.words import gettext

_PAGE: Final = re.compile(r"/(?!(?:static|assets|media|component|oauth2callback)/?$)[a-z0-9_-]*/?")
_FILES: Final = re.compile(r"(/static|/media)(/[\w-][\w.-]*)+|/favicon\.png", re.ASCII)
_NEEDED: Final = ("/_stcore/health", "/_stcore/host-config")
_STREAM: Final = "/_stcore/stream"
_READING: Final = ("GET", "HEAD")
_MOST_PARTS: Final = 1_000
"""Parts of a query from which on Streamlit would pass over all of it without a word."""


class Doors:
    """ASGI middleware that lets through what the atlas answers and refuses the rest.

    Parameters
    ----------
    app : ASGI application
        What answers the request.
    routes : sequence of BaseRoute
        Addresses the atlas answers itself, whatever the method: they say themselves what they refuse.
    """

    def __init__(self, app: ASGIApp, routes: Sequence[BaseRoute] = ()) -> None:
        self._app = app
        self._routes = tuple(routes)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] == "websocket" and not (_path(scope) == _STREAM and _is_own_origin(scope)):
            await send({"type": "websocket.close", "code": 1008})
        elif scope["type"] != "http" or self._is_own(scope):
            await self._app(scope, receive, send)
        elif refused := _refuse(scope):
            await refused(scope, receive, send)
        elif _FILES.fullmatch(_path(scope)):
            await self._app(scope, receive, _NoPage(scope, receive, send))
        else:
            await self._app(scope, receive, send)

    def _is_own(self, scope: Scope) -> bool:
        return any(route.matches(scope)[0] is not Match.NONE for route in self._routes)


class _NoPage:
    """Sends an answer on, but 404 in place of the page that Streamlit sends for a file it does not have.

    It would be kept by browsers for a year, and break a reader's atlas after an update.
    """

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._scope = scope
        self._receive = receive
        self._send = send
        self._is_page = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            kind = Headers(raw=message["headers"]).get("content-type", "")
            self._is_page = kind.startswith("text/html")
            if self._is_page:
                await _not_found()(self._scope, self._receive, self._send)
        if not self._is_page:
            await self._send(message)


def _is_own_origin(scope: Scope) -> bool:
    """Return whether a socket is asked for by our own page, or by no page at all.

    Streamlit would refuse another site's too, but asks an outside service for its own address before.
    """
    headers = Headers(scope=scope)
    origin = headers.get("origin")
    return origin is None or origin.partition("://")[2] == headers.get("host")


def _refuse(scope: Scope) -> Response | None:
    path = _path(scope)
    if not (_PAGE.fullmatch(path) or _FILES.fullmatch(path) or path in _NEEDED):
        return _not_found()
    if scope["method"] not in _READING:
        title = gettext("Only for reading")
        text = gettext("Nothing can be sent to this address.")
        return answer_plainly(405, title, text, headers={"Allow": ", ".join(_READING)})
    query: bytes = scope["query_string"]
    if len(query) > LONGEST_QUERY or query.count(b"&") >= _MOST_PARTS:
        title = gettext("This address is too long")
        text = gettext("After the question mark there may be {number} bytes in {parts} parts.")
        return answer_plainly(414, title, text.format(number=LONGEST_QUERY, parts=_MOST_PARTS))
    return None


def _not_found() -> Response:
    title = gettext("There is no such address")
    text = gettext("Perhaps it was copied incompletely. The atlas begins at its first page.")
    return answer_plainly(404, title, text)


def _path(scope: Scope) -> str:
    path: str = scope["path"]
    return path.removeprefix(scope.get("root_path", ""))
