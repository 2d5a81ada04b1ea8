"""What every page of the static atlas shares: the records in view, addresses, shared files."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Final

import pandas as pd
from markupsafe import Markup

from atlas.assets import AssetTable
from atlas.catalog import Catalog
from atlas.export.data_package import select_tables
from atlas.export.edition import Edition
from atlas.export.extract import Extract
from atlas.export.site.addresses import page_path, preview_path, public_address
from atlas.export.site.shared import share_files
from atlas.export.template import describe_edition, render_page
from atlas.model import Filters, View
from atlas.query import Selection, select_records
from atlas.views.panel import build_entry

KINDS: Final = ("partners", "formats", "organisations", "records", "sources")
"""Tables with a page for every row, and names of the folders these stand in."""

PREVIEW_SIZE: Final = (1200, 630)
"""Width and height of a picture for links that are shared, from `preview.write_preview`."""


@dataclass(frozen=True, eq=False)
class Site:
    """A static atlas that is being made.

    Parameters
    ----------
    edition : Edition
        The data set.
    filters : Filters
        Which records it shows.
    base : str
        Where it will be found, without a slash at its end; '' where that is not known.
    shared : AssetTable
        Scripts and styles, each under a name with the hash of its content.
    """

    edition: Edition
    filters: Filters = field(default_factory=Filters)
    base: str = ""
    shared: AssetTable = field(default_factory=AssetTable)

    @property
    def catalog(self) -> Catalog:
        """The data set."""
        return self.edition.catalog

    @cached_property
    def selection(self) -> Selection:
        """The records of the site."""
        return select_records(self.catalog, self.filters)

    @cached_property
    def tables(self) -> Mapping[str, pd.DataFrame]:
        """The rows there is a page for, by table: the records in view and all they refer to."""
        return select_tables(self.selection)

    @cached_property
    def paths(self) -> dict[str, str]:
        """Path of the page of each row, by id; ids are unique across tables but for those of sources."""
        return {
            code: page_path(kind, code)
            for kind in KINDS
            if kind != "sources"
            for code in self.tables[kind].index
        }

    @cached_property
    def entries(self) -> dict[str, dict[str, Any]]:
        """What a list says of each record, by id, in time order."""
        rows = self.selection.rows(0, int(self.selection.mask.sum()))
        return {row["id"]: build_entry(self.catalog, row) for row in rows}

    def extract(self, **view: Any) -> Extract:  # noqa: ANN401, fields of `View`
        """Return the view of the site, or of a part of it: `focus`, `record`, `page`."""
        return Extract(self.edition, replace(View(filters=self.filters), **view), self.base)

    def share(self, name: str, content: str) -> str:
        """Keep a file that pages share; return its path."""
        return self.shared.add(name, content).address

    def render(self, template: str, path: str, **values: Any) -> bytes:  # noqa: ANN401, see `render_page`
        """Return a page.

        Parameters
        ----------
        template : str
            Name of its template.
        path : str
            Where it stands, from the root of the site.
        **values
            What the template names, `heading` and `about` among it; texts.
        """
        up = "../" * path.count("/")
        frame = {
            "page": describe_edition(self.edition),
            "up": up,
            "path": path,
            "public": public_address(self.base, path) if self.base else "",
            "base": self.base,
            "kinds": KINDS,
            "shared": self._shared_paths,
            "at": {code: up + target for code, target in self.paths.items()},
            "preview": self.preview_of(path),
            "preview_size": PREVIEW_SIZE,
        }
        return render_page(template, **{**frame, **values}).encode()

    def preview_of(self, path: str) -> str:
        """Return the path of the picture of a page: its own, its first participant's, or the atlas's."""
        code = self._codes.get(path, "")
        if code in self.catalog.entities:
            return preview_path(path)
        row = self.catalog.tables["records"].loc[code] if code else None
        takers = [*row["formats"], *row["partners"], *row["organisations"]] if row is not None else []
        return preview_path(self.paths[takers[0]] if takers else "index.html")

    @cached_property
    def _codes(self) -> dict[str, str]:
        return {path: code for code, path in self.paths.items()}

    @cached_property
    def _shared_paths(self) -> dict[str, str]:
        return share_files(self)


def mark_safe(json_text: str) -> Markup:
    """Return JSON from `encode_json`, which holds no sign of markup, as it is to stand in a page."""
    return Markup(json_text)  # noqa: S704
