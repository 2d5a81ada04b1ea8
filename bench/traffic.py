"""Bytes between browser and server, as Chromium counts them."""

import time
from collections.abc import Mapping
from typing import Any

from playwright.sync_api import CDPSession, Page

_BINARY = 2


class Traffic:
    """Counts what a page sends and receives from now on.

    WebSocket frames count with the length of their content after decompression, HTTP answers with what
    came over the wire (nothing if the browser had them), HTTP requests with their body.

    Parameters
    ----------
    page : Page
        Its frames count too.
    """

    def __init__(self, page: Page) -> None:
        self.bytes = 0
        self._moved = 0.0
        self.frames: list[tuple[str, str]] = []
        self._session: CDPSession = page.context.new_cdp_session(page)
        self._session.send("Network.enable")
        self._session.on("Network.webSocketFrameReceived", lambda event: self._frame("received", event))
        self._session.on("Network.webSocketFrameSent", lambda event: self._frame("sent", event))
        self._session.on("Network.loadingFinished", self._loaded)
        self._session.on("Network.requestWillBeSent", self._asked)

    def quiet(self) -> float:
        """Return for how many milliseconds nothing has been sent or received."""
        return 1000 * (time.monotonic() - self._moved)

    def _count(self, size: int) -> None:
        self.bytes += size
        self._moved = time.monotonic()

    def _frame(self, way: str, event: Mapping[str, Any]) -> None:
        frame = event["response"]
        content = frame["payloadData"]
        if frame["opcode"] == _BINARY:  # base64
            self._count(len(content) * 3 // 4 - content[-2:].count("="))
            self.frames.append((way, content))
        else:
            self._count(len(content.encode()))

    def _loaded(self, event: Mapping[str, Any]) -> None:
        self._count(int(event["encodedDataLength"]))

    def _asked(self, event: Mapping[str, Any]) -> None:
        self._count(len(event["request"].get("postData") or ""))
