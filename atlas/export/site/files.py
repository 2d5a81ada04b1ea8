"""What stands beside the pages: data files, feed, map of the site, what robots are told."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from atlas.export.data_package import write_descriptor
from atlas.export.edition import DESCRIPTOR
from atlas.export.feed import write_feed
from atlas.export.files import build_file, file_kinds
from atlas.export.site.addresses import public_address
from atlas.export.site.site import Site

FEED = "feed.atom"
FOLDER = "api"
"""Where the data files stand, as on the machine surface."""

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_MOST = 50_000
"""Addresses a map of a site may hold."""


def build_data_files(site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield path and content of every file of the machine surface, for the records of the site."""
    extract = site.extract()
    for name in file_kinds(site.edition):
        if name == FEED:
            content = write_feed(site.edition, site.base, about="about.html")
        elif name == DESCRIPTOR:
            # A table is a file beside it, not an address with a query.
            content = write_descriptor(extract, with_query=False)
        else:
            content = build_file(extract, name)
        yield f"{FOLDER}/{name}", content


def write_sitemap(site: Site, pages: list[str]) -> bytes:
    """Return the map of the site.

    Parameters
    ----------
    site : Site
        With a public address, without which there can be none.
    pages : list of str
        Paths of the pages to be found.

    Raises
    ------
    ValueError
        If the public address is not known, or there are too many pages for one map.
    """
    if not site.base or len(pages) > _MOST:
        raise ValueError("a sitemap needs a public address and takes 50,000 pages at most")
    urls = Element("urlset", {"xmlns": _SITEMAP})
    for path in pages:
        url = SubElement(urls, "url")
        SubElement(url, "loc").text = public_address(site.base, path)
        SubElement(url, "lastmod").text = site.catalog.created.isoformat()
    indent(urls)
    text: str = tostring(urls, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()


def write_robots(site: Site) -> bytes:
    """Return `robots.txt`: everything may be read; where the map of the site is, if there is one."""
    lines = ["User-agent: *", "Allow: /"]
    if site.base:
        lines += ["", f"Sitemap: {site.base}/sitemap.xml"]
    return ("\n".join(lines) + "\n").encode()
