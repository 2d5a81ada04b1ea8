import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.proto.BackMsg_pb2 import BackMsg

from atlas.server.frames import Frames
from atlas.ui.frames import judge_frame


def frame(kind, value=True):
    message = BackMsg()
    if kind == "rerun_script":
        message.rerun_script.query_string = value
    elif kind in ("file_urls_request", "backend_operation_request"):
        getattr(message, kind).request_id = value
    else:
        setattr(message, kind, value)
    return message.SerializeToString()


OWN = "$$ID-" + "0" * 32 + "-map"


def forged(**state):
    message = BackMsg()
    message.rerun_script.widget_states.widgets.add(**{"id": OWN} | state)
    return message.SerializeToString()


WANTED = [
    forged(json_value='{"select": {"at": "1", "value": [["PAK"], {"chosen": {"domain": ["x"]}}]}}'),
    forged(id=f"$$STREAMLIT_INTERNAL_KEY_{OWN}__events", json_trigger_value='[{"event": "select"}]'),
    forged(string_value="PAK"),
    frame("rerun_script", "?focus=PAK"),
    frame("stop_script"),
    frame("app_heartbeat"),
]
UNWANTED = [
    frame("load_git_info"),
    frame("clear_cache"),
    frame("set_run_on_save"),
    frame("debug_disconnect_websocket"),
    frame("debug_shutdown_runtime"),
    frame("file_urls_request", "x"),
    frame("backend_operation_request", "x"),
    b"",
]
BROKEN = [
    forged(id="no-such-widget", trigger_value=True),
    forged(id="", trigger_value=True),
    forged(json_value="{"),
    forged(json_value=""),
    forged(json_trigger_value="]"),
    forged(json_value="[" * 5_000 + "]" * 5_000),
    forged(json_value="[" * 30 + "]" * 30),
    forged(json_value='{"a":' * 30 + "1" + "}" * 30),
    forged(json_value="1" * 6_000),
    b"\xff\xff\xff",
    b"garbage",
    frame("rerun_script", "x" * 9_000),
    frame("rerun_script", "é" * 4_100),
]


@pytest.mark.parametrize("octets", WANTED)
def test_what_a_page_asks_for_is_taken(octets):
    assert judge_frame(octets, 8_192) == "take"


@pytest.mark.parametrize("octets", UNWANTED)
def test_nobody_learns_of_the_checkout_or_empties_what_all_share(octets):
    assert judge_frame(octets, 8_192) == "ignore"


@pytest.mark.parametrize("octets", BROKEN)
def test_what_no_browser_sends_closes_the_socket(octets):
    assert judge_frame(octets, 8_192) == "close"


@given(st.binary(max_size=200))
def test_any_octets_get_a_verdict(octets):
    assert judge_frame(octets, 8_192) in ("take", "ignore", "close")


@given(st.data())
def test_a_spoilt_frame_gets_a_verdict(data):
    octets = bytearray(data.draw(st.sampled_from(WANTED)))
    for _ in range(data.draw(st.integers(1, 4))):
        octets[data.draw(st.integers(0, len(octets) - 1))] = data.draw(st.integers(0, 255))
    assert judge_frame(bytes(octets), 8_192) in ("take", "ignore", "close")


def talk(*messages):
    """What gets through the gate, and what is answered."""
    waiting = [{"type": "websocket.receive", **message} for message in messages]
    waiting.append({"type": "websocket.disconnect", "code": 1000})
    through, sent = [], []

    async def receive():
        return waiting.pop(0)

    async def send(message):
        sent.append(message)

    async def inside(scope, receive, send):
        while not through or through[-1]["type"] == "websocket.receive":
            through.append(await receive())
        await send({"type": "websocket.send", "bytes": b"late"})

    asyncio.run(Frames(inside, judge_frame)({"type": "websocket"}, receive, send))
    return through, sent


def test_only_taken_frames_get_through():
    through, _ = talk({"bytes": UNWANTED[0]}, {"bytes": WANTED[0]}, {"bytes": UNWANTED[1]})
    assert [message.get("bytes") for message in through] == [WANTED[0], None]


@pytest.mark.parametrize("message", [{"text": "hello"}, {"text": "hello", "bytes": None}, {"bytes": b"\xff"}])
def test_after_a_broken_frame_nothing_goes_either_way(message):
    through, sent = talk(message, {"bytes": WANTED[0]})
    assert [one["type"] for one in through] == ["websocket.disconnect"]
    assert sent == [{"type": "websocket.close", "code": 1002}]


def test_a_request_is_left_alone():
    seen = []

    async def inside(scope, receive, send):
        seen.append((receive, send))

    asyncio.run(Frames(inside, judge_frame)({"type": "http"}, 1, 2))
    assert seen == [(1, 2)]
