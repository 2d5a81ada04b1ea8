import pytest

from atlas.model import Filters
from atlas.query import count_members, select_records
from tests.apptest import box, data_of, notice, send, send_table

PAGE = "formats.py"


def query_of(at):
    return {name: [value] if isinstance(value, str) else value for name, value in at.query_params.items()}


@pytest.mark.parametrize("focus", ["", "AZE", "PAK", "AZE-TUR-PAK", "NATO"])
def test_cards_agree_with_the_query_whatever_the_focus(open_atlas, catalog, focus):
    at = open_atlas(
        {"focus": focus, "domain": "joint-exercises"} if focus else {"domain": "joint-exercises"}, PAGE
    )
    state = data_of(at, "cards")
    selection = select_records(catalog, Filters(domain=("joint-exercises",)))
    counts = {**count_members(selection, "formats"), **count_members(selection, "organisations")}
    assert {code: card["records"][0] for code, card in state["cards"].items()} == {
        code: count.records for code, count in counts.items()
    }
    assert state["focus"] == focus


def test_an_unknown_focus(open_atlas):
    at = open_atlas({"focus": "ATLANTIS"}, PAGE)
    assert "ATLANTIS" in notice(at)
    assert data_of(at, "cards")["focus"] == ""


@pytest.mark.parametrize("code", ["AZE-TUR-GEO", "NATO", "GEO", "AZE"])
def test_a_card_and_a_member_set_the_focus(open_atlas, code):
    at = open_atlas({"years": ["2002", "2020"]}, PAGE)
    send(at, "cards", "select", code)
    assert query_of(at) == {"years": ["2002", "2020"], "focus": [code]}
    assert data_of(at, "cards")["focus"] == code
    send(at, "cards", "select", "")
    assert query_of(at) == {"years": ["2002", "2020"]}


@pytest.mark.parametrize("sent", ["XXX", None, 3, {"id": "NATO"}])
def test_nothing_else_does(open_atlas, sent):
    at = open_atlas({"focus": "PAK"}, PAGE)
    send(at, "cards", "select", sent)
    assert query_of(at) == {"focus": ["PAK"]}


def test_a_title_opens_its_record(open_atlas, catalog):
    at = open_atlas({"focus": "NATO"}, PAGE)
    send(at, "cards", "record", "no-such-record")
    assert query_of(at) == {"focus": ["NATO"]}
    record = str(catalog.records["id"].iloc[0])
    send(at, "cards", "record", record)
    assert query_of(at) == {"focus": ["NATO"], "record": [record]}
    assert data_of(at, "record")["id"] == record


def test_an_empty_result(open_atlas):
    at = open_atlas({"q": "zzznothing"}, PAGE)
    state = data_of(at, "cards")
    assert state["cards"] == {}
    assert state["described"] == []
    assert {button.key for button in at.button} >= {"loosen_q", "loosen_all"}


def test_only_direct_leaves_nothing_said_of_all(open_atlas):
    state = data_of(open_atlas({"scope": "direct"}, PAGE), "cards")
    assert state["described"] == []
    assert all(card["tasks"] == [] for card in state["cards"].values())


def test_the_table_of_the_cards(open_atlas):
    at = open_atlas({"focus": "NATO"}, PAGE)
    send(at, "foot", "open", {"box": "formats_twin", "open": True})
    assert not at.exception
    rows = box(at, "formats_twin")["table"]["rows"]
    assert len(rows) == len(data_of(at, "cards")["cards"])
    assert [row["cells"][0]["pick"] for row in rows if row.get("marked")] == ["NATO"]
    send_table(at, "formats_twin", "pick", "AZE-TUR-PAK")
    assert query_of(at) == {"focus": ["AZE-TUR-PAK"]}
