"""What a browser sends may be anything: nothing may raise, and the view stays a view."""

import json

import pytest

from atlas.address import read_view, write_query
from tests.apptest import box, send, send_raw, send_table

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
    {"value": {"domain": 3}, "turn": []},
    {"value": [[], {}], "turn": 1},
    {"box": "twin", "name": "pick", "value": {}},
    {"box": [], "open": 3},
]
SHAPES = [[1], "x", None, {"select": 3}, {"change": {}}, [{"event": "select"}], [{"event": 1}]]


def is_a_view(at, catalog):
    query = {name: [value] if isinstance(value, str) else value for name, value in at.query_params.items()}
    view, rejected = read_view(query, catalog)
    return rejected == () and write_query(view) == query


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("map", "select"),
        ("panel", "select"),
        ("panel", "more"),
        ("foot", "open"),
        ("foot", "table"),
        *[("sidebar", name) for name in ("focus", "words", "years", "lists", "reset")],
    ],
)
def test_a_trigger_with_any_value(open_atlas, key, name):
    at = open_atlas({"focus": "PAK"})
    for value in VALUES:
        send(at, key, name, value)
        assert not at.exception, value
        # Of all these only a set of lists, all of them empty, is a choice a reader can make.
        assert at.query_params == {"focus": "PAK"}, value


@pytest.mark.parametrize("key", ["map", "panel", "sidebar", "foot"])
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
    send(at, "foot", "open", {"box": "twin", "open": True})
    for value in VALUES:
        send_table(at, "twin", name, value)
        assert not at.exception, value
        assert at.query_params == {}, value
        table = box(at, "twin")["table"]
        assert 1 <= table["page"] <= table["pages"], value


@pytest.mark.parametrize("name", ["pick", "page", "sort"])
def test_the_list_of_records_with_any_value(open_atlas, name):
    at = open_atlas({"focus": "PAK"}, "records.py")
    for value in VALUES:
        send(at, "records_table", name, value)
        assert not at.exception, value
        assert at.query_params == {"focus": "PAK"}, value
