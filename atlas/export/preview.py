"""The picture of a view: a card of 1200 × 630 pixels as SVG and PNG, the same bytes for the same view.

It is drawn from the borders and colours of the pages, with the typeface that a package brings along, so
no machine needs one of its own.
"""

import functools
import urllib.parse
from pathlib import Path
from typing import TYPE_CHECKING, Final

from atlas.catalog import Catalog
from atlas.export.extract import Extract
from atlas.export.files import FileKind
from atlas.export.heading import build_heading
from atlas.export.letters import clean_text
from atlas.geography.plane import read_plane
from atlas.query import Selection, count_members, count_sources, select_records
from atlas.views.card import CardWords, Picture, build_card
from atlas.views.card_map import build_card_state, draw_map
from atlas.views.card_network import draw_network
from atlas.views.drawing import FAMILY
from atlas.views.text import describe_number
from atlas.views.world_map import build_map_state
from atlas.words import gettext, ngettext

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

PREVIEWS: Final = ("preview.png", "preview.svg")
"""The kinds of picture, by the ends of their addresses."""

_MEASURED_AT: Final = 100
_WEIGHTS: Final = ("Regular", "Semibold")


def preview_kinds() -> dict[str, FileKind]:
    """Return the pictures as kinds of file, by name."""
    about = "A card of the view, 1200 × 630 pixels: picture, sentence, source line."
    png = FileKind("preview.png", "image/png", about, _pieces_png, has_page=True)
    svg = FileKind("preview.svg", "image/svg+xml", "The same as a drawing.", _pieces_svg, has_page=True)
    return {kind.name: kind for kind in (png, svg)}


def write_preview(extract: Extract, name: str) -> bytes:
    """Return the picture of a view.

    Parameters
    ----------
    extract : Extract
        The view. On the page `network` the picture is the relationship network, on any other the map.
    name : str
        One of `PREVIEWS`.

    Raises
    ------
    ValueError
        If it is none of them.
    """
    if name not in PREVIEWS:
        raise ValueError(f"a picture is one of {PREVIEWS}, not {name!r}")
    drawing = build_preview(extract)
    return _paint(drawing) if name == "preview.png" else drawing.encode()


def preview_address(extract: Extract, name: str) -> str:
    """Return where the picture of a view is found, relative to where the atlas is mounted.

    Parameters
    ----------
    extract : Extract
        The view.
    name : str
        One of `PREVIEWS`.
    """
    view = extract.view
    page = "" if view.record or view.compared else view.page
    parts = [extract.query, f"page={urllib.parse.quote(page)}" if page else ""]
    query = "&".join(part for part in parts if part)
    return f"{name}?{query}" if query else name


def build_preview(extract: Extract) -> str:
    """Return the card of a view as SVG."""
    is_network = extract.view.page == "network"
    picture = _network(extract) if is_network else _map(extract)
    return clean_text(build_card(_words(extract, has_borders=not is_network), picture, _measure))


def _words(extract: Extract, *, has_borders: bool) -> CardWords:
    heading = build_heading(extract)
    policy = gettext(
        "Boundaries follow the United Nations as far as openly licensed geometry allows and imply no opinion "
        "on the legal status of any territory."
    )
    return CardWords(
        kicker=heading.above,
        title=heading.title,
        sentence=heading.line,
        source=_source_line(extract),
        address=extract.base.partition("://")[2],
        policy=policy if has_borders else "",
    )


def _source_line(extract: Extract) -> str:
    catalog = extract.edition.catalog
    number = len(count_sources(extract.selection))
    sources = ngettext("{number} source", "{number} sources", number).format(number=describe_number(number))
    version = gettext("data version {version}").format(version=catalog.version)
    return " · ".join([sources, version, extract.edition.licence.name])


def _map(extract: Extract) -> Picture:
    view, catalog = extract.view, extract.edition.catalog
    selection = _pictured(extract)
    state = build_map_state(selection, "" if view.record or view.compared else view.focus)
    lit = _lit(extract)
    return functools.partial(
        draw_map, catalog=catalog, state=build_card_state(state, lit), plane=read_plane()
    )


def _network(extract: Extract) -> Picture:
    view = extract.view
    centres = view.compared or ((view.focus,) if view.focus and not view.record else ())
    return functools.partial(draw_network, selection=_pictured(extract), centres=centres)


def _pictured(extract: Extract) -> Selection:
    """Return the records the picture is drawn from: all the filters leave, as on the page."""
    if extract.view.record or extract.view.compared:
        return extract.selection
    return select_records(extract.edition.catalog, extract.view.filters)


def _lit(extract: Extract) -> list[str]:
    """Return the countries lit up: who took part in the record, who is compared."""
    catalog = extract.edition.catalog
    if extract.view.record:
        return list(count_members(extract.selection, "partners"))
    return [country for code in extract.view.compared for country in _countries(catalog, code)]


def _countries(catalog: Catalog, code: str) -> tuple[str, ...]:
    kind = catalog.entities[code].kind
    if kind == "format":
        return catalog.members(code)
    return (code,) if kind == "partner" else ()


def _pieces_png(extract: Extract) -> list[bytes]:
    return [write_preview(extract, "preview.png")]


def _pieces_svg(extract: Extract) -> list[bytes]:
    return [write_preview(extract, "preview.svg")]


def _paint(drawing: str) -> bytes:
    # Loaded with the first picture: most runs of the atlas draw none.
    from resvg_py import svg_to_bytes

    painted = svg_to_bytes(
        svg_string=drawing,
        skip_system_fonts=True,
        font_files=[str(path) for path in _typeface()],
        font_family=FAMILY,
        sans_serif_family=FAMILY,
    )
    return bytes(painted)


def _measure(text: str, size: float, bold: bool) -> float:
    return _width(text, bold) * size / _MEASURED_AT


@functools.lru_cache(maxsize=4_096)
def _width(text: str, bold: bool) -> float:
    return _fonts()[bold].getlength(text)


@functools.cache
def _fonts() -> "tuple[FreeTypeFont, ...]":
    from PIL import ImageFont

    layout = ImageFont.Layout.BASIC  # the same on every machine, whatever it has for complex scripts
    return tuple(ImageFont.truetype(path, _MEASURED_AT, layout_engine=layout) for path in _typeface())


@functools.cache
def _typeface() -> tuple[Path, ...]:
    import font_source_sans_pro

    folder = Path(font_source_sans_pro.font_directory)
    return tuple(folder / f"SourceSansPro-{weight}.ttf" for weight in _WEIGHTS)
