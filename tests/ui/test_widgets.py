import json

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState

from atlas.ui import widgets
from atlas.ui.widgets import fits
from tests import apptest


@pytest.fixture
def ids(monkeypatch):
    """Key of a widget → its id, after a run of the first page."""
    monkeypatch.setattr(widgets, "_known", {})
    apptest.open_atlas(monkeypatch)
    return {own.rpartition("-")[2]: own for own in widgets._known}


def test_a_run_makes_its_widgets_known(ids):
    assert {"sidebar", "map", "foot"} <= set(ids)


def test_what_a_browser_sends_fits(ids):
    message = json.dumps({"select": {"at": "1", "value": "PAK"}})
    assert fits(WidgetState(id=ids["map"], json_value=message))
    assert fits(WidgetState(id=ids["sidebar"], json_value="{}"))


@pytest.mark.parametrize("key", ["sidebar", "map", "foot"])
def test_a_value_of_another_kind_does_not(ids, key):
    assert not fits(WidgetState(id=ids[key], double_value=float("nan")))
    assert not fits(WidgetState(id=ids[key], bytes_value=b"x"))


def test_a_value_the_widget_cannot_read_does_not(ids):
    widgets._known["$$ID-x"] = ("string_value", int)
    assert not fits(WidgetState(id="$$ID-x", string_value="x"))


def test_a_widget_nobody_has_seen_gets_the_benefit(ids):
    assert fits(WidgetState(id="$$ID-" + "0" * 32 + "-new", trigger_value=True))
