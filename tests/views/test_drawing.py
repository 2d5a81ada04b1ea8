import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.views.drawing import break_lines, overlap, shorten


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", []),
        ("one two", ["one two"]),
        ("one two three four", ["one two", "three four"]),
        ("one two three four five", ["one two", "three fou…"]),
        ("abcdefghijklmnop", ["abcdefghij", "klmnop"]),
        ("  one   two ", ["one two"]),
    ],
)
def test_lines_are_broken_at_spaces_and_cut_at_the_end(text, lines):
    assert break_lines(text, 10, 2, len) == lines


def test_a_text_cut_short_ends_in_no_sign():
    assert shorten("one, two", 5, len) == "one…"
    assert shorten("one", 3, len) == "one"


@given(st.text(max_size=60), st.integers(2, 20), st.integers(1, 3))
def test_no_line_is_too_wide_and_none_too_many(text, width, most):
    lines = break_lines(text, width, most, len)
    assert len(lines) <= most
    assert all(0 < len(line) <= width for line in lines)


def test_boxes_that_touch_do_not_overlap():
    assert overlap((0, 0, 2, 2), (1, 1, 3, 3))
    assert not overlap((0, 0, 2, 2), (2, 0, 4, 2))
