"""What a browser is sure to have kept of Streamlit's messages when the next answer reaches it.

A browser names what it has kept along with each question, and the server then only names what it would
repeat. But a browser throws a message away when some runs have ended without it, and runs asked for before
may end between the question and its answer: an answer that names what was thrown away meanwhile breaks the
page. So a question is handed on with those names alone that no run on its way can make void.
"""

from typing import Final

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

SURE: Final = 1
"""Runs that may have ended, as sent, since a message was last needed."""

ON_ITS_WAY: Final = 2
"""Runs that may end between a question and its answer: Streamlit makes one at a time, and one may wait."""


class Kept:
    """What one browser has, told by what it was sent; it throws away after `SURE` + `ON_ITS_WAY` runs."""

    def __init__(self) -> None:
        self._ended = 0  # runs
        self._needed: dict[str, int] = {}  # how many had ended when a message was last needed, by its hash

    def note(self, content: bytes) -> None:
        """Follow a message of the server in the order in which they are sent."""
        message = ForwardMsg.FromString(content)
        kind = message.WhichOneof("type")
        if kind == "ref_hash":
            self._needed[message.ref_hash] = self._ended
        elif message.metadata.cacheable:
            self._needed[message.hash] = self._ended
        elif kind == "script_finished" and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
            self._ended += 1
            self._needed = {name: when for name, when in self._needed.items() if self._ended - when <= SURE}

    def with_sure_names(self, content: bytes) -> bytes:
        """Return a question of the browser without the names that may be void when it is answered.

        Parameters
        ----------
        content : bytes
            A sound message of a browser; what is no question comes back as it is.
        """
        message = BackMsg.FromString(content)
        names = message.rerun_script.cached_message_hashes
        sure = [name for name in names if name in self._needed]
        if len(sure) == len(names):
            return content
        del names[:]
        names.extend(sure)
        return bytes(message.SerializeToString())
