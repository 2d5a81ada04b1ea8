"""An open page that comes to a session which has never seen it: its replica was lost, or it slept."""

import json

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates

from tests.apptest import data_of, sentence

pytestmark = pytest.mark.slow


@pytest.fixture
def come_back(open_atlas):
    """Opens an address in a new session with what was sent to another: key → name → (moved, value)."""

    def come(query, sent, *, moved):
        known = open_atlas(query)
        ids = {node.key: node.proto.id for node in known._tree if getattr(node, "key", None) in sent}
        sent = {key: dict(messages) for key, messages in sent.items()}
        sent["sidebar"] = {"back": (moved, None), **sent.get("sidebar", {})}
        ids["sidebar"] = next(node.proto.id for node in known._tree if getattr(node, "key", "") == "sidebar")
        states = WidgetStates()
        for turn, (key, messages) in enumerate(sent.items()):
            state = {
                name: {"at": f"1.{turn}", "moved": then, "value": value}
                for name, (then, value) in messages.items()
            }
            states.widgets.append(WidgetState(id=ids[key], json_value=json.dumps(state)))
        return open_atlas(query, sent=states)

    return come


CHOSEN = {"turn": 1, "value": {"domain": ["cyber-security"], "scope": ["direct", "collective"]}}


def test_what_another_session_has_answered_is_not_done_again(come_back):
    sent = {"map": {"select": (0, "PAK")}, "panel": {"select": (1, "TUR")}, "sidebar": {"lists": (2, CHOSEN)}}
    at = come_back({"focus": "GEO"}, sent, moved=3)
    assert at.query_params == {"focus": "GEO"}
    assert not at.exception


def test_what_nobody_has_answered_is_done(come_back):
    sent = {"map": {"select": (0, "PAK")}, "sidebar": {"lists": (3, CHOSEN)}}
    at = come_back({"focus": "GEO"}, sent, moved=3)
    assert at.query_params == {"focus": "GEO", "domain": "cyber-security"}


def test_what_does_not_stand_in_the_address_is_kept(come_back, open_atlas):
    shown = len(data_of(open_atlas({"focus": "TUR"}), "panel")["records"])
    at = come_back({"focus": "TUR"}, {"panel": {"more": (3, shown)}}, moved=3)
    assert len(data_of(at, "panel")["records"]) > shown


@pytest.mark.parametrize("moved", [None, "3", [], {}, 10**30])
def test_a_forged_return_does_nothing(come_back, open_atlas, moved):
    at = come_back({"focus": "GEO"}, {"map": {"select": (2, "PAK")}}, moved=moved)
    assert not at.exception
    assert at.query_params == {"focus": "GEO"}
    assert sentence(at) == sentence(open_atlas({"focus": "GEO"}))
