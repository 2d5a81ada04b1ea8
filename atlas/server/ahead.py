"""`/ahead/…`: what a page will show of a view, for a page that does not wait until its script has run."""

import functools
from collections.abc import Callable, Mapping, Sequence
from typing import Final

import anyio
import anyio.to_thread
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from atlas.catalog import Catalog
from atlas.server.api_query import RefusedError, read_query

PREFIX: Final = "ahead"
_AT_ONCE: Final = 2
_WAITING: Final = 50
"""Answers that may wait to be made; one after these would come after the page's own."""
# It is no page and may do nothing at all: said shortly, since it is said at every click.
_HEADERS: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}

Foresee = Callable[[Catalog, str, Mapping[str, Sequence[str]]], str | None]
"""Returns the answer for a data set, a page and a query; None for a page it has none for."""


def ahead_route(catalog: Catalog, foresee: Foresee) -> Route:
    """Return the route; GET and HEAD.

    Parameters
    ----------
    catalog : Catalog
        The data set.
    foresee : callable
        Makes the answers.
    """
    one_of_few = anyio.CapacityLimiter(_AT_ONCE)
    asked: set[Request] = set()

    async def send(request: Request) -> Response:
        try:
            query = read_query(request.scope["query_string"])
        except RefusedError as refused:
            return PlainTextResponse(f"{refused.error}\n", refused.status, _HEADERS)
        # Not the limiter's own count: a request gets to it some turns later, with many others.
        if len(asked) >= _AT_ONCE + _WAITING:
            return PlainTextResponse("the page itself will be sooner\n", 503, _HEADERS)
        make = functools.partial(foresee, catalog, request.path_params["page"], query)
        asked.add(request)
        try:
            answer = await anyio.to_thread.run_sync(make, limiter=one_of_few)
        finally:
            asked.remove(request)
        if answer is None:
            return PlainTextResponse("no such page\n", 404, _HEADERS)
        return PlainTextResponse(answer, headers=_HEADERS)

    return Route(f"/{PREFIX}/{{page:path}}", send, methods=["GET"])
