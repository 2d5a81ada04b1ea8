"""Where things stand in the static atlas."""

import urllib.parse


def page_path(kind: str, code: str) -> str:
    """Return the path of the page of a row, as it stands in a link."""
    return f"{kind}/{urllib.parse.quote(code, safe='')}.html"


def preview_path(path: str) -> str:
    """Return the path of the picture of a page that has one of its own."""
    return f"previews/{path.removesuffix('.html')}.png"


def public_address(base: str, path: str) -> str:
    """Return the address of a page; that of the start page ends with a slash."""
    return f"{base}/{path.removesuffix('index.html')}"
