"""What stands below every view: tables behind a line each, and the line on borders and data."""

import functools
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from streamlit.components.v2.types import ComponentRenderer

from atlas.assets import Asset
from atlas.catalog import Catalog
from atlas.live.component import build_component, build_module, build_style, mount
from atlas.live.table import grid_script
from atlas.views.text import describe_policy
from atlas.words import language

_HTML: Final = '<footer id="atlas-foot" class="atlas-foot"></footer>'


def show_foot(
    catalog: Catalog, boxes: Sequence[Mapping[str, Any]], *, triggers: Mapping[str, Callable[[Any], None]]
) -> None:
    """Show the boxes and the line below them.

    Parameters
    ----------
    catalog : Catalog
        The data set.
    boxes : sequence of mapping
        `id`, `label`, and `table`: a page of a `views.table.Table`, None while the box is closed.
    triggers : mapping of str to callable
        `open`: called with `{"box": id, "open": bool}`; `table`: with `{"box": id, "name": str, "value": …}`
        for what the reader does in a table. Both unchecked.
    """
    mount(_component(catalog, language()), "foot", data={"boxes": list(boxes)}, triggers=triggers)


@functools.cache
def foot_module(catalog: Catalog, spoken: str) -> Asset:  # noqa: ARG001, the key of the cache
    """Return the script of the foot.

    Parameters
    ----------
    catalog : Catalog
        Its version stands in the line.
    spoken : str
        Language of its words, ISO 639-1.
    """
    constants = {"addresses": {"style": build_style().address}, "policy": describe_policy(catalog)}
    return build_module("foot", grid_script(), constants=constants)


@functools.cache
def _component(catalog: Catalog, spoken: str) -> ComponentRenderer:
    return build_component(f"atlas_foot_{spoken}", foot_module(catalog, spoken), _HTML)
