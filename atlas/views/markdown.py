"""Markdown files of the data folder as blocks.

Whoever points the atlas at a folder of their own brings these files along, so they are untrusted: what
comes out is text in blocks, HTML stays the characters it is, and only http and https become links.
Streamlit's own Markdown would load pictures from anywhere and read dollar signs as formulas.
"""

import re
from collections.abc import Callable, Sequence
from typing import Any, Final

from atlas.views.article import Block, Run, build_text

MAX_LETTERS: Final = 400_000
"""Longest text that is read; the rest is left out, and said to be."""

_DEEPEST: Final = 6

_FENCE = re.compile(r" {0,3}(```+|~~~+)")
_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]|$)")
_ITEM = re.compile(r" {0,3}(?:[-*+]|[0-9]{1,9}[.)])(?: {1,4}|$)")
_RULE = re.compile(r" {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*")
_RULER_CELL = re.compile(r":?-+:?")
_INLINE = re.compile(
    r"\\(?P<plain>[!-/:-@\[-`{-~])"
    r"|`(?P<code>[^`\n]+)`"
    r"|\[(?P<label>[^\[\]\n]+)\]\((?P<href>[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)\)"
    r"|<(?P<auto>https?://[^<>\s]+)>"
    r"|(?P<bare>https?://[^\s<>\"'()\[\]`*|]+)"
    r"|\*\*(?P<strong>[^*\n]+)\*\*"
    r"|(?<![\w*])\*(?P<star>[^*\s][^*\n]*)\*"
    r"|(?<!\w)_(?P<line>[^_\s][^_\n]*)_(?!\w)"
)

Taken = tuple[Block | None, int]
"""A block, or None for what shows nothing, and the line after it."""


def parse_markdown(text: str, *, top: int = 3) -> list[Block]:
    """Return the blocks of a Markdown text; nothing in it can raise, hang or become markup.

    Parameters
    ----------
    text : str
        Headings, paragraphs, lists, tables, quotes and code; anything else is text.
    top : int, default 3
        Level the first heading gets; those below follow without a gap.

    Examples
    --------
    >>> parse_markdown("see [here](https://example.org) <b>")[0]["runs"]
    ['see ', {'text': 'here', 'href': 'https://example.org'}, ' <b>']
    """
    lines = text[:MAX_LETTERS].expandtabs(4).splitlines()
    blocks = _settle_headings(_parse_blocks(lines, 0), top)
    return [*blocks, build_text("[…]")] if len(text) > MAX_LETTERS else blocks


def parse_line(text: str) -> list[Run]:
    """Return a line with its links, code and emphasis as runs."""
    runs: list[Run] = []
    done = 0
    for match in _INLINE.finditer(text):
        _add(runs, text[done : match.start()])
        for run in _inline(match):
            _add(runs, run)
        done = match.end()
    _add(runs, text[done:])
    return runs


def _parse_blocks(lines: Sequence[str], depth: int) -> list[Block]:
    blocks: list[Block] = []
    at = 0
    while at < len(lines):
        block, at = _take(lines, at, depth)
        if block is not None:
            blocks.append(block)
    return blocks


def _take(lines: Sequence[str], at: int, depth: int) -> Taken:
    line = lines[at]
    if not line.strip() or _RULE.fullmatch(line):
        return None, at + 1
    if _FENCE.match(line):
        return _take_fence(lines, at)
    if _HEADING.match(line):
        return _heading(line, depth), at + 1
    if _starts_table(lines, at):
        return _take_table(lines, at)
    if depth < _DEEPEST and _ITEM.match(line):
        return _take_list(lines, at, depth)
    if depth < _DEEPEST and line.lstrip().startswith(">"):
        return _take_quote(lines, at, depth)
    if line.startswith("    "):
        return _take_indented(lines, at)
    return _take_paragraph(lines, at)


def _take_while(lines: Sequence[str], at: int, fits: Callable[[int], bool]) -> int:
    while at < len(lines) and fits(at):
        at += 1
    return at


def _take_fence(lines: Sequence[str], at: int) -> Taken:
    fence = lines[at].strip()[:3]
    end = _take_while(lines, at + 1, lambda place: not lines[place].strip().startswith(fence))
    return {"kind": "code", "text": "\n".join(lines[at + 1 : end])}, end + 1


def _take_indented(lines: Sequence[str], at: int) -> Taken:
    end = _take_while(lines, at, lambda place: lines[place].startswith("    "))
    return {"kind": "code", "text": "\n".join(line[4:] for line in lines[at:end])}, end


def _take_paragraph(lines: Sequence[str], at: int) -> Taken:
    end = _take_while(lines, at + 1, lambda place: _continues(lines, place))
    return {"kind": "text", "runs": parse_line(" ".join(line.strip() for line in lines[at:end]))}, end


def _continues(lines: Sequence[str], at: int) -> bool:
    line = lines[at]
    starts = _FENCE.match(line) or _HEADING.match(line) or _ITEM.match(line) or _RULE.fullmatch(line)
    return bool(line.strip()) and not starts and not line.lstrip().startswith(">")


def _take_quote(lines: Sequence[str], at: int, depth: int) -> Taken:
    end = _take_while(lines, at, lambda place: lines[place].lstrip().startswith(">"))
    inside = [line.lstrip()[1:].removeprefix(" ") for line in lines[at:end]]
    return {"kind": "quote", "blocks": _parse_blocks(inside, depth + 1)}, end


def _take_list(lines: Sequence[str], at: int, depth: int) -> Taken:
    ordered = _is_ordered(lines[at])
    items = []
    while at < len(lines) and _ITEM.match(lines[at]) and _is_ordered(lines[at]) == ordered:
        item, at = _take_item(lines, at)
        items.append(_parse_blocks(item, depth + 1))
    return {"kind": "list", "ordered": ordered, "items": items}, at


def _take_item(lines: Sequence[str], at: int) -> tuple[list[str], int]:
    """Return the lines of an item without its indent, and the line after it."""
    match = _ITEM.match(lines[at])
    width = match.end() if match else 0
    margin = " " * max(width, 2)

    def belongs(place: int) -> bool:
        line = lines[place]
        if not line.strip() or line.startswith(margin):
            return True
        return bool(lines[place - 1].strip()) and _continues(lines, place)

    end = _take_while(lines, at + 1, belongs)
    rest = [line.removeprefix(margin) for line in lines[at + 1 : end]]
    return [lines[at][width:], *rest], end


def _is_ordered(line: str) -> bool:
    return line.lstrip()[:1].isdigit()


def _starts_table(lines: Sequence[str], at: int) -> bool:
    if "|" not in lines[at] or at + 1 >= len(lines) or "-" not in lines[at + 1]:
        return False
    rulers = _split_row(lines[at + 1])
    head = _split_row(lines[at])
    return len(rulers) == len(head) and all(_RULER_CELL.fullmatch(cell) for cell in rulers)


def _take_table(lines: Sequence[str], at: int) -> Taken:
    head, rulers = _split_row(lines[at]), _split_row(lines[at + 1])
    end = _take_while(lines, at + 2, lambda place: "|" in lines[place])
    rows = [(_split_row(line) + [""] * len(head))[: len(head)] for line in lines[at + 2 : end]]
    table = {
        "kind": "table",
        "caption": "",
        "head": [parse_line(cell) for cell in head],
        "rows": [[parse_line(cell) for cell in row] for row in rows],
        "numeric": [ruler.endswith(":") and not ruler.startswith(":") for ruler in rulers],
        "widths": [],
    }
    return table, end


def _split_row(line: str) -> list[str]:
    cells = re.split(r"(?<!\\)\|", line.strip().removeprefix("|"))
    if len(cells) > 1 and not cells[-1].strip():
        cells.pop()
    return [cell.strip().replace("\\|", "|") for cell in cells]


def _heading(line: str, depth: int) -> Block:
    marks, _, text = line.strip().partition(" ")
    runs = parse_line(text.strip().rstrip("#").rstrip())
    # Inside a list or a quote it is no heading of the page.
    return {"kind": "text", "runs": runs} if depth else {"kind": "heading", "level": len(marks), "runs": runs}


def _settle_headings(blocks: list[Block], top: int) -> list[Block]:
    """Return the blocks with heading levels that start at `top` and never skip one on the way down."""
    stack: list[int] = []
    for block in blocks:
        if block["kind"] != "heading":
            continue
        while stack and stack[-1] >= block["level"]:
            stack.pop()
        stack.append(block["level"])
        block["level"] = min(6, top - 1 + len(stack))
    return blocks


def _inline(match: "re.Match[str]") -> list[Run]:
    kind = match.lastgroup
    found: str = match[kind] if kind else ""
    if kind == "code":
        return [{"text": found, "code": True}]
    if kind == "href":
        return _link(match["label"], found)
    if kind in ("auto", "bare"):
        address = found.rstrip(".,;:!?") if kind == "bare" else found
        return [*_link(address, address), found[len(address) :]]
    if kind in ("strong", "star", "line"):
        mark = "strong" if kind == "strong" else "em"
        return [_marked(run, mark) for run in parse_line(found)]
    return [found]


def _link(label: str, address: str) -> list[Run]:
    if not re.match(r"https?://[^/\s]", address):
        return parse_line(label) if label != address else [label]
    return [{"text": label.replace("`", "").replace("*", ""), "href": address}]


def _marked(run: Run, mark: str) -> dict[str, Any]:
    return {**({"text": run} if isinstance(run, str) else run), mark: True}


def _add(runs: list[Run], run: Run) -> None:
    """Put a run behind the others, text joined to text."""
    if isinstance(run, str) and runs and isinstance(runs[-1], str):
        runs[-1] += run
    elif run:
        runs.append(run)
