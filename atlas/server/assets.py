"""`/assets/…`: hashed files, cached for a year, compressed."""

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from atlas.assets import ASSETS, PREFIX
from atlas.server.api_headers import accepts_gzip

_FOREVER = "public, max-age=31536000, immutable"


def asset_route() -> Route:
    """Return the route of all assets; GET and HEAD."""
    return Route(f"/{PREFIX}/{{name}}", _send, methods=["GET"])


async def _send(request: Request) -> Response:
    asset = ASSETS.find(request.path_params["name"])
    if asset is None:
        return PlainTextResponse("no such file\n", status_code=404)
    headers = {"Cache-Control": _FOREVER, "Vary": "Accept-Encoding", "X-Content-Type-Options": "nosniff"}
    if not accepts_gzip(request.headers.get("accept-encoding", "")):
        return Response(asset.body, media_type=asset.media_type, headers=headers)
    headers["Content-Encoding"] = "gzip"
    return Response(asset.packed, media_type=asset.media_type, headers=headers)
