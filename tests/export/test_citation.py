import dataclasses
import datetime
import json
import re

import bibtexparser
import pytest
import rispy
from bibtexparser.middlewares import LatexDecodingMiddleware
from hypothesis import given
from hypothesis import strategies as st

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
from atlas.model import Filters, View

LETTERS = "Əhməd Ağa, Şuşa, Naxçıvan, Gəncə, İsmayıllı: ə ğ ı ş"
WORK = Work(
    key="tiny-1.0-record",
    title=f"{LETTERS} & 100 % of {{this}} #1 $2 a_b ~ ^ \\end",
    atlas="Tiny atlas",
    version="1.0",
    issued=datetime.date(2024, 6, 30),
    licence="CC-BY-4.0",
    address="https://atlas.example/records?record=a-b&q=50%25",
    note="Sources: Ministry; Institute.",
)


def read_bibtex(text):
    """A reader of one entry that counts braces, backslash or not, as BibTeX does."""
    head = re.match(r"@(\w+)\{([^,\s]+),\n", text)
    fields, position = {}, head.end()
    while match := re.compile(r"\s*([\w-]+) = ").match(text, position):
        position = match.end()
        depth, start = 0, position
        while text[position] != "," or depth:
            depth += (text[position] == "{") - (text[position] == "}")
            position += 1
        fields[match[1]] = text[start:position]
        position += 1
    assert text[position:].strip() == "}"
    return head[1], head[2], fields


def plain(value):
    """What LaTeX would print."""
    while value.startswith("{") and value.endswith("}"):
        value = value[1:-1]
    signs = {"backslash": "\\", "braceleft": "{", "braceright": "}", "asciitilde": "~", "asciicircum": "^"}
    words = r"\\text(" + "|".join(signs) + r")\{\}"
    return re.sub(rf"{words}|\\([$&#_%])", lambda found: found[2] or signs[found[1]], value)


def read_ris(text):
    lines = text.split("\r\n")
    assert lines[-2:] == ["ER  - ", ""]
    pairs = [re.fullmatch(r"([A-Z][A-Z0-9])  - (.*)", line).groups() for line in lines[:-1]]
    return {tag: [value for name, value in pairs if name == tag] for tag, _ in pairs}


def test_bibtex_comes_back_as_it_was():
    kind, key, fields = read_bibtex(write_bibtex(WORK))
    assert (kind, key) == ("misc", WORK.key)
    assert plain(fields["title"]) == WORK.title
    assert plain(fields["author"]) == "Tiny atlas"
    assert (plain(fields["year"]), fields["month"], plain(fields["version"])) == ("2024", "jun", "1.0")
    assert fields["url"] == f"{{{WORK.address}}}"


def test_ris_comes_back_as_it_was():
    fields = read_ris(write_ris(WORK))
    assert fields["TY"] == ["DATA"]
    assert fields["TI"] == [WORK.title]
    assert (fields["AU"], fields["PY"], fields["DA"]) == (["Tiny atlas"], ["2024"], ["2024/06/30"])
    assert (fields["UR"], fields["ET"]) == ([WORK.address], ["1.0"])


def test_csl_comes_back_as_it_was():
    [item] = json.loads(write_csl(WORK))
    assert (item["type"], item["id"], item["title"]) == ("dataset", WORK.key, WORK.title)
    assert item["author"] == [{"literal": "Tiny atlas"}]
    assert item["issued"] == {"date-parts": [[2024, 6, 30]]}
    assert (item["URL"], item["version"]) == (WORK.address, "1.0")


@pytest.mark.parametrize("write", [write_plain, write_bibtex, write_ris, write_csl])
def test_letters_stay_letters(write):
    assert LETTERS in write(WORK)


@given(st.text(), st.text())
def test_no_title_breaks_out_of_its_field(title, note):
    work = dataclasses.replace(WORK, title=title, note=note)
    line = " ".join(title.split())
    assert plain(read_bibtex(write_bibtex(work))[2].get("title", "")) == line
    assert read_ris(write_ris(work)).get("TI", [""]) == [line]
    assert json.loads(write_csl(work))[0].get("title", "") == line
    assert "\n" not in write_plain(work)


@pytest.mark.parametrize(
    "address", ["https://a.example/?q=}{\n@x", 'https://a.example/"\\', "https://ə.example/"]
)
def test_no_address_breaks_out_of_its_field(address):
    work = dataclasses.replace(WORK, address=address)
    [url] = read_ris(write_ris(work))["UR"]
    assert read_bibtex(write_bibtex(work))[2]["url"] == f"{{{url}}}"
    assert url.isascii()
    assert not set(url) & set(' {}"\\\n')


def test_the_atlas_is_cited_with_version_date_licence_and_address(tiny_edition):
    text = write_plain(cite_atlas(tiny_edition, "https://atlas.example"))
    assert text == "Tiny atlas. Data version 0.1.0, 30 June 2024, CC-BY-4.0. https://atlas.example/"


def test_a_view_is_cited_with_its_sentence(tiny_edition):
    view = View(filters=Filters(domain=("training",)), focus="ESP")
    extract = Extract(tiny_edition, view, "https://atlas.example/sub")
    text = write_plain(cite_view(extract))
    assert text.startswith(f"Tiny atlas: {extract.sentence}. Data version 0.1.0")
    assert text.endswith("https://atlas.example/sub/?domain=training&focus=ESP")


def test_a_record_is_cited_with_its_date_and_its_sources(tiny_edition):
    work = cite_record(tiny_edition, "2003-course", "https://atlas.example")
    assert work.address == "https://atlas.example/records?record=2003-course"
    text = write_plain(work)
    assert text.startswith("“Courses”, Tiny atlas. Data version 0.1.0, 30 June 2024")
    assert "Record 2003-course: 2003 – 31 December 2012 (inferred)." in text
    assert "Ministry, Cooperation, 2002-01-31" in text
    assert "[Overview]" in text


def test_an_unknown_record_is_a_key_error(tiny_edition):
    with pytest.raises(KeyError):
        cite_record(tiny_edition, "no-such-record")


def test_every_record_of_the_atlas_can_be_cited(edition):
    for record in edition.catalog.records["id"]:
        work = cite_record(edition, record, "https://atlas.example")
        assert plain(read_bibtex(write_bibtex(work))[2]["title"]) == work.title
        assert read_ris(write_ris(work))["TI"] == [work.title]


def cited(edition):
    """Every tenth record of the atlas, and the letters that go wrong elsewhere."""
    records = edition.catalog.records["id"][::10]
    return [
        *(cite_record(edition, record, "https://atlas.example") for record in records),
        dataclasses.replace(WORK, title=LETTERS, address="https://atlas.example/"),
    ]


@pytest.mark.filterwarnings("ignore")  # those of the library's own code
def test_bibtexparser_reads_every_citation(edition):
    works = cited(edition)
    text = "\n".join(write_bibtex(work) for work in works)
    library = bibtexparser.parse_string(text, append_middleware=[LatexDecodingMiddleware()])
    assert library.failed_blocks == []
    assert [entry.key for entry in library.entries] == [work.key for work in works]
    for entry, work in zip(library.entries, works, strict=True):
        fields = {name: field.value for name, field in entry.fields_dict.items()}
        assert fields["title"].strip("{}") == work.title
        assert fields["url"] == work.address


def test_rispy_reads_every_citation(edition):
    works = [*cited(edition), WORK]
    found = rispy.loads("\n".join(write_ris(work) for work in works))
    assert [one["title"] for one in found] == [work.title for work in works]
    assert [one["urls"] for one in found] == [[work.address] for work in works]
    assert {one["type_of_reference"] for one in found} == {"DATA"}
