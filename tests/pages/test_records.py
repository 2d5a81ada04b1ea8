import pytest

from atlas.model import Filters
from atlas.query import select_of, select_records
from tests.apptest import ask, data_of, has, notice, send, texts

KNOWN = "2002-pak-defence-agreement"


@pytest.fixture
def open_records(open_atlas):
    return lambda query=None: open_atlas(query, "records.py")


def table(at):
    return data_of(at, "records_table")


def listed(at):
    return [row["cells"][0]["pick"] for row in table(at)["rows"]]


def address(at):
    return {
        name: value[0] if isinstance(value, list) and len(value) == 1 else value
        for name, value in at.query_params.items()
    }


def buttons(at):
    return {button.key: button for button in at.button}


def test_every_record_of_the_view_is_listed_fifty_a_page(open_records, catalog):
    at = open_records()
    number = len(select_records(catalog, Filters()).records)
    assert len(listed(at)) == min(number, 50)
    assert table(at)["pages"] == -(-number // 50)
    assert "records_all" not in buttons(at)


def test_the_newest_record_stands_first(open_records, catalog):
    newest = select_records(catalog, Filters()).records["id"].iloc[-1]
    assert listed(open_records())[0] == newest


@pytest.mark.parametrize("focus", ["PAK", "AZE-TUR-PAK", "NATO"])
def test_with_a_focus_only_its_records_are_listed_and_that_is_said(open_records, catalog, focus):
    at = open_records({"focus": focus})
    own = select_of(select_records(catalog, Filters()), focus)
    assert table(at)["note"].endswith(f"of {len(own.records)}")
    assert set(listed(at)) <= set(own.records["id"])
    assert "Only records of" in texts(at)


def test_the_hub_in_focus_leaves_all_records(open_records, catalog):
    at = open_records({"focus": catalog.hub.iso3})
    assert table(at)["note"].endswith(f"of {len(select_records(catalog, Filters()).records)}")
    assert "Only records of" not in texts(at)


def test_one_button_lists_all_records_again(open_records, catalog):
    at = open_records({"focus": "PAK", "domain": "cyber-security"})
    buttons(at)["records_all"].click().run()
    assert address(at) == {"domain": "cyber-security"}
    assert table(at)["note"].endswith(
        f"of {len(select_records(catalog, Filters(domain=('cyber-security',))).records)}"
    )


def test_an_unknown_focus_and_an_unknown_record_are_named_and_left_out(open_records):
    at = open_records({"focus": "<b>", "record": "no-such-record"})
    assert "no-such-record" in notice(at)
    assert "&lt;b&gt;" in notice(at)
    assert has(at, "records_table")
    assert not has(at, "record")


def test_an_empty_result_says_how_to_undo_it(open_records):
    at = open_records({"q": "nowhereatall"})
    assert not has(at, "records_table")
    assert "loosen_q" in buttons(at)
    buttons(at)["loosen_q"].click().run()
    assert has(at, "records_table")


def test_a_focus_without_a_record_in_the_view_says_so(open_records, catalog):
    empty = next(
        (code, domain)
        for code in catalog.partners["iso3"]
        for domain in catalog.domains["id"]
        if select_records(catalog, Filters(domain=(domain,))).mask.any()
        and not select_of(select_records(catalog, Filters(domain=(domain,))), code).mask.any()
    )
    at = open_records({"focus": empty[0], "domain": empty[1]})
    assert not has(at, "records_table")
    buttons(at)["records_loosen"].click().run()
    assert address(at) == {"focus": empty[0]}


def test_a_click_on_a_column_sorts_and_a_second_turns_it_round(open_records):
    at = open_records()
    send(at, "records_table", "sort", "title")
    rising = listed(at)
    assert {column["id"]: column["sorted"] for column in table(at)["columns"] if column["sorted"]} == {
        "title": "asc"
    }
    send(at, "records_table", "sort", "title")
    assert listed(at)[0] != rising[0]
    send(at, "records_table", "page", table(at)["pages"])
    assert listed(at)[-1] == rising[0]


def test_another_list_begins_on_its_first_page(open_records):
    at = open_records()
    send(at, "records_table", "page", 2)
    assert table(at)["page"] == 2
    send(at, "records_table", "sort", "kind")
    assert table(at)["page"] == 1
    send(at, "records_table", "page", 2)
    ask(at, "words", "agreement")
    assert table(at)["page"] == 1


def test_columns_are_chosen(open_records):
    at = open_records()
    at.multiselect(key="records_columns").set_value(["confidence", "date"]).run()
    assert [column["id"] for column in table(at)["columns"]] == ["title", "date", "confidence"]


def test_a_row_opens_its_record_under_an_address_of_its_own(open_records, catalog):
    at = open_records({"focus": "PAK"})
    first = listed(at)[0]
    send(at, "records_table", "pick", first)
    assert address(at) == {"focus": "PAK", "record": first}
    assert data_of(at, "record")["title"] == catalog.records.at[first, "title"]
    assert not has(at, "records_table")


def test_an_address_opens_a_record_and_where_it_stands_in_the_list(open_records, catalog):
    at = open_records({"record": KNOWN})
    record = data_of(at, "record")
    assert record["id"] == KNOWN
    assert record["way"]["place"].endswith(f"of {len(select_records(catalog, Filters()).records)}")
    assert record["way"]["previous"]
    assert record["way"]["next"]
    assert not record["way"]["moved"]
    assert "records_widen" not in buttons(at)


def test_the_way_goes_to_the_next_record_and_back_to_the_page_of_the_list(open_records):
    at = open_records()
    send(at, "records_table", "page", 2)
    last = listed(at)[0]
    send(at, "records_table", "pick", last)
    before = data_of(at, "record")["way"]["previous"]
    send(at, "record", "open", before)
    assert data_of(at, "record")["id"] == before
    assert data_of(at, "record")["way"]["moved"]
    send(at, "record", "open", "")
    assert address(at) == {}
    assert table(at)["page"] == 1
    marked = [row["cells"][0]["pick"] for row in table(at)["rows"] if row.get("marked")]
    assert marked == [before]


def test_the_list_comes_back_on_the_page_of_a_record_opened_by_its_address(open_records):
    at = open_records({"record": KNOWN})
    send(at, "record", "open", "")
    assert KNOWN in listed(at)
    assert table(at)["page"] > 1


def test_who_took_part_is_put_in_focus_and_its_records_listed(open_records):
    at = open_records({"record": KNOWN})
    send(at, "record", "select", "PAK")
    assert address(at) == {"focus": "PAK"}
    assert KNOWN in listed(at) or table(at)["pages"] > 1


@pytest.mark.parametrize("query", [{"domain": "cyber-security"}, {"focus": "CHE"}])
def test_a_record_the_view_leaves_out_is_shown_and_that_is_said(open_records, query):
    at = open_records({"record": KNOWN, **query})
    assert data_of(at, "record")["id"] == KNOWN
    assert data_of(at, "record")["way"] == {"previous": "", "next": "", "place": "", "moved": False}
    buttons(at)["records_widen"].click().run()
    assert address(at) == {"record": KNOWN}
    assert data_of(at, "record")["way"]["place"]


def test_a_record_of_context_is_listed_when_context_is_chosen(open_records, catalog):
    context = catalog.records["id"][catalog.records["scope"] == "context"].iloc[0]
    at = open_records({"record": context})
    assert "context, not counted" in data_of(at, "record")["marks"]
    buttons(at)["records_widen"].click().run()
    assert address(at)["scope"] == ["direct", "collective", "context"]
    assert data_of(at, "record")["way"]["place"]


def test_a_change_of_filters_closes_the_record(open_records):
    at = open_records({"record": KNOWN})
    ask(at, "words", "agreement")
    assert address(at) == {"q": "agreement"}
    assert has(at, "records_table")


@pytest.mark.parametrize("value", [None, 3, [], ["PAK"], {"id": KNOWN}, "no-such-record", "\ud800"])
def test_a_record_takes_no_forged_choice(open_records, value):
    at = open_records({"record": KNOWN})
    for name in ("open", "select"):
        send(at, "record", name, value)
        assert not at.exception
        assert address(at) == {"record": KNOWN}
