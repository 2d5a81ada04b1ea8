import pytest

from bench.subject import click_at, pressing


class Page:
    """Takes down what is done to it."""

    def __init__(self):
        self.done = []
        self.mouse = self

    def move(self, x, y):
        self.done.append(f"move {x} {y}")

    def wait_for_timeout(self, milliseconds):
        self.done.append(f"wait {milliseconds}")

    def down(self):
        self.done.append("down")

    def up(self):
        self.done.append("up")


@pytest.mark.parametrize(("held", "expected"), [(0, ["down", "up"]), (80, ["down", "wait 80", "up"])])
def test_the_button_is_down_for_as_long_as_is_said(held, expected):
    page = Page()
    with pressing(held):
        press = click_at(page, 3, 4)
        page.done.clear()
        press()
    assert page.done == expected
    page.done.clear()
    press()
    assert page.done == ["down", "up"], "no longer than it was said"
