"""SVG drawn on the server: elements with colours of the theme, text that is measured before it is set."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final
from xml.etree.ElementTree import Element, SubElement

from atlas.views.theme import COLOURS, Mode

FAMILY: Final = "Source Sans Pro"
"""The typeface, that of the pages; where a program does not have it, its own without serifs."""

Measure = Callable[[str, float, bool], float]
"""Text, size in pixels, whether bold → its width in pixels."""

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in pixels."""

_HALO: Final = 0.28
"""Width of the paper around a letter, as a part of its size."""

_FALLBACK: Final = f"'{FAMILY}', system-ui, sans-serif"


@dataclass(frozen=True, slots=True, eq=False)
class Pen:
    """What draws into one element of a picture.

    Parameters
    ----------
    parent : Element
        Where the drawing goes.
    measure : callable
        How wide a text will be.
    mode : {"light", "dark"}
        Which colours of the theme.
    """

    parent: Element
    measure: Measure
    mode: Mode = "light"

    def colour(self, name: str) -> str:
        """Return a colour of the theme.

        Raises
        ------
        KeyError
            If the theme has none of that name.
        """
        return COLOURS[self.mode][name]

    def draw(self, tag: str, **attributes: str | float) -> Element:
        """Add an element; `_` in the name of an attribute stands for `-`."""
        named = {name.replace("_", "-"): _write(value) for name, value in attributes.items()}
        return SubElement(self.parent, tag, named)

    def group(self, **attributes: str | float) -> "Pen":
        """Return a pen that draws into a new group."""
        return replace(self, parent=self.draw("g", **attributes))

    def text(
        self,
        text: str,
        at: tuple[float, float],
        size: float,
        *,
        colour: str = "ink",
        bold: bool = False,
        anchor: str = "start",
        halo: bool = False,
    ) -> None:
        """Set one line of text, its base line beginning, ending or having its middle at a point."""
        look: dict[str, str | float] = {"fill": self.colour(colour), "font_size": size}
        if bold:
            look["font_weight"] = 600
        if anchor != "start":
            look["text_anchor"] = anchor
        if halo:
            look |= {"stroke": self.colour("paper"), "stroke_width": size * _HALO}
            look |= {"stroke_linejoin": "round", "paint_order": "stroke"}
        self.draw("text", x=at[0], y=at[1], **look).text = text


def build_sheet(width: float, height: float) -> Element:
    """Return an empty picture of a size in pixels."""
    size = {"width": _write(width), "height": _write(height), "viewBox": f"0 0 {width:g} {height:g}"}
    named = {"xmlns": "http://www.w3.org/2000/svg", "font-family": _FALLBACK, "role": "img"}
    return Element("svg", named | size)


def break_lines(text: str, width: float, most: int, measure: Callable[[str], float]) -> list[str]:
    """Return a text in lines no wider than `width`, `most` of them; what is left over ends in “…”.

    Parameters
    ----------
    text : str
        Words parted by spaces; a word wider than a line is parted within.
    width : float
        Pixels a line may take.
    most : int
        Lines there may be.
    measure : callable
        How wide a text is.
    """
    lines = [""]
    for word in _short_words(text, width, measure):
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if measure(longer) <= width:
            lines[-1] = longer
        elif len(lines) == most:
            return [*lines[:-1], shorten(longer, width, measure)]
        else:
            lines.append(word)
    return [line for line in lines if line]


def shorten(text: str, width: float, measure: Callable[[str], float]) -> str:
    """Return a text no wider than `width`, cut with “…” if it has to be."""
    if measure(text) <= width:
        return text
    kept = _longest(text, width - measure("…"), measure)
    return f"{kept.rstrip(' ,.;:–')}…"


def overlap(one: Box, other: Box) -> bool:
    """Return whether two boxes share more than an edge."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _short_words(text: str, width: float, measure: Callable[[str], float]) -> Iterator[str]:
    for word in text.split():
        rest = word
        while measure(rest) > width and len(rest) > 1:
            start = _longest(rest, width, measure) or rest[0]
            yield start
            rest = rest[len(start) :]
        yield rest


def _longest(text: str, width: float, measure: Callable[[str], float]) -> str:
    """Return as much of the beginning of a text as fits."""
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if measure(text[:middle]) <= width else (low, middle - 1)
    return text[:low]


def _write(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:.2f}".rstrip("0").rstrip(".")
