"""`python -m bench`: measure, print, keep."""

import argparse
import datetime
import json
import shutil
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser, sync_playwright

from bench.figures import build_figures, judge_targets
from bench.machine import describe_machine
from bench.peers import read_subjects
from bench.serve import Server, serve_all
from bench.sessions import measure_session_memory
from bench.subject import Subject
from bench.table import build_table, build_verdicts
from bench.visit import Samples, measure_visit

_RESULTS: Final = Path(__file__).parent / "results" / "latest.json"
CHROMIUM_NAMES: Final = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM_FLAGS: Final = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
_ROUNDS: Final = 15


def main() -> int:
    """Run the command; return its exit code."""
    options = _read_options()
    subjects = _choose(read_subjects(), options.only)
    with serve_all(subjects) as servers, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(CHROMIUM_FLAGS))
        machine = describe_machine(browser)
        samples, shown = _measure(browser, subjects, servers, options.rounds)
        browser.close()
    for subject in subjects:
        samples[subject.name]["session memory"] = _measure_memory(subject)
    _progress("")
    figures = build_figures(samples)
    judged = judge_targets(figures)
    labels = {subject.name: subject.label for subject in subjects}
    result = {
        "date": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        "rounds": options.rounds,
        "machine": machine,
        "labels": labels,
        "shown_with_filter_off": shown,
        "figures": figures,
        "targets": judged,
    }
    _write(options.json, result)
    print(_report(result, labels))
    return 0


def _measure(
    browser: Browser, subjects: Sequence[Subject], servers: Mapping[str, Server], rounds: int
) -> tuple[dict[str, Samples], dict[str, str]]:
    samples: dict[str, Samples] = {subject.name: defaultdict(list) for subject in subjects}
    shown = {}
    # One subject after the other within a round, so that a slow moment of the machine hits them alike.
    # Round 0 warms up the servers and is not counted.
    for turn in range(rounds + 1):
        for subject in subjects:
            _progress(f"round {turn}/{rounds}: {subject.label}")
            found, seen = measure_visit(browser, subject, servers[subject.name])
            shown[subject.name] = seen["filter"]
            for row, values in found.items() if turn else ():
                samples[subject.name][row] += values
    return samples, shown


def _measure_memory(subject: Subject) -> list[float]:
    if subject.command:
        return []
    _progress(f"memory: {subject.label}")
    # A server that had visitors before has freed memory to give away: only a new one shows the growth.
    with serve_all([subject]) as servers:
        return [measure_session_memory(servers[subject.name], subject.path)]


def _read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--only", action="append", metavar="NAME", help="this subject; may be repeated")
    parser.add_argument("--rounds", type=int, default=_ROUNDS, help=f"visits a subject ({_ROUNDS})")
    parser.add_argument("--json", type=Path, metavar="PATH", help="where the results go")
    options = parser.parse_args()
    # A part of the subjects may not replace the results of all.
    if options.json is None and not options.only:
        options.json = _RESULTS
    return options


def _choose(subjects: Iterable[Subject], names: Sequence[str] | None) -> list[Subject]:
    known = {subject.name: subject for subject in subjects}
    unknown = [name for name in names or () if name not in known]
    if unknown:
        sys.exit(f"no such subject: {', '.join(unknown)} (there are {', '.join(known)})")
    return [known[name] for name in names] if names else list(known.values())


def find_chromium() -> str:
    found = next((path for path in map(shutil.which, CHROMIUM_NAMES) if path), None)
    if found is None:
        sys.exit("Chromium is missing: apt-get install chromium")
    return found


def _write(path: Path | None, result: Mapping[str, Any]) -> None:
    if path is None:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(result, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _report(result: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    machine = result["machine"]
    versions = ", ".join(f"{name} {version}" for name, version in machine["packages"].items())
    where = (
        f"{machine['processor']}, {machine['cores']} cores, Python {machine['python']}, "
        f"Chromium {machine['chromium']}\n{versions}"
    )
    parts = [where, build_table(result["figures"], labels), build_verdicts(result["targets"], labels)]
    return "\n\n".join(part for part in parts if part)


def _progress(text: str) -> None:
    if sys.stderr.isatty():
        print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
