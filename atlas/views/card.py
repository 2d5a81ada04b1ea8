"""A card of 1200 × 630 pixels: what a view is called, its picture, where it comes from."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element, tostring

from atlas.views.drawing import Box, Measure, Pen, break_lines, build_sheet, shorten

WIDTH: Final = 1200
HEIGHT: Final = 630

Picture = Callable[[Pen, Box], None]
"""Draws into a box of the card; what stands over its edge is covered."""

_MARGIN: Final = 44.0
_FOOT: Final = 62.0
_TOP: Final = 20.0
_KICKER: Final = 22.0
_TITLE: Final = 46.0
_LONG_TITLE: Final = 36.0
_SENTENCE: Final = 27.0
_SOURCE: Final = 21.0
_POLICY: Final = 14.0
_LEADING: Final = 1.24
_BELOW_BASE: Final = 0.3
"""How far letters reach below their base line, as a part of their size."""


@dataclass(frozen=True, slots=True)
class CardWords:
    """The words of a card, plain text throughout.

    Parameters
    ----------
    kicker : str
        Above the title, small; '' for nothing.
    title : str
        What the view is called.
    sentence : str
        The view in a sentence.
    source : str
        Where it comes from.
    address : str
        Where the atlas is found; '' where that is not known.
    policy : str
        What the borders do not mean; '' where there are none.
    """

    kicker: str
    title: str
    sentence: str
    source: str
    address: str
    policy: str


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    base: float
    size: float
    colour: str
    bold: bool


def build_card(words: CardWords, picture: Picture, measure: Measure) -> str:
    """Return the card as SVG; the same words and picture give the same text."""
    sheet = build_sheet(WIDTH, HEIGHT)
    pen = Pen(sheet, measure)
    pen.draw("title").text = words.title
    pen.draw("desc").text = words.sentence
    lines = _set_head(words, measure)
    head = lines[-1].base + lines[-1].size * _BELOW_BASE + 14
    box = (0.0, head, float(WIDTH), HEIGHT - _FOOT)
    picture(pen.group(), box)
    for top, bottom in ((0.0, head), (box[3], float(HEIGHT))):
        pen.draw("rect", x=0, y=top, width=WIDTH, height=bottom - top, fill=pen.colour("paper"))
    for line in lines:
        pen.text(line.text, (_MARGIN, line.base), line.size, colour=line.colour, bold=line.bold)
    _draw_foot(pen, words)
    return _write(sheet)


def _set_head(words: CardWords, measure: Measure) -> list[_Line]:
    """Return the lines of the head from top to bottom; a long title is set smaller, in two lines at most."""
    wide = measure(words.title, _TITLE, True) > WIDTH - 2 * _MARGIN
    size = _LONG_TITLE if wide else _TITLE
    parts = [
        (_break([words.kicker], _KICKER, False, measure), _KICKER, "muted", False),
        (_break([words.title], size, True, measure), size, "ink", True),
        (_break([words.sentence], _SENTENCE, False, measure), _SENTENCE, "ink", False),
    ]
    lines: list[_Line] = []
    base = _TOP
    for texts, size, colour, bold in parts:
        for text in texts:
            base += size * _LEADING
            lines.append(_Line(text, base, size, colour, bold))
    return lines


def _break(texts: Sequence[str], size: float, bold: bool, measure: Measure) -> list[str]:
    def wide(text: str) -> float:
        return measure(text, size, bold)

    return [line for text in texts for line in break_lines(text, WIDTH - 2 * _MARGIN, 2, wide)]


def _draw_foot(pen: Pen, words: CardWords) -> None:
    def wide(text: str) -> float:
        return pen.measure(text, _SOURCE, False)

    base = HEIGHT - _FOOT + 30
    room = WIDTH - 2 * _MARGIN
    source = shorten(words.source, room, wide)
    pen.text(source, (_MARGIN, base), _SOURCE)
    left = room - wide(source) - 30
    if words.address and left > 100:
        right = (WIDTH - _MARGIN, base)
        pen.text(shorten(words.address, left, wide), right, _SOURCE, colour="link", anchor="end")
    if words.policy:
        pen.text(words.policy, (_MARGIN, base + 20), _POLICY, colour="muted")


def _write(sheet: Element) -> str:
    text: str = tostring(sheet, encoding="unicode")
    return text
