"""Colours, shapes and steps, by code, for light and dark: the only place that names a colour.

The ramp runs along one hue with evenly falling lightness, so it survives colour blindness and grey print;
what is collective is hatched and what is in focus is outlined, so that no meaning hangs on colour alone.
"""

from typing import Final, Literal

Mode = Literal["light", "dark"]

STEPS: Final = (1, 2, 5, 10, 20, 50)
"""Lowest number of records of each shade; fixed, so that shades of two views can be compared."""

COLOURS: Final[dict[Mode, dict[str, str]]] = {
    "light": {
        "paper": "#fbfaf7",
        "panel": "#f3f1ec",
        "ink": "#23262b",
        "muted": "#5c6169",
        "rule": "#d9d5cb",
        "sea": "#f1f3f4",
        "land": "#e3dfd5",
        "coast": "#ffffff",
        "hub": "#c48a12",
        "focus": "#c2410c",
        "link": "#1d5fa8",
        "dispute": "#6b6558",
        "on-level": "#ffffff",
        "level-1": "#cfe1f2",
        "level-2": "#a9cbe6",
        "level-3": "#7db0d9",
        "level-4": "#5896ca",
        "level-5": "#2a6cab",
        "level-6": "#104a85",
        "edge": "#8d98a5",
        "format": "#7a4f9a",
        "organisation": "#3f7d6b",
        "faded": "#dedbd3",
    },
    "dark": {
        "paper": "#15181c",
        "panel": "#1e2227",
        "ink": "#e9e7e2",
        "muted": "#a7adb5",
        "rule": "#363c44",
        "sea": "#1a1f25",
        "land": "#363a3f",
        "coast": "#15181c",
        "hub": "#e0ab3c",
        "focus": "#ff8a4c",
        "link": "#8cbcf0",
        "dispute": "#a39c8d",
        "on-level": "#10151b",
        "level-1": "#2c5377",
        "level-2": "#336794",
        "level-3": "#4385bf",
        "level-4": "#5597d1",
        "level-5": "#7db6e8",
        "level-6": "#b5d8fa",
        "edge": "#707a86",
        "format": "#b48ad6",
        "organisation": "#74b8a3",
        "faded": "#2a2f35",
    },
}

DEEP: Final[dict[Mode, int]] = {"light": 5, "dark": 3}
"""First shade on which text is set in `on-level`; on those before it in ink."""

SHAPES: Final = {"hub": "star", "partner": "dot", "format": "diamond", "organisation": "square"}
"""vis-network's node shapes by kind of entity."""


def level_of(records: int) -> int:
    """Return the shade of a number of records: 0 for none, else 1 to `len(STEPS)`."""
    return sum(records >= step for step in STEPS)


def text_on(level: int, mode: Mode) -> str:
    """Return the colour of text on a shade."""
    return COLOURS[mode]["on-level" if level >= DEEP[mode] else "ink"]


def build_css() -> str:
    """Return the colours as custom properties: `--atlas-land` and so on, for both modes; paper is light."""
    blocks = [f'[data-atlas-mode="{mode}"]{{{_properties(mode)}}}' for mode in COLOURS]
    blocks.append(f"@media print{{:root[data-atlas-mode]{{{_properties('light')}}}}}")
    return "\n".join(blocks) + "\n"


def build_page_css() -> str:
    """Return the same for a page that is as light or dark as the reader's system; paper is light."""
    dark = f"@media screen and (prefers-color-scheme:dark){{:root{{{_properties('dark')}}}}}"
    return f":root{{{_properties('light')}}}\n{dark}\n"


def _properties(mode: Mode) -> str:
    colours = COLOURS[mode] | {f"on-{level}": text_on(level, mode) for level in range(1, len(STEPS) + 1)}
    lines = "".join(f"--atlas-{name}:{value};" for name, value in colours.items())
    return f"{lines}color-scheme:{mode}"
