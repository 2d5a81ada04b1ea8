"""Forged messages of components and widgets, over the socket of a running atlas."""

import json
import random

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.exceptions import ConnectionClosed

from tests.fuzz.pages import look_at_run
from tests.fuzz.queries import PAGES, PAYLOADS
from tests.fuzz.socket_client import elements, session
from tests.fuzz.tally import Tally

TRIGGERS = ("select", "more", "change", "pick", "sort", "page", "years", "open", "print", "record", "other")
_PER_SESSION = 60
_REFUSED = (1002, 1009)
_UNKNOWN = "$$ID-" + "0" * 32 + "-no-such-widget"


async def fuzz_messages(url: str, count: int, seed: int) -> Tally:
    """Send what no component of ours would, in the name of every component and widget of every page."""
    tally = Tally("forged messages of components and widgets")
    source = random.Random(seed)
    while tally.cases < count:
        async with session(url) as reader:
            await _forge_session(reader, min(_PER_SESSION, count - tally.cases), source, tally)
    return tally


async def _forge_session(reader, count, source, tally):
    """Open a page as a browser would, then send what none would, over and over in one session."""
    for _ in range(count):
        page, query = source.choice(PAGES), source.choice(("", "focus=PAK", "with=PAK&with=TUR"))
        try:
            messages, seconds = await reader.open(page, query)
        except Exception as error:
            tally.blame("hangs", ("afterwards", page, query), repr(error))
            return
        tally.took(seconds, (page, query))
        if not await _forge(reader, page, messages, source, tally):
            return


async def _forge(reader, page, messages, source, tally):
    """Send one forged message; return whether the session is still there."""
    ids = [found for found in map(_id_of, elements(messages)) if found] + [
        _UNKNOWN,
        _UNKNOWN,
        "no-such-widget",
    ]
    ask = BackMsg()
    ask.rerun_script.page_name = page
    ask.rerun_script.page_script_hash = source.choice(("", "", "0" * 32, "<b>"))
    states = [_state(source.choice(ids), source) for _ in range(source.choice((1, 1, 2, 5)))]
    ask.rerun_script.widget_states.widgets.extend(states)
    what = (page, [str(state)[:120] for state in states])
    tally.cases += 1
    try:
        answers, seconds = await reader.send(ask)
    except ConnectionClosed as closed:
        # What no browser with our page would send: the server hangs up on whoever did.
        if closed.rcvd is None or closed.rcvd.code not in _REFUSED:
            tally.blame("tracebacks", what, repr(closed))
        tally.refused += 1
        return False
    except Exception as error:
        tally.blame("tracebacks", what, repr(error))
        return False
    tally.took(seconds, what)
    look_at_run(answers, tally, what)
    return True


def _id_of(element):
    inner = getattr(element, str(element.WhichOneof("type")))
    return getattr(inner, "id", "")


def _state(own, source):
    if source.random() < 0.2:
        own = f"$$STREAMLIT_INTERNAL_KEY_{own}__events"
    state = WidgetState(id=own)
    way = source.random()
    if way < 0.4:
        message = {source.choice(TRIGGERS): {"at": str(source.random()), "value": _value(source)}}
        state.json_value = json.dumps(message)
    elif way < 0.6:
        events = [{"event": source.choice(TRIGGERS), "value": _value(source)}]
        state.json_trigger_value = json.dumps(events)
    elif way < 0.75:
        state.json_value = source.choice(_BROKEN_JSON)
    else:
        _set_plain(state, source)
    return state


_BROKEN_JSON = (
    "",
    "{",
    "NaN",
    "Infinity",
    "null",
    "[]",
    '"\\ud800"',
    "[" * 5_000 + "]" * 5_000,
    '{"select":' * 2_000 + "1" + "}" * 2_000,
    "1" * 6_000,
    '{"select": {"at": "' + "x" * 800_000 + '"}}',
    '{"select": 1, "select": 2}',
    '{"__proto__": {"at": "1"}}',
)


def _value(source):
    scalars = [None, True, False, -1, 0, 2**63, 10**400, 1.5, float("nan"), float("-inf"), "", "PAK", "NATO"]
    deep = source.choice(scalars)
    for _ in range(source.choice((0, 0, 1, 3, 90))):
        deep = source.choice(([deep], {"chosen": deep}, {"from": deep, "to": [1991, 2020]}))
    return source.choice((deep, source.choice(PAYLOADS), "x" * 300_000, [1, 2], list(range(5_000)), deep))


def _set_plain(state, source):
    """Give a widget a value of any of the kinds there are."""
    way = source.randrange(9)
    if way == 0:
        state.string_value = source.choice((*PAYLOADS, "PAK", "x" * 500_000))
    elif way == 1:
        state.int_value = source.choice((0, -1, 2**62))
    elif way == 2:
        state.bool_value = source.random() < 0.5
    elif way == 3:
        state.double_value = source.choice((0.0, float("nan"), float("inf")))
    elif way == 4:
        state.string_array_value.data.extend(source.choices(PAYLOADS, k=source.choice((0, 1, 30))))
    elif way == 5:
        state.double_array_value.data.extend(source.choice(([], [1.0], [float("nan")] * 2, [9e99, -9e99])))
    elif way == 6:
        state.int_array_value.data.extend(source.choice(([], [-1], [2**40], list(range(2_000)))))
    elif way == 7:
        state.bytes_value = b"\xff" * source.choice((0, 9, 9_000))
    else:
        state.trigger_value = True
