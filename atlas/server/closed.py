"""The plain page a reader gets while the data set has problems."""

from collections.abc import Sequence

from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from atlas.catalog import Problem
from atlas.server.plain_page import answer_plainly
from atlas.words import gettext


class Closed:
    """ASGI middleware that answers everything with 503 and a plain page.

    Parameters
    ----------
    app : ASGI application
        Asked for nothing but its start and stop.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 503, whatever was asked; a socket is refused."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            await _answer()(scope, receive, send)
        else:
            await send({"type": "websocket.close", "code": 1013})


def describe_problems(problems: Sequence[Problem]) -> str:
    """Return the list for the log: every problem on a line of its own, then how many there are."""
    lines = [str(problem) for problem in problems]
    return "\n".join(["the data set has problems; the atlas stays closed:", *lines, f"{len(lines)} in all"])


def _answer() -> Response:
    title = gettext("The atlas is closed for the moment")
    text = gettext("Its data did not pass their check. Please come back later.")
    return answer_plainly(503, title, text, headers={"Retry-After": "300"})
