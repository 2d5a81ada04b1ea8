"""`/robots.txt` and `/sitemap.xml`: where search engines find the pages, the profiles and the records."""

from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element, SubElement, tostring

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from atlas.address import write_address
from atlas.catalog import Catalog, keep_with_catalog
from atlas.model import View
from atlas.server.api_query import read_base
from atlas.views.headings import PAGES

_MOST: Final = 50_000
"""Addresses a sitemap may hold."""

_NAMESPACE: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"


def crawler_routes(catalog: Catalog, *, address: str = "") -> list[Route]:
    """Return the routes for search engines.

    Parameters
    ----------
    catalog : Catalog
        The data set.
    address : str, default ""
        Public address of the atlas; by default what each request was sent to.
    """

    async def send_robots(request: Request) -> Response:
        base = address.rstrip("/") or read_base(request.scope)
        return PlainTextResponse(write_robots(base), headers=_kept_a_day())

    async def send_sitemap(request: Request) -> Response:
        base = address.rstrip("/") or read_base(request.scope)
        if not base:
            return PlainTextResponse("the request names no host\n", 400)
        return Response(write_sitemap(catalog, base), media_type="application/xml", headers=_kept_a_day())

    return [Route("/robots.txt", send_robots), Route("/sitemap.xml", send_sitemap)]


def write_robots(base: str) -> str:
    """Return the rules: everything may be read but what only answers a running page."""
    rules = ["User-agent: *", "Disallow: /_stcore/", "Allow: /"]
    return "\n".join([*rules, f"Sitemap: {base}/sitemap.xml", ""] if base else [*rules, ""])


@keep_with_catalog(8)
def write_sitemap(catalog: Catalog, base: str) -> bytes:
    """Return every page, profile and record by its address, dated with the data version."""
    sitemap = Element("urlset", {"xmlns": _NAMESPACE})
    for _, view in zip(range(_MOST), _views(catalog), strict=False):
        entry = SubElement(sitemap, "url")
        SubElement(entry, "loc").text = f"{base}/{write_address(view).removeprefix('./')}"
        SubElement(entry, "lastmod").text = catalog.created.isoformat()
    text: str = tostring(sitemap, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()


def _views(catalog: Catalog) -> Iterator[View]:
    yield from map(View, PAGES)
    yield from (View("profile", focus=code) for code in catalog.entities)
    yield from (View("records", record=record) for record in catalog.tables["records"]["id"])


def _kept_a_day() -> dict[str, str]:
    return {"Cache-Control": "public, max-age=86400", "Vary": "Host"}
