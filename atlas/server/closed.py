"""The plain page a reader gets while the data set has problems."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from atlas.catalog import Problem
from atlas.views.text import escape
from atlas.words import gettext

HEALTH: Final = "/_stcore/health"
"""Where Streamlit says that it lives."""

_PAGE: Final = """<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>body{{font:1.1rem/1.5 system-ui,sans-serif;max-width:36rem;margin:18vh auto 0;padding:0 1rem}}
@media (prefers-color-scheme:dark){{body{{background:#15181c;color:#e9e7e2}}}}</style></head>
<body><h1>{title}</h1><p>{text}</p></body></html>
"""


class Closed:
    """ASGI middleware that answers everything with 503 and a plain page, but says that the process lives.

    Parameters
    ----------
    app : ASGI application
        Asked for nothing but its start and stop, and whether it lives.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 503, whatever was asked; a socket is refused."""
        # To start the process anew would not mend the data, so it must not look dead.
        if scope["type"] == "lifespan" or scope["path"] == HEALTH:
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            await _answer()(scope, receive, send)
        else:
            await send({"type": "websocket.close", "code": 1013})


def describe_problems(problems: Sequence[Problem], folder: Path, what_goes_on: str) -> str:
    """Return the list for the log: a line that says what follows from it, then a line for every problem.

    Parameters
    ----------
    problems : sequence of Problem
        What is wrong.
    folder : Path
        Where.
    what_goes_on : str
        What readers get meanwhile.
    """
    first = f"the data set has problems, {len(problems)} in {folder}; {what_goes_on}:"
    return "\n".join([first, *map(str, problems)])


def _answer() -> Response:
    title = gettext("The atlas is closed for the moment")
    text = gettext("Its data did not pass their check. Please come back later.")
    page = _PAGE.format(title=escape(title), text=escape(text))
    return HTMLResponse(page, status_code=503, headers={"Retry-After": "300", "Cache-Control": "no-store"})
