"""Headers of the machine surface: what an answer says beside its body, and what a request may ask."""

import urllib.parse
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from atlas.export.extract import Extract, file_name
from atlas.export.files import FileKind
from atlas.export.one_file import PAGE_POLICY
from atlas.server.api_query import write_query

METHODS: Final = ("GET", "HEAD", "OPTIONS")
CORS: Final = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, X-Data-Version, X-Data-Date, X-Sentence",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "X-Content-Type-Options": "nosniff",
}
PREFLIGHT: Final = CORS | {
    "Access-Control-Allow-Methods": ", ".join(METHODS),
    "Access-Control-Allow-Headers": "If-None-Match, Accept, Content-Type",
    "Access-Control-Max-Age": "86400",
    "Allow": ", ".join(METHODS),
}
REFUSED: Final = CORS | {"Cache-Control": "no-store", "Content-Type": "application/json"}

_PAGE_POLICY: Final = (
    PAGE_POLICY.format(scripts="'unsafe-inline'") + "; frame-ancestors 'none'; sandbox allow-scripts"
)
"""What a page given as a file may do where a browser opens it all the same: it belongs to nobody. The page
itself says which scripts it has."""

_LONGEST: Final = 1_000
"""Characters after which a header is left out: proxies give up on long ones."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that was understood; `tag` is equal if and only if the answer is.

    `machine` leads from the folder of what was asked for to that of the first file of the machine surface.
    """

    kind: FileKind
    extract: Extract
    tag: str
    machine: str = ""

    def page_size(self) -> int:
        """Return the number of rows of a list that are to be written; 0 for what is no list."""
        count = self.kind.count
        return len(self.extract.page(count(self.extract))) if count else 0


def caching_headers(tag: str) -> dict[str, str]:
    """Return how long an answer may be kept and how to ask whether it has changed."""
    return CORS | {
        "Cache-Control": "public, max-age=300",
        "ETag": f'"{tag}"',
        "Vary": "Accept-Encoding",
    }


def body_headers(asked: Asked, *, is_packed: bool) -> dict[str, str]:
    """Return the headers that depend on the form the body is sent in."""
    # A strong tag belongs to the bytes sent, so the packed form has one of its own.
    headers = caching_headers(f"{asked.tag}-gz" if is_packed else asked.tag)
    headers["Content-Type"] = asked.kind.media_type
    if asked.kind.saved and asked.kind.media_type.startswith("text/html"):
        headers["Content-Security-Policy"] = _PAGE_POLICY
    return headers | ({"Content-Encoding": "gzip"} if is_packed else {})


def describe_in_headers(asked: Asked) -> dict[str, str]:
    """Return what a file says about itself, for formats that have no place for it, and its name."""
    extract, kind = asked.extract, asked.kind
    catalog = extract.edition.catalog
    headers = {"X-Data-Version": catalog.version, "X-Data-Date": catalog.created.isoformat()}
    headers["X-Sentence"] = urllib.parse.quote(extract.sentence)
    headers["Link"] = ", ".join(_links(asked))
    if kind.name:
        disposition = "attachment" if kind.saved else "inline"
        headers["Content-Disposition"] = f'{disposition}; filename="{file_name(extract.edition, kind.name)}"'
    return {name: value for name, value in headers.items() if _fits(name, value)}


def matching_tag(condition: str, tag: str) -> str:
    """Return which form of `tag` an If-None-Match names, '' if none."""
    known = {item.strip().removeprefix("W/") for item in condition.split(",")}
    for form in (f"{tag}-gz", tag):
        if f'"{form}"' in known:
            return form
    return tag if "*" in known else ""


def accepts_gzip(accepted: str) -> bool:
    """Return whether an Accept-Encoding names gzip and does not weigh it with nothing."""
    for item in accepted.lower().split(","):
        name, _, weight = item.replace(" ", "").partition(";")
        if name == "gzip":
            return weight not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False


def _links(asked: Asked) -> Iterator[str]:
    extract, kind = asked.extract, asked.kind
    # Relative to the address asked for, so they hold behind any proxy; the page stands one level above.
    here = asked.machine + "../" * kind.name.count("/")
    yield f'<{here}datapackage.json>; rel="describedby"'
    yield f'<{here}openapi.json>; rel="service-desc"'
    if url := extract.edition.licence.url:
        yield f'<{urllib.parse.quote(url, safe=":/?&=%#@+,;~")}>; rel="license"'
    if extract.address and len(extract.address) <= _LONGEST:
        yield f'<{extract.address}>; rel="cite-as"'
    last = extract.offset + asked.page_size()
    if kind.count and extract.limit and last < kind.count(extract):
        yield f'<{kind.name}?{write_query(extract, offset=last)}>; rel="next"'


def _fits(name: str, value: str) -> bool:
    # Link is bounded by what stands in it, and without it nobody finds the next page.
    return value.isascii() and value.isprintable() and (name == "Link" or len(value) <= _LONGEST)
