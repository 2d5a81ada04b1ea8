"""One visit to one subject: a fresh browser profile, a few interactions, every one timed in the page."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser, Page

from bench.serve import Server
from bench.subject import Act, Subject
from bench.traffic import Traffic

Samples = dict[str, list[float]]
"""Row → one figure a measured event; times in milliseconds."""

PATIENCE: Final = 120_000
"""Milliseconds an answer may take before the run fails."""

_PROBE: Final = (Path(__file__).parent / "probe.js").read_text(encoding="utf-8")
_QUIET, _STEP = 200, 50
"""Milliseconds without a movement that count as rest, and between two looks."""

_WINDOW: Final = {"width": 1400, "height": 900}


class Visit:
    """A page of a subject, open in a browser profile of its own.

    Parameters
    ----------
    page : Page
        With the probe in it.
    server : Server
        Of the subject.
    """

    def __init__(self, page: Page, server: Server) -> None:
        self.page = page
        self.server = server
        self.traffic = Traffic(page)
        self.shown: dict[str, str] = {}  # what was last waited for, by key
        self.samples: Samples = defaultdict(list)

    def open(self, path: str) -> None:
        """Open the page and time its first paint."""
        self.page.goto(self.server.address + path, wait_until="commit")
        seen = self._wait("filter", from_start=True)
        self.settle()
        self._note("first paint", seen)
        self.samples["bytes at first paint"].append(self.traffic.bytes)

    def interact(self, row: str, key: str, act: Act) -> None:
        """Do one thing a reader does and time it until another `key` shows.

        Parameters
        ----------
        row : str
            Where the figures go; '' to drop them.
        key : str
            Key of the subject's reader.
        act : callable
            What is done.
        """
        press = act(self.page)
        self.settle()
        self.page.evaluate(f"bench.forget({'true' if row == 'page change' else 'false'})")
        sent, used = self.traffic.bytes, self.server.cpu()
        press()
        seen = self._wait(key)
        self.settle()
        if row:
            self._note(row, seen)
            self.samples[f"{row}, page at rest"].append(self.page.evaluate("bench.rest()"))
            self.samples[f"bytes of {row}"].append(self.traffic.bytes - sent)
            self.samples["server CPU"].append(self.server.cpu() - used)

    def rerun(self) -> None:
        """Have Streamlit run the script again with nothing changed, by its own key."""
        self.page.evaluate("document.activeElement?.blur()")
        self.page.keyboard.press("r")
        self.settle()

    def settle(self) -> None:
        """Return when neither page nor socket has moved for a moment."""
        for _ in range(PATIENCE // _STEP):
            self.page.wait_for_timeout(_STEP)
            if self.traffic.quiet() >= _QUIET and self.page.evaluate("bench.quiet()") >= _QUIET:
                return
        raise TimeoutError("the page does not come to rest")

    def _wait(self, key: str, *, from_start: bool = False) -> dict[str, Any]:
        asked = [key, from_start, PATIENCE]
        seen: dict[str, Any] = self.page.evaluate("(asked) => bench.until(...asked)", asked)
        self.shown[key] = seen["value"]
        return seen

    def _note(self, row: str, seen: dict[str, Any]) -> None:
        self.samples[row].append(seen["time"])
        self.samples[f"{row}, next frame"].append(seen["frame"])


@contextmanager
def visiting(browser: Browser, subject: Subject, server: Server) -> Iterator[Visit]:
    """Open a browser profile with nothing in its cache, and close it in the end."""
    context = browser.new_context(viewport=_WINDOW, locale="en-GB")
    context.add_init_script(_PROBE.replace("__READER__", subject.reader).replace("__SETUP__", subject.setup))
    try:
        yield Visit(context.new_page(), server)
    finally:
        context.close()


def measure_visit(
    browser: Browser, subject: Subject, server: Server, cycles: int
) -> tuple[Samples, dict[str, str]]:
    """Return the figures of one visit, and what the page showed in the end, with the domain off.

    Parameters
    ----------
    browser, subject, server : Browser, Subject, Server
        What is visited, and with what.
    cycles : int
        Counted cycles of on, choose, choose, off, choose, choose, other page, back; one without the
        pages goes before them to warm up. With 0 the page is opened only.
    """
    with visiting(browser, subject, server) as visit:
        visit.open(subject.path)
        if cycles:
            _cycle(visit, subject, counted=False)
        for _ in range(cycles):
            _cycle(visit, subject, counted=True)
            _change_page(visit, subject)
        return visit.samples, visit.shown


def _cycle(visit: Visit, subject: Subject, *, counted: bool) -> None:
    # Streamlit sends nothing again that the page got one or two reruns ago: the clicks (or bare reruns) in
    # between keep the filter changes from being spared their bytes by having just been there.
    for _ in ("on", "off"):
        visit.interact("filter" if counted else "", "filter", subject.toggle)
        for act in subject.choose.values():
            visit.interact("click" if counted else "", "panel", act)
        if not subject.choose:
            visit.rerun()
            visit.rerun()


def _change_page(visit: Visit, subject: Subject) -> None:
    if subject.leave and subject.back:
        visit.interact("page change", "other", subject.leave)
        visit.interact("page change", "filter", subject.back)
