"""Sharing, citing, downloading: a button on every page whose dialog asks for the rest when it opens."""

from typing import Any, Final

from streamlit.components.v2.types import ComponentRenderer

from atlas.address import encode_query
from atlas.assets import Asset
from atlas.catalog import Catalog, keep_with_catalog
from atlas.export.snippet import snippet_templates
from atlas.live.component import build_component, build_module, build_style, mount
from atlas.model import View
from atlas.views.coverage import all_records
from atlas.words import gettext, language

_HTML: Final = '<div id="atlas-share"></div>'
_EMBED_HTML: Final = '<div id="atlas-embed" class="atlas-embed"></div>'
_MARK: Final = "{address}"


def show_share(catalog: Catalog) -> None:
    """Show the button; the query its dialog makes addresses with comes from the sidebar.

    Parameters
    ----------
    catalog : Catalog
        The data set.
    """
    mount(_component(catalog, language()), "share", data={}, triggers={})


def show_origin(catalog: Catalog, view: View) -> None:
    """Show, inside another page, where the view comes from and the way to the whole of it.

    Parameters
    ----------
    catalog : Catalog
        The data set.
    view : View
        What the reader sees.
    """
    mount(_origin(catalog, language()), "origin", data={"query": encode_query(view)}, triggers={})


@keep_with_catalog()
def share_module(catalog: Catalog, spoken: str) -> Asset:  # noqa: ARG001, the key of the cache
    """Return the script of button and dialog.

    Parameters
    ----------
    catalog : Catalog
        The data set.
    spoken : str
        Language of the words, ISO 639-1.
    """
    everything = encode_query(View(filters=all_records(catalog)))
    constants = {
        "addresses": {"style": build_style().address},
        "site": {"title": gettext(catalog.title), "everything": everything, "mark": _MARK},
        "words": _words(),
        "groups": _groups(),
        "formats": {"geojson": "GeoJSON", "graphml": "GraphML"},
        "forms": [["txt", gettext("Text")], ["bib", "BibTeX"], ["ris", "RIS"], ["json", "CSL-JSON"]],
        "snippets": snippet_templates(_MARK),
    }
    return build_module("share", constants=constants, of=catalog)


@keep_with_catalog()
def origin_module(catalog: Catalog, spoken: str) -> Asset:  # noqa: ARG001, the key of the cache
    """Return the script of the line below an embedded view.

    Parameters
    ----------
    catalog : Catalog
        The data set.
    spoken : str
        Language of the words, ISO 639-1.
    """
    edition = gettext("data version {version}, CC BY 4.0").format(version=catalog.version)
    constants = {
        "addresses": {"style": build_style().address},
        "site": {"title": gettext(catalog.title), "edition": edition},
        "words": {"full": gettext("Open the full view")},
    }
    return build_module("embed", constants=constants, of=catalog)


@keep_with_catalog()
def _origin(catalog: Catalog, spoken: str) -> ComponentRenderer:
    return build_component(f"atlas_origin_{spoken}", origin_module(catalog, spoken), _EMBED_HTML)


@keep_with_catalog()
def _component(catalog: Catalog, spoken: str) -> ComponentRenderer:
    return build_component(f"atlas_share_{spoken}", share_module(catalog, spoken), _HTML)


def _groups() -> list[dict[str, Any]]:
    """Return what the files of a name are called and what they hold, in the order they are shown."""
    return [
        _group("preview", gettext("Picture"), gettext("a card of the view")),
        _group("page", gettext("One page"), gettext("works without a network")),
        _group("records", gettext("Records"), gettext("with their sources"), gettext("records: {number}")),
        _group("partners", gettext("Partners"), gettext("counts, territories"), gettext("rows: {number}")),
        _group("network", gettext("Network"), gettext("to be drawn"), gettext("ties: {number}")),
        _group("datapackage", gettext("Data package"), gettext("the dictionary, all tables")),
        _group("facets", gettext("Counts of the filters"), "", folded=True),
        _group("feed", gettext("Changes of the data"), gettext("a feed"), folded=True),
    ]


def _group(stem: str, label: str, hint: str, count: str = "", *, folded: bool = False) -> dict[str, Any]:
    return {"stem": stem, "label": label, "hint": hint, "count": count, "folded": folded}


def _words() -> dict[str, str]:
    return {
        "title": gettext("Share, cite, download"),
        "share": gettext("Share"),
        "close": gettext("Close"),
        "link": gettext("Link to this view"),
        "linkHint": gettext("Opens exactly this view"),
        "embed": gettext("Code for another page"),
        "embedHint": gettext("Puts this view into another page"),
        "qr": gettext("QR code of the link"),
        "noQr": gettext("There is no QR code of this address."),
        "copy": gettext("Copy"),
        "copied": gettext("Copied"),
        "select": gettext("Selected: copy with Ctrl+C"),
        "download": gettext("Download"),
        "which": gettext("What to download"),
        "view": gettext("This view"),
        "everything": gettext("Everything"),
        "picture": gettext("The view as a picture"),
        "rows": gettext("rows: {number}"),
        "further": gettext("Further files: counts of the filters, changes, single tables"),
        "table": gettext("Table: {name}"),
        "about": gettext(
            "Every file says what it holds: the filters in words, data version, date, licence and how to "
            "cite it. A CSV says so beside its rows, in the headers of the answer and in its name."
        ),
        "cite": gettext("Cite"),
        "what": gettext("What to cite"),
        "atlas": gettext("The atlas"),
        "record": gettext("This record"),
        "form": gettext("Form of the citation"),
        "save": gettext("Save"),
        "load": gettext("Load this view"),
        "language": gettext("Program"),
        "python": gettext("Python (pandas)"),
        "r": gettext("R"),
        "spreadsheet": gettext("Spreadsheet"),
        "failed": gettext("This could not be loaded. Please try again."),
    }
