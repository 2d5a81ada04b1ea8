"""The page in one file, read as markup; tests/browser/test_one_file.py opens it."""

import base64
import hashlib
import json
import re

import pytest

from atlas.export.extract import Extract
from atlas.export.files import build_file
from atlas.export.one_file import write_page
from atlas.export.template import guard_script
from atlas.model import Filters, View
from atlas.paths import ROOT
from atlas.query import select_of, select_records
from atlas.views.text import describe
from tests.export.asgi import ask
from tests.export.markup import Page

pytestmark = pytest.mark.slow

LIMIT = 3_000_000


@pytest.fixture(scope="module")
def whole(everything):
    return write_page(everything)


@pytest.fixture(scope="module")
def page(whole):
    return Page(whole.decode())


def _records(page, code=""):
    items = [element for element in page.all("li") if "data-of" in element.attributes]
    return [item for item in items if not code or code in item.attributes["data-of"].split()]


def _data(page, name="atlas-data"):
    return json.loads(page.one("script", id=name).text)


def test_the_largest_page_stays_below_three_megabytes(whole):
    assert len(whole) < LIMIT


def test_it_asks_for_nothing(whole, page):
    assert not [element for element in page.elements if "src" in element.attributes or element.tag == "link"]
    style = page.one("style").text
    assert not re.search(r"@import|url\((?!#|data:)", style)
    assert "sourceMappingURL" not in whole.decode()


def test_only_the_scripts_that_are_named_may_run(page):
    policy = page.one("meta", http_equiv="Content-Security-Policy").attributes["content"]
    scripts = [script.text for script in page.all("script") if "type" not in script.attributes]
    hashes = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in scripts]
    assert re.findall(r"'sha256-([^']+)'", policy) == hashes
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe-eval" not in policy


def test_it_holds_every_record_with_sources_and_conflicts(page, everything, catalog):
    assert len(_records(page)) == everything.size == len(catalog.records)
    text = " ".join(element.text for element in page.all("p", class_="conflict"))
    assert all(" ".join(row["what"].split()) in text for row in catalog.rows("conflicts").values())
    cited = {catalog.rows("sources")[c.source]["url"] for cell in catalog.records["sources"] for c in cell}
    linked = {link.attributes["href"] for link in page.all("a")}
    assert cited - {""} <= linked


def test_it_says_what_it_is(page, everything):
    assert page.one("p", class_="sentence").text == everything.sentence
    assert [item.text for item in page.all("dt")] == ["Said of whom"]
    footer = page.one("footer").text
    for said in everything.edition.catalog.version, "CC-BY-4.0", "Boundaries follow the United Nations":
        assert said in footer
    assert everything.address in page.one("blockquote").text


def test_an_entity_in_focus_is_opened_and_the_others_stay(edition, catalog):
    filters = Filters(domain=("joint-exercises",))
    page = Page(write_page(Extract(edition, View(filters=filters, focus="PAK"))).decode())
    selection = select_records(catalog, filters)
    assert page.one("p", class_="sentence").text == describe(selection)
    shown = [item for item in _records(page) if "hidden" not in item.attributes]
    assert len(shown) == int(select_of(selection, "PAK").mask.sum()) < len(_records(page))
    opened = [part for part in page.all("div") if "data-panel" in part.attributes]
    assert [p.attributes["data-panel"] for p in opened if "hidden" not in p.attributes] == ["PAK"]
    states = _data(page)["states"]
    assert (states["focus"], states["map"]["focus"], states["network"]["focus"]) == ("PAK", "PAK", "PAK")


@pytest.mark.parametrize("code", ["TUR", "AZE-TUR-PAK", "NATO"])
def test_what_a_click_shows_is_what_the_panel_counts(page, everything, code):
    assert len(_records(page, code)) == int(select_of(everything.selection, code).mask.sum())
    assert _data(page)["states"]["chosen"][code]["picked"] == code


def test_the_geometry_is_that_of_the_map(page):
    geometry = _data(page, "atlas-geometry")
    assert geometry["world"] == json.loads((ROOT / "geo/world.geojson").read_text(encoding="utf-8"))


@pytest.mark.parametrize("fields", [{"record": "2003-course"}, {"compared": ("ESP", "BRA")}, {"q": "zzz"}])
def test_other_views_have_their_page(extract, fields):
    asked = extract(**fields)
    page = Page(write_page(asked).decode())
    assert len(_records(page)) == asked.size
    assert page.one("p", class_="sentence").text == asked.sentence


def test_a_page_without_a_known_address_names_none(extract):
    page = Page(write_page(extract(base="")).decode())
    assert "https://atlas.example" not in " ".join(element.text for element in page.all("section"))


def test_a_script_cannot_end_its_element():
    assert guard_script('a = "</SCRIPT><!--"; b<c') == 'a = "\\x3c/SCRIPT>\\x3c!--"; b<c'


def test_the_machine_surface_gives_it_to_be_saved(everything):
    answer = ask("/api/page.html", "domain=cyber-security&focus=USA")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["content-disposition"].startswith("attachment; ")
    policy = answer.headers["content-security-policy"]
    assert "sandbox allow-scripts" in policy
    assert "default-src 'none'" in policy
    view = View(filters=Filters(domain=("cyber-security",)), focus="USA")
    assert answer.body == build_file(Extract(everything.edition, view, "https://atlas.example"), "page.html")
    refused = ask("/api/page.html", "domain=%3Cscript%3E")
    assert refused.status == 400
    assert refused.headers["content-type"] == "application/json"
