"""The plain page a reader gets while the data set has problems."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from atlas.catalog import Problem
from atlas.server.plain_page import answer_plainly
from atlas.words import gettext

HEALTH: Final = "/_stcore/health"
"""Where Streamlit says that it lives."""


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
    return answer_plainly(503, title, text, headers={"Retry-After": "300"})
