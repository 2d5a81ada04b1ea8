"""What is counted over hostile input, and what in an answer gives the inside away."""

import html.parser
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

HANG = 2.0
"""Seconds from which on an answer counts as a hang."""

_INSIDE = re.compile(r"Traceback \(most recent|File \"[^\"]+\.py\"|\b\w+\.py\", line \d|site-packages")

_TROUBLE = "could not be shown whole"
_DANGEROUS = {"script", "img", "svg", "iframe", "object", "embed", "base", "meta", "form", "link", "style"}
COLUMNS = ("cases", "tracebacks", "hangs", "markup", "disturbed")


@dataclass
class Tally:
    """One area and what happened in it; `refused` counts plain refusals, `faults` holds the first cases
    that went wrong, to look at."""

    area: str
    cases: int = 0
    tracebacks: int = 0
    hangs: int = 0
    markup: int = 0
    disturbed: int = 0
    slowest: float = 0.0
    refused: int = 0
    faults: list[str] = field(default_factory=list)

    @contextmanager
    def case(self, what: object) -> Iterator[None]:
        """Count one case, how long it takes, and whether it raises."""
        self.cases += 1
        start = time.perf_counter()
        try:
            yield
        except Exception as error:
            self.blame("tracebacks", what, repr(error))
        self.took(time.perf_counter() - start, what)

    def took(self, seconds: float, what: object) -> None:
        self.slowest = max(self.slowest, seconds)
        if seconds > HANG:
            self.blame("hangs", what, f"{seconds:.1f} s")

    def look(self, text: str, what: object, *, is_markup: bool = False) -> None:
        """Count it if a text a reader sees shows the inside or, being markup, does what a stranger wrote."""
        if _INSIDE.search(text) or _TROUBLE in text:
            self.blame("tracebacks", what, text[:200])
        if is_markup and (found := foreign_markup(text)):
            self.blame("markup", what, ", ".join(found))

    def blame(self, column: str, what: object, how: str) -> None:
        setattr(self, column, getattr(self, column) + 1)
        if len(self.faults) < 20:
            self.faults.append(f"{self.area}: {column}: {how}: {str(what)[:300]!r}")

    def is_clean(self) -> bool:
        return not any(getattr(self, column) for column in COLUMNS[1:])


class _Tags(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag in _DANGEROUS:
            self.found.append(tag)
        for name, value in attrs:
            if name.startswith("on") or (value or "").lower().lstrip().startswith(("javascript:", "data:")):
                self.found.append(f"{tag} {name}={value}")


def foreign_markup(text: str) -> list[str]:
    """Elements and attributes in a piece of HTML that the atlas does not write itself."""
    tags = _Tags()
    tags.feed(text)
    tags.close()
    return tags.found


def print_table(tallies: list[Tally]) -> None:
    """Print the counts as a table in Markdown, the faults below."""
    print("| area | cases | tracebacks shown | hangs over 2 s | markup | sessions disturbed | slowest |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for tally in tallies:
        counts = " | ".join(f"{getattr(tally, column):,}" for column in COLUMNS)
        print(f"| {tally.area} | {counts} | {tally.slowest:.2f} s |")
    totals = " | ".join(f"{sum(getattr(tally, column) for tally in tallies):,}" for column in COLUMNS)
    print(f"| together | {totals} | {max(tally.slowest for tally in tallies):.2f} s |")
    for tally in tallies:
        if tally.refused:
            print(f"\n{tally.area}: {tally.refused:,} refused by hanging up on whoever sent them.")
        for fault in tally.faults:
            print(fault)
