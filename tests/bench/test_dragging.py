"""Frames of a movement, from moments made up here."""

import pytest

from bench.dragging import _HEADER, FRAME, describe, summarise


def frames_of(*lengths):
    moments = [0.0]
    for length in lengths:
        moments.append(moments[-1] + length)
    return moments


def test_frames_that_come_in_time_are_sixty_a_second():
    figures = summarise(frames_of(*[FRAME] * 60), [2.0] * 30, 300.0)
    assert figures["fps"] == pytest.approx(60)
    assert figures["late"] == 0
    assert (figures["draw"], figures["busy"], figures["drawn"]) == (2, 10, 0.5)
    assert (
        describe(200, "drag, node", figures) == f"{describe(200, 'drag, node', figures)[: len(_HEADER)]}  met"
    )


def test_a_frame_that_is_missed_counts_as_late():
    figures = summarise(frames_of(*[FRAME] * 8, 2 * FRAME, 2 * FRAME), [1.0, 9.0], 10.0)
    assert figures["late"] == pytest.approx(0.2)
    assert figures["fps"] == pytest.approx(50)
    assert figures["p50"] == pytest.approx(FRAME)
    assert describe(200, "drag, node", figures).endswith("MISSED")


def test_a_tremble_of_the_clock_is_not_late():
    assert summarise(frames_of(16.0, 17.4, 16.6), [1.0], 1.0)["late"] == 0


@pytest.mark.parametrize(("frames", "drawn"), [([], []), ([0.0], [1.0]), (frames_of(*[FRAME] * 9), [])])
def test_a_movement_that_moves_nothing_is_an_error(frames, drawn):
    with pytest.raises(RuntimeError, match="moved"):
        summarise(frames, drawn, 0.0)
