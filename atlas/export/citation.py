"""How to cite the atlas, a view of it or one record, in four forms.

All forms keep every letter as it is, in UTF-8; only the signs a form itself uses are escaped. The date
is that of the data version, so a citation does not change from one day to the next.
"""

import datetime
import json
import re
import urllib.parse
from dataclasses import dataclass
from typing import Any, Final

from babel.dates import format_date

from atlas.export.edition import Edition
from atlas.export.extract import Extract
from atlas.model import View
from atlas.views.text import describe_when
from atlas.words import cldr_locale, gettext

# BibTeX counts braces whether or not a backslash stands before them, so those of a text are spelt out.
_LATEX_WORDS: Final = {
    "\\": "textbackslash",
    "{": "textbraceleft",
    "}": "textbraceright",
    "~": "textasciitilde",
    "^": "textasciicircum",
}
_LATEX: Final = str.maketrans(
    {sign: f"\\{sign}" for sign in "$&#_%"} | {sign: f"\\{word}{{}}" for sign, word in _LATEX_WORDS.items()}
)
_CITED: Final = ("title", "date", "end_date", "date_basis", "sources")
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True, slots=True)
class Work:
    """Something that can be cited.

    Parameters
    ----------
    key : str
        Short name for a list of references: ASCII letters, digits, `.` and `-`.
    title : str
        What is cited.
    atlas : str
        The title of the atlas; it also stands as the author, since its authors are a project.
    version : str
        Version of the data.
    issued : date
        Day of that version.
    licence : str
        Name of the licence.
    address : str
        Where it is found; '' where that is not known.
    note : str
        A further sentence: when a recorded fact was and on which sources it rests. Or ''.
    """

    key: str
    title: str
    atlas: str
    version: str
    issued: datetime.date
    licence: str
    address: str
    note: str = ""


def cite_atlas(edition: Edition, base: str = "") -> Work:
    """Return the atlas as a whole, found at `base`, an address without a slash at its end, or ''."""
    return _work(edition, edition.catalog.title, "atlas", f"{base}/" if base else "")


def cite_view(extract: Extract) -> Work:
    """Return one view: the sentence above it is part of the title."""
    title = f"{extract.edition.catalog.title}: {extract.sentence}"
    return _work(extract.edition, title, "view", extract.address)


def cite_record(edition: Edition, record: str, base: str = "") -> Work:
    """Return one record, with its date and its sources as a note.

    Parameters
    ----------
    edition : Edition
        The data set.
    record : str
        Id of the record.
    base : str
        Public address of the atlas without a slash at its end, '' where it is not known.

    Raises
    ------
    KeyError
        If there is no such record.
    """
    fact = _find_record(edition, record)
    sources = dict.fromkeys(citation.source for citation in fact["sources"])
    texts = [describe_source(edition, source) for source in sources]
    when = describe_when(fact["date"], fact["end_date"], fact["date_basis"])
    note = gettext("Record {id}: {when}. Sources: {sources}.").format(
        id=record, when=when, sources="; ".join(texts)
    )
    extract = Extract(edition, View(record=record), base)
    return _work(edition, fact["title"], record, extract.address, note=note)


def describe_source(edition: Edition, source: str, paragraph: int | None = None) -> str:
    """Return a source in a line: publisher, title, date, paragraph, address, as far as known."""
    row = edition.catalog.rows("sources")[source]
    place = gettext("paragraph {number}").format(number=paragraph) if paragraph else ""
    parts = [row["publisher"], row["title"], row["date"], place, row["url"]]
    return ", ".join(part for part in parts if part)


def write_plain(work: Work) -> str:
    """Return a citation for the running text, on one line."""
    day = format_date(work.issued, format="long", locale=cldr_locale())
    version = gettext("Data version {version}, {day}, {licence}").format(
        version=work.version, day=day, licence=work.licence
    )
    title = work.title if work.title.startswith(work.atlas) else f"“{work.title}”, {work.atlas}"
    parts = [f"{title}. {version}.", work.note, work.address]
    return _one_line(" ".join(part for part in parts if part))


def write_bibtex(work: Work) -> str:
    """Return a BibTeX entry, for biber or any other reader of UTF-8."""
    fields = {
        "author": f"{{{_latex(work.atlas)}}}",
        "title": f"{{{_latex(work.title)}}}",
        "year": str(work.issued.year),
        "version": _latex(work.version),
        "howpublished": "Data set",
        "url": _plain_address(work.address),
        "note": _latex(" ".join(part for part in (work.note, f"Licence: {work.licence}.") if part)),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    lines.insert(3, f"  month = {_MONTHS[work.issued.month - 1]},")
    return "\n".join([f"@misc{{{work.key},", *lines, "}", ""])


def write_ris(work: Work) -> str:
    """Return a RIS record; its lines end in CR LF, as reference managers expect."""
    fields = [
        ("TY", "DATA"),
        ("AU", work.atlas),
        ("TI", work.title),
        ("T2", work.atlas if work.title != work.atlas else ""),
        ("PY", str(work.issued.year)),
        ("DA", work.issued.strftime("%Y/%m/%d")),
        ("ET", work.version),
        ("UR", _plain_address(work.address)),
        ("N1", work.note),
        ("N1", f"Licence: {work.licence}"),
    ]
    lines = [f"{tag}  - {_one_line(value)}" for tag, value in fields if value]
    return "\r\n".join([*lines, "ER  - ", ""])


def write_csl(work: Work) -> str:
    """Return CSL-JSON: a list with one item."""
    item = {
        "id": work.key,
        "type": "dataset",
        "author": [{"literal": work.atlas}],
        "title": _one_line(work.title),
        "container-title": work.atlas if work.title != work.atlas else "",
        "version": work.version,
        "issued": {"date-parts": [[work.issued.year, work.issued.month, work.issued.day]]},
        "URL": _plain_address(work.address),
        "note": _one_line(f"{work.note} Licence: {work.licence}.").strip(),
    }
    return (
        json.dumps([{key: value for key, value in item.items() if value}], ensure_ascii=False, indent=2)
        + "\n"
    )


def _find_record(edition: Edition, record: str) -> dict[str, Any]:
    # Cell by cell: taking the row out as a whole costs a hundred times as much.
    records = edition.catalog.tables["records"]
    return {name: records.at[record, name] for name in _CITED}


def _work(edition: Edition, title: str, name: str, address: str, *, note: str = "") -> Work:
    catalog = edition.catalog
    key = re.sub(r"[^A-Za-z0-9.-]+", "-", f"{catalog.package.name}-{catalog.version}-{name}")
    licence = edition.licence.name
    return Work(key, title, catalog.title, catalog.version, catalog.created, licence, address, note)


def _latex(text: str) -> str:
    return _one_line(text).translate(_LATEX)


def _plain_address(address: str) -> str:
    # Nothing that could close a field or begin a line; an address that is one already stays as it is.
    return urllib.parse.quote(address, safe="/:?#[]@!$&'()*+,;=%~")


def _one_line(text: str) -> str:
    return " ".join(text.split())
