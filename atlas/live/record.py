"""One record on the page: all of it, with a permanent address and the way through the list."""

import functools
from collections.abc import Callable, Mapping
from typing import Any, Final

from streamlit.components.v2.types import ComponentRenderer

from atlas.assets import Asset
from atlas.live.component import build_component, build_module, build_style, mount
from atlas.words import gettext, language

_HTML: Final = '<article id="atlas-record" class="atlas-record"></article>'


def show_record(
    record: Mapping[str, Any],
    way: Mapping[str, Any],
    *,
    on_open: Callable[[Any], None],
    on_select: Callable[[Any], None],
) -> None:
    """Show a record.

    Parameters
    ----------
    record : mapping
        From `views.record.build_record`.
    way : mapping
        `previous` and `next` (ids in the list, or ''), `place` (where it stands in the list, in words) and
        `moved` (whether the reader came here by a click, so that the keyboard follows).
    on_open : callable
        Called with the id of the record to show in its place, '' for the list; unchecked.
    on_select : callable
        Called with the id of an entity the reader chose; unchecked.
    """
    data = dict(record) | {"way": dict(way)}
    mount(_component(language()), "record", data=data, triggers={"open": on_open, "select": on_select})


@functools.cache
def record_module(spoken: str) -> Asset:  # noqa: ARG001, the key of the cache
    """Return the script of a record.

    Parameters
    ----------
    spoken : str
        Language of its words, ISO 639-1.
    """
    words = {
        "way": gettext("Way through the list"),
        "list": gettext("Back to the list"),
        "previous": gettext("Previous record"),
        "next": gettext("Next record"),
        "takers": gettext("Who took part"),
        "focus": gettext("Puts it in focus and lists its records"),
        "nobody": gettext("The sources name nobody in particular."),
        "facts": gettext("What is coded"),
        "sources": gettext("Sources"),
        "conflicts": gettext("Where sources disagree"),
        "address": gettext("Permanent address"),
        "copy": gettext("Copy"),
        "copied": gettext("Copied"),
        "id": gettext("Record id"),
    }
    constants = {"addresses": {"style": build_style().address}, "words": words}
    return build_module("record", constants=constants)


@functools.cache
def _component(spoken: str) -> ComponentRenderer:
    return build_component(f"atlas_record_{spoken}", record_module(spoken), _HTML)
