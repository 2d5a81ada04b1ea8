"""What is measured: a page, how a reader uses it, and where in it the answer shows."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from playwright.sync_api import Frame, Locator, Page

ROOT: Final = Path(__file__).resolve().parent.parent

Input = Callable[[], None]
"""The reader's last move: what is done before it (scrolling, pointing) is not measured."""

Act = Callable[[Page], Input]
"""Gets a page ready for one input and returns that input."""


_held: ContextVar[float] = ContextVar("held", default=0)


@dataclass(frozen=True)
class Subject:
    """One page that is measured.

    Parameters
    ----------
    name : str
        As in `--only` and in the results.
    label : str
        As in the table.
    reader : str
        JavaScript expression, evaluated in every frame after each change of its document: an object whose
        `filter` and `panel` are what the frame shows just now as text, null where it shows neither.
    toggle : callable
        Switches the domain filter.
    choose : mapping of str to callable
        Partner → how it is chosen; two, since the same one twice says nothing new. Empty if the page
        cannot tell which one was clicked.
    path : str, default '/'
        Of the page.
    app : Path, optional
        Script of a Streamlit app that is copied to a folder of its own and served with default settings;
        None for the atlas, which is served from where it is.
    static : mapping of str to bytes
        Files served beside the app; by Streamlit under `/app/static/`.
    folder : str, default 'static'
        Where beside the app they lie.
    command : tuple of str
        Arguments of Python that start another kind of server in place of Streamlit's; `{port}` is filled in.
    setup : str
        JavaScript that runs first in every frame.
    leave, back : callable, optional
        Go to another page and back; what is shown there is `other` of `reader`.
    """

    name: str
    label: str
    reader: str
    toggle: Act
    choose: Mapping[str, Act] = field(default_factory=dict)
    path: str = "/"
    app: Path | None = None
    static: Mapping[str, bytes] = field(default_factory=dict)
    folder: str = "static"
    command: tuple[str, ...] = ()
    setup: str = ""
    leave: Act | None = None
    back: Act | None = None


@contextmanager
def pressing(milliseconds: float) -> Iterator[None]:
    """Have the button of the mouse stay down for so long in each click within."""
    token = _held.set(milliseconds)
    try:
        yield
    finally:
        _held.reset(token)


def click_on(page: Page, target: Locator) -> Input:
    """Point at the middle of an element; the input is the click."""
    target.scroll_into_view_if_needed()
    box = target.bounding_box()
    if box is None:
        raise LookupError(f"{target} is not visible")
    return click_at(page, box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def click_at(page: Page, x: float, y: float) -> Input:
    """Point at a place of the window, wait for what that hovers; the input is the click."""
    page.mouse.move(x, y)
    page.wait_for_timeout(200)

    def press() -> None:
        page.mouse.down()
        if _held.get():
            page.wait_for_timeout(_held.get())
        page.mouse.up()

    return press


def click_shape(page: Page, frame: Frame, find: str) -> Input:
    """Point inside an SVG shape; the input is the click.

    Parameters
    ----------
    page : Page
        The window.
    frame : Frame
        Where the shape is.
    find : str
        JavaScript expression that gives the shape.
    """
    place = frame.evaluate(f"bench.inside({find})")
    left, top = 0.0, 0.0
    if frame != page.main_frame:
        box = frame.frame_element().bounding_box()
        if box is None:
            raise LookupError("the frame is not visible")
        left, top = box["x"], box["y"]
    return click_at(page, left + place["x"], top + place["y"])


def click_label(text: str) -> Act:
    """Return the act of clicking a Streamlit checkbox."""
    return lambda page: click_on(page, page.locator('[data-testid="stCheckbox"] label').filter(has_text=text))


def click_link(text: str) -> Act:
    """Return the act of clicking a link to a page."""
    return lambda page: click_on(page, page.get_by_role("link", name=text, exact=True))
