from xml.etree import ElementTree

from atlas.export.edition import Edition
from atlas.export.feed import read_changes, write_feed

ATOM = "{http://www.w3.org/2005/Atom}"
CHANGES = """\
# Data versions

Newest first.

## Unreleased

- Not yet.

## 2024.02.0 (2024-02-03)

- Added: 2003-course. </script> & Gəncə

### Why

A source came in.

## 2024.01.0 (2024-01-02)

First version.

## 2023.13.0 (2023-13-45)

No such day.
"""


def _feed(edition, base=""):
    return ElementTree.fromstring(write_feed(edition, base))


def test_versions_are_read_with_their_days_and_texts():
    newest, first = read_changes(CHANGES)
    assert (newest.version, newest.day.isoformat()) == ("2024.02.0", "2024-02-03")
    assert newest.text.startswith("- Added: 2003-course.")
    assert newest.text.endswith("A source came in.")
    assert first.text == "First version."


def test_the_feed_has_what_atom_asks_for(edition):
    feed = _feed(edition, "https://atlas.example")
    assert feed.tag == f"{ATOM}feed"
    for parent in [feed, *feed.findall(f"{ATOM}entry")]:
        assert parent.findtext(f"{ATOM}id").startswith("urn:uuid:")
        assert parent.findtext(f"{ATOM}title")
        assert parent.findtext(f"{ATOM}updated").endswith("T00:00:00Z")
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == edition.catalog.title
    assert {link.get("rel") for link in feed.findall(f"{ATOM}link")} == {"self", "alternate"}
    entries = feed.findall(f"{ATOM}entry")
    assert entries[0].findtext(f"{ATOM}title") == f"Data version {edition.catalog.version}"
    assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == len(entries)


def test_markup_in_the_changes_stays_text(tiny_edition):
    edition = Edition(tiny_edition.catalog, tiny_edition.descriptor, CHANGES + "\x00", tiny_edition.digest)
    content = _feed(edition).find(f"{ATOM}entry/{ATOM}content")
    assert content.get("type") == "text"
    assert "</script> & Gəncə" in content.text


def test_a_data_set_without_a_list_of_changes_has_an_empty_feed(tiny_edition):
    assert tiny_edition.changes == ""
    feed = _feed(tiny_edition)
    assert feed.findall(f"{ATOM}entry") == []
    assert feed.findtext(f"{ATOM}updated") == "2024-06-30T00:00:00Z"
