"""What a file is made of: the records of one view, and what every file says about itself."""

import urllib.parse
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from atlas.address import encode_query
from atlas.compare import select_any
from atlas.export.edition import Edition
from atlas.model import Filters, View
from atlas.query import Selection, select_of, select_records
from atlas.views.headings import view_name
from atlas.views.text import describe
from atlas.words import gettext

_EVERYTHING: Final = View()


@dataclass(frozen=True, eq=False)
class Extract:
    """One view of the data set, ready to be written.

    Parameters
    ----------
    edition : Edition
        The data set and what stands beside it.
    view : View
        Filters and focus; an entity in focus leaves only the records that concern it, entities that
        are compared only those that concern one of them. An opened record stands alone, whatever the filters
        are, for its address is a permanent one.
    base : str
        Public address of the atlas without a slash at its end, '' where it is not known.
    offset, limit : int, int or None
        Which rows of a list to write: how many to pass over, how many to take at most.
    """

    edition: Edition
    view: View = _EVERYTHING
    base: str = ""
    offset: int = 0
    limit: int | None = None

    @cached_property
    def selection(self) -> Selection:
        """The records of the view."""
        catalog = self.edition.catalog
        if self.view.record:
            return Selection(catalog, Filters(), (catalog.records["id"] == self.view.record).to_numpy())
        selection = select_records(catalog, self.view.filters)
        if self.view.compared:
            return select_any(selection, self.view.compared)
        return select_of(selection, self.view.focus) if self.view.focus else selection

    @cached_property
    def size(self) -> int:
        """Number of records of the view, whatever the paging, context included."""
        return int(self.selection.mask.sum())

    @property
    def query(self) -> str:
        """The canonical query string: the same view, the same query."""
        return encode_query(self.view)

    @property
    def address(self) -> str:
        """Address of the view for a reader; '' where that of the atlas is not known."""
        if not self.base:
            return ""
        return f"{self.base}/{self._page()}" + (f"?{self.query}" if self.query else "")

    @cached_property
    def sentence(self) -> str:
        """The view in one sentence, the one above the page."""
        sentence, name = describe(self.selection), view_name(self.edition.catalog, self.view)
        return gettext("{name}: {sentence}").format(name=name, sentence=sentence) if name else sentence

    def _page(self) -> str:
        if self.view.record:
            return "records"
        return "compare" if self.view.compared else urllib.parse.quote(self.view.page.strip("/"))

    def page(self, total: int) -> range:
        """Return the positions, of `total` rows, that are to be written."""
        first = min(self.offset, total)
        return range(first, total if self.limit is None else min(total, first + self.limit))

    def whole(self) -> "Extract":
        """Return the same view without paging."""
        return replace(self, offset=0, limit=None)


def file_name(edition: Edition, name: str) -> str:
    """Return what a saved file is called: data set, version, kind.

    Parameters
    ----------
    edition : Edition
        The data set.
    name : str
        Kind of file with its ending, such as `records.csv`.
    """
    parts = f"{edition.catalog.package.name}-{edition.catalog.version}-{name}".replace("/", "-")
    return "".join(
        letter if letter.isascii() and (letter.isalnum() or letter in "._-") else "-" for letter in parts
    )
