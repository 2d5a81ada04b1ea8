"""A text of blocks: headings, paragraphs, lists, tables, boxes. Data throughout, never markup.

A block is a mapping with a `kind`; `live/article.js` knows them all and puts every text in as text.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Run = str | Mapping[str, Any]
"""A piece of a line: text, or a mapping with `text` and any of `href`, `strong`, `em` and `code`."""

Block = dict[str, Any]


def build_text(*runs: Run) -> Block:
    """Return a paragraph."""
    return {"kind": "text", "runs": list(runs)}


def build_list(items: Iterable[Run | Sequence[Block]], *, ordered: bool = False) -> Block:
    """Return a list; an item is a line of text or the blocks it holds."""
    blocks = [[build_text(item)] if isinstance(item, str | Mapping) else list(item) for item in items]
    return {"kind": "list", "ordered": ordered, "items": blocks}


def build_grid(
    caption: str,
    head: Iterable[str],
    rows: Iterable[Iterable[Run | Sequence[Run]]],
    *,
    numeric: int = 0,
    widths: Sequence[int] = (),
) -> Block:
    """Return a table.

    Parameters
    ----------
    caption : str
        What it holds; '' where the heading above says it.
    head : iterable of str
        What stands above the columns.
    rows : iterable of iterable of Run or sequence of Run
        One cell a column, the first names its row.
    numeric : int, default 0
        How many of the last columns are set to the right.
    widths : sequence of int, default ()
        Width of each column in percent, so that tables below each other line up; by content if empty.
    """
    names = [[name] for name in head]
    left = len(names) - numeric
    return {
        "kind": "table",
        "caption": caption,
        "head": names,
        "rows": [[_as_runs(cell) for cell in row] for row in rows],
        "numeric": [place >= left for place in range(len(names))],
        "widths": list(widths),
    }


def build_bars(caption: str, numbers: Mapping[str, int], *, note: str = "") -> Block:
    """Return a table of numbers with a bar beside each, as long as its share of the largest.

    Parameters
    ----------
    caption : str
        What is counted.
    numbers : mapping of str to int
        Label → number, in the order they stand.
    note : str, default ""
        What has to be known to read the numbers.
    """
    largest = max(numbers.values(), default=0) or 1
    rows = [
        {"label": label, "number": number, "share": round(100 * number / largest, 1)}
        for label, number in numbers.items()
    ]
    return {"kind": "bars", "caption": caption, "rows": rows, "note": note}


def build_box(label: str, blocks: Iterable[Block]) -> Block:
    """Return blocks behind a line the reader opens."""
    return {"kind": "box", "label": label, "blocks": list(blocks)}


def build_section(anchor: str, title: str, blocks: Iterable[Block]) -> dict[str, Any]:
    """Return a part of an article with a heading and an address of its own, `#anchor`."""
    return {"id": anchor, "title": title, "blocks": list(blocks)}


def _as_runs(cell: Run | Sequence[Run]) -> list[Run]:
    return [cell] if isinstance(cell, str | Mapping) else list(cell)
