"""What is answered beside the pages, as of the data set served now.

Streamlit takes its routes and middleware once, at the start. These two stand in for those of the present data
set, so that it can be replaced while readers have the atlas open.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Receive, Scope, Send

from atlas.catalog import Catalog
from atlas.server.closed import Closed

_CHOSEN = "atlas.route"


@dataclass(frozen=True, slots=True, eq=False)
class Front:
    """What belongs to one data set.

    Parameters
    ----------
    catalog : Catalog
        The data set.
    routes : sequence of BaseRoute
        What is answered beside the pages.
    middleware : sequence of Middleware
        What stands around the pages, the outermost first.
    """

    catalog: Catalog
    routes: Sequence[BaseRoute]
    middleware: Sequence[Middleware]


FindFront = Callable[[], Front | None]
"""Returns the front of now, None while the atlas is closed."""


class PresentRoutes(BaseRoute):
    """Stands among Streamlit's routes for those of the present data set.

    Parameters
    ----------
    find : callable
        Returns the front of now.
    """

    def __init__(self, find: FindFront) -> None:
        self._find = find

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Return the best match among the routes of now."""
        front = self._find()
        best, chosen = Match.NONE, scope
        for route in front.routes if front is not None else ():
            match, child = route.matches(scope)
            if match.value > best.value:
                best, chosen = match, {**child, _CHOSEN: route}
        return best, chosen if best is not Match.NONE else {}

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the route found."""
        await scope[_CHOSEN].handle(scope, receive, send)


class PresentMiddleware:
    """ASGI middleware that stands for the middleware of the present data set; closed while there is none.

    Parameters
    ----------
    app : ASGI application
        What answers in the end.
    find : callable
        Returns the front of now.
    """

    def __init__(self, app: ASGIApp, find: FindFront) -> None:
        self._app = app
        self._find = find
        self._closed = Closed(app)
        self._built: tuple[Front | None, ASGIApp] = (None, self._closed)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request through what stands around the pages now."""
        await self._stack()(scope, receive, send)

    def _stack(self) -> ASGIApp:
        front = self._find()
        built = self._built
        if built[0] is not front:
            built = self._built = (front, self._wrap(front))
        return built[1]

    def _wrap(self, front: Front | None) -> ASGIApp:
        if front is None:
            return self._closed
        app = self._app
        for middleware in reversed(front.middleware):
            app = middleware.cls(app, *middleware.args, **middleware.kwargs)
        return app
