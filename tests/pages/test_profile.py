import pytest

from atlas.model import Filters
from atlas.query import select_of, select_records
from tests.apptest import box, data_of, has, notice, send, send_raw, texts

PAGE = "profile.py"


def query_of(at):
    return {name: [value] if isinstance(value, str) else value for name, value in at.query_params.items()}


@pytest.mark.parametrize(
    ("focus", "title"),
    [
        ("", "Overview of Azerbaijan"),
        ("AZE", "Azerbaijan"),
        ("PAK", "Pakistan"),
        ("AZE-TUR-PAK", "Azerbaijan–Türkiye–Pakistan"),
        ("NATO", "North Atlantic Treaty Organization"),
    ],
    ids=["none", "hub", "partner", "format", "organisation"],
)
def test_whose_profile_it_is(open_atlas, catalog, focus, title):
    at = open_atlas({"focus": focus} if focus else {}, PAGE)
    assert f'<h1 class="atlas-title">{title}</h1>' in texts(at)
    profile = data_of(at, "profile")
    assert profile["code"] == (focus or "AZE")
    own = select_of(select_records(catalog, Filters()), profile["code"])
    assert f"{own.size:,} records" in " ".join(profile["summary"])
    assert sum(profile["rhythm"]["direct"]) + sum(profile["rhythm"]["collective"]) == own.size


def test_an_unknown_focus_is_named_and_the_overview_shown(open_atlas):
    at = open_atlas({"focus": "ATLANTIS"}, PAGE)
    assert "ATLANTIS" in notice(at)
    assert data_of(at, "profile")["code"] == "AZE"


def test_the_largest_domain_stands_open_and_another_opens(open_atlas):
    at = open_atlas({"focus": "PAK"}, PAGE)
    profile = data_of(at, "profile")
    first, second = (f"domain:{name}" for name, _ in profile["domains"][:2])
    assert profile["part"]["key"] == first
    send(at, "profile", "open", {"key": second, "first": 0})
    part = data_of(at, "profile")["part"]
    assert (part["key"], part["first"]) == (second, 0)
    send(at, "profile", "open", {"key": second, "first": len(part["rows"])})
    more = data_of(at, "profile")["part"]
    assert more["first"] == len(part["rows"])
    assert {row["id"] for row in more["rows"]}.isdisjoint({row["id"] for row in part["rows"]})


def test_another_focus_starts_anew_and_another_filter_from_the_first_row(open_atlas):
    at = open_atlas({"focus": "TUR"}, PAGE)
    send(at, "profile", "open", {"key": "domain:political-dialogue", "first": 5})
    before = data_of(at, "profile")["view"]
    at.query_params["years"] = ["2002", "2020"]
    at.run()
    profile = data_of(at, "profile")
    assert profile["view"] != before
    assert (profile["part"]["key"], profile["part"]["first"]) == ("domain:political-dialogue", 0)
    send(at, "profile", "select", "PAK")
    profile = data_of(at, "profile")
    assert profile["code"] == "PAK"
    assert profile["part"]["key"] == f"domain:{profile['domains'][0][0]}"


def test_the_overview_opens_nothing(open_atlas):
    assert data_of(open_atlas({}, PAGE), "profile")["part"] is None


def test_a_message_stays_small(open_atlas):
    at = open_atlas({"focus": "TUR"}, PAGE)
    node = next(node for node in at._tree if getattr(node, "key", None) == "profile")
    assert len(node.proto.bytes) < 5_000


@pytest.mark.parametrize(
    "asked",
    [
        None,
        7,
        "domain:training",
        {},
        {"key": 1, "first": 0},
        {"key": "x", "first": -1},
        {"key": "x", "first": 0},
        [],
    ],
)
def test_what_makes_no_sense_opens_nothing(open_atlas, asked):
    at = open_atlas({"focus": "PAK"}, PAGE)
    before = data_of(at, "profile")
    send(at, "profile", "open", asked)
    assert not at.exception
    assert data_of(at, "profile") == before


@pytest.mark.parametrize("other", ["", "XXX", None, 5])
def test_only_an_entity_comes_into_focus(open_atlas, other):
    at = open_atlas({"focus": "PAK"}, PAGE)
    send(at, "profile", "select", other)
    assert query_of(at) == ({} if other == "" else {"focus": ["PAK"]})


def test_print_is_sent_once(open_atlas):
    at = open_atlas({"focus": "AZE-TUR-GEO"}, PAGE)
    assert data_of(at, "profile")["print"] is None
    send(at, "profile", "print", 12345)
    printed = data_of(at, "profile")["print"]
    assert printed["token"] == 12345
    assert len(printed["records"]) > 30
    at.run()
    assert data_of(at, "profile")["print"] is None


def test_a_record_opens_on_its_page(open_atlas):
    at = open_atlas({"focus": "PAK"}, PAGE)
    record = data_of(at, "profile")["part"]["rows"][0]["id"]
    send(at, "profile", "record", record)
    assert query_of(at) == {"focus": ["PAK"], "record": [record]}
    assert data_of(at, "record")["id"] == record


def test_a_record_there_is_not_leads_nowhere(open_atlas):
    at = open_atlas({"focus": "PAK"}, PAGE)
    send(at, "profile", "record", "no-such-record")
    assert query_of(at) == {"focus": ["PAK"]}
    assert has(at, "profile")


def test_no_record_of_the_focus_offers_a_way_out(open_atlas):
    at = open_atlas({"focus": "DJI", "domain": "cyber-security"}, PAGE)
    assert "no record" in " ".join(data_of(at, "profile")["summary"])
    at.button(key="profile_loosen").click().run()
    assert query_of(at) == {"focus": ["DJI"]}
    assert not any(button.key == "profile_loosen" for button in at.button)


def test_an_empty_result(open_atlas):
    at = open_atlas({"focus": "PAK", "q": "zzznothing"}, PAGE)
    profile = data_of(at, "profile")
    assert profile["rhythm"] is None
    assert profile["part"] is None
    assert {button.key for button in at.button} >= {"loosen_q", "loosen_all"}


def test_its_sources_are_those_of_its_records(open_atlas):
    at = open_atlas({"focus": "DJI"}, PAGE)
    send(at, "foot", "open", {"box": "sources", "open": True})
    assert len(box(at, "sources")["table"]["rows"]) == 1


def test_forged_messages_raise_nothing(open_atlas):
    at = open_atlas({"focus": "PAK"}, PAGE)
    for payload in ("", "[]", "{", '[{"event": "open"}]', '[{"event": "nonsense", "value": 1}]'):
        send_raw(at, "profile", json_trigger_value=payload)
        assert not at.exception
