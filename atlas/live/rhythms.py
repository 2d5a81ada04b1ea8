"""The rhythms of several entities on the page."""

import functools
from collections.abc import Mapping
from typing import Any, Final

from streamlit.components.v2.types import ComponentRenderer

from atlas.assets import Asset
from atlas.live.component import build_component, build_module, build_style, mount
from atlas.words import gettext, language

_HTML: Final = '<div id="atlas-rhythms" class="atlas-rhythms" style="min-height:240px"></div>'


def show_rhythms(rhythms: Mapping[str, Any]) -> None:
    """Show bars by year, a row for each entity.

    Parameters
    ----------
    rhythms : mapping
        From `views.compare.build_rhythms`.
    """
    mount(_component(language()), "rhythms", data=rhythms, triggers={})


@functools.cache
def rhythms_module(spoken: str) -> Asset:  # noqa: ARG001, the key of the cache
    """Return the script of the rhythms.

    Parameters
    ----------
    spoken : str
        Language of its words, ISO 639-1.
    """
    constants = {
        "addresses": {"style": build_style().address},
        "words": {"direct": gettext("direct"), "collective": gettext("said of all partners at once")},
    }
    return build_module("rhythms", constants=constants)


@functools.cache
def _component(spoken: str) -> ComponentRenderer:
    return build_component(f"atlas_rhythms_{spoken}", rhythms_module(spoken), _HTML)
