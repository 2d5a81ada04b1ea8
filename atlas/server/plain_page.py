"""A page that needs nothing: one heading, one sentence."""

from collections.abc import Mapping
from typing import Final

from starlette.responses import HTMLResponse, Response

from atlas.views.text import escape

_PAGE: Final = """<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>body{{font:1.1rem/1.5 system-ui,sans-serif;max-width:36rem;margin:18vh auto 0;padding:0 1rem}}
@media (prefers-color-scheme:dark){{body{{background:#15181c;color:#e9e7e2}}}}</style></head>
<body><h1>{title}</h1><p>{text}</p></body></html>
"""


def answer_plainly(
    status: int, title: str, text: str, *, headers: Mapping[str, str] | None = None
) -> Response:
    """Return a page that says `text`; no cache keeps it.

    Parameters
    ----------
    status : int
        HTTP status.
    title, text : str
        Plain text.
    headers : mapping of str to str, optional
        More headers.
    """
    page = _PAGE.format(title=escape(title), text=escape(text))
    return HTMLResponse(page, status_code=status, headers={"Cache-Control": "no-store", **(headers or {})})
