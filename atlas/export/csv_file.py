r"""CSV for spreadsheet programs and for pandas alike.

UTF-8 with a byte order mark (without it Excel takes `ə` for something else; pandas, readr and DuckDB
skip it), commas, CR LF, quotation marks where they are needed (RFC 4180).

A spreadsheet program takes a cell that begins with `=`, `+`, `-` or `@` for a formula and runs it. Such
a text gets an apostrophe in front, and so does one that begins with a tab, a line end or spaces before
one of these. Numbers stay as they are. To get the text back, take one apostrophe off every cell that
matches `PROTECTED`: a text of that shape got one more, so nothing is lost.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final

from atlas.export.tables import BATCH, Row

BYTE_ORDER_MARK: Final = "\ufeff"

# The wide forms are what East Asian keyboards give; Excel there takes them for the plain signs.
_RISKY: Final = r"(\s*[=+\-@＝＋－＠]|[\t\r\n])"
_NEEDS_APOSTROPHE: Final = re.compile("'*" + _RISKY)

PROTECTED: Final = re.compile("'+" + _RISKY)
"""Matches a cell from which one apostrophe is to be taken off again."""


def protect_cell(value: object) -> object:
    """Return a value that no spreadsheet program takes for a formula; only texts change.

    Examples
    --------
    >>> protect_cell("=1+1")
    "'=1+1"
    >>> protect_cell(-3.7)
    -3.7
    """
    return f"'{value}" if isinstance(value, str) and _NEEDS_APOSTROPHE.match(value) else value


def write_rows(columns: Sequence[str], rows: Iterable[Row]) -> Iterator[bytes]:
    """Yield a CSV file, some rows at a time.

    Parameters
    ----------
    columns : sequence of str
        The header, which stands even where there is no row.
    rows : iterable of Row
        Single cells: text, number, or None for an empty cell.
    """
    yield (BYTE_ORDER_MARK + _write_batch([columns], "\r\n")).encode()
    remaining = iter(rows)
    while batch := list(islice(remaining, BATCH)):
        cells = [[protect_cell(row[name]) for name in columns] for row in batch]
        yield _write_batch(cells, "\r\n").encode()


def write_plain(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Return a CSV file as those in `data/` are: no byte order mark, LF, every cell as it is."""
    return _write_batch([columns, *rows], "\n").encode()


def _write_batch(rows: Iterable[Sequence[object]], line_end: str) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator=line_end).writerows(rows)
    return buffer.getvalue()
