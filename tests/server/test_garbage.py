"""What is frozen, for how long, and that nothing of it stays for ever."""

import gc
import weakref

import pytest

from atlas.server import garbage
from atlas.server.garbage import LATEST, LONG, MUCH, SELDOM, Garbage
from atlas.server.metrics import write_metrics

# Each collection looks through all that other tests have made.
pytestmark = pytest.mark.slow


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


class Knot:
    """Refers to itself, so that only the collector can find that nobody else does."""

    def __init__(self):
        self.own = self


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def kept(clock):
    yield Garbage(clock)
    gc.unfreeze()


def collect(kept, clock, *, seconds, generation=2):
    kept.note("start", {"generation": generation})
    clock.now += seconds
    kept.note("stop", {"generation": generation})


def test_frozen_garbage_is_gone_after_a_thaw(kept):
    knot = Knot()
    seen = weakref.ref(knot)
    gc.freeze()
    del knot
    gc.collect()
    assert seen() is not None
    kept.clear()
    assert seen() is None


def test_what_survives_a_long_collection_is_frozen(kept, clock):
    gc.unfreeze()
    collect(kept, clock, seconds=LONG / 2)
    collect(kept, clock, seconds=2 * LONG, generation=1)
    assert gc.get_freeze_count() == 0
    collect(kept, clock, seconds=2 * LONG)
    assert gc.get_freeze_count() > 0


def test_it_follows_what_python_collects(monkeypatch):
    monkeypatch.setattr(garbage, "LONG", 0.0)
    kept = Garbage()
    gc.unfreeze()
    with kept.watching():
        gc.collect()
        assert gc.get_freeze_count() > 0
    gc.unfreeze()
    gc.collect()
    assert gc.get_freeze_count() == 0


def test_nothing_is_thawed_while_nothing_happens(kept, clock):
    clock.now += 10 * LATEST
    assert not kept.is_due()


def test_a_thaw_waits_for_a_quiet_moment(kept, clock):
    for _ in range(MUCH):
        collect(kept, clock, seconds=0, generation=0)
    clock.now += SELDOM
    assert not kept.is_due()
    assert kept.is_due()


def test_a_thaw_waits_no_longer_than_that(kept, clock):
    for _ in range(MUCH):
        collect(kept, clock, seconds=0, generation=0)
    clock.now += LATEST
    assert kept.is_due()


def test_there_is_one_thaw_in_a_while(kept, clock):
    thaws = 0
    for _ in range(int(2 * LATEST)):
        collect(kept, clock, seconds=0.5, generation=0)
        collect(kept, clock, seconds=0.5, generation=0)
        if kept.is_due():
            thaws += 1
            kept.clear()
    assert thaws == 2


def test_pauses_are_told(kept, clock):
    def told():
        lines = write_metrics(is_ready=True).decode().splitlines()
        return next(float(line.split()[-1]) for line in lines if line.startswith(name))

    name = 'atlas_garbage_seconds_sum{generation="1"}'
    before = told()
    collect(kept, clock, seconds=0.25, generation=1)
    assert told() == pytest.approx(before + 0.25)
