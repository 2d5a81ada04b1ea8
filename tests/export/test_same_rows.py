"""What is seen and what is downloaded cannot differ: held for views drawn at random."""

import io
import json

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atlas.catalog import load_catalog
from atlas.export.csv_file import PROTECTED
from atlas.export.edition import read_edition
from atlas.export.extract import Extract
from atlas.export.files import build_file
from atlas.export.tables import flatten_record, flatten_row
from atlas.model import View
from atlas.paths import ROOT
from atlas.query import count_facets, count_members, select_of, select_records
from atlas.views.text import describe
from tests.export.asgi import ask
from tests.random_views import filters_of

pytestmark = pytest.mark.slow

CATALOG = load_catalog(ROOT / "data")
EDITION = read_edition(CATALOG, ROOT / "data")
FOCUS = st.just("") | st.sampled_from(list(CATALOG.entities))
UNOPENED = st.builds(View, filters=filters_of(CATALOG), focus=FOCUS)
OPENED = st.builds(View, focus=FOCUS, record=st.sampled_from(list(CATALOG.records["id"])))
VIEWS = UNOPENED | OPENED


def _json(view, name):
    return json.loads(build_file(Extract(EDITION, view), name))


def _selected(view):
    selection = select_records(CATALOG, view.filters)
    return select_of(selection, view.focus) if view.focus else selection


def _cells(octets):
    rows = pd.read_csv(io.BytesIO(octets), dtype=str, keep_default_na=False)
    return [
        {name: cell[PROTECTED.match(cell) is not None :] for name, cell in row.items()}
        for row in rows.to_dict("records")
    ]


def _text(row):
    return {name: "" if value is None else str(value) for name, value in row.items()}


@given(UNOPENED)
def test_records_are_those_of_the_page(view):
    answer = _json(view, "records.json")
    selection = _selected(view)
    assert [item["id"] for item in answer["items"]] == selection.records["id"].tolist()
    assert answer["count"] == len(answer["items"])
    assert answer["sentence"].endswith(describe(selection))


@given(VIEWS)
def test_csv_and_json_hold_the_same_records(view):
    items = _json(view, "records.json")["items"]
    rows = _cells(build_file(Extract(EDITION, view), "records.csv"))
    assert rows == [_text(flatten_record(item)) for item in items]


@given(VIEWS)
def test_csv_json_and_geojson_hold_the_same_partners(view):
    items = _json(view, "partners.json")["items"]
    rows = _cells(build_file(Extract(EDITION, view), "partners.csv"))
    features = _json(view, "partners.geojson")["features"]
    assert rows == [_text(flatten_row(item)) for item in items]
    assert [feature["properties"] for feature in features] == items


@given(UNOPENED)
def test_partners_are_those_of_the_map(view):
    counts = {item["iso3"]: item["records"] for item in _json(view, "partners.json")["items"]}
    assert counts == {
        code: count.records for code, count in count_members(_selected(view), "partners").items()
    }


@given(filters_of(CATALOG))
def test_facets_are_those_of_the_sidebar(filters):
    counted = {}
    for item in _json(View(filters=filters), "facets.json")["items"]:
        counted.setdefault(item["parameter"], {})[item["value"]] = item["records"]
    assert counted == count_facets(CATALOG, filters)


@settings(max_examples=20)
@given(VIEWS, st.sampled_from(["records.json", "partners.csv", "network.json", "facets.json"]))
def test_an_address_gives_the_file_of_its_view(view, name):
    extract = Extract(EDITION, view, "https://atlas.example")
    answer = ask(f"/api/{name}", extract.query)
    assert answer.status == 200, answer.body
    assert answer.body == build_file(extract, name)


@pytest.mark.parametrize(
    "name", ["records.xlsx", "network.graphml", "network.gexf", "datapackage.zip", "page.html", "feed.atom"]
)
def test_the_same_view_is_the_same_file_whenever_it_is_made(name, everything):
    assert build_file(everything, name) == build_file(everything, name)
