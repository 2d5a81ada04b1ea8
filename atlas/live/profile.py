"""The profile of an entity, on the page and on paper."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from streamlit.components.v2.types import ComponentRenderer

from atlas.assets import Asset
from atlas.catalog import Catalog, keep_with_catalog
from atlas.live.component import build_component, build_module, build_style, mount
from atlas.paths import LIVE, VIEWS
from atlas.views.text import value_label
from atlas.words import gettext, language

_HTML: Final = '<div id="atlas-profile" class="atlas-profile" style="min-height:60dvh"></div>'


def show_profile(
    catalog: Catalog, profile: Mapping[str, Any], *, triggers: Mapping[str, Callable[[Any], None]]
) -> None:
    """Show a profile.

    Parameters
    ----------
    catalog : Catalog
        The data set.
    profile : mapping
        From `views.profile.build_profile`, with `view` (changes when the view does), `part` (from
        `views.profile.build_part`) and `print` (from `views.profile.build_print`, with the `token` of who
        asked for it), None where there is none.
    triggers : mapping of str to callable
        `select` gets the id of an entity, `record` that of a record, `open` `{"key": str, "first": int}`,
        `print` a number; all unchecked.
    """
    mount(_component(catalog, language()), "profile", data=profile, triggers=triggers)


@keep_with_catalog()
def profile_module(catalog: Catalog, spoken: str) -> Asset:  # noqa: ARG001, the key of the cache
    """Return the script of the profile, the names of all domains in it.

    Parameters
    ----------
    catalog : Catalog
        The data set.
    spoken : str
        Language of its words, ISO 639-1.
    """
    parts = [path.read_text(encoding="utf-8") for path in (LIVE / "entries.js", VIEWS / "rhythm.js")]
    constants = {
        "addresses": {"style": build_style().address},
        "domains": {value: value_label(catalog, "domain", value) for value in catalog.rows("domains")},
        "words": _words(),
    }
    return build_module("profile", *parts, constants=constants, of=catalog)


@keep_with_catalog()
def _component(catalog: Catalog, spoken: str) -> ComponentRenderer:
    return build_component(f"atlas_profile_{spoken}", profile_module(catalog, spoken), _HTML)


def _words() -> dict[str, str]:
    return {
        "print": gettext("Print or save as PDF"),
        "summary": gettext("In short"),
        "sources": gettext("Sources"),
        "thin": gettext("What is thin"),
        "solid": gettext("Nothing stands out: several sources, kinds of source and years."),
        "rhythm": gettext("Records by the year they began"),
        "twin": gettext("The same as a table"),
        "year": gettext("Year"),
        "direct": gettext("tied to these participants"),
        "collective": gettext("said of all partners at once"),
        "context": gettext("context, not counted"),
        "domains": gettext("Records by domain"),
        "several": gettext("A record on two domains stands under both. Newest first."),
        "list": gettext("All records, earliest first"),
        "wait": gettext("Loading …"),
        "more": gettext("Show more, {number} left"),
        "all": gettext("Show all {number}"),
        "tied": gettext("Formats and organisations"),
        "name": gettext("Name"),
        "records": gettext("Records"),
        "alone": gettext("Direct"),
        "years": gettext("Years"),
        "conflicts": gettext("Where sources disagree"),
        "disagreements": gettext("Disagreements between sources"),
        "about": gettext("About {records}"),
        "address": gettext("This view: {address}"),
    }
