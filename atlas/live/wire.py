"""Which of Streamlit's messages on a socket ask for a run of the page, and which say that it has ended."""

from typing import Final

from google.protobuf.message import DecodeError
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

# What is longer is not looked into: a question holds the state of a few widgets, an end hardly anything.
_LONGEST_QUESTION: Final = 64_000
_LONGEST_END: Final = 300

# A run broken off for the next one answers nothing.
_ENDS: Final = frozenset(
    {
        ForwardMsg.ScriptFinishedStatus.FINISHED_SUCCESSFULLY,
        ForwardMsg.ScriptFinishedStatus.FINISHED_WITH_COMPILE_ERROR,
        ForwardMsg.ScriptFinishedStatus.FINISHED_FRAGMENT_RUN_SUCCESSFULLY,
    }
)


def asks_for_run(content: bytes) -> bool:
    """Return whether a message of a browser asks for a run; it may hold anything."""
    if len(content) > _LONGEST_QUESTION:
        return False
    try:
        return bool(BackMsg.FromString(content).WhichOneof("type") == "rerun_script")
    except DecodeError:
        return False


def ends_run(content: bytes) -> bool:
    """Return whether a message of the server says that a run has ended."""
    if len(content) > _LONGEST_END:
        return False
    message = ForwardMsg.FromString(content)
    return message.WhichOneof("type") == "script_finished" and message.script_finished in _ENDS
