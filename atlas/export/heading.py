"""How a view introduces itself where its link is pasted: title, line, description."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from atlas.export.extract import Extract
from atlas.views.headings import describe_page, view_name
from atlas.views.text import describe, describe_when, entity_name, value_label
from atlas.words import gettext, join_words


@dataclass(frozen=True, slots=True)
class Heading:
    """What a view is called and what it shows, plain text.

    Parameters
    ----------
    title : str
        Whom or what it is about, else the page, else the atlas.
    above : str
        The atlas and the page, as far as `title` does not say it; '' for nothing.
    line : str
        What is shown: the describing sentence without the name; of a record when, what kind and who.
    """

    title: str
    above: str
    line: str


def build_heading(extract: Extract) -> Heading:
    """Return the heading of a view."""
    catalog, view = extract.edition.catalog, extract.view
    name, page = view_name(catalog, view), describe_page(view)
    title = name or page or catalog.title
    above = [catalog.title] if title != catalog.title else []
    above += [page] if name and page else []
    return Heading(title, " · ".join(above), _line(extract))


def build_title(extract: Extract) -> str:
    """Return what stands in the title bar: the view, then the atlas."""
    catalog, view = extract.edition.catalog, extract.view
    parts = [view_name(catalog, view), describe_page(view), catalog.title]
    return " – ".join(part for part in parts if part)


def describe_view(extract: Extract) -> str:
    """Return a view in one or two sentences: the describing one, then what the atlas is; or the record."""
    if not extract.view.record:
        return f"{extract.sentence}. {extract.edition.catalog.description}"
    row = read_record(extract)
    return gettext("{name}: {sentence}").format(name=_when(row), sentence=row["summary"] or row["title"])


def read_record(extract: Extract) -> dict[str, Any]:
    """Return the row of the record that is open."""
    row: dict[str, Any] = extract.edition.catalog.tables["records"].loc[extract.view.record].to_dict()  # type: ignore[assignment]
    return row


def _line(extract: Extract) -> str:
    if not extract.view.record:
        return describe(extract.selection)
    catalog, row = extract.edition.catalog, read_record(extract)
    codes = [*row["formats"], *row["organisations"], *row["partners"]]
    who = join_words([entity_name(catalog, code) for code in codes])
    parts = [_when(row), value_label(catalog, "kind", row["kind"]), who]
    return " · ".join(part for part in parts if part)


def _when(row: Mapping[str, Any]) -> str:
    return describe_when(row["date"], row["end_date"], row["date_basis"])
