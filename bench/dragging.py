"""`python -m bench.dragging`: how many frames a second the network has while a reader moves it.

A mouse drags the picture by an empty place and by a node, turns its wheel, and wanders over the nodes without
a button. Chromium draws without a graphics card here, so that the canvas is painted by the processor: a frame
is slower than on a reader's machine, not faster.
"""

import argparse
import itertools
import math
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from bench.browser import CHROMIUM_FLAGS, find_chromium
from bench.generate import PARTNERS, write_folder
from bench.peers.atlas.subject import SUBJECTS
from bench.serve import Server, serve_data

FRAME: Final = 1000 / 60
"""Milliseconds a frame has at 60 a second."""

LATE: Final = FRAME + 2
"""Milliseconds from which on a frame counts as late: the clock of the frames trembles a little."""

_ALLOWED: Final = 0.05
"""Share of frames that may be late."""

_RECORDS: Final = 2_000
_WINDOW: Final = {"width": 1400, "height": 900}
_RADIUS: Final = 120
"""Pixels the mouse moves around where it began."""

_HEADER: Final = (
    f"{'partners':>8} {'movement':>18} {'fps':>6} {'p50':>6} {'p95':>6} {'late':>6} {'draw':>6} {'p95':>6}"
    f" {'busy':>6} {'drawn':>6} {'frames':>6}"
)
_EVENTS: Final = 6
"""Of the mouse at a time."""

_READY: Final = "#atlas-network[data-ready]"
_RECORDER: Final = """() => {
  const { network } = Object.values(atlasKept).find((one) => one?.live?.network).live;
  let begun = 0;
  let running = false;
  const seen = { frames: [], drawn: [] };
  network.on("beforeDrawing", () => { begun = performance.now(); });
  network.on("afterDrawing", () => seen.drawn.push(performance.now() - begun));
  const frame = (now) => { if (running) { seen.frames.push(now); requestAnimationFrame(frame); } };
  globalThis.benchFrames = {
    start() { Object.assign(seen, { frames: [], drawn: [] }); running = true; requestAnimationFrame(frame); },
    stop() { running = false; return seen; },
    // In the window, for pointing at it.
    place(id) {
      const at = network.canvasToDOM(network.getPosition(id));
      const box = document.querySelector("#atlas-network canvas").getBoundingClientRect();
      return [box.left + at.x, box.top + at.y];
    },
    // The node furthest to the left: far from the others, and its label beside it.
    node: () => Object.entries(network.getPositions()).sort(([, one], [, other]) => one.x - other.x)[0][0],
    canvas() {
      const box = document.querySelector("#atlas-network canvas").getBoundingClientRect();
      return [box.left + box.width / 2, box.top + box.height / 2];
    },
  };
}"""

Move = Callable[[Page, int], None]
"""One step of a movement, by its number."""


def summarise(frames: list[float], drawn: list[float], busy: float) -> dict[str, float]:
    """Return the figures of one movement.

    Parameters
    ----------
    frames : list of float
        When each frame began, milliseconds.
    drawn : list of float
        How long each drawing of the canvas took, milliseconds.
    busy : float
        Processor time of the page's main thread in all that time, milliseconds.
    """
    lengths = [after - before for before, after in itertools.pairwise(frames)]
    if len(lengths) < 2 or not drawn:
        raise RuntimeError("nothing has moved")
    return {
        "fps": 1000 * len(lengths) / (frames[-1] - frames[0]),
        "p50": statistics.median(lengths),
        "p95": statistics.quantiles(lengths, n=20, method="inclusive")[-1],
        "late": sum(length > LATE for length in lengths) / len(lengths),
        "draw": statistics.median(drawn),
        "draw_p95": statistics.quantiles(drawn, n=20, method="inclusive")[-1] if drawn[1:] else drawn[0],
        "busy": busy / len(drawn),
        "drawn": len(drawn) / len(lengths),
        "frames": len(lengths),
    }


def describe(partners: int, name: str, figures: dict[str, float]) -> str:
    """Return the line of one movement, with its verdict."""
    form = (
        "{fps:>6.1f} {p50:>6.1f} {p95:>6.1f} {late:>6.1%} {draw:>6.1f} {draw_p95:>6.1f} {busy:>6.1f}"
        " {drawn:>6.2f} {frames:>6.0f}"
    )
    verdict = "met" if figures["late"] <= _ALLOWED else "MISSED"
    return f"{partners:>8} {name:>18} {form.format(**figures)}  {verdict}"


def measure_dragging(
    browser: Browser, server: Server, seconds: float
) -> Iterator[tuple[str, dict[str, float]]]:
    """Yield name and figures of each movement.

    Parameters
    ----------
    browser, server : Browser, Server
        What is moved, and with what.
    seconds : float
        How long each movement goes on.
    """
    context = browser.new_context(viewport=_WINDOW, locale="en-GB")
    page = context.new_page()
    page.goto(f"{server.address}/network")
    page.wait_for_selector(_READY)
    page.wait_for_timeout(1000)
    page.evaluate(_RECORDER)
    inspector = context.new_cdp_session(page)
    inspector.send("Performance.enable", {"timeDomain": "threadTicks"})
    for name, start, move in _movements(page):
        page.evaluate("document.querySelector('#atlas-network .atlas-controls button:last-child').click()")
        page.mouse.move(*start)
        if name.startswith("drag"):
            page.mouse.down()
        _go_on(page, move, min(seconds, 1))  # warms up
        yield name, _record(page, inspector, move, seconds)
        page.mouse.up()
        page.wait_for_timeout(300)
    context.close()


def _movements(page: Page) -> Iterator[tuple[str, list[float], Move]]:
    middle = page.evaluate("benchFrames.canvas()")
    node = page.evaluate("benchFrames.place(benchFrames.node())")
    empty = [node[0] - 30, node[1] - 60]
    yield "drag, empty place", empty, _circle(empty)
    yield "drag, node", node, _circle(node)
    yield "wheel", middle, lambda page, step: page.mouse.wheel(0, 40 if step % 20 < 10 else -40)
    yield "pointer over nodes", middle, _wander(middle)


def _circle(middle: list[float]) -> Move:
    """Return the movement on a circle, thirty times around in a minute at 60 steps a second."""
    return _along(
        lambda step: (
            middle[0] + _RADIUS * math.sin(step / 120 * 2 * math.pi),
            middle[1] + _RADIUS * math.cos(step / 120 * 2 * math.pi),
        )
    )


def _wander(middle: list[float]) -> Move:
    """Return the movement to and fro over the whole picture, never twice the same way."""
    return _along(
        lambda step: (
            middle[0] + 2 * _RADIUS * math.sin(step / 40),
            middle[1] + 2 * _RADIUS * math.sin(step / 29),
        )
    )


def _along(place: Callable[[int], tuple[float, float]]) -> Move:
    # Several events at once: one a call would come later than every frame.
    return lambda page, step: page.mouse.move(*place(_EVENTS * step), steps=_EVENTS)


def _record(page: Page, inspector: CDPSession, move: Move, seconds: float) -> dict[str, float]:
    before = _busy(inspector)
    page.evaluate("benchFrames.start()")
    _go_on(page, move, seconds)
    seen = page.evaluate("benchFrames.stop()")
    return summarise(seen["frames"], seen["drawn"], _busy(inspector) - before)


def _go_on(page: Page, move: Move, seconds: float) -> None:
    end = time.monotonic() + seconds
    for step in itertools.count():
        if time.monotonic() >= end:
            return
        move(page, step)


def _busy(inspector: CDPSession) -> float:
    """Return the processor time of the main thread so far, in milliseconds."""
    metrics: list[dict[str, Any]] = inspector.send("Performance.getMetrics")["metrics"]
    return 1000 * next(metric["value"] for metric in metrics if metric["name"] == "TaskDuration")


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m bench.dragging", description=__doc__)
    parser.add_argument("--partners", type=int, nargs="+", default=PARTNERS)
    parser.add_argument("--records", type=int, default=_RECORDS, help=f"of each data set ({_RECORDS})")
    parser.add_argument("--seconds", type=float, default=5, help="of each movement (5)")
    given = parser.parse_args()
    subject = next(one for one in SUBJECTS if one.name == "atlas-network")
    print(f"frames in ms, late: over {LATE:.1f} ms; target: 60 a second, at most {_ALLOWED:.0%} late")
    print(_HEADER)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(CHROMIUM_FLAGS))
        for partners in given.partners:
            with tempfile.TemporaryDirectory() as place:
                folder = Path(place) / "data"
                write_folder(folder, given.records, partners)
                with serve_data(subject, folder) as server:
                    for name, figures in measure_dragging(browser, server, given.seconds):
                        print(describe(partners, name, figures), flush=True)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
