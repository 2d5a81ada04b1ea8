"""`/api/…`: the data of every view for machines (contract, section 2).

One ASGI endpoint answers all of it: which kind of file, which view, unchanged or not, packed or not.
"""

import functools
import hashlib
import urllib.parse
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import anyio
import anyio.to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from atlas.catalog import Catalog
from atlas.export.edition import Edition, read_edition
from atlas.export.files import FileKind, file_kinds
from atlas.export.json_file import encode_json
from atlas.export.kept import Kept, KeptFiles, pack
from atlas.paths import ROOT, WORLD, data_folder
from atlas.server.api_headers import (
    CORS,
    METHODS,
    PREFLIGHT,
    REFUSED,
    Asked,
    accepts_gzip,
    body_headers,
    caching_headers,
    describe_in_headers,
    matching_tag,
)
from atlas.server.api_query import RefusedError, read_base, read_extract, read_query, write_query
from atlas.server.openapi import PREFIX, own_kinds
from atlas.words import language

_STREAMED: Final = 5_000
"""Rows from which on an answer is written piece by piece and not kept."""

_PACKED: Final = 500
"""Bytes from which on an answer is gzipped: where Streamlit's own middleware would begin to."""

_MORE: Final = {405: {"Allow": ", ".join(METHODS)}, 503: {"Retry-After": "5"}}
"""Further headers of a refusal, by its status."""

_DENSE: Final = ("application/zip", "image/png")
"""What gzip does not make smaller."""

_NEVER: Final = 1 << 62
_KEPT_FILES: Final = 512
_KEPT_BYTES: Final = 64_000_000
_AT_ONCE: Final = 2
"""Answers made at the same time; more would only slow down the pages."""

_WAITING: Final = 200
"""Answers that may wait to be made; whoever comes then is asked to come again."""


def api_routes(catalog: Catalog, *, folder: Path | None = None, address: str = "") -> list[Route]:
    """Return the routes of the machine surface.

    Parameters
    ----------
    catalog : Catalog
        The data set.
    folder : Path, optional
        The folder it was loaded from; by default the atlas's own.
    address : str, default ""
        Public address of the atlas, for citations and links; by default what each request was sent to.
    """
    edition = read_edition(catalog, folder or data_folder())
    kinds = file_kinds(edition)
    surface = Surface(edition, address, kinds | own_kinds(kinds), f"{PREFIX}/")
    return [Route(PREFIX, surface), Route(f"{PREFIX}/{{name:path}}", surface)]


@dataclass(frozen=True, slots=True)
class _Streamed:
    """An answer too long to be kept: its headers; the body is written while it is sent."""

    headers: Mapping[str, str]


class Surface:
    """The ASGI endpoint; takes every method, so that it can say itself which it answers.

    Parameters
    ----------
    edition : Edition
        The data set.
    address : str
        Public address of the atlas, '' for what each request was sent to.
    kinds : mapping of str to FileKind
        What is answered, by what the route calls `name`.
    prefix : str
        What stands before the name in the path.
    """

    def __init__(self, edition: Edition, address: str, kinds: Mapping[str, FileKind], prefix: str) -> None:
        self._edition = edition
        self._address = address.rstrip("/")
        self._kinds = kinds
        self._prefix = prefix
        self._stamp = edition.digest + _hash_code()
        self._kept = KeptFiles(_KEPT_FILES, _KEPT_BYTES)
        self._limiter = anyio.CapacityLimiter(_AT_ONCE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope, receive)
        try:
            response = await self._answer(request)
        except RefusedError as refused:
            response = _refuse(refused)
        if request.method == "HEAD":
            response = _without_body(response)
        await response(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=PREFLIGHT)
        if request.method not in METHODS:
            raise RefusedError(405, "this method is not for reading", "method", request.method, METHODS)
        if request.path_params.get("name") == "":
            return _redirect(request)
        asked = self._read(request)
        if tag := matching_tag(request.headers.get("if-none-match", ""), asked.tag):
            return Response(status_code=304, headers=caching_headers(tag))
        wants_packed = accepts_gzip(request.headers.get("accept-encoding", ""))
        return await self._send(asked, wants_packed=wants_packed)

    def _read(self, request: Request) -> Asked:
        name = request.path_params.get("name", "")
        kind = self._kinds.get(name)
        if kind is None:
            known = sorted(f"{self._prefix}{found}" for found in self._kinds if found)
            raise RefusedError(404, "there is no such address", "path", name, known)
        base = self._address or read_base(request.scope)
        extract = read_extract(kind, read_query(request.scope["query_string"]), self._edition, base)
        parts = [self._stamp, kind.name, write_query(extract), base, language()]
        tag = hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]
        return Asked(kind, extract, tag, self._way_to_machine(name))

    def _way_to_machine(self, name: str) -> str:
        is_below = name and self._prefix == f"{PREFIX}/"
        return "" if is_below else f"{PREFIX.strip('/')}/"

    async def _send(self, asked: Asked, *, wants_packed: bool) -> Response:
        made: Kept | _Streamed | None = self._kept.find(asked.tag)
        if made is None:
            if self._limiter.statistics().tasks_waiting >= _WAITING:
                raise RefusedError(503, "too many answers are being made; please come again", "", "")
            make = functools.partial(self._make, asked)
            made = await anyio.to_thread.run_sync(make, limiter=self._limiter)
        if isinstance(made, _Streamed):
            return _stream(asked, made, wants_packed=wants_packed)
        is_packed = wants_packed and bool(made.packed)
        headers = {**made.notes, **body_headers(asked, is_packed=is_packed)}
        return Response(made.packed if is_packed else made.body, headers=headers)

    def _make(self, asked: Asked) -> Kept | _Streamed:
        notes = describe_in_headers(asked)
        if asked.page_size() > _STREAMED:
            return _Streamed(notes)
        smallest = _NEVER if asked.kind.media_type in _DENSE else _PACKED
        write = asked.kind.write
        body = b"".join(write(asked.extract))
        return self._kept.keep(asked.tag, pack(body, notes, smallest=smallest))


def _stream(asked: Asked, made: _Streamed, *, wants_packed: bool) -> StreamingResponse:
    pieces = asked.kind.write(asked.extract)
    headers = {**made.headers, **body_headers(asked, is_packed=wants_packed)}
    return StreamingResponse(_gzip(pieces) if wants_packed else pieces, headers=headers)


def _gzip(pieces: Iterable[bytes]) -> Iterator[bytes]:
    packer = zlib.compressobj(6, zlib.DEFLATED, 31)
    for piece in pieces:
        if packed := packer.compress(piece):
            yield packed
    yield packer.flush()


def _refuse(refused: RefusedError) -> Response:
    headers = REFUSED | _MORE.get(refused.status, {})
    return Response(encode_json(refused.as_json()) + "\n", refused.status, headers)


def _without_body(response: Response) -> Response:
    """Return the answer to HEAD: the same headers, nothing else."""
    bare = Response(b"", response.status_code)
    bare.raw_headers = response.raw_headers
    return bare


def _redirect(request: Request) -> Response:
    """Send `/api/` on to `/api`, whose links are relative to it."""
    query = request.scope["query_string"]
    read_query(query)
    suffix = "?" + urllib.parse.quote(query, safe="=&%+") if query else ""
    return RedirectResponse(f"../{PREFIX.strip('/')}{suffix}", 308, headers=CORS)


@functools.cache
def _hash_code() -> str:
    """Return a hash of what answers are made with: a new release must not say "unchanged"."""
    total = hashlib.sha256(WORLD.read_bytes())
    for path in sorted((ROOT / "atlas").rglob("*.py")):
        total.update(path.read_bytes())
    return total.hexdigest()
