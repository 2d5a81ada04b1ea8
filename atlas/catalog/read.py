"""Raw reading: from a folder to tables of text, row by row as they stand in the files.

Nothing is converted here and nothing is dropped in silence: what cannot be read is a problem.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import numpy as np
import pandas as pd

from atlas.catalog.octets import read_octets
from atlas.catalog.package import Package, Table
from atlas.catalog.problems import Problem
from atlas.catalog.schema import read_package

_MOST_COLUMNS = 500
_BOM = b"\xef\xbb\xbf"
_LF, _COMMA, _QUOTE = b"\n"[0], b","[0], b'"'[0]


@dataclass(frozen=True, eq=False)
class RawFolder:
    """A folder as read.

    Parameters
    ----------
    package : Package or None
        The description; None if it is broken, and then there are no tables.
    tables : mapping of str to DataFrame
        Readable tables by name. Columns: those of the description that are there, in its order, all
        text, '' for an empty cell. Index: line of the file each row begins on.
    problems : tuple of Problem
        What went wrong while reading.
    """

    package: Package | None
    tables: Mapping[str, pd.DataFrame]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where rows begin and how many cells they have; the header is the first."""

    lines: np.ndarray
    widths: np.ndarray


def read_folder(folder: Path) -> RawFolder:
    """Read the description and every table it names."""
    package, problems = read_package(folder)
    tables = {}
    for table in package.tables if package else ():
        rows, faults = read_table(folder / table.path, table)
        problems += faults
        if rows is not None:
            tables[table.name] = rows
    return RawFolder(package, tables, tuple(problems))


def read_table(path: Path, table: Table) -> tuple[pd.DataFrame | None, list[Problem]]:
    """Read one CSV file.

    Returns
    -------
    rows : DataFrame or None
        As in `RawFolder.tables`; None if the file is missing, its rows cannot be told apart, or it has
        none of the columns.
    problems : list of Problem
        Faults of the file, its lines and its header.
    """
    problems: list[Problem] = []
    try:
        octets = read_octets(path)
    except OSError:
        return None, [Problem(path.name, 1, "", "missing-file", path.name)]
    octets = _clean(octets, path.name, problems)
    if octets.startswith(b"\n") or not octets:
        return None, [*problems, Problem(path.name, 1, "", "empty-file", "")]
    layout = _find_layout(octets, path.name, problems)
    if layout is None:
        return None, problems
    if layout.widths[0] > _MOST_COLUMNS:
        # Not a table any more: to look at each of so many would take minutes.
        hint = f"At most {_MOST_COLUMNS} columns are looked at."
        return None, [Problem(path.name, 1, "", "extra-column", f"{layout.widths[0]} columns", hint)]
    rows = _fit_header(_parse(octets, layout), table, problems)
    return (None if rows.columns.empty else rows), problems


def _clean(octets: bytes, file: str, problems: list[Problem]) -> bytes:
    """Note what is wrong with the file as bytes, and mend it so that the rest can be looked at."""
    if octets.startswith(_BOM):
        problems.append(Problem(file, 1, "", "byte-order-mark", "\ufeff"))
        octets = octets.removeprefix(_BOM)
    if b"\r\n" in octets:
        line = octets.count(b"\n", 0, octets.index(b"\r\n")) + 1
        problems.append(Problem(file, line, "", "line-end", "\r\n"))
        octets = octets.replace(b"\r\n", b"\n")
    if octets and not octets.endswith(b"\n"):
        line = octets.count(b"\n") + 1
        problems.append(Problem(file, line, "", "no-final-newline", ""))
        octets += b"\n"
    return _decodable(octets, file, problems)


def _decodable(octets: bytes, file: str, problems: list[Problem]) -> bytes:
    try:
        octets.decode("utf-8")
    except UnicodeDecodeError:
        for number, line in enumerate(octets.split(b"\n"), start=1):
            text = line.decode("utf-8", errors="backslashreplace")
            if text.encode("utf-8") != line:
                problems.append(Problem(file, number, "", "not-utf-8", text))
        return octets.decode("utf-8", errors="replace").encode("utf-8")
    return octets


def _find_layout(octets: bytes, file: str, problems: list[Problem]) -> _Layout | None:
    """Find rows and widths as RFC 4180 has them, without a loop over the rows.

    A comma or a line feed is inside quotes if an odd number of quotation marks stands before it.
    Every octet of a longer UTF-8 character is above 127, so ASCII can be looked for in octets.
    """
    signs = np.frombuffer(octets, dtype=np.uint8)
    quotes = signs == _QUOTE
    quoted = np.logical_xor.accumulate(quotes)
    feeds = np.flatnonzero(signs == _LF)
    stray = _find_stray_quote(signs, np.flatnonzero(quotes))
    if stray is not None:
        line = int(np.searchsorted(feeds, stray)) + 1
        text = octets.split(b"\n", line)[line - 1].decode("utf-8")
        problems.append(Problem(file, line, "", "stray-quote", text))
        return None
    ends = feeds[~quoted[feeds]]
    commas = np.flatnonzero((signs == _COMMA) & ~quoted)
    starts = np.concatenate([[0], ends[:-1] + 1])
    layout = _Layout(
        lines=np.searchsorted(feeds, starts) + 1,
        widths=np.diff(np.searchsorted(commas, ends), prepend=0) + 1,
    )
    _note_ragged_rows(layout, file, problems)
    return layout


def _find_stray_quote(signs: np.ndarray, positions: np.ndarray) -> int | None:
    # Marks open and close by turns; a doubled one inside a cell closes it and opens it again.
    opening, closing = positions[::2], positions[1::2]
    bounds = np.array([_COMMA, _LF, _QUOTE], dtype=np.uint8)
    before = np.where(opening > 0, signs[opening - 1], _LF)
    strays = [
        *opening[~np.isin(before, bounds)][:1],
        *closing[~np.isin(signs[closing + 1], bounds)][:1],
        *(positions[-1:] if len(positions) % 2 else ()),
    ]
    return min(map(int, strays), default=None)


def _note_ragged_rows(layout: _Layout, file: str, problems: list[Problem]) -> None:
    wanted = layout.widths[0]
    for row in np.flatnonzero(layout.widths != wanted):
        line, width = int(layout.lines[row]), layout.widths[row]
        problems.append(Problem(file, line, "", "ragged-row", f"{width}", f"Wanted: {wanted} cells."))


def _parse(octets: bytes, layout: _Layout) -> pd.DataFrame:
    # With `usecols` pandas fills up a row that is too short and cuts one that is too long, so that
    # the id of a ragged row stays known to other tables.
    rows = pd.read_csv(
        BytesIO(octets),
        header=None,
        usecols=range(int(layout.widths[0])),
        dtype=str,
        keep_default_na=False,
        na_filter=False,
        lineterminator="\n",
        skip_blank_lines=False,
        encoding="utf-8",
    )
    rows.index = pd.Index(layout.lines)
    return rows


def _fit_header(rows: pd.DataFrame, table: Table, problems: list[Problem]) -> pd.DataFrame:
    """Note what is wrong with the header, and keep the described columns in their order."""
    found = [str(name) for name in rows.iloc[0]]
    known = [name for name in dict.fromkeys(found) if name in table.names]
    missing = [name for name in table.names if name not in found]
    extra = [name for name in dict.fromkeys(found) if name not in table.names]
    double = [name for name, times in Counter(found).items() if times > 1]
    problems += [Problem(table.path, 1, name, "missing-column", "") for name in missing]
    problems += [Problem(table.path, 1, "", "extra-column", name) for name in extra]
    problems += [Problem(table.path, 1, "", "duplicate-column", name) for name in double]
    ordered = [name for name in table.names if name in known]
    if known != ordered:
        hint = f"Wanted: {','.join(table.names)}."
        problems.append(Problem(table.path, 1, "", "column-order", ",".join(found), hint))
    rows = rows.iloc[1:, [found.index(name) for name in ordered]]
    rows.columns = pd.Index(ordered)
    return rows
