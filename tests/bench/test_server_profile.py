"""Where a server's time goes: what is within counts once."""

import time

import pytest

from bench.profile import build_profile
from bench.spans import REST, Spans


def spend(seconds):
    until = time.thread_time() + seconds
    while time.thread_time() < until:
        pass


def test_what_is_within_counts_once():
    spans = Spans()
    inner = spans.wrap("inner", lambda: spend(0.02))

    def outer():
        spend(0.01)
        inner()
        spans.note_garbage(3.0)

    spans.wrap("outer", outer)()
    told = spans.take()
    assert told["spent"]["inner"] == pytest.approx(20, abs=3)
    assert told["spent"]["outer"] == pytest.approx(10 - 3, abs=3)
    assert told["spent"]["garbage collection"] == 3.0
    assert told["server"] >= 30


def test_the_rest_is_what_no_part_has():
    steps = [("question begins", 0.0), ("run begins", 0.001), ("run ends", 0.005)]
    told = {"steps": steps, "spent": {"query": 2.0, "small": 0.01, REST: -0.5}, "server": 1.5}
    figures = list(build_profile([9.0], told).items())
    clock = [value for _, value in figures[:4]]
    assert clock == pytest.approx([9.0, 1.0, 4.0, 4.0])
    parts = dict(figures[5:])
    assert parts == pytest.approx({"query": 2.0, REST: 1.0, "all that is smaller": 0.01})
    assert figures[4][1] == pytest.approx(3.01)
