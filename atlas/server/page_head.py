"""What stands in a page before any script has run.

Streamlit serves one and the same shell for every page. Here it gets the title, the description and the
picture of the very view its address stands for, the records in words for whoever runs no script, and the
addresses of what the page will need, so that the browser fetches them while Streamlit starts.
"""

import functools
import gzip
import re
import urllib.parse
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from atlas.address import read_view, view_of_page
from atlas.assets import Asset
from atlas.catalog import Catalog
from atlas.export.edition import read_edition
from atlas.export.extract import Extract
from atlas.export.head import build_plain_page, build_tags
from atlas.model import View
from atlas.paths import data_folder
from atlas.server.api_headers import accepts_gzip
from atlas.server.api_query import LONGEST_QUERY, read_base
from atlas.server.chunks import late_chunks
from atlas.views.headings import PAGES

_UNWANTED: Final = (b"accept-encoding", b"if-none-match", b"if-modified-since", b"range")
_REPLACED: Final = re.compile(rb"<title>Streamlit</title>|<noscript>.*?</noscript>", re.S)
_BODY: Final = re.compile(rb"<body[^>]*>")
_KEPT: Final = 256
"""Views whose words are kept, and finished pages."""


@dataclass(frozen=True, slots=True)
class PageWords:
    """What is put into the shell: tags into its head, words into its body."""

    head: str
    body: str = ""


Words = Callable[[Scope], PageWords]
"""A request for a page → its words. Must not raise, whatever the address holds."""


def page_words(
    catalog: Catalog,
    assets: Mapping[str, Sequence[Asset]],
    *,
    folder: Path | None = None,
    address: str = "",
) -> dict[str, Words]:
    """Return path of a page → what to say of a request for it.

    Parameters
    ----------
    catalog : Catalog
        The data set.
    assets : mapping of str to sequence of Asset
        Path of a page → what it fetches first.
    folder : Path, optional
        The folder the data were loaded from; by default the atlas's own.
    address : str, default ""
        Public address of the atlas; by default what each request was sent to.
    """
    edition = read_edition(catalog, folder or data_folder())

    @functools.lru_cache(maxsize=_KEPT)
    def describe(view: View, base: str, page: str) -> PageWords:
        extract = Extract(edition, view, base)
        tags = [build_tags(extract), build_preloads(assets.get(f"/{page}", ())), _chunks()]
        return PageWords("\n".join(tags), build_plain_page(extract))

    def answer(page: str, scope: Scope) -> PageWords:
        view = view_of_page(read_view(_read_query(scope), catalog)[0], page)
        return describe(view, address.rstrip("/") or read_base(scope), page)

    return {f"/{page}": functools.partial(answer, page) for page in PAGES}


def build_preloads(assets: Iterable[Asset]) -> str:
    """Return a tag for each asset a page fetches first, so that the browser begins at once."""
    return "\n".join(map(_preload, assets))


class PageHead:
    """ASGI middleware that puts the words of a page into its shell.

    Parameters
    ----------
    app : ASGI application
        What answers the request.
    words : mapping of str to callable
        Path of a page, without what the atlas is mounted under → its words.
    """

    def __init__(self, app: ASGIApp, words: Mapping[str, Words]) -> None:
        self._app = app
        self._words = words

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; mend the answer if it is the shell of a page."""
        words = self._words.get(_path(scope)) if scope["type"] == "http" else None
        if words is None or scope["method"] not in ("GET", "HEAD"):
            await self._app(scope, receive, send)
            return
        # A 304 or a compressed body could not be mended, so neither is asked for; nor one without a body.
        kept = [(name, value) for name, value in scope["headers"] if name not in _UNWANTED]
        mender = _Mender(send, scope, words)
        await self._app({**scope, "method": "GET", "headers": kept}, receive, mender)


class _Mender:
    """Collects the shell, puts the words in, sends it on."""

    def __init__(self, send: Send, scope: Scope, words: Words) -> None:
        self._send = send
        self._scope = scope
        self._words = words
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
            await self._send(self._without_body(message))

    async def _finish(self, start: Message) -> None:
        plain, packed = _mend(self._body, self._words(self._scope))
        headers = MutableHeaders(scope=start)
        for name in ("etag", "last-modified"):
            del headers[name]
        if "accept-encoding" not in headers.get("vary", "").lower():
            headers.add_vary_header("Accept-Encoding")
        is_packed = accepts_gzip(Headers(scope=self._scope).get("accept-encoding", ""))
        if is_packed:
            headers["content-encoding"] = "gzip"
        body = packed if is_packed else plain
        headers["content-length"] = str(len(body))
        await self._send(start)
        await self._send(self._without_body({"type": "http.response.body", "body": body}))

    def _without_body(self, message: Message) -> Message:
        is_bare = self._scope["method"] == "HEAD" and message["type"] == "http.response.body"
        return {**message, "body": b""} if is_bare else message


@functools.lru_cache(maxsize=_KEPT)
def _mend(shell: bytes, words: PageWords) -> tuple[bytes, bytes]:
    """Return the shell with the words in it, plain and packed."""
    head, body = words.head.encode(), words.body.encode()
    page = _REPLACED.sub(b"", shell).replace(b"</head>", head + b"\n</head>", 1)
    page = _BODY.sub(lambda found: found[0] + b"\n" + body, page, count=1)
    return page, gzip.compress(page, 6, mtime=0)


def _read_query(scope: Scope) -> dict[str, list[str]]:
    """Return the query as parameter → values; of one that is too long nothing."""
    octets: bytes = scope["query_string"]
    text = octets.decode("utf-8", errors="replace") if len(octets) <= LONGEST_QUERY else ""
    return urllib.parse.parse_qs(text, keep_blank_values=True, errors="replace")


def _path(scope: Scope) -> str:
    path: str = scope["path"]
    return path.removeprefix(scope.get("root_path", "")).rstrip("/") or "/"


def _is_page(message: Message) -> bool:
    kind = Headers(raw=message["headers"]).get("content-type", "")
    return message["status"] == 200 and kind.startswith("text/html")


@functools.cache
def _chunks() -> str:
    return "\n".join(map(_module, late_chunks()))


def _preload(asset: Asset) -> str:
    """Return the tag for an asset; all but the style give way to what Streamlit's shell asks for."""
    if asset.name.endswith(".css"):
        return f'<link rel="stylesheet" href="{asset.address}">'
    if asset.name.startswith("early-"):
        return f'<script type="module" async fetchpriority="low" src="{asset.address}"></script>'
    if asset.name.endswith(".js"):
        return _module(asset.address)
    address = f'crossorigin="anonymous" fetchpriority="low" href="{asset.address}"'
    return f'<link rel="preload" as="fetch" {address}>'


def _module(address: str) -> str:
    return f'<link rel="modulepreload" fetchpriority="low" href="{address}">'
