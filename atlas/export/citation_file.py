"""The citation of what is asked for, as a file: text, BibTeX, RIS, CSL-JSON."""

from collections.abc import Callable
from typing import Final

from atlas.export.citation import (
    Work,
    cite_atlas,
    cite_record,
    cite_view,
    write_bibtex,
    write_csl,
    write_plain,
    write_ris,
)
from atlas.export.extract import Extract
from atlas.model import View


def cite_extract(extract: Extract) -> Work:
    """Return the opened record, or the view, or the atlas where the view is neither a page nor filtered."""
    edition, view = extract.edition, extract.view
    if view.record:
        return cite_record(edition, view.record, extract.base)
    return cite_atlas(edition, extract.base) if view == View() else cite_view(extract)


def _file(write: Callable[[Work], str]) -> Callable[[Extract], bytes]:
    return lambda extract: f"{write(cite_extract(extract)).rstrip()}\n".encode()


def _ris(extract: Extract) -> bytes:
    return write_ris(cite_extract(extract)).encode()


FORMS: Final[dict[str, tuple[str, str, Callable[[Extract], bytes]]]] = {
    "txt": ("text/plain; charset=utf-8", "plain text", _file(write_plain)),
    "bib": ("application/x-bibtex; charset=utf-8", "BibTeX", _file(write_bibtex)),
    "ris": ("application/x-research-info-systems; charset=utf-8", "RIS", _ris),
    "json": ("application/vnd.citationstyles.csl+json", "CSL-JSON", _file(write_csl)),
}
"""Ending of the file → media type, what the form is called, extract → file."""
