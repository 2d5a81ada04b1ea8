"""`python -m bench.trace NAME`: where the time of an interaction goes in the browser.

Chromium notes what its main thread does from the input to the frame that shows the answer. Time counts once:
of parts within parts, what the inner ones leave.
"""

import argparse
import json
import statistics
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import sync_playwright

from bench.browser import CHROMIUM_FLAGS, find_chromium
from bench.peers import read_subjects
from bench.serve import serve_all
from bench.subject import Act
from bench.visit import Visit, visiting

_CATEGORIES: Final = [
    "devtools.timeline",
    "disabled-by-default-devtools.timeline",
    "blink.user_timing",
    "v8.execute",
]
_PARTS: Final = {
    "UpdateLayoutTree": "style",
    "Layout": "layout",
    "PrePaint": "paint",
    "Paint": "paint",
    "Layerize": "paint",
    "Commit": "paint",
    "MinorGC": "garbage collection",
    "MajorGC": "garbage collection",
    "RunMicrotasks": "promises: patches of components, React's effects",
}
_SCRIPTS: Final = ("FunctionCall", "EvaluateScript", "TimerFire", "v8.evaluateModule", "EventDispatch")
_MARK: Final = "bench input"
_WAIT: Final = "nothing to do: server, socket, timers"

Event = Mapping[str, Any]


def main() -> None:
    """Print the parts of a filter change and of a click."""
    parser = argparse.ArgumentParser(prog="python -m bench.trace", description=__doc__)
    parser.add_argument("name", nargs="?", default="atlas-map", help="of the subject (atlas-map)")
    parser.add_argument("--times", type=int, default=10, help="how often each is done (10)")
    given = parser.parse_args()
    subject = next(one for one in read_subjects() if one.name == given.name)
    acts = [("filter", subject.toggle)] + [("panel", act) for act in subject.choose.values()]
    with serve_all([subject]) as servers, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(CHROMIUM_FLAGS))
        with (
            visiting(browser, subject, servers[subject.name]) as visit,
            tempfile.TemporaryDirectory() as folder,
        ):
            visit.open(subject.path)
            found = defaultdict(list)
            for turn in range(given.times + 1):
                for key, act in acts:
                    parts = _trace(visit, key, act, Path(folder) / "trace.json")
                    if turn:  # the first warms up
                        found[key].append(parts)
        browser.close()
    for key, samples in found.items():
        print("\n".join(_describe(key, samples)))


def _trace(visit: Visit, key: str, act: Act, path: Path) -> dict[str, float]:
    """Do one thing and return its parts in milliseconds, `whole` being from input to painted frame."""
    note = f"addEventListener('click', () => performance.mark('{_MARK}'), {{ capture: true, once: true }})"
    visit.page.evaluate(note)
    browser = visit.page.context.browser
    assert browser is not None, "a page of a browser that was launched"
    browser.start_tracing(page=visit.page, path=path, categories=_CATEGORIES)
    visit.samples.clear()
    visit.interact("traced", key, act)
    browser.stop_tracing()
    [whole] = visit.samples["traced, next frame"]
    return {"whole": whole} | _parts(json.loads(path.read_text(encoding="utf-8"))["traceEvents"], whole)


def _parts(events: Iterable[Event], whole: float) -> dict[str, float]:
    known = [event for event in events if "ts" in event]
    mark = next(event for event in known if event["name"] == _MARK)
    begin, end = mark["ts"], mark["ts"] + 1000 * whole
    own = sorted(
        (
            event
            for event in known
            if event.get("ph") == "X" and (event["pid"], event["tid"]) == (mark["pid"], mark["tid"])
        ),
        key=lambda event: (event["ts"], -event.get("dur", 0)),
    )
    spent: dict[str, float] = defaultdict(float)
    for part, time in _own_times(own, begin, end):
        spent[part] += time / 1000
    spent[_WAIT] = whole - sum(spent.values())
    return dict(spent)


def _own_times(events: Iterable[Event], begin: float, end: float) -> Iterator[tuple[str, float]]:
    """Yield part and microseconds of each event between two moments, less those of the parts within it."""
    open_: list[list[Any]] = []  # [part, end, microseconds left]
    for event in events:
        first, last = max(event["ts"], begin), min(event["ts"] + event.get("dur", 0), end)
        part = _part(event)
        if last <= first or part is None:
            continue
        while open_ and open_[-1][1] <= first:
            name, _, left = open_.pop()
            yield name, left
        if open_:
            open_[-1][2] -= last - first
        open_.append([part, last, last - first])
    yield from ((name, left) for name, _, left in open_)


def _part(event: Event) -> str | None:
    if event["name"] in _PARTS:
        return _PARTS[event["name"]]
    if event["name"] not in _SCRIPTS:
        return None
    url = str((event.get("args", {}).get("data") or {}).get("url", ""))
    if "/assets/" in url:
        return "scripts of the atlas"
    return "scripts of Streamlit" if "/static/" in url else "scripts, other"


def _describe(key: str, samples: list[dict[str, float]]) -> Iterator[str]:
    """Yield a table of medians, the largest part first."""
    names = {"filter": "filter change", "panel": "click"}
    yield f"\n{names[key]}, ms of the main thread, median of {len(samples)}"
    medians = {
        part: statistics.median(sample.get(part, 0) for sample in samples)
        for part in {part for sample in samples for part in sample}
    }
    whole = medians.pop("whole")
    for part, time in sorted(medians.items(), key=lambda item: -item[1]):
        yield f"  {time:6.1f}  {part}"
    yield f"  {whole:6.1f}  from the input to the frame that shows the answer"


if __name__ == "__main__":
    main()
