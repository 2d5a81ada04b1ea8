"""Pictures for links that are shared: of the start page and of every partner, format and organisation."""

from collections.abc import Iterator

from atlas.export.preview import write_preview
from atlas.export.site.addresses import preview_path
from atlas.export.site.site import Site


def build_previews(site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield path and content of every picture; none where no address is known they could be named by."""
    for path, code in _pictured(site):
        yield preview_path(path), write_preview(site.extract(focus=code), "preview.png")


def count_previews(site: Site) -> int:
    """Return how many pictures there will be."""
    return len(_pictured(site))


def _pictured(site: Site) -> list[tuple[str, str]]:
    """Return path of the page and id of the entity, '' for the start page."""
    if not site.base:
        return []
    entities = [(path, code) for code, path in site.paths.items() if code in site.catalog.entities]
    return [("index.html", ""), *entities]
