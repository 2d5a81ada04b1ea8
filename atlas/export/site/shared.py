"""Scripts, styles and the index of the search: fetched once, whatever page is read."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from atlas.export.json_file import encode_json
from atlas.export.pictures import build_script, read_geometry, read_libraries, read_styles
from atlas.export.site.addresses import page_path
from atlas.paths import EXPORT
from atlas.search import fold
from atlas.views.panel import describe_kind
from atlas.views.text import entity_name
from atlas.views.theme import COLOURS
from atlas.words import gettext

if TYPE_CHECKING:
    from atlas.export.site.site import Site


def share_files(site: "Site") -> dict[str, str]:
    """Return the path of each shared file by a short name; the files are kept in `site.shared`.

    Geometry and index are scripts that set a name: so they can be read from a disk, too, where a page may
    fetch nothing.
    """
    libraries = {name: site.share(f"{name}.js", text) for name, text in read_libraries().items()}
    return libraries | {
        "icon": site.share("icon.svg", _draw_icon()),
        "style": site.share("atlas.css", f"{read_styles()}\n{_read('site.css')}"),
        "pictures": site.share("pictures.js", build_script(site.catalog)),
        "site": site.share("site.js", _read("site.js")),
        "geometry": site.share("geometry.js", f"const atlasBorders = {encode_json(read_geometry())};\n"),
        "search": site.share("search.js", f"const atlasIndex = {encode_json(list(_index(site)))};\n"),
    }


def _draw_icon() -> str:
    """Return a globe, which a browser shows beside the title; without one it asks for a file of its own."""
    colours = COLOURS["light"]
    lines = "M1.5 8h13M8 1.5c-4.4 4-4.4 9 0 13c4.4-4 4.4-9 0-13"
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">'
        f'<circle cx="8" cy="8" r="7" fill="{colours["level-5"]}"/>'
        f'<path d="{lines}" fill="none" stroke="{colours["paper"]}"/></svg>\n'
    )


def _read(name: str) -> str:
    return (EXPORT / name).read_text(encoding="utf-8")


def _index(site: "Site") -> Iterator[list[str]]:
    """Yield name, kind, path and folded words of every entity and record."""
    catalog = site.catalog
    spellings: dict[str, list[str]] = {}
    for alias, code in zip(catalog.aliases["alias"], catalog.aliases["id"], strict=True):
        spellings.setdefault(code, []).append(alias)
    for code, path in site.paths.items():
        if code in catalog.entities:
            name, kind = entity_name(catalog, code), describe_kind(catalog, code)
        else:
            name, kind = site.entries[code]["title"], site.entries[code]["when"]
        words = fold(" ".join([name, code, *spellings.get(code, [])]))
        yield [name, kind, path, words]
    for code, source in site.tables["sources"].iterrows():
        path = page_path("sources", str(code))
        yield [source["title"], gettext("Source"), path, fold(f"{source['title']} {source['publisher']}")]
