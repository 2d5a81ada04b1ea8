"""Every problem of a data folder in one run."""

from collections.abc import Iterable
from pathlib import Path

from atlas.catalog.check_links import check_links
from atlas.catalog.check_table import check_table
from atlas.catalog.problems import Problem
from atlas.catalog.read import RawFolder, read_folder

# Codes that say why a cell does not match the pattern of its column.
_MORE_TELLING = {
    "bad-date",
    "bad-url",
    "broken-reference",
    "control-character",
    "date-over-precise",
    "misplaced-open-end",
    "stray-space",
    "unknown-country",
}


def check_folder(folder: Path) -> list[Problem]:
    """Return everything wrong with a data folder, by file and line; nothing if it can be used.

    A file that cannot be read hides no problem of another: only the checks that need it are left out.
    """
    return check_tables(read_folder(folder))


def check_tables(raw: RawFolder) -> list[Problem]:
    """Return everything wrong with a folder already read, what was found in reading included."""
    problems = [*raw.problems, *check_links(raw)]
    if raw.package is not None:
        for name, rows in raw.tables.items():
            problems += check_table(raw.package.table(name), rows, created=raw.package.created)
    return sorted(_without_echoes(problems), key=lambda it: (it.file, it.line, it.column, it.code, it.value))


def _without_echoes(problems: Iterable[Problem]) -> set[Problem]:
    """Drop what only repeats a more telling problem.

    In a ragged row the cells stand under wrong columns. A cell that does not match its pattern for
    a reason that has a code of its own needs no second line.
    """
    found = set(problems)
    ragged = {(it.file, it.line) for it in found if it.code == "ragged-row"}
    told = {(it.file, it.line, it.column) for it in found if it.code in _MORE_TELLING}
    return {
        it
        for it in found
        if (it.code == "ragged-row" or (it.file, it.line) not in ragged)
        and (it.code != "pattern-mismatch" or (it.file, it.line, it.column) not in told)
    }
