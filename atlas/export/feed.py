"""Atom (RFC 4287): one entry for each version of the data, from its list of changes."""

import datetime
import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from atlas.export.edition import Edition
from atlas.export.letters import clean_text
from atlas.words import gettext

_ATOM: Final = "http://www.w3.org/2005/Atom"
_HEADING: Final = re.compile(
    r"^## +(?P<version>\S+) +\((?P<day>\d{4}-\d{2}-\d{2})\) *$", re.MULTILINE | re.ASCII
)


@dataclass(frozen=True, slots=True)
class Change:
    """One version of the data: its number, its day, what changed (Markdown)."""

    version: str
    day: datetime.date
    text: str


def read_changes(text: str) -> list[Change]:
    """Return the versions of a `CHANGELOG.md`, in its order.

    Parameters
    ----------
    text : str
        Each version under a heading `## 2026.11.0 (2026-11-22)`. A heading of another form, such as one of
        a version not yet made, is passed over with what stands below it.
    """
    return list(_split(text))


def write_feed(edition: Edition, base: str = "", *, about: str = "about") -> bytes:
    """Return the feed of data changes.

    Parameters
    ----------
    edition : Edition
        The data set and its list of changes.
    base : str
        Public address of the atlas without a slash at its end; '' leaves the links out.
    about : str, default "about"
        Path of the page an entry leads to.
    """
    catalog = edition.catalog
    feed = Element("feed", {"xmlns": _ATOM, "xml:lang": "en"})
    changes = read_changes(edition.changes)
    updated = max((change.day for change in changes), default=catalog.created)
    title = gettext("{title}: changes of the data").format(title=catalog.title)
    _add_head(feed, _identify(edition, "feed"), title, updated)
    SubElement(_add(feed, "author"), "name").text = catalog.title
    _add(feed, "subtitle", catalog.description)
    _add(feed, "rights", str(edition.licence))
    _add_links(feed, base, "/api/feed.atom")
    for change in changes:
        _add_entry(feed, edition, change, f"{base}/{about}" if base else "")
    indent(feed)
    text: str = tostring(feed, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()


def _split(text: str) -> Iterator[Change]:
    for section in re.split(r"(?m)^(?=## )", text):
        heading = _HEADING.match(section)
        if heading and (day := _read_day(heading["day"])):
            yield Change(heading["version"], day, section[heading.end() :].strip())


def _read_day(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None


def _add_entry(feed: Element, edition: Edition, change: Change, page: str) -> None:
    entry = _add(feed, "entry")
    title = gettext("Data version {version}").format(version=change.version)
    _add_head(entry, _identify(edition, change.version), title, change.day)
    if page:
        SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": page})
    _add(entry, "content", change.text).set("type", "text")


def _add_head(parent: Element, identity: str, title: str, updated: datetime.date) -> None:
    _add(parent, "id", identity)
    _add(parent, "title", title)
    _add(parent, "updated", f"{updated.isoformat()}T00:00:00Z")


def _add_links(feed: Element, base: str, path: str) -> None:
    if base:
        SubElement(feed, "link", {"rel": "self", "type": "application/atom+xml", "href": base + path})
        SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": base + "/"})


def _add(parent: Element, name: str, text: str = "") -> Element:
    child = SubElement(parent, name)
    child.text = clean_text(text) or None
    return child


def _identify(edition: Edition, name: str) -> str:
    """Return an id that stays the same wherever the atlas is served."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{edition.catalog.package.name}/changes/{name}").urn
