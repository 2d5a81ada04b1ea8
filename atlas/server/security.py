"""Headers every answer carries, and who is let in at all."""

import logging
import re
import urllib.parse
from collections.abc import Sequence
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from atlas.paths import embedding_sites
from atlas.server.doors import Doors
from atlas.server.frames import Frames, Judge
from atlas.server.plain_page import answer_plainly
from atlas.words import gettext

# The reasons for each exception from 'none' and 'self' are in docs/decisions/0013-security.md.
_SHELL_SCRIPT: Final = "'sha256-THxz9J9+wf7rhwR2YkXJoSZ13UCmYyC+3lNDv2+8ugA='"
_POLICY: Final = {
    "default-src": "'none'",
    "script-src": f"'self' blob: {_SHELL_SCRIPT}",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data:",
    "font-src": "'self' data:",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "base-uri": "'self'",
    "form-action": "'none'",
}
_DENIED: Final = (
    "accelerometer",
    "autoplay",
    "camera",
    "display-capture",
    "encrypted-media",
    "geolocation",
    "gyroscope",
    "hid",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "publickey-credentials-get",
    "screen-wake-lock",
    "serial",
    "usb",
    "xr-spatial-tracking",
)
HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    # The address is the view: what somebody looked at is nobody else's business.
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _DENIED),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""What does not depend on the request; an answer may set a header of its own instead."""

_SITE: Final = re.compile(r"https?://(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*(:[0-9]{1,5})?")


def secure(routes: Sequence[BaseRoute], judge: Judge) -> list[Middleware]:
    """Return what stands around the whole atlas, outermost first.

    Parameters
    ----------
    routes : sequence of BaseRoute
        What the atlas answers itself; of the rest only what its pages need is let through.
    judge : callable
        What to do with a frame from a browser, see `atlas.server.frames`.
    """
    return [with_headers(), Middleware(Doors, routes=routes), Middleware(Frames, judge=judge)]


def with_headers() -> Middleware:
    """Return the headers alone, for when the next middleware answers everything itself."""
    return Middleware(SecurityHeaders, embedders=read_sites(embedding_sites()))


def read_sites(text: str) -> str:
    """Return a list of sites as the source list of a `frame-ancestors`.

    Parameters
    ----------
    text : str
        `*` for every site, `none` for none, or sites, each scheme and host, divided by
        spaces or commas.

    Raises
    ------
    SystemExit
        If it is none of these: a slip here must not open the atlas, nor close it unseen.
    """
    sites = text.lower().replace(",", " ").split()
    if sites == ["*"]:
        return "*"
    if sites == ["none"]:
        return "'none'"
    wrong = [site for site in sites if not _SITE.fullmatch(site)]
    if wrong or not sites:
        raise SystemExit(
            f"ATLAS_EMBED_SITES: {' '.join(wrong) or text!r} is no site; "
            "allowed: *, none, or sites as scheme://host, scheme://*.host, divided by spaces"
        )
    return " ".join(["'self'", *sites])


class SecurityHeaders:
    """ASGI middleware that puts the headers on every HTTP answer, and answers when the rest fails.

    Parameters
    ----------
    app : ASGI application
        What answers the request.
    embedders : str, default '*'
        Who may show a page in a frame whose address says `embed=true`: a CSP source list.
    """

    def __init__(self, app: ASGIApp, embedders: str = "*") -> None:
        self._app = app
        self._alone = HEADERS | {
            "Content-Security-Policy": build_policy("'self'"),
            "X-Frame-Options": "SAMEORIGIN",
        }
        self._embedded = HEADERS | {"Content-Security-Policy": build_policy(embedders)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and the answer back, with the headers."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        answer = _Answer(send, self._embedded if _is_embedded(scope) else self._alone)
        try:
            await self._app(scope, receive, answer)
        except Exception:
            # Whatever it was goes to the log; a stranger learns that it failed and nothing else.
            logging.getLogger("atlas").exception("no answer to %s %r", scope["method"], scope["path"])
            if answer.has_begun:
                raise
            title = gettext("Something went wrong")
            text = gettext("The atlas could not answer this. Please try again in a moment.")
            await answer_plainly(500, title, text)(scope, receive, answer)


class _Answer:
    """Sends an answer on with headers it does not set itself."""

    def __init__(self, send: Send, headers: dict[str, str]) -> None:
        self._send = send
        self._headers = headers
        self.has_begun = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.has_begun = True
            headers = MutableHeaders(scope=message)
            for name, value in self._headers.items():
                headers.setdefault(name, value)
        await self._send(message)


def build_policy(ancestors: str) -> str:
    """Return the Content-Security-Policy of a page that `ancestors` may show in a frame."""
    rules = _POLICY | {"frame-ancestors": ancestors}
    return "; ".join(f"{name} {sources}" for name, sources in rules.items())


def _is_embedded(scope: Scope) -> bool:
    query: bytes = scope.get("query_string", b"")
    if b"embed" not in query:
        return False
    pairs = urllib.parse.parse_qsl(query.decode("latin-1"), keep_blank_values=True)
    return any(name == "embed" and value.lower() == "true" for name, value in pairs)
