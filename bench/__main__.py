"""`python -m bench`: measure, print, keep."""

import argparse
import datetime
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser, sync_playwright

from bench.browser import CHROMIUM_FLAGS, find_chromium
from bench.compare import build_comparison, read_committed, read_results
from bench.figures import build_figures
from bench.machine import describe_machine
from bench.peers import read_subjects
from bench.serve import Server, serve_all
from bench.sessions import measure_session_memory
from bench.subject import Subject, pressing
from bench.table import RESULTS, build_report
from bench.targets import judge_targets
from bench.visit import Samples, measure_visit

_ROUNDS: Final = 15
_USED, _CYCLES = 5, 4
"""Every round opens each page; one in `_USED` of them also uses it, for `_CYCLES` counted cycles."""


def main() -> int:
    """Run the command; return its exit code."""
    options = _read_options()
    committed = read_committed()
    if options.compare:
        print(build_comparison(committed, read_results(options.json or RESULTS)))
        return 0
    with pressing(options.press):
        result = _run(_choose(read_subjects(), options.only), options.rounds) | {"press": options.press}
    _write(options.json, result)
    print(build_report(result), build_comparison(committed, result), sep="\n\n")
    return 0


def _run(subjects: Sequence[Subject], rounds: int) -> dict[str, Any]:
    with serve_all(subjects) as servers, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(CHROMIUM_FLAGS))
        machine = describe_machine(browser)
        samples, shown = _measure(browser, subjects, servers, rounds)
        browser.close()
    for name, memory in _measure_memory([subject for subject in subjects if not subject.command]).items():
        samples[name]["session memory"] = [memory]
    _progress("")
    figures = build_figures(samples)
    return {
        "date": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        "rounds": rounds,
        "machine": machine,
        "labels": {subject.name: subject.label for subject in subjects},
        "shown_with_filter_off": shown,
        "figures": figures,
        "targets": judge_targets(figures),
    }


def _measure(
    browser: Browser, subjects: Sequence[Subject], servers: Mapping[str, Server], rounds: int
) -> tuple[dict[str, Samples], dict[str, str]]:
    samples: dict[str, Samples] = {subject.name: defaultdict(list) for subject in subjects}
    shown = {}
    # One subject after the other within a round, so that a slow moment of the machine hits them alike.
    # Round 0 warms up the servers and is not counted.
    for turn in range(rounds + 1):
        cycles = _CYCLES if turn % _USED == 1 else 0
        for subject in subjects:
            _progress(f"round {turn}/{rounds}: {subject.label}")
            found, seen = measure_visit(browser, subject, servers[subject.name], cycles)
            shown[subject.name] = seen["filter"]
            for row, values in found.items() if turn else ():
                samples[subject.name][row] += values
    return samples, shown


def _measure_memory(subjects: Sequence[Subject]) -> dict[str, float]:
    # Memory does not depend on how busy the machine is, so two are measured at a time.
    with ThreadPoolExecutor(2) as pool:
        return dict(zip((one.name for one in subjects), pool.map(_measure_own_memory, subjects), strict=True))


def _measure_own_memory(subject: Subject) -> float:
    _progress(f"memory: {subject.label}")
    # A server that had visitors before has freed memory to give away: only a new one shows the growth.
    with serve_all([subject]) as servers:
        return measure_session_memory(servers[subject.name], subject.path)


def _read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--only", action="append", metavar="NAME", help="this subject; may be repeated")
    parser.add_argument("--rounds", type=int, default=_ROUNDS, help=f"visits a subject ({_ROUNDS})")
    parser.add_argument("--press", type=float, default=0, metavar="MS", help="the button is down for (0)")
    parser.add_argument("--json", type=Path, metavar="PATH", help="where the results go")
    parser.add_argument(
        "--compare", action="store_true", help="measure nothing: hold the kept results against the committed"
    )
    options = parser.parse_args()
    # A part of the subjects, or other clicks, may not replace the results of all.
    if options.json is None and not options.only and not options.press:
        options.json = RESULTS
    return options


def _choose(subjects: Iterable[Subject], names: Sequence[str] | None) -> list[Subject]:
    known = {subject.name: subject for subject in subjects}
    unknown = [name for name in names or () if name not in known]
    if unknown:
        sys.exit(f"no such subject: {', '.join(unknown)} (there are {', '.join(known)})")
    return [known[name] for name in names] if names else list(known.values())


def _write(path: Path | None, result: Mapping[str, Any]) -> None:
    if path is None:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(result, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _progress(text: str) -> None:
    if sys.stderr.isatty():
        print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
