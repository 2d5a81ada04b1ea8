"""The page about the atlas, as a file the browser keeps: nothing of it travels at a rerun."""

import json
from typing import Final

from streamlit.components.v2.types import ComponentRenderer

from atlas.assets import ASSETS, Asset
from atlas.catalog import Catalog, keep_with_catalog
from atlas.catalog.notes import read_notes
from atlas.live.component import build_component, build_module, build_style, mount
from atlas.paths import GEO, data_folder
from atlas.views.about import BORDERS, CHANGES, CODING, FILES, GAPS, build_about
from atlas.words import gettext, language

_HTML: Final = '<article id="atlas-about" class="atlas-article"></article>'


def show_about(catalog: Catalog) -> None:
    """Show the page about the atlas.

    Parameters
    ----------
    catalog : Catalog
        The data set it describes, from `paths.data_folder()`.
    """
    mount(_component(catalog, language()), "about", data={}, triggers={})


@keep_with_catalog()
def about_assets(catalog: Catalog, spoken: str) -> dict[str, Asset]:  # noqa: ARG001, the key of the cache
    """Return the files of the page, `module` being its script and `content` its text.

    Parameters
    ----------
    catalog : Catalog
        The data set, from `paths.data_folder()`.
    spoken : str
        Language of the text, ISO 639-1.
    """
    notes = read_notes(data_folder(), (CODING, GAPS, CHANGES, FILES))
    notes[BORDERS] = read_notes(GEO, (FILES,)).get(FILES, "")
    content = ASSETS.add(
        "about.json", json.dumps(build_about(catalog, notes), ensure_ascii=False), of=catalog
    )
    addresses = {"style": build_style().address, "content": content.address}
    words = {"contents": gettext("On this page"), "link": gettext("Address of this section")}
    module = build_module("article", constants={"addresses": addresses, "words": words}, of=catalog)
    return {"module": module, "content": content}


@keep_with_catalog()
def _component(catalog: Catalog, spoken: str) -> ComponentRenderer:
    return build_component(f"atlas_about_{spoken}", about_assets(catalog, spoken)["module"], _HTML)
