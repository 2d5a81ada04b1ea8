"""`/preview.png` and `/preview.svg`: the picture of the view a query stands for (contract, section 2)."""

from pathlib import Path
from typing import Final

from starlette.routing import Route

from atlas.catalog import Catalog
from atlas.export.edition import read_edition
from atlas.export.preview import preview_kinds
from atlas.paths import data_folder
from atlas.server.api import Surface

_STEM: Final = "preview."


def preview_routes(catalog: Catalog, *, folder: Path | None = None, address: str = "") -> list[Route]:
    """Return the routes of the pictures; asked and refused as all under `/api`, kept and counted apart.

    Parameters
    ----------
    catalog : Catalog
        The data set.
    folder : Path, optional
        The folder it was loaded from; by default the atlas's own.
    address : str, default ""
        Public address of the atlas; by default what each request was sent to.
    """
    kinds = {kind.name.removeprefix(_STEM): kind for kind in preview_kinds().values()}
    edition = read_edition(catalog, folder or data_folder())
    return [Route(f"/{_STEM}{{name}}", Surface(edition, address, kinds, f"/{_STEM}"))]
