"""What stands in the head of a page before any script has run.

Streamlit serves one and the same shell for every page. Here it gets the title of the atlas and the
addresses of what the page will need, so that the browser fetches them while Streamlit starts.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from atlas.assets import Asset
from atlas.views.text import escape

_UNWANTED: Final = (b"accept-encoding", b"if-none-match", b"if-modified-since", b"range")
_TITLE: Final = b"<title>Streamlit</title>"


def build_head(title: str, description: str, assets: Iterable[Asset]) -> str:
    """Return the tags for a page: title, description, and a preload for each asset.

    Parameters
    ----------
    title, description : str
        Plain text.
    assets : iterable of Asset
        What the page fetches first.
    """
    tags = [f"<title>{escape(title)}</title>"]
    tags.append(f'<meta name="description" content="{escape(description)}">')
    return "\n".join(tags + [_preload(asset) for asset in assets])


class PageHead:
    """ASGI middleware that puts `heads[path]` into the head of that page.

    Parameters
    ----------
    app : ASGI application
        What answers the request.
    heads : mapping of str to callable
        Path of a page, without what the atlas is mounted under → the tags.
    """

    def __init__(self, app: ASGIApp, heads: Mapping[str, Callable[[], str]]) -> None:
        self._app = app
        self._heads = heads

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; mend the answer if it is the shell of a page."""
        head = self._heads.get(_path(scope)) if scope["type"] == "http" else None
        if head is None or scope["method"] not in ("GET", "HEAD"):
            await self._app(scope, receive, send)
            return
        # A 304 or a compressed body could not be mended, so neither is asked for.
        kept = [(name, value) for name, value in scope["headers"] if name not in _UNWANTED]
        await self._app({**scope, "headers": kept}, receive, _Mender(send, head))


class _Mender:
    """Collects the shell, puts the tags in, sends it on."""

    def __init__(self, send: Send, head: Callable[[], str]) -> None:
        self._send = send
        self._head = head
        self._start: Message | None = None
        self._body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_page(message):
            self._start = message
        elif self._start is not None and message["type"] == "http.response.body":
            self._body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._finish(self._start)
        else:
            await self._send(message)

    async def _finish(self, start: Message) -> None:
        tags = self._head().encode()
        body = self._body.replace(_TITLE, b"", 1).replace(b"</head>", tags + b"\n</head>", 1)
        headers = MutableHeaders(scope=start)
        for name in ("etag", "last-modified"):
            del headers[name]
        if self._body:  # a HEAD request has none, but its length is still that of the page
            headers["content-length"] = str(len(body))
        await self._send(start)
        await self._send({"type": "http.response.body", "body": body if self._body else b""})


def _path(scope: Scope) -> str:
    path: str = scope["path"]
    return path.removeprefix(scope.get("root_path", "")).rstrip("/") or "/"


def _is_page(message: Message) -> bool:
    kind = Headers(raw=message["headers"]).get("content-type", "")
    return message["status"] == 200 and kind.startswith("text/html")


def _preload(asset: Asset) -> str:
    if asset.name.endswith(".css"):
        return f'<link rel="stylesheet" href="{asset.address}">'
    if asset.name.endswith(".js"):
        return f'<link rel="modulepreload" href="{asset.address}">'
    return f'<link rel="preload" as="fetch" crossorigin="anonymous" href="{asset.address}">'
