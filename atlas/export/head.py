"""What a page says without any script: tags for its head, words for its body, for bots and plain readers.

Every text and every address is escaped here. Links are relative to where the atlas is mounted; only what
leaves the page, the canonical address and the picture, is absolute, and left out where no address is known.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from atlas.address import write_address
from atlas.export.extract import Extract
from atlas.export.heading import build_heading, build_title, describe_view, read_record
from atlas.export.json_file import encode_json
from atlas.export.preview import preview_address
from atlas.model import View
from atlas.views.card import HEIGHT, WIDTH
from atlas.views.headings import PAGES, page_label
from atlas.views.record import build_sources
from atlas.views.text import describe_number, describe_when, escape
from atlas.words import cldr_locale, gettext, ngettext

LISTED: Final = 100
"""Records a page names at most."""

_LONGEST: Final = 300
"""Characters of a description; who shows links cuts them earlier."""

_DATASET_PAGES: Final = ("", "about")


def build_tags(extract: Extract) -> str:
    """Return the tags for the head of the page of a view, one a line."""
    return "\n".join(_tags(extract))


def build_plain_page(extract: Extract) -> str:
    """Return the view in words: title, sentence, the latest records as a list, the way to the rest."""
    heading = build_heading(extract)
    parts = [f"<p>{escape(heading.above)}</p>"] if heading.above else []
    parts += [f"<h1>{escape(heading.title)}</h1>", f"<p>{escape(heading.line)}</p>"]
    parts += _record_parts(extract) if extract.view.record else _list_parts(extract)
    note = gettext("Map, network and filters need JavaScript.")
    return "\n".join(["<noscript>", *parts, _navigation(extract), f"<p>{escape(note)}</p>", "</noscript>"])


def data_link(extract: Extract, name: str) -> str:
    """Return where a file of the view is found, relative to where the atlas is mounted."""
    return f"api/{name}" + (f"?{extract.query}" if extract.query else "")


def _tags(extract: Extract) -> Iterator[str]:
    title, text = build_title(extract), _cut(describe_view(extract))
    yield f"<title>{escape(title)}</title>"
    yield _meta("name", "description", text)
    if extract.view.filters.q or not extract.size:
        # Words that a stranger typed must not become pages of a search engine, nor what is empty.
        yield _meta("name", "robots", "noindex")
    if extract.address:
        yield f'<link rel="canonical" href="{escape(extract.address)}">'
    yield from _card_tags(extract, build_heading(extract).title, text)
    for name, media_type in (("records.json", "application/json"), ("records.csv", "text/csv")):
        yield _alternate(media_type, data_link(extract, name), page_label("records"))
    yield _alternate("application/atom+xml", "api/feed.atom", gettext("Changes of the data"))
    if extract.base and not extract.query and extract.view.page in _DATASET_PAGES:
        yield f'<script type="application/ld+json">{encode_json(_describe_dataset(extract))}</script>'


def _card_tags(extract: Extract, title: str, text: str) -> Iterator[str]:
    yield _meta("property", "og:type", "article" if extract.view.record else "website")
    yield _meta("property", "og:site_name", extract.edition.catalog.title)
    yield _meta("property", "og:locale", cldr_locale())
    yield _meta("property", "og:title", title)
    yield _meta("property", "og:description", text)
    yield _meta("name", "twitter:card", "summary_large_image")
    yield _meta("name", "twitter:title", title)
    yield _meta("name", "twitter:description", text)
    if extract.base:
        picture = f"{extract.base}/{preview_address(extract, 'preview.png')}"
        yield _meta("property", "og:url", extract.address)
        yield _meta("property", "og:image", picture)
        yield _meta("property", "og:image:type", "image/png")
        yield _meta("property", "og:image:width", str(WIDTH))
        yield _meta("property", "og:image:height", str(HEIGHT))
        yield _meta("property", "og:image:alt", _cut(extract.sentence))
        yield _meta("name", "twitter:image", picture)
        yield _meta("name", "twitter:image:alt", _cut(extract.sentence))


def _meta(kind: str, name: str, content: str) -> str:
    return f'<meta {kind}="{name}" content="{escape(content)}">'


def _alternate(media_type: str, link: str, title: str) -> str:
    return f'<link rel="alternate" type="{media_type}" href="{escape(link)}" title="{escape(title)}">'


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"


def _describe_dataset(extract: Extract) -> Mapping[str, Any]:
    """Return the data set as schema.org describes one."""
    edition, base = extract.edition, extract.base
    catalog, licence = edition.catalog, edition.licence
    files = {"api/records.csv": "text/csv", "api/records.json": "application/json"}
    files["api/datapackage.zip"] = "application/zip"
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": catalog.title,
        "description": catalog.description,
        "url": f"{base}/",
        "version": catalog.version,
        "dateModified": catalog.created.isoformat(),
        "temporalCoverage": f"{catalog.first_year}/{catalog.last_year}",
        "isAccessibleForFree": True,
        "license": licence.url or licence.name,
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": kind, "contentUrl": f"{base}/{name}"}
            for name, kind in files.items()
        ],
    }


def _list_parts(extract: Extract) -> Iterator[str]:
    positions = extract.selection.positions()[: -LISTED - 1 : -1]
    records = extract.edition.catalog.tables["records"].iloc[positions]
    columns = (records[name] for name in ("id", "title", "date", "end_date", "date_basis"))
    items = (_item(*row) for row in zip(*columns, strict=True))
    if positions:
        yield "<ul>\n" + "\n".join(items) + "\n</ul>"
    if more := extract.size - len(positions):
        text = ngettext(
            "{number} earlier record is not listed here.",
            "{number} earlier records are not listed here.",
            more,
        )
        yield f"<p>{escape(text.format(number=describe_number(more)))}</p>"
    yield f"<p>{_link(data_link(extract, 'records.json'), gettext('All records of this view as JSON'))}</p>"


def _item(record: str, title: str, date: str, end_date: str, date_basis: str) -> str:
    when = describe_when(date, end_date, date_basis)
    return f"<li>{_link(write_address(View('records', record=record)), title)}, {escape(when)}</li>"


def _record_parts(extract: Extract) -> Iterator[str]:
    row = read_record(extract)
    yield f"<p>{escape(row['summary'])}</p>"
    sources = build_sources(extract.edition.catalog, row["sources"])
    yield "<ul>\n" + "\n".join(f"<li>{_source(source)}</li>" for source in sources) + "\n</ul>"
    yield f"<p>{_link(data_link(extract, 'records.json'), gettext('This record as JSON'))}</p>"


def _source(source: Mapping[str, str]) -> str:
    is_web = source["url"].partition(":")[0] in ("http", "https")
    title = _link(source["url"], source["title"]) if is_web else escape(source["title"])
    return f"{escape(source['publisher'])}: {title}, {escape(source['detail'])}"


def _link(address: str, text: str) -> str:
    return f'<a href="{escape(address)}">{escape(text)}</a>'


def _navigation(extract: Extract) -> str:
    view = extract.view
    links = (_link(write_address(View(page, view.filters, view.focus)), page_label(page)) for page in PAGES)
    return f"<p>{' · '.join(links)}</p>"
