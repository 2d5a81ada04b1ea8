"""How the time of an interaction is divided: each moment counts once."""

from bench.trace import _own_times, _part, _parts

SCRIPT = {"args": {"data": {"url": "http://localhost:1/assets/world_map-1.js"}}}


def event(name, start, length, **fields):
    return {"name": name, "ts": start, "dur": length, "ph": "X", "pid": 1, "tid": 1, **fields}


def test_what_lies_within_a_part_is_not_counted_twice():
    events = [
        event("RunMicrotasks", 0, 10_000),
        event("UpdateLayoutTree", 1_000, 2_000),
        event("Layout", 4_000, 3_000),
        event("RunTask", 0, 20_000),
        event("Paint", 12_000, 1_000),
    ]
    spent = {}
    for part, time in _own_times(sorted(events, key=lambda one: (one["ts"], -one["dur"])), 0, 20_000):
        spent[part] = spent.get(part, 0) + time
    assert spent == {_part({"name": "RunMicrotasks"}): 5_000, "style": 2_000, "layout": 3_000, "paint": 1_000}


def test_the_parts_and_the_waiting_make_up_the_whole():
    mark = event("bench input", 5_000, 0) | {"ph": "I"}
    events = [mark, event("FunctionCall", 4_000, 3_000, **SCRIPT), event("Layout", 20_000, 50_000)]
    events.append(event("Layout", 6_000, 1_000) | {"tid": 2})
    parts = _parts(events, 30.0)
    assert parts["scripts of the atlas"] == 2.0, "what came before the input does not count"
    assert parts["layout"] == 15.0, "nor what comes after the frame, nor another thread"
    assert sum(parts.values()) == 30.0


def test_a_script_belongs_to_whoever_serves_it():
    streamlit = {"name": "FunctionCall", "args": {"data": {"url": "http://localhost:1/static/js/index.js"}}}
    assert _part(streamlit) == "scripts of Streamlit"
    assert _part({"name": "FunctionCall", "args": {}}) == "scripts, other"
    assert _part({"name": "RunTask"}) is None
