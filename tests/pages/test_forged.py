"""What a browser sends may be anything: nothing may raise, and the view stays a view."""

import json

import pytest

from atlas.address import read_view, write_query
from tests.apptest import PAGES, data_of, send, send_raw

pytestmark = pytest.mark.slow

VALUES = [
    None,
    True,
    -1,
    1.5,
    10**30,
    "XXX",
    "\ud800",
    [],
    ["PAK"],
    {},
    {"chosen": [1]},
    {"chosen": {"domain": 3}, "turn": []},
]
SHAPES = [[1], "x", None, {"select": 3}, {"change": {}}, [{"event": "select"}], [{"event": 1}]]


def is_a_view(at, catalog):
    query = {name: [value] if isinstance(value, str) else value for name, value in at.query_params.items()}
    view, rejected = read_view(query, catalog)
    return rejected == () and write_query(view) == query


@pytest.mark.parametrize(
    ("key", "name"), [("map", "select"), ("panel", "select"), ("panel", "more"), ("facets", "change")]
)
def test_a_trigger_with_any_value(open_atlas, key, name):
    at = open_atlas({"focus": "PAK"})
    for value in VALUES:
        send(at, key, name, value)
        assert not at.exception, value
        # Of all these only a set of lists, all of them empty, is a choice a reader can make.
        assert at.query_params == {"focus": "PAK"}, value


@pytest.mark.parametrize("key", ["map", "panel", "facets"])
@pytest.mark.parametrize("field", ["json_value", "json_trigger_value"])
def test_a_message_of_any_shape(open_atlas, catalog, key, field):
    at = open_atlas({"focus": "PAK"})
    for sent in SHAPES:
        send_raw(at, key, **{field: json.dumps(sent)})
        assert not at.exception, sent
        assert is_a_view(at, catalog), sent


@pytest.mark.parametrize("name", ["pick", "page", "sort"])
def test_a_table_with_any_value(open_atlas, name):
    at = open_atlas()
    at.session_state["twin"] = True
    at.run()
    for value in VALUES:
        send(at, "twin_table", name, value)
        assert not at.exception, value
        assert at.query_params == {}, value
        assert 1 <= data_of(at, "twin_table")["page"] <= data_of(at, "twin_table")["pages"], value


@pytest.mark.skipif("records.py" not in PAGES, reason="no list of records")
@pytest.mark.parametrize("name", ["pick", "page", "sort"])
def test_the_list_of_records_with_any_value(open_atlas, name):
    at = open_atlas({"focus": "PAK"}, "records.py")
    for value in VALUES:
        send(at, "records_table", name, value)
        assert not at.exception, value
        assert at.query_params == {"focus": "PAK"}, value
