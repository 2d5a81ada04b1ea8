"""A reader without a browser: a session over Streamlit's own socket."""

import json

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect
from websockets.typing import Subprotocol


class Session:
    """An open socket; what the page holds is in `components`, key → what each was given, and `texts`."""

    def __init__(self, url):
        address = url.replace("http://", "ws://") + "/_stcore/stream"
        self._opening = connect(address, subprotocols=[Subprotocol("streamlit")], max_size=None)
        self.components = {}
        self.scripts = {}
        self.texts = ""

    def __enter__(self):
        self.socket = self._opening.__enter__()
        return self

    def __exit__(self, *error):
        self._opening.__exit__(*error)

    def run(self, page="", query=""):
        """Ask for a page as a browser does and wait until it is there."""
        ask = BackMsg()
        ask.rerun_script.page_name = page
        ask.rerun_script.query_string = query
        self.socket.send(ask.SerializeToString())
        self.components, self.scripts, self.texts = {}, {}, ""
        while self._take(ForwardMsg.FromString(bytes(self.socket.recv(timeout=30)))):
            pass
        return self

    def _take(self, message):
        element = message.delta.new_element
        kind = element.WhichOneof("type") if message.WhichOneof("type") == "delta" else ""
        if kind == "bidi_component":
            key = element.bidi_component.id.rpartition("-")[2]
            self.components[key] = json.loads(element.bidi_component.json or "{}")
            self.scripts[key] = element.bidi_component.js_content
        elif kind == "html":
            self.texts += element.html.body
        assert kind != "exception", element.exception.message
        return message.WhichOneof("type") != "script_finished"
