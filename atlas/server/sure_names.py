"""Around the sockets: no answer names a message that the browser has thrown away in between."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from atlas.live.kept import Kept


class SureNames:
    """ASGI middleware that takes from a question what its answer may not rely on, see `atlas.live.kept`.

    Parameters
    ----------
    app : ASGI application
        What the sockets lead to; it gets sound frames alone.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on, questions with the names that are sure."""
        if scope["type"] != "websocket":
            await self._app(scope, receive, send)
            return
        kept = Kept()

        async def ask() -> Message:
            message = await receive()
            if content := message.get("bytes"):
                return {**message, "bytes": kept.with_sure_names(content)}
            return message

        async def answer(message: Message) -> None:
            if content := message.get("bytes"):
                kept.note(content)
            await send(message)

        await self._app(scope, ask, answer)
